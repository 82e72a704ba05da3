#include "ctagging.h"

// One vector of 16 weights is two registers on any x86-64 and one where there is AVX2, which no build
// may assume: these functions are compiled for both, and the loader takes the one that runs here.
#if defined(__x86_64__) && defined(__ELF__)
#define ANY_WIDTH __attribute__((target_clones("avx2", "default")))
#else
#define ANY_WIDTH
#endif

typedef int8_t row __attribute__((vector_size(16)));
typedef int16_t lanes __attribute__((vector_size(32)));
// As they lie in memory: Swift aligns nothing to more than 16 bytes.
typedef lanes stored __attribute__((aligned(16)));

static inline void ask_for(const void *address) { __builtin_prefetch(address, 0, 3); }

int32_t ctagging_begin(ctagging_trie trie, const uint16_t *units, int32_t first, int32_t end,
                       ctagging_step *steps) {
  int32_t active = 0;
  for (int32_t start = first; start < end; start++) {
    uint32_t node = trie.roots[units[start]];
    ask_for(trie.nodes + node);
    ask_for(trie.keys + node);
    steps[active] = (ctagging_step){.node = node, .start = start};
    active += node != 0;
  }
  return active;
}

typedef uint64_t bucket __attribute__((vector_size(64)));

// The keys of a bucket that are `key`, a bit each.
static inline uint64_t matches(const uint64_t *keys, uint64_t key) {
  const bucket wanted = (bucket){} + key, mask = (bucket){} + ((1ull << CTAGGING_KEY_BITS) - 1);
  const bucket bits = {1, 2, 4, 8, 16, 32, 64, 128};
  bucket equal = (bucket)((*(const bucket *)keys & mask) == wanted);
  return __builtin_reduce_or(equal & bits);
}

// Few branches depend on the text here: a walk is as likely to go on as not, and a wrong guess of the
// processor costs as much as all the rest of a step.
ANY_WIDTH
int32_t ctagging_level(ctagging_trie trie, const uint16_t *units, int32_t first, int32_t end,
                       int32_t length, int32_t longest, const char *rows, int32_t stride,
                       ctagging_step *steps, int32_t active, ctagging_entry *entries,
                       ctagging_block *blocks, int32_t *found) {
  int32_t count = 0, going = 0;
  for (int32_t k = 0; k < active; k++) {
    ctagging_step step = steps[k];
    ctagging_node node = trie.nodes[step.node];
    uint64_t children = trie.keys[step.node];
    blocks[count] = (ctagging_block){node.row, node.count, step.start + node.first};
    count += node.count != 0;
    const char *from = rows + (uint64_t)node.row * stride;
    ask_for(from);
    ask_for(from + 64);
    ask_for(from + node.count * stride - 1);
    ctagging_entry *entry = entries + (step.start - first);
    int longer = node.entry != 0 && length > 1;
    entry->entry = longer ? node.entry : entry->entry;
    entry->length = longer ? (uint16_t)length : entry->length;
    int32_t next = step.start + length;
    if (length >= longest || next >= end) continue;
    uint16_t unit = units[next];
    step.home = (uint32_t)ctagging_home((uint64_t)step.node << 16 | unit, trie.first_bucket,
                                        trie.buckets);
    ask_for(trie.keys + (uint64_t)step.home * CTAGGING_BUCKET);
    steps[going] = step;
    going += children >> ctagging_filter_bit(unit) & 1;
  }
  *found = count;
  int32_t left = 0;
  for (int32_t k = 0; k < going; k++) {
    ctagging_step step = steps[k];
    uint64_t key = (uint64_t)step.node << 16 | units[step.start + length];
    uint64_t at = (uint64_t)step.home * CTAGGING_BUCKET;
    uint64_t match = matches(trie.keys + at, key);
    while (match == 0 && trie.keys[at + CTAGGING_BUCKET - 1] != 0) {  // a full bucket runs over
      at += CTAGGING_BUCKET;
      match = matches(trie.keys + at, key);
    }
    uint32_t child = (uint32_t)at + (uint32_t)__builtin_ctzll(match | 1 << CTAGGING_BUCKET);
    ask_for(trie.nodes + child);
    steps[left] = (ctagging_step){.node = child, .start = step.start};
    left += match != 0;
  }
  return left;
}

ANY_WIDTH
void ctagging_add(const void *rows, void *scores, const ctagging_block *blocks, int32_t count) {
  for (int32_t k = 0; k < count; k++) {
    const row *from = (const row *)rows + blocks[k].row;
    stored *to = (stored *)scores + blocks[k].position;
    for (int32_t i = 0; i < blocks[k].count; i++) to[i] += __builtin_convertvector(from[i], lanes);
  }
}

typedef int8_t narrow_row __attribute__((vector_size(8)));
typedef int16_t narrow_lanes __attribute__((vector_size(16)));

ANY_WIDTH
void ctagging_add_narrow(const void *rows, void *scores, const ctagging_block *blocks,
                         int32_t count) {
  for (int32_t k = 0; k < count; k++) {
    const narrow_row *from = (const narrow_row *)rows + blocks[k].row;
    narrow_lanes *to = (narrow_lanes *)scores + blocks[k].position;
    for (int32_t i = 0; i < blocks[k].count; i++)
      to[i] += __builtin_convertvector(from[i], narrow_lanes);
  }
}

// `label_count` is a constant where this is inlined, so that no lane is picked by a variable.
__attribute__((always_inline)) static inline int decode(
    const stored *transitions, const stored *reaching, const int32_t label_count, uint32_t open,
    const stored *scores, int32_t count, stored *sums, uint8_t *labels) {
  // Sums are kept relative to label 0's and within these bounds, so that two never overflow.
  const int16_t bound = 14000;
  const lanes high = (lanes){} + bound, low = (lanes){} - bound;
#define BOUNDED(x) __builtin_elementwise_max(__builtin_elementwise_min(x, high), low)

  // Forwards only the best sums are kept. Which label each came from is asked again on the way back,
  // of the labels on the best path alone: the first of those that reach the best sum.
  lanes best = BOUNDED(transitions[16] + scores[0]);
  sums[0] = best;
  for (int32_t i = 1; i < count; i++) {
    lanes top = transitions[0] + best[0];
#pragma clang loop unroll(full)
    for (int32_t k = 1; k < label_count; k++)
      top = __builtin_elementwise_max(top, transitions[k] + best[k]);
    best = BOUNDED(BOUNDED(top - top[0]) + scores[i]);
    sums[i] = best;
  }
  int32_t label = 0;
  for (int32_t k = 1; k < label_count; k++)
    if (best[k] > best[label] && !(open >> k & 1)) label = k;
  int any = label;
  for (int32_t i = count - 1;; i--) {
    labels[i] = (uint8_t)label;
    if (i == 0) return any != 0;
    lanes before = sums[i - 1] + reaching[label];
    // Most labels are 0 and follow a 0: that nothing beats it is asked at less cost than the maximum.
    label = 0;
    if (__builtin_reduce_or(before > before[0]) != 0) {
      const int16_t *each = (const int16_t *)&before;
      int16_t greatest = each[0];
      for (int32_t k = 1; k < label_count; k++)
        if (each[k] > greatest) greatest = each[label = k];
    }
    any |= label;
  }
}

ANY_WIDTH
int ctagging_decode(const void *transition_rows, const void *reaching_rows, int32_t label_count,
                    uint32_t open, const void *score_rows, int32_t count, void *sum_rows,
                    uint8_t *labels) {
#define WITH(n) decode(transition_rows, reaching_rows, n, open, score_rows, count, sum_rows, labels)
  switch (label_count) {
  case 4: return WITH(4);
  case 8: return WITH(8);
  case 16: return WITH(16);
  default: return WITH(label_count);
  }
}

typedef float floats __attribute__((vector_size(64)));
typedef floats stored_floats __attribute__((aligned(16)));

ANY_WIDTH
void ctagging_project(const float *matrix, const float *vector, int32_t size, int32_t count,
                      float *scores) {
  const stored_floats *row = (const stored_floats *)matrix;
  stored_floats *to = (stored_floats *)scores;
  for (int32_t k = 0; k < count; k++, row += size) {
    floats even = {}, odd = {};
    for (int32_t j = 0; j + 1 < size; j += 2) {
      even += row[j] * vector[j];
      odd += row[j + 1] * vector[j + 1];
    }
    if (size & 1) even += row[size - 1] * vector[size - 1];
    to[k] += even + odd;
  }
}

ANY_WIDTH
void ctagging_collect(const float *gradients, const float *vector, int32_t size, int32_t count,
                      float *matrix) {
  const stored_floats *from = (const stored_floats *)gradients;
  stored_floats *row = (stored_floats *)matrix;
  for (int32_t k = 0; k < count; k++, row += size) {
    floats gradient = from[k];
    for (int32_t j = 0; j < size; j++) row[j] += gradient * vector[j];
  }
}
