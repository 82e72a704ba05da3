// The system's ICU (libicu-dev) for Swift.
//
// This header names no ICU header and no ICU type: ICU's UErrorCode and the one inside Foundation
// differ, so a Swift module that saw both would not compile. The C file includes <unicode/…>, which
// also takes care of ICU's renaming macros (ubrk_open → ubrk_open_72) that Swift cannot see.
//
// Text is UTF-16 code units. Every function that can fail writes an ICU status code (0 = success,
// > 0 = failure, see cicu_error_name) through its last parameter.
#ifndef CICU_H
#define CICU_H

#include <stdint.h>

/// The version of the ICU library in use, e.g. "72.1".
const char *cicu_version(void);
/// ICU's name of a status code, e.g. "U_MISSING_RESOURCE_ERROR".
const char *cicu_error_name(int32_t status);

// --- Break iterators -------------------------------------------------------------------------

typedef struct cicu_breaker cicu_breaker;

/// ``CICU_WORD`` and ``CICU_WORD_PLAIN`` find the same boundaries. The first reads ICU's dictionary
/// itself where ICU keeps it in the known form, which takes a third of the time; the second leaves
/// all to ICU.
enum { CICU_WORD = 0, CICU_SENTENCE = 1, CICU_LINE = 2, CICU_WORD_PLAIN = 3 };

cicu_breaker *cicu_breaker_open(int32_t kind, const char *locale, int32_t *status);
void cicu_breaker_close(cicu_breaker *breaker);
/// Whether an iterator reads ICU's dictionary itself.
int32_t cicu_breaker_reads_dictionary(const cicu_breaker *breaker);
/// Finds every boundary after position 0 of the text. Writes the positions to `ends` and the rule
/// status of the piece that ends there to `statuses` (word breaks: 0 none, 100 number, 200 letter,
/// 300 kana, 400 ideograph). Both arrays need room for `length` entries. Returns the count.
int32_t cicu_breaker_boundaries(cicu_breaker *breaker, const uint16_t *text, int32_t length,
                                int32_t *ends, uint16_t *statuses, int32_t *status);

// --- Decoding --------------------------------------------------------------------------------

/// Decodes bytes strictly. `out` needs room for `out_capacity` units (two units a byte always
/// suffice). On an undecodable byte sequence, sets *error_offset to the offset of its first byte
/// and returns -1; otherwise *error_offset is -1 and the number of units is returned.
int64_t cicu_decode(const char *charset, const uint8_t *bytes, int64_t length, uint16_t *out,
                    int64_t out_capacity, int64_t *error_offset, int32_t *status);

/// Encodes UTF-16 strictly into a charset; returns the number of bytes or -1.
int64_t cicu_encode(const char *charset, const uint16_t *text, int64_t length, uint8_t *out,
                    int64_t out_capacity, int32_t *status);

/// Detects the charset of bytes: writes up to `capacity` ICU charset names (static strings of ICU)
/// and confidences (0–100), best first. Returns the count.
int32_t cicu_detect(const uint8_t *bytes, int32_t length, const char **names, int32_t *confidences,
                    int32_t capacity, int32_t *status);

// --- Text services ---------------------------------------------------------------------------

enum { CICU_NFC = 0, CICU_NFKC = 1 };

/// Normalises text. Returns the length needed, which may exceed `capacity` (then call again).
int32_t cicu_normalize(int32_t form, const uint16_t *text, int32_t length, uint16_t *out,
                       int32_t capacity, int32_t *status);

typedef struct cicu_transliterator cicu_transliterator;

/// Opens a transliterator by its ICU id, e.g. "Hant-Hans".
cicu_transliterator *cicu_transliterator_open(const char *id, int32_t *status);
void cicu_transliterator_close(cicu_transliterator *transliterator);
/// Transliterates in place. Returns the new length, or -1 when `capacity` is too small.
int32_t cicu_transliterate(cicu_transliterator *transliterator, uint16_t *text, int32_t length,
                           int32_t capacity, int32_t *status);

/// The display name of a region ("US") in a locale ("zh"). Returns its length in units.
int32_t cicu_region_name(const char *region, const char *locale, uint16_t *out, int32_t capacity,
                         int32_t *status);
/// The display name of a currency ("USD") in a locale.
int32_t cicu_currency_name(const char *currency, const char *locale, uint16_t *out,
                           int32_t capacity, int32_t *status);
/// All two-letter region codes, NULL-terminated (static array of ICU).
const char *const *cicu_regions(void);
/// The ISO 4217 code that a region uses today, written as 3 units; returns 3, or 0 when none.
int32_t cicu_region_currency(const char *region, uint16_t *out, int32_t *status);

/// Parses a spelled-out number (rule-based number format of the locale). *parsed receives how many
/// units were consumed.
double cicu_parse_spellout(const char *locale, const uint16_t *text, int32_t length,
                           int32_t *parsed, int32_t *status);

/// Converts a day of an ICU calendar ("chinese", "hebrew", "islamic-umalqura", "persian" …) to the
/// Gregorian one. `year` is the calendar's own (extended) year, `month` counts from 1 in ICU's order,
/// `leap` marks a leap month. Writes year, month, day to `out`.
void cicu_to_gregorian(const char *calendar, int32_t year, int32_t month, int32_t leap, int32_t day,
                       int32_t out[3], int32_t *status);

#endif
