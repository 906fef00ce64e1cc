// What a fuzzer asks of bytes that are read as one source: records that are valid UTF-8 and whole.

#ifndef WARRAQ_TESTS_FUZZ_RECORDS_H_
#define WARRAQ_TESTS_FUZZ_RECORDS_H_

#include <string>
#include <string_view>

#include "plugin/text/utf8.h"
#include "tests/fuzz/demand.h"
#include "warraq/pipeline.h"

namespace warraq {

inline void DemandRecords(std::string_view bytes, Format format) {
  Options options;
  options.from = format;
  Pipeline pipeline(options);
  Source source{.name = "fuzz", .bytes = std::string(bytes)};
  const auto read = pipeline.Read(source, 1);
  if (!read.ok()) return;
  for (const Article& article : read.value().articles)
    Demand(IsValidUtf8(WriteJsonLine(article, Provenance::kFull)));
}

}  // namespace warraq

#endif  // WARRAQ_TESTS_FUZZ_RECORDS_H_
