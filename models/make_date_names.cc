// Makes models/date_names.tsv: what people call months, days of the week, eras, halves of the day,
// numbers up to 31 and stretches of time, in the languages below, as CLDR has it.
//
//   c++ -std=c++20 models/make_date_names.cc -o make_date_names $(pkg-config --cflags --libs
//   icu-i18n)
//   ./make_date_names > models/date_names.tsv
//
// The data is CLDR's (licence: Unicode-3.0), read through ICU; the table was made with ICU 72.
// A row is: kind, calendar or unit, value, languages, words. `#` among the words is any number, and
// in a value that number: "# days ago" has the unit "day" and the value "-#". Words that only some
// newspapers use are in date_words.tsv, which is written by hand.

#include <unicode/dtfmtsym.h>
#include <unicode/rbnf.h>
#include <unicode/reldatefmt.h>
#include <unicode/smpdtfmt.h>

#include <cstdio>
#include <map>
#include <memory>
#include <set>
#include <sstream>
#include <string>
#include <string_view>
#include <tuple>

namespace {

constexpr const char* kLocales[] = {
    "ar",    "ar_AE", "ar_DZ",   "ar_IQ", "ar_LB", "ar_MA", "ar_MR", "ar_SA", "ar_TN", "am",
    "az",    "be",    "bg",      "bn",    "bs",    "ca",    "ckb",   "cs",    "cy",    "da",
    "de",    "de_AT", "el",      "en",    "en_AU", "es",    "es_MX", "et",    "eu",    "fa",
    "fa_AF", "fi",    "fil",     "fr",    "fr_CA", "ga",    "gl",    "gu",    "he",    "hi",
    "hr",    "hu",    "hy",      "id",    "is",    "it",    "ja",    "ka",    "kk",    "ko",
    "ky",    "lt",    "lv",      "mk",    "mn",    "mr",    "ms",    "nb",    "nl",    "nn",
    "pa",    "pl",    "ps",      "pt",    "pt_PT", "ro",    "ru",    "sk",    "sl",    "so",
    "sq",    "sr",    "sr_Latn", "sv",    "sw",    "ta",    "te",    "th",    "tr",    "ug",
    "uk",    "ur",    "uz",      "vi",    "zh",
};

// Which calendars' months are asked for, and in which languages beside Arabic and English.
struct Calendar {
  const char* name;
  const char* languages;  // spaces around each; "*" for all
};
constexpr Calendar kCalendars[] = {
    {"gregorian", "*"},
    {"islamic-civil", " ar az bn ckb de en fa fr he hi id ms nl ps ru sw tr ug ur uz sq bs "},
    {"persian", " ar ckb en fa ps ur de fr ru az "},
    {"hebrew", " en he de fr ru es "},
    {"coptic", " ar en "},
};

using Row = std::tuple<std::string, std::string, std::string, std::string>;
std::map<Row, std::set<std::string>> rows;  // kind, unit, value, words -> languages
std::string language;                       // of the locale that is being read

std::string Utf8(const icu::UnicodeString& string) {
  std::string out;
  string.toUTF8String(out);
  return out;
}

void Add(const char* kind, const std::string& unit, const std::string& value,
         icu::UnicodeString words) {
  words.trim();
  words.findAndReplace(icu::UnicodeString(char16_t{0x00AD}), icu::UnicodeString());
  std::string text = Utf8(words);
  for (char& c : text) {
    if (c == '\t' || c == '\n') c = ' ';
  }
  // A bare number ("1" for January in some short forms) says nothing.
  // Neither does "+5 h": the signs are not looked up.
  if (text.find('+') != std::string::npos || text.starts_with('-')) return;
  if (text.empty() || text.find_first_not_of("0123456789.-+ #") == std::string::npos) return;
  rows[{kind, unit, value, text}].insert(language);
}

void AddSymbols(const icu::Locale& locale, const Calendar& calendar) {
  UErrorCode status = U_ZERO_ERROR;
  icu::Locale with = locale;
  with.setKeywordValue("calendar", calendar.name, status);
  const icu::SimpleDateFormat format(icu::UnicodeString("y"), with, status);
  if (U_FAILURE(status)) return;
  const icu::DateFormatSymbols& symbols = *format.getDateFormatSymbols();
  const std::string name = std::string_view(calendar.name) == "gregorian"       ? "gregory"
                           : std::string_view(calendar.name) == "islamic-civil" ? "islamic"
                                                                                : calendar.name;
  using Symbols = icu::DateFormatSymbols;
  for (const auto context : {Symbols::FORMAT, Symbols::STANDALONE}) {
    for (const auto width : {Symbols::WIDE, Symbols::ABBREVIATED}) {
      int32_t count = 0;
      const icu::UnicodeString* months = symbols.getMonths(count, context, width);
      for (int32_t i = 0; i < count; ++i) Add("month", name, std::to_string(i + 1), months[i]);
      if (name != "gregory") continue;
      const icu::UnicodeString* days = symbols.getWeekdays(count, context, width);
      for (int32_t i = 1; i < count; ++i) {  // ICU's Sunday is 1, ours 7
        Add("weekday", "-", std::to_string(i == 1 ? 7 : i - 1), days[i]);
      }
    }
  }
  int32_t count = 0;
  const icu::UnicodeString* eras = symbols.getEras(count);
  if (name == "gregory" && count == 2) {
    Add("era", "gregory", "-1", eras[0]);
    Add("era", "gregory", "1", eras[1]);
    const icu::UnicodeString* long_eras = symbols.getEraNames(count);
    Add("era", "gregory", "-1", long_eras[0]);
    Add("era", "gregory", "1", long_eras[1]);
  } else if (name != "gregory") {
    for (int32_t i = count - 1; i < count; ++i) Add("era", name, "1", eras[i]);
  }
}

// The halves and quarters of the day, asked hour by hour; a name is kept where it always means the
// same half.
void AddDayPeriods(const icu::Locale& locale) {
  std::map<std::string, std::set<int>> hours;
  for (const char* pattern : {"a", "b", "B"}) {
    UErrorCode status = U_ZERO_ERROR;
    icu::SimpleDateFormat format(icu::UnicodeString(pattern), locale, status);
    if (U_FAILURE(status)) return;
    format.setTimeZone(*icu::TimeZone::getGMT());
    for (int hour = 0; hour < 24; ++hour) {
      icu::UnicodeString out;
      format.format(UDate{hour * 3600e3 + 1800e3}, out);
      hours[Utf8(out)].insert(hour);
    }
  }
  for (const auto& [words, when] : hours) {
    if (*when.rbegin() < 12) Add("half", "-", "0", icu::UnicodeString::fromUTF8(words));
    if (*when.begin() >= 12) Add("half", "-", "1", icu::UnicodeString::fromUTF8(words));
  }
}

void AddNumbers(const icu::Locale& locale) {
  UErrorCode status = U_ZERO_ERROR;
  icu::RuleBasedNumberFormat format(icu::URBNF_SPELLOUT, locale, status);
  if (U_FAILURE(status)) return;
  for (int32_t i = 0; i < format.getNumberOfRuleSetNames(); ++i) {
    const icu::UnicodeString name = format.getRuleSetName(i);
    const bool ordinal = name.indexOf("ordinal") >= 0;
    if (!ordinal && name.indexOf("cardinal") < 0 && name.indexOf("numbering") < 0) continue;
    if (name.indexOf("verbose") >= 0 || name.indexOf("year") >= 0) continue;
    for (int32_t n = 1; n <= 31; ++n) {
      icu::UnicodeString out;
      icu::FieldPosition position;
      UErrorCode failed = U_ZERO_ERROR;
      format.format(n, name, out, position, failed);
      if (U_SUCCESS(failed)) Add(ordinal ? "ordinal" : "cardinal", "-", std::to_string(n), out);
    }
  }
}

struct Unit {
  UDateRelativeUnit counted;
  UDateAbsoluteUnit named;
  const char* name;
};
constexpr Unit kUnits[] = {
    {UDAT_RELATIVE_SECONDS, UDAT_ABSOLUTE_NOW, "second"},
    {UDAT_RELATIVE_MINUTES, UDAT_ABSOLUTE_MINUTE, "minute"},
    {UDAT_RELATIVE_HOURS, UDAT_ABSOLUTE_HOUR, "hour"},
    {UDAT_RELATIVE_DAYS, UDAT_ABSOLUTE_DAY, "day"},
    {UDAT_RELATIVE_WEEKS, UDAT_ABSOLUTE_WEEK, "week"},
    {UDAT_RELATIVE_MONTHS, UDAT_ABSOLUTE_MONTH, "month"},
    {UDAT_RELATIVE_YEARS, UDAT_ABSOLUTE_YEAR, "year"},
};
constexpr std::pair<UDateDirection, const char*> kDirections[] = {
    {UDAT_DIRECTION_LAST_2, "-2"}, {UDAT_DIRECTION_LAST, "-1"},  {UDAT_DIRECTION_THIS, "0"},
    {UDAT_DIRECTION_NEXT, "1"},    {UDAT_DIRECTION_NEXT_2, "2"}, {UDAT_DIRECTION_PLAIN, "0"},
};

void AddRelative(const icu::Locale& locale, UDateRelativeDateTimeFormatterStyle style) {
  UErrorCode status = U_ZERO_ERROR;
  const icu::RelativeDateTimeFormatter format(locale, nullptr, style, UDISPCTX_CAPITALIZATION_NONE,
                                              status);
  if (U_FAILURE(status)) return;
  for (const Unit& unit : kUnits) {
    for (const auto& [direction, value] : kDirections) {
      if (direction == UDAT_DIRECTION_PLAIN && unit.named != UDAT_ABSOLUTE_NOW) continue;
      icu::UnicodeString out;
      UErrorCode failed = U_ZERO_ERROR;
      format.format(direction, unit.named, out, failed);
      // "This hour" is no date, and in some languages only the word for hours.
      const bool clock =
          unit.counted == UDAT_RELATIVE_HOURS || unit.counted == UDAT_RELATIVE_MINUTES;
      if (U_SUCCESS(failed) && !clock) Add("relative", unit.name, value, out);
    }
    for (const int n : {1, 2, 3, 5, 11, 21, 100}) {
      for (const bool past : {true, false}) {
        icu::UnicodeString out;
        UErrorCode failed = U_ZERO_ERROR;
        format.format(double(n), past ? UDAT_DIRECTION_LAST : UDAT_DIRECTION_NEXT, unit.counted,
                      out, failed);
        if (U_FAILURE(failed)) continue;
        UErrorCode digits_failed = U_ZERO_ERROR;
        std::unique_ptr<icu::NumberFormat> digits(
            icu::NumberFormat::createInstance(locale, digits_failed));
        icu::UnicodeString number;
        digits->format(n, number);
        const int32_t at = out.indexOf(number);
        if (at < 0) {  // a dual, as in Arabic: the number is in the word
          Add("relative", unit.name, std::to_string(past ? -n : n), out);
        } else {
          out.replace(at, number.length(), " # ");
          Add("relative", unit.name, past ? "-#" : "#", out);
        }
      }
    }
  }
  for (int day = 0; day < 7; ++day) {
    const auto named = static_cast<UDateAbsoluteUnit>(UDAT_ABSOLUTE_SUNDAY + day);
    for (const auto& [direction, value] : kDirections) {
      if (direction == UDAT_DIRECTION_PLAIN) continue;
      icu::UnicodeString out;
      UErrorCode failed = U_ZERO_ERROR;
      format.format(direction, named, out, failed);
      const std::string unit = "weekday" + std::to_string(day == 0 ? 7 : day);
      if (U_SUCCESS(failed)) Add("relative", unit, value, out);
    }
  }
}

}  // namespace

int main() {
  for (const char* name : kLocales) {
    const icu::Locale locale(name);
    language = locale.getLanguage();
    const std::string spaced = " " + language + " ";
    for (const Calendar& calendar : kCalendars) {
      const std::string_view languages = calendar.languages;
      if (languages == "*" || languages.find(spaced) != std::string_view::npos) {
        AddSymbols(locale, calendar);
      }
    }
    AddDayPeriods(locale);
    if (std::string_view(name) == language) AddNumbers(locale);
    AddRelative(locale, UDAT_STYLE_LONG);
    AddRelative(locale, UDAT_STYLE_SHORT);
  }
  std::printf(
      "# What CLDR calls dates. Origin: Unicode CLDR through ICU %s; licence: Unicode-3.0.\n"
      "# Made by models/make_date_names.cc; do not edit. kind, calendar or unit, value, languages, "
      "words\n",
      U_ICU_VERSION);
  for (const auto& [row, languages] : rows) {
    const auto& [kind, unit, value, words] = row;
    std::string list;
    for (const std::string& each : languages) list += (list.empty() ? "" : ",") + each;
    std::printf("%s\t%s\t%s\t%s\t%s\n", kind.c_str(), unit.c_str(), value.c_str(), list.c_str(),
                words.c_str());
  }
}
