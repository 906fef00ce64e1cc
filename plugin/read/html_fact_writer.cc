#include "plugin/read/html_fact_writer.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>
#include <chrono>
#include <cstdio>
#include <initializer_list>
#include <utility>

#include "plugin/text/ascii.h"
#include "plugin/text/utf8.h"

namespace warraq {
namespace {

std::string OneLine(std::string_view text) {
  std::string line(Trimmed(text));
  std::ranges::replace_if(
      line, [](char c) { return c == '\n' || c == '\r' || c == '\t'; }, ' ');
  return line;
}

bool IsInside(std::string_view text, std::size_t at) {  // of a code point
  return at < text.size() && IsContinuation(text[at]);
}

// Writes `value` for the source at [at, at + raw.size()), piece by piece: what is the same stays a
// copy, and what was an entity, an escape or white space is replaced, so that a part of the value
// leads to its part of the source.
void WriteAligned(std::string_view raw, std::uint32_t at, std::string_view value, Edit& edit) {
  constexpr std::size_t kAlike = 3;        // bytes: where both go on with the same
  constexpr std::size_t kLongestRaw = 24;  // of one replacement
  constexpr std::size_t kLongestValue = 8;
  std::size_t i = 0;
  std::size_t j = 0;
  const auto replace = [&](std::size_t of_raw, std::size_t of_value) {
    edit.Replace(at + i, at + i + of_raw, value.substr(j, of_value));
    i += of_raw;
    j += of_value;
  };
  const auto go_on_alike = [&](std::size_t of_raw, std::size_t of_value) {
    if (IsInside(raw, i + of_raw) || IsInside(value, j + of_value)) return false;
    const std::string_view behind = value.substr(j + of_value, kAlike);
    return !behind.empty() && i + of_raw <= raw.size() &&
           raw.substr(i + of_raw).starts_with(behind);
  };
  while (j < value.size()) {
    std::size_t same = 0;
    while (i + same < raw.size() && j + same < value.size() && raw[i + same] == value[j + same])
      ++same;
    while (same > 0 && (IsInside(raw, i + same) || IsInside(value, j + same))) --same;
    edit.Keep(at + i, at + i + same);
    i += same;
    j += same;
    if (j == value.size()) return;
    bool found = false;
    for (std::size_t of_raw = 0; of_raw <= kLongestRaw && !found; ++of_raw) {
      for (std::size_t of_value = 0; of_value <= kLongestValue && !found; ++of_value) {
        if (of_raw + of_value == 0 || j + of_value > value.size()) continue;
        found = go_on_alike(of_raw, of_value);
        if (found) replace(of_raw, of_value);
      }
    }
    if (!found) return replace(raw.size() - i, value.size() - j);
  }
}

// What words in a name say of the date that it names, in English and some other languages.
enum Said : unsigned { kSomeDate = 1, kPubli = 2, kFirst = 4, kChange = 8, kOther = 16 };

struct SaidWord {
  std::string_view word;
  unsigned says;
};

// By their first letters.
constexpr auto kSaidWords = std::to_array<SaidWord>({
    {"actualiz", kSomeDate | kChange},
    {"aggiorn", kSomeDate | kChange},
    {"aktualis", kSomeDate | kChange},
    {"aktualiz", kSomeDate | kChange},
    {"birth", kOther},
    {"changed", kChange},
    {"created", kSomeDate | kFirst},
    {"date", kSomeDate},
    {"datum", kSomeDate},
    {"death", kOther},
    {"displaydate", kFirst},
    {"dodano", kSomeDate | kFirst},
    {"edited", kChange},
    {"end-date", kOther},
    {"end_date", kOther},
    {"enddate", kOther},
    {"erschien", kSomeDate | kFirst},
    {"erstellt", kSomeDate | kFirst},
    {"event", kOther},
    {"expire", kOther},
    {"fecha", kSomeDate},
    {"firstdate", kFirst},
    {"founding", kOther},
    {"geplaatst", kSomeDate | kFirst},
    {"gewijzigd", kSomeDate | kChange},
    {"guncel", kSomeDate | kChange},
    {"issued", kSomeDate | kFirst},
    {"join", kOther},
    {"license", kOther},
    {"modif", kSomeDate | kChange},
    {"posted", kSomeDate | kFirst},
    {"pubblic", kSomeDate | kPubli},
    {"pubdate", kFirst},
    {"publi", kSomeDate | kPubli},
    {"rating", kOther},
    {"registration", kOther},
    {"revis", kChange},
    {"server", kOther},
    {"start", kOther},
    {"submitted", kSomeDate | kFirst},
    {"tarih", kSomeDate},
    {"time", kSomeDate},
    {"until", kOther},
    {"updat", kSomeDate | kChange},
    {"uppdat", kSomeDate | kChange},
    {"valid", kOther},
    {"veroeffentlich", kSomeDate | kPubli},
    {"yayin", kSomeDate | kPubli},
});

unsigned SaidBy(std::string_view lower) {
  static const std::array<std::pair<std::size_t, std::size_t>, 26> kRows = [] {
    std::array<std::pair<std::size_t, std::size_t>, 26> rows{};
    for (std::size_t i = 0; i < kSaidWords.size(); ++i) {
      auto& [begin, end] = rows[static_cast<std::size_t>(kSaidWords[i].word[0] - 'a')];
      if (end == 0) begin = i;
      end = i + 1;
    }
    return rows;
  }();
  unsigned says = 0;
  for (std::size_t at = 0; at < lower.size(); ++at) {
    if (lower[at] < 'a' || lower[at] > 'z') continue;
    const auto [begin, end] = kRows[static_cast<std::size_t>(lower[at] - 'a')];
    for (std::size_t i = begin; i < end; ++i) {
      if (lower.substr(at).starts_with(kSaidWords[i].word)) says |= kSaidWords[i].says;
    }
  }
  // "edited" and the like name a date only beside another word that does.
  return (says & kSomeDate) != 0 ? says : 0;
}

FactKind KindSaid(unsigned says) {
  if ((says & kChange) != 0 && (says & kPubli) == 0) return FactKind::kModified;
  return (says & (kPubli | kFirst)) != 0 ? FactKind::kPublished : FactKind::kDate;
}

}  // namespace

bool MayBeDate(std::string_view value) {
  return value.size() <= kDateBytes &&
         std::ranges::count_if(value, [](char c) { return c >= '0' && c <= '9'; }) >= 4;
}

std::optional<FactKind> DateNamed(std::string_view lower) {
  const unsigned says = SaidBy(lower);
  if (says == 0 || (says & kOther) != 0) return {};
  return KindSaid(says);
}

FactKind KindOfDate(std::string_view lower) {
  const unsigned says = SaidBy(lower);
  return (says & kOther) != 0 ? FactKind::kDate : KindSaid(says);
}

std::string MomentOf(std::string_view value) {
  const std::string_view digits = Trimmed(value);
  const bool seconds = digits.size() == 10;
  if ((!seconds && digits.size() != 13) ||
      digits.find_first_not_of("0123456789") != std::string_view::npos) {
    return std::string(value);
  }
  std::int64_t moment = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), moment);
  const std::chrono::sys_seconds at{std::chrono::seconds(seconds ? moment : moment / 1000)};
  const auto day = std::chrono::floor<std::chrono::days>(at);
  const std::chrono::year_month_day date(day);
  const std::chrono::hh_mm_ss clock(at - day);
  std::array<char, 40> text{};
  std::snprintf(text.data(), text.size(), "%04d-%02u-%02uT%02d:%02d:%02dZ",
                static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
                static_cast<unsigned>(date.day()), static_cast<int>(clock.hours().count()),
                static_cast<int>(clock.minutes().count()),
                static_cast<int>(clock.seconds().count()));
  return text.data();
}

void FactWriter::Add(FactKind kind, std::string_view witness, std::string_view value, Span at) {
  const std::string line = OneLine(value);
  if (line.empty() || IsFull()) return;
  Edit edit(decoded_);
  WriteValue(line, at, edit);
  page_.facts.push_back({kind, witness, std::move(edit).Finish(), detail});
}

void FactWriter::AddTexts(FactKind kind, std::string_view witness,
                          std::span<const std::uint32_t> nodes) {
  if (nodes.empty() || IsFull()) return;
  Edit edit(decoded_);
  for (const std::uint32_t at : nodes) {
    const HtmlNode& text = tree_.node(at);
    if (!edit.made().empty()) edit.Insert(" ");
    WriteValue(OneLine(tree_.TextOf(at)), {text.begin, text.end}, edit);
  }
  page_.facts.push_back({kind, witness, std::move(edit).Finish(), detail});
}

void FactWriter::WriteValue(std::string_view value, Span at, Edit& edit) const {
  constexpr std::size_t kMostEscaped = 6;  // times as long as the value
  const std::string_view raw = decoded_.bytes().substr(at.begin, at.size());
  const std::size_t found = raw.find(value);
  if (found != std::string_view::npos) {
    return edit.Keep(at.begin + found, at.begin + found + value.size());
  }
  // A moment in seconds has nothing in common with what it became.
  const bool seconds = raw.find_first_not_of("0123456789. \t\r\n\"'") == std::string_view::npos;
  const bool near = raw.size() <= value.size() * kMostEscaped && !(seconds && MayBeDate(value));
  if (near) return WriteAligned(raw, at.begin, value, edit);
  edit.Replace(at.begin, at.end, value);
}

std::string_view FactWriter::ValueOf(std::string_view name) const {
  const HtmlAttribute* attribute = tree_.FindAttribute(at_, name);
  return attribute == nullptr ? std::string_view() : attribute->value;
}

void FactWriter::AddAttribute(std::string_view name, FactKind kind, std::string_view witness) {
  const HtmlAttribute* attribute = tree_.FindAttribute(at_, name);
  if (attribute != nullptr)
    Add(kind, witness, attribute->value, {attribute->begin, attribute->end});
}

void FactWriter::AddDate(FactKind kind, std::string_view witness, const HtmlAttribute& attribute) {
  if (!MayBeDate(attribute.value)) return;
  Add(kind, witness, MomentOf(attribute.value), {attribute.begin, attribute.end});
}

}  // namespace warraq
