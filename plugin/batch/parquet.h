// A Parquet file of records, written by DuckDB where its library is found: each key of the record
// is a column of its type, with structs and lists inside.
//
//   WARRAQ_TRY(const std::unique_ptr<ParquetFile> file, ParquetFile::Open({.path =
//   "news.parquet"})); WARRAQ_CHECK(file->Append(lines)); WARRAQ_CHECK(file->Finish());
//
// Rows keep the order of the lines, and the bytes depend on the lines and DuckDB's version alone.

#ifndef WARRAQ_PLUGIN_BATCH_PARQUET_H_
#define WARRAQ_PLUGIN_BATCH_PARQUET_H_

#include <memory>
#include <string>
#include <string_view>

#include "warraq/result.h"

namespace warraq {

struct ParquetOptions {
  std::string path;     // written as path + ".part" until Finish
  std::string library;  // libduckdb.so; empty: where the system has it
};

class ParquetFile {
 public:
  // Loads DuckDB (kMissingProgram where it cannot) and begins the file.
  static Result<std::unique_ptr<ParquetFile>> Open(const ParquetOptions& options);
  // What was not finished leaves no file.
  ~ParquetFile();

  // Records as lines of JSON; the end of the last may be missing. Waits while DuckDB is behind.
  Result<bool> Append(std::string_view lines);
  // The file is on disk, and has its name.
  Result<bool> Finish();

 private:
  class Writer;
  explicit ParquetFile(std::unique_ptr<Writer> writer);
  std::unique_ptr<Writer> writer_;
};

}  // namespace warraq

#endif  // WARRAQ_PLUGIN_BATCH_PARQUET_H_
