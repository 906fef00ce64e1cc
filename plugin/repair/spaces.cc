// Spaces of special width, and spaces at which no line breaks. One that stands alone between two
// characters is the author's: French typography before "!" and "»", a number and its unit, a
// preposition and its word, thousands, quotation marks within quotation marks. It becomes a plain
// space where it shows what made it instead:
//
// - beside another space, or at the beginning of a line: an indent, a gap, an empty cell;
// - between two words on a line that has more of these than plain spaces: a converter made all of
// them;
// - U+3000 away from Chinese, Japanese and Korean, whose space it is.
//
//   "1\u00A0000\u202F€" stays      "\u00A0\u00A0By Jane" -> "  By Jane"      "a\u00A0 b" -> "a  b"

#include "plugin/repair/repair.h"
#include "plugin/text/properties.h"
#include "plugin/text/utf8.h"

namespace warraq {
namespace {

constexpr char32_t kIdeographicSpace = 0x3000;
constexpr int kMany = 3;  // between words of a line; fewer may be anybody's

bool IsExoticSpace(char32_t value) {
  return value == 0xA0 || (value >= 0x2000 && value <= 0x200A) || value == 0x202F ||
         value == 0x205F || value == kIdeographicSpace;
}

// Chinese, Japanese and Korean letters, their punctuation and fullwidth forms.
bool IsEastAsianSign(char32_t value) {
  return (value > kIdeographicSpace && value < 0x3400) || (value >= 0xFF00 && value < 0xFFEF) ||
         IsEastAsian(ScriptOf(value));
}

// Spaces of any kind that stand together, with what is before and behind them; U+000A at the edges
// of the text.
struct Gap {
  std::size_t begin = 0;
  std::size_t end = 0;
  std::size_t spaces = 0;
  bool ideographic = true;  // all of them are
  char32_t before = '\n';
  char32_t behind = '\n';
};

Gap GapAround(std::string_view bytes, std::size_t at) {
  Gap gap;
  const auto take = [&](char32_t value) {
    if (value != ' ' && value != '\t' && !IsExoticSpace(value)) return false;
    gap.ideographic &= value == kIdeographicSpace;
    ++gap.spaces;
    return true;
  };
  gap.begin = gap.end = at;
  for (std::size_t i = at; i > 0 && gap.begin == i;) {
    const char32_t value = PreviousCodePoint(bytes, i);
    if (take(value)) {
      gap.begin = i;
    } else {
      gap.before = value;
    }
  }
  for (std::size_t i = at; i < bytes.size() && gap.end == i;) {
    const char32_t value = NextCodePoint(bytes, i);
    if (take(value)) {
      gap.end = i;
    } else {
      gap.behind = value;
    }
  }
  return gap;
}

// What a line has, asked once for all of its gaps.
class Lines {
 public:
  explicit Lines(std::string_view bytes) : bytes_(bytes) {}

  // Whether a converter made the spaces of the line that holds `at`. Places are asked in order.
  bool ConvertedAt(std::size_t at) {
    if (at >= end_) {
      const std::size_t feed = at > 0 ? bytes_.rfind('\n', at - 1) : std::string_view::npos;
      const std::size_t begin = std::max(end_, feed == std::string_view::npos ? 0 : feed + 1);
      end_ = std::min(bytes_.find('\n', at), bytes_.size());
      converted_ = Count(bytes_.substr(begin, end_ - begin));
    }
    return converted_;
  }

 private:
  static bool Count(std::string_view line) {
    int exotic = 0;
    int plain = 0;
    const Finder spaces(line, kSeenSpace);
    for (std::size_t at = spaces.Next(0); at != Finder::npos;) {
      const Gap gap = GapAround(line, at);
      exotic += gap.spaces == 1 && IsLetter(gap.before) && IsLetter(gap.behind);
      std::size_t next = at;
      NextCodePoint(line, next);
      at = spaces.Next(std::max(gap.end, next));
    }
    if (exotic < kMany) return false;
    for (const char c : line) plain += c == ' ';
    return exotic > plain;
  }

  std::string_view bytes_;
  std::size_t end_ = 0;
  bool converted_ = false;
};

bool IsMeant(const Gap& gap, Lines& lines) {
  const bool beside_east_asian = IsEastAsianSign(gap.before) || IsEastAsianSign(gap.behind);
  if (gap.ideographic) return beside_east_asian;
  if (gap.spaces > 1 || gap.before == '\n') return false;
  return !IsLetter(gap.before) || !IsLetter(gap.behind) || !lines.ConvertedAt(gap.begin);
}

Text PlainSpaces(const Text& text, std::uint32_t& count) {
  const std::string_view bytes = text.bytes();
  const Finder spaces(bytes, kSeenSpace);
  Lines lines(bytes);
  Edit edit(text);
  std::size_t next = 0;
  for (std::size_t at = spaces.Next(0); at != Finder::npos; at = spaces.Next(next)) {
    next = at;
    if (!IsExoticSpace(NextCodePoint(bytes, next))) continue;
    const Gap gap = GapAround(bytes, at);
    next = gap.end;
    if (IsMeant(gap, lines)) continue;
    for (std::size_t i = at; i < gap.end;) {
      const std::size_t begin = i;
      if (!IsExoticSpace(NextCodePoint(bytes, i))) continue;
      edit.Change(begin, i, " ");
      ++count;
    }
  }
  if (count == 0) return {};
  return std::move(edit).FinishRest();
}

}  // namespace

extern const Repair spaces_repair;
constexpr Repair spaces_repair = {
    .name = "spaces",
    .summary = "write spaces of special width as plain ones where they only fill a gap",
    .needs = kSeenSpace,
    .apply = PlainSpaces,
    .code_points = "U+00A0, U+2000-200A, U+202F, U+205F, U+3000 → U+0020",
    .scope = Scope::kLineByLine,
};

}  // namespace warraq
