#include "plugin/text/word_runs.h"

#include "plugin/text/properties.h"
#include "plugin/text/utf8.h"

namespace warraq {
namespace {

constexpr std::uint64_t kSeed = 0xCBF29CE484222325u;
constexpr std::uint64_t kPrime = 0x100000001B3u;
constexpr std::size_t kLongestTag = 512;       // bytes
constexpr std::size_t kLongestReference = 12;  // bytes of a character reference

// Where a tag or a character reference that begins at `at` ends; `at` if none does.
std::size_t BehindMarkup(std::string_view text, std::size_t at) {
  if (text[at] == '<') {
    const std::size_t end = text.substr(at, kLongestTag).find('>');
    return end == std::string_view::npos ? at : at + end + 1;
  }
  if (text[at] != '&') return at;
  const std::size_t end = text.substr(at, kLongestReference).find_first_of("; ");
  return end == std::string_view::npos || text[at + end] == ' ' ? at : at + end + 1;
}

}  // namespace

void AppendWordRuns(std::string_view text, std::vector<std::uint64_t>& runs) {
  std::uint64_t word = kSeed;
  std::uint64_t before[2] = {0, 0};
  const auto end_word = [&] {
    if (word == kSeed) return;
    if (before[0] != 0) runs.push_back((before[0] * kPrime ^ before[1]) * kPrime ^ word);
    before[0] = before[1];
    before[1] = word;
    word = kSeed;
  };
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t behind = BehindMarkup(text, i);
    if (behind > i) {
      end_word();
      i = behind;
      continue;
    }
    const char32_t value = NextCodePoint(text, i);
    const Properties properties = PropertiesOf(value);
    if (!properties.Has(kLetterBit | kDigitBit | kMarkBit)) {
      end_word();
      continue;
    }
    const bool alone = IsHanOrKana(properties.script);
    if (alone) end_word();
    word = (word ^ properties.folded) * kPrime;
    if (alone) end_word();
  }
  end_word();
}

}  // namespace warraq
