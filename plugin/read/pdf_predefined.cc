// Codes are read by the character sets that they come from, not by Adobe's tables, which would say
// the same in ten times the room; tests/read/pdf_predefined_test.cc compares both.

#include "plugin/read/pdf_predefined.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "plugin/text/decoder.h"
#include "plugin/text/model.h"
#include "plugin/text/utf8.h"

namespace warraq {
namespace {

using Form = PredefinedCMap::Form;

// Where each collection has what is half as wide as its signs, from a space on.
struct Narrow {
  std::string_view ordering;
  std::uint32_t first, last;
};
constexpr Narrow kNarrow[] = {
    {"Japan1", 231, 632}, {"GB1", 814, 939}, {"CNS1", 13648, 13742}, {"Korea1", 8094, 8189}};
constexpr std::uint32_t kNarrowJapan = kNarrow[0].first, kNarrowGb = kNarrow[1].first,
                        kNarrowCns = kNarrow[2].first, kNarrowKorea = kNarrow[3].first;

bool IsNarrowForm(std::string_view ordering, std::uint32_t cid) {
  return std::ranges::any_of(kNarrow, [&](const Narrow& narrow) {
    return narrow.ordering == ordering && cid >= narrow.first && cid <= narrow.last;
  });
}
bool IsHalfWidth(char32_t value) { return value >= 0xFF61 && value <= 0xFFDC; }

constexpr auto kCMaps = std::to_array<PredefinedCMap>({
    {"83pv-RKSJ", "Japan1", Form::kShiftJis, "Shift_JIS"},
    {"90ms-RKSJ", "Japan1", Form::kShiftJis, "Shift_JIS", kNarrowJapan},
    {"90msp-RKSJ", "Japan1", Form::kShiftJis, "Shift_JIS"},
    {"90pv-RKSJ", "Japan1", Form::kShiftJis, "Shift_JIS"},
    {"Add-RKSJ", "Japan1", Form::kShiftJis, "Shift_JIS", kNarrowJapan},
    {"Ext-RKSJ", "Japan1", Form::kShiftJis, "Shift_JIS", kNarrowJapan},
    {"RKSJ", "Japan1", Form::kShiftJis, "Shift_JIS", kNarrowJapan},
    {"EUC", "Japan1", Form::kEucJapan, "EUC-JP", kNarrowJapan},
    {"", "Japan1", Form::kJis, "EUC-JP"},
    {"UniJIS-UCS2-HW", "Japan1", Form::kUtf16, "", kNarrowJapan},
    {"UniJIS-UCS2", "Japan1", Form::kUtf16, ""},
    {"UniJISPro-UCS2-HW", "Japan1", Form::kUtf16, "", kNarrowJapan},
    {"UniJISPro-UCS2", "Japan1", Form::kUtf16, ""},
    {"UniJISPro-UTF8", "Japan1", Form::kUtf8, ""},
    {"UniJIS-UTF16", "Japan1", Form::kUtf16, ""},
    {"UniJIS-UTF32", "Japan1", Form::kUtf32, ""},
    {"UniJIS-UTF8", "Japan1", Form::kUtf8, ""},
    {"UniJIS2004-UTF16", "Japan1", Form::kUtf16, ""},
    {"UniJIS2004-UTF32", "Japan1", Form::kUtf32, ""},
    {"UniJIS2004-UTF8", "Japan1", Form::kUtf8, ""},
    {"UniJISX0213-UTF32", "Japan1", Form::kUtf32, ""},
    {"UniJISX02132004-UTF32", "Japan1", Form::kUtf32, ""},
    {"GB-EUC", "GB1", Form::kTwoBytes, "GBK", kNarrowGb},
    {"GBpc-EUC", "GB1", Form::kTwoBytes, "GBK"},
    {"GBK-EUC", "GB1", Form::kTwoBytes, "GBK", kNarrowGb},
    {"GBKp-EUC", "GB1", Form::kTwoBytes, "GBK"},
    {"GBK2K", "GB1", Form::kGb18030, "gb18030"},
    {"UniGB-UCS2", "GB1", Form::kUtf16, ""},
    {"UniGB-UTF16", "GB1", Form::kUtf16, ""},
    {"UniGB-UTF32", "GB1", Form::kUtf32, ""},
    {"UniGB-UTF8", "GB1", Form::kUtf8, ""},
    {"B5pc", "CNS1", Form::kTwoBytes, "Big5"},
    {"HKscs-B5", "CNS1", Form::kTwoBytes, "Big5"},
    {"ETen-B5", "CNS1", Form::kTwoBytes, "Big5", kNarrowCns},
    {"ETenms-B5", "CNS1", Form::kTwoBytes, "Big5"},
    {"CNS-EUC", "CNS1", Form::kEucTaiwan, "euc-tw-2014", kNarrowCns},
    {"UniCNS-UCS2", "CNS1", Form::kUtf16, ""},
    {"UniCNS-UTF16", "CNS1", Form::kUtf16, ""},
    {"UniCNS-UTF32", "CNS1", Form::kUtf32, ""},
    {"UniCNS-UTF8", "CNS1", Form::kUtf8, ""},
    {"KSC-EUC", "Korea1", Form::kTwoBytes, "EUC-KR", kNarrowKorea},
    {"KSCms-UHC", "Korea1", Form::kTwoBytes, "EUC-KR"},
    {"KSCms-UHC-HW", "Korea1", Form::kTwoBytes, "EUC-KR", kNarrowKorea},
    {"KSCpc-EUC", "Korea1", Form::kTwoBytes, "EUC-KR"},
    {"UniKS-UCS2", "Korea1", Form::kUtf16, ""},
    {"UniKS-UTF16", "Korea1", Form::kUtf16, ""},
    {"UniKS-UTF32", "Korea1", Form::kUtf32, ""},
    {"UniKS-UTF8", "Korea1", Form::kUtf8, ""},
    {"UniAKR-UTF16", "KR", Form::kUtf16, ""},
    {"UniAKR-UTF32", "KR", Form::kUtf32, ""},
    {"UniAKR-UTF8", "KR", Form::kUtf8, ""},
});

unsigned char ByteAt(std::string_view bytes, std::size_t at) {
  return at < bytes.size() ? static_cast<unsigned char>(bytes[at]) : 0;
}

char32_t NumberOf(std::string_view bytes) {
  char32_t value = 0;
  for (std::size_t i = 0; i < bytes.size(); ++i) value = value << 8 | ByteAt(bytes, i);
  return value;
}

std::string Utf8Of(char32_t value) {
  std::string text;
  const bool letter = value >= 0x20 && value < 0x110000 && !(value >= 0xD800 && value < 0xE000);
  if (letter) AppendUtf8(text, value);
  return text;
}

char32_t OfUtf16(std::string_view code) {
  if (code.size() != 4) return NumberOf(code);
  const char32_t high = NumberOf(code.substr(0, 2)), low = NumberOf(code.substr(2));
  return 0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00);
}

std::string Converted(std::string_view code, std::string_view charset) {
  std::string text;
  ForEachCodePoint(
      code, std::string(charset),
      [](void* made, char32_t value, std::size_t) {
        if (value >= 0x20 && value != kReplacement)
          AppendUtf8(*static_cast<std::string*>(made), value);
      },
      &text);
  return text;
}

}  // namespace

std::map<std::string_view, CidCharacters> CidCharacters::ReadAll() {
  std::map<std::string_view, CidCharacters> all;
  std::string_view table = Model("cid_characters.tsv");
  std::string_view fields[3];
  while (NextRow(table, fields)) {
    CidCharacters& characters = all[fields[0]];
    std::uint32_t cid = 0;
    std::from_chars(fields[1].data(), fields[1].data() + fields[1].size(), cid);
    if (fields[1].ends_with('+')) {
      characters.texts_[cid] = fields[2];
      continue;
    }
    for (std::size_t i = 0; i < fields[2].size(); ++cid) {
      const std::size_t begin = i;
      const char32_t value = NextCodePoint(fields[2], i);
      characters.texts_[cid] = fields[2].substr(begin, i - begin);
      // Rows are in the order of their numbers, so the first one stays.
      if (!IsNarrowForm(fields[0], cid) || IsHalfWidth(value))
        characters.cids_.try_emplace(value, cid);
    }
  }
  return all;
}

const CidCharacters* CidCharacters::Of(std::string_view ordering) {
  static const std::map<std::string_view, CidCharacters> all = ReadAll();
  const auto found = all.find(ordering);
  return found == all.end() ? nullptr : &found->second;
}

std::string_view CidCharacters::TextOf(std::uint32_t cid) const {
  const auto found = texts_.find(cid);
  return found == texts_.end() ? std::string_view() : found->second;
}

std::uint32_t CidCharacters::CidOf(char32_t value) const {
  const auto found = cids_.find(value);
  return found == cids_.end() ? 0 : found->second;
}

unsigned PredefinedCMap::Length(std::string_view bytes) const {
  const unsigned first = ByteAt(bytes, 0), second = ByteAt(bytes, 1);
  switch (form) {
    case Form::kUtf8:
      return first < 0xC0 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
    case Form::kUtf16:
      return first >= 0xD8 && first < 0xDC ? 4 : 2;
    case Form::kUtf32:
      return 4;
    case Form::kJis:
      return 2;
    case Form::kShiftJis:
      return first <= 0x80 || (first >= 0xA0 && first < 0xE0) || first >= 0xFD ? 1 : 2;
    case Form::kTwoBytes:
      return first <= 0x80 || first == 0xFF ? 1 : 2;
    case Form::kEucJapan:
      return first == 0x8E ? 2 : first < 0xA1 ? 1 : 2;
    case Form::kEucTaiwan:
      return first == 0x8E ? 4 : first < 0xA1 ? 1 : 2;
    case Form::kGb18030:
      return first <= 0x80 || first == 0xFF ? 1 : second >= 0x30 && second <= 0x39 ? 4 : 2;
  }
  return 1;
}

std::string PredefinedCMap::TextOf(std::string_view code) const {
  switch (form) {
    case Form::kUtf8:
      return code.size() == Length(code) ? Converted(code, "UTF-8") : std::string();
    case Form::kUtf16:
      return Utf8Of(OfUtf16(code));
    case Form::kUtf32:
      return Utf8Of(NumberOf(code));
    case Form::kJis: {
      std::string moved(code);
      for (char& c : moved) c = static_cast<char>(static_cast<unsigned char>(c) | 0x80U);
      return Converted(moved, charset);
    }
    case Form::kEucTaiwan:  // the first plane has a long form, too, which is not much used
      return Converted(code.starts_with("\x8E\xA1") ? code.substr(2) : code, charset);
    default:
      return Converted(code, charset);
  }
}

std::uint32_t PredefinedCMap::CidOf(std::string_view text) const {
  if (text.empty()) return 0;
  std::size_t i = 0;
  const char32_t value = NextCodePoint(text, i);
  if (narrow_ascii > 0 && value >= 0x20 && value < 0x7F) return narrow_ascii + (value - 0x20);
  const CidCharacters* const characters = CidCharacters::Of(ordering);
  return characters == nullptr ? 0 : characters->CidOf(value);
}

const PredefinedCMap* FindPredefinedCMap(std::string_view name) {
  if (name.starts_with('/')) name.remove_prefix(1);
  if (name == "H" || name == "V") {
    name = {};
  } else if (name.ends_with("-H") || name.ends_with("-V")) {
    name.remove_suffix(2);
  } else {
    return nullptr;
  }
  const auto* const found = std::ranges::find(kCMaps, name, &PredefinedCMap::name);
  return found == kCMaps.end() ? nullptr : found;
}

bool IsVerticalCMap(std::string_view name) { return name == "/V" || name.ends_with("-V"); }

}  // namespace warraq
