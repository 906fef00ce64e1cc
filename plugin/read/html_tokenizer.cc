// Reads the tags and the text of HTML, 13.2.5 of the standard.
//
// The whole source is at hand, so the states of the standard are places in this code and not values
// of a variable: each function reads one construct from its first byte to its last. Text is found
// sixteen bytes at a time. Line ends become "\n" on the way (13.2.3.5). Parse errors are not
// reported; what they do to the tokens is done. Like the standard, it drops a tag that the source
// ends in, and "</>".

#include "plugin/read/html_tokenizer.h"

#include <algorithm>
#include <cassert>
#include <cstring>

#include "plugin/read/html_entities.h"
#include "plugin/read/html_scan.h"

namespace warraq {
namespace {

enum ByteClass : std::uint8_t {
  kSpaceByte = 1,      // tab, line feed, form feed, carriage return, space
  kEndsName = 2,       // of a tag: the above, "/" and ">"
  kEndsAttribute = 4,  // a name of an attribute: the above and "="
  kNeedsFolding = 8,   // in a name: capitals and U+0000
  kLetter = 16,
  kEndsUnquoted = 32,   // a value without quotes: space and ">"
  kNeedsDecoding = 64,  // in a value: "&" and U+0000
};

constexpr std::array<std::uint8_t, 256> MakeClasses() {
  std::array<std::uint8_t, 256> classes{};
  const auto add = [&](std::string_view bytes, unsigned value) {
    for (const char byte : bytes) {
      auto& entry = classes[static_cast<unsigned char>(byte)];
      entry = static_cast<std::uint8_t>(entry | value);
    }
  };
  add("\t\n\f\r ", kSpaceByte | kEndsName | kEndsAttribute | kEndsUnquoted);
  add("/>", kEndsName | kEndsAttribute);
  add(">", kEndsUnquoted);
  add("=", kEndsAttribute);
  add("abcdefghijklmnopqrstuvwxyz", kLetter);
  add("ABCDEFGHIJKLMNOPQRSTUVWXYZ", kLetter | kNeedsFolding);
  add(std::string_view("\0", 1), kNeedsFolding | kNeedsDecoding);
  add("&", kNeedsDecoding);
  return classes;
}
constexpr std::array<std::uint8_t, 256> kClasses = MakeClasses();

unsigned ClassOf(char c) { return kClasses[static_cast<unsigned char>(c)]; }
bool IsSpace(char c) { return (ClassOf(c) & kSpaceByte) != 0; }
bool IsLetter(char c) { return (ClassOf(c) & kLetter) != 0; }

const char* SkipSpace(const char* at, const char* end) {
  while (at < end && IsSpace(*at)) ++at;
  return at;
}

// Whether a tag's name stands at `at`, in any case, and ends there.
bool NameAt(const char* at, const char* end, std::string_view name) {
  return static_cast<std::size_t>(end - at) > name.size() &&
         (ClassOf(at[name.size()]) & kEndsName) != 0 && StartsWithWord(ViewOf(at, end), name);
}

// Whether the "<" at `at` begins anything but itself.
bool BeginsMarkup(const char* at, const char* end) {
  if (end - at < 2) return false;
  const char next = at[1];
  return IsLetter(next) || next == '!' || next == '?' || (next == '/' && end - at > 2);
}

}  // namespace

std::string_view HtmlArena::Keep(std::string_view bytes) {
  if (bytes.empty()) return {};
  if (bytes.size() > free_bytes_) {
    const std::size_t grown = std::min(memory_bytes_ + 1024, std::size_t{1} << 20);
    free_bytes_ = std::max(grown, bytes.size());
    memory_bytes_ += free_bytes_;
    blocks_.push_back(std::make_unique_for_overwrite<char[]>(free_bytes_));
    free_ = blocks_.back().get();
  }
  std::memcpy(free_, bytes.data(), bytes.size());
  const std::string_view kept(free_, bytes.size());
  free_ += bytes.size();
  free_bytes_ -= bytes.size();
  return kept;
}

HtmlTokenizer::HtmlTokenizer(std::string_view source, HtmlStorage& storage,
                             std::size_t attribute_limit)
    : begin_(source.data()),
      end_(source.data() + source.size()),
      at_(source.data()),
      storage_(storage),
      attribute_limit_(attribute_limit) {
  assert(source.size() <= UINT32_MAX);
}

bool HtmlTokenizer::Emit(HtmlToken& token, HtmlTokenKind kind, const char* end) {
  token.kind = kind;
  token.begin = Offset(at_);
  token.end = Offset(end);
  at_ = end;
  return true;
}

bool HtmlTokenizer::Next(HtmlToken& token) {
  if (content_ != HtmlContent::kMarkup && ReadRaw(token)) return true;
  while (at_ < end_) {
    if (*at_ != '<' || !BeginsMarkup(at_, end_)) return ReadText(token, end_);
    if (ReadMarkup(token)) return true;
  }
  Emit(token, HtmlTokenKind::kEnd, end_);
  return false;
}

bool HtmlTokenizer::ReadMarkup(HtmlToken& token) {
  const char next = at_[1];
  if (IsLetter(next)) {
    token.kind = HtmlTokenKind::kStartTag;
    return ReadTag(token, at_ + 1);
  }
  if (next == '!') return ReadDeclaration(token);
  if (next == '?') return ReadBogusComment(token, at_ + 1);
  if (IsLetter(at_[2])) {
    token.kind = HtmlTokenKind::kEndTag;
    return ReadTag(token, at_ + 2);
  }
  if (at_[2] != '>') return ReadBogusComment(token, at_ + 2);
  at_ += 3;
  return false;
}

// ---- Text

const char* HtmlTokenizer::ScanText(const char* from, const char* limit) const {
  if (content_ == HtmlContent::kRcdata) return FindAny<'&', '\0', '\r'>(from, limit);
  if (content_ != HtmlContent::kMarkup) return FindAny<'\0', '\r'>(from, limit);
  const char* stop = FindAny<'<', '&', '\0', '\r'>(from, limit);
  while (stop < limit && *stop == '<' && !BeginsMarkup(stop, limit)) {
    stop = FindAny<'<', '&', '\0', '\r'>(stop + 1, limit);
  }
  return stop;
}

bool HtmlTokenizer::ReadText(HtmlToken& token, const char* limit) {
  token.null = false;
  token.text.replaced_bytes = 0;
  // The CR of CR LF is left out; the text goes on with the LF.
  if (*at_ == '\r' && at_ + 1 < limit && at_[1] == '\n') ++at_;
  const char* stop = ScanText(at_, limit);
  if (stop == at_) {
    if (ReadSpecialText(token, limit)) return true;
    stop = ScanText(at_ + 1, limit);
  }
  token.text.begin = Offset(at_);
  token.text.end = Offset(stop);
  return Emit(token, HtmlTokenKind::kText, stop);
}

// Text that is not verbatim: a reference, U+0000, a CR alone. False where "&" is just itself.
bool HtmlTokenizer::ReadSpecialText(HtmlToken& token, const char* limit) {
  const char* end = at_ + 1;
  HtmlPiece& text = token.text;
  if (*at_ == '&') {
    const HtmlReference reference = ReadReference(ViewOf(at_, limit), HtmlReferenceIn::kText);
    if (reference.source_bytes == 0) return false;
    end = at_ + reference.source_bytes;
    text.replaced_bytes = reference.text_bytes;
    text.replaced_text = reference.bytes;
  } else if (*at_ == '\r') {
    text.replaced_bytes = 1;
    text.replaced_text[0] = '\n';
  } else if (content_ == HtmlContent::kMarkup || content_ == HtmlContent::kCdata) {
    token.null = true;
  } else {
    text.replaced_bytes = static_cast<std::uint8_t>(kHtmlReplacement.size());
    kHtmlReplacement.copy(text.replaced_text.data(), kHtmlReplacement.size());
  }
  text.begin = Offset(at_);
  text.end = Offset(end);
  return Emit(token, HtmlTokenKind::kText, end);
}

void HtmlTokenizer::SetContent(HtmlContent content, std::string_view end_tag) {
  content_ = content;
  switch (content) {
    case HtmlContent::kMarkup:
      break;
    case HtmlContent::kRcdata:
    case HtmlContent::kRawtext:
      raw_end_ = FindEndTag(at_, end_tag);
      break;
    case HtmlContent::kScript:
      raw_end_ = FindScriptEnd(at_, end_tag);
      break;
    case HtmlContent::kPlaintext:
      raw_end_ = end_;
      break;
    case HtmlContent::kCdata: {
      const std::size_t stop = ViewOf(at_, end_).find("]]>");
      raw_end_ = stop == std::string_view::npos ? end_ : at_ + stop;
      break;
    }
  }
}

// False, and back to markup, where such text ends.
bool HtmlTokenizer::ReadRaw(HtmlToken& token) {
  if (at_ < raw_end_) return ReadText(token, raw_end_);
  if (content_ == HtmlContent::kCdata && at_ < end_) at_ += 3;
  if (content_ != HtmlContent::kPlaintext) content_ = HtmlContent::kMarkup;
  return false;
}

// Whether `at`, on "<", begins the end tag of that name.
bool HtmlTokenizer::IsEndTag(const char* at, std::string_view name) const {
  return !name.empty() && end_ - at > 2 && at[1] == '/' && NameAt(at + 2, end_, name);
}

const char* HtmlTokenizer::FindEndTag(const char* from, std::string_view name) const {
  const char* at = FindByte('<', from, end_);
  while (at < end_ && !IsEndTag(at, name)) at = FindByte('<', at + 1, end_);
  return at;
}

// A script may hold "<!--", and inside that "<script", before whose end tag no end tag counts
// (13.2.5.15 to 31).
const char* HtmlTokenizer::FindScriptEnd(const char* from, std::string_view name) const {
  enum { kPlain, kEscaped, kDoubleEscaped } state = kPlain;
  const char* at = from;
  for (;;) {
    at = state == kPlain ? FindByte('<', at, end_) : FindAny<'<', '-'>(at, end_);
    if (at == end_) return end_;
    const std::string_view rest = ViewOf(at, end_);
    if (*at == '-') {
      const bool closes = rest.starts_with("-->");
      if (closes) state = kPlain;
      at += closes ? 3 : 1;
    } else if (state != kDoubleEscaped && IsEndTag(at, name)) {
      return at;
    } else if (state == kPlain && rest.starts_with("<!--")) {
      state = kEscaped;
      at += 2;  // its hyphens may be those of "-->" too
    } else if (state == kEscaped && NameAt(at + 1, end_, "script")) {
      state = kDoubleEscaped;
      at += 7;
    } else if (state == kDoubleEscaped && IsEndTag(at, "script")) {
      state = kEscaped;
      at += 8;
    } else {
      ++at;
    }
  }
}

// ---- Tags

void HtmlTokenizer::SetTagName(HtmlToken& token, std::string_view name) {
  token.tag = FindHtmlTag(name);
  token.name = token.tag == HtmlTag::kUnknown ? name : HtmlTagName(token.tag);
}

bool HtmlTokenizer::ReadTag(HtmlToken& token, const char* name) {
  const char* at = name;
  unsigned seen = 0;
  for (; at < end_; ++at) {
    const unsigned byte_class = ClassOf(*at);
    if ((byte_class & kEndsName) != 0) break;
    seen |= byte_class;
  }
  const std::string_view raw = ViewOf(name, at);
  SetTagName(token, (seen & kNeedsFolding) != 0 ? FoldText(raw, true) : raw);
  token.self_closing = false;
  const auto first = storage_.attributes.size();
  token.first_attribute = static_cast<std::uint32_t>(first);
  at = ReadAttributes(token, at);
  if (at == nullptr || token.kind == HtmlTokenKind::kEndTag) storage_.attributes.resize(first);
  token.end_attribute = static_cast<std::uint32_t>(storage_.attributes.size());
  if (at == nullptr) {
    at_ = end_;
    return false;
  }
  return Emit(token, token.kind, at);
}

// Returns the place behind the tag's ">", or null at the end of the source.
const char* HtmlTokenizer::ReadAttributes(HtmlToken& token, const char* at) {
  auto& attributes = storage_.attributes;
  const std::size_t first = attributes.size();
  std::uint64_t seen = 0;  // a bit for each name: only where it is set can a name be a second one
  for (;;) {
    at = SkipSpace(at, end_);
    if (at == end_) return nullptr;
    if (*at == '>') return at + 1;
    if (*at == '/') {
      ++at;
      if (at < end_ && *at == '>') {
        token.self_closing = true;
        return at + 1;
      }
      continue;
    }
    HtmlAttribute attribute;
    at = ReadAttribute(at, attribute);
    if (at == nullptr) return nullptr;
    if (attributes.size() - first >= attribute_limit_) continue;
    const std::string_view name = attribute.name;
    const std::size_t mixed = static_cast<std::size_t>(name.front()) * 5 + name.size() * 11 +
                              static_cast<std::size_t>(name.back());
    const std::uint64_t bit = std::uint64_t{1} << (mixed % 64);
    const auto same = [&](const HtmlAttribute& other) { return other.name == name; };
    const auto begin = attributes.begin() + static_cast<std::ptrdiff_t>(first);
    if ((seen & bit) != 0 && std::any_of(begin, attributes.end(), same)) continue;
    seen |= bit;
    attributes.push_back(attribute);
  }
}

// The name and, if there is one, the value; returns the place behind them.
const char* HtmlTokenizer::ReadAttribute(const char* at, HtmlAttribute& attribute) {
  const char* const name = at;
  unsigned seen = ClassOf(*at);
  for (++at; at < end_; ++at) {
    const unsigned byte_class = ClassOf(*at);
    if ((byte_class & kEndsAttribute) != 0) break;
    seen |= byte_class;
  }
  const std::string_view raw = ViewOf(name, at);
  attribute.begin = attribute.end = Offset(at);
  const char* const equals = SkipSpace(at, end_);
  if (equals == end_) return nullptr;
  attribute.name = (seen & kNeedsFolding) != 0 ? FoldText(raw, true) : raw;
  if (*equals != '=') return equals;
  at = SkipSpace(equals + 1, end_);
  return at == end_ ? nullptr : ReadValue(at, attribute);
}

const char* HtmlTokenizer::ReadValue(const char* at, HtmlAttribute& attribute) {
  const char* stop;
  const char* after;
  bool decode = false;
  if (*at == '"' || *at == '\'') {
    const char quote = *at++;
    stop = quote == '"' ? FindAny<'"', '&', '\0', '\r'>(at, end_)
                        : FindAny<'\'', '&', '\0', '\r'>(at, end_);
    if (stop < end_ && *stop != quote) {
      decode = true;
      stop = FindByte(quote, stop, end_);
    }
    if (stop == end_) return nullptr;
    after = stop + 1;
  } else {
    stop = at;
    for (; stop < end_ && (ClassOf(*stop) & kEndsUnquoted) == 0; ++stop) {
      decode |= (ClassOf(*stop) & kNeedsDecoding) != 0;
    }
    if (stop == end_) return nullptr;
    after = stop;
  }
  attribute.begin = Offset(at);
  attribute.end = Offset(stop);
  attribute.value = decode ? DecodeValue(ViewOf(at, stop)) : ViewOf(at, stop);
  return after;
}

std::string_view HtmlTokenizer::DecodeValue(std::string_view value) {
  scratch_.clear();
  const char* at = value.data();
  const char* const end = at + value.size();
  bool changed = false;
  while (at < end) {
    const char* stop = FindAny<'&', '\0', '\r'>(at, end);
    scratch_.append(at, stop);
    at = stop;
    if (at == end) break;
    if (*at == '&') {
      const HtmlReference reference = ReadReference(ViewOf(at, end), HtmlReferenceIn::kAttribute);
      changed |= reference.source_bytes != 0;
      scratch_.append(reference.source_bytes == 0 ? "&" : reference.text());
      at += std::max(reference.source_bytes, std::uint32_t{1});
      continue;
    }
    changed = true;
    if (*at == '\0') {
      scratch_ += kHtmlReplacement;
    } else if (at + 1 == end || at[1] != '\n') {
      scratch_ += '\n';
    }
    ++at;
  }
  return changed ? storage_.arena.Keep(scratch_) : value;
}

// Text with its line ends as "\n" and U+FFFD for U+0000; in lower case if asked for.
std::string_view HtmlTokenizer::FoldText(std::string_view text, bool lower_case) {
  const char* const end = text.data() + text.size();
  if (!lower_case && FindAny<'\0', '\r'>(text.data(), end) == end) return text;
  scratch_.clear();
  bool changed = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    const char folded = lower_case ? LowerCase(c) : c;
    changed |= c != folded || c == '\0' || c == '\r';
    if (c == '\0') {
      scratch_ += kHtmlReplacement;
    } else if (c != '\r') {
      scratch_ += folded;
    } else if (i + 1 == text.size() || text[i + 1] != '\n') {
      scratch_ += '\n';
    }
  }
  return changed ? storage_.arena.Keep(scratch_) : text;
}

}  // namespace warraq
