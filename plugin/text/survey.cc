// A byte that may begin something we look for is found by two table lookups on its halves ("a set
// of bytes by pshufb", W. Mula, 2018), in which the sets are made from the same rows that decide
// byte by byte. Leads that fill whole texts (D8, D9: Arabic) are decided with the byte behind them.

#include "plugin/text/survey.h"

#include "plugin/text/processor.h"
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
    case 0xC3:
      return kSeenLatin;
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
  return last == 0x9D ? kSeenQuotation : 0u;
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
      return marks ? kSeenForms | kSeenMarks : kSeenForms | 0u;
    }
    default:
      return 0;
  }
}

constexpr bool IsTail(unsigned byte) { return byte >= 0x80 && byte < 0xC0; }

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
             kSeenDirection;
    case 0xEF:
      return kSeenForms | kSeenMarks;
    default:
      return byte >= 0xF0 ? kSeenForms | kSeenMarks : 0u;
  }
}

constexpr std::array kMayBegin = [] {
  std::array<std::uint16_t, 256> table{};
  for (unsigned byte = 0; byte < 256; ++byte) {
    table[byte] = static_cast<std::uint16_t>(MayBegin(byte));
  }
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

// Moves `from` as far as whole blocks reach, if it finds nothing in them.
__attribute__((target("avx2"))) std::size_t Finder::Next32(std::size_t& from) const {
  const auto half = [](const std::array<std::uint8_t, 16>& row) {
    return reinterpret_cast<const __m128i*>(row.data());
  };
  const __m256i single_low = _mm256_broadcastsi128_si256(_mm_loadu_si128(half(tables_.single[0])));
  const __m256i single_high = _mm256_broadcastsi128_si256(_mm_loadu_si128(half(tables_.single[1])));
  const __m256i lead_classes =
      _mm256_broadcastsi128_si256(_mm_loadu_si128(half(tables_.lead_classes)));
  const __m256i tail_high = _mm256_broadcastsi128_si256(_mm_loadu_si128(half(tables_.tail_high)));
  const __m256i tail_low = _mm256_broadcastsi128_si256(_mm_loadu_si128(half(tables_.tail_low)));
  const __m256i bit_of_half =
      _mm256_setr_epi8(1, 2, 4, 8, 16, 32, 64, -128, 1, 2, 4, 8, 16, 32, 64, -128,  //
                       1, 2, 4, 8, 16, 32, 64, -128, 1, 2, 4, 8, 16, 32, 64, -128);
  const __m256i low_half = _mm256_set1_epi8(0x0F);
  const __m256i pair_half = _mm256_set1_epi8(0x0D);
  const __m256i zero = _mm256_setzero_si256();
  for (; from + 33 <= bytes_.size(); from += 32) {
    const auto* const at = reinterpret_cast<const __m256i*>(bytes_.data() + from);
    const auto* const behind = reinterpret_cast<const __m256i*>(bytes_.data() + from + 1);
    const __m256i block = _mm256_loadu_si256(at);
    const __m256i low = _mm256_and_si256(block, low_half);
    const __m256i high = _mm256_and_si256(_mm256_srli_epi16(block, 4), low_half);
    const __m256i rows = _mm256_blendv_epi8(_mm256_shuffle_epi8(single_low, low),
                                            _mm256_shuffle_epi8(single_high, low), block);
    const __m256i single = _mm256_and_si256(rows, _mm256_shuffle_epi8(bit_of_half, high));
    // Leads D0 to DF, each with the byte behind it.
    const __m256i next = _mm256_loadu_si256(behind);
    const __m256i next_low = _mm256_and_si256(next, low_half);
    const __m256i next_high = _mm256_and_si256(_mm256_srli_epi16(next, 4), low_half);
    const __m256i lead = _mm256_and_si256(_mm256_shuffle_epi8(lead_classes, low),
                                          _mm256_cmpeq_epi8(high, pair_half));
    const __m256i tail = _mm256_and_si256(_mm256_shuffle_epi8(tail_high, next_high),
                                          _mm256_shuffle_epi8(tail_low, next_low));
    const __m256i hit = _mm256_or_si256(single, _mm256_and_si256(lead, tail));
    auto hits = ~static_cast<unsigned>(_mm256_movemask_epi8(_mm256_cmpeq_epi8(hit, zero)));
    for (; hits != 0; hits &= hits - 1) {
      const std::size_t place = from + static_cast<std::size_t>(__builtin_ctz(hits));
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
  constexpr std::uint32_t kAll = 0xFFFF;
  std::uint32_t seen = 0;
  for (std::size_t at = 0;; ++at) {
    // Made anew without what has been seen: a text that is full of it is not slowed down by it.
    at = Finder(bytes, kAll & ~seen).Next(at);
    if (at == Finder::npos) break;
    seen |= SeenAt(bytes, at);
  }
  return seen | (AsciiPrefix(bytes) < bytes.size() ? kSeenForeign | 0u : 0u);
}

std::uint32_t SurveyLine(std::string_view line, std::uint32_t wanted) {
  std::uint32_t seen = 0;
  for (std::size_t i = 0; i < line.size(); ++i) {
    const auto byte = static_cast<unsigned char>(line[i]);
    if (byte >= 0x80) seen |= kSeenForeign;
    if ((kMayBegin[byte] & wanted & ~seen) != 0) seen |= SeenAt(line, i);
  }
  return seen & wanted;
}

std::uint32_t Survey(std::string_view bytes) {
  return SurveyValid(bytes) | (IsValidUtf8(bytes) ? 0u : kSeenInvalid | 0u);
}

}  // namespace warraq
