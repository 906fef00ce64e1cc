// Dumps of mail and of terminal browsers are wrapped at 72 columns or so. A program that fills
// lines breaks one only where the next word does not fit, so a break belongs to the wrapping
// exactly if the line, a space and the next line's first word are longer than the longest line.
//
// The text as a whole must show it: some lines, none longer than kWidest, and most breaks inside
// paragraphs of that kind. Then those breaks become spaces; the others stay.

#include <algorithm>

#include "plugin/read/read.h"
#include "plugin/text/hyphens.h"
#include "plugin/text/utf8.h"

namespace warraq {
namespace {

constexpr std::size_t kNarrowest = 40;  // code points
constexpr std::size_t kWidest = 110;
constexpr std::size_t kLeastBreaks = 3;

bool StartsItem(std::string_view line) {
  constexpr std::string_view kBullet = "\xE2\x80\xA2";
  return line.empty() || line[0] == ' ' || line[0] == '\t' || line[0] == '-' || line[0] == '*' ||
         line[0] == '>' || line[0] == '|' || line.starts_with(kBullet);
}

struct Break {
  std::size_t at = 0;  // of the line feed
  bool full = false;   // the next word would not have fitted, or was broken
  LineHyphen hyphen = LineHyphen::kNone;
};

// Line feeds between two lines with text; empty if a line is too wide for a wrapped dump.
std::vector<Break> BreaksOf(std::string_view bytes) {
  std::vector<std::size_t> feeds;
  std::size_t widest = 0;
  for (std::size_t begin = 0; begin < bytes.size();) {
    const std::size_t end = std::min(bytes.find('\n', begin), bytes.size());
    if (end - begin > kWidest * 4) return {};
    widest = std::max(widest, CountCodePoints(bytes.substr(begin, end - begin)));
    if (widest > kWidest) return {};
    const bool blank =
        bytes.substr(begin, end - begin).find_first_not_of(" \t") == std::string_view::npos;
    const std::size_t next_end = std::min(bytes.find('\n', end + 1), bytes.size());
    const bool next_blank = end + 1 >= bytes.size() || next_end == end + 1;
    if (!blank && !next_blank) feeds.push_back(end);
    begin = end + 1;
  }
  if (widest < kNarrowest) return {};
  std::vector<Break> breaks;
  for (const std::size_t feed : feeds) {
    const std::size_t begin = bytes.rfind('\n', feed - 1) + 1;  // npos + 1 is 0
    const std::string_view next = bytes.substr(feed + 1, bytes.find('\n', feed + 1) - feed - 1);
    const std::size_t width = CountCodePoints(bytes.substr(begin, feed - begin));
    const std::size_t word = CountCodePoints(next.substr(0, next.find(' ')));
    const LineHyphen hyphen =
        feed > begin ? HyphenAtLineEnd(bytes, feed - 1, feed + 1) : LineHyphen::kNone;
    const bool full = width + 1 + word > widest || hyphen != LineHyphen::kNone;
    breaks.push_back({feed, full && !StartsItem(next), hyphen});
  }
  return breaks;
}

}  // namespace

void UnwrapLines(Page& page) {
  const std::string_view bytes = page.text.bytes();
  const std::vector<Break> breaks = BreaksOf(bytes);
  const auto full = static_cast<std::size_t>(std::ranges::count_if(breaks, &Break::full));
  if (full < kLeastBreaks || full * 3 < breaks.size() * 2) return;
  Edit edit(page.text);
  for (const Break& line_break : breaks) {
    if (!line_break.full) continue;
    const std::size_t begin = line_break.at - (line_break.hyphen == LineHyphen::kOfBreak ? 1 : 0);
    edit.Change(begin, line_break.at + 1, line_break.hyphen == LineHyphen::kNone ? " " : "");
  }
  page.text = std::move(edit).FinishRest();
}

}  // namespace warraq
