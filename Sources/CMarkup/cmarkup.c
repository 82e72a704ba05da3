#include "cmarkup.h"

#include <libxml/HTMLparser.h>
#include <libxml/parser.h>
#include <libxml/tree.h>
#include <stdlib.h>

struct cmarkup {
  xmlDocPtr document;
  xmlNodePtr node;
  int leaving;
  int started;
  xmlChar *attribute;
};

const char *cmarkup_version(void) { return LIBXML_DOTTED_VERSION; }

cmarkup *cmarkup_parse(const uint8_t *bytes, size_t length) {
  if (length > INT32_MAX) return NULL;
  cmarkup *page = calloc(1, sizeof *page);
  if (!page) return NULL;
  // No network, no messages, and the encoding as given: UTF-8.
  page->document = htmlReadMemory((const char *)bytes, (int)length, NULL, "UTF-8",
                                  HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING |
                                      HTML_PARSE_NONET | HTML_PARSE_IGNORE_ENC | HTML_PARSE_COMPACT);
  return page;
}

void cmarkup_free(cmarkup *page) {
  if (!page) return;
  if (page->attribute) xmlFree(page->attribute);
  if (page->document) xmlFreeDoc(page->document);
  free(page);
}

int cmarkup_next(cmarkup *page) {
  for (;;) {
    if (!page->started) {
      page->started = 1;
      page->node = page->document ? xmlDocGetRootElement(page->document) : NULL;
      page->leaving = 0;
    } else if (page->node) {
      if (!page->leaving && page->node->children && page->node->type == XML_ELEMENT_NODE) {
        page->node = page->node->children;
      } else if (!page->leaving && page->node->type == XML_ELEMENT_NODE) {
        page->leaving = 1;
      } else if (page->node->next) {
        page->node = page->node->next;
        page->leaving = 0;
      } else {
        page->node = page->node->parent;
        page->leaving = 1;
        if (page->node && page->node->type != XML_ELEMENT_NODE) page->node = NULL;
      }
    }
    if (!page->node) return CMARKUP_END;
    switch (page->node->type) {
      case XML_ELEMENT_NODE: return page->leaving ? CMARKUP_CLOSE : CMARKUP_OPEN;
      case XML_TEXT_NODE:
      case XML_CDATA_SECTION_NODE: return CMARKUP_TEXT;
      default: continue;
    }
  }
}

const char *cmarkup_name(cmarkup *page) { return (const char *)page->node->name; }

const char *cmarkup_attribute(cmarkup *page, const char *name) {
  if (page->attribute) xmlFree(page->attribute);
  page->attribute = xmlGetProp(page->node, (const xmlChar *)name);
  return (const char *)page->attribute;
}

const char *cmarkup_text(cmarkup *page) {
  return page->node->content ? (const char *)page->node->content : "";
}
