// The style sheet, scripts and templates of the pages, embedded as they lie in files/.
#ifndef CPAGES_H
#define CPAGES_H

#include <stddef.h>
#include <stdint.h>

/// The bytes of a file by its name ("page.css"); NULL when there is none.
const uint8_t *cpages_file(const char *name, size_t *length);

#endif
