// SQLite's settings for the whole process, whose function takes variable arguments and cannot be
// called from Swift.
#ifndef CSTORE_H
#define CSTORE_H

// Keeps no statistics of memory, which nobody reads: they take a lock at every allocation, and a tenth
// of the time that a long run writes. To be called once, before any database is opened; later it does
// nothing.
void cstore_configure(void);

#endif
