// Tables of single-byte encodings turned round: from code points to bytes, through an index of
// pages of 256 code points, since a few hundred code points of few blocks are all there are.

#include "plugin/repair/misreading.h"

#include <cassert>
#include <vector>

#include "plugin/text/byte_encoding.h"
#include "plugin/text/utf8.h"

namespace warraq {
namespace {

constexpr std::size_t kHalf = 128;
constexpr std::size_t kPage = 256;

// As models/byte_encodings.tsv names them, in the order of Misreading.
constexpr std::array<std::string_view, kMisreadings> kNames = {
    "windows-1252", "windows-1250",   "windows-1254", "windows-1251", "windows-1256",
    "windows-1253", "windows-1255",   "windows-1257", "ISO-8859-2",   "ISO-8859-5",
    "ISO-8859-6",   "ISO-8859-7",     "ISO-8859-15",  "KOI8-R",       "KOI8-U",
    "IBM437",       "IBM850",         "IBM852",       "IBM866",       "cp720",
    "macintosh",    "x-mac-cyrillic", "windows-1258", "windows-874",  "ISO-8859-8",
    "ISO-8859-9",   "ISO-8859-13",
};

struct Tables {
  std::array<std::array<char32_t, kHalf>, kMisreadings> meaning{};
  std::array<std::uint8_t, 256> page_of{};  // by the high byte of a code point; 0: nothing there
  std::vector<std::array<std::uint16_t, kPage>> pages;
  std::vector<BytesBehind> entries;
};

// 0 for a byte that the encoding leaves undefined. Those of windows-125x below A0 have the C1
// control of the same number there, which no text of theirs means.
char32_t MeaningIn(const ByteEncoding& encoding, std::size_t byte) {
  const char32_t meaning = encoding.meaning[byte];
  const bool undefined = meaning == byte && byte < 0xA0 && encoding.name.starts_with("windows-");
  return undefined || meaning == kReplacement ? 0 : meaning;
}

void ReadMeanings(Tables& tables) {
  for (std::size_t misreading = 0; misreading < kMisreadings; ++misreading) {
    const ByteEncoding* const encoding = FindByteEncoding(kNames[misreading]);
    assert(encoding != nullptr);
    for (std::size_t i = 0; i < kHalf; ++i) {
      tables.meaning[misreading][i] = MeaningIn(*encoding, 0x80 + i);
    }
  }
}

BytesBehind& EntryOf(Tables& tables, char32_t value) {
  std::uint8_t& page = tables.page_of[value / kPage];
  if (page == 0) {
    page = static_cast<std::uint8_t>(tables.pages.size());
    tables.pages.emplace_back();
  }
  std::uint16_t& entry = tables.pages[page][value % kPage];
  if (entry == 0) {
    entry = static_cast<std::uint16_t>(tables.entries.size());
    tables.entries.emplace_back();
  }
  return tables.entries[entry];
}

void Enter(Tables& tables, char32_t value, std::size_t misreading, std::uint8_t byte) {
  BytesBehind& entry = EntryOf(tables, value);
  const MisreadingSet bit = MisreadingSet{1} << misreading;
  if ((entry.has & bit) != 0) return;
  entry.has |= bit;
  if (byte < 0xC0) entry.continuation |= bit;
  if (byte >= 0xC2 && byte <= 0xF4) entry.lead |= bit;
  if (byte >= 0xC2 && byte <= 0xDF) entry.short_lead |= bit;
  entry.byte[misreading] = byte;
}

Tables MakeTables() {
  Tables tables;
  tables.pages.emplace_back();    // of nothing
  tables.entries.emplace_back();  // of nothing
  ReadMeanings(tables);
  for (std::size_t misreading = 0; misreading < kMisreadings; ++misreading) {
    for (std::size_t i = 0; i < kHalf; ++i) {
      const char32_t meaning = tables.meaning[misreading][i];
      if (meaning != 0) Enter(tables, meaning, misreading, static_cast<std::uint8_t>(0x80 + i));
    }
    for (std::size_t i = 0; i < kHalf; ++i) {
      const char32_t number = 0x80 + static_cast<char32_t>(i);
      const bool latin1 = misreading == kWindows1252 && number < 0xA0;
      if (latin1 || tables.meaning[misreading][i] == 0) {
        Enter(tables, number, misreading, static_cast<std::uint8_t>(number));
      }
    }
  }
  return tables;
}

const Tables& AllTables() {
  static const Tables tables = MakeTables();
  return tables;
}

}  // namespace

const BytesBehind& BytesOf(char32_t value) {
  const Tables& tables = AllTables();
  if (value >= 0x10000) return tables.entries[0];
  return tables.entries[tables.pages[tables.page_of[value / kPage]][value % kPage]];
}

char32_t MeaningOf(std::uint8_t byte, std::size_t misreading) {
  return AllTables().meaning[misreading][byte - 0x80u];
}

}  // namespace warraq
