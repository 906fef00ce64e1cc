#include "plugin/label/known_names.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "plugin/label/proportion.h"

namespace warraq {
namespace {

constexpr std::size_t kMostWords = 32;     // of all names of a kind
constexpr std::uint32_t kLongestName = 6;  // words; what is longer is a sentence

// "Headline - The Daily" says after its last mark whose page it is.
std::string_view SiteOfTitle(std::string_view title) {
  constexpr std::array<std::string_view, 5> kMarks = {" | ", " - ", " \xE2\x80\x93 ",
                                                      " \xE2\x80\x94 ", " :: "};
  std::size_t begin = 0;
  for (const std::string_view mark : kMarks) {
    const std::size_t found = title.rfind(mark);
    if (found != title.npos) begin = std::max(begin, found + mark.size());
  }
  return begin == 0 ? std::string_view() : title.substr(begin);
}

void AddLongWords(std::string_view name, std::vector<std::uint32_t>& words) {
  LongWords found;
  if (ShapeOf(name, found).words > kLongestName) return;
  for (const std::uint32_t word : found.words) {
    if (words.size() < kMostWords) words.push_back(word);
  }
}

void Sort(std::vector<std::uint32_t>& words) {
  std::ranges::sort(words);
  words.erase(std::unique(words.begin(), words.end()), words.end());
}

}  // namespace

KnownNames::KnownNames(const Labelling& labelling, std::size_t title) : labelling_(labelling) {
  for (const Fact& fact : labelling.page.facts) {
    if (fact.kind == FactKind::kByline && IsKnownByline(fact)) {
      AddLongWords(fact.text.bytes(), authors_);
    }
    if (fact.kind == FactKind::kSite) AddLongWords(fact.text.bytes(), site_);
  }
  if (title != kNoLine) AddLongWords(SiteOfTitle(labelling.shapes[title].text), site_);
  Sort(authors_);
  Sort(site_);
}

KnownNames::Found KnownNames::In(std::size_t line) const {
  Found found;
  const LongWords& words = labelling_.words;
  const std::size_t begin = line == 0 ? 0 : words.end[line - 1];
  const std::size_t end = words.end[line];
  if (begin == end) return found;
  const auto count = [&](const std::vector<std::uint32_t>& names) {
    return std::ranges::count_if(names, [&](std::uint32_t name) {
      const auto behind = words.words.begin() + static_cast<std::ptrdiff_t>(end);
      return std::find(words.words.begin() + static_cast<std::ptrdiff_t>(begin), behind, name) !=
             behind;
    });
  };
  found.authors = static_cast<float>(count(authors_));
  found.begins = std::ranges::binary_search(authors_, words.words[begin]);
  found.site = Share(static_cast<double>(count(site_)), static_cast<double>(site_.size()));
  return found;
}

}  // namespace warraq
