// UTF-8 that was read as a single-byte encoding, undone.
//
// For each encoding in which some neighbours of the line form a sequence of UTF-8, the words of the
// line are read as its bytes. A word is read whole or not at all: "Ã¼ber" is, "Ôôô" is not, for no
// writer of UTF-8 leaves half a sequence in a word. What the words gain in likelihood by being read
// so speaks for the encoding; what the line holds of its letters beside them speaks against it.

#include "plugin/repair/mojibake_search.h"

#include <algorithm>
#include <array>
#include <bit>
#include <utility>

#include "plugin/repair/fluency.h"
#include "plugin/text/utf8.h"

namespace warraq {
namespace {

constexpr char32_t kNoBreakSpace = 0xA0;

constexpr float kMargin = 6;            // what a reading must gain, in natural logarithms
constexpr float kLoneAmongIntact = 16;  // more, for one sequence beside letters that are intact
constexpr float kIntact = 3;            // and for each such letter,
constexpr float kMostIntact = 20;       // up to this
constexpr float kRefused = 8;           // and for each word of which only a part is UTF-8
constexpr float kLostByte = 4;          // a byte that was lost on the way must be made up for
constexpr float kLostSpace = 3;         // no-break spaces often are,
constexpr float kLostInWord = 1;        // that of "à" most of all
constexpr float kRareLetter = 12;       // a letter that hardly anybody writes,
constexpr float kRareScript = 4;        // or that few scripts have
constexpr float kLoneLetter = 8;        // a word that would be one letter, or one sign
constexpr float kOnlySigns = 12;        // a word that has no letter, nor would have one
constexpr float kSureGain = 1e5F;

enum class Loss : std::uint8_t { kNone, kSpace, kUnknown };

// A sequence of UTF-8 read from pieces; `end` 0 if there is none.
struct Sequence {
  char32_t value = 0;
  std::size_t end = 0;
  Loss loss = Loss::kNone;
};

// Reads one line as the bytes of one encoding.
class ByteReader {
 public:
  ByteReader(std::span<const Piece> line, std::size_t misreading)
      : line_(line),
        misreading_(misreading),
        bit_(MisreadingSet{1} << misreading),
        space_is_a0_((BytesOf(kNoBreakSpace).has & bit_) != 0 &&
                     BytesOf(kNoBreakSpace).byte[misreading] == 0xA0) {}

  MisreadingSet bit() const { return bit_; }

  // The sequence at `i`; a surrogate pair in two sequences (CESU-8) is one.
  Sequence Read(std::size_t i) const {
    Sequence first = ReadOne(i);
    if (first.end == 0 || first.value < 0xD800 || first.value > 0xDFFF) return first;
    if (first.value > 0xDBFF || first.end >= line_.size()) return {};
    const Sequence second = ReadOne(first.end);
    if (second.end == 0 || second.value < 0xDC00 || second.value > 0xDFFF) return {};
    const char32_t value = 0x10000 + ((first.value - 0xD800) << 10) + (second.value - 0xDC00);
    return {value, second.end, Loss::kNone};
  }

 private:
  Sequence ReadOne(std::size_t i) const {
    const BytesBehind& behind = *line_[i].behind;
    if ((behind.lead & bit_) == 0) return {};
    const unsigned lead = behind.byte[misreading_];
    const std::size_t length = LengthBy(lead);
    if (length == 0 || i + length > line_.size()) return {};
    Sequence sequence;
    sequence.value = lead & (0xFFu >> (length + 1));
    for (std::size_t k = 1; k < length; ++k) {
      unsigned byte = 0;
      if (!ReadContinuation(i + k, byte, sequence.loss)) return {};
      sequence.value = sequence.value << 6 | (byte & 0x3F);
    }
    if (!IsShortest(sequence.value, length)) return {};
    if (sequence.loss == Loss::kUnknown) sequence.value = kReplacement;
    sequence.end = i + length;
    return sequence;
  }

  bool ReadContinuation(std::size_t i, unsigned& byte, Loss& loss) const {
    const BytesBehind& behind = *line_[i].behind;
    if ((behind.continuation & bit_) != 0) {
      byte = behind.byte[misreading_];
      return true;
    }
    if (loss != Loss::kNone) return false;
    if (line_[i].value == ' ' && space_is_a0_) {
      byte = 0xA0;
      loss = Loss::kSpace;
      return true;
    }
    byte = 0xBF;  // any that makes the shortest form
    loss = Loss::kUnknown;
    return line_[i].value == kReplacement;
  }

  std::span<const Piece> line_;
  std::size_t misreading_;
  MisreadingSet bit_;
  bool space_is_a0_;
};

// A word that was read, or words that a lost byte parted.
struct Group {
  std::size_t begin = 0;  // in the line
  std::size_t end = 0;
  std::size_t meant_begin = 0;  // in what was read
  std::size_t meant_end = 0;
  std::size_t sequences = 0;
  float left = 0;   // what the letters that were read cost
  float gain = 0;   // how much less than those that stand there
  float doubt = 0;  // what it has to gain more to be evidence
};

struct Utf8Reading {
  std::size_t misreading = 0;
  std::vector<Group> groups = {};
  std::vector<Piece> meant = {};
  std::size_t sequences = 0;
  std::size_t intact = 0;   // letters and signs that are no part of a sequence
  std::size_t refused = 0;  // words that were UTF-8 in part
  std::size_t steps = 0;    // from each code point that was read to the next
  float left = 0;           // what they cost
  float gain = 0;
  bool sure = false;
};

float CostOf(std::span<const Piece> pieces) {
  Fluency fluency;
  for (const Piece& piece : pieces) fluency.Add(piece.value);
  return fluency.CostAtEnd();
}

// Whether a word of Portuguese goes on behind its "à": "às", "àquele", "àquilo".
bool GoesOnBehindA(std::span<const Piece> rest) {
  std::u32string word;
  for (const Piece& piece : rest) {
    if (!IsLetter(piece.value) || word.size() > 7) break;
    word.push_back(FoldCase(piece.value));
  }
  return word == U"s" || (word.starts_with(U"quel") && word.size() >= 5) || word == U"quilo";
}

// Letters that are words, and signs that stand by themselves.
bool IsCommonWord(char32_t value) {
  constexpr std::u32string_view kWords = U"àéèòÀÉÈÒóyаиоувксяАИОУВКСЯو";
  const Sort sort = KindOf(value).sort;
  return sort == Sort::kSign || sort == Sort::kOpening || sort == Sort::kClosing ||
         kWords.find(value) != std::u32string_view::npos;
}

// Whether the word looks like one of some language: "янв.", not "РіРѕ" nor "cafÃ©".
bool IsOfOneScript(std::span<const Piece> word) {
  Script script = Script::kCommon;
  std::size_t letters = 0;
  for (const Piece& piece : word) {
    if (piece.value < 0x80 && !IsLetter(piece.value)) continue;
    const Kind kind = KindOf(piece.value);
    if (kind.sort != Sort::kLetter || piece.value < 0x80) return false;
    if (script != Script::kCommon && kind.script != script) return false;
    script = kind.script;
    ++letters;
  }
  return letters > 1;
}

// In which encodings it may stand in a word beside sequences: punctuation that was put there later,
// characters that the encoding cannot have made, and control characters, which are damage
// themselves. A lead is none of these, but before such damage.
inline MisreadingSet StandsBesideAt(std::span<const Piece> line, std::size_t i) {
  const BytesBehind& behind = *line[i].behind;
  const Sort sort = KindOf(line[i].value).sort;
  if (sort == Sort::kControl || sort == Sort::kLost) return ~MisreadingSet{0};
  MisreadingSet beside = ~behind.has;
  const bool control = i + 1 < line.size() && KindOf(line[i + 1].value).sort == Sort::kControl;
  if (control) beside |= behind.lead;
  if (sort == Sort::kOpening || sort == Sort::kClosing || sort == Sort::kSign)
    beside |= ~behind.lead;
  return beside;
}

class WordReader {
 public:
  WordReader(std::span<const Piece> line, std::size_t misreading, Utf8Reading& reading)
      : line_(line), bytes_(line, misreading), reading_(reading) {}

  void ReadAll() {
    for (std::size_t i = 0; i < line_.size();) {
      if (IsWordSpace(line_[i].value)) {
        ++i;
      } else {
        i = ReadGroup(i);
      }
    }
  }

 private:
  std::size_t ReadGroup(std::size_t begin) {
    Group group{.begin = begin, .meant_begin = reading_.meant.size()};
    float lost = 0;
    bool refused = false;
    std::size_t strays = 0;
    std::size_t i = begin;
    while (i < line_.size() && !IsWordSpace(line_[i].value)) {
      const char32_t value = line_[i].value;
      const Sequence sequence = value < 0x80 ? Sequence{} : bytes_.Read(i);
      if (sequence.end > 0) {
        ++group.sequences;
        lost += CostOfLoss(sequence);
        i = Take(sequence, i);
        continue;
      }
      if (value >= 0x80) {
        refused |= (StandsBesideAt(line_, i) & bytes_.bit()) == 0;
        strays += KindOf(value).sort != Sort::kControl && KindOf(value).sort != Sort::kLost;
      }
      reading_.meant.push_back(line_[i]);
      ++i;
    }
    group.end = i;
    group.meant_end = reading_.meant.size();
    reading_.intact += strays;
    reading_.refused += refused && group.sequences > 0;
    if (group.sequences == 0 || refused) {
      reading_.meant.resize(group.meant_begin);
      return i;
    }
    group.left = lost + CostOf(std::span<const Piece>(reading_.meant).subspan(group.meant_begin));
    reading_.left += group.left;
    reading_.steps += reading_.meant.size() - group.meant_begin + 1;
    reading_.sequences += group.sequences;
    reading_.groups.push_back(group);
    return i;
  }

  static float CostOfLoss(const Sequence& sequence) {
    if (sequence.loss == Loss::kNone) return 0;
    if (sequence.loss == Loss::kUnknown) return kLostByte;
    return sequence.value == 0xE0 ? kLostInWord : kLostSpace;
  }

  // Adds what the sequence at `i` meant; returns where to go on. A space that was the last byte of
  // a letter may also have been followed by one.
  std::size_t Take(const Sequence& sequence, std::size_t i) {
    std::size_t end = sequence.end;
    if (sequence.loss == Loss::kSpace && line_[end - 1].value == ' ' && EndsWord(sequence, end)) {
      --end;
    }
    const bool line_end = sequence.value == 0x2028 || sequence.value == 0x2029;
    reading_.meant.push_back(
        MakePiece(line_end ? U' ' : sequence.value, line_[i].begin, line_[end - 1].end));
    return end;
  }

  bool EndsWord(const Sequence& sequence, std::size_t end) const {
    if (end >= line_.size() || IsWordSpace(line_[end].value)) return false;
    if (sequence.value == kNoBreakSpace) return false;  // the space is all there was
    if (KindOf(sequence.value).sort != Sort::kLetter) return line_[end].value < 0x80;
    return sequence.value == 0xE0 && !GoesOnBehindA(line_.subspan(end));
  }

  std::span<const Piece> line_;
  ByteReader bytes_;
  Utf8Reading& reading_;
};

struct Candidates {
  MisreadingSet possible = 0;             // in which some word may be read, by all that it has
  MisreadingSet all = ~MisreadingSet{0};  // which have every character of the line
};

// Asks of all encodings at once, a bit each, what WordReader asks of one: whether a word has a
// sequence and nothing that must not stand beside one. What goes on with a sequence is taken for it
// by the leads before it, so that none is missed. Of most lines that are looked at, being odd, few
// encodings are left.
class Screening {
 public:
  explicit Screening(std::span<const Piece> line) : line_(line) {}

  Candidates Screen() const {
    Candidates candidates;
    MisreadingSet sequences = 0;
    MisreadingSet accepted = ~MisreadingSet{0};
    for (std::size_t i = 0; i < line_.size(); ++i) {
      const Piece& piece = line_[i];
      if (IsWordSpace(piece.value)) {
        candidates.possible |= sequences & accepted;
        sequences = 0;
        accepted = ~MisreadingSet{0};
        continue;
      }
      if (piece.value < 0x80) continue;
      // The second half of a surrogate pair begins like a sequence, but is none by itself.
      const MisreadingSet may_begin = piece.behind->lead & ContinuationAt(i + 1);
      sequences |= Begins(i, may_begin);
      accepted &= may_begin | GoesOnAt(i) | StandsBesideAt(line_, i);
      candidates.all &= piece.behind->has;
    }
    candidates.possible |= sequences & accepted;
    return candidates;
  }

 private:
  MisreadingSet LeadAt(std::size_t i) const {  // also before the line's first
    return i < line_.size() && line_[i].value >= 0x80 ? line_[i].behind->lead : 0;
  }
  MisreadingSet ContinuationAt(std::size_t i) const {
    if (i >= line_.size()) return 0;
    if (line_[i].value == ' ') return BytesOf(kNoBreakSpace).has;  // which it may have been
    if (line_[i].value == kReplacement) return ~MisreadingSet{0};
    return line_[i].value < 0x80 ? 0 : line_[i].behind->continuation;
  }
  // In which of these a sequence may begin there. A lead before a space, the commonest of chances,
  // is looked at: whether the space completes a sequence, and of a letter that somebody writes.
  MisreadingSet Begins(std::size_t i, MisreadingSet may_begin) const {
    if (may_begin == 0 || line_[i + 1].value != ' ') return may_begin;
    MisreadingSet begins = may_begin;
    for (MisreadingSet left = may_begin; left != 0; left &= left - 1) {
      const auto misreading = static_cast<std::size_t>(std::countr_zero(left));
      const Sequence sequence = ByteReader(line_, misreading).Read(i);
      const bool idle = sequence.loss == Loss::kSpace && IsRare(sequence.value);
      if (sequence.end == 0 || idle) begins &= ~(MisreadingSet{1} << misreading);
    }
    return begins;
  }
  // In which it may be the second byte of a sequence, the third or the fourth.
  MisreadingSet GoesOnAt(std::size_t i) const {
    MisreadingSet continuations = ContinuationAt(i);
    MisreadingSet goes_on = 0;
    for (std::size_t back = 1; back <= 3 && continuations != 0; ++back) {
      goes_on |= continuations & LeadAt(i - back);
      continuations &= ContinuationAt(i - back);
    }
    return goes_on;
  }

  std::span<const Piece> line_;
};

// How much less the group is worth than its letters say. Short words of signs are drawn, too.
float DoubtOf(std::span<const Piece> before, std::span<const Piece> after, std::size_t sequences) {
  float rare = 0;
  for (const Piece& piece : after) {
    if (!IsRare(piece.value)) continue;
    rare += ScriptOf(piece.value) == Script::kOther ? kRareScript : kRareLetter;
  }
  if (sequences > 1) return rare;
  const auto is_letter = [](const Piece& piece) { return IsLetter(piece.value); };
  if (std::ranges::none_of(before, is_letter)) return rare + kOnlySigns;
  if (IsOfOneScript(before)) return rare + kLoneLetter;
  const char32_t lone = after.size() == 1 ? after[0].value : U' ';
  return lone == ' ' || IsCommonWord(lone) ? rare : rare + kLoneLetter;
}

// Whether all of the line was UTF-8, and is natural text now.
bool IsSure(const Utf8Reading& reading) {
  return reading.intact == 0 && reading.refused == 0 &&
         ReadsWell(reading.sequences, reading.left, reading.steps);
}

// Nobody writes C1 controls: they are bytes of something.
bool HasControl(std::span<const Piece> line, const Group& group) {
  return std::ranges::any_of(
      line.subspan(group.begin, group.end - group.begin),
      [](const Piece& piece) { return piece.value >= 0x80 && piece.value < 0xA0; });
}

// What the words gain, with all that speaks against them.
void Weigh(std::span<const Piece> line, std::size_t misreading, Utf8Reading& reading) {
  const std::span<const Piece> meant(reading.meant);
  for (Group& group : reading.groups) {
    const auto before = line.subspan(group.begin, group.end - group.begin);
    const auto after = meant.subspan(group.meant_begin, group.meant_end - group.meant_begin);
    group.gain = CostOf(before) - group.left;
    group.doubt = DoubtOf(before, after, group.sequences);
    reading.gain += std::max(group.gain - group.doubt, 0.0F);
  }
  reading.gain -= kSeldomRead[misreading] + kRefused * static_cast<float>(reading.refused) +
                  std::min(kIntact * static_cast<float>(reading.intact), kMostIntact);
  const bool lone = reading.sequences == 1 && reading.intact > 0;
  if (lone && !HasControl(line, reading.groups[0])) reading.gain -= kLoneAmongIntact;
}

Utf8Reading Read(std::span<const Piece> line, std::size_t misreading) {
  Utf8Reading reading{.misreading = misreading};
  WordReader(line, misreading, reading).ReadAll();
  reading.sure = IsSure(reading);
  if (reading.sure) {
    reading.gain = kSureGain - reading.left - kSeldomRead[misreading];
  } else {
    Weigh(line, misreading, reading);
  }
  return reading;
}

// Whether the line has the same bytes in two encodings.
bool AreSameBytes(std::span<const Piece> line, std::size_t a, std::size_t b) {
  return std::ranges::all_of(line, [&](const Piece& piece) {
    return piece.value < 0x80 || piece.behind->byte[a] == piece.behind->byte[b];
  });
}

// Puts what was read in the place of what stands there.
std::vector<Piece> Apply(const Utf8Reading& reading, std::span<const Piece> line) {
  std::vector<Piece> made;
  made.reserve(line.size());
  std::size_t kept = 0;
  const auto add = [&](std::span<const Piece> pieces, std::size_t begin, std::size_t end) {
    const std::span<const Piece> part = pieces.subspan(begin, end - begin);
    made.insert(made.end(), part.begin(), part.end());
  };
  const bool many = reading.sequences >= kSureSequences;
  for (const Group& group : reading.groups) {
    const bool stays = many ? group.gain <= -kLostByte : group.gain <= group.doubt;
    if (stays && !reading.sure) continue;
    add(line, kept, group.begin);
    add(reading.meant, group.meant_begin, group.meant_end);
    kept = group.end;
  }
  add(line, kept, line.size());
  return made;
}

}  // namespace

Finding FindUtf8(std::span<const Piece> line) {
  const Candidates candidates = Screening(line).Screen();
  Utf8Reading best;
  best.gain = kMargin;
  const auto consider = [&](MisreadingSet set) {
    for (; set != 0; set &= set - 1) {
      const auto misreading = static_cast<std::size_t>(std::countr_zero(set));
      if (!best.groups.empty() && AreSameBytes(line, best.misreading, misreading)) continue;
      Utf8Reading reading = Read(line, misreading);
      if (!reading.groups.empty() && reading.gain > best.gain) best = std::move(reading);
    }
  };
  consider(candidates.possible & candidates.all);
  if (!best.sure) consider(candidates.possible & ~candidates.all);
  if (best.groups.empty()) return {};
  return {.gain = best.gain, .sure = best.sure, .line = Apply(best, line)};
}

}  // namespace warraq
