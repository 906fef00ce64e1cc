// Dumps of mail and of terminal browsers are wrapped at 72 columns or so. A program that fills
// lines breaks one only where the next word does not fit, so a break belongs to the wrapping
// exactly if the line, a space and the next line's first word are longer than the longest line.
//
// The text as a whole must show it: some lines, none longer than kWidest, and most breaks inside
// paragraphs of that kind. Then those breaks become spaces; the others stay.

#include <algorithm>

#include "plugin/read/read.h"
#include "plugin/text/hyphens.h"
#include "plugin/text/properties.h"
#include "plugin/text/utf8.h"

namespace warraq {
namespace {

constexpr std::size_t kNarrowest = 40;  // columns
constexpr std::size_t kWidest = 110;
constexpr std::size_t kLeastBreaks = 3;

bool StartsItem(std::string_view line) {
  constexpr std::string_view kBullet = "\xE2\x80\xA2";
  return line.empty() || line[0] == ' ' || line[0] == '\t' || line[0] == '-' || line[0] == '*' ||
         line[0] == '>' || line[0] == '|' || line.starts_with(kBullet);
}

// Columns of a terminal: Chinese, Japanese and Korean signs and full-width forms take two. Lead
// bytes tell, from U+3000 to U+D7FF, FF00 to FF7F, and from U+20000.
std::size_t CountColumns(std::string_view line) {
  if (AsciiPrefix(line) == line.size()) return line.size();
  std::size_t wide = 0;
  for (std::size_t i = 0; i < line.size(); ++i) {
    const auto byte = static_cast<unsigned char>(line[i]);
    wide += byte >= 0xE3 && byte <= 0xED;
    if (byte < 0xEF || i + 1 == line.size()) continue;
    const auto next = static_cast<unsigned char>(line[i + 1]);
    wide += byte == 0xEF ? next == 0xBC || next == 0xBD : next >= 0xA0;
  }
  return CountCodePoints(line) + wide;
}

// Dashes and quotation marks, which take one column or two (Unicode Standard Annex 11, "A").
std::size_t CountAmbiguous(std::string_view line) {
  std::size_t count = 0;
  for (std::size_t i = line.find("\xE2\x80"); i != line.npos; i = line.find("\xE2\x80", i + 3)) {
    ++count;
  }
  return count;
}

// The columns of what must have fitted behind a line for it not to end there: a word, or a sign of
// Chinese or Japanese with a mark that may not begin a line.
std::size_t FirstPart(std::string_view next, bool close) {
  if (!close) return 1 + CountColumns(next.substr(0, next.find(' ')));
  std::size_t end = 0;
  NextCodePoint(next, end);
  std::size_t behind = end;
  const bool marked = behind < next.size() && !IsLetter(NextCodePoint(next, behind));
  return CountColumns(next.substr(0, marked ? behind : end));
}

struct Break {
  std::size_t at = 0;  // of the line feed
  bool full = false;   // the next word would not have fitted, or was broken
  LineHyphen hyphen = LineHyphen::kNone;
  bool close = false;  // no space becomes of it
};

// Line feeds between two lines with text; empty if a line is too wide for a wrapped dump.
std::vector<Break> BreaksOf(std::string_view bytes) {
  std::vector<std::size_t> feeds;
  std::size_t widest = 0;
  for (std::size_t begin = 0; begin < bytes.size();) {
    const std::size_t end = std::min(bytes.find('\n', begin), bytes.size());
    if (end - begin > kWidest * 4) return {};
    widest = std::max(widest, CountColumns(bytes.substr(begin, end - begin)));
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
    const bool close = AreSetClose(bytes, feed, feed + 1);
    const std::string_view line = bytes.substr(begin, feed - begin);
    const std::size_t width = CountColumns(line) + (close ? CountAmbiguous(line) : 0);
    const LineHyphen hyphen =
        feed > begin ? HyphenAtLineEnd(bytes, feed - 1, feed + 1) : LineHyphen::kNone;
    const bool full = width + FirstPart(next, close) > widest || hyphen != LineHyphen::kNone;
    breaks.push_back({feed, full && !StartsItem(next), hyphen, close});
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
    const bool space = line_break.hyphen == LineHyphen::kNone && !line_break.close;
    edit.Change(begin, line_break.at + 1, space ? " " : "");
  }
  page.text = std::move(edit).FinishRest();
}

}  // namespace warraq
