// Cuts a text into tokens and looks each word up, in one pass.
//
// "14May2025" is 14, May, 2025; "l4 May 2O25" too, since a letter that looks like a digit is read
// as one among digits. "22,000" is one number and a quantity. Han, kana and Thai letters are words
// each for itself, so that "2025年5月14日" falls apart at its digits; Chinese numerals become
// numbers. The text is searched as it is: UAX #29 would need a dictionary for Thai and gains
// nothing here.

#include "plugin/date/tokens.h"

#include <algorithm>
#include <array>
#include <cassert>

#include "plugin/date/fold.h"

namespace warraq {
namespace {

constexpr std::size_t kPhraseWords = 12;  // the longest phrase that is looked up

int HanNumeral(char32_t c) {
  switch (c) {
    case 0x3007:
    case 0x96F6:
      return 0;
    case 0x4E00:
      return 1;
    case 0x4E8C:
      return 2;
    case 0x4E09:
      return 3;
    case 0x56DB:
      return 4;
    case 0x4E94:
      return 5;
    case 0x516D:
      return 6;
    case 0x4E03:
      return 7;
    case 0x516B:
      return 8;
    case 0x4E5D:
      return 9;
    case 0x5341:
      return 10;
    case 0x5EFF:
      return 20;
    case 0x5345:
      return 30;
    default:
      return -1;
  }
}

Digits DigitsOf(char32_t c) {
  if (c < 0x80) return Digits::kLatin;
  if (c >= 0x660 && c <= 0x669) return Digits::kArabic;
  if (c >= 0x6F0 && c <= 0x6F9) return Digits::kPersian;
  return Digits::kOther;
}

// A letter that recognition gives for a digit, or -1.
int LooksLikeDigit(char32_t c) {
  if (c == 'O' || c == 'o') return 0;
  if (c == 'l' || c == 'I' || c == '|') return 1;
  return -1;
}

class Tokenizer {
 public:
  // Without a lexicon no word is looked up in it.
  Tokenizer(std::string_view utf8, const Lexicon* lexicon) : text_(utf8), lexicon_(lexicon) {
    const std::size_t likely = utf8.size() / 5 + 4;
    tokens_.reserve(likely);
    telling_.resize(likely);
  }

  // Numbers, and words with which a phrase may begin; to be asked for behind Run.
  std::vector<std::uint32_t> Telling() {
    telling_.resize(told_);
    return std::move(telling_);
  }

  std::vector<Token> Run() {
    while (at_ < text_.size()) {
      const std::size_t begin = at_;
      if (text_[at_] == ' ') {
        spaced_ = true;
        ++at_;
        continue;
      }
      const char32_t c = NextCodePoint(text_, at_);
      const char16_t letter = c < kFoldTableEnd ? plain_[c] : u'\0';
      const Folded folded = letter != 0 ? Folded{Letter::kLetter, letter, 0} : Fold(c);
      switch (folded.letter) {
        case Letter::kSpace:
          spaced_ = true;
          if (c == '\n' || c == '\r' || c == 0x2028 || c == 0x2029 || c == 0x85) new_line_ = true;
          break;
        case Letter::kMark:
          break;
        case Letter::kDigit:
          Number(begin, c, static_cast<int>(folded.is));
          break;
        case Letter::kLetter:
          Word(begin, c, folded);
          break;
        case Letter::kAlone:
          Alone(begin, c, folded);
          break;
        case Letter::kSign:
          Sign(begin, folded.is);
          break;
      }
    }
    MarkQuantities();
    return std::move(tokens_);
  }

 private:
  Token& Push(std::size_t begin, TokenKind kind) {
    Token& token = tokens_.emplace_back();
    token.begin = static_cast<std::uint32_t>(begin);
    token.end = static_cast<std::uint32_t>(at_);
    token.kind = kind;
    token.spaced = spaced_;
    token.new_line = new_line_;
    spaced_ = new_line_ = false;
    return token;
  }

  // Half of a text's words may begin a phrase, in no order that a processor could guess: the last
  // token is noted without a branch on it.
  void Note(bool tells) {
    if (told_ == telling_.size()) telling_.resize(told_ * 2);
    telling_[told_] = static_cast<std::uint32_t>(tokens_.size() - 1);
    told_ += tells;
  }

  // The next code point, if it can belong to what stands before it; marks are passed over.
  bool Peek(char32_t& c, Folded& folded, std::size_t& next) const {
    next = at_;
    while (next < text_.size()) {
      c = NextCodePoint(text_, next);
      folded = Fold(c);
      if (folded.letter != Letter::kMark) return true;
    }
    return false;
  }

  // Digits, and among them letters that look like digits ("2O25"), if digits go on behind them.
  void Number(std::size_t begin, char32_t c, int digit) {
    std::int64_t value = digit;
    int length = 1;
    bool repaired = false;
    char32_t next_c = 0;
    Folded next;
    std::size_t after = 0;
    const Digits digits = DigitsOf(c);
    // A direction mark ends a number only where a sign follows; ten digits are no day and no year.
    while (Peek(next_c, next, after)) {
      int more = next.letter == Letter::kDigit ? static_cast<int>(next.is) : -1;
      if (more < 0 && length < 4 && LooksLikeDigit(next_c) >= 0 && after < text_.size()) {
        const auto behind = static_cast<unsigned char>(text_[after]);
        if (behind >= '0' && behind <= '9') more = LooksLikeDigit(next_c), repaired = true;
      }
      if (more < 0) break;
      if (length < 18) value = value * 10 + more;
      ++length;
      at_ = after;
    }
    counting_.push_back(static_cast<std::uint32_t>(tokens_.size()));
    Token& token = Push(begin, TokenKind::kNumber);
    token.digits = digits;
    token.length = static_cast<std::uint8_t>(std::min(length, 255));
    token.value = length <= 9 ? static_cast<std::int32_t>(value) : -1;
    token.repaired = repaired;
    Note(true);
  }

  void Word(std::size_t begin, char32_t c, Folded folded) {
    // "l4", "O5": one such letter alone before a digit.
    if (LooksLikeDigit(c) >= 0 && at_ < text_.size() && text_[at_] >= '0' && text_[at_] <= '9' &&
        (tokens_.empty() || spaced_)) {
      const std::size_t digit_at = at_++;
      Number(begin, c, LooksLikeDigit(c) * 10 + (text_[digit_at] - '0'));
      Token& token = tokens_.back();
      token.repaired = true;
      token.length = static_cast<std::uint8_t>(std::min(token.length + 1, 255));
      return;
    }
    std::uint64_t hash = kHashSeed;
    int letters = 0;
    const bool upper = c != folded.is && c < 0x530;
    char32_t next_c = c;
    Folded next = folded;
    std::size_t after = at_;
    do {
      at_ = after;
      hash = HashStep(hash, next.is);
      if (next.then != 0) hash = HashStep(hash, next.then);
      ++letters;
      HashLetters(hash, letters);
    } while (PeekLetter(next_c, next, after));
    SkipMarks();
    Token& token = Push(begin, TokenKind::kWord);
    token.hash = hash;
    token.length = static_cast<std::uint8_t>(std::min(letters, 255));
    token.upper = upper;
    if (lexicon_ != nullptr) Note(lexicon_->MayBegin(hash));
  }

  // The letters of alphabets that come next: most of any text, so a loop with nothing else in it.
  void HashLetters(std::uint64_t& hash, int& letters) {
    const char16_t* const table = plain_;
    const auto* const bytes = reinterpret_cast<const unsigned char*>(text_.data());
    const std::size_t size = text_.size();
    std::uint64_t made = hash;
    int count = 0;
    std::size_t at = at_;
    while (at < size) {
      char32_t c = bytes[at];
      std::size_t next = at + 1;
      if (c >= 0x80) {
        // The table ends at U+0700; what is no UTF-8 is left to NextCodePoint.
        if (c < 0xC2 || c >= 0xDC || next == size || (bytes[next] & 0xC0) != 0x80) break;
        c = (c & 0x1F) << 6 | (bytes[next++] & 0x3Fu);
      }
      const char16_t letter = table[c];
      if (letter == 0) break;
      made = HashStep(made, letter);
      ++count;
      at = next;
    }
    at_ = at;
    hash = made;
    letters += count;
  }

  bool PeekLetter(char32_t& c, Folded& folded, std::size_t& next) const {
    if (at_ < text_.size() && (static_cast<unsigned char>(text_[at_]) & 0x80u) == 0) return false;
    if (!Peek(c, folded, next) || folded.letter != Letter::kLetter) return false;
    // The syllables that follow numbers in Korean are words of their own: 2025년에서.
    return !(IsHangulCounter(tokens_, at_, text_));
  }

  static bool IsHangulCounter(const std::vector<Token>& tokens, std::size_t at,
                              std::string_view text) {
    if (tokens.empty() || tokens.back().kind != TokenKind::kNumber || at < 3) return false;
    if (tokens.back().end != at - 3) return false;
    const std::string_view last = text.substr(at - 3, 3);
    return last == "\xEB\x85\x84" || last == "\xEC\x9B\x94" || last == "\xEC\x9D\xBC" ||
           last == "\xEC\x8B\x9C" || last == "\xEB\xB6\x84" || last == "\xEC\xB4\x88";
  }

  void SkipMarks() {
    while (at_ < text_.size() && (static_cast<unsigned char>(text_[at_]) & 0x80u) != 0) {
      std::size_t next = at_;
      const char32_t c = NextCodePoint(text_, next);
      if (Fold(c).letter != Letter::kMark || c == 0x200E || c == 0x200F) return;
      at_ = next;
    }
  }

  void Alone(std::size_t begin, char32_t c, Folded folded) {
    if (HanNumeral(c) >= 0 && !IsOfWeekday(begin) && HanNumber(begin, c)) return;
    Token& token = Push(begin, TokenKind::kWord);
    token.hash = HashStep(kHashSeed, folded.is);
    token.length = 1;
    if (lexicon_ != nullptr) Note(lexicon_->MayBegin(token.hash));
  }

  // 星期三, 周三, 礼拜三: the numeral is a part of the weekday's name.
  bool IsOfWeekday(std::size_t begin) const {
    if (begin < 3 || spaced_) return false;
    const std::string_view before = text_.substr(begin - 3, 3);
    return before == "\xE6\x9C\x9F" || before == "\xE5\x91\xA8" || before == "\xE9\x80\xB1" ||
           before == "\xE6\x8B\x9C";
  }

  // 二〇二五 digit by digit, or 十五, 二十一, 三十 with tens.
  bool HanNumber(std::size_t begin, char32_t c) {
    std::int64_t digits_value = 0;
    std::int64_t tens_value = 0;
    std::int64_t unit = 0;
    int length = 0;
    bool tens = false;
    std::size_t next = begin;
    while (next < text_.size() && length < 9) {
      std::size_t after = next;
      c = NextCodePoint(text_, after);
      const int value = HanNumeral(c);
      if (value < 0) break;
      if (value == 10) {
        tens = true;
        tens_value += (unit == 0 ? 1 : unit) * 10;
        unit = 0;
      } else if (value > 10) {
        tens = true;
        tens_value += value;
        unit = 0;
      } else {
        unit = value;
      }
      digits_value = digits_value * 10 + value % 10;
      ++length;
      next = after;
    }
    at_ = next;
    counting_.push_back(static_cast<std::uint32_t>(tokens_.size()));
    Token& token = Push(begin, TokenKind::kNumber);
    token.digits = Digits::kHan;
    const std::int64_t value = tens ? tens_value + unit : digits_value;
    token.value = static_cast<std::int32_t>(value);
    token.length = static_cast<std::uint8_t>(tens ? (value > 9 ? 2 : 1) : length);
    Note(true);
    return true;
  }

  void Sign(std::size_t begin, char32_t is) {
    if (IsMoney(is) || IsPercent(is))
      counting_.push_back(static_cast<std::uint32_t>(tokens_.size()));
    Push(begin, TokenKind::kSign).sign = is;
  }

  static bool IsGroup(const Token& comma, const Token& number) {
    return comma.kind == TokenKind::kSign && !comma.spaced &&
           (comma.sign == ',' || comma.sign == 0x66C || comma.sign == '\'') &&
           number.kind == TokenKind::kNumber && !number.spaced && number.length == 3;
  }

  // Signs that make the number beside them an amount: before it, or on either side.
  static bool IsMoney(char32_t sign) {
    return sign == '$' || sign == '#' || (sign >= 0xA2 && sign <= 0xA5) ||
           (sign >= 0x20A0 && sign <= 0x20C0);
  }
  static bool IsPercent(char32_t sign) { return sign == '%' || sign == 0xB0 || sign == 0x66A; }

  // "22,000", "$5", "25%", "3.5 m": numbers that are an amount of something.
  void MarkQuantities() {
    for (const std::uint32_t i : counting_) {
      Token& token = tokens_[i];
      if (token.kind == TokenKind::kSign) {
        const bool money = IsMoney(token.sign);
        if (money && i + 1 < tokens_.size() && !tokens_[i + 1].new_line)
          tokens_[i + 1].quantity = true;
        if ((money || IsPercent(token.sign)) && i > 0 && token.sign != '#')
          tokens_[i - 1].quantity = true;
        continue;
      }
      if (i + 2 >= tokens_.size() || token.length > 3) continue;
      for (std::size_t k = i; k + 2 < tokens_.size() && IsGroup(tokens_[k + 1], tokens_[k + 2]);
           k += 2) {
        tokens_[k].quantity = tokens_[k + 2].quantity = true;
      }
    }
  }

  const char16_t* const plain_ = PlainLetters();
  std::string_view text_;
  const Lexicon* lexicon_;
  std::size_t at_ = 0;
  bool spaced_ = false;
  bool new_line_ = false;
  std::vector<Token> tokens_;
  std::vector<std::uint32_t> counting_;  // numbers and the signs of amounts, among the tokens
  std::vector<std::uint32_t> telling_;   // of which the first `told_`
  std::size_t told_ = 0;
};

// What may stand between the words of one phrase: nothing, white space, or one of these.
bool JoinsWords(char32_t sign) {
  return sign == '.' || sign == '-' || sign == '\'' || sign == 0x2019 || sign == 0x2018 ||
         sign == 0x2BB || sign == 0x2BC || sign == 0x2BF || sign == 0x2BE || sign == '`' ||
         sign == 0x2010 || sign == 0x2011 || sign == 0x200C || sign == 0x5F3 || sign == 0xA78C ||
         sign == 0x5F4 || sign == 0x5BE;
}

// The longest phrase that begins with a token, whose first word leads to `node`.
void LookUpPhrase(std::vector<Token>& tokens, std::size_t i, std::uint32_t node,
                  const Lexicon& lexicon) {
  Token& token = tokens[i];
  std::size_t last = i;
  token.begins = true;
  token.counted = lexicon.LeadsToNumber(node);
  std::uint64_t on_the_way = lexicon.SaysOf(node);
  if (lexicon.HasName(node)) token.node = node;
  for (std::size_t words = 1; words < kPhraseWords && lexicon.GoesOn(node); ++words) {
    std::size_t next = last + 1;
    if (next < tokens.size() && tokens[next].kind == TokenKind::kSign &&
        JoinsWords(tokens[next].sign)) {
      ++next;
      const bool dotted = tokens[next - 1].sign == '.';  // "av. J.-C."
      if (dotted && next < tokens.size() && tokens[next].sign == '-' && !tokens[next].spaced)
        ++next;
    }
    if (next >= tokens.size() || tokens[next].kind != TokenKind::kWord || tokens[next].new_line)
      break;
    node = lexicon.Child(node, tokens[next].hash);
    if (node == Lexicon::kNone) break;
    on_the_way |= lexicon.SaysOf(node);
    last = next;
    if (lexicon.HasName(node)) {
      token.node = node;
      token.words = static_cast<std::uint8_t>(last - i + 1);
    }
  }
  // The phrases that say so are among those just passed, but for those with a number in them.
  token.relative = (on_the_way & BitOf(Says::kRelative)) != 0;
  if (token.node != 0) token.says = lexicon.SaysOf(token.node);
}

// Looks up the words among `telling` and leaves there only those with which a phrase begins.
// Returns the numbers of five or six digits, for SplitGlued.
std::vector<std::size_t> LookUp(std::vector<Token>& tokens, std::vector<std::uint32_t>& telling,
                                const Lexicon& lexicon) {
  std::vector<std::size_t> long_numbers;
  std::vector<std::uint32_t> nodes;  // of each that stays; 0 for a number
  nodes.reserve(telling.size());
  std::size_t kept = 0;
  for (const std::uint32_t i : telling) {
    const Token& token = tokens[i];
    std::uint32_t node = 0;
    if (token.kind == TokenKind::kWord) {
      node = lexicon.Child(0, token.hash);
      if (node == Lexicon::kNone) continue;
      lexicon.Prefetch(node);
    } else if (token.length == 5 || token.length == 6) {
      long_numbers.push_back(i);
    }
    telling[kept++] = i;
    nodes.push_back(node);
  }
  telling.resize(kept);
  for (std::size_t i = 0; i < kept; ++i) {
    if (nodes[i] != 0) LookUpPhrase(tokens, telling[i], nodes[i], lexicon);
  }
  return long_numbers;
}

bool IsMonthName(const Token& token) { return (token.says & BitOf(Says::kMonth)) != 0; }

// "2. Februar 20202. Februar 2020", "November 9, 20235:01": what a page lets follow a year without
// a space. The month before it shows where the year ends.
bool IsGlued(const std::vector<Token>& tokens, std::size_t i) {
  const Token& token = tokens[i];
  if (token.digits != Digits::kLatin || token.end - token.begin != token.length) return false;
  if (i == 0 || i + 1 >= tokens.size() || tokens[i + 1].new_line) return false;
  const int year = token.value / (token.length == 5 ? 10 : 100);
  const int rest = token.value % (token.length == 5 ? 10 : 100);
  if (year < 1900 || year > 2099 || rest < 1 || rest > 31) return false;
  const bool month = IsMonthName(tokens[i - 1]) ||
                     (i >= 3 && tokens[i - 1].sign == ',' &&
                      tokens[i - 2].kind == TokenKind::kNumber && IsMonthName(tokens[i - 3]));
  if (!month) return false;
  const std::size_t next = tokens[i + 1].sign == '.' ? i + 2 : i + 1;
  return tokens[i + 1].sign == ':' || (next < tokens.size() && IsMonthName(tokens[next]));
}

void SplitGlued(std::vector<Token>& tokens, std::vector<std::size_t> glued,
                std::vector<std::uint32_t>& telling) {
  std::erase_if(glued, [&](std::size_t i) { return !IsGlued(tokens, i); });
  if (glued.empty()) return;
  std::vector<Token> split;
  split.reserve(tokens.size() + glued.size());
  auto next = glued.begin();
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    split.push_back(tokens[i]);
    if (next == glued.end() || *next != i) continue;
    ++next;
    Token rest = tokens[i];
    const int tens = rest.length == 5 ? 10 : 100;
    split.back().end = rest.begin = rest.begin + 4;
    split.back().length = 4;
    split.back().value = rest.value / tens;
    rest.length = static_cast<std::uint8_t>(rest.length - 4);
    rest.value %= tens;
    rest.new_line = false;
    rest.spaced = true;  // as good as
    split.push_back(rest);
  }
  tokens = std::move(split);
  telling.clear();
  for (std::uint32_t i = 0; i < tokens.size(); ++i) {
    if (tokens[i].kind == TokenKind::kNumber || tokens[i].begins) telling.push_back(i);
  }
}

}  // namespace

std::vector<std::uint64_t> WordHashes(std::string_view phrase) {
  std::vector<std::uint64_t> words;
  for (const Token& token : Tokenizer(phrase, nullptr).Run()) {
    if (token.kind == TokenKind::kNumber) return {};  // "一月" is read by its parts
    if (token.kind == TokenKind::kWord) words.push_back(token.hash);
    if (token.kind == TokenKind::kSign && token.sign == '#') words.push_back(Lexicon::kNumberWord);
  }
  return words;
}

std::vector<Token> Tokenize(std::string_view utf8, std::vector<std::uint32_t>& telling) {
  const Lexicon& lexicon = Lexicon::Get();
  Tokenizer tokenizer(utf8, &lexicon);
  std::vector<Token> tokens = tokenizer.Run();
  telling = tokenizer.Telling();
  std::vector<std::size_t> long_numbers = LookUp(tokens, telling, lexicon);
  SplitGlued(tokens, std::move(long_numbers), telling);
  return tokens;
}

std::vector<Token> Tokenize(std::string_view utf8) {
  std::vector<std::uint32_t> telling;
  return Tokenize(utf8, telling);
}

}  // namespace warraq
