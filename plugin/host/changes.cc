#include "plugin/host/changes.h"

#include <cstdio>
#include <span>

#include "plugin/repair/repair.h"
#include "plugin/text/properties.h"
#include "plugin/text/utf8.h"

namespace warraq {
namespace {

std::string Hex(char32_t value, const char* format) {
  char digits[16];
  std::snprintf(digits, sizeof digits, format, static_cast<unsigned>(value));
  return digits;
}

void AppendQuoted(std::string_view text, std::string& line) {
  line += '"';
  std::size_t points = 0;
  char32_t last = 0;
  for (std::size_t i = 0; i < text.size(); ++points) {
    const std::size_t begin = i;
    const CodePoint point = DecodeAt(text, i);
    i += point.bytes;
    last = point.value;
    if (!point.valid) {
      for (const char c : text.substr(begin, point.bytes)) {
        line += Hex(static_cast<unsigned char>(c), "\\x%02X");
      }
      continue;
    }
    if (last == '"' || last == '\\') line += '\\';
    if (last == '\n') {
      line += "\\n";
    } else if (!IsVisible(last)) {
      line += Hex(last, "\\u{%X}");
    } else {
      line += text.substr(begin, i - begin);
    }
  }
  line += '"';
  if (points != 1 || last == kReplacement) return;
  if (!IsVisible(last)) {
    const std::string name = NameOf(last);
    if (!name.empty()) line += ' ' + name;
  } else if (last >= 0x80) {
    line += Hex(last, " U+%04X");
  }
}

void AppendSpans(std::span<const Span> spans, std::string& line) {
  constexpr std::size_t kMost = 16;
  for (std::size_t i = 0; i < spans.size() && i < kMost; ++i) {
    if (i > 0) line += ',';
    line += std::to_string(spans[i].begin) + ".." + std::to_string(spans[i].end);
  }
  if (spans.size() > kMost) line += ",…";
}

void AppendRule(const Repair& rule, bool is_default, std::string& table) {
  table += "| `" + std::string(rule.name) + (is_default ? "` | yes | " : "` | search form | ");
  table += std::string(rule.summary) + " | " + std::string(rule.code_points) + " |\n";
}

}  // namespace

std::string ShowChange(const RepairChange& change) {
  std::string line(change.rule);
  line += "  ";
  if (change.from.empty()) line += std::to_string(change.at) + ".." + std::to_string(change.at);
  AppendSpans(change.from, line);
  line += "  ";
  AppendQuoted(change.before, line);
  line += " → ";
  AppendQuoted(change.after, line);
  line += '\n';
  return line;
}

std::string ShowNote(const Note& note) {
  std::string line = note.code + "  ";
  AppendSpans(note.origin, line);
  line += "  " + std::to_string(note.count) + " lost";
  for (const std::string& candidate : note.candidates) {
    line += &candidate == &note.candidates.front() ? "; may be " : ", ";
    AppendQuoted(candidate, line);
  }
  return line + '\n';
}

std::string ShowRules() {
  std::string table = "| rule | on | what it does | code points |\n|---|---|---|---|\n";
  for (const Repair* repair : Repairs()) AppendRule(*repair, true, table);
  for (const Repair* step : SearchSteps()) {
    if (step->name.starts_with("search-")) AppendRule(*step, false, table);
  }
  return table;
}

}  // namespace warraq
