// The one machine instruction that Swift cannot express: asking for memory before it is needed.
#ifndef CPREFETCH_H
#define CPREFETCH_H

/// Asks for the cache line at an address; costs nothing when it is there, never faults.
__attribute__((always_inline)) static inline void cprefetch(const void *_Nonnull address) { __builtin_prefetch(address, 0, 3); }

#endif
