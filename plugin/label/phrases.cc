// Phrases in hash tables by their first words: looking a line up costs one hash for the whole of
// it, one for each of its first words and, where a phrase may stand inside, one for each word.

#include "plugin/label/phrases.h"

#include <algorithm>
#include <array>
#include <bitset>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "plugin/label/shape.h"
#include "plugin/text/hash.h"
#include "plugin/text/model.h"

namespace warraq {
namespace {

constexpr int kPrefixWords = 6;

struct Tables {
  std::unordered_map<std::string_view, Role, PhraseHash> whole;
  std::unordered_map<std::string_view, Role, PhraseHash> prefix;
  std::unordered_map<std::string_view, Role, PhraseHash> lead;
  std::bitset<kLongestPhrase + 1> prefix_sizes;  // bytes of those in `prefix`
  // By first word.
  std::unordered_map<std::string_view, std::vector<std::pair<std::string_view, Role>>, PhraseHash>
      anywhere;
  PhraseStarts starts;                                      // of `anywhere`
  std::unordered_set<std::string_view, PhraseHash> firsts;  // the first words of all others
  WordFilter openers;                                       // the same
};

Role RoleNamed(std::string_view name) {
#define WARRAQ_ROLE(id, text, kept) \
  if (name == text) return Role::id;
#include "warraq/roles.inc"
#undef WARRAQ_ROLE
  return Role::kUnknown;
}

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
        tables.prefix_sizes.set(std::min(phrase.size(), kLongestPhrase));
        break;
      case '~': {
        tables.anywhere[FirstWord(phrase)].emplace_back(phrase, role);
        tables.starts.Add(phrase);
        continue;
      }
      default:
        continue;
    }
    tables.firsts.insert(FirstWord(phrase));
    tables.openers.Add(FirstWord(phrase));
  }
  return tables;
}

const Tables& TheTables() {
  static const Tables tables = ReadTables();
  return tables;
}

// What the words that a text starts with say, of those that may stand anywhere.
Role RoleOfStart(const Tables& tables, std::string_view text) {
  const auto found = tables.anywhere.find(FirstWord(text));
  if (found == tables.anywhere.end()) return Role::kUnknown;
  for (const auto& [words, role] : found->second) {
    const bool ends =
        text.size() == words.size() || (text.size() > words.size() && text[words.size()] == ' ');
    if (ends && text.starts_with(words)) return role;
  }
  return Role::kUnknown;
}

}  // namespace

void PhraseStarts::Add(std::string_view phrase) {
  const std::string_view first = FirstWord(phrase);
  std::uint64_t key = HashOfWord(first);
  if (first.size() < phrase.size())
    key = Pair(key, HashOfWord(FirstWord(phrase.substr(first.size() + 1))));
  bits_[BitOf(key) >> 6] |= std::uint64_t{1} << (BitOf(key) & 63);
}

const PhraseStarts& PhraseStarts::Get() { return TheTables().starts; }
const WordFilter& PhraseOpeners() { return TheTables().openers; }

Role RoleOfPhrase(std::string_view phrase) {
  const Tables& tables = TheTables();
  if (!tables.firsts.contains(FirstWord(phrase))) return Role::kUnknown;
  if (phrase.size() <= kLongestPhrase) {
    const auto found = tables.whole.find(phrase);
    if (found != tables.whole.end()) return found->second;
  }
  std::size_t end = 0;
  for (int words = 0; words < kPrefixWords && end < phrase.size(); ++words) {
    end = std::min(phrase.find(' ', end + 1), phrase.size());
    if (!tables.prefix_sizes.test(std::min(end, kLongestPhrase))) continue;
    const auto found = tables.prefix.find(phrase.substr(0, end));
    if (found != tables.prefix.end()) return found->second;
  }
  return Role::kUnknown;
}

Role RoleOfLead(std::string_view phrase) {
  const Tables& tables = TheTables();
  if (!tables.firsts.contains(FirstWord(phrase))) return Role::kUnknown;
  const auto lead = tables.lead.find(phrase);
  if (lead != tables.lead.end()) return lead->second;
  const auto whole = tables.whole.find(phrase);
  return whole == tables.whole.end() ? Role::kUnknown : whole->second;
}

Role RoleOfContainedPhrase(std::string_view phrase) {
  const Tables& tables = TheTables();
  for (std::size_t begin = 0; begin < phrase.size();) {
    const Role role = RoleOfStart(tables, phrase.substr(begin));
    if (role != Role::kUnknown) return role;
    begin = std::min(phrase.find(' ', begin), phrase.size() - 1) + 1;
  }
  return Role::kUnknown;
}

}  // namespace warraq
