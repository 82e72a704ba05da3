#include "cmodel.h"

#include <string.h>

// Models are used in place; their sections are aligned to 64 bytes within the file.
static const _Alignas(64) uint8_t names[] = {
#embed "models/names.model"
};

const uint8_t *cmodel_file(const char *name, size_t *length) {
  if (strcmp(name, "names") == 0) {
    *length = sizeof names;
    return names;
  }
  *length = 0;
  return NULL;
}
