// CMaps are PostScript, of which they use a handful of operators: everything but the strings
// between beginbfchar and endbfchar, and the like, is passed over.

#include <array>
#include <optional>

#include "plugin/read/pdf_font.h"
#include "plugin/text/ascii.h"
#include "plugin/text/utf8.h"

namespace warraq {
namespace {

constexpr std::size_t kMostEntries = 1 << 17;
constexpr std::uint32_t kLongestRange = 0xFFFF;
constexpr std::size_t kLongestText = 64;  // bytes that one code may stand for

struct Token {
  enum class Kind : std::uint8_t { kEnd, kWord, kString, kOpen, kClose };
  Kind kind = Kind::kEnd;
  std::string_view word;
  std::string bytes;
};

class Tokens {
 public:
  explicit Tokens(std::string_view text) : text_(text) {}

  Token Next() {
    while (at_ < text_.size()) {
      const char c = text_[at_];
      if (c == '%') {
        at_ = std::min(text_.find_first_of("\r\n", at_), text_.size());
      } else if (c == '<' && at_ + 1 < text_.size() && text_[at_ + 1] != '<') {
        return String();
      } else if (c == '[' || c == ']') {
        ++at_;
        return {c == '[' ? Token::Kind::kOpen : Token::Kind::kClose, {}, {}};
      } else if (IsWord(c)) {
        const std::size_t begin = at_;
        while (at_ < text_.size() && IsWord(text_[at_])) ++at_;
        return {Token::Kind::kWord, text_.substr(begin, at_ - begin), {}};
      } else {
        ++at_;
      }
    }
    return {};
  }

 private:
  static bool IsWord(char c) {
    return c > ' ' && std::string_view("<>[](){}%").find(c) == std::string_view::npos;
  }

  Token String() {
    Token token{Token::Kind::kString, {}, {}};
    int high = -1;
    for (++at_; at_ < text_.size() && text_[at_] != '>'; ++at_) {
      const int digit = HexValue(text_[at_]);
      if (digit < 0) continue;
      if (high < 0) {
        high = digit;
      } else {
        token.bytes.push_back(static_cast<char>(high * 16 + digit));
        high = -1;
      }
    }
    if (high >= 0) token.bytes.push_back(static_cast<char>(high * 16));
    ++at_;
    return token;
  }

  std::string_view text_;
  std::size_t at_ = 0;
};

std::uint32_t CodeOf(std::string_view bytes) {
  std::uint32_t code = 0;
  for (const char c : bytes.substr(0, 4)) code = code << 8 | static_cast<unsigned char>(c);
  return code;
}

class Reader {
 public:
  explicit Reader(std::string_view bytes) : tokens_(bytes) {}

  PdfCMap Read() {
    for (Token token = tokens_.Next(); token.kind != Token::Kind::kEnd; token = tokens_.Next()) {
      if (token.kind != Token::Kind::kWord) continue;
      if (token.word == "begincodespacerange") ReadSpaces();
      if (token.word == "beginbfchar") ReadCharacters();
      if (token.word == "beginbfrange") ReadRanges();
      if (token.word == "begincidrange") ReadCids(true);
      if (token.word == "begincidchar") ReadCids(false);
    }
    return std::move(map_);
  }

 private:
  using Kind = Token::Kind;

  std::optional<std::string> NextString() {
    Token token = tokens_.Next();
    if (token.kind != Kind::kString) return std::nullopt;
    return std::move(token.bytes);
  }
  bool full() const { return set_ > kMostEntries; }  // ranges may say the same again and again
  void Set(std::uint32_t code, std::string_view utf16) {
    if (!full()) ++set_, map_.text[code] = Utf8OfUtf16(utf16.substr(0, kLongestText));
  }

  void ReadSpaces() {
    for (;;) {
      const auto low = NextString(), high = low ? NextString() : std::nullopt;
      if (!high || map_.spaces.size() > 256) return;
      map_.spaces.push_back({CodeOf(*low), CodeOf(*high), static_cast<unsigned>(low->size())});
    }
  }
  void ReadCharacters() {
    for (;;) {
      const auto code = NextString(), to = code ? NextString() : std::nullopt;
      if (!to) return;
      Set(CodeOf(*code), *to);
    }
  }
  void ReadRanges() {
    for (;;) {
      const auto low = NextString(), high = low ? NextString() : std::nullopt;
      if (!high) return;
      const std::uint32_t first = CodeOf(*low), last = CodeOf(*high);
      const Token to = tokens_.Next();
      if (to.kind == Kind::kOpen) {
        std::uint32_t code = first;
        for (auto each = NextString(); each; each = NextString()) Set(code++, *each);
      } else if (to.kind == Kind::kString) {
        if (last < first || last - first > kLongestRange) continue;
        std::string utf16 = to.bytes;
        for (std::uint32_t code = first; code <= last && !full(); ++code) {
          Set(code, utf16);
          Increase(utf16);
        }
      } else {
        return;
      }
    }
  }
  // The last unit goes up by one.
  static void Increase(std::string& utf16) {
    for (std::size_t i = utf16.size(); i > 0; --i) {
      auto byte = static_cast<unsigned char>(utf16[i - 1]);
      utf16[i - 1] = static_cast<char>(++byte);
      if (byte != 0 || utf16.size() - i >= 1) return;
    }
  }
  void ReadCids(bool ranges) {
    for (;;) {
      const auto low = NextString();
      const auto high = ranges && low ? NextString() : low;
      if (!high) return;
      const Token number = tokens_.Next();
      if (number.kind != Kind::kWord) return;
      std::uint32_t cid = 0;
      for (const char c : number.word) {
        if (c < '0' || c > '9' || cid > 0xFFFFFF) return;
        cid = cid * 10 + static_cast<std::uint32_t>(c - '0');
      }
      const std::uint32_t first = CodeOf(*low), last = CodeOf(*high);
      if (last < first || last - first > kLongestRange) continue;
      for (std::uint32_t code = first; code <= last && !full(); ++code, ++set_) {
        map_.cid[code] = cid++;
      }
    }
  }

  static std::string Utf8OfUtf16(std::string_view utf16) {
    std::string text;
    const auto unit = [&](std::size_t at) { return CodeOf(utf16.substr(at, 2)); };
    if (utf16.size() == 1) AppendUtf8(text, CodeOf(utf16));
    for (std::size_t i = 0; i + 1 < utf16.size(); i += 2) {
      char32_t value = unit(i);
      if (value >= 0xD800 && value < 0xDC00 && i + 3 < utf16.size()) {
        value = 0x10000 + ((value - 0xD800) << 10) + (unit(i + 2) - 0xDC00);
        i += 2;
      }
      if (value != 0 && !(value >= 0xD800 && value < 0xE000) && value < 0x110000) {
        AppendUtf8(text, value);
      }
    }
    return text;
  }

  Tokens tokens_;
  PdfCMap map_;
  std::size_t set_ = 0;
};

}  // namespace

PdfCMap ReadPdfCMap(std::string_view bytes) { return Reader(bytes).Read(); }

}  // namespace warraq
