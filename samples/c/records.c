// Warraq from C: pages to records.
//
//   cc -o records samples/c/records.c $(pkg-config --cflags --libs warraq-c)
//   ./records page.html scan.tif dump.txt >records.jsonl
//
// For each file its records, a line of JSON each; on standard error, what a person wants to see:
// the file's first line as it reads when it is repaired, and the dates in it.

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "warraq/warraq.h"

// The whole file, from malloc; null where it cannot be read.
static char* read_file(const char* path, size_t* size) {
  FILE* file = fopen(path, "rb");
  char* bytes = NULL;
  *size = 0;
  if (file == NULL) return NULL;
  for (size_t room = 0;;) {
    if (*size == room) {
      char* more = realloc(bytes, room = room * 2 + 65536);
      if (more == NULL) break;
      bytes = more;
    }
    const size_t count = fread(bytes + *size, 1, room - *size, file);
    *size += count;
    if (count == 0 && !ferror(file)) return fclose(file), bytes;
    if (count == 0) break;
  }
  fclose(file);
  free(bytes);
  return NULL;
}

static int complain(const char* path, int status) {
  fprintf(stderr, "%s: %s (%s); %s\n", path, warraq_error_text(), warraq_status_name(status),
          warraq_status_hint(status));
  return 1;
}

// The first line of a text, repaired, and its dates. A picture has none: that is no failure here.
static void show_first_line(const char* bytes, size_t size) {
  warraq_string text, dates;
  if (warraq_normalize(bytes, size, NULL, &text) != WARRAQ_OK) return;
  const char* end = memchr(text.data, '\n', text.size);
  const size_t length = end == NULL ? text.size : (size_t)(end - text.data);
  fprintf(stderr, "  %.*s\n", (int)(length < 200 ? length : 200), text.data);

  if (warraq_find_dates(text.data, length, NULL, &dates) == WARRAQ_OK) {
    fprintf(stderr, "  %s", dates.data);
    warraq_string_free(&dates);
  }
  warraq_string_free(&text);
}

// Called for each page: a scan of a thousand gives its records as they are read.
static int write_lines(void* context, const char* lines, size_t size) {
  return fwrite(lines, 1, size, (FILE*)context) == size ? 0 : 1;
}

static int read_page(warraq_pipeline* pipeline, const char* path) {
  warraq_source source = {.struct_size = sizeof source, .name = path};
  char* bytes = read_file(path, &source.size);
  if (bytes == NULL) return fprintf(stderr, "%s: cannot be read\n", path), 1;
  source.bytes = bytes;

  fprintf(stderr, "%s\n", path);
  show_first_line(bytes, source.size);
  const int status = warraq_pipeline_read_pages(pipeline, &source, write_lines, stdout);
  free(bytes);
  return status == WARRAQ_OK ? 0 : complain(path, status);
}

int main(int count, char** paths) {
  warraq_pipeline* pipeline;  // one for all: it keeps the models that recognition needs
  int failed = 0;
  const int status = warraq_pipeline_new(NULL, &pipeline);
  if (status != WARRAQ_OK) return complain("warraq", status);
  for (int i = 1; i < count; ++i) failed |= read_page(pipeline, paths[i]);
  warraq_pipeline_free(pipeline);
  return failed;
}
