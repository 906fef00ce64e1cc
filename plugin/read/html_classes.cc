#include "plugin/read/html_classes.h"

#include <algorithm>
#include <array>
#include <string>
#include <utility>
#include <vector>

#include "plugin/text/model.h"
#include "warraq/page.h"

namespace warraq {
namespace {

constexpr std::size_t kLongestValue = 512;  // bytes looked at
constexpr std::size_t kWholeWord = 4;       // words so short must stand alone

constexpr std::array<std::pair<std::string_view, std::uint32_t>, 18> kKinds = {
    {{"body", kSaysBody},
     {"comments", kSaysComments},
     {"share", kSaysShare},
     {"related", kSaysRelated},
     {"advertisement", kSaysAdvertisement},
     {"navigation", kSaysNavigation},
     {"subscription", kSaysSubscription},
     {"cookies", kSaysCookies},
     {"byline", kSaysByline},
     {"date", kSaysDate},
     {"headline", kSaysHeadline},
     {"deck", kSaysDeck},
     {"caption", kSaysCaption},
     {"credit", kSaysCredit},
     {"tags", kSaysTags},
     {"footer", kSaysFooter},
     {"sidebar", kSaysSidebar},
     {"widget", kSaysWidget}}};

struct Tables {
  std::unordered_map<std::string_view, std::uint32_t> whole;
  // Longer words, by their first four letters.
  std::unordered_map<std::string_view, std::vector<std::pair<std::string_view, std::uint32_t>>>
      part;
};

Tables ReadTables() {
  Tables tables;
  std::string_view model = Model("class_words.tsv");
  for (std::array<std::string_view, 2> row; NextRow(model, row);) {
    const auto kind =
        std::ranges::find(kKinds, row[0], [](const auto& pair) { return pair.first; });
    if (kind == kKinds.end()) continue;
    const std::string_view word = row[1];
    if (word.size() <= kWholeWord) {
      tables.whole[word] |= kind->second;
    } else {
      tables.part[word.substr(0, kWholeWord)].emplace_back(word, kind->second);
    }
  }
  return tables;
}

bool IsUpper(char c) { return c >= 'A' && c <= 'Z'; }
bool IsWordByte(char c) {
  return IsUpper(c) || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ||
         static_cast<unsigned char>(c) >= 0x80;
}

// Words are put together, so that "article-body" is found as "articlebody"; marks between them and
// capitals only say where a word begins.
std::uint32_t ReadValue(std::string_view value) {
  static const Tables tables = ReadTables();
  std::string letters;
  std::vector<std::size_t> starts;
  bool gap = true;
  char previous = 0;
  for (const char c : value.substr(0, kLongestValue)) {
    // White space parts one class from the next.
    if (c == ' ' || c == '\n' || c == '\t') letters.push_back(' ');
    const bool word = IsWordByte(c);
    const bool hump = IsUpper(c) && previous >= 'a' && previous <= 'z';
    if (word && (gap || hump)) starts.push_back(letters.size());
    if (word) letters.push_back(IsUpper(c) ? static_cast<char>(c + 0x20) : c);
    gap = !word;
    previous = c;
  }
  std::uint32_t bits = 0;
  for (std::size_t i = 0; i < starts.size(); ++i) {
    const std::size_t end = i + 1 < starts.size() ? starts[i + 1] : letters.size();
    std::string_view word = std::string_view(letters).substr(starts[i], end - starts[i]);
    while (word.ends_with(' ')) word.remove_suffix(1);
    if (const auto found = tables.whole.find(word); found != tables.whole.end()) {
      bits |= found->second;
    }
    const std::string_view rest = std::string_view(letters).substr(starts[i]);
    const auto found = tables.part.find(rest.substr(0, kWholeWord));
    if (found == tables.part.end()) continue;
    for (const auto& [whole, kind] : found->second) {
      if (rest.starts_with(whole)) bits |= kind;
    }
  }
  return bits;
}

}  // namespace

std::uint32_t ClassReader::Read(std::string_view value) {
  const auto [place, fresh] = seen_.try_emplace(value, 0);
  if (fresh) place->second = ReadValue(value);
  return place->second;
}

}  // namespace warraq
