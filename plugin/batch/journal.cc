#include "plugin/batch/journal.h"

#include <sqlite3.h>

#include <array>

#include "plugin/text/hash.h"

namespace warraq {
namespace {

constexpr const char* kSchema = R"(
CREATE TABLE IF NOT EXISTS about (name TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS done (content BLOB, name BLOB, PRIMARY KEY (content, name)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS files (name TEXT PRIMARY KEY, bytes INTEGER, raw_bytes INTEGER, lines INTEGER,
  sha256 TEXT) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS tails (id INTEGER PRIMARY KEY, file TEXT, bytes BLOB);
)";

// Statements are prepared once; their places in statements_.
enum Slot : int {
  kGetValue,
  kSetValue,
  kFindContent,
  kFindName,
  kAddDone,
  kGetFiles,
  kSetFile,
  kGetTail,
  kAddTail,
  kDropTail,
  kSlots,
};

// Half a SHA-256 tells contents apart, a quarter the names of one content: the table is large where
// batches are.
constexpr std::size_t kContentDigits = 32;
constexpr std::size_t kNameDigits = 16;

std::string Binary(std::string_view hex, std::size_t digits) {
  std::string bytes;
  const auto value = [](char c) { return c <= '9' ? c - '0' : c - 'a' + 10; };
  for (std::size_t i = 0; i + 1 < digits && i + 1 < hex.size(); i += 2) {
    bytes.push_back(static_cast<char>(value(hex[i]) << 4 | value(hex[i + 1])));
  }
  return bytes;
}

std::string ContentKey(std::string_view content) { return Binary(content, kContentDigits); }
std::string NameKey(std::string_view name) { return Binary(Sha256Hex(name), kNameDigits); }

void BindText(sqlite3_stmt* statement, int at, std::string_view text) {
  sqlite3_bind_text64(statement, at, text.data(), text.size(), SQLITE_TRANSIENT, SQLITE_UTF8);
}
void BindBlob(sqlite3_stmt* statement, int at, std::string_view bytes) {
  sqlite3_bind_blob64(statement, at, bytes.empty() ? "" : bytes.data(), bytes.size(),
                      SQLITE_TRANSIENT);
}

std::string Column(sqlite3_stmt* statement, int at) {
  const void* const bytes = sqlite3_column_blob(statement, at);
  const int count = sqlite3_column_bytes(statement, at);
  return bytes == nullptr
             ? std::string()
             : std::string(static_cast<const char*>(bytes), static_cast<std::size_t>(count));
}

}  // namespace

Journal::Journal() : statements_(kSlots) {}

Journal::~Journal() {
  for (Statement* const statement : statements_) sqlite3_finalize(statement);
  sqlite3_close(database_);
}

Result<bool> Journal::Open(const std::string& path) {
  sqlite3_open_v2(path.c_str(), &database_, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, nullptr);
  // An exclusive lock from the first read on keeps a second run out. NORMAL loses at most the last
  // commits when the power fails, and files may be longer than the journal says.
  Execute("PRAGMA locking_mode=EXCLUSIVE");
  Execute("PRAGMA journal_mode=WAL");
  Execute("PRAGMA synchronous=NORMAL");
  Execute("PRAGMA cache_size=-65536");
  Execute("BEGIN IMMEDIATE");
  Execute(kSchema);
  if (!failed_.empty()) {
    const bool busy = sqlite3_errcode(database_) == SQLITE_BUSY;
    return Error{Code::kUnwritable, 0,
                 busy ? path + ": another run is at work in this folder" : path + ": " + failed_};
  }
  return true;
}

// After a failure SQLite may have rolled the transaction back, and what followed would stand alone:
// nothing is done any more.
void Journal::Fail() {
  if (failed_.empty()) failed_ = database_ == nullptr ? "no memory" : sqlite3_errmsg(database_);
}

void Journal::Execute(const char* sql) {
  if (failed_.empty() && sqlite3_exec(database_, sql, nullptr, nullptr, nullptr) != SQLITE_OK) {
    Fail();
  }
}

Journal::Statement* Journal::Prepare(const char* sql, int slot) {
  Statement*& statement = statements_[static_cast<std::size_t>(slot)];
  if (statement == nullptr && failed_.empty() &&
      sqlite3_prepare_v2(database_, sql, -1, &statement, nullptr) != SQLITE_OK) {
    Fail();
  }
  sqlite3_reset(statement);  // of nothing, where it could not be prepared: does nothing
  return statement;
}

bool Journal::Step(Statement* statement) {
  if (!failed_.empty()) return false;
  const int status = sqlite3_step(statement);
  if (status != SQLITE_ROW && status != SQLITE_DONE) Fail();
  return status == SQLITE_ROW;
}

void Journal::Run(Statement* statement) {
  Step(statement);
  sqlite3_reset(statement);
}

std::string Journal::Value(std::string_view name) {
  Statement* const get = Prepare("SELECT value FROM about WHERE name = ?", kGetValue);
  BindText(get, 1, name);
  std::string value = Step(get) ? Column(get, 0) : std::string();
  sqlite3_reset(get);
  return value;
}

void Journal::SetValue(std::string_view name, std::string_view value) {
  Statement* const set = Prepare("INSERT OR REPLACE INTO about VALUES (?, ?)", kSetValue);
  BindText(set, 1, name);
  BindText(set, 2, value);
  Run(set);
}

Journal::Known Journal::Find(std::string_view content, std::string_view name) {
  const std::string content_key = ContentKey(content);
  Statement* const find = Prepare("SELECT 1 FROM done WHERE content = ? LIMIT 1", kFindContent);
  if (!content_key.empty()) {
    BindBlob(find, 1, content_key);
    const bool found = Step(find);
    sqlite3_reset(find);
    if (!found) return Known::kNew;
  }
  Statement* const same = Prepare("SELECT 1 FROM done WHERE content = ? AND name = ?", kFindName);
  BindBlob(same, 1, content_key);
  BindBlob(same, 2, NameKey(name));
  const bool found = Step(same);
  sqlite3_reset(same);
  if (found) return Known::kSame;
  return content_key.empty() ? Known::kNew : Known::kOtherName;
}

void Journal::Add(std::string_view content, std::string_view name) {
  Statement* const add = Prepare("INSERT OR IGNORE INTO done VALUES (?, ?)", kAddDone);
  BindBlob(add, 1, ContentKey(content));
  BindBlob(add, 2, NameKey(name));
  Run(add);
}

std::vector<JournalFile> Journal::Files() {
  std::vector<JournalFile> files;
  Statement* const get = Prepare("SELECT * FROM files ORDER BY name", kGetFiles);
  const auto number = [&](int at) {
    return static_cast<std::uint64_t>(sqlite3_column_int64(get, at));
  };
  while (Step(get)) {
    files.push_back({Column(get, 0), number(1), number(2), number(3), Column(get, 4)});
  }
  sqlite3_reset(get);
  return files;
}

void Journal::SetFile(const JournalFile& file) {
  Statement* const set = Prepare("INSERT OR REPLACE INTO files VALUES (?, ?, ?, ?, ?)", kSetFile);
  BindText(set, 1, file.name);
  int at = 2;
  for (const std::uint64_t number : {file.bytes, file.raw_bytes, file.lines}) {
    sqlite3_bind_int64(set, at++, static_cast<sqlite3_int64>(number));
  }
  BindText(set, at, file.sha256);
  Run(set);
}

std::string Journal::Tail(std::string_view file) {
  Statement* const get = Prepare("SELECT bytes FROM tails WHERE file = ? ORDER BY id", kGetTail);
  BindText(get, 1, file);
  std::string tail;
  while (Step(get)) tail += Column(get, 0);
  sqlite3_reset(get);
  return tail;
}

void Journal::AddToTail(std::string_view file, std::string_view bytes) {
  Statement* const add = Prepare("INSERT INTO tails (file, bytes) VALUES (?, ?)", kAddTail);
  BindText(add, 1, file);
  BindBlob(add, 2, bytes);
  Run(add);
}

void Journal::DropTail(std::string_view file) {
  Statement* const drop = Prepare("DELETE FROM tails WHERE file = ?", kDropTail);
  BindText(drop, 1, file);
  Run(drop);
}

Result<bool> Journal::Commit() {
  Execute("COMMIT");
  Execute("BEGIN IMMEDIATE");
  if (!failed_.empty()) return Error{Code::kUnwritable, 0, "the journal: " + failed_};
  return true;
}

}  // namespace warraq
