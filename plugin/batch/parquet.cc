// DuckDB asks for rows and we are asked to take lines: the lines wait in a queue between the caller
// and the thread in which one COPY statement runs. In it a table function hands out the lines,
// which DuckDB's from_json takes apart; so a row is written with little more in memory than its row
// group.

#include "plugin/batch/parquet.h"

#include <algorithm>
#include <condition_variable>
#include <cstdio>
#include <deque>
#include <mutex>
#include <thread>
#include <utility>

#include "plugin/batch/duckdb.h"
#include "plugin/batch/output_file.h"

namespace warraq {
namespace {

constexpr std::size_t kQueueBytes = std::size_t{8} << 20;
constexpr std::size_t kChunkBytes = std::size_t{4} << 20;  // of lines that are taken apart at once

// The types of the record's keys (models/article.schema.json). What has several shapes stays JSON:
// places in the source, the edits of full records, and what a line of JSON Lines carried along.
#define WARRAQ_TRACED R"("on":"INTEGER","from":"JSON","map":"JSON")"
#define WARRAQ_PIECE R"({"text":"VARCHAR",)" WARRAQ_TRACED "}"
#define WARRAQ_NAME R"({"name":"VARCHAR","text":"VARCHAR",)" WARRAQ_TRACED "}"
#define WARRAQ_DATING                                                         \
  R"({"edtf":"VARCHAR","confidence":"DOUBLE","evidence":[{"kind":"VARCHAR",)" \
  R"("text":"VARCHAR",)" WARRAQ_TRACED                                        \
  R"(}],"rejected":[{"edtf":"VARCHAR","text":"VARCHAR","why":"VARCHAR",)" WARRAQ_TRACED "}]}"
#define WARRAQ_SOURCE                                                                \
  R"({"name":"VARCHAR","media_type":"VARCHAR","sha256":"VARCHAR","bytes":"BIGINT",)" \
  R"("encoding":"VARCHAR","page":"INTEGER","uri":"VARCHAR","retrieved":"VARCHAR",)"  \
  R"("part":{"name":"VARCHAR","sha256":"VARCHAR","bytes":"BIGINT"},"field":"VARCHAR"})"
#define WARRAQ_OTHER_PAGE R"({"uri":"VARCHAR","page":"INTEGER",)" WARRAQ_TRACED "}"
#define WARRAQ_CONTINUATION                                           \
  R"({"of":"VARCHAR","page":"INTEGER","previous":)" WARRAQ_OTHER_PAGE \
  R"(,"next":)" WARRAQ_OTHER_PAGE "}"
#define WARRAQ_QUALITY                                                               \
  R"({"kind_confidence":"DOUBLE","ocr_confidence":"DOUBLE","recognizer":"VARCHAR",)" \
  R"("notes":[{"code":"VARCHAR","on":"INTEGER","from":"JSON","count":"BIGINT",)"     \
  R"("candidates":["VARCHAR"]}]})"
constexpr const char* kTypes =
    R"({"schema":"VARCHAR","id":"VARCHAR","source":)" WARRAQ_SOURCE
    R"(,"carried":"JSON","kind":"VARCHAR","language":"VARCHAR",)"
    R"("script":"VARCHAR","direction":"VARCHAR","headline":)" WARRAQ_PIECE
    R"(,"kicker":)" WARRAQ_PIECE R"(,"deck":)" WARRAQ_PIECE
    R"(,"dateline":{"text":"VARCHAR","place":"VARCHAR",)" WARRAQ_TRACED
    R"(},"bylines":[)" WARRAQ_NAME R"(],"agency":)" WARRAQ_NAME R"(,"published":)" WARRAQ_DATING
    R"(,"modified":)" WARRAQ_DATING
    R"(,"blocks":[{"role":"VARCHAR","text":"VARCHAR","rows":[["VARCHAR"]],)" WARRAQ_TRACED
    R"(,"language":"VARCHAR"}],"text":"VARCHAR","updates":[{"stamp":)" WARRAQ_PIECE
    R"(,"published":)" WARRAQ_DATING
    R"(,"blocks":["INTEGER"],"on":"INTEGER"}],"dates":[{"edtf":"VARCHAR",)"
    R"("calendar":"VARCHAR","text":"VARCHAR","block":"INTEGER","kind":"VARCHAR"}],)"
    R"("identifiers":[{"scheme":"VARCHAR","value":"VARCHAR",)" WARRAQ_TRACED
    R"(}],"tags":["VARCHAR"],"section":"VARCHAR","images":[{"uri":"VARCHAR",)"
    R"("caption":"VARCHAR","credit":"VARCHAR"}],"alternates":[{"language":"VARCHAR",)"
    R"("uri":"VARCHAR"}],"continuation":)" WARRAQ_CONTINUATION
    R"(,"pages":[{"id":"VARCHAR","source":)" WARRAQ_SOURCE
    R"(,"carried":"JSON","continuation":)" WARRAQ_CONTINUATION R"(,"quality":)" WARRAQ_QUALITY
    R"(}],"removed":[{"role":"VARCHAR","on_pages":["INTEGER"],"text":"VARCHAR",)" WARRAQ_TRACED
    R"(}],"repairs":[{"rule":"VARCHAR","count":"BIGINT"}],"quality":)" WARRAQ_QUALITY
    R"(,"duplicate_of":"VARCHAR","gaps":"JSON"})";

// Where an EDTF date is one whole day without doubt, that day; its time as it is told there; and
// the instant, where the zone is told, too (DuckDB wants seconds before a zone).
std::string DayColumns(const std::string& key) {
  const std::string edtf =
      "regexp_replace(r." + key + R"(.edtf, '^(.{10}T\d\d:\d\d)(Z|[+-])', '\1:00\2'))";
  const auto column = [&](const char* pattern, const char* type, const char* name) {
    return ", TRY_CAST(nullif(regexp_extract(" + edtf + ", '" + pattern + "', 1), '') AS " + type +
           ") AS " + key + name;
  };
  return column(R"(^(\d{4}-\d\d-\d\d)(T[^?~%/]*)?$)", "DATE", "_day") +
         column(R"(^(\d{4}-\d\d-\d\dT[0-9:.]+)(Z|[+-][0-9:]+)?$)", "TIMESTAMP", "_time") +
         column(R"(^(\d{4}-\d\d-\d\dT[0-9:.]+(Z|[+-][0-9:]+))$)", "TIMESTAMPTZ", "_instant");
}

std::string Quoted(const std::string& path) {
  std::string quoted = "'";
  for (const char c : path) quoted.append(c == '\'' ? 2 : 1, c);
  return quoted + "'";
}

// One thread and no order to keep but that in which it goes; row groups are cut by their bytes.
// Nothing is fetched, and nothing of other places is read.
constexpr const char* kSettings[] = {
    "SET threads = 1",
    "SET preserve_insertion_order = false",
    "SET autoinstall_known_extensions = false",
    "SET autoload_known_extensions = false",
    "SET temp_directory = ''",
    "SET enable_progress_bar = false",
};

}  // namespace

class ParquetFile::Writer {
 public:
  Writer(const duckdb::Library& library, std::string path)
      : duckdb_(library), path_(std::move(path)), part_(path_ + std::string(kPartSuffix)) {}

  ~Writer() {
    if (thread_.joinable()) {
      End(/*all_came=*/false);
      std::remove(part_.c_str());
    }
    duckdb_.disconnect(&connection_);
    duckdb_.close(&database_);
  }

  Writer(const Writer&) = delete;
  Writer& operator=(const Writer&) = delete;

  Result<bool> Begin() {
    if (duckdb_.open(nullptr, &database_) != 0 || duckdb_.connect(database_, &connection_) != 0) {
      return Error{Code::kOutOfMemory, 0, "DuckDB cannot begin"};
    }
    for (const char* const setting : kSettings) WARRAQ_CHECK(Ask(setting));
    WARRAQ_CHECK(AddTable());
    thread_ = std::thread([this] { Copy(); });
    return true;
  }

  Result<bool> Append(std::string_view lines) {
    std::unique_lock lock(mutex_);
    room_.wait(lock, [&] { return queued_bytes_ < kQueueBytes || ended_; });
    if (ended_) return *ended_;
    queued_bytes_ += lines.size();
    queue_.emplace_back(lines);
    more_.notify_one();
    return true;
  }

  Result<bool> Finish() {
    End(/*all_came=*/true);
    if (!ended_->ok()) {
      std::remove(part_.c_str());
      return *ended_;
    }
    return PutInPlace(part_, path_);
  }

 private:
  Result<bool> Ask(const std::string& sql) {
    duckdb::QueryResult result;
    Result<bool> asked = true;
    if (duckdb_.query(connection_, sql.c_str(), &result) != 0) {
      const char* const why = duckdb_.result_error(&result);
      asked = Error{Code::kUnwritable, 0,
                    path_ + ": DuckDB: " + (why != nullptr ? why : "it does not say why")};
    }
    duckdb_.destroy_result(&result);
    return asked;
  }

  Result<bool> AddTable() {
    duckdb::TableFunction table = duckdb_.create_table_function();
    duckdb_.table_function_set_name(table, "warraq_lines");
    duckdb_.table_function_set_extra_info(table, this, nullptr);
    duckdb_.table_function_set_bind(table, [](duckdb::BindInfo info) {
      const duckdb::Library& duckdb = duckdb::Load({}).value();
      duckdb::LogicalType text = duckdb.create_logical_type(duckdb::kVarchar);
      duckdb.bind_add_result_column(info, "line", text);
      duckdb.destroy_logical_type(&text);
    });
    duckdb_.table_function_set_init(table, [](duckdb::InitInfo) {});
    duckdb_.table_function_set_function(
        table, [](duckdb::FunctionInfo info, duckdb::DataChunk rows) {
          void* const writer = duckdb::Load({}).value().function_get_extra_info(info);
          static_cast<Writer*>(writer)->Give(info, rows);
        });
    const bool added = duckdb_.register_table_function(connection_, table) == 0;
    duckdb_.destroy_table_function(&table);
    if (!added) return Error{Code::kUnwritable, 0, path_ + ": DuckDB takes no lines"};
    return true;
  }

  void Copy() {
    const Result<bool> copied =
        Ask("COPY (SELECT r.*" + DayColumns("published") + DayColumns("modified") +
            " FROM (SELECT from_json(line, '" + kTypes + "') AS r FROM warraq_lines())) TO " +
            Quoted(part_) +
            " (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE_BYTES '64MB', USE_TMP_FILE false)");
    const std::lock_guard lock(mutex_);
    ended_ = std::make_unique<Result<bool>>(copied);
    room_.notify_all();
  }

  // The next rows, which DuckDB asks for; none at the end. How many depends on the lines alone,
  // since row groups end where such rows do.
  void Give(duckdb::FunctionInfo info, duckdb::DataChunk rows) {
    const duckdb::Vector column = duckdb_.data_chunk_get_vector(rows, 0);
    const std::uint64_t most = duckdb_.vector_size();
    std::uint64_t row = 0;
    for (std::size_t bytes = 0; row < most && bytes < kChunkBytes;) {
      const std::string_view line = NextLine();
      if (line.empty()) break;
      duckdb_.vector_assign_string_element_len(column, row++, line.data(), line.size());
      bytes += line.size();
    }
    duckdb_.data_chunk_set_size(rows, row);
    const std::lock_guard lock(mutex_);
    if (given_up_) duckdb_.function_set_error(info, "what was to be written does not come");
  }

  // Waits for it; empty at the end. The view is good until the next call.
  std::string_view NextLine() {
    for (;;) {
      while (at_ < lines_.size()) {
        const std::size_t begin = at_;
        at_ = std::min(lines_.find('\n', begin), lines_.size()) + 1;
        if (at_ - 1 > begin) return std::string_view(lines_).substr(begin, at_ - 1 - begin);
      }
      std::unique_lock lock(mutex_);
      more_.wait(lock, [&] { return !queue_.empty() || all_came_; });
      if (queue_.empty() || given_up_) return {};
      lines_ = std::move(queue_.front());
      queue_.pop_front();
      at_ = 0;
      queued_bytes_ -= lines_.size();
      room_.notify_one();
    }
  }

  void End(bool all_came) {
    {
      const std::lock_guard lock(mutex_);
      all_came_ = true;
      given_up_ = !all_came;
      more_.notify_one();
    }
    thread_.join();
  }

  const duckdb::Library& duckdb_;
  const std::string path_, part_;
  duckdb::Database database_ = nullptr;
  duckdb::Connection connection_ = nullptr;
  std::thread thread_;
  std::mutex mutex_;  // of what follows
  std::condition_variable more_, room_;
  std::deque<std::string> queue_;
  std::size_t queued_bytes_ = 0;
  bool all_came_ = false, given_up_ = false;
  std::unique_ptr<Result<bool>> ended_;  // what came of the COPY
  // Of DuckDB's thread alone:
  std::string lines_;
  std::size_t at_ = 0;
};

ParquetFile::ParquetFile(std::unique_ptr<Writer> writer) : writer_(std::move(writer)) {}
ParquetFile::~ParquetFile() = default;

Result<std::unique_ptr<ParquetFile>> ParquetFile::Open(const ParquetOptions& options) {
  const Result<duckdb::Library>& library = duckdb::Load(options.library);
  if (!library.ok()) return library.error();
  auto writer = std::make_unique<Writer>(library.value(), options.path);
  WARRAQ_CHECK(writer->Begin());
  return std::unique_ptr<ParquetFile>(new ParquetFile(std::move(writer)));
}

Result<bool> ParquetFile::Append(std::string_view lines) { return writer_->Append(lines); }

Result<bool> ParquetFile::Finish() { return writer_->Finish(); }

}  // namespace warraq
