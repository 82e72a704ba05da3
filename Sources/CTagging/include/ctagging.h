// The inner loops of tagging that Swift cannot express: asking for memory before it is needed, and
// vector instructions that are chosen when the program starts.
#ifndef CTAGGING_H
#define CTAGGING_H

#include <stdint.h>

/// Asks for the cache line at an address; costs nothing when it is there, never faults.
__attribute__((always_inline)) static inline void ctagging_prefetch(const void *_Nonnull address) {
  __builtin_prefetch(address, 0, 3);
}

/// `count` consecutive rows from `row`, for `count` consecutive positions from `position`.
typedef struct {
  uint32_t row;
  int32_t count;
  int32_t position;
} ctagging_block;

/// Adds blocks of rows (16 bytes each) to the scores (16 words each) of their positions.
void ctagging_add(const void *_Nonnull rows, void *_Nonnull scores,
                  const ctagging_block *_Nonnull blocks, int32_t count);

/// The best sequence of labels (Viterbi 1967) under scores of 16 words a position, two bytes each.
///
/// `transitions` has 17 rows of 16 words: from each label, and from the start. `reaching` has a row a
/// label that is reached, a lane a label before it; lanes that are no label must be lower than any sum.
/// `sums` is room for a row a position. `labels[i]` becomes the label of position i; the sequence does not
/// end with a label of the set `open`. Of labels that are equally good the lower one is taken. Returns
/// whether any label is not 0. `count` is at least 1, `label_count` at most 16.
int ctagging_decode(const void *_Nonnull transitions, const void *_Nonnull reaching,
                    int32_t label_count, uint32_t open, const void *_Nonnull scores, int32_t count,
                    void *_Nonnull sums, uint8_t *_Nonnull labels);

#endif
