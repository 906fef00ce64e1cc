// ISO-2022-JP (RFC 1468, RFC 1554), -KR (RFC 1557), -CN (RFC 1922) and HZ (RFC 1843) write each
// sign as two printable bytes, the row and the cell of a national table:
//
//   ESC $ B F| K\ ESC ( B -> 日本          ~{VPND~} -> 中文
//
// The tables are ICU's, read once through the eight-bit encodings of the same sets. Those of Japan
// and Korea are the vendors', which hold more (WHATWG Encoding). A pair without a meaning becomes
// U+FFFD. At the end of a line ASCII comes back, as all four demand; the sets that were named for
// SO stay, which the sloppy need and the others do not notice.
//
// Left alone: ISO-IR-165 and planes 3 to 7 of CNS 11643, half a table of 96 signs behind ESC N, and
// all of it in texts that also have bytes beyond ASCII.

#include "plugin/text/seven_bit.h"

#include <algorithm>
#include <array>
#include <string>
#include <utility>

#include "plugin/text/decoder.h"
#include "plugin/text/utf8.h"

namespace warraq {
namespace {

constexpr std::size_t kCells = 94;  // in a row, and rows
constexpr float kConfidence = 0.95F;
// Pairs of HZ, which has no byte that ASCII has not: so many, and so many of ten among the signs
// that Chinese mostly uses.
constexpr std::size_t kFewestPairs = 4;
constexpr std::size_t kCommonOfTen = 8;

enum class Set : std::uint8_t {
  kAscii,
  kRoman,         // JIS X 0201, with yen and overline
  kKatakana,      // the same
  kJapanese,      // JIS X 0208
  kRareJapanese,  // JIS X 0212
  kChinese,       // GB 2312
  kKorean,        // KS X 1001
  kTaiwan,        // CNS 11643, plane 1
  kRareTaiwan,    // plane 2
};
constexpr std::size_t kSets = 9;

struct Escape {
  std::string_view bytes;  // behind ESC
  std::uint8_t place;      // G0; G1, which SO calls; G2, which ESC N calls for one sign
  Set set;
};
constexpr std::array<Escape, 13> kEscapes = {{{"(B", 0, Set::kAscii},
                                              {"(J", 0, Set::kRoman},
                                              {"(I", 0, Set::kKatakana},
                                              {"$@", 0, Set::kJapanese},
                                              {"$B", 0, Set::kJapanese},
                                              {"$(B", 0, Set::kJapanese},
                                              {"$(D", 0, Set::kRareJapanese},
                                              {"$A", 0, Set::kChinese},
                                              {"$(C", 0, Set::kKorean},
                                              {"$)A", 1, Set::kChinese},
                                              {"$)C", 1, Set::kKorean},
                                              {"$)G", 1, Set::kTaiwan},
                                              {"$*H", 2, Set::kRareTaiwan}}};
constexpr char kEsc = 0x1B;
constexpr char kShiftOut = 0x0E;
constexpr char kShiftIn = 0x0F;

bool IsCell(char c) { return c > 0x20 && c < 0x7F; }
bool IsLineEnd(char c) { return c == '\n' || c == '\r'; }

// The pair in the eight-bit encoding whose table ICU has.
void AppendEightBit(Set set, int row, int cell, std::string& bytes) {
  if (set == Set::kJapanese) {  // two rows of JIS X 0208 are one lead byte of Shift_JIS
    const int lead = (row - 0x21) / 2 + 0x81;
    const int trail = row % 2 == 0 ? cell + 0x7E : cell + (cell < 0x60 ? 0x1F : 0x20);
    bytes += static_cast<char>(lead < 0xA0 ? lead : lead + 0x40);
    bytes += static_cast<char>(trail);
    return;
  }
  if (set == Set::kRareJapanese) bytes += '\x8F';
  if (set == Set::kRareTaiwan) bytes += "\x8E\xA2";
  bytes += static_cast<char>(row | 0x80);
  bytes += static_cast<char>(cell | 0x80);
}

const char* EightBitName(Set set) {
  if (set == Set::kJapanese) return "Shift_JIS";
  if (set == Set::kRareJapanese) return "EUC-JP";
  if (set == Set::kChinese) return "GB18030";
  return set == Set::kKorean ? "EUC-KR" : "EUC-TW";
}

using PairTable = std::array<char32_t, kCells * kCells>;

// Reads the table as one text with a pair a line, so that none can reach into the next.
PairTable MakePairTable(Set set) {
  std::string bytes;
  for (int row = 0x21; row < 0x7F; ++row) {
    for (int cell = 0x21; cell < 0x7F; ++cell) {
      AppendEightBit(set, row, cell, bytes);
      bytes += '\n';
    }
  }
  struct Reading {
    PairTable table{};
    std::size_t pair = 0;
    std::u32string values;
  } reading;
  const auto take = [](void* context, char32_t value, std::size_t) {
    Reading& into = *static_cast<Reading*>(context);
    if (value != '\n') return into.values.push_back(value);
    const bool known = into.values.size() == 1 &&
                       (into.values[0] < 0xE000 || into.values[0] > 0xF8FF);  // private use
    if (into.pair < into.table.size()) {
      into.table[into.pair++] = known ? into.values[0] : kReplacement;
    }
    into.values.clear();
  };
  reading.table.fill(kReplacement);
  ForEachCodePoint(bytes, EightBitName(set), take, &reading);
  return reading.table;
}

template <Set kSet>
const PairTable& TableOf() {
  static const PairTable table = MakePairTable(kSet);
  return table;
}

const PairTable& PairsOf(Set set) {
  switch (set) {
    case Set::kRareJapanese:
      return TableOf<Set::kRareJapanese>();
    case Set::kChinese:
      return TableOf<Set::kChinese>();
    case Set::kKorean:
      return TableOf<Set::kKorean>();
    case Set::kTaiwan:
      return TableOf<Set::kTaiwan>();
    case Set::kRareTaiwan:
      return TableOf<Set::kRareTaiwan>();
    default:
      return TableOf<Set::kJapanese>();
  }
}

char32_t MeaningOf(Set set, char row, char cell) {
  return PairsOf(
      set)[static_cast<std::size_t>(row - 0x21) * kCells + static_cast<std::size_t>(cell - 0x21)];
}

class Iso2022Reader {
 public:
  explicit Iso2022Reader(std::string_view bytes) : bytes_(bytes) {}

  std::optional<Decoded> Read() && {
    decoder_.Reserve(bytes_.size() * 3 / 2);
    while (at_ < bytes_.size()) {
      if (!ReadShift()) ReadSign();
    }
    const std::size_t good = Count(Set::kJapanese, Set::kRareTaiwan);
    if (good == 0 || broken_ * 10 > good) return std::nullopt;
    return Decoded{std::move(decoder_).Finish(), Name(), kConfidence};
  }

 private:
  void Shift(std::size_t bytes) {
    decoder_.Shift(bytes);
    at_ += bytes;
  }
  void Put(char32_t value, std::size_t bytes) {
    decoder_.Put(value, bytes);
    at_ += bytes;
  }

  // Escape sequences and shifts; false where there is none.
  bool ReadShift() {
    const char c = bytes_[at_];
    if (c == kShiftOut || c == kShiftIn) {
      if (places_[1] == Set::kAscii) return false;
      shifted_ = c == kShiftOut;
      Shift(1);
      return true;
    }
    if (c != kEsc) return false;
    const std::string_view behind = bytes_.substr(at_ + 1);
    for (const Escape& escape : kEscapes) {
      if (!behind.starts_with(escape.bytes)) continue;
      places_[escape.place] = escape.set;
      Shift(1 + escape.bytes.size());
      return true;
    }
    if (!behind.starts_with('N') || places_[2] == Set::kAscii) return false;
    Shift(2);
    if (at_ < bytes_.size() && IsCell(bytes_[at_])) ReadPair(places_[2]);
    return true;
  }

  // One sign, or all that is ASCII up to what may be a shift.
  void ReadSign() {
    const char c = bytes_[at_];
    if (IsLineEnd(c)) {
      places_[0] = Set::kAscii;
      shifted_ = false;
    }
    const Set set = places_[shifted_ ? 1 : 0];
    if (set == Set::kAscii) {
      constexpr std::string_view kShifts = "\x1B\x0E\x0F\n\r";
      const std::size_t end = std::min(bytes_.find_first_of(kShifts, at_ + 1), bytes_.size());
      decoder_.Copy(bytes_.substr(at_, end - at_));
      at_ = end;
    } else if (!IsCell(c) || (set == Set::kRoman && c != '\\' && c != '~')) {
      decoder_.Copy(bytes_.substr(at_++, 1));
    } else if (set == Set::kRoman) {
      Put(c == '\\' ? 0xA5 : 0x203E, 1);
    } else if (set == Set::kKatakana) {
      Put(c < 0x60 ? 0xFF61 + static_cast<char32_t>(c - 0x21) : kReplacement, 1);
    } else {
      ReadPair(set);
    }
  }

  void ReadPair(Set set) {
    const std::string_view pair = bytes_.substr(at_, 2);
    const bool whole = pair.size() == 2 && IsCell(pair[1]);
    const char32_t value = whole ? MeaningOf(set, pair[0], pair[1]) : kReplacement;
    ++(value == kReplacement ? broken_ : counts_[static_cast<std::size_t>(set)]);
    if (shifted_) ++in_g1_;
    Put(value, whole ? 2 : 1);
  }

  std::size_t Count(Set first, Set last) const {
    std::size_t count = 0;
    for (auto i = static_cast<std::size_t>(first); i <= static_cast<std::size_t>(last); ++i) {
      count += counts_[i];
    }
    return count;
  }

  std::string Name() const {
    const std::size_t korean = Count(Set::kKorean, Set::kKorean);
    const std::size_t chinese =
        Count(Set::kChinese, Set::kChinese) + Count(Set::kTaiwan, Set::kRareTaiwan);
    if (in_g1_ > 0) return korean > chinese ? "ISO-2022-KR" : "ISO-2022-CN";
    const bool more = korean + chinese + Count(Set::kRareJapanese, Set::kRareJapanese) > 0;
    return more ? "ISO-2022-JP-2" : "ISO-2022-JP";
  }

  std::string_view bytes_;
  std::size_t at_ = 0;
  std::array<Set, 3> places_{};
  bool shifted_ = false;
  ShiftDecoder decoder_;
  std::array<std::size_t, kSets> counts_{};  // signs of two bytes
  std::size_t broken_ = 0;
  std::size_t in_g1_ = 0;
};

// The end of the stretch whose `~{` is at `begin`, behind its `~}`; npos where it is none: it ends
// with its line at the latest, and has pairs of GB 2312 alone.
std::size_t HzStretchEnd(std::string_view bytes, std::size_t begin) {
  for (std::size_t at = begin + 2; at + 1 < bytes.size(); at += 2) {
    if (bytes[at] == '~') return bytes[at + 1] == '}' && at > begin + 2 ? at + 2 : bytes.npos;
    const bool known = IsCell(bytes[at]) && IsCell(bytes[at + 1]) &&
                       MeaningOf(Set::kChinese, bytes[at], bytes[at + 1]) != kReplacement;
    if (!known) break;
  }
  return bytes.npos;
}

// Whether the stretches are Chinese, and not what a programmer put between such brackets.
bool IsHz(std::string_view bytes) {
  std::size_t pairs = 0;
  std::size_t common = 0;
  std::size_t stretches = 0;
  std::size_t others = 0;
  bool word = true;  // of ASCII letters alone
  for (std::size_t at = bytes.find("~{"); at != bytes.npos; at = bytes.find("~{", at)) {
    const std::size_t end = HzStretchEnd(bytes, at);
    ++(end == bytes.npos ? others : stretches);
    at += 2;
    if (end == bytes.npos) continue;
    for (; at + 2 < end; at += 2, ++pairs) {
      const char row = bytes[at];
      // Punctuation, wide Latin, and the 3,755 signs that come first.
      common += row == 0x21 || row == 0x23 || (row >= 0x30 && row <= 0x57);
      for (const char c : {row, bytes[at + 1]}) {
        word &= (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
      }
    }
    at = end;
  }
  return pairs >= kFewestPairs && common * 10 >= pairs * kCommonOfTen && !word &&
         others * 10 <= stretches;
}

// A line that holds a stretch. In others `~~` is what somebody drew.
void ReadHzLine(std::string_view line, ShiftDecoder& decoder) {
  for (std::size_t at = 0; at < line.size();) {
    const std::size_t tilde = std::min(line.find('~', at), line.size());
    decoder.Copy(line.substr(at, tilde - at));
    at = tilde;
    if (at == line.size()) return;
    const std::string_view behind = line.substr(at + 1);
    const std::size_t end = behind.starts_with('{') ? HzStretchEnd(line, at) : line.npos;
    if (end != line.npos) {
      decoder.Shift(2);
      for (at += 2; at + 2 < end; at += 2) {
        decoder.Put(MeaningOf(Set::kChinese, line[at], line[at + 1]), 2);
      }
      decoder.Shift(2);
      at = end;
    } else if (behind.starts_with('}')) {  // ends nothing
      decoder.Shift(2);
      at += 2;
    } else if (behind.starts_with('~')) {
      decoder.Shift(1);
      decoder.Copy(behind.substr(0, 1));
      at += 2;
    } else if (behind == "\n" || behind == "\r\n") {  // the line goes on
      decoder.Shift(line.size() - at);
      return;
    } else {
      decoder.Copy(line.substr(at++, 1));
    }
  }
}

bool HoldsHzStretch(std::string_view line) {
  for (std::size_t at = line.find("~{"); at != line.npos; at = line.find("~{", at + 2)) {
    if (HzStretchEnd(line, at) != line.npos) return true;
  }
  return false;
}

}  // namespace

std::optional<Decoded> DecodeIso2022(std::string_view bytes) {
  // Every sign of two bytes needs a sequence that begins so. Terminals know none.
  if (bytes.find("\x1B$") == bytes.npos) return std::nullopt;
  return Iso2022Reader(bytes).Read();
}

std::optional<Decoded> DecodeHz(std::string_view bytes) {
  if (bytes.find("~{") == bytes.npos || !IsHz(bytes)) return std::nullopt;
  ShiftDecoder decoder;
  decoder.Reserve(bytes.size() * 3 / 2);
  for (std::size_t begin = 0; begin < bytes.size();) {
    const std::size_t end = std::min(bytes.find('\n', begin), bytes.size() - 1) + 1;
    const std::string_view line = bytes.substr(begin, end - begin);
    begin = end;
    if (HoldsHzStretch(line)) {
      ReadHzLine(line, decoder);
    } else {
      decoder.Copy(line);
    }
  }
  return Decoded{std::move(decoder).Finish(), "HZ-GB-2312", kConfidence};
}

std::optional<Decoded> DecodeSevenBit(std::string_view bytes) {
  if (AsciiPrefix(bytes) < bytes.size()) return std::nullopt;
  if (std::optional<Decoded> decoded = DecodeIso2022(bytes)) return decoded;
  if (std::optional<Decoded> decoded = DecodeHz(bytes)) return decoded;
  return DecodeUtf7(bytes);
}

}  // namespace warraq
