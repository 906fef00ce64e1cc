// Where the records of a run go when they do not go into a folder: to standard output as they are,
// or into a Parquet file.

#ifndef WARRAQ_PLUGIN_HOST_RECORD_SINK_H_
#define WARRAQ_PLUGIN_HOST_RECORD_SINK_H_

#include <memory>
#include <string>
#include <string_view>

#include "plugin/batch/parquet.h"
#include "warraq/result.h"

namespace CLI {
class App;
class Option;
}  // namespace CLI

namespace warraq {

// --to parquet, which no writer of single records is.
inline constexpr const char* kParquetShape = "parquet";

class RecordSink {
 public:
  ~RecordSink();

  // From here on records become Parquet: in the file, or on standard output where it has no name
  // (not on a terminal; the footer of such a file comes last, so it stands in TMPDIR until then).
  // Says what is wrong, and returns false.
  bool OpenParquet(const ParquetOptions& options);
  // To the Parquet file alone.
  Result<bool> Append(std::string_view records) { return parquet_->Append(records); }
  // Whether to go on.
  bool Write(std::string_view records);
  // All is written, or it was said why it is not.
  bool Finish();

 private:
  bool CopyOut();

  std::unique_ptr<ParquetFile> parquet_;
  std::string passing_;  // the file that is on its way to standard output
};

// --duckdb.
CLI::Option* AddDuckDb(CLI::App& app, std::string& library);

}  // namespace warraq

#endif  // WARRAQ_PLUGIN_HOST_RECORD_SINK_H_
