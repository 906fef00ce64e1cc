// Order of questions: a byte order mark; valid UTF-8; the zero bytes of UTF-16 and UTF-32; mostly
// valid UTF-8 (then it is UTF-8 with damage); and then the legacy encodings, each of which is tried
// on the first bytes and weighed by how much the result looks like writing: letters of one script
// in a row, common letters of its languages more often than rare ones, capitals at the start of
// words.
//
//   CC D2 C8 EA CF E1   "Моcква"? windows-1251 "МТИкПб", KOI8-R "лрхЙоА", windows-1256 "جزبêدل" ...
//
// Conversion is ICU's (with the WHATWG names); a table of 256 for single bytes is made from it
// once.

#include "plugin/text/encoding.h"

#include <unicode/ucnv.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <cmath>
#include <memory>
#include <utility>

#include "plugin/text/letters.h"
#include "plugin/text/properties.h"
#include "plugin/text/utf8.h"

namespace warraq {
namespace {

constexpr std::size_t kSampleBytes = 8192;  // what the legacy encodings are tried on

// What we try without being told. The order settles ties.
constexpr std::array kSingleByte = {"windows-1252", "windows-1256", "windows-1251", "KOI8-R",
                                    "IBM866",       "ISO-8859-6",   "ISO-8859-5",   "windows-1250",
                                    "windows-1254", "windows-1255", "windows-1253"};
constexpr std::array kMultiByte = {"GB18030", "Shift_JIS", "EUC-JP", "Big5", "EUC-KR"};

struct CloseConverter {
  void operator()(UConverter* converter) const { ucnv_close(converter); }
};
using Converter = std::unique_ptr<UConverter, CloseConverter>;

Converter OpenConverter(const std::string& name) {
  UErrorCode status = U_ZERO_ERROR;
  Converter converter(ucnv_open(name.c_str(), &status));
  if (U_FAILURE(status)) return nullptr;
  return converter;
}

// Appends code points and the runs that say how many bytes each came from.
class UnitWriter {
 public:
  void Put(char32_t value, std::uint32_t origin, std::uint32_t width) {
    const bool plain = width == 1 || width == 2 || width == 4;
    const Relation relation = plain ? Relation::kUnits : Relation::kEdit;
    const bool joins = plain && !runs_.empty() && runs_.back().relation == Relation::kUnits &&
                       runs_.back().unit == width &&
                       runs_.back().origin + runs_.back().origin_bytes == origin &&
                       runs_.back().origin_bytes + width <= Text::kUnitsRunBytes;
    if (joins) {
      runs_.back().origin_bytes += width;
    } else {
      runs_.push_back({static_cast<std::uint32_t>(bytes_.size()), origin, width, relation,
                       static_cast<std::uint8_t>(plain ? width : 1)});
    }
    AppendUtf8(bytes_, value);
  }
  Text Finish() && { return Text::Decoded(std::move(bytes_), std::move(runs_)); }
  void Reserve(std::size_t bytes) { bytes_.reserve(bytes); }

 private:
  std::string bytes_;
  std::vector<Run> runs_;
};

// Any encoding ICU knows, a code point at a time.
Text Convert(std::string_view bytes, const std::string& encoding) {
  const Converter converter = OpenConverter(encoding);
  UnitWriter writer;
  writer.Reserve(bytes.size() * 3 / 2);
  if (converter == nullptr) return Text::Verbatim(std::string(bytes));
  const char* at = bytes.data();
  const char* const end = at + bytes.size();
  while (at < end) {
    const char* const begin = at;
    UErrorCode status = U_ZERO_ERROR;
    UChar32 value = ucnv_getNextUChar(converter.get(), &at, end, &status);
    if (at == begin) at = U_FAILURE(status) ? end : begin + 1;
    if (U_FAILURE(status) || (value & 0x1FF800) == 0xD800) value = 0xFFFD;
    if (value == 0xFFFF) value = 0xFFFD;
    writer.Put(static_cast<char32_t>(value), static_cast<std::uint32_t>(begin - bytes.data()),
               static_cast<std::uint32_t>(at - begin));
  }
  return std::move(writer).Finish();
}

using ByteTable = std::array<char32_t, 256>;

ByteTable MakeByteTable(const std::string& encoding) {
  ByteTable table{};
  const Converter converter = OpenConverter(encoding);
  for (std::size_t i = 0; i < 256; ++i) {
    const char byte = static_cast<char>(i);
    const char* at = &byte;
    UErrorCode status = U_ZERO_ERROR;
    const UChar32 value =
        converter ? ucnv_getNextUChar(converter.get(), &at, at + 1, &status) : UChar32{0xFFFD};
    table[i] = U_SUCCESS(status) && value != 0xFFFF ? static_cast<char32_t>(value) : kReplacement;
  }
  return table;
}

const ByteTable& TableFor(std::size_t index) {
  static const std::array tables = [] {
    std::array<ByteTable, kSingleByte.size()> made{};
    for (std::size_t i = 0; i < made.size(); ++i) made[i] = MakeByteTable(kSingleByte[i]);
    return made;
  }();
  return tables[index];
}

Text DecodeSingleByte(std::string_view bytes, const ByteTable& table) {
  UnitWriter writer;
  writer.Reserve(bytes.size() * 2);
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    writer.Put(table[static_cast<unsigned char>(bytes[i])], static_cast<std::uint32_t>(i), 1);
  }
  return std::move(writer).Finish();
}

// How much text looks like writing, per letter that is not ASCII.
double Plausibility(std::string_view sample, const ByteTable& table) {
  LetterScore score;
  for (const char byte : sample) score.Add(table[static_cast<unsigned char>(byte)]);
  return score.PerLetter();
}

double PlausibilityMultiByte(std::string_view sample, const std::string& encoding) {
  const Text text = Convert(sample, encoding);
  LetterScore score;
  for (std::size_t i = 0; i < text.bytes().size();) score.Add(NextCodePoint(text.bytes(), i));
  return score.PerLetter();
}

struct ZeroBytes {
  std::size_t even = 0, odd = 0;  // bytes that are the high byte of a letter in UTF-16
  std::size_t zeros = 0;
};

ZeroBytes CountHighBytes(std::string_view sample) {
  ZeroBytes count;
  for (std::size_t i = 0; i < sample.size(); ++i) {
    const auto byte = static_cast<unsigned char>(sample[i]);
    count.zeros += byte == 0;
    // Latin, Cyrillic, Hebrew, Arabic and general punctuation.
    const bool high = byte == 0 || (byte >= 0x03 && byte <= 0x06);
    (i % 2 == 0 ? count.even : count.odd) += high;
  }
  return count;
}

// UTF-16 and UTF-32 without a mark; empty if it is neither. A text of one byte a letter has no zero
// bytes, and never its high bytes all on one side.
std::string WideEncoding(std::string_view bytes) {
  const std::string_view sample = bytes.substr(0, kSampleBytes);
  if (sample.size() < 4) return {};
  const ZeroBytes count = CountHighBytes(sample);
  if (count.zeros == sample.size()) return {};  // a hole where a file was
  if (count.zeros * 10 >= sample.size() * 7 && sample.size() % 4 == 0) {
    return sample[0] == 0 ? "UTF-32BE" : "UTF-32LE";
  }
  const std::size_t half = sample.size() / 2;
  if (count.zeros == 0) return {};
  if (count.odd * 10 >= half * 9 && count.even * 4 < half) return "UTF-16LE";
  if (count.even * 10 >= half * 9 && count.odd * 4 < half) return "UTF-16BE";
  return {};
}

std::string MarkedEncoding(std::string_view bytes) {
  const auto starts = [&](std::string_view mark) { return bytes.starts_with(mark); };
  if (starts("\xEF\xBB\xBF")) return "UTF-8";
  if (starts(std::string_view("\xFF\xFE\0\0", 4))) return "UTF-32LE";
  if (starts(std::string_view("\0\0\xFE\xFF", 4))) return "UTF-32BE";
  if (starts("\xFF\xFE")) return "UTF-16LE";
  if (starts("\xFE\xFF")) return "UTF-16BE";
  return {};
}

struct Utf8Census {
  std::size_t good = 0;  // sequences of more than one byte
  std::size_t bad = 0;
};

Utf8Census TakeCensus(std::string_view bytes) {
  Utf8Census census;
  for (std::size_t i = 0; i < bytes.size();) {
    const CodePoint point = DecodeAt(bytes, i);
    i += point.bytes;
    census.bad += !point.valid;
    census.good += point.valid && point.bytes > 1;
  }
  return census;
}

// Control characters that no text has; escape sequences of terminals are none of them.
std::size_t CountControls(std::string_view bytes) {
  return static_cast<std::size_t>(std::ranges::count_if(bytes, [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte < 0x20 && !(byte >= '\t' && byte <= '\r') && byte != 0x1B;
  }));
}

bool SameEncoding(std::string_view a, std::string_view b) {
  return ucnv_compareNames(std::string(a).c_str(), std::string(b).c_str()) == 0;
}

// Pages that say latin-1 mean windows-1252, and so on (WHATWG Encoding, "names and labels").
std::string Canonical(std::string_view declared) {
  const std::string name(declared);
  constexpr std::array<std::pair<const char*, const char*>, 4> kMeant = {
      {{"ISO-8859-1", "windows-1252"},
       {"US-ASCII", "windows-1252"},
       {"ISO-8859-9", "windows-1254"},
       {"GB2312", "GB18030"}}};
  for (const auto& [said, meant] : kMeant) {
    if (SameEncoding(name, said)) return meant;
  }
  UErrorCode status = U_ZERO_ERROR;
  const char* iana = ucnv_getStandardName(name.c_str(), "IANA", &status);
  return U_SUCCESS(status) && iana != nullptr ? iana : std::string();
}

Decoded DecodeLegacy(std::string_view bytes, std::string_view declared) {
  // From the first byte that is not ASCII, so that a long English head does not hide the rest.
  const std::size_t first = AsciiPrefix(bytes);
  const std::size_t begin = first > 256 ? first - 256 : 0;
  const std::string_view sample = bytes.substr(begin, kSampleBytes);
  const std::string said = declared.empty() ? std::string() : Canonical(declared);
  double best = -1e9;
  double second = -1e9;
  std::string encoding = kSingleByte[0];
  std::size_t single = 0;
  const auto consider = [&](double score, const std::string& name, std::size_t index) {
    if (SameEncoding(name, said)) score += 1.0;  // as good as one letter in four more common
    if (score > best) {
      second = best, best = score, encoding = name, single = index;
    } else {
      second = std::max(second, score);
    }
  };
  for (std::size_t i = 0; i < kSingleByte.size(); ++i) {
    consider(Plausibility(sample, TableFor(i)), kSingleByte[i], i);
  }
  for (const char* name : kMultiByte) {
    consider(PlausibilityMultiByte(sample, name), name, kSingleByte.size());
  }
  Decoded decoded;
  decoded.confidence = static_cast<float>(1 / (1 + std::exp(-2 * (best - second))));
  decoded.text = single < kSingleByte.size() ? DecodeSingleByte(bytes, TableFor(single))
                                             : Convert(bytes, encoding);
  decoded.encoding = std::move(encoding);
  return decoded;
}

Error NotText(std::string_view bytes) {
  return {Code::kNotText, 0,
          "these " + std::to_string(bytes.size()) + " bytes are no text in any known encoding"};
}

}  // namespace

Result<Decoded> Decode(std::string_view bytes, std::string_view declared) {
  if (std::string marked = MarkedEncoding(bytes); !marked.empty()) {
    if (marked == "UTF-8") return Decoded{Text::Verbatim(std::string(bytes)), marked, 1};
    return Decoded{Convert(bytes, marked), marked, 1};
  }
  const std::size_t controls = CountControls(bytes.substr(0, kSampleBytes));
  if (std::string wide = controls > 0 ? WideEncoding(bytes) : std::string(); !wide.empty()) {
    return Decoded{Convert(bytes, wide), wide, 0.95F};
  }
  const std::size_t sample_bytes = std::min(bytes.size(), kSampleBytes);
  if (controls * 10 > sample_bytes) return NotText(bytes);
  if (IsValidUtf8(bytes)) return Decoded{Text::Verbatim(std::string(bytes)), "UTF-8", 1};
  const Utf8Census census = TakeCensus(bytes);
  // Legacy text that happens to hold a valid sequence has at most one in ten.
  if (census.good > 0 && census.good >= census.bad) {
    const auto all = static_cast<float>(census.good + census.bad);
    return Decoded{Text::Verbatim(std::string(bytes)), "UTF-8",
                   static_cast<float>(census.good) / all};
  }
  if (controls * 50 > sample_bytes) return NotText(bytes);
  return DecodeLegacy(bytes, declared);
}

std::string_view DeclaredEncoding(std::string_view bytes) {
  const std::string_view head = bytes.substr(0, 1024);
  for (std::size_t at = 0; at < head.size(); ++at) {
    // "charset=" in a meta tag, "encoding=" in an XML declaration: in ASCII, any case.
    const auto is_here = [&](std::string_view word) {
      return head.size() - at > word.size() &&
             std::ranges::equal(word, head.substr(at, word.size()), [](char a, char b) {
               return a == std::tolower(static_cast<unsigned char>(b));
             });
    };
    std::size_t begin = 0;
    if (is_here("charset")) begin = at + 7;
    if (is_here("encoding")) begin = at + 8;
    if (begin == 0) continue;
    begin = head.find_first_not_of(" \t\r\n", begin);
    if (begin == std::string_view::npos || head[begin] != '=') continue;
    begin = head.find_first_not_of(" \t\r\n\"'", begin + 1);
    if (begin == std::string_view::npos) return {};
    const std::size_t end = std::min(head.find_first_of(" \t\r\n\"'>;/?", begin), head.size());
    return head.substr(begin, end - begin);
  }
  return {};
}

std::string Encode(std::string_view utf8, const std::string& encoding) {
  const Converter converter = OpenConverter(encoding);
  if (converter == nullptr) return {};
  UErrorCode status = U_ZERO_ERROR;
  ucnv_setFromUCallBack(converter.get(), UCNV_FROM_U_CALLBACK_STOP, nullptr, nullptr, nullptr,
                        &status);
  std::u16string wide;
  for (std::size_t i = 0; i < utf8.size();) {
    const char32_t value = NextCodePoint(utf8, i);
    if (value >= 0x10000) {
      wide.push_back(static_cast<char16_t>(0xD7C0 + (value >> 10)));
      wide.push_back(static_cast<char16_t>(0xDC00 + (value & 0x3FF)));
    } else {
      wide.push_back(static_cast<char16_t>(value));
    }
  }
  std::string bytes(wide.size() * 4 + 16, '\0');
  const std::int32_t made =
      ucnv_fromUChars(converter.get(), bytes.data(), static_cast<std::int32_t>(bytes.size()),
                      wide.data(), static_cast<std::int32_t>(wide.size()), &status);
  if (U_FAILURE(status)) return {};
  bytes.resize(static_cast<std::size_t>(made));
  return bytes;
}

}  // namespace warraq
