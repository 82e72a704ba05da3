#define _POSIX_C_SOURCE 200809L  // strnlen

#include "cicu.h"
#include "ideographs.h"

#include <stdlib.h>
#include <string.h>
#include <unicode/ubrk.h>
#include <unicode/ucal.h>
#include <unicode/ucnv.h>
#include <unicode/ucsdet.h>
#include <unicode/ucurr.h>
#include <unicode/uloc.h>
#include <unicode/unorm2.h>
#include <unicode/unum.h>
#include <unicode/utrans.h>
#include <unicode/uversion.h>
#include <unicode/ustring.h>

const char *cicu_version(void) { return U_ICU_VERSION; }

const char *cicu_error_name(int32_t status) { return u_errorName((UErrorCode)status); }

// ICU reports warnings as negative codes; callers only care about failures.
static int32_t failure(UErrorCode code) { return U_FAILURE(code) ? (int32_t)code : 0; }

// --- Break iterators -------------------------------------------------------------------------

enum {
  /// A unit for private use: to the rules of word breaking what an ideograph is, but in no dictionary.
  STANDS_ALONE = 0xE000,
};

/// A run of ideographs in the text and the unit that stands for it in the folded text.
typedef struct {
  int32_t start, length, folded;
} run;

/// Runs of ideographs are cut by `ideographs` and stand as one unit in the text that ICU sees.
struct cicu_breaker {
  UBreakIterator *iterator;
  ideographs *ideographs;  // NULL: ICU cuts all by itself
  int32_t capacity;
  UChar *folded;
  run *runs;
  uint8_t *lengths;
};

static int32_t boundaries_by_icu(cicu_breaker *breaker, const uint16_t *text, int32_t length,
                                 int32_t *ends, uint16_t *statuses, UErrorCode *code) {
  ubrk_setText(breaker->iterator, text, length, code);
  if (U_FAILURE(*code)) return 0;
  int32_t count = 0;
  (void)ubrk_first(breaker->iterator);
  for (int32_t end = ubrk_next(breaker->iterator); end != UBRK_DONE;
       end = ubrk_next(breaker->iterator)) {
    ends[count] = end;
    statuses[count] = (uint16_t)ubrk_getRuleStatus(breaker->iterator);
    count++;
  }
  return count;
}

/// Whether a unit beside a run of ideographs neither joins it nor looks through it.
static int is_neutral(uint16_t unit) {
  return (unit >= 0x20 && unit < 0x7F) || unit == '\n' || (unit >= 0xFF01 && unit <= 0xFF5E) ||
         (unit >= 0x3000 && unit <= 0x3003) || (unit >= 0x3008 && unit <= 0x3011) ||
         (unit >= 0x2014 && unit <= 0x201D) || unit == 0x2026 || unit == 0xB7;
}

/// Makes room for a text of `length` units.
static int reserve(cicu_breaker *breaker, int32_t length) {
  if (length < breaker->capacity) return 1;
  free(breaker->folded);
  free(breaker->runs);
  free(breaker->lengths);
  size_t capacity = (size_t)length + 1;
  breaker->folded = malloc(capacity * sizeof *breaker->folded);
  // Between two runs stands something.
  breaker->runs = malloc((capacity / 2 + 1) * sizeof *breaker->runs);
  breaker->lengths = malloc(capacity);
  breaker->capacity = breaker->folded && breaker->runs && breaker->lengths ? length + 1 : 0;
  return breaker->capacity > 0;
}

/// The text with each run between neutral units replaced by one unit that stands alone, too.
static int32_t fold(cicu_breaker *breaker, const uint16_t *text, int32_t length,
                    int32_t *run_count) {
  int32_t folded = 0, runs = 0;
  for (int32_t i = 0; i < length;) {
    if (!ideographs_contain(text[i])) {
      breaker->folded[folded++] = text[i++];
      continue;
    }
    int32_t end = i + 1;
    while (end < length && ideographs_contain(text[end])) end++;
    if ((i == 0 || is_neutral(text[i - 1])) && (end == length || is_neutral(text[end]))) {
      breaker->runs[runs++] = (run){.start = i, .length = end - i, .folded = folded};
      breaker->folded[folded++] = STANDS_ALONE;
    } else {
      memcpy(breaker->folded + folded, text + i, (size_t)(end - i) * sizeof *text);
      folded += end - i;
    }
    i = end;
  }
  *run_count = runs;
  return folded;
}

/// Returns -1 when ICU does not leave the runs alone.
static int32_t boundaries_by_dictionary(cicu_breaker *breaker, const uint16_t *text,
                                        int32_t length, int32_t *ends, uint16_t *statuses,
                                        UErrorCode *code) {
  int32_t runs;
  int32_t folded = fold(breaker, text, length, &runs);
  ubrk_setText(breaker->iterator, breaker->folded, folded, code);
  if (U_FAILURE(*code)) return 0;
  int32_t count = 0, start = ubrk_first(breaker->iterator), shift = 0;
  const run *next = breaker->runs, *last = next + runs;
  for (int32_t end = ubrk_next(breaker->iterator); end != UBRK_DONE;
       start = end, end = ubrk_next(breaker->iterator)) {
    if (next < last && next->folded < end) {
      if (next->folded != start || end != start + 1) return -1;
      int32_t words = ideographs_cut(breaker->ideographs, text + next->start, next->length,
                                     breaker->lengths, next->start, ends + count);
      for (int32_t i = 0; i < words; i++) statuses[count + i] = UBRK_WORD_IDEO;
      count += words;
      shift += next->length - 1;
      next++;
    } else {
      ends[count] = end + shift;
      statuses[count] = (uint16_t)ubrk_getRuleStatus(breaker->iterator);
      count++;
    }
  }
  return count;
}

/// Whether both ways cut a text alike that has what they could differ in: another ICU may have other
/// rules or seek another path.
static int agrees(cicu_breaker *breaker) {
  static const UChar probe[] =
      u"研究生命起源的人说，中华人民共和国2024年在“北京大学”建校（A座）。\n"
      u"乒乓球拍卖完了、以及其他：３．５％的猪肉涨价——他·她龘靐齉…一九九八年Word文档";
  enum { LENGTH = sizeof probe / sizeof *probe - 1 };
  int32_t ends[2][LENGTH];
  uint16_t statuses[2][LENGTH];
  UErrorCode code = U_ZERO_ERROR;
  if (!reserve(breaker, LENGTH)) return 0;
  int32_t slow = boundaries_by_icu(breaker, probe, LENGTH, ends[0], statuses[0], &code);
  int32_t fast = boundaries_by_dictionary(breaker, probe, LENGTH, ends[1], statuses[1], &code);
  return U_SUCCESS(code) && slow == fast &&
         memcmp(ends[0], ends[1], (size_t)slow * sizeof **ends) == 0 &&
         memcmp(statuses[0], statuses[1], (size_t)slow * sizeof **statuses) == 0;
}

cicu_breaker *cicu_breaker_open(int32_t kind, const char *locale, int32_t *status) {
  UErrorCode code = U_ZERO_ERROR;
  UBreakIteratorType type = kind == CICU_SENTENCE ? UBRK_SENTENCE
                            : kind == CICU_LINE   ? UBRK_LINE
                                                  : UBRK_WORD;
  cicu_breaker *breaker = calloc(1, sizeof *breaker);
  if (!breaker) code = U_MEMORY_ALLOCATION_ERROR;
  UBreakIterator *iterator = ubrk_open(type, locale, NULL, 0, &code);
  *status = failure(code);
  if (U_FAILURE(code)) {
    free(breaker);
    return NULL;
  }
  breaker->iterator = iterator;
  if (kind == CICU_WORD) {
    breaker->ideographs = ideographs_open();
    if (breaker->ideographs && !agrees(breaker)) {
      ideographs_close(breaker->ideographs);
      breaker->ideographs = NULL;
    }
  }
  return breaker;
}

void cicu_breaker_close(cicu_breaker *breaker) {
  ubrk_close(breaker->iterator);
  ideographs_close(breaker->ideographs);
  free(breaker->folded);
  free(breaker->runs);
  free(breaker->lengths);
  free(breaker);
}

int32_t cicu_breaker_reads_dictionary(const cicu_breaker *breaker) {
  return breaker->ideographs != NULL;
}

int32_t cicu_breaker_boundaries(cicu_breaker *breaker, const uint16_t *text, int32_t length,
                                int32_t *ends, uint16_t *statuses, int32_t *status) {
  UErrorCode code = U_ZERO_ERROR;
  int32_t count = -1;
  if (breaker->ideographs && reserve(breaker, length)) {
    count = boundaries_by_dictionary(breaker, text, length, ends, statuses, &code);
  }
  if (count < 0) count = boundaries_by_icu(breaker, text, length, ends, statuses, &code);
  *status = failure(code);
  return count;
}

// --- Decoding --------------------------------------------------------------------------------

int64_t cicu_decode(const char *charset, const uint8_t *bytes, int64_t length, uint16_t *out,
                    int64_t out_capacity, int64_t *error_offset, int32_t *status) {
  *error_offset = -1;
  UErrorCode code = U_ZERO_ERROR;
  UConverter *converter = ucnv_open(charset, &code);
  if (U_FAILURE(code)) {
    *status = failure(code);
    return -1;
  }
  ucnv_setToUCallBack(converter, UCNV_TO_U_CALLBACK_STOP, NULL, NULL, NULL, &code);
  const char *source = (const char *)bytes;
  UChar *target = out;
  ucnv_toUnicode(converter, &target, out + out_capacity, &source, (const char *)bytes + length,
                 NULL, 1, &code);
  if (U_FAILURE(code)) {
    char invalid[16];
    int8_t invalid_length = sizeof invalid;
    UErrorCode ignored = U_ZERO_ERROR;
    ucnv_getInvalidChars(converter, invalid, &invalid_length, &ignored);
    if (U_FAILURE(ignored)) invalid_length = 0;
    int64_t offset = (source - (const char *)bytes) - invalid_length;
    *error_offset = offset < 0 ? 0 : offset;
  }
  *status = failure(code);
  ucnv_close(converter);
  return U_FAILURE(code) ? -1 : target - out;
}

int64_t cicu_encode(const char *charset, const uint16_t *text, int64_t length, uint8_t *out,
                    int64_t out_capacity, int32_t *status) {
  UErrorCode code = U_ZERO_ERROR;
  UConverter *converter = ucnv_open(charset, &code);
  if (U_FAILURE(code)) {
    *status = failure(code);
    return -1;
  }
  ucnv_setFromUCallBack(converter, UCNV_FROM_U_CALLBACK_STOP, NULL, NULL, NULL, &code);
  const UChar *source = text;
  char *target = (char *)out;
  ucnv_fromUnicode(converter, &target, (char *)out + out_capacity, &source, text + length, NULL, 1,
                   &code);
  *status = failure(code);
  ucnv_close(converter);
  return U_FAILURE(code) ? -1 : target - (char *)out;
}

int32_t cicu_detect(const uint8_t *bytes, int32_t length, const char **names, int32_t *confidences,
                    int32_t capacity, int32_t *status) {
  UErrorCode code = U_ZERO_ERROR;
  UCharsetDetector *detector = ucsdet_open(&code);
  ucsdet_setText(detector, (const char *)bytes, length, &code);
  int32_t found = 0;
  const UCharsetMatch **matches = ucsdet_detectAll(detector, &found, &code);
  int32_t count = 0;
  for (int32_t i = 0; U_SUCCESS(code) && i < found && count < capacity; i++) {
    names[count] = ucsdet_getName(matches[i], &code);
    confidences[count] = ucsdet_getConfidence(matches[i], &code);
    count++;
  }
  // Names outlive the detector: ICU returns pointers to its own string constants.
  ucsdet_close(detector);
  *status = failure(code);
  return count;
}

// --- Text services ---------------------------------------------------------------------------

int32_t cicu_normalize(int32_t form, const uint16_t *text, int32_t length, uint16_t *out,
                       int32_t capacity, int32_t *status) {
  UErrorCode code = U_ZERO_ERROR;
  const UNormalizer2 *normalizer =
      form == CICU_NFC ? unorm2_getNFCInstance(&code) : unorm2_getNFKCInstance(&code);
  int32_t needed = 0;
  if (U_SUCCESS(code)) needed = unorm2_normalize(normalizer, text, length, out, capacity, &code);
  *status = code == U_BUFFER_OVERFLOW_ERROR ? 0 : failure(code);
  return needed;
}

cicu_transliterator *cicu_transliterator_open(const char *id, int32_t *status) {
  UErrorCode code = U_ZERO_ERROR;
  UChar name[64];
  u_charsToUChars(id, name, (int32_t)strnlen(id, 63));
  UTransliterator *transliterator =
      utrans_openU(name, (int32_t)strnlen(id, 63), UTRANS_FORWARD, NULL, 0, NULL, &code);
  *status = failure(code);
  return (cicu_transliterator *)transliterator;
}

void cicu_transliterator_close(cicu_transliterator *transliterator) {
  utrans_close((UTransliterator *)transliterator);
}

int32_t cicu_transliterate(cicu_transliterator *transliterator, uint16_t *text, int32_t length,
                           int32_t capacity, int32_t *status) {
  UErrorCode code = U_ZERO_ERROR;
  int32_t new_length = length, limit = length;
  utrans_transUChars((UTransliterator *)transliterator, text, &new_length, capacity, 0, &limit,
                     &code);
  *status = failure(code);
  return U_FAILURE(code) ? -1 : new_length;
}

int32_t cicu_region_name(const char *region, const char *locale, uint16_t *out, int32_t capacity,
                         int32_t *status) {
  UErrorCode code = U_ZERO_ERROR;
  char id[16] = "und_";
  strncat(id, region, 8);
  int32_t length = uloc_getDisplayCountry(id, locale, out, capacity, &code);
  *status = failure(code);
  return length;
}

int32_t cicu_currency_name(const char *currency, const char *locale, uint16_t *out,
                           int32_t capacity, int32_t *status) {
  UErrorCode code = U_ZERO_ERROR;
  UChar iso[4] = {0};
  u_charsToUChars(currency, iso, (int32_t)strnlen(currency, 3));
  UBool is_choice = 0;
  int32_t length = 0;
  const UChar *name = ucurr_getName(iso, locale, UCURR_LONG_NAME, &is_choice, &length, &code);
  *status = failure(code);
  if (U_FAILURE(code) || length > capacity) return 0;
  memcpy(out, name, (size_t)length * sizeof(UChar));
  return length;
}

const char *const *cicu_regions(void) { return uloc_getISOCountries(); }

int32_t cicu_region_currency(const char *region, uint16_t *out, int32_t *status) {
  UErrorCode code = U_ZERO_ERROR;
  char id[16] = "und_";
  strncat(id, region, 8);
  UChar iso[4];
  int32_t length = ucurr_forLocale(id, iso, 4, &code);
  *status = failure(code);
  if (U_FAILURE(code) || length != 3) return 0;
  memcpy(out, iso, 3 * sizeof(UChar));
  return 3;
}

double cicu_parse_spellout(const char *locale, const uint16_t *text, int32_t length,
                           int32_t *parsed, int32_t *status) {
  UErrorCode code = U_ZERO_ERROR;
  UNumberFormat *format = unum_open(UNUM_SPELLOUT, NULL, 0, locale, NULL, &code);
  double value = 0;
  *parsed = 0;
  if (U_SUCCESS(code)) value = unum_parseDouble(format, text, length, parsed, &code);
  unum_close(format);
  *status = failure(code);
  return value;
}

void cicu_to_gregorian(const char *calendar, int32_t year, int32_t month, int32_t leap, int32_t day,
                       int32_t out[3], int32_t *status) {
  UErrorCode code = U_ZERO_ERROR;
  const UChar utc[] = {'U', 'T', 'C', 0};
  char id[48] = "zh@calendar=";
  strncat(id, calendar, 32);
  UCalendar *source = ucal_open(utc, -1, id, UCAL_TRADITIONAL, &code);
  UCalendar *civil = ucal_open(utc, -1, "zh@calendar=gregorian", UCAL_GREGORIAN, &code);
  if (U_SUCCESS(code)) {
    ucal_clear(source);
    ucal_set(source, UCAL_EXTENDED_YEAR, year);
    ucal_set(source, UCAL_MONTH, month - 1);
    if (leap) ucal_set(source, UCAL_IS_LEAP_MONTH, leap);
    ucal_set(source, UCAL_DATE, day);
    ucal_setMillis(civil, ucal_getMillis(source, &code), &code);
    out[0] = ucal_get(civil, UCAL_YEAR, &code);
    out[1] = ucal_get(civil, UCAL_MONTH, &code) + 1;
    out[2] = ucal_get(civil, UCAL_DATE, &code);
  }
  ucal_close(source);
  ucal_close(civil);
  *status = failure(code);
}
