// libarchive for Swift: the members of compressed files and archives, one after the other.
//
// This header names no type of libarchive, so that a Swift module that imports it sees nothing else.
#ifndef CARCHIVE_H
#define CARCHIVE_H

#include <stddef.h>
#include <stdint.h>

typedef struct carchive carchive;

/// The version of libarchive in use.
const char *carchive_version(void);

/// Opens a compressed file (.gz, .zst) or an archive (.zip, .tar with any compression).
///
/// `is_archive` 0 reads one compressed stream as a single member; 1 reads the members of an archive.
/// Returns NULL when there is no memory; errors of the file come from carchive_next.
carchive *carchive_open(int descriptor, int is_archive);
/// Opens one compressed stream that lies in memory, which must stay until carchive_close.
carchive *carchive_open_memory(const uint8_t *bytes, size_t length);
void carchive_close(carchive *archive);

/// Goes to the next member: 1 there is one, 0 the end, -1 an error (carchive_error tells).
int carchive_next(carchive *archive);
/// The path of the member inside the archive, UTF-8 where it is known; valid until the next call.
const char *carchive_path(carchive *archive);
/// Whether the member is a regular file.
int carchive_is_file(carchive *archive);
/// Reads up to `capacity` bytes of the member: 0 at its end, -1 on error.
int64_t carchive_read(carchive *archive, uint8_t *bytes, size_t capacity);
const char *carchive_error(carchive *archive);

#endif
