// A byte that may begin something we look for is found by two table lookups on its halves ("a set
// of bytes by pshufb", W. Mula, 2018), in which the sets are made from the same rows that decide
// byte by byte. Leads that fill whole texts (D8, D9: Arabic) are decided with the byte behind them.

#include "plugin/text/survey.h"

#include <bit>

#include "plugin/text/processor.h"
#include "plugin/text/sixteen.h"
#include "plugin/text/utf8.h"

namespace warraq {
namespace {

// Below this the tables cost more than they save.
constexpr std::size_t kLeastBytes = 192;

constexpr std::uint32_t SeenInAscii(unsigned byte) {
  if (byte == '\r' || byte == '\f' || byte == '\v') return kSeenLineEnd;
  if (byte == '&') return kSeenAmpersand;
  if (byte == '\\' || byte == '=' || byte == '%') return kSeenEscape;
  const bool control = (byte < 0x20 && byte != '\t' && byte != '\n') || byte == 0x7F;
  return control ? kSeenControl : 0u;
}

// Letters by themselves are NFC: U+00C0 to U+02FF, U+0380 to U+0482, U+048A to U+0590, most of
// Arabic. Marks are not only those that compose, but all that have an order.
constexpr std::uint32_t SeenInPair(unsigned lead, unsigned tail) {
  const auto marks = [&](unsigned first, unsigned last) {
    return tail >= first && tail <= last ? kSeenMarks | 0u : 0u;
  };
  switch (lead) {
    case 0xC2:
      if (tail == 0xAD) return kSeenSpace | kSeenBreakMark;
      return tail < 0xA0 ? kSeenControl : tail == 0xA0 ? kSeenSpace : 0u;
    case 0xCC:
      return kSeenMarks;
    case 0xCD:
      return kSeenMarks | kSeenGreekCyrillic;
    case 0xCE:  // U+0387 is U+00B7
      return kSeenGreekCyrillic | marks(0x87, 0x87);
    case 0xCF:
    case 0xD0:
    case 0xD1:
    case 0xD3:
      return kSeenGreekCyrillic;
    case 0xD2:  // U+0483 to U+0489
      return kSeenGreekCyrillic | marks(0x83, 0x89);
    case 0xD6:
      return marks(0x91, 0xBF);
    case 0xD7:
      return kSeenRightToLeft | marks(0x80, 0x87);
    case 0xD8:  // U+061C is a direction mark
      return kSeenRightToLeft | marks(0x90, 0x9A) | (tail == 0x9C ? kSeenDirection | 0u : 0u);
    case 0xD9:
      return kSeenRightToLeft | marks(0x8B, 0x9F) | marks(0xB0, 0xB0) |
             (tail >= 0xA0 && tail <= 0xA9 ? kSeenArabicDigit | 0u : 0u);
    case 0xDA:
      return kSeenRightToLeft;
    case 0xDB:
      return kSeenRightToLeft | marks(0x96, 0xAD) |
             (tail >= 0xB0 && tail <= 0xB9 ? kSeenArabicDigit | 0u : 0u);
    default:
      return lead >= 0xDC ? kSeenMarks | 0u : 0u;
  }
}

constexpr std::uint32_t SeenInPunctuation(unsigned last) {  // U+2000 to U+203F
  if (last <= 0x81) return kSeenSpace | kSeenMarks;         // U+2000 is U+2002 in NFC
  if (last == 0x8B) return kSeenSpace | kSeenBreakMark;
  if (last < 0x8B || last == 0xAF) return kSeenSpace;
  if (last <= 0x8F || (last >= 0xAA && last <= 0xAE)) return kSeenDirection;
  if (last == 0xA8 || last == 0xA9) return kSeenLineEnd;
  return last == 0x9D ? kSeenQuotation | 0u : last == 0x9C ? kSeenOpening | 0u : 0u;
}

constexpr std::uint32_t SeenInTriple(unsigned lead, unsigned second, unsigned third) {
  switch (lead) {
    case 0xE0:
      return kSeenMarks;
    case 0xE1:  // U+1680; U+1E00 to U+1EFF are composed
      if (second == 0x9A && third == 0x80) return kSeenSpace | kSeenMarks;
      return second >= 0xB8 && second <= 0xBB ? 0u : kSeenMarks | 0u;
    case 0xE2:
      if (second == 0x80) return SeenInPunctuation(third);
      if (second == 0x81 && third >= 0xA6 && third <= 0xA9) return kSeenDirection;
      if (second == 0x81) return third == 0x9F ? kSeenSpace | 0u : 0u;
      return second == 0x83 || second == 0x84 || second == 0x8C || second == 0xAB ||
                     second == 0xB3 || second == 0xB5 || second == 0xB7
                 ? kSeenMarks | 0u
                 : 0u;
    case 0xE3:
      if (second == 0x80 && third == 0x80) return kSeenSpace;
      return (second == 0x80 && third >= 0xAA && third <= 0xAF) ||
                     (second == 0x82 && third >= 0x99 && third <= 0x9A)
                 ? kSeenMarks | 0u
                 : 0u;
    case 0xEA:  // U+AC00 and on are syllables
      return second < 0xB0 ? kSeenMarks | 0u : 0u;
    case 0xEF: {
      const bool marks = second <= 0xAD || (second == 0xB8 && third >= 0xA0 && third <= 0xAF);
      const bool fullwidth = (second == 0xBC && third >= 0x81) || (second == 0xBD && third <= 0x9E);
      const bool lost = second == 0xBF && third == 0xBD;
      return kSeenForms | (marks ? kSeenMarks | 0u : 0u) | (fullwidth ? kSeenFullwidth | 0u : 0u) |
             (lost ? kSeenLost | 0u : 0u);
    }
    default:
      return 0;
  }
}

constexpr bool IsTail(unsigned byte) { return byte >= 0x80 && byte < 0xC0; }

// All but kSeenInvalid, kSeenForeign and kSeenOther, which take no look at a code point.
constexpr std::uint32_t kSeenByCodePoint = (kSeenOther - 1u) & ~(kSeenInvalid | kSeenForeign | 0u);

// Leads D8 to DB are those of the Arabic block.
constexpr bool BeginsOther(unsigned byte) { return byte >= 0xC0 && (byte & 0xFC) != 0xD8; }

// The same for sixteen.
Sixteen BeginOther(Sixteen block) {
  return Within(block, '\xC0', '\xFF') & ~Within(block, '\xD8', '\xDB');
}

// All that a byte may begin.
constexpr std::uint32_t MayBegin(unsigned byte) {
  if (byte < 0x80) return SeenInAscii(byte);
  if (byte < 0xC2) return 0;
  if (byte < 0xE0) {
    std::uint32_t seen = 0;
    for (unsigned tail = 0x80; tail < 0xC0; ++tail) seen |= SeenInPair(byte, tail);
    return seen;
  }
  switch (byte) {
    case 0xE0:
    case 0xEA:
      return kSeenMarks;
    case 0xE1:
    case 0xE3:
      return kSeenSpace | kSeenMarks;
    case 0xE2:
      return kSeenSpace | kSeenBreakMark | kSeenMarks | kSeenLineEnd | kSeenQuotation |
             kSeenOpening | kSeenDirection;
    case 0xEF:
      return kSeenForms | kSeenMarks | kSeenFullwidth | kSeenLost;
    default:
      return byte >= 0xF0 ? kSeenForms | kSeenMarks : 0u;
  }
}

constexpr std::array kMayBegin = [] {
  std::array<std::uint32_t, 256> table{};
  for (unsigned byte = 0; byte < 256; ++byte) table[byte] = MayBegin(byte);
  return table;
}();

}  // namespace

std::uint32_t SeenAt(std::string_view bytes, std::size_t at) {
  const auto byte = [&](std::size_t i) {
    return at + i < bytes.size() ? static_cast<unsigned char>(bytes[at + i]) : 0u;
  };
  const unsigned lead = byte(0);
  if (lead < 0xC2) return kMayBegin[lead];
  const unsigned second = byte(1);
  if (!IsTail(second)) return 0;
  if (lead < 0xE0) return SeenInPair(lead, second);
  const unsigned third = byte(2);
  if (!IsTail(third)) return 0;
  if (lead < 0xF0) return SeenInTriple(lead, second, third);
  // Emoji and the ideographs U+20000 to U+2EFFF have no marks.
  const bool plain = lead == 0xF0 && (second == 0x9F || (second >= 0xA0 && second <= 0xAE));
  return plain ? kSeenForms | 0u : kSeenForms | kSeenMarks;
}

Finder::Finder(std::string_view bytes, std::uint32_t wanted)
    : bytes_(bytes), wanted_(wanted), wide_(bytes.size() >= kLeastBytes && HasAvx2()) {
  if (wide_) tables_ = TablesFor(wanted);
}

// Few sets are asked for, again and again, and tables take longer to make than a page to search.
Finder::Tables Finder::TablesFor(std::uint32_t wanted) {
  struct Kept {
    std::uint32_t wanted = 0;
    Tables tables;
  };
  thread_local std::array<Kept, 64> kept;
  Kept& place = kept[(wanted * 0x9E3779B1u) >> 26];
  if (place.wanted != wanted) place = {wanted, MakeTables(wanted)};
  return place.tables;
}

Finder::Tables Finder::MakeTables(std::uint32_t wanted) {
  Tables tables;
  unsigned classes = 0;
  // Downwards, so that Arabic has its classes before Hebrew.
  for (unsigned byte = 256; byte-- > 0;) {
    if ((kMayBegin[byte] & wanted) == 0) continue;
    std::array<std::uint16_t, 4> tails{};  // by the high half of the tail, a bit for each low half
    const bool is_pair = byte >= 0xD0 && byte < 0xE0;
    unsigned needed = 0;
    for (unsigned tail = 0x80; is_pair && tail < 0xC0; ++tail) {
      if ((SeenInPair(byte, tail) & wanted) == 0) continue;
      std::uint16_t& row = tails[(tail >> 4) & 3];
      needed += row == 0;
      row = static_cast<std::uint16_t>(row | 1u << (tail & 15));
    }
    const bool mostly = needed == 4;
    if (!is_pair || mostly || classes + needed > 8) {
      std::uint8_t& row = tables.single[byte >> 7][byte & 15];
      row = static_cast<std::uint8_t>(row | 1u << ((byte >> 4) & 7));
      continue;
    }
    for (unsigned high = 0; high < 4; ++high) {
      if (tails[high] == 0) continue;
      const unsigned bit = 1u << classes++;
      const auto add = [&](std::uint8_t& row) { row = static_cast<std::uint8_t>(row | bit); };
      add(tables.lead_classes[byte & 15]);
      add(tables.tail_high[8 + high]);
      for (unsigned low = 0; low < 16; ++low) {
        if ((tails[high] >> low & 1) != 0) add(tables.tail_low[low]);
      }
    }
  }
  return tables;
}

std::size_t Finder::NextByteByByte(std::size_t from) const {
  for (std::size_t i = from; i < bytes_.size(); ++i) {
    if ((kMayBegin[static_cast<unsigned char>(bytes_[i])] & wanted_) == 0) continue;
    if ((SeenAt(bytes_, i) & wanted_) != 0) return i;
  }
  return npos;
}

#ifdef WARRAQ_AVX2

namespace {

__attribute__((target("avx2"))) inline __m256i Twice(const std::array<std::uint8_t, 16>& row) {
  return _mm256_broadcastsi128_si256(_mm_loadu_si128(reinterpret_cast<const __m128i*>(row.data())));
}

// The tables of a Finder, for 32 bytes and the one behind them.
class WideTables {
 public:
  template <typename Tables>
  __attribute__((target("avx2"))) explicit WideTables(const Tables& tables)
      : single_low_(Twice(tables.single[0])),
        single_high_(Twice(tables.single[1])),
        lead_classes_(Twice(tables.lead_classes)),
        tail_high_(Twice(tables.tail_high)),
        tail_low_(Twice(tables.tail_low)) {}

  // A bit for each byte that may begin something wanted. `next` is the block one byte on.
  __attribute__((target("avx2"))) std::uint32_t HitsIn(__m256i block, __m256i next) const {
    const __m256i bit_of_half =
        _mm256_setr_epi8(1, 2, 4, 8, 16, 32, 64, -128, 1, 2, 4, 8, 16, 32, 64, -128,  //
                         1, 2, 4, 8, 16, 32, 64, -128, 1, 2, 4, 8, 16, 32, 64, -128);
    const __m256i low_half = _mm256_set1_epi8(0x0F);
    const __m256i low = _mm256_and_si256(block, low_half);
    const __m256i high = _mm256_and_si256(_mm256_srli_epi16(block, 4), low_half);
    const __m256i rows = _mm256_blendv_epi8(_mm256_shuffle_epi8(single_low_, low),
                                            _mm256_shuffle_epi8(single_high_, low), block);
    const __m256i single = _mm256_and_si256(rows, _mm256_shuffle_epi8(bit_of_half, high));
    // Leads D0 to DF, each with the byte behind it.
    const __m256i next_low = _mm256_and_si256(next, low_half);
    const __m256i next_high = _mm256_and_si256(_mm256_srli_epi16(next, 4), low_half);
    const __m256i lead = _mm256_and_si256(_mm256_shuffle_epi8(lead_classes_, low),
                                          _mm256_cmpeq_epi8(high, _mm256_set1_epi8(0x0D)));
    const __m256i tail = _mm256_and_si256(_mm256_shuffle_epi8(tail_high_, next_high),
                                          _mm256_shuffle_epi8(tail_low_, next_low));
    const __m256i hit = _mm256_or_si256(single, _mm256_and_si256(lead, tail));
    const __m256i none = _mm256_cmpeq_epi8(hit, _mm256_setzero_si256());
    return ~static_cast<std::uint32_t>(_mm256_movemask_epi8(none));
  }

 private:
  __m256i single_low_;
  __m256i single_high_;
  __m256i lead_classes_;
  __m256i tail_high_;
  __m256i tail_low_;
};

__attribute__((target("avx2"))) inline __m256i Load32(const char* from) {
  return _mm256_loadu_si256(reinterpret_cast<const __m256i*>(from));
}

}  // namespace

// Moves `from` as far as whole blocks reach, if it finds nothing in them.
__attribute__((target("avx2"))) std::size_t Finder::Next32(std::size_t& from) const {
  const WideTables tables(tables_);
  for (; from + 33 <= bytes_.size(); from += 32) {
    const char* const at = bytes_.data() + from;
    for (std::uint32_t hits = tables.HitsIn(Load32(at), Load32(at + 1)); hits != 0;
         hits &= hits - 1) {
      const std::size_t place = from + static_cast<std::size_t>(std::countr_zero(hits));
      if ((SeenAt(bytes_, place) & wanted_) != 0) return place;
    }
  }
  return npos;
}

#else

std::size_t Finder::Next32(std::size_t& /*from*/) const { return npos; }

#endif

std::size_t Finder::Next(std::size_t from) const {
  if (wide_) {
    const std::size_t found = Next32(from);
    if (found != npos) return found;
  }
  return NextByteByByte(from);
}

std::uint32_t SurveyValid(std::string_view bytes) {
  std::uint32_t seen = 0;
  for (std::size_t at = 0;; ++at) {
    // Made anew without what has been seen: a text that is full of it is not slowed down by it.
    at = Finder(bytes, kSeenByCodePoint & ~seen).Next(at);
    if (at == Finder::npos) break;
    seen |= SeenAt(bytes, at);
  }
  if (AsciiPrefix(bytes) < bytes.size()) seen |= kSeenForeign;
  if (NextOther(bytes, 0) < bytes.size()) seen |= kSeenOther;
  return seen;
}

std::uint32_t SurveyLine(std::string_view line, std::uint32_t wanted) {
  std::uint32_t seen = 0;
  for (std::size_t i = 0; i < line.size(); ++i) {
    const auto byte = static_cast<unsigned char>(line[i]);
    if (byte >= 0x80) seen |= kSeenForeign;
    if (BeginsOther(byte)) seen |= kSeenOther;
    if ((kMayBegin[byte] & wanted & ~seen) != 0) seen |= SeenAt(line, i);
  }
  return seen & wanted;
}

std::size_t NextOther(std::string_view text, std::size_t from) {
  constexpr std::size_t kAtOnce = sizeof(Sixteen);
  std::size_t i = from;
  for (; i + 4 * kAtOnce <= text.size(); i += 4 * kAtOnce) {
    const char* const at = text.data() + i;
    const Sixteen any = BeginOther(LoadSixteen(at)) | BeginOther(LoadSixteen(at + kAtOnce)) |
                        BeginOther(LoadSixteen(at + 2 * kAtOnce)) |
                        BeginOther(LoadSixteen(at + 3 * kAtOnce));
    if (AnyOf(any)) break;
  }
  for (; i + kAtOnce <= text.size(); i += kAtOnce) {
    if (AnyOf(BeginOther(LoadSixteen(text.data() + i)))) break;
  }
  while (i < text.size() && !BeginsOther(static_cast<unsigned char>(text[i]))) ++i;
  return i;
}

// Goes through a text once, for its lines and what is in each. Letters and digits of scripts fill
// lines, so that they are told by bytes; the rest is looked at where it may begin.
class LineSurvey {
 public:
  explicit LineSurvey(std::string_view bytes) : bytes_(bytes) {}

  std::vector<SurveyedLine> Run() && {
    std::size_t from = 0;
    if (bytes_.size() >= kLeastBytes && HasAvx2()) from = Take32();
    for (std::size_t i = from; i < bytes_.size(); ++i) {
      const auto byte = static_cast<unsigned char>(bytes_[i]);
      if (byte >= 0x80) seen_ |= kSeenForeign;
      if (BeginsOther(byte)) seen_ |= kSeenOther;
      Look(i);
      if (byte == '\n') EndLine(i + 1);
    }
    if (!bytes_.empty() && bytes_.back() != '\n') EndLine(bytes_.size());
    return std::move(lines_);
  }

 private:
  static constexpr std::uint32_t kByBytes =
      kSeenGreekCyrillic | kSeenRightToLeft | kSeenArabicDigit;

  void Look(std::size_t at) {
    if ((kMayBegin[static_cast<unsigned char>(bytes_[at])] & ~seen_) != 0) {
      seen_ |= SeenAt(bytes_, at);
    }
  }
  void EndLine(std::size_t end) {
    lines_.push_back({static_cast<std::uint32_t>(end), seen_});
    seen_ = 0;
  }
  // Looks at the hits in a block that are among `bits`; returns the others.
  std::uint32_t LookAt(std::size_t block, std::uint32_t hits, std::uint32_t bits) {
    for (; (hits & bits) != 0; hits &= hits - 1) {
      Look(block + static_cast<std::size_t>(std::countr_zero(hits)));
    }
    return hits;
  }
  std::size_t Take32();

  std::string_view bytes_;
  std::uint32_t seen_ = 0;  // in the line so far
  std::vector<SurveyedLine> lines_;
};

#ifdef WARRAQ_AVX2

namespace {

// Classes of a byte with the one behind it, a bit each, and what they say.
constexpr std::uint8_t kClassForeign = 0x80;
constexpr std::uint8_t kClassDigitDB = 0x40;
constexpr std::uint8_t kClassDigitD9 = 0x20;
constexpr std::uint8_t kClassOtherD = 0x10;
constexpr std::uint8_t kClassOther = 0x08;
constexpr std::uint8_t kClassRightToLeft = 0x04;
constexpr std::uint8_t kClassGreekCyrillicD = 0x02;
constexpr std::uint8_t kClassGreekCyrillicC = 0x01;

using HalfTable = std::array<std::uint8_t, 16>;

// A byte is of a class if both of its halves are, and the halves of the next.
struct ClassTables {
  HalfTable high{};
  HalfTable low{};
  HalfTable next_high{};
  HalfTable next_low{};
};

constexpr ClassTables kClasses = [] {
  ClassTables tables;
  constexpr std::uint8_t kDigits = kClassDigitD9 | kClassDigitDB;
  const auto add = [](std::uint8_t& row, unsigned bits) {
    row = static_cast<std::uint8_t>(row | bits);
  };
  for (unsigned half = 0; half < 16; ++half) {
    if (half >= 8) add(tables.high[half], kClassForeign);
    if (half >= 0xC && half != 0xD) add(tables.high[half], kClassOther);
    add(tables.low[half], kClassForeign | kClassOther);
    if (half <= 3) add(tables.low[half], kClassGreekCyrillicD);
    if (half >= 0xD) add(tables.low[half], kClassGreekCyrillicC);
    if (half >= 7 && half <= 0xB) add(tables.low[half], kClassRightToLeft);
    if (half <= 7 || half >= 0xC) add(tables.low[half], kClassOtherD);
    if (half == 9) add(tables.low[half], kClassDigitD9);
    if (half == 0xB) add(tables.low[half], kClassDigitDB);
    add(tables.next_high[half], 0xFFu - kDigits);
    add(tables.next_low[half], half <= 9 ? 0xFFu : 0xFFu - kDigits);
  }
  add(tables.high[0xC], kClassGreekCyrillicC);
  add(tables.high[0xD], kClassGreekCyrillicD | kClassRightToLeft | kClassOtherD | kDigits);
  add(tables.next_high[0xA], kClassDigitD9);
  add(tables.next_high[0xB], kClassDigitDB);
  return tables;
}();

constexpr std::array kSeenInClasses = [] {
  std::array<std::uint32_t, 256> table{};
  for (unsigned classes = 0; classes < 256; ++classes) {
    const auto seen = [&](unsigned any, std::uint32_t as) {
      if ((classes & any) != 0) table[classes] |= as;
    };
    seen(kClassForeign, kSeenForeign);
    seen(kClassOther | kClassOtherD, kSeenOther);
    seen(kClassGreekCyrillicC | kClassGreekCyrillicD, kSeenGreekCyrillic);
    seen(kClassRightToLeft, kSeenRightToLeft);
    seen(kClassDigitD9 | kClassDigitDB, kSeenArabicDigit);
  }
  return table;
}();

// 32 bytes from [32 - n] on: of which the first n are FF.
constexpr std::array kFirstBytes = [] {
  std::array<std::uint8_t, 64> bytes{};
  for (std::size_t i = 0; i < 32; ++i) bytes[i] = 0xFF;
  return bytes;
}();

// Classes of bytes, added up.
class Classes32 {
 public:
  __attribute__((target("avx2"))) Classes32()
      : high_(Twice(kClasses.high)),
        low_(Twice(kClasses.low)),
        next_high_(Twice(kClasses.next_high)),
        next_low_(Twice(kClasses.next_low)),
        sum_(_mm256_setzero_si256()) {}

  __attribute__((target("avx2"))) __m256i Of(__m256i block, __m256i next) const {
    const __m256i half = _mm256_set1_epi8(0x0F);
    const __m256i of_low = _mm256_shuffle_epi8(low_, _mm256_and_si256(block, half));
    const __m256i of_high =
        _mm256_shuffle_epi8(high_, _mm256_and_si256(_mm256_srli_epi16(block, 4), half));
    const __m256i of_next_low = _mm256_shuffle_epi8(next_low_, _mm256_and_si256(next, half));
    const __m256i of_next_high =
        _mm256_shuffle_epi8(next_high_, _mm256_and_si256(_mm256_srli_epi16(next, 4), half));
    return _mm256_and_si256(_mm256_and_si256(of_low, of_high),
                            _mm256_and_si256(of_next_low, of_next_high));
  }
  __attribute__((target("avx2"))) void Add(__m256i classes) {
    sum_ = _mm256_or_si256(sum_, classes);
  }
  // Adds the first `count`, and takes them away.
  __attribute__((target("avx2"))) void AddFirst(unsigned count, __m256i& classes) {
    const __m256i first =
        _mm256_loadu_si256(reinterpret_cast<const __m256i*>(kFirstBytes.data() + 32 - count));
    Add(_mm256_and_si256(classes, first));
    classes = _mm256_andnot_si256(first, classes);
  }
  // What has been added since the last call says.
  __attribute__((target("avx2"))) std::uint32_t TakeSeen() {
    __m128i sum = _mm_or_si128(_mm256_castsi256_si128(sum_), _mm256_extracti128_si256(sum_, 1));
    sum = _mm_or_si128(sum, _mm_srli_si128(sum, 8));
    auto classes = static_cast<std::uint64_t>(_mm_cvtsi128_si64(sum));
    classes |= classes >> 32;
    classes |= classes >> 16;
    classes |= classes >> 8;
    sum_ = _mm256_setzero_si256();
    return kSeenInClasses[classes & 0xFF];
  }

 private:
  __m256i high_;
  __m256i low_;
  __m256i next_high_;
  __m256i next_low_;
  __m256i sum_;
};

__attribute__((target("avx2"))) inline std::uint32_t LineFeeds(__m256i block) {
  return static_cast<std::uint32_t>(
      _mm256_movemask_epi8(_mm256_cmpeq_epi8(block, _mm256_set1_epi8('\n'))));
}

}  // namespace

// Returns how far whole blocks reach.
__attribute__((target("avx2"))) std::size_t LineSurvey::Take32() {
  const WideTables tables(Finder::TablesFor(kSeenByCodePoint & ~kByBytes));
  Classes32 sum;
  std::size_t from = 0;
  for (; from + 33 <= bytes_.size(); from += 32) {
    const __m256i block = Load32(bytes_.data() + from);
    const __m256i next = Load32(bytes_.data() + from + 1);
    std::uint32_t hits = tables.HitsIn(block, next);
    __m256i classes = sum.Of(block, next);
    for (std::uint32_t feeds = LineFeeds(block); feeds != 0; feeds &= feeds - 1) {
      hits = LookAt(from, hits, feeds ^ (feeds - 1));
      const auto end = static_cast<unsigned>(std::countr_zero(feeds)) + 1;
      sum.AddFirst(end, classes);
      seen_ |= sum.TakeSeen();
      EndLine(from + end);
    }
    sum.Add(classes);
    if (hits != 0) LookAt(from, hits, ~0u);
  }
  seen_ |= sum.TakeSeen();
  return from;
}

#else

std::size_t LineSurvey::Take32() { return 0; }

#endif

std::vector<SurveyedLine> SurveyLines(std::string_view bytes) { return LineSurvey(bytes).Run(); }

std::uint32_t Survey(std::string_view bytes) {
  return SurveyValid(bytes) | (IsValidUtf8(bytes) ? 0u : kSeenInvalid | 0u);
}

}  // namespace warraq
