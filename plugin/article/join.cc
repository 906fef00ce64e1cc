// Lines to paragraphs.

#include <algorithm>
#include <string>

#include "plugin/article/assemble.h"
#include "plugin/text/ascii.h"
#include "plugin/text/hyphens.h"
#include "plugin/text/properties.h"
#include "plugin/text/sixteen.h"

namespace warraq {
namespace {

constexpr std::string_view kSpace = " \t";

// The trimmed stretch of a line, in bytes of the page's text.
Span TrimmedSpan(const Page& page, std::size_t line) {
  const std::string_view bytes = page.Bytes(page.lines[line]);
  const std::size_t first = bytes.find_first_not_of(kSpace);
  if (first == std::string_view::npos) return {};
  // A no-break space behind the last word stays in the text, but is no part of what is made of it.
  const std::size_t last = WithoutSpacesBehind(bytes).size();
  const std::uint32_t begin = page.lines[line].at.begin;
  if (last <= first) return {};
  return {begin + static_cast<std::uint32_t>(first), begin + static_cast<std::uint32_t>(last)};
}

// Whether no white space stands in it but single spaces.
bool IsSpacedOnce(std::string_view line) {
  std::size_t at = 0;
  for (; at + sizeof(Sixteen) < line.size(); at += sizeof(Sixteen)) {
    const Sixteen here = LoadSixteen(line.data() + at);
    const Sixteen next = LoadSixteen(line.data() + at + 1);
    if (AnyOf((Equal(here, ' ') & Equal(next, ' ')) | Equal(here, '\t'))) return false;
  }
  line.remove_prefix(at);
  return line.find("  ") == std::string_view::npos && line.find('\t') == std::string_view::npos;
}

// Keeps [begin, end) of the page, runs of white space as one space.
void KeepSpaced(const Page& page, Span at, Edit& edit) {
  const std::string_view bytes = page.text.bytes();
  const std::string_view line = bytes.substr(at.begin, at.size());
  if (IsSpacedOnce(line)) return edit.Keep(at.begin, at.end);
  std::size_t kept = at.begin;
  for (std::size_t i = at.begin; i < at.end; ++i) {
    if (bytes[i] != ' ' && bytes[i] != '\t') continue;
    const std::size_t end = std::min<std::size_t>(bytes.find_first_not_of(kSpace, i), at.end);
    if (end - i > 1 || bytes[i] == '\t') {
      edit.Keep(kept, i);
      edit.Replace(i, end, " ");
      kept = end;
    }
    i = end - 1;
  }
  edit.Keep(kept, at.end);
}

// Where the hyphen of a word broken at the end of `line` begins; the line's end if there is none.
std::uint32_t HyphenAt(const Page& page, Span line, Span next) {
  const std::string_view text = page.text.bytes();
  if (line.size() < 3 || text[line.end - 1] != '-') return line.end;
  const bool breaks = HyphenAtLineEnd(text, line.end - 1, next.begin) == LineHyphen::kOfBreak;
  return breaks ? line.end - 1 : line.end;
}

}  // namespace

bool IsBlank(const Page& page, std::size_t line) {
  const std::string_view bytes = page.Bytes(page.lines[line]);
  if (!bytes.empty() && IsAsciiSign(bytes[0])) return false;  // as most lines begin
  return TrimmedSpan(page, line).size() == 0;
}

Text TrimmedLine(const Page& page, std::size_t line) {
  Edit edit(page.text);
  KeepSpaced(page, TrimmedSpan(page, line), edit);
  return std::move(edit).Finish();
}

Text JoinLines(const Page& page, std::span<const std::size_t> lines) {
  Edit edit(page.text);
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const Span line = TrimmedSpan(page, lines[i]);
    if (i + 1 == lines.size()) {
      KeepSpaced(page, line, edit);
      break;
    }
    const Span next = TrimmedSpan(page, lines[i + 1]);
    const std::uint32_t hyphen = HyphenAt(page, line, next);
    KeepSpaced(page, {line.begin, hyphen}, edit);
    const bool compound = hyphen == line.end && line.size() > 2 &&
                          page.text.bytes()[line.end - 1] == '-' &&
                          page.text.bytes()[line.end - 2] != ' ';
    // What stands between two cells of a table and is no part of it did not become the space.
    const std::string_view between = page.text.bytes().substr(line.end, next.begin - line.end);
    const bool apart = between.find_first_not_of(" \t\n") != std::string_view::npos;
    const bool closed =
        hyphen < line.end || compound || AreSetClose(page.text.bytes(), line.end, next.begin);
    edit.Replace(hyphen, apart ? line.end : next.begin, closed ? "" : " ");
  }
  return std::move(edit).Finish();
}

}  // namespace warraq
