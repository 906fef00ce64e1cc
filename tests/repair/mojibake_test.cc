// The law of the repair of mojibake: whatever was read as whatever comes back as it was, or stays
// as it stands; what is neither is counted. Our own sentences, through every encoding.

#include <gtest/gtest.h>

#include <cstdint>
#include <iterator>
#include <random>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "plugin/repair/misreading.h"
#include "plugin/repair/mojibake_lost.h"
#include "plugin/repair/mojibake_screen.h"
#include "plugin/repair/mojibake_search.h"
#include "plugin/repair/repair.h"
#include "plugin/text/properties.h"
#include "plugin/text/utf8.h"

namespace warraq {
namespace {

constexpr std::string_view kSentences[] = {
    "افتتاح مكتبة عامة في قرية جبلية بعد عامين من البناء",
    "قال المدير إن الكتب وصلت أمس",
    "کتابخانهٔ تازه‌ای در روستا گشوده شد",
    "گاؤں میں نئی لائبریری کھل گئی ہے",
    "В горном селе открыли новую библиотеку",
    "Мэр сказал, что книги привезли вчера",
    "У гірському селі відкрили нову бібліотеку, їхня мрія здійснилася",
    "ספרייה חדשה נפתחה בכפר ההררי",
    "Μια νέα βιβλιοθήκη άνοιξε στο ορεινό χωριό",
    "Die neue Bücherei öffnet für alle Schüler im Städtchen",
    "La bibliothèque du village a été inaugurée à l’été",
    "Köyde yeni bir kütüphane açıldı, çocuklar çok sevinçli",
    "Książnica w górskiej wsi już działa, łączy wszystkich",
    "V horské vesnici otevřeli novou knihovnu, děti mají radost",
};

std::string Repaired(const std::string& text) {
  for (const Repair* repair : Repairs()) {
    if (repair->name != "mojibake") continue;
    std::uint32_t count = 0;
    const Text repaired = repair->apply(Text::Verbatim(text), count);
    return count > 0 ? std::string(repaired.bytes()) : text;
  }
  return {};
}

// The bytes of `text` read as a single-byte encoding, as lenient decoders do.
std::string ReadAs(std::string_view text, std::size_t misreading) {
  std::string read;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    const char32_t meaning = byte < 0x80 ? byte : MeaningOf(byte, misreading);
    AppendUtf8(read, meaning != 0 ? meaning : byte);
  }
  return read;
}

// The bytes that an encoding has for a text; empty if it lacks a letter of it.
std::string WriteAs(std::string_view text, std::size_t misreading) {
  std::string bytes;
  for (std::size_t i = 0; i < text.size();) {
    const char32_t value = NextCodePoint(text, i);
    if (value < 0x80) {
      bytes.push_back(static_cast<char>(value));
      continue;
    }
    const BytesBehind& behind = BytesOf(value);
    if ((behind.has >> misreading & 1) == 0) return {};
    bytes.push_back(static_cast<char>(behind.byte[misreading]));
  }
  return bytes;
}

bool IsLatin(std::string_view sentence) {
  std::size_t first = 0;
  return ScriptOf(NextCodePoint(sentence, first)) == Script::kLatn;
}

struct Tally {
  int all = 0;
  int restored = 0;
  int stayed = 0;
  std::vector<std::string> third;

  void Count(std::string_view sentence, const std::string& damaged) {
    if (damaged == sentence) return;
    const std::string repaired = Repaired(damaged);
    ++all;
    if (repaired == sentence) {
      ++restored;
    } else if (repaired == damaged) {
      ++stayed;
    } else {
      third.push_back(damaged + " -> " + repaired);
    }
  }
};

TEST(MojibakeTest, Utf8ReadAsAnythingComesBack) {
  Tally tally;
  for (const std::string_view sentence : kSentences) {
    for (std::size_t i = 0; i < kMisreadings; ++i) tally.Count(sentence, ReadAs(sentence, i));
  }
  EXPECT_EQ(tally.all, static_cast<int>(std::size(kSentences) * kMisreadings));
  EXPECT_GE(tally.restored * 100, tally.all * 98);
  EXPECT_LE(tally.third.size() * 100, static_cast<std::size_t>(tally.all))
      << testing::PrintToString(tally.third);
}

TEST(MojibakeTest, TwoLayersComeBack) {
  Tally tally;
  constexpr std::size_t kCommon[] = {kWindows1252, kWindows1251, kMacRoman, kIbm437, kWindows1250};
  for (const std::string_view sentence : kSentences) {
    for (const std::size_t inner : kCommon) {
      for (const std::size_t outer : kCommon) {
        tally.Count(sentence, ReadAs(ReadAs(sentence, inner), outer));
      }
    }
  }
  EXPECT_GE(tally.restored * 100, tally.all * 97) << testing::PrintToString(tally.third);
}

TEST(MojibakeTest, OneEncodingReadAsAnotherComesBack) {
  constexpr std::pair<std::size_t, std::size_t> kPairs[] = {
      {kWindows1256, kWindows1252}, {kWindows1256, kWindows1251}, {kIso6, kWindows1252},
      {kWindows1251, kWindows1252}, {kWindows1251, kKoi8R},       {kKoi8R, kWindows1251},
      {kKoi8R, kWindows1252},       {kIbm866, kWindows1251},      {kWindows1251, kIbm866},
      {kWindows1251, kMacRoman},    {kWindows1255, kWindows1252}, {kWindows1253, kWindows1252},
  };
  Tally tally;
  for (const std::string_view sentence : kSentences) {
    for (const auto& [written, read] : kPairs) {
      const std::string bytes = WriteAs(sentence, written);
      // Letters of Western Europe are few in a line; what they were cannot be told by pairs.
      const bool western = IsLatin(sentence);
      if (!bytes.empty() && !western) tally.Count(sentence, ReadAs(bytes, read));
    }
  }
  EXPECT_GE(tally.all, 24);
  EXPECT_GE(tally.restored * 100, tally.all * 97);
  EXPECT_EQ(tally.third.size(), 0u) << testing::PrintToString(tally.third);
}

// The same, but a byte that the encoding lacks leaves `trace`.
std::string ReadLossily(std::string_view text, std::size_t misreading, std::string_view trace) {
  std::string read;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    const char32_t meaning = byte < 0x80 ? byte : MeaningOf(byte, misreading);
    if (meaning != 0) {
      AppendUtf8(read, meaning);
    } else {
      read += trace;
    }
  }
  return read;
}

// Letters that were restored are right; the others are U+FFFD, one for each.
bool IsRestoredInPart(std::string_view repaired, std::string_view sentence) {
  std::size_t i = 0;
  std::size_t k = 0;
  while (i < repaired.size() && k < sentence.size()) {
    const char32_t value = NextCodePoint(repaired, i);
    if (value != NextCodePoint(sentence, k) && value != kReplacement) return false;
  }
  return i == repaired.size() && k == sentence.size();
}

TEST(MojibakeTest, LostBytesComeBackOrAreMarked) {
  constexpr std::size_t kLacking[] = {kWindows1252, kWindows1251, kWindows1250, kWindows1254};
  Tally tally;
  int marked = 0;
  for (const std::string_view sentence : kSentences) {
    for (const std::size_t misreading : kLacking) {
      for (const std::string_view trace : {"?", "\xEF\xBF\xBD", ""}) {
        const std::string damaged = ReadLossily(sentence, misreading, trace);
        if (damaged == ReadAs(sentence, misreading)) continue;
        tally.Count(sentence, damaged);
        const std::string repaired = Repaired(damaged);
        if (repaired == sentence || !IsRestoredInPart(repaired, sentence)) continue;
        ++marked;
        tally.third.pop_back();
      }
    }
  }
  EXPECT_GE(tally.all, 60);
  EXPECT_GE(tally.restored * 100, tally.all * 25);
  EXPECT_GE((tally.restored + marked) * 100, tally.all * 90);
  EXPECT_LE(tally.third.size() * 100, static_cast<std::size_t>(tally.all) * 5)
      << testing::PrintToString(tally.third);
}

// Lines without traces are spared the searches, so these must have nothing to find there.
TEST(MojibakeTest, WhereNoTraceIsNothingIsFound) {
  std::mt19937 engine(3);
  const std::u32string signs =
      U"  ??\t.aoéèàêąęłÅÇñßüöäøřžőșćśźàÐÃÂÑâ€™œ˜¡\u00A0\u0090жРЁ\u0627\uFFFD•“—";
  int spared = 0;
  for (int i = 0; i < 30000; ++i) {
    std::string line;
    const std::size_t plain = 1 + engine() % 8;
    for (std::size_t length = 1 + engine() % 24; length > 0; --length) {
      AppendUtf8(line, engine() % plain != 0 ? U'n' : signs[engine() % signs.size()]);
    }
    if (HasTraces(line)) continue;
    ++spared;
    std::vector<Piece> pieces;
    for (std::size_t at = 0; at < line.size();) {
      const auto begin = static_cast<std::uint32_t>(at);
      const char32_t value = NextCodePoint(line, at);
      pieces.push_back(MakePiece(value, begin, static_cast<std::uint32_t>(at)));
    }
    SCOPED_TRACE(line);
    EXPECT_EQ(WholeReader().Read(line), "");
    EXPECT_EQ(FindUtf8(pieces).gain, 0);
    EXPECT_TRUE(RestoreLost(pieces).empty());
    EXPECT_EQ(FindLegacy(pieces).gain, 0);
  }
  EXPECT_GT(spared, 3000);
}

TEST(MojibakeTest, NaturalSentencesStay) {
  for (const std::string_view sentence : kSentences) {
    EXPECT_EQ(Repaired(std::string(sentence)), sentence);
  }
}

}  // namespace
}  // namespace warraq
