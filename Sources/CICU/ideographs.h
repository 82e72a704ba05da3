// ICU's dictionary of Chinese words, read in place, and ICU's way to cut a run of ideographs by it.
#ifndef CICU_IDEOGRAPHS_H
#define CICU_IDEOGRAPHS_H

#include <stdint.h>

enum {
  /// The ideographs that a run may consist of: unified ones, in Unicode since version 11 and equal
  /// to their NFKC form.
  IDEOGRAPHS_LOWEST = 0x4E00,
  IDEOGRAPHS_HIGHEST = 0x9FEF,
};

static inline int ideographs_contain(uint16_t unit) {
  return (uint16_t)(unit - IDEOGRAPHS_LOWEST) <= IDEOGRAPHS_HIGHEST - IDEOGRAPHS_LOWEST;
}

typedef struct ideographs ideographs;

/// The dictionary of the ICU in use, with a memory of walked steps (128 KB) that makes it the
/// caller's alone; NULL when ICU has none or keeps it in another form.
ideographs *ideographs_open(void);
void ideographs_close(ideographs *dictionary);

/// Cuts a run of ideographs into the words of the least cost.
///
/// `lengths` has room for `count` + 1 entries and is overwritten. Writes the ends of the words,
/// `base` added, to `ends` and returns how many there are.
int32_t ideographs_cut(ideographs *dictionary, const uint16_t *run, int32_t count,
                       uint8_t *lengths, int32_t base, int32_t *ends);

#endif
