// Single bytes go through a table of ready UTF-8, 256 at a time, which is as long as a run of the
// map may be; stretches of ASCII are copied and need no such runs. The encodings of several bytes
// are ICU's.

#include "plugin/text/decoder.h"

#include <unicode/ucnv.h>
#include <unicode/utf16.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <memory>
#include <utility>

#include "plugin/text/encoding.h"
#include "plugin/text/utf8.h"

namespace warraq {
namespace {

struct CloseConverter {
  void operator()(UConverter* converter) const { ucnv_close(converter); }
};
using Converter = std::unique_ptr<UConverter, CloseConverter>;

// WHATWG's tables for these names are the vendors', which hold more than the standards.
constexpr std::array<std::pair<std::string_view, const char*>, 3> kVendorTables = {
    {{"Shift_JIS", "windows-31j"}, {"EUC-KR", "windows-949"}, {"Big5", "Big5-HKSCS"}}};

Converter OpenConverter(const std::string& name) {
  const auto vendor = std::ranges::find(kVendorTables, std::string_view(name),
                                        &std::pair<std::string_view, const char*>::first);
  UErrorCode status = U_ZERO_ERROR;
  Converter converter(
      ucnv_open(vendor == kVendorTables.end() ? name.c_str() : vendor->second, &status));
  if (U_FAILURE(status)) return nullptr;
  return converter;
}

bool SameEncoding(const std::string& a, const char* b) {
  return ucnv_compareNames(a.c_str(), b) == 0;
}

std::string EncodeBytes(std::string_view utf8, const ByteEncoding& encoding) {
  std::string bytes;
  for (std::size_t i = 0; i < utf8.size();) {
    const int byte = encoding.ByteOf(NextCodePoint(utf8, i));
    if (byte < 0) return {};
    bytes.push_back(static_cast<char>(byte));
  }
  return bytes;
}

}  // namespace

void Decoder::AddRun(std::uint32_t origin_bytes, Relation relation, std::uint8_t unit) {
  const std::uint32_t origin = std::exchange(origin_, origin_ + origin_bytes);
  if (!runs_.empty()) {
    Run& last = runs_.back();
    const bool joins = last.relation == relation && last.unit == unit;
    const bool fits =
        relation == Relation::kCopy ||
        (relation == Relation::kUnits && last.origin_bytes + origin_bytes <= Text::kUnitsRunBytes);
    if (joins && fits) {
      last.origin_bytes += origin_bytes;
      return;
    }
  }
  runs_.push_back(
      {static_cast<std::uint32_t>(bytes_.size()), origin, origin_bytes, relation, unit});
}

void Decoder::Copy(std::string_view bytes) {
  if (bytes.empty()) return;
  AddRun(static_cast<std::uint32_t>(bytes.size()), Relation::kCopy, 1);
  bytes_.append(bytes);
}

void Decoder::Decode(std::string_view bytes, const ByteEncoding& encoding) {
  const bool ascii_based = std::ranges::none_of(std::string_view("%A"), [&](char c) {
    return encoding.utf8[static_cast<std::size_t>(c)][0] != c;
  });
  while (!bytes.empty()) {
    const std::size_t ascii = ascii_based ? AsciiPrefix(bytes) : 0;
    if (ascii >= Text::kUnitsRunBytes || ascii == bytes.size()) {
      Copy(bytes.substr(0, ascii));
      bytes.remove_prefix(ascii);
      continue;
    }
    const std::size_t count = std::min<std::size_t>(bytes.size(), Text::kUnitsRunBytes);
    AddRun(static_cast<std::uint32_t>(count), Relation::kUnits, 1);
    std::array<char, Text::kUnitsRunBytes * 3 + 4> made;
    char* to = made.data();
    for (std::size_t i = 0; i < count; ++i) {
      const std::array<char, 4>& utf8 = encoding.utf8[static_cast<unsigned char>(bytes[i])];
      std::memcpy(to, utf8.data(), 4);
      to += utf8[3];
    }
    bytes_.append(made.data(), to);
    bytes.remove_prefix(count);
  }
}

void Decoder::Put(char32_t value, std::uint32_t width) {
  // Two code points of one sequence (Big5 has some): the second comes from nowhere of its own.
  const bool plain = width == 1 || width == 2 || width == 4;
  AddRun(width, plain ? Relation::kUnits : Relation::kEdit,
         static_cast<std::uint8_t>(plain ? width : 1));
  AppendUtf8(bytes_, value);
}

void Decoder::Drop(std::size_t bytes) {
  if (bytes == 0) return;
  AddRun(static_cast<std::uint32_t>(bytes), Relation::kEdit, 1);
}

void Decoder::Convert(std::string_view bytes, const std::string& encoding) {
  const auto put = [](void* self, char32_t value, std::size_t width) {
    static_cast<Decoder*>(self)->Put(value, static_cast<std::uint32_t>(width));
  };
  if (!ForEachCodePoint(bytes, encoding, put, this)) Copy(bytes);
}

Text Decoder::Finish() && { return Text::Decoded(std::move(bytes_), std::move(runs_)); }

// A block at a time. A code point ends where the next begins, or where the block does but for the
// bytes that the converter still holds; what gives no code point (an escape sequence) goes with the
// next one.
bool ForEachCodePoint(std::string_view bytes, const std::string& encoding, TakeCodePoint take,
                      void* context) {
  constexpr std::size_t kBlock = 512;
  const Converter converter = OpenConverter(encoding);
  if (converter == nullptr) return false;
  std::array<UChar, kBlock * 4> units;
  std::array<std::int32_t, units.size()> offsets;
  std::size_t taken = 0;
  for (std::size_t begin = 0; begin < bytes.size(); begin += kBlock) {
    const std::string_view block = bytes.substr(begin, kBlock);
    const std::size_t end = begin + block.size();
    const char* source = block.data();
    UChar* target = units.data();
    UErrorCode status = U_ZERO_ERROR;
    offsets.fill(-1);  // ICU tells none for what it took back and reads again
    ucnv_toUnicode(converter.get(), &target, units.data() + units.size(), &source,
                   block.data() + block.size(), offsets.data(), end == bytes.size(), &status);
    const auto count = static_cast<std::size_t>(target - units.data());
    UErrorCode ignored = U_ZERO_ERROR;
    const auto held =
        static_cast<std::size_t>(std::max(0, ucnv_toUCountPending(converter.get(), &ignored)));
    for (std::size_t i = 0; i < count;) {
      UChar32 value = 0;
      U16_NEXT(units.data(), i, count, value);
      const std::size_t ends =
          i < count ? begin + static_cast<std::size_t>(std::max(0, offsets[i])) : end - held;
      // What the converter takes back and reads again (a second high surrogate) counts as held.
      const std::size_t next = std::clamp(ends, taken, end);
      const bool odd = U_IS_SURROGATE(value) || value == 0xFFFF ||
                       (value == 0x1A && next > taken && bytes[next - 1] != 0x1A);
      take(context, odd ? kReplacement : static_cast<char32_t>(value), next - taken);
      taken = next;
    }
  }
  if (taken < bytes.size()) take(context, kReplacement, bytes.size() - taken);
  return true;
}

std::string CanonicalEncoding(std::string_view declared) {
  const std::string name(declared);
  if (name.empty()) return {};
  constexpr std::array<std::pair<const char*, const char*>, 10> kMeant = {
      {{"ISO-8859-1", "windows-1252"},
       {"US-ASCII", "windows-1252"},
       {"ISO-8859-9", "windows-1254"},
       {"ISO-8859-11", "windows-874"},
       {"TIS-620", "windows-874"},
       {"GB2312", "GB18030"},
       {"GBK", "GB18030"},
       {"windows-31j", "Shift_JIS"},
       {"windows-949", "EUC-KR"},
       {"Big5-HKSCS", "Big5"}}};
  for (const auto& [said, meant] : kMeant) {
    if (SameEncoding(name, said)) return meant;
  }
  UErrorCode status = U_ZERO_ERROR;
  const char* const iana = ucnv_getStandardName(name.c_str(), "IANA", &status);
  const std::string standard = U_SUCCESS(status) && iana != nullptr ? iana : name;
  for (const auto& [said, meant] : kMeant) {
    if (SameEncoding(standard, said)) return meant;
  }
  if (const ByteEncoding* bytes = FindByteEncoding(standard)) return std::string(bytes->name);
  if (const ByteEncoding* bytes = FindByteEncoding(name)) return std::string(bytes->name);
  return standard == name && iana == nullptr ? std::string() : standard;
}

std::string Encode(std::string_view utf8, const std::string& encoding) {
  if (const ByteEncoding* bytes = FindByteEncoding(encoding)) return EncodeBytes(utf8, *bytes);
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
