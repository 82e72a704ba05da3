#include "cpages.h"

#include <string.h>

static const uint8_t page_css[] = {
#embed "files/page.css"
};
static const uint8_t page_js[] = {
#embed "files/page.js"
};

// One line a file of files/.
static const struct {
  const char *name;
  const uint8_t *bytes;
  size_t length;
} files[] = {
    {"page.css", page_css, sizeof page_css},
    {"page.js", page_js, sizeof page_js},
};

const uint8_t *cpages_file(const char *name, size_t *length) {
  for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
    if (strcmp(files[i].name, name) == 0) {
      *length = files[i].length;
      return files[i].bytes;
    }
  }
  return NULL;
}
