#include "cknowledge.h"

#include <string.h>

// One line a file of data/: the name that Swift asks for is the file's name without .txt.
#define FILES(X) \
  X(places) \
  X(cues) \
  X(sources)

static const uint8_t places[] = {
#embed "data/places.txt"
};

static const uint8_t cues[] = {
#embed "data/cues.txt"
};

static const uint8_t sources[] = {
#embed "data/sources.txt"
};

const uint8_t *cknowledge_file(const char *name, size_t *length) {
#define FIND(NAME)                  \
  if (strcmp(name, #NAME) == 0) {   \
    *length = sizeof NAME;          \
    return NAME;                    \
  }
  FILES(FIND)
#undef FIND
  *length = 0;
  return NULL;
}
