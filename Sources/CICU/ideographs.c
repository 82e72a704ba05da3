// ICU spends most of the time of its word breaking on its dictionary of Chinese words: general text
// iteration, and at each step a binary search among up to ten thousand children. The dictionary is
// good; here it is read where ICU keeps it, with a table for the first unit of a word and a memory
// of the steps after it, and the cheapest path is sought as ICU seeks it. What comes out is what ICU
// gives, unit by unit (BoundariesTests, and a probe whenever an iterator is opened).
//
// The data are the file `cjdict.dict` of ICU's package: type "Dict", version 1, a UCharsTrie (the
// comment "UCharsTrie data structure" in unicode/ucharstrie.h) that gives each word its cost.

#include "ideographs.h"

#include <stdlib.h>
#include <string.h>
#include <unicode/udata.h>

enum {
  HEADER_TRIE_OFFSET = 0,
  HEADER_TOTAL_SIZE = 3,
  HEADER_TRIE_TYPE = 4,
  HEADER_LENGTH = 8,
  TRIE_OF_UNITS_WITH_VALUES = 9,

  /// ICU looks for words of at most this many units …
  LONGEST_WORD = 20,
  /// … and costs of places are kept for a power of two more than those.
  WINDOW = 32,
  /// The cost of an ideograph that is no word.
  UNKNOWN_COST = 255,

  FIRST_COUNT = IDEOGRAPHS_HIGHEST - IDEOGRAPHS_LOWEST + 1,
  STEPS = 1 << 13,
};

/// A place in the trie: the unit of the data where it goes on, and how many units of a linear match
/// are still to come there. 0 = nowhere: the root is never gone on to.
typedef uint32_t place;
#define PLACE(unit, remaining) ((place)(unit) << 5 | (place)(remaining))

typedef struct {
  place from;
  uint16_t unit;
  place to;
} step;

struct ideographs {
  UDataMemory *data;
  const uint16_t *trie;
  place first[FIRST_COUNT];
  step steps[STEPS];
};

// --- The trie ----------------------------------------------------------------------------------

enum {
  LINEAR_MATCH = 0x30,
  VALUE = 0x40,
  TYPE_MASK = 0x3F,
  LINEAR_SEARCH = 5,
  FINAL = 0x8000,
};

/// Skips a value of a branch or reads it; `lead` without ``FINAL``.
static uint32_t value_at(const uint16_t **at, uint32_t lead) {
  const uint16_t *p = *at;
  if (lead < 0x4000) return lead;
  uint32_t value;
  if (lead < 0x7FFF) {
    value = (lead - 0x4000) << 16 | p[0];
    *at = p + 1;
  } else {
    value = (uint32_t)p[0] << 16 | p[1];
    *at = p + 2;
  }
  return value;
}

/// The same for a value that a node carries besides its matches.
static uint32_t node_value_at(const uint16_t **at, uint32_t lead) {
  const uint16_t *p = *at;
  if (lead < 0x4040) return (lead >> 6) - 1;
  uint32_t value;
  if (lead < 0x7FC0) {
    value = ((lead & 0x7FC0) - 0x4040) << 10 | p[0];
    *at = p + 1;
  } else {
    value = (uint32_t)p[0] << 16 | p[1];
    *at = p + 2;
  }
  return value;
}

static uint32_t delta_at(const uint16_t **at) {
  const uint16_t *p = *at;
  uint32_t lead = *p++, delta = lead;
  if (lead == 0xFFFF) {
    delta = (uint32_t)p[0] << 16 | p[1];
    p += 2;
  } else if (lead >= 0xFC00) {
    delta = (lead - 0xFC00) << 16 | *p++;
  }
  *at = p;
  return delta;
}

/// Where the trie goes on after `unit` in the branch of `length` units at `p`.
static const uint16_t *after_branch(const uint16_t *p, uint32_t length, uint16_t unit) {
  while (length > LINEAR_SEARCH) {
    if (unit < *p++) {
      uint32_t delta = delta_at(&p);
      p += delta;
      length >>= 1;
    } else {
      (void)delta_at(&p);
      length -= length >> 1;
    }
  }
  for (; length > 1; length--) {
    int found = *p++ == unit;
    uint32_t lead = *p;
    if (found && lead & FINAL) return p;
    p++;
    uint32_t delta = value_at(&p, lead & ~(uint32_t)FINAL);
    if (found) return p + delta;
  }
  return *p == unit ? p + 1 : NULL;
}

static place after(const uint16_t *trie, place from, uint16_t unit) {
  const uint16_t *p = trie + (from >> 5);
  uint32_t remaining = from & 31;
  if (remaining) return *p == unit ? PLACE(p + 1 - trie, remaining - 1) : 0;
  uint32_t node = *p++;
  if (node & FINAL) return 0;
  if (node >= VALUE) {
    (void)node_value_at(&p, node);
    node &= TYPE_MASK;
  }
  if (node >= LINEAR_MATCH) {
    return *p == unit ? PLACE(p + 1 - trie, node - LINEAR_MATCH) : 0;
  }
  uint32_t length = node ? node : *p++;
  p = after_branch(p, length + 1, unit);
  return p ? PLACE(p - trie, 0) : 0;
}

/// ``after``, remembered.
static inline place next(ideographs *dictionary, place from, uint16_t unit) {
  uint32_t hash = (from ^ (uint32_t)unit << 16) * 0x9E3779B1u;
  step *known = &dictionary->steps[hash >> 19];
  if (known->from != from || known->unit != unit) {
    *known = (step){from, unit, after(dictionary->trie, from, unit)};
  }
  return known->to;
}

// --- The dictionary ----------------------------------------------------------------------------

ideographs *ideographs_open(void) {
  UErrorCode code = U_ZERO_ERROR;
  UDataMemory *data = udata_open(U_ICUDATA_NAME "-brkitr", "dict", "cjdict", &code);
  if (U_FAILURE(code)) return NULL;
  UDataInfo info = {.size = sizeof info};
  udata_getInfo(data, &info);
  const int32_t *header = udata_getMemory(data);
  ideographs *dictionary = NULL;
  if (memcmp(info.dataFormat, "Dict", 4) == 0 && info.formatVersion[0] == 1 &&
      header[HEADER_TRIE_TYPE] == TRIE_OF_UNITS_WITH_VALUES &&
      header[HEADER_TRIE_OFFSET] >= HEADER_LENGTH * (int32_t)sizeof *header &&
      header[HEADER_TOTAL_SIZE] < (int32_t)(UINT32_MAX >> 5)) {
    dictionary = calloc(1, sizeof *dictionary);
  }
  if (!dictionary) {
    udata_close(data);
    return NULL;
  }
  dictionary->data = data;
  dictionary->trie = (const uint16_t *)((const char *)header + header[HEADER_TRIE_OFFSET]);
  for (uint32_t i = 0; i < FIRST_COUNT; i++) {
    dictionary->first[i] = after(dictionary->trie, 0, (uint16_t)(IDEOGRAPHS_LOWEST + i));
  }
  return dictionary;
}

void ideographs_close(ideographs *dictionary) {
  if (!dictionary) return;
  udata_close(dictionary->data);
  free(dictionary);
}

// --- Cutting -----------------------------------------------------------------------------------

int32_t ideographs_cut(ideographs *dictionary, const uint16_t *run, int32_t count,
                       uint8_t *lengths, int32_t base, int32_t *ends) {
  const uint16_t *trie = dictionary->trie;
  // costs[p % WINDOW]: the least cost of a way to place p; lengths[p]: the last word of that way.
  uint64_t costs[WINDOW];
  memset(costs, 0xFF, sizeof costs);
  costs[0] = 0;
  for (int32_t start = 0; start < count; start++) {
    uint64_t here = costs[start % WINDOW];
    costs[start % WINDOW] = UINT64_MAX;
    int32_t longest = count - start < LONGEST_WORD ? count - start : LONGEST_WORD;
    uint64_t single = here + UNKNOWN_COST;
    place at = dictionary->first[run[start] - IDEOGRAPHS_LOWEST];
    for (int32_t length = 1; at; length++) {
      const uint16_t *p = trie + (at >> 5);
      uint32_t node = *p++;
      if ((at & 31) == 0 && node >= VALUE) {
        uint64_t cost = here + (node & FINAL ? value_at(&p, node & ~(uint32_t)FINAL)
                                             : node_value_at(&p, node));
        if (length == 1) {
          single = cost;
        } else if (cost < costs[(start + length) % WINDOW]) {
          costs[(start + length) % WINDOW] = cost;
          lengths[start + length] = (uint8_t)length;
        }
        if (node & FINAL) break;
      }
      if (length == longest) break;
      at = next(dictionary, at, run[start + length]);
    }
    if (single < costs[(start + 1) % WINDOW]) {
      costs[(start + 1) % WINDOW] = single;
      lengths[start + 1] = 1;
    }
  }
  int32_t words = 0;
  for (int32_t end = count; end > 0; end -= lengths[end]) words++;
  for (int32_t end = count, i = words; end > 0; end -= lengths[end]) ends[--i] = base + end;
  return words;
}
