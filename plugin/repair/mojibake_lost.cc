// UTF-8 that was read as a single-byte encoding often lost bytes on the way: those without a
// meaning in it became "?" or U+FFFD, or went without a trace, as control characters do.
//
//   "Ñ?Ð²ÐµÑ‚Ð»Ð¾", "Ñ�Ð²ÐµÑ‚Ð»Ð¾", "ÑÐ²ÐµÑ‚Ð»Ð¾" -> "светло"      "â€œyesâ€?" -> “yes”
//
// What could be lost is known: windows-1252 lacks five bytes, windows-1251 one, ISO-8859-1 the
// thirty-two of C1. So a lost byte leaves few letters to choose from, often one. The words that
// they would make are weighed against each other; one that is not likelier by far stays U+FFFD.

#include "plugin/repair/mojibake_lost.h"

#include <algorithm>
#include <array>
#include <bit>
#include <limits>
#include <string_view>

#include "plugin/repair/fluency.h"
#include "plugin/text/utf8.h"

namespace warraq {
namespace {

constexpr std::uint8_t kNoBreakSpace = 0xA0;
constexpr float kSure = 4.5F;  // how much less the likeliest word costs than the next
constexpr float kRarerEncoding = 2;
constexpr float kNear = 2;
constexpr float kRareSign = 6;
constexpr float kLoneMark = 4;            // a vowel sign, where no other is
constexpr std::size_t kMostWords = 128;   // that are tried for one
constexpr std::size_t kLongestWord = 64;  // longer ones are no words
constexpr std::size_t kMostLost = 4;      // of one word, to be tried
constexpr std::size_t kFewRefused = 2;    // words of which only a part is UTF-8: one in so many
constexpr std::size_t kDroppedNeed = 3;   // whole sequences of the line, to see that some are not

bool IsTrace(const Piece& piece) { return piece.value == '?' || piece.value == kReplacement; }

// Signs beside quotation marks and dashes are seldom what was lost.
float RarityOfSign(char32_t value) {
  const bool common = std::u32string_view(U"‘’‚“”„–—…•‹›").find(value) != std::u32string_view::npos;
  return common || IsLetter(value) || IsMark(value) ? 0 : kRareSign;
}

// The encodings in which most characters of the line begin a sequence and go on with it; none if
// no character does in any.
MisreadingSet LikeliestMisreadings(std::span<const Piece> line) {
  std::array<std::size_t, kMisreadings> pairs{};
  for (std::size_t i = 0; i + 1 < line.size(); ++i) {
    MisreadingSet set = line[i].behind->lead;
    if (!IsTrace(line[i + 1])) set &= line[i + 1].behind->continuation;
    for (; set != 0; set &= set - 1) ++pairs[static_cast<std::size_t>(std::countr_zero(set))];
  }
  const std::size_t most = std::ranges::max(pairs);
  if (most == 0) return 0;
  MisreadingSet likeliest = 0;
  for (std::size_t i = 0; i < kMisreadings; ++i) {
    if (pairs[i] == most) likeliest |= MisreadingSet{1} << i;
  }
  return likeliest;
}

// A letter of a word: itself, or a sequence of UTF-8, of which up to two bytes were lost.
struct Letter {
  std::size_t begin = 0;  // in the line
  std::size_t end = 0;
  std::array<std::uint8_t, 4> bytes{};  // 0 for one that was lost
  std::uint8_t length = 0;              // 0 where it is no sequence
  std::uint8_t lost = 0;
  std::uint8_t dropped = 0;   // of those, without a trace
  bool may_be_space = false;  // what was lost: a no-break space
  bool may_be_any = false;    // U+FFFD among signs, of which more are common than could be lost
  char32_t value = 0;

  char32_t Decoded() const {
    char32_t decoded = bytes[0] & (0xFFu >> (length + 1));
    for (std::size_t i = 1; i < length; ++i) decoded = decoded << 6 | (bytes[i] & 0x3Fu);
    return decoded;
  }
};

struct Word {
  std::vector<Letter> letters;
  std::vector<std::size_t> lost;  // which of them
  std::size_t whole = 0;          // sequences that are
  std::size_t dropped = 0;        // bytes that left no trace, but for those that may be spaces
  bool marks = false;             // whole ones: vowel signs and the like
  bool refused = false;           // it has what is no part of UTF-8
  bool certain = false;           // by itself it shows that it was misread
};

// Reads the words of a line as bytes of one encoding.
class Reader {
 public:
  Reader(std::span<const Piece> line, std::size_t misreading)
      : line_(line), misreading_(misreading), bit_(MisreadingSet{1} << misreading) {}

  Word ReadWord(std::size_t begin) const {
    Word word;
    std::size_t i = begin;
    while (i < line_.size() && !IsWordSpace(line_[i].value)) {
      Letter letter = ReadLetter(i);
      i = letter.end;
      word.refused |= letter.length == 0 && !StandsBeside(line_[letter.begin]);
      word.whole += letter.length > 0 && letter.lost == 0;
      word.marks |= letter.length > 0 && letter.lost == 0 && IsMark(letter.value);
      word.dropped += letter.may_be_space ? 0 : letter.dropped;
      if (letter.lost > 0) {
        word.certain |=
            letter.length > letter.lost + 1 || letter.may_be_space || StandsInWord(letter);
        word.lost.push_back(word.letters.size());
      }
      word.letters.push_back(letter);
    }
    // A letter by itself, "à" or "Š" before the rest of its word.
    if (word.letters.size() == 1 && word.letters[0].may_be_space) word.lost.clear();
    return word;
  }

 private:
  Letter ReadLetter(std::size_t i) const {
    Letter letter{.begin = i, .end = i + 1, .value = line_[i].value};
    const BytesBehind& behind = *line_[i].behind;
    if (line_[i].value < 0x80 || (behind.lead & bit_) == 0) return letter;
    const std::size_t length = LengthBy(behind.byte[misreading_]);
    if (length == 0) return letter;
    Letter sequence = letter;
    sequence.length = static_cast<std::uint8_t>(length);
    sequence.bytes[0] = behind.byte[misreading_];
    for (std::size_t k = 1; k < length; ++k) ReadByte(k, sequence);
    if (sequence.lost > 0) {
      sequence.may_be_space = MayBeSpace(sequence);
      return MayBeLost(sequence) ? sequence : letter;
    }
    sequence.value = sequence.Decoded();
    return sequence.value < 0x80 ? letter : sequence;
  }

  void ReadByte(std::size_t k, Letter& sequence) const {
    const bool inside = sequence.end < line_.size();
    if (inside && (line_[sequence.end].behind->continuation & bit_) != 0) {
      sequence.bytes[k] = line_[sequence.end++].behind->byte[misreading_];
    } else if (inside && line_[sequence.end].value >= ' ' && IsTrace(line_[sequence.end])) {
      sequence.may_be_any |= sequence.length > 2 && line_[sequence.end].value == kReplacement;
      ++sequence.end;
      ++sequence.lost;
    } else {
      ++sequence.lost;
      ++sequence.dropped;
    }
  }

  // One byte, or two that left their marks.
  static bool MayBeLost(const Letter& sequence) {
    const std::size_t most = sequence.dropped > 0 ? 1 : 2;
    return sequence.lost <= most && sequence.length <= 3;
  }

  bool MayBeSpace(const Letter& sequence) const {
    return sequence.dropped > 0 && sequence.bytes[sequence.length - 1u] == 0 &&
           sequence.end < line_.size() && line_[sequence.end].value == ' ' &&
           (BytesOf(kNoBreakSpace).continuation & bit_) != 0 &&
           BytesOf(kNoBreakSpace).byte[misreading_] == kNoBreakSpace;
  }

  bool StandsInWord(const Letter& letter) const {
    return letter.dropped == 0 && letter.end < line_.size() &&
           KindOf(line_[letter.end].value).sort == Sort::kLetter;
  }

  bool StandsBeside(const Piece& piece) const {
    if (piece.value < 0x80 || (piece.behind->has & bit_) == 0) return true;
    const Sort sort = KindOf(piece.value).sort;
    const bool sign = sort == Sort::kOpening || sort == Sort::kClosing || sort == Sort::kSign;
    return sort == Sort::kControl || (sign && (piece.behind->lead & bit_) == 0);
  }

  std::span<const Piece> line_;
  std::size_t misreading_;
  MisreadingSet bit_;
};

// A byte that may have been lost, and how unlikely that is.
struct LostByte {
  std::uint8_t byte = 0;
  float cost = 0;
};

// Whether the line has characters that are 80 to 9F in its encoding. ISO-8859-1 has none.
bool HasLow(std::span<const Piece> line, std::size_t misreading) {
  return std::ranges::any_of(line, [&](const Piece& piece) {
    const bool c1 = piece.value >= 0x80 && piece.value < 0xA0;
    return !c1 && (piece.behind->has >> misreading & 1) != 0 &&
           piece.behind->byte[misreading] < 0xA0;
  });
}

// Those that the encoding lacks, and less likely those that others lack of which the line may be
// too; or all from 80 to 9F.
std::vector<LostByte> BytesThatGoLost(std::span<const Piece> line, MisreadingSet misreadings) {
  std::vector<LostByte> lacking;
  std::vector<LostByte> low;
  const auto commonest = static_cast<std::size_t>(std::countr_zero(misreadings));
  for (std::uint8_t byte = 0x80; byte < 0xC0; ++byte) {
    bool lacks = false;
    for (MisreadingSet set = misreadings; set != 0; set &= set - 1) {
      lacks |= MeaningOf(byte, static_cast<std::size_t>(std::countr_zero(set))) == 0;
    }
    if (lacks) lacking.push_back({byte, MeaningOf(byte, commonest) == 0 ? 0 : kRarerEncoding});
    if (byte < 0xA0) low.push_back({byte});
  }
  return HasLow(line, commonest) && !lacking.empty() ? lacking : low;
}

// Chooses the bytes of one word.
class Chooser {
 public:
  Chooser(const std::vector<LostByte>& bytes, bool has_marks, Word& word)
      : bytes_(bytes), has_marks_(has_marks), word_(word) {}

  // Sets the lost bytes that are certain.
  void Choose() {
    if (word_.lost.size() > kMostLost || word_.letters.size() > kLongestWord) return;
    std::size_t words = 1;
    for (const std::size_t at : word_.lost) {
      choices_.push_back(ChoicesOf(word_.letters[at], at + 1 == word_.letters.size()));
      words *= choices_.back().size();
      if (words == 0 || words > kMostWords) return;
    }
    Weigh(words);
    for (std::size_t i = 0; i < word_.lost.size(); ++i) Settle(i);
  }

 private:
  using Bytes = std::array<std::uint8_t, 4>;
  struct Choice {
    Bytes bytes{};
    char32_t value = 0;
    float unlikely = 0;
    float cost = std::numeric_limits<float>::max();  // of the likeliest word with it
  };

  std::vector<Choice> ChoicesOf(Letter letter, bool is_last) const {
    std::vector<Choice> choices;
    std::array<std::size_t, 2> slots{};
    std::size_t lost = 0;
    for (std::size_t i = 1; i < letter.length; ++i) {
      if (letter.bytes[i] == 0) slots[lost++] = i;
    }
    std::vector<LostByte> firsts = bytes_;
    if (letter.may_be_space) firsts.push_back({kNoBreakSpace});
    for (std::uint8_t byte = 0x80; letter.may_be_any && byte < 0xC0; ++byte) {
      if (std::ranges::find(bytes_, byte, &LostByte::byte) != bytes_.end()) continue;
      firsts.push_back({byte, kRarerEncoding});
    }
    for (const LostByte& first : firsts) {
      letter.bytes[slots[0]] = first.byte;
      for (const LostByte& second : lost > 1 ? bytes_ : kNoSecond) {
        if (lost > 1) letter.bytes[slots[1]] = second.byte;
        const char32_t value = letter.Decoded();
        const bool surrogate = value >= 0xD800 && value <= 0xDFFF;
        if (surrogate || !IsShortest(value, letter.length)) continue;
        choices.push_back(
            {letter.bytes, value, first.cost + second.cost + RarityOf(value, is_last)});
      }
    }
    return choices;
  }

  // Writers who put vowel signs inside of words put many.
  float RarityOf(char32_t value, bool is_last) const {
    return !has_marks_ && !is_last && IsMark(value) ? kLoneMark : RarityOfSign(value);
  }

  void Weigh(std::size_t words) {
    for (std::size_t number = 0; number < words; ++number) {
      std::size_t rest = number;
      float cost = 0;
      for (std::size_t i = 0; i < choices_.size(); ++i) {
        const Choice& choice = choices_[i][rest % choices_[i].size()];
        word_.letters[word_.lost[i]].value = choice.value;
        cost += choice.unlikely;
        rest /= choices_[i].size();
      }
      Fluency fluency;
      for (const Letter& letter : word_.letters) fluency.Add(letter.value);
      cost += fluency.CostAtEnd();
      rest = number;
      for (std::vector<Choice>& choices : choices_) {
        Choice& choice = choices[rest % choices.size()];
        choice.cost = std::min(choice.cost, cost);
        rest /= choices.size();
      }
    }
  }

  void Settle(std::size_t i) {
    std::ranges::stable_sort(choices_[i], {}, &Choice::cost);
    const Choice& best = choices_[i][0];
    const bool sure = choices_[i].size() == 1 || best.cost + kSure <= choices_[i][1].cost;
    Letter& letter = word_.letters[word_.lost[i]];
    if (sure) letter.bytes = best.bytes;
    if (letter.may_be_space && MayBeSpace(choices_[i])) letter.bytes = BytesWithSpace(letter);
  }

  // A no-break space that became a plain one is no loss, and found elsewhere (mojibake_utf8.cc). It
  // may be one where it is about as likely as what is likeliest; "à", with which words end and
  // seldom go on, where it is likeliest.
  static bool MayBeSpace(const std::vector<Choice>& choices) {
    const auto space = std::ranges::find_if(choices, [](const Choice& choice) {
      return std::ranges::find(choice.bytes, kNoBreakSpace) != choice.bytes.end();
    });
    if (space == choices.end()) return false;
    return space->cost <= choices[0].cost + (space->value == U'à' ? 0 : kNear);
  }
  static Bytes BytesWithSpace(const Letter& letter) {
    Bytes bytes = letter.bytes;
    bytes[letter.length - 1u] = kNoBreakSpace;
    return bytes;
  }

  inline static const std::vector<LostByte> kNoSecond = {{}};

  const std::vector<LostByte>& bytes_;
  bool has_marks_;
  Word& word_;
  std::vector<std::vector<Choice>> choices_;
};

// A line with what was lost put back in.
class Writer {
 public:
  Writer(std::span<const Piece> line, std::size_t misreading)
      : line_(line), misreading_(misreading) {}

  void Write(const Word& word) {
    for (const std::size_t at : word.lost) {
      const Letter& letter = word.letters[at];
      if (!IsRestored(letter)) continue;
      KeepUpTo(letter.begin + 1);
      for (std::size_t k = 1; k < letter.length; ++k) WriteByte(letter, k);
      kept_ = letter.end;
    }
  }
  std::vector<Piece> Finish() && {
    if (made_.empty()) return {};
    KeepUpTo(line_.size());
    return std::move(made_);
  }

 private:
  // Two that are not known cannot be marked as one letter.
  static bool IsRestored(const Letter& letter) {
    const auto unknown = std::count(letter.bytes.begin(), letter.bytes.begin() + letter.length, 0);
    return unknown < 2 &&
           (!letter.may_be_space || letter.bytes[letter.length - 1u] != kNoBreakSpace);
  }
  void KeepUpTo(std::size_t end) {
    for (; kept_ < end; ++kept_) made_.push_back(line_[kept_]);
  }
  void WriteByte(const Letter& letter, std::size_t k) {
    const bool inside = kept_ < letter.end;
    const bool is_there = inside && !IsTrace(line_[kept_]);
    if (is_there) {
      made_.push_back(line_[kept_++]);
      return;
    }
    const std::uint32_t begin = inside ? line_[kept_].begin : line_[kept_ - 1].end;
    const std::uint32_t end = inside ? line_[kept_].end : begin;
    kept_ += inside;
    made_.push_back(MakePiece(CharacterOf(letter.bytes[k]), begin, end));
  }
  char32_t CharacterOf(std::uint8_t byte) const {
    if (byte == 0) return kReplacement;
    const char32_t meaning = MeaningOf(byte, misreading_);
    return meaning != 0 ? meaning : byte;
  }

  std::span<const Piece> line_;
  std::size_t misreading_;
  std::size_t kept_ = 0;
  std::vector<Piece> made_;
};

struct Words {
  std::vector<Word> with_losses;
  std::size_t whole = 0;     // sequences of all words that are UTF-8
  std::size_t dropped = 0;   // bytes
  std::size_t accepted = 0;  // words that have such
  std::size_t refused = 0;
  bool certain = false;
  bool marks = false;
};

Words ReadWords(std::span<const Piece> line, std::size_t misreading) {
  const Reader reader(line, misreading);
  Words words;
  for (std::size_t i = 0; i < line.size();) {
    if (IsWordSpace(line[i].value)) {
      ++i;
      continue;
    }
    Word word = reader.ReadWord(i);
    i = word.letters.back().end;
    words.refused += word.refused;
    if (word.refused) continue;
    words.accepted += word.whole > 0 || !word.lost.empty();
    words.whole += word.whole;
    words.dropped += word.dropped;
    words.certain |= word.certain;
    words.marks |= word.marks;
    if (!word.lost.empty()) words.with_losses.push_back(std::move(word));
  }
  return words;
}

}  // namespace

std::vector<Piece> RestoreLost(std::span<const Piece> line) {
  const MisreadingSet misreadings = LikeliestMisreadings(line);
  if (misreadings == 0) return {};
  const auto misreading = static_cast<std::size_t>(std::countr_zero(misreadings));
  Words words = ReadWords(line, misreading);
  if (words.with_losses.empty() || (words.whole == 0 && !words.certain)) return {};
  if (words.refused * kFewRefused > words.accepted) return {};
  const bool drops = words.whole >= kDroppedNeed && words.whole * 2 >= words.dropped;
  const std::vector<LostByte> bytes = BytesThatGoLost(line, misreadings);
  Writer writer(line, misreading);
  for (Word& word : words.with_losses) {
    if (word.dropped > 0 && !drops) continue;
    Chooser(bytes, words.marks, word).Choose();
    writer.Write(word);
  }
  return std::move(writer).Finish();
}

std::vector<std::string> LettersThatWereLost(std::string_view misread) {
  if (misread.empty() || !IsValidUtf8(misread)) return {};
  std::size_t end = 0;
  const Piece first = MakePiece(NextCodePoint(misread, end), 0, 0);
  const std::string_view rest = misread.substr(end);
  const MisreadingSet leads = first.value < 0x80 ? 0 : first.behind->lead;
  if (leads == 0 || (!rest.empty() && rest != "?" && rest != "\xEF\xBF\xBD")) return {};
  const auto misreading = static_cast<std::size_t>(std::countr_zero(leads));
  const unsigned lead = first.behind->byte[misreading];
  std::vector<std::string> letters;
  for (std::uint8_t byte = 0x80; LengthBy(lead) == 2 && byte < 0xC0; ++byte) {
    const auto value = static_cast<char32_t>((lead & 0x1F) << 6 | (byte & 0x3F));
    if (MeaningOf(byte, misreading) != 0 || IsRare(value) || !IsLetter(value)) continue;
    AppendUtf8(letters.emplace_back(), value);
  }
  return letters;
}

}  // namespace warraq
