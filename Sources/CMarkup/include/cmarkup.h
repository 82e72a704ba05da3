// libxml2's HTML parser for Swift: events of a page, in document order.
//
// This header names no type of libxml2: its headers can pull ICU's in.
#ifndef CMARKUP_H
#define CMARKUP_H

#include <stddef.h>
#include <stdint.h>

typedef struct cmarkup cmarkup;

/// The version of libxml2 in use.
const char *cmarkup_version(void);

/// Parses a page of UTF-8; whatever charset it declares is ignored. NULL when there is no memory.
cmarkup *cmarkup_parse(const uint8_t *bytes, size_t length);
void cmarkup_free(cmarkup *page);

enum { CMARKUP_END = 0, CMARKUP_OPEN = 1, CMARKUP_CLOSE = 2, CMARKUP_TEXT = 3 };

/// The next event. Elements are given as open and close, also those without an end tag.
int cmarkup_next(cmarkup *page);
/// Of an element: its lower-case name. Valid until the page is freed.
const char *cmarkup_name(cmarkup *page);
/// Of an element: the value of an attribute, NULL when it has none. Valid until the next call.
const char *cmarkup_attribute(cmarkup *page, const char *name);
/// Of a text: its UTF-8 content.
const char *cmarkup_text(cmarkup *page);

#endif
