#include "plugin/batch/claims.h"

#include <charconv>

#include "plugin/text/hash.h"

namespace warraq {
namespace {

constexpr const char* kSchema =
    "CREATE TABLE claims (key INTEGER, place INTEGER, is_part INTEGER, PRIMARY KEY (key, place)) "
    "WITHOUT ROWID";
constexpr std::size_t kKeyDigits = 16;

std::uint64_t KeyOf(const SourcePlace& source) {
  const std::string hash = Sha256Hex(source.name + '\0' + source.field);
  std::uint64_t key = 0;
  std::from_chars(hash.data(), hash.data() + kKeyDigits, key, 16);
  return key;
}

Claim ClaimIn(Database::Statement* statement) {
  return {NumberIn(statement, 0), NumberIn(statement, 1), NumberIn(statement, 2) != 0};
}

}  // namespace

Result<bool> Claims::Open() { return database_.Open("", kSchema); }

Result<bool> Claims::Add(const SourcePlace& source, std::string_view line, bool is_part) {
  WARRAQ_TRY(const std::uint64_t place, lines_.Add(line));
  Database::Statement* const add = database_.Prepare("INSERT INTO claims VALUES (?, ?, ?)");
  BindNumber(add, 1, KeyOf(source));
  BindNumber(add, 2, place);
  BindNumber(add, 3, is_part ? 1 : 0);
  database_.Run(add);
  return true;
}

std::optional<Claim> Claims::Find(const SourcePlace& source, std::uint64_t from) {
  Database::Statement* const find = database_.Prepare(
      "SELECT key, place, is_part FROM claims WHERE key = ? AND place >= ? ORDER BY place LIMIT 1");
  BindNumber(find, 1, KeyOf(source));
  BindNumber(find, 2, from);
  std::optional<Claim> claim;
  if (database_.Step(find)) claim = ClaimIn(find);
  Reset(find);
  return claim;
}

void Claims::Remove(const Claim& claim) {
  Database::Statement* const remove =
      database_.Prepare("DELETE FROM claims WHERE key = ? AND place = ?");
  BindNumber(remove, 1, claim.key);
  BindNumber(remove, 2, claim.place);
  database_.Run(remove);
}

Result<bool> Claims::ForEach(const Taker& take) {
  return Give(database_.Prepare("SELECT key, place, is_part FROM claims ORDER BY place"), take);
}

Result<bool> Claims::ForEachSource(const Taker& take) {
  // SQLite takes the other columns of a group from the row that has the least.
  return Give(
      database_.Prepare("SELECT key, MIN(place), is_part FROM claims GROUP BY key ORDER BY 2"),
      take);
}

Result<bool> Claims::Give(Database::Statement* statement, const Taker& take) {
  Result<bool> taken = true;
  while (taken.ok() && database_.Step(statement)) taken = take(ClaimIn(statement));
  Reset(statement);
  return taken;
}

}  // namespace warraq
