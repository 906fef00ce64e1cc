// A SQLite database that one thread of one process uses. After its first error (a full disk, a
// damaged file) nothing is changed any more, nothing is found, and Commit gives the error: SQLite
// may have rolled the transaction back, and what followed would stand alone.

#ifndef WARRAQ_PLUGIN_BATCH_DATABASE_H_
#define WARRAQ_PLUGIN_BATCH_DATABASE_H_

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>

#include "warraq/result.h"

struct sqlite3;
struct sqlite3_stmt;

namespace warraq {

class Database {
 public:
  using Statement = sqlite3_stmt;

  Database() = default;
  ~Database();
  Database(const Database&) = delete;
  Database& operator=(const Database&) = delete;

  // Opens or makes the file, alone (a second process is refused), and begins a transaction. An
  // empty path makes one of no name that goes to disk where it is large, and is gone at the end.
  Result<bool> Open(const std::string& path, const char* schema);
  Result<bool> Commit();

  void Execute(const char* sql);
  // The statement, reset; prepared once for each literal.
  Statement* Prepare(const char* sql);
  bool Step(Statement* statement);  // whether there is a row
  void Run(Statement* statement);
  // As after an error of its own: what belongs to it could not be kept elsewhere.
  void Fail(std::string why);

 private:
  void Fail();

  sqlite3* database_ = nullptr;
  std::string path_;
  std::map<const char*, Statement*> statements_;
  std::string failed_;  // what the database said first
};

void BindText(sqlite3_stmt* statement, int at, std::string_view text);
void BindBlob(sqlite3_stmt* statement, int at, std::string_view bytes);
void BindNumber(sqlite3_stmt* statement, int at, std::uint64_t number);
void Reset(sqlite3_stmt* statement);
std::string Column(sqlite3_stmt* statement, int at);
std::uint64_t NumberIn(sqlite3_stmt* statement, int at);

}  // namespace warraq

#endif  // WARRAQ_PLUGIN_BATCH_DATABASE_H_
