// Order of questions: a byte order mark; the escape sequences of encodings of seven bits
// (seven_bit.h); the high bytes of UTF-16 and UTF-32; valid UTF-8; and then
// what is likelier, UTF-8 with damage or an encoding from before Unicode (legacy.h).
//
// Files are put together from pieces: where some lines are UTF-8 and others are not, each line is
// read in what it is itself in, if it has the evidence for it. A line that is UTF-8 with damage
// stays as it is, and the repair `validity` marks the damage.

#include "plugin/text/encoding.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <cmath>
#include <optional>
#include <utility>

#include "plugin/text/decoder.h"
#include "plugin/text/legacy.h"
#include "plugin/text/letters.h"
#include "plugin/text/properties.h"
#include "plugin/text/seven_bit.h"
#include "plugin/text/sixteen.h"
#include "plugin/text/stretches.h"
#include "plugin/text/utf8.h"

namespace warraq {
namespace {

constexpr std::size_t kSampleBytes = 8192;  // what is looked at for controls and high bytes
// Natural logarithms.
constexpr double kUtf8Prior = 6;     // UTF-8 is what nearly everything is in
constexpr double kBroken = 10.5;     // a broken sequence, where the rest is UTF-8
constexpr double kBrokenAlone = 14;  // where nobody knows that yet
constexpr int kAfterBroken = LetterPairs::kSteps * 5 / 2;  // what follows that, whatever it is
constexpr double kOwnEncoding = 10;          // a line in another encoding than the lines around it
constexpr std::ptrdiff_t kShortestWord = 8;  // bytes that are not ASCII
constexpr std::ptrdiff_t kEstablished = 64;  // the same
constexpr double kMixed = 2;                 // a line that is not in the encoding of the file
constexpr double kNatural = -5;  // likelihood of a pair, above which nothing else is tried

constexpr double kFirstLetters = 6;  // and this much more for all of a line

using Pieces = std::vector<std::string_view>;

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

// Whether each four bytes may be a code point: the highest byte of it at `high`, the next at
// `next`.
bool AreWide(std::string_view sample, std::size_t high, std::size_t next) {
  for (std::size_t i = 0; i + 4 <= sample.size(); i += 4) {
    if (sample[i + high] != 0 || static_cast<unsigned char>(sample[i + next]) > 0x10) return false;
  }
  return true;
}

// UTF-16 and UTF-32 without a mark; empty if it is neither. A text of one byte a letter has no zero
// bytes, and never its high bytes all on one side.
std::string WideEncoding(std::string_view bytes) {
  const std::string_view sample = bytes.substr(0, kSampleBytes);
  if (sample.size() < 4) return {};
  const ZeroBytes count = CountHighBytes(sample);
  if (count.zeros == sample.size()) return {};  // a hole where a file was
  if (AreWide(sample, 3, 2)) return "UTF-32LE";
  if (AreWide(sample, 0, 1)) return "UTF-32BE";
  const std::size_t half = sample.size() / 2;
  // Words of one script have no zero bytes, and then every second byte is a control.
  if (count.zeros == 0 && count.odd + count.even < half) return {};
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

// Control characters that no text has; escape sequences of terminals are none of them.
std::size_t CountControls(std::string_view bytes) {
  const auto is_control = [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte < 0x20 && !(byte >= '\t' && byte <= '\r') && byte != 0x1B;
  };
  // Nearly all texts have none.
  std::size_t at = 0;
  for (; at + sizeof(Sixteen) <= bytes.size(); at += sizeof(Sixteen)) {
    const Sixteen block = LoadSixteen(bytes.data() + at);
    if (AnyOf(Within(block, 0, 0x1F) & ~Within(block, '\t', '\r') & ~Equal(block, 0x1B))) break;
  }
  return static_cast<std::size_t>(std::ranges::count_if(bytes.substr(at), is_control));
}

std::ptrdiff_t CountForeign(const Pieces& pieces) {
  std::ptrdiff_t foreign = 0;
  for (const std::string_view piece : pieces) {
    foreign += std::ranges::count_if(
        piece, [](char c) { return (static_cast<unsigned char>(c) & 0x80u) != 0; });
  }
  return foreign;
}

// Whether the bytes that are not ASCII are Latin letters in the encoding, with signs at most.
bool AreLatin(const Pieces& pieces, const LegacyChoice& choice) {
  bool has_letter = false;
  for (const std::string_view piece : pieces) {
    for (const char c : piece) {
      const auto byte = static_cast<unsigned char>(c);
      if (byte < 0x80 || choice.table == nullptr) continue;
      const char32_t meaning = choice.table->meaning[byte];
      if (!IsLetter(meaning)) continue;
      if (ScriptOf(meaning) != Script::kLatn) return false;
      has_letter = true;
    }
  }
  return has_letter;
}

// Whether the bytes are too few to be a word of anything but a Latin alphabet: a handful means
// something in some encoding, whatever they are.
bool IsTooLittle(const Pieces& pieces, const LegacyChoice& choice) {
  return CountForeign(pieces) < kShortestWord && !AreLatin(pieces, choice);
}

// Whether the few bytes would be letters of another script inside words of ASCII: what is left of a
// letter of UTF-8 that was cut or torn, and no writing.
bool AreStrays(const Pieces& pieces, const LegacyChoice& choice) {
  if (choice.table == nullptr || CountForeign(pieces) >= kShortestWord) return false;
  const auto is_ascii_letter = [](std::string_view piece, std::size_t at) {
    return at < piece.size() && static_cast<unsigned char>(piece[at]) < 0x80 &&
           IsLetter(static_cast<unsigned char>(piece[at]));
  };
  for (const std::string_view piece : pieces) {
    for (std::size_t i = 0; i < piece.size(); ++i) {
      const char32_t meaning = choice.table->meaning[static_cast<unsigned char>(piece[i])];
      const bool other = meaning >= 0x80 && (IsLetter(meaning) || IsMark(meaning)) &&
                         ScriptOf(meaning) != Script::kLatn;
      if (other && (is_ascii_letter(piece, i - 1) || is_ascii_letter(piece, i + 1))) return true;
    }
  }
  return false;
}

// Whether all that is broken is a letter at the end of which more than its beginning is there.
bool IsCutOff(std::string_view bytes) {
  for (std::size_t tail = 2; tail <= 3 && tail < bytes.size(); ++tail) {
    const std::size_t at = bytes.size() - tail;
    const CodePoint last = DecodeAt(bytes, at);
    if (!last.valid && last.bytes == tail) return IsValidUtf8(bytes.substr(0, at));
  }
  return false;
}

// Of bytes read as UTF-8, broken sequences included.
double Utf8Likelihood(const Pieces& pieces, double broken_cost = kBroken) {
  const LetterPairs& pairs = LetterPairs::Get();
  const Letter space = pairs.Of(U' ');
  std::int64_t cost = 0;
  std::size_t broken = 0;
  for (const std::string_view piece : pieces) {
    Letter before = space;
    bool after_broken = false;
    // A piece may begin inside a sequence.
    for (std::size_t i = 0; i < piece.size();) {
      const CodePoint point = DecodeAt(piece, i);
      i += point.bytes;
      const bool cut = !point.valid && i == piece.size();
      broken += !point.valid && !cut;
      if (point.valid) {
        const Letter next = pairs.Of(point.value);
        cost += after_broken ? kAfterBroken : pairs.Cost(before, next);
        before = next;
      }
      after_broken = !point.valid;
    }
  }
  return -static_cast<double>(cost) / LetterPairs::kSteps -
         broken_cost * static_cast<double>(broken);
}

struct Sequences {
  std::size_t valid = 0;  // of more than one byte
  std::size_t broken = 0;
};

Sequences CountSequences(const Pieces& pieces) {
  Sequences found;
  for (const std::string_view piece : pieces) {
    for (std::size_t i = 0; i < piece.size();) {
      const CodePoint point = DecodeAt(piece, i);
      i += point.bytes;
      found.valid += point.valid && point.bytes > 1;
      found.broken += !point.valid;
    }
  }
  return found;
}

// Whether there is so much valid UTF-8 for each broken sequence that no chance can have made it. In
// any other encoding a tenth of all pairs at most is a sequence; but text that was misread before
// it was written as UTF-8 looks like no writing, so that likelihood would not find it.
bool IsUtf8ByStructure(const Sequences& found) {
  constexpr std::size_t kLeast = 24;
  constexpr std::size_t kForEachBroken = 16;
  return found.valid >= kLeast && found.valid >= kForEachBroken * found.broken;
}

// The line at `begin`, with its end: LF, CR or both. No encoding that is read here has either byte
// inside of a sequence.
std::string_view LineAt(std::string_view bytes, std::size_t begin) {
  constexpr std::size_t kStep = 512;  // so that neither is sought far beyond the other
  for (std::size_t at = begin; at < bytes.size(); at += kStep) {
    const std::string_view step = bytes.substr(at, kStep);
    std::size_t end = std::min(step.find('\n'), step.find('\r'));
    if (end == std::string_view::npos) continue;
    end += at + 1;
    if (bytes[end - 1] == '\r' && end < bytes.size() && bytes[end] == '\n') ++end;
    return bytes.substr(begin, end - begin);
  }
  return bytes.substr(begin);
}

// Pieces of lines of either kind, from the whole of the text.
struct Sample {
  Pieces valid;
  Pieces broken;
};

Sample TakeSample(std::string_view bytes) {
  Sample sample;
  std::size_t valid_bytes = 0;
  std::size_t broken_bytes = 0;
  const std::size_t share = kSampleBytes / 8;
  for (std::size_t begin = 0; begin < bytes.size();) {
    const std::string_view line = LineAt(bytes, begin);
    // So much of each kind as an even spread over the text allows.
    const std::size_t allowed = share + kSampleBytes * (begin / 64) / (bytes.size() / 64 + 1);
    begin += line.size();
    const bool ascii = AsciiPrefix(line) == line.size();
    if (ascii) continue;
    const bool valid = IsValidUtf8(line);
    std::size_t& taken = valid ? valid_bytes : broken_bytes;
    if (taken > allowed) continue;
    for (const std::string_view piece : SampleForeign(line)) {
      (valid ? sample.valid : sample.broken).push_back(piece);
      taken += piece.size();
    }
  }
  return sample;
}

// Whether a reading of the pieces looks like writing: pairs of ASCII, which every encoding reads
// alike, aside. A few letters have little to show.
bool IsNatural(double likelihood, const Pieces& pieces, double first_letters) {
  const LetterPairs& pairs = LetterPairs::Get();
  std::int64_t ascii_cost = 0;
  std::size_t foreign = 0;  // pairs
  for (const std::string_view piece : pieces) {
    char before = ' ';
    for (const char next : piece) {
      if (static_cast<unsigned char>(before | next) < 0x80) {
        ascii_cost += pairs.Cost(pairs.Of(before & 0x7F), pairs.Of(next & 0x7F));
      } else {
        ++foreign;
      }
      before = next;
    }
  }
  return likelihood + static_cast<double>(ascii_cost) / LetterPairs::kSteps >
         kNatural * static_cast<double>(foreign) - first_letters;
}

// Whether bytes that are not ASCII are part of a word, or are one. A sign alone between spaces
// means something in every encoding.
bool TouchWords(const Pieces& pieces) {
  return std::ranges::any_of(pieces, [](std::string_view piece) {
    std::size_t in_row = 0;  // three bytes that are not ASCII
    bool after_letter = false;
    for (const char c : piece) {
      const bool foreign = static_cast<unsigned char>(c) >= 0x80;
      const bool letter = !foreign && IsLetter(static_cast<unsigned char>(c));
      if ((foreign && after_letter) || (letter && in_row > 0)) return true;
      in_row = foreign ? in_row + 1 : 0;
      if (in_row >= 3) return true;
      after_letter = letter;
    }
    return false;
  });
}

// Reads line by line. Lines that are read alike go to the decoder together.
class LineReader {
 public:
  // What is known of the whole.
  enum class Known : std::uint8_t {
    kDamaged,   // lines are UTF-8, or stretches of them are not
    kInPieces,  // each line is in what it is in
    kOfOne,     // and there is so much in the usual encoding that a few bytes are in it too
  };
  LineReader(std::string_view bytes, bool is_utf8, const LegacyChoice& usual, Known known)
      : bytes_(bytes), is_utf8_(is_utf8), usual_(usual), known_(known) {}

  Text Read() && {
    decoder_.Reserve(bytes_.size() + bytes_.size() / 4);
    for (std::size_t begin = 0; begin < bytes_.size();) {
      const std::string_view line = LineAt(bytes_, begin);
      if (AsciiPrefix(line) < line.size()) {
        LegacyChoice choice = EncodingOf(line);
        if (choice.encoding != current_.encoding) {
          Flush(begin);
          current_ = std::move(choice);
        }
        DecodeStretches(begin, line);
      }
      begin += line.size();
    }
    Flush(bytes_.size());
    return std::move(decoder_).Finish();
  }

 private:
  // No encoding is UTF-8.
  LegacyChoice EncodingOf(std::string_view line) const {
    const bool valid = IsValidUtf8(line);
    if ((is_utf8_ && valid) || known_ == Known::kDamaged) return {};
    if (!is_utf8_ && !valid && usual_.table == nullptr) return usual_;
    const Pieces pieces = SampleForeign(line);
    if (is_utf8_ && IsUtf8ByStructure(CountSequences(pieces))) return {};
    LegacyChoice best = usual_;
    best.likelihood = LegacyLikelihood(pieces, usual_);
    if (!IsNatural(best.likelihood, pieces, 0)) {
      LegacyChoice own = ChooseLegacy(pieces, {});
      if (own.likelihood > best.likelihood + kOwnEncoding) best = std::move(own);
    }
    const bool is_known = best.encoding == usual_.encoding && known_ == Known::kOfOne;
    if (is_utf8_ && !is_known && IsTooLittle(pieces, best)) return {};
    // Broken UTF-8 means something in some encoding, and the more there is of it the less it means.
    if (is_utf8_ && !IsNatural(best.likelihood, pieces, kFirstLetters)) return {};
    const double utf8 = Utf8Likelihood(pieces) + (is_utf8_ ? kMixed : -kMixed);
    return best.likelihood > utf8 ? best : LegacyChoice{};
  }

  // Words of another encoding than the line's. A line that is very long is judged in parts.
  void DecodeStretches(std::size_t begin, std::string_view line) {
    constexpr std::size_t kPart = std::size_t{1} << 16;
    while (!line.empty()) {
      const std::size_t space = line.size() > kPart ? line.find(' ', kPart) : line.size();
      const std::string_view part = line.substr(0, std::min(space, line.size()));
      DecodePart(begin, part);
      begin += part.size();
      line.remove_prefix(part.size());
    }
  }

  void DecodePart(std::size_t begin, std::string_view line) {
    std::vector<Stretch> stretches;
    if (current_.encoding.empty()) {
      if (!IsValidUtf8(line)) stretches = FindLegacyStretches(line);
    } else if (current_.table != nullptr) {
      stretches = FindUtf8Stretches(line, *current_.table);
    }
    for (const Stretch& stretch : stretches) {
      Flush(begin + stretch.begin);
      done_ = begin + stretch.end;
      const std::string_view bytes = line.substr(stretch.begin, stretch.end - stretch.begin);
      if (stretch.table == nullptr) {
        decoder_.Copy(bytes);
      } else {
        decoder_.Decode(bytes, *stretch.table);
      }
    }
  }

  void Flush(std::size_t end) {
    const std::string_view stretch = bytes_.substr(done_, end - done_);
    done_ = end;
    if (current_.encoding.empty()) {
      decoder_.Copy(stretch);
    } else if (current_.table != nullptr) {
      decoder_.Decode(stretch, *current_.table);
    } else {
      decoder_.Convert(stretch, current_.encoding);
    }
  }

  std::string_view bytes_;
  bool is_utf8_;
  const LegacyChoice& usual_;
  Known known_;
  Decoder decoder_;
  LegacyChoice current_;
  std::size_t done_ = 0;
};

Text DecodeAll(std::string_view bytes, const std::string& encoding, const ByteEncoding* table) {
  Decoder decoder;
  decoder.Reserve(bytes.size() + bytes.size() / 2);
  if (table != nullptr) {
    decoder.Decode(bytes, *table);
  } else {
    decoder.Convert(bytes, encoding);
  }
  return std::move(decoder).Finish();
}

// Lines of an encoding of one byte a letter, but for words of UTF-8 on them.
Text DecodeLines(std::string_view bytes, const ByteEncoding& table) {
  Decoder decoder;
  decoder.Reserve(bytes.size() + bytes.size() / 2);
  std::size_t done = 0;
  for (std::size_t begin = 0; begin < bytes.size();) {
    const std::string_view line = LineAt(bytes, begin);
    for (const Stretch& stretch : FindUtf8Stretches(line, table)) {
      decoder.Decode(bytes.substr(done, begin + stretch.begin - done), table);
      decoder.Copy(line.substr(stretch.begin, stretch.end - stretch.begin));
      done = begin + stretch.end;
    }
    begin += line.size();
  }
  decoder.Decode(bytes.substr(done), table);
  return std::move(decoder).Finish();
}

// Whether UTF-8 with damage explains the whole better than the legacy encoding does.
bool IsLikelierUtf8(const Sample& sample, const LegacyChoice& legacy) {
  Sequences found = CountSequences(sample.broken);
  if (sample.valid.empty() && found.valid == 0) return false;
  const Sequences elsewhere = CountSequences(sample.valid);
  found.valid += elsewhere.valid;
  found.broken += elsewhere.broken;
  if (IsUtf8ByStructure(found)) return true;
  const double utf8 = Utf8Likelihood(sample.broken, kBrokenAlone) + Utf8Likelihood(sample.valid);
  return utf8 + kUtf8Prior > legacy.likelihood + LegacyLikelihood(sample.valid, legacy);
}

// Bytes that are not valid UTF-8.
Decoded DecodeUnsure(std::string_view bytes, std::string_view declared) {
  const Sample sample = TakeSample(bytes);
  const LegacyChoice legacy = ChooseLegacy(sample.broken, CanonicalEncoding(declared));
  Decoded decoded{Text(), legacy.encoding, legacy.confidence};
  const bool is_utf8 =
      IsCutOff(bytes) || AreStrays(sample.broken, legacy) || IsLikelierUtf8(sample, legacy);
  const bool is_damage =
      is_utf8 && (!TouchWords(sample.broken) || IsTooLittle(sample.broken, legacy));
  if (!is_utf8 && sample.valid.empty()) {
    decoded.text = legacy.table == nullptr ? DecodeAll(bytes, legacy.encoding, nullptr)
                                           : DecodeLines(bytes, *legacy.table);
    return decoded;
  }
  using Known = LineReader::Known;
  const bool established = CountForeign(sample.broken) >= kEstablished;
  const Known known = is_damage ? Known::kDamaged : established ? Known::kOfOne : Known::kInPieces;
  decoded.text = LineReader(bytes, is_utf8, legacy, known).Read();
  if (is_utf8) {
    decoded.encoding = "UTF-8";
    decoded.confidence = 0.9F;
  }
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
    return Decoded{DecodeAll(bytes, marked, nullptr), marked, 1};
  }
  // Before controls are counted: SO and SI are some.
  if (std::optional<Decoded> decoded = DecodeSevenBit(bytes)) return std::move(*decoded);
  const std::size_t controls = CountControls(bytes.substr(0, kSampleBytes));
  if (std::string wide = controls > 0 ? WideEncoding(bytes) : std::string(); !wide.empty()) {
    return Decoded{DecodeAll(bytes, wide, nullptr), wide, 0.95F};
  }
  const std::size_t sample_bytes = std::min(bytes.size(), kSampleBytes);
  if (controls * 10 > sample_bytes) return NotText(bytes);
  if (IsValidUtf8(bytes)) return Decoded{Text::Verbatim(std::string(bytes)), "UTF-8", 1};
  if (controls * 50 > sample_bytes) return NotText(bytes);
  return DecodeUnsure(bytes, declared);
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

}  // namespace warraq
