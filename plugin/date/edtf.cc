// Prints and parses EDTF.
//
// "2025-05-14T12:17+03:00", "1912-03~", "XXXX-08-06", "-0043", "Y-17000", "1925-21" (spring),
// "../2025-03", "[2024-02-03,2024-03-02]". ISO 8601-2:2019, clauses for levels 0 and 1, and "one of
// a set" of level 2. Beyond the standard a time may lack its seconds, since clocks in texts do.

#include "plugin/date/edtf.h"

#include <array>
#include <charconv>
#include <cstdlib>

#include "plugin/date/calendar.h"

namespace warraq {
namespace {

// `value` is not negative.
void AppendNumber(std::string& out, int value, std::size_t digits) {
  std::array<char, 16> buffer;
  const char* const end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value).ptr;
  const std::string_view number(buffer.data(), static_cast<std::size_t>(end - buffer.data()));
  if (number.size() < digits) out.append(digits - number.size(), '0');
  out.append(number);
}

void AppendYear(std::string& out, const EdtfDate& date) {
  const std::size_t begin = out.size();
  if (date.year < 0) out += '-';
  if (std::abs(date.year) > 9999) out.insert(begin, "Y");
  AppendNumber(out, std::abs(date.year), 4);
  for (std::size_t i = 0; i < date.unknown_digits; ++i) out[out.size() - 1 - i] = 'X';
}

void AppendTwo(std::string& out, std::uint8_t value) {
  out += '-';
  if (value == EdtfDate::kUnspecified) {
    out += "XX";
  } else {
    AppendNumber(out, value, 2);
  }
}

void AppendDate(std::string& out, const EdtfDate& date) {
  if (date.end == EdtfDate::End::kOpen) out += "..";
  if (date.end != EdtfDate::End::kNone) return;
  AppendYear(out, date);
  if (date.month != 0) AppendTwo(out, date.month);
  if (date.day != 0) AppendTwo(out, date.day);
  if (!date.time.empty()) out.append("T").append(date.time);
  if (date.qualifier != 0) out += date.qualifier;
}

bool IsDigit(char c) { return c >= '0' && c <= '9'; }

// Two digits at the front of `text`, at most `limit`; they are taken off.
bool TakeTwo(std::string_view& text, int limit) {
  if (text.size() < 2 || !IsDigit(text[0]) || !IsDigit(text[1])) return false;
  if ((text[0] - '0') * 10 + (text[1] - '0') > limit) return false;
  text.remove_prefix(2);
  return true;
}

bool IsTime(std::string_view text) {
  if (!TakeTwo(text, 24)) return false;
  if (!text.starts_with(':')) return false;
  text.remove_prefix(1);
  if (!TakeTwo(text, 59)) return false;
  if (text.starts_with(':')) {
    text.remove_prefix(1);
    if (!TakeTwo(text, 60)) return false;
    if (text.starts_with('.')) {
      text.remove_prefix(1);
      if (text.empty() || !IsDigit(text[0])) return false;
      while (!text.empty() && IsDigit(text[0])) text.remove_prefix(1);
    }
  }
  if (text.empty() || text == "Z") return true;
  if (text[0] != '+' && text[0] != '-') return false;
  text.remove_prefix(1);
  if (!TakeTwo(text, 23)) return false;
  if (text.empty()) return true;
  if (!text.starts_with(':')) return false;
  text.remove_prefix(1);
  return TakeTwo(text, 59) && text.empty();
}

bool ParseYear(std::string_view& text, EdtfDate& date) {
  const bool lengthy = text.starts_with('Y');
  if (lengthy) text.remove_prefix(1);
  const bool negative = text.starts_with('-');
  if (negative) text.remove_prefix(1);
  std::size_t digits = 0;
  int year = 0;
  while (digits < text.size() && digits < 9 && (IsDigit(text[digits]) || text[digits] == 'X')) {
    if (text[digits] == 'X') ++date.unknown_digits;
    if (text[digits] != 'X' && date.unknown_digits > 0) return false;
    year = year * 10 + (text[digits] == 'X' ? 0 : text[digits] - '0');
    ++digits;
  }
  if (lengthy ? digits < 5 || date.unknown_digits > 0 : digits != 4) return false;
  if (negative && year == 0) return false;
  text.remove_prefix(digits);
  date.year = negative ? -year : year;
  date.has_year = true;
  return true;
}

// "-05" or "-XX" at the front.
bool ParseTwo(std::string_view& text, std::uint8_t& value) {
  if (text.size() < 3 || text[0] != '-') return false;
  if (text.substr(1, 2) == "XX") {
    value = EdtfDate::kUnspecified;
  } else if (IsDigit(text[1]) && IsDigit(text[2])) {
    value = static_cast<std::uint8_t>((text[1] - '0') * 10 + (text[2] - '0'));
  } else {
    return false;
  }
  text.remove_prefix(3);
  return true;
}

bool DayExists(const EdtfDate& date) {
  if (date.month == 0 || date.day == EdtfDate::kUnspecified) return true;
  if (date.month == EdtfDate::kUnspecified) return date.day <= 31;
  if (date.month > 12) return date.month >= 21 && date.month <= 24 && date.day == 0;
  // A year of which digits are unknown may be a leap year.
  const int year = date.unknown_digits > 0 ? 2000 : date.year;
  return date.day <= DaysInMonth(year, date.month);
}

std::optional<EdtfDate> ParseDate(std::string_view text) {
  EdtfDate date;
  if (!text.empty() && (text.back() == '?' || text.back() == '~' || text.back() == '%')) {
    date.qualifier = text.back();
    text.remove_suffix(1);
  }
  if (!ParseYear(text, date)) return {};
  if (text.starts_with('-') && (!ParseTwo(text, date.month) || date.month == 0)) return {};
  if (text.starts_with('-') && (!ParseTwo(text, date.day) || date.day == 0)) return {};
  if (text.starts_with('T') && date.day != 0) {
    date.time = text.substr(1);
    if (!IsTime(date.time)) return {};
    text = {};
  }
  if (!text.empty() || !DayExists(date)) return {};
  return date;
}

std::optional<EdtfDate> ParseEnd(std::string_view text) {
  EdtfDate open;
  if (text == "..") {
    open.end = EdtfDate::End::kOpen;
    return open;
  }
  if (text.empty()) {
    open.end = EdtfDate::End::kUnknown;
    return open;
  }
  return ParseDate(text);
}

std::optional<Edtf> ParseSet(std::string_view inside) {
  Edtf edtf;
  edtf.shape = Edtf::Shape::kOneOf;
  while (true) {
    const std::size_t comma = inside.find(',');
    const auto date = ParseDate(inside.substr(0, comma));
    if (!date) return {};
    edtf.parts.push_back(*date);
    if (comma == std::string_view::npos) break;
    inside.remove_prefix(comma + 1);
  }
  if (edtf.parts.size() < 2) return {};
  return edtf;
}

}  // namespace

EdtfDate EdtfDateOf(int year, int month, int day) {
  EdtfDate date;
  date.has_year = true;
  date.year = year;
  date.month = static_cast<std::uint8_t>(month);
  date.day = static_cast<std::uint8_t>(day);
  return date;
}

std::string PrintDay(int year, int month, int day) {
  std::string out;
  AppendDate(out, EdtfDateOf(year, month, day));
  return out;
}

bool SaysOneDay(std::string_view edtf) {
  return edtf.size() >= 10 && edtf.find_first_not_of("0123456789-") >= 10 &&
         edtf.find_first_of("/,[") == std::string_view::npos;
}

std::string PrintEdtf(const Edtf& edtf) {
  std::string out;
  const char between = edtf.shape == Edtf::Shape::kInterval ? '/' : ',';
  if (edtf.shape == Edtf::Shape::kOneOf) out += '[';
  for (std::size_t i = 0; i < edtf.parts.size(); ++i) {
    if (i > 0) out += between;
    AppendDate(out, edtf.parts[i]);
  }
  if (edtf.shape == Edtf::Shape::kOneOf) out += ']';
  return out;
}

std::optional<Edtf> ParseEdtf(std::string_view text) {
  if (text.size() > 2 && text.front() == '[' && text.back() == ']') {
    return ParseSet(text.substr(1, text.size() - 2));
  }
  Edtf edtf;
  const std::size_t slash = text.find('/');
  if (slash == std::string_view::npos) {
    const auto date = ParseDate(text);
    if (!date) return {};
    edtf.parts.push_back(*date);
    return edtf;
  }
  edtf.shape = Edtf::Shape::kInterval;
  for (const std::string_view side : {text.substr(0, slash), text.substr(slash + 1)}) {
    const auto date = ParseEnd(side);
    if (!date) return {};
    edtf.parts.push_back(*date);
  }
  const bool nothing =
      edtf.parts[0].end != EdtfDate::End::kNone && edtf.parts[1].end != EdtfDate::End::kNone;
  if (nothing) return {};
  return edtf;
}

}  // namespace warraq
