#include "carchive.h"

#include <archive.h>
#include <archive_entry.h>
#include <stdlib.h>

struct carchive {
  struct archive *reader;
  struct archive_entry *entry;
  int opened;
};

const char *carchive_version(void) { return archive_version_string(); }

carchive *carchive_open(int descriptor, int is_archive) {
  carchive *archive = calloc(1, sizeof *archive);
  if (!archive) return NULL;
  archive->reader = archive_read_new();
  if (!archive->reader) {
    free(archive);
    return NULL;
  }
  archive_read_support_filter_all(archive->reader);
  if (is_archive) {
    archive_read_support_format_tar(archive->reader);
    archive_read_support_format_zip(archive->reader);
  } else {
    // One stream that is no archive: libarchive calls it the raw format.
    archive_read_support_format_raw(archive->reader);
  }
  archive->opened = archive_read_open_fd(archive->reader, descriptor, 1 << 16);
  return archive;
}

carchive *carchive_open_memory(const uint8_t *bytes, size_t length) {
  carchive *archive = calloc(1, sizeof *archive);
  if (!archive) return NULL;
  archive->reader = archive_read_new();
  if (!archive->reader) {
    free(archive);
    return NULL;
  }
  archive_read_support_filter_gzip(archive->reader);
  archive_read_support_format_raw(archive->reader);
  archive->opened = archive_read_open_memory(archive->reader, bytes, length);
  return archive;
}

void carchive_close(carchive *archive) {
  if (!archive) return;
  archive_read_free(archive->reader);
  free(archive);
}

int carchive_next(carchive *archive) {
  if (archive->opened != ARCHIVE_OK) return -1;
  int result = archive_read_next_header(archive->reader, &archive->entry);
  if (result == ARCHIVE_EOF) return 0;
  return result == ARCHIVE_OK || result == ARCHIVE_WARN ? 1 : -1;
}

const char *carchive_path(carchive *archive) {
  const char *path = archive_entry_pathname_utf8(archive->entry);
  if (!path) path = archive_entry_pathname(archive->entry);
  return path ? path : "";
}

int carchive_is_file(carchive *archive) {
  // The raw format gives no file type but regular.
  return archive_entry_filetype(archive->entry) == AE_IFREG;
}

int64_t carchive_read(carchive *archive, uint8_t *bytes, size_t capacity) {
  return archive_read_data(archive->reader, bytes, capacity);
}

const char *carchive_error(carchive *archive) {
  const char *message = archive_error_string(archive->reader);
  return message ? message : "unknown error";
}
