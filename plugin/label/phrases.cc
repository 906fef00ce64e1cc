// Phrases in hash tables by their first words: looking a line up costs one hash for the whole of
// it, one for each of its first words and, for long lines, one for each word.

#include "plugin/label/phrases.h"

#include <algorithm>
#include <array>
#include <unordered_map>
#include <vector>

#include "plugin/text/model.h"

namespace warraq {
namespace {

constexpr std::size_t kLongestPhrase = 80;  // bytes; longer lines are not looked up whole
constexpr int kPrefixWords = 6;

struct Tables {
  std::unordered_map<std::string_view, Role> whole;
  std::unordered_map<std::string_view, Role> prefix;
  std::unordered_map<std::string_view, Role> lead;
  // By first word.
  std::unordered_map<std::string_view, std::vector<std::pair<std::string_view, Role>>> anywhere;
};

Role RoleNamed(std::string_view name) {
#define WARRAQ_ROLE(id, text, kept) \
  if (name == text) return Role::id;
#include "warraq/roles.inc"
#undef WARRAQ_ROLE
  return Role::kUnknown;
}

std::string_view FirstWord(std::string_view phrase) { return phrase.substr(0, phrase.find(' ')); }

Tables ReadTables() {
  Tables tables;
  std::string_view model = Model("phrases.tsv");
  for (std::array<std::string_view, 3> row; NextRow(model, row);) {
    const Role role = RoleNamed(row[0]);
    const std::string_view phrase = row[2];
    switch (row[1].empty() ? ' ' : row[1][0]) {
      case '=':
        tables.whole.emplace(phrase, role);
        break;
      case ':':
        tables.lead.emplace(phrase, role);
        break;
      case '^':
        tables.prefix.emplace(phrase, role);
        break;
      case '~':
        tables.anywhere[FirstWord(phrase)].emplace_back(phrase, role);
        break;
      default:
        break;
    }
  }
  return tables;
}

const Tables& TheTables() {
  static const Tables tables = ReadTables();
  return tables;
}

}  // namespace

Role RoleOfPhrase(std::string_view phrase) {
  const Tables& tables = TheTables();
  if (phrase.size() <= kLongestPhrase) {
    const auto found = tables.whole.find(phrase);
    if (found != tables.whole.end()) return found->second;
  }
  std::size_t end = 0;
  for (int words = 0; words < kPrefixWords && end < phrase.size(); ++words) {
    end = std::min(phrase.find(' ', end + 1), phrase.size());
    const auto found = tables.prefix.find(phrase.substr(0, end));
    if (found != tables.prefix.end()) return found->second;
  }
  return Role::kUnknown;
}

Role RoleOfLead(std::string_view phrase) {
  const Tables& tables = TheTables();
  const auto lead = tables.lead.find(phrase);
  if (lead != tables.lead.end()) return lead->second;
  const auto whole = tables.whole.find(phrase);
  return whole == tables.whole.end() ? Role::kUnknown : whole->second;
}

Role RoleOfContainedPhrase(std::string_view phrase) {
  for (std::size_t begin = 0; begin < phrase.size();) {
    const std::string_view rest = phrase.substr(begin);
    const auto found = TheTables().anywhere.find(FirstWord(rest));
    if (found != TheTables().anywhere.end()) {
      for (const auto& [words, role] : found->second) {
        const bool ends = rest.size() == words.size() ||
                          (rest.size() > words.size() && rest[words.size()] == ' ');
        if (ends && rest.starts_with(words)) return role;
      }
    }
    begin = std::min(phrase.find(' ', begin), phrase.size() - 1) + 1;
  }
  return Role::kUnknown;
}

}  // namespace warraq
