// Tags, text, comments and doctypes of an HTML page, each with its place in the source.
//
//   HtmlStorage storage;
//   HtmlTokenizer tokenizer("<p class=x>a &amp; b", storage, 256);
//   for (HtmlToken token; tokenizer.Next(token);) use(token);
//
// Tokens point into the source and into the storage, which both outlive them. The tree builder
// tells the tokenizer where text is not markup (SetContent), as the standard has it.

#ifndef WARRAQ_PLUGIN_READ_HTML_TOKENIZER_H_
#define WARRAQ_PLUGIN_READ_HTML_TOKENIZER_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "plugin/read/html_tags.h"

namespace warraq {

// A stretch of text: the source's bytes [begin, end) themselves, or what they stand for. The CR of
// a line's CR LF belongs to no piece.
struct HtmlPiece {
  std::uint32_t begin = 0, end = 0;
  std::uint32_t next = 0;  // of the same text node: an index into HtmlTree::pieces(), 0 for none
  std::uint8_t replaced_bytes = 0;
  std::array<char, 7> replaced_text{};

  bool verbatim() const { return replaced_bytes == 0; }
  std::string_view replaced() const { return {replaced_text.data(), replaced_bytes}; }
  std::string_view Bytes(std::string_view source) const {
    return verbatim() ? source.substr(begin, end - begin) : replaced();
  }
};

struct HtmlAttribute {
  std::string_view name;             // in lower case; of SVG and MathML as they spell it
  std::string_view value;            // decoded; points into the source where that is the same
  std::uint32_t begin = 0, end = 0;  // of the value in the source, without its quotes
};

// Bytes that must stay where they are: what was decoded or put in lower case.
class HtmlArena {
 public:
  std::string_view Keep(std::string_view bytes);
  std::size_t memory_bytes() const { return memory_bytes_; }

 private:
  std::vector<std::unique_ptr<char[]>> blocks_;
  char* free_ = nullptr;
  std::size_t free_bytes_ = 0;
  std::size_t memory_bytes_ = 0;
};

// Where a tokenizer puts what does not fit into a token.
struct HtmlStorage {
  std::vector<HtmlAttribute> attributes;
  HtmlArena arena;
};

enum class HtmlTokenKind : std::uint8_t { kText, kStartTag, kEndTag, kComment, kDoctype, kEnd };

struct HtmlToken {
  HtmlTokenKind kind = HtmlTokenKind::kEnd;
  HtmlTag tag = HtmlTag::kUnknown;
  bool self_closing = false;  // of tags
  bool null = false;          // of text: a single U+0000, which some modes drop
  bool force_quirks = false;  // of doctypes, as the next two
  bool has_public = false, has_system = false;
  std::uint32_t begin = 0, end = 0;                      // in the source
  std::uint32_t first_attribute = 0, end_attribute = 0;  // of start tags, in the storage
  std::string_view name;  // of tags and doctypes; of a comment what it says
  std::string_view public_id, system_id;
  HtmlPiece text;
};

// What the source holds at the moment (13.2.5.1 to 5 and 69).
enum class HtmlContent : std::uint8_t { kMarkup, kRcdata, kRawtext, kScript, kPlaintext, kCdata };

class HtmlTokenizer {
 public:
  // The source is valid UTF-8 of less than 4 GiB. A tag's attributes beyond the limit are passed
  // over.
  HtmlTokenizer(std::string_view source, HtmlStorage& storage, std::size_t attribute_limit);

  // Reads a token; false, and a token of kEnd, at the end. Text comes in pieces.
  bool Next(HtmlToken& token);

  // What follows is text up to the end tag of that name, which is in lower case.
  void SetContent(HtmlContent content, std::string_view end_tag);
  // Whether "<![CDATA[" begins text (in SVG and MathML) or a bogus comment.
  void AllowCdata(bool allowed) { cdata_allowed_ = allowed; }

 private:
  bool ReadMarkup(HtmlToken& token);
  bool ReadText(HtmlToken& token, const char* limit);
  bool ReadSpecialText(HtmlToken& token, const char* stop);
  bool ReadRaw(HtmlToken& token);
  const char* ScanText(const char* from, const char* limit) const;

  bool ReadTag(HtmlToken& token, const char* name);
  const char* ReadAttributes(HtmlToken& token, const char* at);
  const char* ReadAttribute(const char* at, HtmlAttribute& attribute);
  const char* ReadValue(const char* at, HtmlAttribute& attribute);
  void SetTagName(HtmlToken& token, std::string_view name);
  std::string_view DecodeValue(std::string_view value);

  bool ReadDeclaration(HtmlToken& token);
  bool ReadComment(HtmlToken& token);
  bool ReadBogusComment(HtmlToken& token, const char* text);
  bool ReadDoctype(HtmlToken& token);
  const char* ReadDoctypeIds(HtmlToken& token, const char* at);
  const char* ReadDoctypeId(HtmlToken& token, const char* at, std::string_view& id);
  std::string_view FoldText(std::string_view text, bool lower_case);

  const char* FindEndTag(const char* from, std::string_view name) const;
  const char* FindScriptEnd(const char* from, std::string_view name) const;
  bool IsEndTag(const char* at, std::string_view name) const;
  std::uint32_t Offset(const char* at) const { return static_cast<std::uint32_t>(at - begin_); }
  bool Emit(HtmlToken& token, HtmlTokenKind kind, const char* end);

  const char* begin_;
  const char* end_;
  const char* at_;
  HtmlStorage& storage_;
  std::size_t attribute_limit_;
  HtmlContent content_ = HtmlContent::kMarkup;
  bool cdata_allowed_ = false;
  const char* raw_end_ = nullptr;  // where text that is not markup ends
  std::string scratch_;
};

}  // namespace warraq

#endif  // WARRAQ_PLUGIN_READ_HTML_TOKENIZER_H_
