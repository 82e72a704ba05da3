#include "cpages.h"

#include <string.h>

// One line a file of files/.
#define FILES(X) \
  X(page_css, "page.css") \
  X(page_js, "page.js") \
  X(openapi_json, "openapi.json") \
  X(layout_mustache, "layout.mustache") \
  X(home_mustache, "home.mustache") \
  X(result_mustache, "result.mustache") \
  X(quotes_mustache, "quotes.mustache") \
  X(entities_mustache, "entities.mustache") \
  X(profile_mustache, "profile.mustache") \
  X(articles_mustache, "articles.mustache") \
  X(article_mustache, "article.mustache") \
  X(figures_mustache, "figures.mustache") \
  X(overview_mustache, "overview.mustache") \
  X(decisions_mustache, "decisions.mustache") \
  X(login_mustache, "login.mustache") \
  X(error_mustache, "error.mustache") \
  X(dates_mustache, "dates.mustache") \
  X(pages_mustache, "pages.mustache") \
  X(row_mustache, "row.mustache")

static const uint8_t page_css[] = {
#embed "files/page.css"
};
static const uint8_t page_js[] = {
#embed "files/page.js"
};
static const uint8_t openapi_json[] = {
#embed "files/openapi.json"
};
static const uint8_t layout_mustache[] = {
#embed "files/layout.mustache"
};
static const uint8_t home_mustache[] = {
#embed "files/home.mustache"
};
static const uint8_t result_mustache[] = {
#embed "files/result.mustache"
};
static const uint8_t quotes_mustache[] = {
#embed "files/quotes.mustache"
};
static const uint8_t entities_mustache[] = {
#embed "files/entities.mustache"
};
static const uint8_t profile_mustache[] = {
#embed "files/profile.mustache"
};
static const uint8_t articles_mustache[] = {
#embed "files/articles.mustache"
};
static const uint8_t article_mustache[] = {
#embed "files/article.mustache"
};
static const uint8_t figures_mustache[] = {
#embed "files/figures.mustache"
};
static const uint8_t overview_mustache[] = {
#embed "files/overview.mustache"
};
static const uint8_t decisions_mustache[] = {
#embed "files/decisions.mustache"
};
static const uint8_t login_mustache[] = {
#embed "files/login.mustache"
};
static const uint8_t error_mustache[] = {
#embed "files/error.mustache"
};
static const uint8_t dates_mustache[] = {
#embed "files/dates.mustache"
};
static const uint8_t pages_mustache[] = {
#embed "files/pages.mustache"
};
static const uint8_t row_mustache[] = {
#embed "files/row.mustache"
};

static const struct {
  const char *name;
  const uint8_t *bytes;
  size_t length;
} files[] = {
#define ENTRY(identifier, name) {name, identifier, sizeof identifier},
    FILES(ENTRY)
#undef ENTRY
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
