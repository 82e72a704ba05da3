// The knowledge files of data/, embedded: each is a run of UTF-8 bytes with its length.
#ifndef CKNOWLEDGE_H
#define CKNOWLEDGE_H

#include <stddef.h>
#include <stdint.h>

/// The bytes of data/NAME.txt and their number; NULL for a name that is not embedded.
const uint8_t *cknowledge_file(const char *name, size_t *length);

#endif
