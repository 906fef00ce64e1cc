// The insertion mode "in body", HTML 13.2.6.4.7.
//
// Which rule a tag meets stands in html_tags.inc; here is a short function for each.

#include <algorithm>
#include <cassert>
#include <string_view>

#include "plugin/read/html_builder.h"
#include "plugin/read/html_scan.h"

namespace warraq {
namespace {

constexpr HtmlTagSet kHeadings({HtmlTag::kH1, HtmlTag::kH2, HtmlTag::kH3, HtmlTag::kH4,
                                HtmlTag::kH5, HtmlTag::kH6});
constexpr HtmlTagSet kListItems({HtmlTag::kLi});
constexpr HtmlTagSet kDescriptions({HtmlTag::kDd, HtmlTag::kDt});
constexpr HtmlTagSet kPassedOver({HtmlTag::kAddress, HtmlTag::kDiv, HtmlTag::kP});

}  // namespace

HtmlBuilder::Step HtmlBuilder::StartInBody(HtmlToken& token) {
  static constexpr std::array<Rule, kHtmlTagCount> kRules = {
      &HtmlBuilder::StartOther,
#define WARRAQ_HTML_TAG(id, name, traits, start, end) &HtmlBuilder::Start##start,
#include "plugin/read/html_tags.inc"
#undef WARRAQ_HTML_TAG
  };
  return (this->*kRules[static_cast<std::size_t>(token.tag)])(token);
}

HtmlBuilder::Step HtmlBuilder::EndInBody(HtmlToken& token) {
  static constexpr std::array<Rule, kHtmlTagCount> kRules = {
      &HtmlBuilder::EndOther,
#define WARRAQ_HTML_TAG(id, name, traits, start, end) &HtmlBuilder::End##end,
#include "plugin/read/html_tags.inc"
#undef WARRAQ_HTML_TAG
  };
  return (this->*kRules[static_cast<std::size_t>(token.tag)])(token);
}

void HtmlBuilder::TextInBody(const HtmlPiece& piece) {
  if (!formatting_.empty()) Reconstruct();
  InsertText(piece);
  if (frameset_ok_ && !IsHtmlSpace(piece.Bytes(tree_.source_))) frameset_ok_ = false;
}

// ---- What several rules need

void HtmlBuilder::CloseParagraph() {
  if (!InScope(HtmlTag::kP, kHtmlScope | kHtmlButtonScope)) return;
  ImplyEndTags(HtmlTag::kP);
  PopUntil(HtmlTag::kP);
}

// Closes the item that the next one follows.
void HtmlBuilder::CloseItems(HtmlTagSet items) {
  frameset_ok_ = false;
  for (std::size_t i = stack_.size(); i-- > 0;) {
    const Open open = stack_[i];
    if (items.Has(open.tag)) {
      ImplyEndTags(open.tag);
      PopUntil(open.tag);
      break;
    }
    if (open.Is(kHtmlSpecial) && !kPassedOver.Has(open.tag)) break;
  }
  CloseParagraph();
}

// Gives an element those attributes of the token that it has not got, up to the limit.
void HtmlBuilder::AddAttributes(std::uint32_t at, const HtmlToken& token) {
  auto& all = tree_.storage_.attributes;
  HtmlNode& node = NodeAt(at);
  const auto has = [&](std::string_view name) { return tree_.FindAttribute(at, name) != nullptr; };
  std::uint32_t kept = token.first_attribute;
  for (std::uint32_t i = token.first_attribute; i < token.end_attribute; ++i) {
    if (!has(all[i].name) &&
        node.last - node.first + kept - token.first_attribute < attribute_limit_) {
      all[kept++] = all[i];
    }
  }
  all.resize(kept);
  if (kept == token.first_attribute) return;
  all.reserve(all.size() + node.last - node.first);
  for (std::uint32_t i = node.first; i < node.last; ++i) all.push_back(HtmlAttribute(all[i]));
  // The element's own come first.
  std::rotate(all.begin() + token.first_attribute, all.begin() + kept, all.end());
  node.first = token.first_attribute;
  node.last = static_cast<std::uint32_t>(all.size());
  attributes_kept_ = true;
}

// Whether an <input> is one that is not shown.
bool HtmlBuilder::IsHidden(const HtmlToken& token) const {
  const auto& all = tree_.storage_.attributes;
  return std::any_of(all.begin() + token.first_attribute, all.begin() + token.end_attribute,
                     [](const HtmlAttribute& attribute) {
                       return attribute.name == "type" && IsWord(attribute.value, "hidden");
                     });
}

// ---- Start tags

HtmlBuilder::Step HtmlBuilder::StartAnchor(HtmlToken& token) {
  const std::size_t entry = FindFormatting(HtmlTag::kA);
  if (entry != SIZE_MAX) {
    const std::uint32_t node = formatting_[entry].node;
    Adopt(token);
    const std::size_t left = FindFormattingNode(node);
    if (left != SIZE_MAX) EraseFormatting(left);
    const std::size_t open = NodeAt(node).open ? FindOpen(node) : stack_.size();
    if (open < stack_.size()) RemoveOpen(open);
  }
  return StartFormatting(token);
}

HtmlBuilder::Step HtmlBuilder::StartFormatting(HtmlToken& token) {
  Reconstruct();
  Insert(token);
  PushFormatting(token);
  return kDone;
}

HtmlBuilder::Step HtmlBuilder::StartNobr(HtmlToken& token) {
  Reconstruct();
  if (InScope(HtmlTag::kNobr)) Adopt(token);
  return StartFormatting(token);
}

HtmlBuilder::Step HtmlBuilder::StartBlock(HtmlToken& token) {
  CloseParagraph();
  Insert(token);
  return kDone;
}

HtmlBuilder::Step HtmlBuilder::StartBody(HtmlToken& token) {
  if (stack_.size() < 2 || stack_[1].tag != HtmlTag::kBody || HasOpen(HtmlTag::kTemplate)) {
    return kDone;
  }
  frameset_ok_ = false;
  AddAttributes(stack_[1].node, token);
  return kDone;
}

HtmlBuilder::Step HtmlBuilder::StartButton(HtmlToken& token) {
  if (InScope(HtmlTag::kButton)) {
    ImplyEndTags();
    PopUntil(HtmlTag::kButton);
  }
  frameset_ok_ = false;
  return StartOther(token);
}

HtmlBuilder::Step HtmlBuilder::StartDescription(HtmlToken& token) {
  CloseItems(kDescriptions);
  Insert(token);
  return kDone;
}

HtmlBuilder::Step HtmlBuilder::StartListItem(HtmlToken& token) {
  CloseItems(kListItems);
  Insert(token);
  return kDone;
}

HtmlBuilder::Step HtmlBuilder::StartForm(HtmlToken& token) {
  const bool in_template = HasOpen(HtmlTag::kTemplate);
  if (form_ != 0 && !in_template) return kDone;
  StartBlock(token);
  if (!in_template) form_ = Current().node;
  return kDone;
}

HtmlBuilder::Step HtmlBuilder::StartFrameset(HtmlToken& token) {
  if (stack_.size() < 2 || stack_[1].tag != HtmlTag::kBody || !frameset_ok_) return kDone;
  Detach(stack_[1].node);
  PopTo(1);
  Insert(token);
  mode_ = Mode::kInFrameset;
  return kDone;
}

HtmlBuilder::Step HtmlBuilder::StartHeading(HtmlToken& token) {
  CloseParagraph();
  if (Current().Is(kHtmlHeading)) Pop();
  Insert(token);
  return kDone;
}

HtmlBuilder::Step HtmlBuilder::StartHtml(HtmlToken& token) {
  if (!HasOpen(HtmlTag::kTemplate)) AddAttributes(stack_[0].node, token);
  return kDone;
}

HtmlBuilder::Step HtmlBuilder::StartIframe(HtmlToken& token) {
  frameset_ok_ = false;
  StartRawText(token, HtmlContent::kRawtext);
  return kDone;
}

HtmlBuilder::Step HtmlBuilder::StartIgnored(HtmlToken&) { return kDone; }

HtmlBuilder::Step HtmlBuilder::StartImage(HtmlToken& token) {
  token.tag = HtmlTag::kImg;
  token.name = HtmlTagName(token.tag);
  return StartVoid(token);
}

HtmlBuilder::Step HtmlBuilder::StartInput(HtmlToken& token) {
  if (fragment_ && context_ == HtmlTag::kSelect) return kDone;
  if (InScope(HtmlTag::kSelect)) PopUntil(HtmlTag::kSelect);
  Reconstruct();
  InsertVoid(token);
  if (!IsHidden(token)) frameset_ok_ = false;
  return kDone;
}

HtmlBuilder::Step HtmlBuilder::StartMath(HtmlToken& token) {
  Reconstruct();
  AddForeign(token, HtmlSpace::kMathml);
  return kDone;
}

HtmlBuilder::Step HtmlBuilder::StartSvg(HtmlToken& token) {
  Reconstruct();
  AddForeign(token, HtmlSpace::kSvg);
  return kDone;
}

HtmlBuilder::Step HtmlBuilder::StartObject(HtmlToken& token) {
  StartOther(token);
  PushMarker();
  frameset_ok_ = false;
  return kDone;
}

HtmlBuilder::Step HtmlBuilder::StartOptgroup(HtmlToken& token) {
  if (InScope(HtmlTag::kSelect)) {
    ImplyEndTags();
  } else if (CurrentIs(HtmlTag::kOption)) {
    Pop();
  }
  return StartOther(token);
}

HtmlBuilder::Step HtmlBuilder::StartOption(HtmlToken& token) {
  if (InScope(HtmlTag::kSelect)) {
    ImplyEndTags(HtmlTag::kOptgroup);
  } else if (CurrentIs(HtmlTag::kOption)) {
    Pop();
  }
  return StartOther(token);
}

HtmlBuilder::Step HtmlBuilder::StartOther(HtmlToken& token) {
  Reconstruct();
  Insert(token);
  return kDone;
}

HtmlBuilder::Step HtmlBuilder::StartPlaintext(HtmlToken& token) {
  StartBlock(token);
  tokenizer_.SetContent(HtmlContent::kPlaintext, {});
  return kDone;
}

HtmlBuilder::Step HtmlBuilder::StartPlainVoid(HtmlToken& token) {
  InsertVoid(token);
  return kDone;
}

HtmlBuilder::Step HtmlBuilder::StartPreformatted(HtmlToken& token) {
  StartBlock(token);
  skip_newline_ = true;
  frameset_ok_ = false;
  return kDone;
}

HtmlBuilder::Step HtmlBuilder::StartRawtext(HtmlToken& token) {
  StartRawText(token, HtmlContent::kRawtext);
  return kDone;
}

HtmlBuilder::Step HtmlBuilder::StartRubyBase(HtmlToken& token) {
  if (InScope(HtmlTag::kRuby)) ImplyEndTags();
  Insert(token);
  return kDone;
}

HtmlBuilder::Step HtmlBuilder::StartRubyText(HtmlToken& token) {
  if (InScope(HtmlTag::kRuby)) ImplyEndTags(HtmlTag::kRtc);
  Insert(token);
  return kDone;
}

HtmlBuilder::Step HtmlBuilder::StartRule(HtmlToken& token) {
  CloseParagraph();
  if (InScope(HtmlTag::kSelect)) ImplyEndTags();
  InsertVoid(token);
  frameset_ok_ = false;
  return kDone;
}

HtmlBuilder::Step HtmlBuilder::StartSelect(HtmlToken& token) {
  if (fragment_ && context_ == HtmlTag::kSelect) return kDone;
  if (InScope(HtmlTag::kSelect)) {
    PopUntil(HtmlTag::kSelect);
    return kDone;
  }
  frameset_ok_ = false;
  return StartOther(token);
}

HtmlBuilder::Step HtmlBuilder::StartTable(HtmlToken& token) {
  if (!tree_.quirks_) CloseParagraph();
  Insert(token);
  frameset_ok_ = false;
  mode_ = Mode::kInTable;
  return kDone;
}

HtmlBuilder::Step HtmlBuilder::StartTextarea(HtmlToken& token) {
  StartRawText(token, HtmlContent::kRcdata);
  skip_newline_ = true;
  frameset_ok_ = false;
  return kDone;
}

HtmlBuilder::Step HtmlBuilder::StartVoid(HtmlToken& token) {
  Reconstruct();
  InsertVoid(token);
  frameset_ok_ = false;
  return kDone;
}

HtmlBuilder::Step HtmlBuilder::StartXmp(HtmlToken& token) {
  CloseParagraph();
  Reconstruct();
  frameset_ok_ = false;
  return StartRawtext(token);
}

// ---- End tags

HtmlBuilder::Step HtmlBuilder::EndBlock(HtmlToken& token) {
  if (!InScope(token.tag)) return kDone;
  ImplyEndTags();
  PopUntil(token.tag);
  return kDone;
}

HtmlBuilder::Step HtmlBuilder::EndBody(HtmlToken&) {
  if (InScope(HtmlTag::kBody)) mode_ = Mode::kAfterBody;
  return kDone;
}

HtmlBuilder::Step HtmlBuilder::EndHtml(HtmlToken&) {
  if (!InScope(HtmlTag::kBody)) return kDone;
  mode_ = Mode::kAfterBody;
  return kAgain;
}

HtmlBuilder::Step HtmlBuilder::EndBr(HtmlToken& token) {
  token.first_attribute = token.end_attribute = 0;
  return StartVoid(token);
}

HtmlBuilder::Step HtmlBuilder::EndDescription(HtmlToken& token) {
  if (!InScope(token.tag)) return kDone;
  ImplyEndTags(token.tag);
  PopUntil(token.tag);
  return kDone;
}

HtmlBuilder::Step HtmlBuilder::EndForm(HtmlToken& token) {
  if (HasOpen(HtmlTag::kTemplate)) return EndBlock(token);
  const std::uint32_t form = form_;
  form_ = 0;
  if (!InScope(HtmlTag::kForm)) return kDone;
  std::size_t at = FindOpen(form);
  if (at == stack_.size()) return kDone;
  const auto below = stack_.begin() + static_cast<std::ptrdiff_t>(at + 1);
  if (std::any_of(below, stack_.end(), [](const Open& o) { return o.Is(kHtmlScope); })) {
    return kDone;
  }
  ImplyEndTags();
  at = FindOpen(form);
  if (at < stack_.size()) RemoveOpen(at);
  return kDone;
}

HtmlBuilder::Step HtmlBuilder::EndFormatting(HtmlToken& token) {
  Adopt(token);
  return kDone;
}

HtmlBuilder::Step HtmlBuilder::EndHeading(HtmlToken&) {
  if (!AnyInScope(kHeadings)) return kDone;
  ImplyEndTags();
  PopUntil(kHeadings);
  return kDone;
}

HtmlBuilder::Step HtmlBuilder::EndListItem(HtmlToken& token) {
  if (!InScope(HtmlTag::kLi, kHtmlScope | kHtmlListScope)) return kDone;
  ImplyEndTags(HtmlTag::kLi);
  PopUntil(token.tag);
  return kDone;
}

HtmlBuilder::Step HtmlBuilder::EndObject(HtmlToken& token) {
  if (!InScope(token.tag)) return kDone;
  EndBlock(token);
  ClearToMarker();
  return kDone;
}

HtmlBuilder::Step HtmlBuilder::EndOther(HtmlToken& token) {
  if (!HasOpen(token.tag)) return kDone;
  const std::uint8_t mark = NameMark(token.name);
  for (std::size_t i = stack_.size(); i-- > 1;) {
    const Open& open = stack_[i];
    if (open.tag == token.tag && open.name_mark == mark && !open.Is(kHtmlForeign) &&
        NodeAt(open.node).name == token.name) {
      PopTo(i);
      return kDone;
    }
    if (open.Is(kHtmlSpecial)) return kDone;
  }
  return kDone;
}

HtmlBuilder::Step HtmlBuilder::EndParagraph(HtmlToken& token) {
  if (!InScope(HtmlTag::kP, kHtmlScope | kHtmlButtonScope)) {
    InsertImplied(HtmlTag::kP, token.begin);
  }
  CloseParagraph();
  return kDone;
}

HtmlBuilder::Step HtmlBuilder::EndTemplate(HtmlToken&) {
  if (!HasOpen(HtmlTag::kTemplate)) return kDone;
  PopUntil(HtmlTag::kTemplate);
  ClearToMarker();
  if (!template_modes_.empty()) template_modes_.pop_back();
  ResetMode();
  return kDone;
}

}  // namespace warraq
