// Comments, doctypes and CDATA sections: what begins with "<!", "<?" or "</" without a name.
//
// HTML 13.2.5.41 to 71. A comment ends at "-->" or "--!>"; "<!-->" and "<!--->" are whole comments.
// What cannot be understood becomes a comment up to the next ">", so that nothing shows as text.

#include <string_view>

#include "plugin/read/html_scan.h"
#include "plugin/read/html_tokenizer.h"

namespace warraq {
namespace {

const char* SkipSpace(const char* at, const char* end) {
  while (at < end && kHtmlSpace.find(*at) != std::string_view::npos) ++at;
  return at;
}

// The end of what a comment says, and the end of the comment itself.
struct CommentEnd {
  const char* text;
  const char* comment;
};

CommentEnd FindCommentEnd(const char* text, const char* end) {
  const std::string_view rest = ViewOf(text, end);
  if (rest.starts_with('>')) return {text, text + 1};
  if (rest.starts_with("->")) return {text, text + 2};
  for (const char* at = FindByte('-', text, end); at < end; at = FindByte('-', at + 1, end)) {
    const std::string_view here = ViewOf(at, end);
    if (here.starts_with("-->")) return {at, at + 3};
    if (here.starts_with("--!>")) return {at, at + 4};
  }
  for (const std::string_view open : {"--!", "--", "-"}) {
    if (rest.ends_with(open)) return {end - open.size(), end};
  }
  return {end, end};
}

}  // namespace

bool HtmlTokenizer::ReadDeclaration(HtmlToken& token) {
  const std::string_view rest = ViewOf(at_, end_);
  if (rest.starts_with("<!--")) return ReadComment(token);
  if (StartsWithWord(rest.substr(2, 7), "doctype")) return ReadDoctype(token);
  if (cdata_allowed_ && rest.starts_with("<![CDATA[")) {
    at_ += 9;
    SetContent(HtmlContent::kCdata, {});
    return ReadRaw(token);
  }
  return ReadBogusComment(token, at_ + 2);
}

bool HtmlTokenizer::ReadComment(HtmlToken& token) {
  const char* const text = at_ + 4;
  const CommentEnd stop = FindCommentEnd(text, end_);
  token.name = FoldText(ViewOf(text, stop.text), false);
  return Emit(token, HtmlTokenKind::kComment, stop.comment);
}

bool HtmlTokenizer::ReadBogusComment(HtmlToken& token, const char* text) {
  const char* const stop = FindByte('>', text, end_);
  token.name = FoldText(ViewOf(text, stop), false);
  return Emit(token, HtmlTokenKind::kComment, stop == end_ ? end_ : stop + 1);
}

bool HtmlTokenizer::ReadDoctype(HtmlToken& token) {
  token.public_id = token.system_id = {};
  token.has_public = token.has_system = false;
  const char* const name = SkipSpace(at_ + 9, end_);
  const char* at = name;
  while (at < end_ && *at != '>' && kHtmlSpace.find(*at) == std::string_view::npos) ++at;
  token.name = FoldText(ViewOf(name, at), true);
  token.force_quirks = token.name.empty();
  at = SkipSpace(at, end_);
  if (at < end_ && *at != '>') at = ReadDoctypeIds(token, at);
  // One that the source ends in is quirky, but not where that is after what is passed over anyway.
  token.force_quirks |= at == end_;
  at = FindByte('>', at, end_);
  return Emit(token, HtmlTokenKind::kDoctype, at == end_ ? end_ : at + 1);
}

// What follows a doctype's name. Returns where it could not go on.
const char* HtmlTokenizer::ReadDoctypeIds(HtmlToken& token, const char* at) {
  const bool is_public = StartsWithWord(ViewOf(at, end_), "public");
  token.force_quirks = !is_public && !StartsWithWord(ViewOf(at, end_), "system");
  if (token.force_quirks) return at;
  at = SkipSpace(at + 6, end_);
  if (is_public) {
    at = ReadDoctypeId(token, at, token.public_id);
    token.has_public = token.public_id.data() != nullptr;
    at = SkipSpace(at, end_);
    if (token.force_quirks || at == end_ || *at == '>') return at;
  }
  at = ReadDoctypeId(token, at, token.system_id);
  token.has_system = token.system_id.data() != nullptr;
  return SkipSpace(at, end_);
}

// An identifier in quotes. Without them, or where ">" cuts it short, the doctype is quirky.
const char* HtmlTokenizer::ReadDoctypeId(HtmlToken& token, const char* at, std::string_view& id) {
  token.force_quirks = true;
  if (at == end_ || (*at != '"' && *at != '\'')) return at;
  const char* stop = at + 1;
  while (stop < end_ && *stop != *at && *stop != '>') ++stop;
  id = FoldText(ViewOf(at + 1, stop), false);
  if (stop == end_ || *stop == '>') return stop;
  token.force_quirks = false;
  return stop + 1;
}

}  // namespace warraq
