#include "plugin/label/given_names.h"

#include <algorithm>
#include <array>
#include <string>
#include <unordered_set>

#include "plugin/label/shape.h"
#include "plugin/text/hash.h"
#include "plugin/text/model.h"

namespace warraq {
namespace {

using Names = std::unordered_set<std::string_view, PhraseHash>;

Names ReadNames() {
  constexpr std::size_t kAbout = 20000;
  Names names;
  names.reserve(kAbout);
  std::string_view model = Model("given_names.tsv");
  for (std::array<std::string_view, 2> row; NextRow(model, row);) {
    for (std::string_view rest = row[1]; !rest.empty();) {
      const std::string_view name = rest.substr(0, rest.find(' '));
      names.insert(name);
      rest.remove_prefix(std::min(rest.size(), name.size() + 1));
    }
  }
  return names;
}

bool IsTitle(std::string_view word) {
  constexpr std::array<std::string_view, 11> kTitles = {"dr",  "prof", "mr",  "mrs", "ms", "sir",
                                                        "rev", "fr",   "mme", "д",   "د"};
  return std::ranges::find(kTitles, word) != kTitles.end();
}

bool IsInitial(std::string_view word) {
  return word.size() == 1 || (word.size() == 2 && static_cast<unsigned char>(word[0]) >= 0xC0);
}

}  // namespace

bool IsPersonName(std::string_view words) {
  constexpr std::size_t kLongest = 80;  // bytes
  constexpr int kMostWords = 6;
  static const Names names = ReadNames();
  if (words.size() > kLongest) return false;
  const std::string phrase = PhraseOf(words);
  bool given = false;
  int count = 0;
  for (std::string_view rest = phrase; !rest.empty(); ++count) {
    const std::string_view word = FirstWord(rest);
    rest.remove_prefix(std::min(rest.size(), word.size() + 1));
    if (given || IsTitle(word) || IsInitial(word)) continue;
    if (!names.contains(word)) return false;
    given = !rest.empty();
    if (!given) return false;
  }
  return given && count <= kMostWords;
}

}  // namespace warraq
