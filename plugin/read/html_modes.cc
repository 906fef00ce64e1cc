// Which rules a token meets, and those before, around and after the body.
//
// HTML 13.2.6 (the dispatcher), 13.2.6.4.1 to 6, 8, 16 to 21, and 13.2.4.1 ("reset the insertion
// mode appropriately"). White space is told from other text here: before the body it is dropped or
// stays where it is, while any other character begins the body.

#include <algorithm>
#include <cassert>
#include <string_view>

#include "plugin/read/html_builder.h"
#include "plugin/read/html_scan.h"

namespace warraq {
namespace {

constexpr std::uint32_t kNoNode = UINT32_MAX;

constexpr HtmlTagSet kHeadTags({HtmlTag::kBase, HtmlTag::kBasefont, HtmlTag::kBgsound,
                                HtmlTag::kLink, HtmlTag::kMeta, HtmlTag::kNoframes,
                                HtmlTag::kScript, HtmlTag::kStyle, HtmlTag::kTemplate,
                                HtmlTag::kTitle});
constexpr HtmlTagSet kTableTags({HtmlTag::kCaption, HtmlTag::kColgroup, HtmlTag::kTbody,
                                 HtmlTag::kTfoot, HtmlTag::kThead});
constexpr HtmlTagSet kNoscriptTags({HtmlTag::kBasefont, HtmlTag::kBgsound, HtmlTag::kLink,
                                    HtmlTag::kMeta, HtmlTag::kNoframes, HtmlTag::kStyle});
// The end tags that begin what is missing; all others are passed over before the body.
constexpr HtmlTagSet kBeginningEnds({HtmlTag::kHead, HtmlTag::kBody, HtmlTag::kHtml, HtmlTag::kBr});
constexpr HtmlTagSet kRcdataContexts({HtmlTag::kTitle, HtmlTag::kTextarea});
constexpr HtmlTagSet kRawtextContexts({HtmlTag::kStyle, HtmlTag::kXmp, HtmlTag::kIframe,
                                       HtmlTag::kNoembed, HtmlTag::kNoframes});

// How many bytes of white space a piece begins with.
std::uint32_t LeadingSpace(const HtmlPiece& piece, std::string_view source) {
  const std::string_view bytes = piece.Bytes(source);
  const std::size_t end = bytes.find_first_not_of(kHtmlSpace);
  return static_cast<std::uint32_t>(end == std::string_view::npos ? bytes.size() : end);
}

}  // namespace

void HtmlBuilder::StartFragment(const HtmlContext& context) {
  fragment_ = true;
  context_space_ = context.space;
  HtmlToken token;
  token.name = context.name;
  token.tag = FindHtmlTag(context.name);
  // The context itself is no part of the tree; a node is made to ask what it is.
  const std::uint32_t node = MakeElement(token, context.space);
  context_ = NodeAt(node).tag;
  context_traits_ = context.space == HtmlSpace::kHtml ? HtmlTraits(context_) : ForeignTraits(node);
  tree_.nodes_.pop_back();

  if (kRcdataContexts.Has(context_)) tokenizer_.SetContent(HtmlContent::kRcdata, {});
  if (kRawtextContexts.Has(context_)) tokenizer_.SetContent(HtmlContent::kRawtext, {});
  if (context_ == HtmlTag::kScript) tokenizer_.SetContent(HtmlContent::kScript, {});
  if (context_ == HtmlTag::kPlaintext) tokenizer_.SetContent(HtmlContent::kPlaintext, {});
  if (context_ == HtmlTag::kForm) form_ = kNoNode;

  token = {};
  token.tag = HtmlTag::kHtml;
  token.name = HtmlTagName(HtmlTag::kHtml);
  const std::uint32_t root = MakeElement(token, HtmlSpace::kHtml);
  Put({0, 0}, root);
  Push(root, HtmlTag::kHtml, HtmlTraits(HtmlTag::kHtml));
  if (context_ == HtmlTag::kTemplate) template_modes_.push_back(Mode::kInTemplate);
  ResetMode();
}

void HtmlBuilder::ResetMode() {
  for (std::size_t i = stack_.size(); i-- > 0;) {
    const bool last = i == 0;
    mode_ = ModeFor(last && fragment_ ? context_ : stack_[i].tag, last);
    if (mode_ != Mode::kInitial) return;
  }
}

// The mode that an open element calls for, or kInitial where that is for the next one to say.
HtmlBuilder::Mode HtmlBuilder::ModeFor(HtmlTag tag, bool last) const {
  switch (tag) {
    case HtmlTag::kTd:
    case HtmlTag::kTh:
      return last ? Mode::kInBody : Mode::kInCell;
    case HtmlTag::kTr:
      return Mode::kInRow;
    case HtmlTag::kTbody:
    case HtmlTag::kThead:
    case HtmlTag::kTfoot:
      return Mode::kInTableBody;
    case HtmlTag::kCaption:
      return Mode::kInCaption;
    case HtmlTag::kColgroup:
      return Mode::kInColumnGroup;
    case HtmlTag::kTable:
      return Mode::kInTable;
    case HtmlTag::kTemplate:
      return template_modes_.empty() ? Mode::kInBody : template_modes_.back();
    case HtmlTag::kHead:
      return last ? Mode::kInBody : Mode::kInHead;
    case HtmlTag::kFrameset:
      return Mode::kInFrameset;
    case HtmlTag::kHtml:
      return head_ == 0 ? Mode::kBeforeHead : Mode::kAfterHead;
    case HtmlTag::kBody:
      return Mode::kInBody;
    default:
      return last ? Mode::kInBody : Mode::kInitial;
  }
}

// ---- The dispatcher

void HtmlBuilder::Process(HtmlToken& token) {
  if (token.kind == HtmlTokenKind::kText) return ProcessText(token);
  if (!table_text_.empty()) FlushTableText();
  skip_newline_ = false;
  switch (token.kind) {
    case HtmlTokenKind::kStartTag:
      return ProcessStart(token);
    case HtmlTokenKind::kEndTag:
      return ProcessEnd(token);
    case HtmlTokenKind::kComment:
      return AddComment(token);
    case HtmlTokenKind::kDoctype:
      return AddDoctype(token);
    default:
      return ProcessEof(token);
  }
}

void HtmlBuilder::ProcessStart(HtmlToken& token) {
  attributes_kept_ = false;
  while ((IsForeign(token) ? StartForeign(token) : StartByMode(token)) == kAgain) {
  }
  if (!attributes_kept_) tree_.storage_.attributes.resize(token.first_attribute);
}

void HtmlBuilder::ProcessEnd(HtmlToken& token) {
  while ((IsForeign(token) ? EndForeign(token) : EndByMode(token)) == kAgain) {
  }
}

HtmlBuilder::Step HtmlBuilder::StartByMode(HtmlToken& token) {
  switch (mode_) {
    case Mode::kInBody:
      return StartInBody(token);
    case Mode::kBeforeHtml:
      return StartBeforeHtml(token);
    case Mode::kBeforeHead:
      return StartBeforeHead(token);
    case Mode::kInHead:
      return StartInHead(token);
    case Mode::kInHeadNoscript:
      return StartInHeadNoscript(token);
    case Mode::kAfterHead:
      return StartAfterHead(token);
    case Mode::kInTable:
      return StartInTable(token);
    case Mode::kInCaption:
      return StartInCaption(token);
    case Mode::kInColumnGroup:
      return StartInColumnGroup(token);
    case Mode::kInTableBody:
      return StartInTableBody(token);
    case Mode::kInRow:
      return StartInRow(token);
    case Mode::kInCell:
      return StartInCell(token);
    case Mode::kInTemplate:
      return StartInTemplate(token);
    case Mode::kInFrameset:
      return StartInFrameset(token);
    case Mode::kAfterFrameset:
    case Mode::kAfterAfterFrameset:
      return StartAfterFrameset(token);
    default:
      return StartElsewhere(token);
  }
}

HtmlBuilder::Step HtmlBuilder::EndByMode(HtmlToken& token) {
  switch (mode_) {
    case Mode::kInBody:
      return EndInBody(token);
    case Mode::kText:
      return EndText(token);
    case Mode::kBeforeHtml:
    case Mode::kBeforeHead:
      return EndBeforeHead(token);
    case Mode::kInHead:
    case Mode::kInHeadNoscript:
    case Mode::kAfterHead:
      return EndInHead(token);
    case Mode::kInTable:
      return EndInTable(token);
    case Mode::kInCaption:
      return EndInCaption(token);
    case Mode::kInColumnGroup:
      return EndInColumnGroup(token);
    case Mode::kInTableBody:
      return EndInTableBody(token);
    case Mode::kInRow:
      return EndInRow(token);
    case Mode::kInCell:
      return EndInCell(token);
    case Mode::kInTemplate:
      return token.tag == HtmlTag::kTemplate ? EndTemplate(token) : kDone;
    case Mode::kAfterBody:
    case Mode::kAfterAfterBody:
      return EndAfterBody(token);
    case Mode::kInFrameset:
    case Mode::kAfterFrameset:
    case Mode::kAfterAfterFrameset:
      return EndInFrameset(token);
    default:
      return EndElsewhere(token);
  }
}

void HtmlBuilder::ProcessText(HtmlToken& token) {
  if (skip_newline_) {
    // The line feed right after <pre> or <textarea> is not shown.
    skip_newline_ = false;
    if (token.text.Bytes(tree_.source_).starts_with('\n')) {
      if (!token.text.verbatim() || ++token.text.begin == token.text.end) return;
    }
  }
  if (IsForeign(token)) return TextForeign(token);
  switch (mode_) {
    case Mode::kInBody:
    case Mode::kInCell:
    case Mode::kInCaption:
    case Mode::kInTemplate:
      if (!token.null) TextInBody(token.text);
      return;
    case Mode::kText:
      return InsertText(token.text);
    case Mode::kInTable:
    case Mode::kInTableBody:
    case Mode::kInRow:
      return TextInTable(token);
    default:
      return TextElsewhere(token);
  }
}

void HtmlBuilder::ProcessEof(HtmlToken& token) {
  for (;;) {
    if (mode_ == Mode::kText) {
      Pop();
      mode_ = original_mode_;
    } else if (mode_ <= Mode::kAfterHead) {
      if (!Advance(token)) return;
    } else if (!template_modes_.empty() && HasOpen(HtmlTag::kTemplate)) {
      PopUntil(HtmlTag::kTemplate);
      ClearToMarker();
      template_modes_.pop_back();
      ResetMode();
    } else {
      return;
    }
  }
}

// What a mode does when the token is none of those that it knows; false where it then drops it.
bool HtmlBuilder::Advance(const HtmlToken& token) {
  switch (mode_) {
    case Mode::kInitial:
      tree_.quirks_ = true;
      mode_ = Mode::kBeforeHtml;
      return true;
    case Mode::kBeforeHtml: {
      HtmlToken html;
      html.tag = HtmlTag::kHtml;
      html.name = HtmlTagName(HtmlTag::kHtml);
      html.begin = html.end = token.begin;
      StartBeforeHtml(html);
      return true;
    }
    case Mode::kBeforeHead:
      InsertImplied(HtmlTag::kHead, token.begin);
      head_ = Current().node;
      mode_ = Mode::kInHead;
      return true;
    case Mode::kInHead:
      Pop();
      mode_ = Mode::kAfterHead;
      return true;
    case Mode::kInHeadNoscript:
      Pop();
      mode_ = Mode::kInHead;
      return true;
    case Mode::kAfterHead:
      InsertImplied(HtmlTag::kBody, token.begin);
      mode_ = Mode::kInBody;
      return true;
    case Mode::kInColumnGroup:
      if (!CurrentIs(HtmlTag::kColgroup)) return false;
      Pop();
      mode_ = Mode::kInTable;
      return true;
    case Mode::kAfterBody:
    case Mode::kAfterAfterBody:
      mode_ = Mode::kInBody;
      return true;
    default:
      return false;
  }
}

// ---- Comments and text

void HtmlBuilder::AddComment(const HtmlToken& token) {
  Place place;
  switch (mode_) {
    case Mode::kInitial:
    case Mode::kBeforeHtml:
    case Mode::kAfterAfterBody:
    case Mode::kAfterAfterFrameset:
      break;
    case Mode::kAfterBody:
      place.parent = stack_[0].node;
      break;
    default:
      place = CurrentPlace();
  }
  Put(place, AddNode(HtmlNodeKind::kComment, token));
}

void HtmlBuilder::TextElsewhere(HtmlToken& token) {
  HtmlPiece& piece = token.text;
  for (;;) {
    const std::uint32_t space = token.null ? 0 : LeadingSpace(piece, tree_.source_);
    if (space != 0) {
      HtmlPiece leading = piece;
      if (piece.verbatim()) leading.end = piece.begin += space;
      AddSpace(leading);
      if (!piece.verbatim() || piece.begin == piece.end) return;
    }
    if (Advance(token)) return ProcessText(token);
    if (mode_ == Mode::kInFrameset || mode_ == Mode::kAfterFrameset ||
        mode_ == Mode::kAfterAfterFrameset) {
      // Of a frameset's text only the white space is kept.
      const std::string_view rest = piece.Bytes(tree_.source_);
      const std::size_t next = rest.find_first_of(kHtmlSpace);
      if (!piece.verbatim() || next == std::string_view::npos) return;
      piece.begin += static_cast<std::uint32_t>(next);
      continue;
    }
    return;
  }
}

void HtmlBuilder::AddSpace(const HtmlPiece& piece) {
  switch (mode_) {
    case Mode::kInitial:
    case Mode::kBeforeHtml:
    case Mode::kBeforeHead:
      return;
    case Mode::kAfterBody:
    case Mode::kAfterAfterBody:
    case Mode::kAfterAfterFrameset:
      return TextInBody(piece);
    default:
      return InsertText(piece);
  }
}

// ---- Start tags

HtmlBuilder::Step HtmlBuilder::StartElsewhere(HtmlToken& token) {
  // Initial, after body, after after body; no start tag comes in mode "text".
  if (mode_ != Mode::kInitial && token.tag == HtmlTag::kHtml) return StartHtml(token);
  return Advance(token) ? kAgain : kDone;
}

HtmlBuilder::Step HtmlBuilder::StartBeforeHtml(HtmlToken& token) {
  if (token.tag != HtmlTag::kHtml) {
    Advance(token);
    return kAgain;
  }
  const std::uint32_t node = MakeElement(token, HtmlSpace::kHtml);
  Put({0, 0}, node);
  Push(node, token.tag, HtmlTraits(token.tag));
  mode_ = Mode::kBeforeHead;
  return kDone;
}

HtmlBuilder::Step HtmlBuilder::StartBeforeHead(HtmlToken& token) {
  if (token.tag == HtmlTag::kHtml) return StartHtml(token);
  if (token.tag != HtmlTag::kHead) {
    Advance(token);
    return kAgain;
  }
  Insert(token);
  head_ = Current().node;
  mode_ = Mode::kInHead;
  return kDone;
}

HtmlBuilder::Step HtmlBuilder::StartInHead(HtmlToken& token) {
  if (token.tag == HtmlTag::kHtml) return StartHtml(token);
  if (token.tag == HtmlTag::kHead) return kDone;
  if (kHeadTags.Has(token.tag)) return StartHead(token);
  if (token.tag == HtmlTag::kNoscript) {
    Insert(token);
    mode_ = Mode::kInHeadNoscript;
    return kDone;
  }
  Advance(token);
  return kAgain;
}

// The elements of the head, wherever they stand.
HtmlBuilder::Step HtmlBuilder::StartHead(HtmlToken& token) {
  switch (token.tag) {
    case HtmlTag::kTitle:
      StartRawText(token, HtmlContent::kRcdata);
      break;
    case HtmlTag::kNoframes:
    case HtmlTag::kStyle:
      StartRawText(token, HtmlContent::kRawtext);
      break;
    case HtmlTag::kScript:
      StartRawText(token, HtmlContent::kScript);
      break;
    case HtmlTag::kTemplate:
      StartTemplate(token);
      break;
    default:
      InsertVoid(token);
  }
  return kDone;
}

// These hold nothing but text, so the depth limit does not concern them.
void HtmlBuilder::StartRawText(HtmlToken& token, HtmlContent content) {
  const std::uint32_t node = MakeElement(token, HtmlSpace::kHtml);
  Put(CurrentPlace(), node);
  Push(node, token.tag, HtmlTraits(token.tag));
  tokenizer_.SetContent(content, token.name);
  original_mode_ = mode_;
  mode_ = Mode::kText;
}

void HtmlBuilder::StartTemplate(HtmlToken& token) {
  Insert(token);
  PushMarker();
  frameset_ok_ = false;
  mode_ = Mode::kInTemplate;
  template_modes_.push_back(mode_);
}

HtmlBuilder::Step HtmlBuilder::StartInHeadNoscript(HtmlToken& token) {
  if (token.tag == HtmlTag::kHtml) return StartHtml(token);
  if (kNoscriptTags.Has(token.tag)) return StartHead(token);
  if (token.tag == HtmlTag::kHead || token.tag == HtmlTag::kNoscript) return kDone;
  Advance(token);
  return kAgain;
}

HtmlBuilder::Step HtmlBuilder::StartAfterHead(HtmlToken& token) {
  if (token.tag == HtmlTag::kHtml) return StartHtml(token);
  if (token.tag == HtmlTag::kHead) return kDone;
  if (token.tag == HtmlTag::kBody) {
    Insert(token);
    frameset_ok_ = false;
    mode_ = Mode::kInBody;
    return kDone;
  }
  if (token.tag == HtmlTag::kFrameset) {
    Insert(token);
    mode_ = Mode::kInFrameset;
    return kDone;
  }
  if (kHeadTags.Has(token.tag) && head_ != 0) {
    Push(head_, HtmlTag::kHead, HtmlTraits(HtmlTag::kHead));
    StartHead(token);
    RemoveOpen(FindOpen(head_));
    return kDone;
  }
  Advance(token);
  return kAgain;
}

HtmlBuilder::Step HtmlBuilder::StartInTemplate(HtmlToken& token) {
  if (kHeadTags.Has(token.tag)) return StartHead(token);
  Mode mode = Mode::kInBody;
  if (kTableTags.Has(token.tag)) mode = Mode::kInTable;
  if (token.tag == HtmlTag::kCol) mode = Mode::kInColumnGroup;
  if (token.tag == HtmlTag::kTr) mode = Mode::kInTableBody;
  if (token.tag == HtmlTag::kTd || token.tag == HtmlTag::kTh) mode = Mode::kInRow;
  if (!template_modes_.empty()) template_modes_.back() = mode;
  mode_ = mode;
  return kAgain;
}

HtmlBuilder::Step HtmlBuilder::StartInFrameset(HtmlToken& token) {
  switch (token.tag) {
    case HtmlTag::kHtml:
      return StartHtml(token);
    case HtmlTag::kFrameset:
      Insert(token);
      return kDone;
    case HtmlTag::kFrame:
      InsertVoid(token);
      return kDone;
    case HtmlTag::kNoframes:
      return StartHead(token);
    default:
      return kDone;
  }
}

HtmlBuilder::Step HtmlBuilder::StartAfterFrameset(HtmlToken& token) {
  if (token.tag == HtmlTag::kHtml) return StartHtml(token);
  return token.tag == HtmlTag::kNoframes ? StartHead(token) : kDone;
}

// ---- End tags

HtmlBuilder::Step HtmlBuilder::EndElsewhere(HtmlToken& token) {
  return Advance(token) ? kAgain : kDone;
}

HtmlBuilder::Step HtmlBuilder::EndText(HtmlToken&) {
  Pop();
  mode_ = original_mode_;
  return kDone;
}

HtmlBuilder::Step HtmlBuilder::EndBeforeHead(HtmlToken& token) {
  if (!kBeginningEnds.Has(token.tag)) return kDone;
  Advance(token);
  return kAgain;
}

HtmlBuilder::Step HtmlBuilder::EndInHead(HtmlToken& token) {
  const HtmlTag closing = mode_ == Mode::kInHead           ? HtmlTag::kHead
                          : mode_ == Mode::kInHeadNoscript ? HtmlTag::kNoscript
                                                           : HtmlTag::kCount;
  if (token.tag == closing) {
    Advance(token);
    return kDone;
  }
  if (mode_ == Mode::kInHeadNoscript) {
    if (token.tag != HtmlTag::kBr) return kDone;
  } else {
    if (token.tag == HtmlTag::kTemplate) return EndTemplate(token);
    if (!kBeginningEnds.Has(token.tag) || token.tag == HtmlTag::kHead) return kDone;
  }
  Advance(token);
  return kAgain;
}

HtmlBuilder::Step HtmlBuilder::EndAfterBody(HtmlToken& token) {
  if (mode_ == Mode::kAfterBody && token.tag == HtmlTag::kHtml) {
    if (!fragment_) mode_ = Mode::kAfterAfterBody;
    return kDone;
  }
  mode_ = Mode::kInBody;
  return kAgain;
}

HtmlBuilder::Step HtmlBuilder::EndInFrameset(HtmlToken& token) {
  if (mode_ == Mode::kAfterFrameset && token.tag == HtmlTag::kHtml) {
    mode_ = Mode::kAfterAfterFrameset;
  } else if (mode_ == Mode::kInFrameset && token.tag == HtmlTag::kFrameset && stack_.size() > 1) {
    Pop();
    if (!fragment_ && !CurrentIs(HtmlTag::kFrameset)) mode_ = Mode::kAfterFrameset;
  }
  return kDone;
}

}  // namespace warraq
