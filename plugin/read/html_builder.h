// The tree construction stage of HTML parsing, 13.2.6: what each token does to the tree.
//
// One class, because its rules share the stack of open elements and the list of formatting
// elements, in a file for each group of rules:
//   html_builder.cc     the tree, the stack of open elements, scopes, and where nodes go
//   html_formatting.cc  the list of formatting elements and the adoption agency
//   html_modes.cc       which rules a token meets; the modes before, around and after the body
//   html_body.cc        "in body"
//   html_table.cc       the modes inside tables
//   html_foreign.cc     SVG and MathML
//   html_quirks.cc      doctypes
// A rule is a function named for the token and the mode. It returns kAgain where the standard says
// "reprocess the token", after a change of mode.
//
// All costs are bounded: the stack by the depth limit, the list by kFormattingLimit, and nodes made
// without a tag by a share of the source.

#ifndef WARRAQ_PLUGIN_READ_HTML_BUILDER_H_
#define WARRAQ_PLUGIN_READ_HTML_BUILDER_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "plugin/read/html_tags.h"
#include "plugin/read/html_tokenizer.h"
#include "plugin/read/html_tree.h"

namespace warraq {

class HtmlBuilder {
 public:
  HtmlBuilder(std::string_view source, const HtmlLimits& limits, const HtmlContext& context);
  HtmlTree Build() &&;

 private:
  enum class Mode : std::uint8_t {
    kInitial,
    kBeforeHtml,
    kBeforeHead,
    kInHead,
    kInHeadNoscript,
    kAfterHead,
    kInBody,
    kText,
    kInTable,
    kInCaption,
    kInColumnGroup,
    kInTableBody,
    kInRow,
    kInCell,
    kInTemplate,
    kAfterBody,
    kInFrameset,
    kAfterFrameset,
    kAfterAfterBody,
    kAfterAfterFrameset,
  };
  enum Step : bool { kDone, kAgain };
  using Rule = Step (HtmlBuilder::*)(HtmlToken&);

  // An entry of the stack of open elements.
  struct Open {
    std::uint32_t node = 0;
    HtmlTag tag = HtmlTag::kUnknown;  // of HTML elements only
    std::uint8_t name_mark = 0;       // NameMark of its name: elements of one name have the same
    std::uint16_t traits = 0;
    bool Is(std::uint16_t trait) const { return (traits & trait) != 0; }
  };
  // An entry of the list of active formatting elements; a marker is node 0.
  struct Formatting {
    std::uint32_t node = 0;
    HtmlTag tag = HtmlTag::kUnknown;
    std::uint64_t fingerprint = 0;  // of the attributes, 0 until asked for
  };
  // Where a node goes: into `parent`, before its child `before` or, if that is 0, at its end.
  struct Place {
    std::uint32_t parent = 0;
    std::uint32_t before = 0;
  };

  // html_modes.cc
  void StartFragment(const HtmlContext& context);
  void Process(HtmlToken& token);
  void ProcessStart(HtmlToken& token);
  void ProcessEnd(HtmlToken& token);
  Step StartByMode(HtmlToken& token);
  Step EndByMode(HtmlToken& token);
  void ProcessText(HtmlToken& token);
  void ProcessEof(HtmlToken& token);
  void AddComment(const HtmlToken& token);
  void AddDoctype(const HtmlToken& token);
  bool Advance(const HtmlToken& token);
  void ResetMode();
  Mode ModeFor(HtmlTag tag, bool last) const;
  Step StartBeforeHtml(HtmlToken& token);
  Step StartBeforeHead(HtmlToken& token);
  Step StartInHead(HtmlToken& token);
  Step StartHead(HtmlToken& token);
  Step StartInHeadNoscript(HtmlToken& token);
  Step StartAfterHead(HtmlToken& token);
  Step StartInTemplate(HtmlToken& token);
  Step StartInFrameset(HtmlToken& token);
  Step StartAfterFrameset(HtmlToken& token);
  Step StartElsewhere(HtmlToken& token);
  Step EndBeforeHead(HtmlToken& token);
  Step EndInHead(HtmlToken& token);
  Step EndAfterBody(HtmlToken& token);
  Step EndInFrameset(HtmlToken& token);
  Step EndText(HtmlToken& token);
  Step EndElsewhere(HtmlToken& token);
  void TextElsewhere(HtmlToken& token);
  void AddSpace(const HtmlPiece& piece);
  void StartTemplate(HtmlToken& token);
  void StartRawText(HtmlToken& token, HtmlContent content);

  // html_body.cc
  Step StartInBody(HtmlToken& token);
  Step EndInBody(HtmlToken& token);
  void TextInBody(const HtmlPiece& piece);
  Step StartAnchor(HtmlToken& token);
  Step StartBlock(HtmlToken& token);
  Step StartBody(HtmlToken& token);
  Step StartButton(HtmlToken& token);
  Step StartDescription(HtmlToken& token);
  Step StartForm(HtmlToken& token);
  Step StartFormatting(HtmlToken& token);
  Step StartFrameset(HtmlToken& token);
  Step StartHeading(HtmlToken& token);
  Step StartHtml(HtmlToken& token);
  Step StartIframe(HtmlToken& token);
  Step StartIgnored(HtmlToken& token);
  Step StartImage(HtmlToken& token);
  Step StartInput(HtmlToken& token);
  Step StartListItem(HtmlToken& token);
  Step StartMath(HtmlToken& token);
  Step StartNobr(HtmlToken& token);
  Step StartObject(HtmlToken& token);
  Step StartOptgroup(HtmlToken& token);
  Step StartOption(HtmlToken& token);
  Step StartOther(HtmlToken& token);
  Step StartPlaintext(HtmlToken& token);
  Step StartPlainVoid(HtmlToken& token);
  Step StartPreformatted(HtmlToken& token);
  Step StartRawtext(HtmlToken& token);
  Step StartRubyBase(HtmlToken& token);
  Step StartRubyText(HtmlToken& token);
  Step StartRule(HtmlToken& token);
  Step StartSelect(HtmlToken& token);
  Step StartSvg(HtmlToken& token);
  Step StartTable(HtmlToken& token);
  Step StartTextarea(HtmlToken& token);
  Step StartVoid(HtmlToken& token);
  Step StartXmp(HtmlToken& token);
  Step EndBlock(HtmlToken& token);
  Step EndBody(HtmlToken& token);
  Step EndBr(HtmlToken& token);
  Step EndDescription(HtmlToken& token);
  Step EndForm(HtmlToken& token);
  Step EndFormatting(HtmlToken& token);
  Step EndHeading(HtmlToken& token);
  Step EndHtml(HtmlToken& token);
  Step EndListItem(HtmlToken& token);
  Step EndObject(HtmlToken& token);
  Step EndOther(HtmlToken& token);
  Step EndParagraph(HtmlToken& token);
  Step EndTemplate(HtmlToken& token);
  void CloseItems(HtmlTagSet items);
  void CloseParagraph();
  void AddAttributes(std::uint32_t node, const HtmlToken& token);
  bool IsHidden(const HtmlToken& token) const;

  // html_table.cc
  Step StartInTable(HtmlToken& token);
  Step StartInTableBody(HtmlToken& token);
  Step StartInRow(HtmlToken& token);
  Step StartInCell(HtmlToken& token);
  Step StartInCaption(HtmlToken& token);
  Step StartInColumnGroup(HtmlToken& token);
  Step EndInTable(HtmlToken& token);
  Step EndInTableBody(HtmlToken& token);
  Step EndInRow(HtmlToken& token);
  Step EndInCell(HtmlToken& token);
  Step EndInCaption(HtmlToken& token);
  Step EndInColumnGroup(HtmlToken& token);
  Step StartTableInTable();
  Step CloseTableBody();
  Step CloseRow();
  Step CloseCell();
  Step CloseCaption();
  void TextInTable(const HtmlToken& token);
  void FlushTableText();

  // html_foreign.cc
  bool IsForeign(const HtmlToken& token) const;
  Step StartForeign(HtmlToken& token);
  Step EndForeign(HtmlToken& token);
  void TextForeign(HtmlToken& token);
  void AddForeign(HtmlToken& token, HtmlSpace space);
  void LeaveForeign();
  HtmlSpace AdjustedSpace() const;
  void AdjustAttributes(const HtmlToken& token, HtmlSpace space);
  std::uint16_t ForeignTraits(std::uint32_t node) const;

  // html_formatting.cc
  void PushFormatting(const HtmlToken& token);
  void PushMarker() { formatting_.push_back({}); }
  void ClearToMarker();
  void Reconstruct();
  void ReopenFrom(std::size_t first);
  void Adopt(HtmlToken& token);
  bool AdoptOnce(HtmlToken& token);
  void Split(std::size_t at, std::size_t furthest_at);
  std::uint32_t CopyBetween(std::size_t at, std::size_t furthest_at, std::size_t& bookmark);
  void GiveChildren(std::uint32_t from, std::uint32_t to);
  bool MayClone() const { return clones_left_ > 0; }
  std::uint32_t Clone(std::uint32_t node);
  std::size_t FindFormatting(HtmlTag tag) const;
  std::size_t FindFormattingNode(std::uint32_t node) const;
  void EraseFormatting(std::size_t at);
  std::uint64_t Fingerprint(Formatting& entry) const;

  // html_builder.cc
  std::uint32_t AddNode(HtmlNodeKind kind, const HtmlToken& token);
  std::uint32_t MakeElement(const HtmlToken& token, HtmlSpace space);
  void Insert(const HtmlToken& token);
  void InsertVoid(const HtmlToken& token);
  void InsertImplied(HtmlTag tag, std::uint32_t at);
  void InsertText(const HtmlPiece& piece);
  Place PlaceFor(std::uint32_t target, HtmlTag target_tag) const;
  Place CurrentPlace() const;
  void Put(Place place, std::uint32_t node);
  void Detach(std::uint32_t node);
  static std::uint8_t NameMark(std::string_view name);
  void Push(std::uint32_t node, HtmlTag tag, std::uint16_t traits);
  void Pop();
  void PopTo(std::size_t size);
  void PopUntil(HtmlTag tag);
  void PopUntil(HtmlTagSet tags);
  void PopBackTo(HtmlTagSet tags);
  void PopFully();
  void MakeRoom(HtmlTag tag);
  void RemoveOpen(std::size_t at);
  std::size_t FindOpen(std::uint32_t node) const;
  void ImplyEndTags(HtmlTag except = HtmlTag::kUnknown, std::uint16_t trait = kHtmlImplied);
  bool HasOpen(HtmlTag tag) const { return open_[static_cast<std::size_t>(tag)] != 0; }
  bool InScope(HtmlTag tag, unsigned scope = kHtmlScope) const;
  bool AnyInScope(HtmlTagSet tags, unsigned scope = kHtmlScope) const;
  const Open& Current() const { return stack_.back(); }
  bool CurrentIs(HtmlTag tag) const { return stack_.back().tag == tag; }
  std::uint16_t AdjustedTraits() const;
  HtmlNode& NodeAt(std::uint32_t at) { return tree_.nodes_[at]; }
  const HtmlNode& NodeAt(std::uint32_t at) const { return tree_.nodes_[at]; }

  HtmlTree tree_;
  HtmlTokenizer tokenizer_;
  std::size_t depth_limit_;
  std::size_t attribute_limit_;
  std::size_t clones_left_;  // nodes that may still be made without a tag

  std::vector<Open> stack_;
  std::array<std::uint32_t, kHtmlTagCount> open_{};  // HTML elements on the stack, by tag
  std::vector<Formatting> formatting_;
  std::vector<Mode> template_modes_;
  std::vector<HtmlPiece> table_text_;

  Mode mode_ = Mode::kInitial;
  Mode original_mode_ = Mode::kInitial;
  std::uint32_t head_ = 0;
  std::uint32_t form_ = 0;
  bool frameset_ok_ = true;
  bool foster_ = false;
  bool skip_newline_ = false;

  bool attributes_kept_ = false;  // those of the start tag at hand

  bool fragment_ = false;
  HtmlTag context_ = HtmlTag::kUnknown;
  std::uint16_t context_traits_ = 0;
  HtmlSpace context_space_ = HtmlSpace::kHtml;
};

}  // namespace warraq

#endif  // WARRAQ_PLUGIN_READ_HTML_BUILDER_H_
