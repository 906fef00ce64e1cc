// Warraq from C, and from every language that can call C: libwarraq_c, in C99 and C++ alike.
//
//   warraq_string text;
//   if (warraq_normalize(bytes, size, NULL, &text) != WARRAQ_OK) return warraq_error_text();
//   fwrite(text.data, 1, text.size, stdout);
//   warraq_string_free(&text);
//
// Who owns what. What a call takes stays the caller's and is not needed after it has returned. What
// it gives in a warraq_string is the caller's too, whatever the call returned, until
// warraq_string_free. A `const char *` that a function returns is the library's.
//
// Strings. Content has a length and may hold any bytes, zero too. Names (of languages, folders,
// sources) end with a zero byte; null stands for the default. What comes out is valid UTF-8 with
// its length, and a zero byte behind it that is not counted.
//
// Errors. Functions that can fail return a warraq_status; warraq_error_text says it in a sentence.
// No exception leaves the library, it prints nothing and never ends the process on purpose.
//
// Threads. Every function may be called by any number of threads at once. Calls on one pipeline
// wait for one another; where pages are read on several threads, each has its own.
//
// Growth. What is here stays: functions carry their version (WARRAQ_0.1), numbers keep their
// meaning, structs grow at the end. So each begins with its size, and a member that is zero has
// its default:
//
//   const warraq_text_options options = {.struct_size = sizeof options, .search_form = 1};

#ifndef WARRAQ_WARRAQ_H_
#define WARRAQ_WARRAQ_H_

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

// How a call ended. Those from 16 on are about a source, and have the names of failure lines.
typedef enum warraq_status {
  WARRAQ_OK = 0,
  WARRAQ_BAD_ARGUMENT = 1,  // a mistake of the caller; the text says which
  WARRAQ_OUT_OF_MEMORY = 2,
  WARRAQ_INTERNAL = 3,  // a mistake of the library; please report its text
  WARRAQ_STOPPED = 4,   // the caller's function did not want more
  WARRAQ_FAILED = 5,    // a reason that has no number here; the failure line names it
  WARRAQ_EMPTY = 16,
  WARRAQ_TOO_LARGE = 17,
  WARRAQ_NOT_TEXT = 18,
  WARRAQ_UNKNOWN_FORMAT = 19,
  WARRAQ_TOO_DEEP = 20,
  WARRAQ_TRUNCATED_IMAGE = 21,
  WARRAQ_DAMAGED_IMAGE = 22,
  WARRAQ_IMAGE_TOO_LARGE = 23,
  WARRAQ_LOOPING_PAGES = 24,
  WARRAQ_UNKNOWN_LANGUAGE = 25,
  WARRAQ_MODEL_MISSING = 26,
  WARRAQ_MODEL_UNREADABLE = 27,
  WARRAQ_RECOGNITION_FAILED = 28,
  WARRAQ_NO_ARTICLE = 29,
  WARRAQ_DAMAGED_MARKUP = 30,
  WARRAQ_MISSING_PART = 31,
  WARRAQ_MISSING_PROGRAM = 32,
  WARRAQ_PROGRAM_FAILED = 33,
  WARRAQ_DAMAGED_PDF = 34,
  WARRAQ_ENCRYPTED = 35,
  WARRAQ_CRASHED = 36,
  WARRAQ_TIMED_OUT = 37
} warraq_status;

// Bytes that the library made: UTF-8, `size` bytes and a zero byte. {NULL, 0} where there are none.
typedef struct warraq_string {
  char* data;
  size_t size;
} warraq_string;

// Frees what a call gave, and leaves {NULL, 0}; so twice is no harm. Null is allowed.
void warraq_string_free(warraq_string* string);

// "0.1.0". Static storage.
const char* warraq_version(void);

// "truncated-image": the name of a status, which never changes; "unknown" for other numbers. And
// what to do next, in a sentence; empty for WARRAQ_OK. Static storage.
const char* warraq_status_name(int status);
const char* warraq_status_hint(int status);

// What went wrong in this thread's last call that returns a status; empty after WARRAQ_OK. At most
// 511 bytes of UTF-8. The library's, until the thread's next such call.
const char* warraq_error_text(void);

// --- Text

typedef struct warraq_text_options {
  size_t struct_size;    // sizeof(warraq_text_options)
  uint32_t search_form;  // 1: the form that is searched, without vowel signs, case, width, ...
  uint32_t explain;      // 1: every change is told, in the JSON
} warraq_text_options;

// Repaired, normalized text out of `size` bytes in any encoding: what `warraq text` writes.
//
// `options` may be null. `bytes` may be null where `size` is 0; the text is then empty.
// Returns WARRAQ_OK, WARRAQ_BAD_ARGUMENT, WARRAQ_OUT_OF_MEMORY, WARRAQ_INTERNAL, WARRAQ_NOT_TEXT
// (a picture, say) or WARRAQ_TOO_LARGE (2 GiB). `text` is the caller's: warraq_string_free.
int warraq_normalize(const char* bytes, size_t size, const warraq_text_options* options,
                     warraq_string* text);

// The same as a line of JSON, as `warraq text --jsonl` writes it: {"text": ..., "encoding": ...,
// "language": ... (BCP 47), "script": ... (ISO 15924), "direction": ..., "repairs": [{"rule": ...,
// "count": ...}], "notes"?: [...], "changes"?: [...]}. `line` is the caller's: warraq_string_free.
int warraq_normalize_json(const char* bytes, size_t size, const warraq_text_options* options,
                          warraq_string* line);

// --- Dates

typedef struct warraq_date_options {
  size_t struct_size;     // sizeof(warraq_date_options)
  const char* reference;  // ISO 8601 day or instant, against which relative dates resolve; what is
                          // none counts as not given
  const char* language;   // BCP 47, where it is known; settles what is ambiguous without it
} warraq_date_options;

// The dates of `size` bytes of UTF-8 (anything else goes through warraq_normalize first), as a line
// of JSON, as `warraq dates --jsonl` writes it: {"dates": [{"edtf": ... (ISO 8601-2), "text": ...,
// "start": ..., "end": ... (bytes of the text), "calendar": ..., "kind": ..., "instant"?: ...,
// "notes"?: [...]}]}. Where the bytes of a date are no UTF-8, "text_base64" stands for "text".
//
// `options` may be null; `utf8` where `size` is 0.
// Returns WARRAQ_OK, WARRAQ_BAD_ARGUMENT, WARRAQ_OUT_OF_MEMORY, WARRAQ_INTERNAL or WARRAQ_TOO_LARGE
// (2 GiB). `line` is the caller's: warraq_string_free.
int warraq_find_dates(const char* utf8, size_t size, const warraq_date_options* options,
                      warraq_string* line);

// --- Records

typedef struct warraq_pipeline_options {
  size_t struct_size;        // sizeof(warraq_pipeline_options)
  const char* from;          // what sources are: "text", "html", "image", "hocr", "alto", "page"
                             // (PAGE XML), "abbyy" (FineReader's XML), "tsv" (Tesseract's);
                             // "auto", the default, lets the content decide
  const char* provenance;    // how much of the way back to the source a record carries: "none",
                             // "spans" (the default) or "full", which alone rebuilds the source
  const char* ink_language;  // of pictures: "auto" (the default) or Tesseract's models: "ara+eng"
  const char* tessdata;      // the folder of these models; the default is TESSDATA_PREFIX, or
                             // where the system has them
} warraq_pipeline_options;

// The whole way from sources to records. It keeps the models for recognition, which cost much more
// to load than a page to read: make one for many sources.
typedef struct warraq_pipeline warraq_pipeline;

// A pipeline in `*pipeline`, the caller's: warraq_pipeline_free. `options` may be null. Models are
// loaded when the first picture comes, so that what is wrong with them shows then.
// Returns WARRAQ_OK, WARRAQ_BAD_ARGUMENT (`*pipeline` is then null, as it is where memory or
// anything else fails), WARRAQ_OUT_OF_MEMORY or WARRAQ_INTERNAL.
int warraq_pipeline_new(const warraq_pipeline_options* options, warraq_pipeline** pipeline);

// No call may be under way on it. Null is allowed.
void warraq_pipeline_free(warraq_pipeline* pipeline);

typedef struct warraq_source {
  size_t struct_size;     // sizeof(warraq_source)
  const char* bytes;      // a page of HTML, a text, a picture, hOCR, ...: the file as it came
  size_t size;            // how many bytes
  const char* name;       // what records call it; the default is "-"
  const char* uri;        // where it was fetched, if known; goes into the record
  const char* retrieved;  // when, ISO 8601; goes into the record
} warraq_source;

// Reads a source and gives its records, each a line of JSON with its line end
// (models/article.schema.json, "schema": "warraq/article/1"). A page that gives none has a line
// that says why ("schema": "warraq/failure/1") in its place.
//
// Returns WARRAQ_OK where every page gave records, else the status of the first that failed; the
// lines of the others are there nevertheless. WARRAQ_BAD_ARGUMENT, WARRAQ_OUT_OF_MEMORY and
// WARRAQ_INTERNAL can come without any line. `lines` is the caller's: warraq_string_free.
int warraq_pipeline_read(warraq_pipeline* pipeline, const warraq_source* source,
                         warraq_string* lines);

// Takes the lines of a page, one or several, each with its line end. They are the library's, until
// it returns; `context` is what the caller gave. Returns 0 for more, anything else to stop.
// It may use the pipeline, but not free it, and must not leave by longjmp or an exception.
typedef int (*warraq_take_lines)(void* context, const char* lines, size_t size);

// The same page by page, for sources with many pages: `take` is called after each.
// Returns what warraq_pipeline_read returns, or WARRAQ_STOPPED where `take` stopped it.
int warraq_pipeline_read_pages(warraq_pipeline* pipeline, const warraq_source* source,
                               warraq_take_lines take, void* context);

#ifdef __cplusplus
}
#endif

#endif  // WARRAQ_WARRAQ_H_
