#include "cmodel.h"

#include <string.h>

// Models are used in place; their sections are aligned to 64 bytes within the file.
static const _Alignas(64) uint8_t names[] = {
#embed "models/names.model"
};
static const _Alignas(64) uint8_t names_uner[] = {
#embed "models/names-uner.model"
};
static const _Alignas(64) uint8_t words_pku[] = {
#embed "models/words-pku.model"
};
static const _Alignas(64) uint8_t words_msr[] = {
#embed "models/words-msr.model"
};
static const _Alignas(64) uint8_t tags[] = {
#embed "models/tags.model"
};

static const struct {
  const char *name;
  const uint8_t *bytes;
  size_t length;
} files[] = {
    {"names", names, sizeof names},
    {"names-uner", names_uner, sizeof names_uner},
    {"words-pku", words_pku, sizeof words_pku},
    {"words-msr", words_msr, sizeof words_msr},
    {"tags", tags, sizeof tags},
};

const uint8_t *cmodel_file(const char *name, size_t *length) {
  for (size_t i = 0; i < sizeof files / sizeof files[0]; i++) {
    if (strcmp(name, files[i].name) != 0) continue;
    *length = files[i].length;
    return files[i].bytes;
  }
  *length = 0;
  return NULL;
}
