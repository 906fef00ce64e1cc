#include "plugin/batch/journal.h"

#include "plugin/text/hash.h"

namespace warraq {
namespace {

using Statement = Database::Statement;

constexpr const char* kSchema = R"(
CREATE TABLE IF NOT EXISTS about (name TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS done (content BLOB, name BLOB, PRIMARY KEY (content, name)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS files (name TEXT PRIMARY KEY, bytes INTEGER, raw_bytes INTEGER, lines INTEGER,
  sha256 TEXT) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS tails (id INTEGER PRIMARY KEY, file TEXT, bytes BLOB);
)";

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

}  // namespace

Result<bool> Journal::Open(const std::string& path) { return database_.Open(path, kSchema); }

std::string Journal::Value(std::string_view name) {
  Statement* const get = database_.Prepare("SELECT value FROM about WHERE name = ?");
  BindText(get, 1, name);
  std::string value = database_.Step(get) ? Column(get, 0) : std::string();
  Reset(get);
  return value;
}

void Journal::SetValue(std::string_view name, std::string_view value) {
  Statement* const set = database_.Prepare("INSERT OR REPLACE INTO about VALUES (?, ?)");
  BindText(set, 1, name);
  BindText(set, 2, value);
  database_.Run(set);
}

Journal::Known Journal::Find(std::string_view content, std::string_view name) {
  const std::string content_key = ContentKey(content);
  Statement* const find = database_.Prepare("SELECT 1 FROM done WHERE content = ? LIMIT 1");
  if (!content_key.empty()) {
    BindBlob(find, 1, content_key);
    const bool found = database_.Step(find);
    Reset(find);
    if (!found) return Known::kNew;
  }
  Statement* const same = database_.Prepare("SELECT 1 FROM done WHERE content = ? AND name = ?");
  BindBlob(same, 1, content_key);
  BindBlob(same, 2, NameKey(name));
  const bool found = database_.Step(same);
  Reset(same);
  if (found) return Known::kSame;
  return content_key.empty() ? Known::kNew : Known::kOtherName;
}

void Journal::Add(std::string_view content, std::string_view name) {
  Statement* const add = database_.Prepare("INSERT OR IGNORE INTO done VALUES (?, ?)");
  BindBlob(add, 1, ContentKey(content));
  BindBlob(add, 2, NameKey(name));
  database_.Run(add);
}

std::vector<JournalFile> Journal::Files() {
  std::vector<JournalFile> files;
  Statement* const get = database_.Prepare("SELECT * FROM files ORDER BY name");
  const auto number = [&](int at) { return NumberIn(get, at); };
  while (database_.Step(get)) {
    files.push_back({Column(get, 0), number(1), number(2), number(3), Column(get, 4)});
  }
  Reset(get);
  return files;
}

void Journal::SetFile(const JournalFile& file) {
  Statement* const set = database_.Prepare("INSERT OR REPLACE INTO files VALUES (?, ?, ?, ?, ?)");
  BindText(set, 1, file.name);
  int at = 2;
  for (const std::uint64_t number : {file.bytes, file.raw_bytes, file.lines}) {
    BindNumber(set, at++, number);
  }
  BindText(set, at, file.sha256);
  database_.Run(set);
}

std::string Journal::Tail(std::string_view file) {
  Statement* const get = database_.Prepare("SELECT bytes FROM tails WHERE file = ? ORDER BY id");
  BindText(get, 1, file);
  std::string tail;
  while (database_.Step(get)) tail += Column(get, 0);
  Reset(get);
  return tail;
}

void Journal::AddToTail(std::string_view file, std::string_view bytes) {
  Statement* const add = database_.Prepare("INSERT INTO tails (file, bytes) VALUES (?, ?)");
  BindText(add, 1, file);
  BindBlob(add, 2, bytes);
  database_.Run(add);
}

void Journal::DropTail(std::string_view file) {
  Statement* const drop = database_.Prepare("DELETE FROM tails WHERE file = ?");
  BindText(drop, 1, file);
  database_.Run(drop);
}

Result<bool> Journal::Commit() { return database_.Commit(); }

}  // namespace warraq
