#include "cknowledge.h"

#include <string.h>

// One line a file of data/: the name that Swift asks for is the file's name without .txt.
#define FILES(X) \
  X(boundary_weights) \
  X(byline_words) \
  X(confidence_weights) \
  X(countries) \
  X(cue_weights) \
  X(cues) \
  X(date_words) \
  X(family_names) \
  X(figure_context) \
  X(generic_bodies) \
  X(latin_names) \
  X(latin_weights) \
  X(name_characters) \
  X(numeral_words) \
  X(organisations) \
  X(persons) \
  X(place_namesakes) \
  X(places_china) \
  X(places_world) \
  X(sources) \
  X(statement_words) \
  X(title_weights) \
  X(transliterations) \
  X(units)

static const uint8_t boundary_weights[] = {
#embed "data/boundary_weights.txt"
};
static const uint8_t byline_words[] = {
#embed "data/byline_words.txt"
};
static const uint8_t confidence_weights[] = {
#embed "data/confidence_weights.txt"
};
static const uint8_t countries[] = {
#embed "data/countries.txt"
};
static const uint8_t cue_weights[] = {
#embed "data/cue_weights.txt"
};
static const uint8_t cues[] = {
#embed "data/cues.txt"
};
static const uint8_t date_words[] = {
#embed "data/date_words.txt"
};
static const uint8_t family_names[] = {
#embed "data/family_names.txt"
};
static const uint8_t figure_context[] = {
#embed "data/figure_context.txt"
};
static const uint8_t generic_bodies[] = {
#embed "data/generic_bodies.txt"
};
static const uint8_t latin_names[] = {
#embed "data/latin_names.txt"
};
static const uint8_t latin_weights[] = {
#embed "data/latin_weights.txt"
};
static const uint8_t name_characters[] = {
#embed "data/name_characters.txt"
};
static const uint8_t numeral_words[] = {
#embed "data/numeral_words.txt"
};
static const uint8_t organisations[] = {
#embed "data/organisations.txt"
};
static const uint8_t persons[] = {
#embed "data/persons.txt"
};
static const uint8_t place_namesakes[] = {
#embed "data/place_namesakes.txt"
};
static const uint8_t places_china[] = {
#embed "data/places_china.txt"
};
static const uint8_t places_world[] = {
#embed "data/places_world.txt"
};
static const uint8_t sources[] = {
#embed "data/sources.txt"
};
static const uint8_t statement_words[] = {
#embed "data/statement_words.txt"
};
static const uint8_t title_weights[] = {
#embed "data/title_weights.txt"
};
static const uint8_t transliterations[] = {
#embed "data/transliterations.txt"
};
static const uint8_t units[] = {
#embed "data/units.txt"
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
