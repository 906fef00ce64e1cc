// How many lines come back exactly from the order in which they are seen:
//
//   visual_order_check [--show] FILE...
//
// Each line of the files is a text by itself, a language and a tab before it or not. It is
// reordered and shaped in the ways of seen_lines.h, repaired, and compared with what the repairs
// make of the line itself. Then the same with all lines of a file as one text, and the lines that
// the repair turns although they were right.

#include <algorithm>
#include <cstdio>
#include <fstream>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "plugin/repair/repair.h"
#include "plugin/text/bidi.h"
#include "plugin/text/utf8.h"
#include "tests/repair/seen_lines.h"

namespace {

struct Line {
  std::string language;
  std::string text;
  bool right_to_left = false;
  bool mixed = false;  // with digits or letters of the other direction
};

struct Count {
  int right = 0;
  int all = 0;
  void Add(bool is_right) { right += is_right, ++all; }
};

std::string Repaired(const std::string& text, bool& turned) {
  std::vector<warraq::RepairCount> counts;
  const warraq::Text repaired = warraq::RepairAll(warraq::Text::Verbatim(text), counts);
  turned = std::ranges::count(counts, "visual-order", &warraq::RepairCount::rule) > 0;
  return std::string(repaired.bytes());
}

std::vector<Line> ReadLines(const std::string& path) {
  std::ifstream file(path);
  std::vector<Line> lines;
  for (std::string text; std::getline(file, text);) {
    Line line;
    const std::size_t tab = text.find('\t');
    if (tab != std::string::npos) line.language = text.substr(0, tab);
    line.text = tab == std::string::npos ? text : text.substr(tab + 1);
    for (std::size_t i = 0; i < line.text.size();) {
      const warraq::BidiClass kind = warraq::BidiClassOf(warraq::NextCodePoint(line.text, i));
      const bool right =
          kind == warraq::BidiClass::kRight || kind == warraq::BidiClass::kArabicLetter;
      line.right_to_left |= right;
      line.mixed |= kind == warraq::BidiClass::kLeft ||
                    kind == warraq::BidiClass::kEuropeanNumber ||
                    kind == warraq::BidiClass::kArabicNumber;
    }
    lines.push_back(line);
  }
  return lines;
}

std::vector<std::string> Split(const std::string& text) {
  std::vector<std::string> lines;
  for (std::size_t begin = 0; begin <= text.size();) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    lines.push_back(text.substr(begin, end - begin));
    begin = end + 1;
  }
  return lines;
}

void Print(const char* kind, const std::map<std::string, Count>& counts) {
  std::printf("  %-12s", kind);
  for (const auto& [name, count] : counts) {
    std::printf("  %s %d/%d = %.1f %%", name.c_str(), count.right, count.all,
                100.0 * count.right / std::max(1, count.all));
  }
  std::printf("\n");
}

void CheckOneWay(const std::vector<Line>& lines, const warraq::SeenAs& as, bool show) {
  std::map<std::string, Count> alone;
  std::map<std::string, Count> together;
  std::string page;
  std::string page_read;
  bool turned = false;
  for (const Line& line : lines) {
    if (!line.right_to_left) continue;
    const std::string seen = warraq::Seen(line.text, as);
    const std::string wanted = Repaired(line.text, turned);
    const std::string got = Repaired(seen, turned);
    alone[line.language].Add(got == wanted);
    if (line.mixed) alone[line.language + " mixed"].Add(got == wanted);
    if (show && got != wanted) {
      std::printf("%s\n  %s\n  %s\n  %s\n", line.language.c_str(), wanted.c_str(), got.c_str(),
                  seen.c_str());
    }
    page += seen + "\n";
    page_read += wanted + "\n";
  }
  const std::vector<std::string> got = Split(Repaired(page, turned));
  const std::vector<std::string> wanted = Split(page_read);
  for (std::size_t i = 0, j = 0; i < lines.size(); ++i) {
    if (!lines[i].right_to_left) continue;
    const bool right = j < got.size() && got[j] == wanted[j];
    together[lines[i].language].Add(right);
    if (lines[i].mixed) together[lines[i].language + " mixed"].Add(right);
    ++j;
  }
  std::printf("%s\n", std::string(as.name).c_str());
  Print("alone", alone);
  Print("as one text", together);
}

}  // namespace

int main(int argc, char** argv) {
  const bool show = argc > 1 && std::string_view(argv[1]) == "--show";
  for (int i = show ? 2 : 1; i < argc; ++i) {
    const std::vector<Line> lines = ReadLines(argv[i]);
    std::printf("%s: %zu lines\n", argv[i], lines.size());
    for (const warraq::SeenAs& as : warraq::kSeenAs) CheckOneWay(lines, as, show);
    int wrongly = 0;
    for (const Line& line : lines) {
      bool turned = false;
      Repaired(line.text, turned);
      wrongly += turned;
      if (turned) std::printf("turned although right: %s\n", line.text.c_str());
    }
    std::printf("turned although right: %d\n", wrongly);
  }
  return 0;
}
