#include "plugin/batch/database.h"

#include <sqlite3.h>

namespace warraq {

Database::~Database() {
  for (const auto& [sql, statement] : statements_) sqlite3_finalize(statement);
  sqlite3_close(database_);
}

Result<bool> Database::Open(const std::string& path, const char* schema) {
  path_ = path.empty() ? "a work file" : path;
  sqlite3_open_v2(path.c_str(), &database_, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, nullptr);
  // An exclusive lock from the first read on keeps a second run out. NORMAL loses at most the last
  // commits when the power fails.
  Execute("PRAGMA locking_mode=EXCLUSIVE");
  Execute("PRAGMA journal_mode=WAL");
  Execute("PRAGMA synchronous=NORMAL");
  Execute("PRAGMA cache_size=-4096");  // KiB, full after some 100,000 sources; then memory is flat
  Execute("BEGIN IMMEDIATE");
  Execute(schema);
  if (!failed_.empty()) {
    const bool busy = sqlite3_errcode(database_) == SQLITE_BUSY;
    return Error{Code::kUnwritable, 0,
                 busy ? path + ": another run is at work in this folder" : path_ + ": " + failed_};
  }
  return true;
}

Result<bool> Database::Commit() {
  Execute("COMMIT");
  Execute("BEGIN IMMEDIATE");
  if (!failed_.empty()) return Error{Code::kUnwritable, 0, path_ + ": " + failed_};
  return true;
}

void Database::Fail() {
  if (failed_.empty()) failed_ = database_ == nullptr ? "no memory" : sqlite3_errmsg(database_);
}

void Database::Fail(std::string why) {
  if (failed_.empty()) failed_ = std::move(why);
}

void Database::Execute(const char* sql) {
  if (failed_.empty() && sqlite3_exec(database_, sql, nullptr, nullptr, nullptr) != SQLITE_OK) {
    Fail();
  }
}

Database::Statement* Database::Prepare(const char* sql) {
  Statement*& statement = statements_[sql];
  if (statement == nullptr && failed_.empty() &&
      sqlite3_prepare_v2(database_, sql, -1, &statement, nullptr) != SQLITE_OK) {
    Fail();
  }
  sqlite3_reset(statement);  // of nothing, where it could not be prepared: does nothing
  return statement;
}

bool Database::Step(Statement* statement) {
  if (!failed_.empty()) return false;
  const int status = sqlite3_step(statement);
  if (status != SQLITE_ROW && status != SQLITE_DONE) Fail();
  return status == SQLITE_ROW;
}

void Database::Run(Statement* statement) {
  Step(statement);
  sqlite3_reset(statement);
}

void BindText(sqlite3_stmt* statement, int at, std::string_view text) {
  sqlite3_bind_text64(statement, at, text.data(), text.size(), SQLITE_TRANSIENT, SQLITE_UTF8);
}

void BindBlob(sqlite3_stmt* statement, int at, std::string_view bytes) {
  sqlite3_bind_blob64(statement, at, bytes.empty() ? "" : bytes.data(), bytes.size(),
                      SQLITE_TRANSIENT);
}

void BindNumber(sqlite3_stmt* statement, int at, std::uint64_t number) {
  sqlite3_bind_int64(statement, at, static_cast<sqlite3_int64>(number));
}

void Reset(sqlite3_stmt* statement) { sqlite3_reset(statement); }

std::string Column(sqlite3_stmt* statement, int at) {
  const void* const bytes = sqlite3_column_blob(statement, at);
  const int count = sqlite3_column_bytes(statement, at);
  return bytes == nullptr
             ? std::string()
             : std::string(static_cast<const char*>(bytes), static_cast<std::size_t>(count));
}

std::uint64_t NumberIn(sqlite3_stmt* statement, int at) {
  return static_cast<std::uint64_t>(sqlite3_column_int64(statement, at));
}

}  // namespace warraq
