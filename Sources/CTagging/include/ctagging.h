// The inner loops of tagging that Swift cannot express: asking for memory before it is needed, and
// vector instructions that are chosen when the program starts.
#ifndef CTAGGING_H
#define CTAGGING_H

#include <stddef.h>
#include <stdint.h>

/// A node of the trie of features; Swift's `TrieNode` says what its parts mean.
typedef struct {
  uint32_t row;
  int8_t first;
  uint8_t count;
  uint16_t entry;
} ctagging_node;

/// The trie; Swift's `Trie` says how it is laid out.
typedef struct {
  const uint32_t *_Nonnull roots;
  const uint64_t *_Nonnull keys;
  const ctagging_node *_Nonnull nodes;
  uint64_t first_bucket;
  uint64_t buckets;
} ctagging_trie;

enum {
  /// Nodes in a bucket: their keys fill a cache line.
  CTAGGING_BUCKET = 8,
  /// Bits of a key that are `parent | unit`; the others are the filter of the node's own children.
  CTAGGING_KEY_BITS = 40,
};

/// The home bucket of a `parent | unit` key.
__attribute__((always_inline)) static inline uint64_t ctagging_home(uint64_t key, uint64_t first,
                                                                    uint64_t buckets) {
  return first + ((((key * 0x9E3779B97F4A7C15u) >> 32) * buckets) >> 32);
}

/// Which of the 24 bits of a filter stands for a unit.
__attribute__((always_inline)) static inline uint32_t ctagging_filter_bit(uint16_t unit) {
  return CTAGGING_KEY_BITS + (((unit * 0x9E37u & 0xFFFF) * 24) >> 16);
}

/// A walk under way: the node reached from `start`, and the home bucket of its next transition.
typedef struct {
  uint32_t node;
  uint32_t home;
  int32_t start;
} ctagging_step;

/// The longest lexicon entry that begins at a position; class 0 for none.
typedef struct {
  uint16_t entry;
  uint16_t length;
} ctagging_entry;

/// `count` consecutive rows from `row`, for `count` consecutive positions from `position`.
typedef struct {
  uint32_t row;
  int32_t count;
  int32_t position;
} ctagging_block;

/// Begins a walk of the trie at each position `first ..< end`; returns how many there are.
int32_t ctagging_begin(ctagging_trie trie, const uint16_t *_Nonnull units, int32_t first,
                       int32_t end, ctagging_step *_Nonnull steps);

/// Takes all walks a level further: the nodes reached with `length` units become blocks of rows, and
/// entries where they are any; then the transitions are followed, up to `longest` units and not past
/// `end`. Returns how many walks go on.
///
/// All buckets (nodes, rows) of the level are asked for before the first is read. `rows` says where the rows
/// of `stride` bytes lie that will be added next. `entries` has a place for every position from `first`.
int32_t ctagging_level(ctagging_trie trie, const uint16_t *_Nonnull units, int32_t first,
                       int32_t end, int32_t length, int32_t longest, const char *_Nonnull rows,
                       int32_t stride, ctagging_step *_Nonnull steps, int32_t active,
                       ctagging_entry *_Nonnull entries, ctagging_block *_Nonnull blocks,
                       int32_t *_Nonnull found);

/// Adds blocks of rows (16 bytes each) to the scores (16 words each) of their positions.
void ctagging_add(const void *_Nonnull rows, void *_Nonnull scores,
                  const ctagging_block *_Nonnull blocks, int32_t count);

/// The same for rows of 8 bytes and scores of 8 words.
void ctagging_add_narrow(const void *_Nonnull rows, void *_Nonnull scores,
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

/// Memory for a model, all zero: at the start of a page, and from 2 MiB on in huge pages where the system
/// has them, since a walk of a trie touches a page a step. Null when there is none.
void *_Nullable ctagging_allocate(size_t size);

/// Gives back what `ctagging_allocate` gave for the same `size`.
void ctagging_free(void *_Nonnull memory, size_t size);

/// What an n-gram says by its vector of `size` numbers at `count` positions that follow one another is added
/// to the scores, sixteen floats a position; the matrix has `size` rows of sixteen floats a position.
void ctagging_project(const float *_Nonnull matrix, const float *_Nonnull vector, int32_t size,
                      int32_t count, float *_Nonnull scores);

/// The way back: adds the outer product of each position's gradient and the vector to the matrix.
void ctagging_collect(const float *_Nonnull gradients, const float *_Nonnull vector, int32_t size,
                      int32_t count, float *_Nonnull matrix);

#endif
