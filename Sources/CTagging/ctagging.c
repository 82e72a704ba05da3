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

ANY_WIDTH
void ctagging_add(const void *rows, void *scores, const ctagging_block *blocks, int32_t count) {
  for (int32_t k = 0; k < count; k++) {
    const row *from = (const row *)rows + blocks[k].row;
    stored *to = (stored *)scores + blocks[k].position;
    for (int32_t i = 0; i < blocks[k].count; i++) to[i] += __builtin_convertvector(from[i], lanes);
  }
}

ANY_WIDTH
int ctagging_decode(const void *transition_rows, const void *reaching_rows, int32_t label_count,
                    uint32_t open, const void *score_rows, int32_t count, void *sum_rows,
                    uint8_t *labels) {
  const stored *transitions = transition_rows, *reaching = reaching_rows, *scores = score_rows;
  stored *sums = sum_rows;
  // Sums are kept relative to the best one and within these bounds, so that two never overflow.
  const int16_t bound = 14000;
  const lanes high = (lanes){} + bound, low = (lanes){} - bound;
#define BOUNDED(x) __builtin_elementwise_max(__builtin_elementwise_min(x, high), low)

  // Forwards only the best sums are kept. Which label each came from is asked again on the way back,
  // of the labels on the best path alone: the first of those that reach the best sum.
  lanes best = BOUNDED(transitions[16] + scores[0]);
  sums[0] = best;
  for (int32_t i = 1; i < count; i++) {
    lanes top = transitions[0] + best[0];
    for (int32_t k = 1; k < label_count; k++)
      top = __builtin_elementwise_max(top, transitions[k] + best[k]);
    lanes relative = top - __builtin_reduce_max(top);
    best = BOUNDED(BOUNDED(relative) + scores[i]);
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
    int16_t greatest = __builtin_reduce_max(before);
    label = 0;
    while (before[label] != greatest) label++;
    any |= label;
  }
}
