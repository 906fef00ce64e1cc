// The insertion modes inside tables, HTML 13.2.6.4.9 to 15.
//
// What may not stand in a table goes before it ("foster parenting"). Text is held back until it is
// known whether it is white space only, which may stay.

#include <algorithm>
#include <string_view>

#include "plugin/read/html_builder.h"
#include "plugin/read/html_scan.h"

namespace warraq {
namespace {

constexpr HtmlTagSet kTextHolders({HtmlTag::kTable, HtmlTag::kTbody, HtmlTag::kTemplate,
                                   HtmlTag::kTfoot, HtmlTag::kThead, HtmlTag::kTr});
constexpr HtmlTagSet kTableContext({HtmlTag::kTable, HtmlTag::kTemplate, HtmlTag::kHtml});
constexpr HtmlTagSet kBodyContext({HtmlTag::kTbody, HtmlTag::kTfoot, HtmlTag::kThead,
                                   HtmlTag::kTemplate, HtmlTag::kHtml});
constexpr HtmlTagSet kRowContext({HtmlTag::kTr, HtmlTag::kTemplate, HtmlTag::kHtml});
constexpr HtmlTagSet kSections({HtmlTag::kTbody, HtmlTag::kTfoot, HtmlTag::kThead});
constexpr HtmlTagSet kCells({HtmlTag::kTd, HtmlTag::kTh});

// The start tags that end a section, a row, and a cell or caption.
constexpr HtmlTagSet kEndSection({HtmlTag::kCaption, HtmlTag::kCol, HtmlTag::kColgroup,
                                  HtmlTag::kTbody, HtmlTag::kTfoot, HtmlTag::kThead});
constexpr HtmlTagSet kEndRow({HtmlTag::kCaption, HtmlTag::kCol, HtmlTag::kColgroup, HtmlTag::kTbody,
                              HtmlTag::kTfoot, HtmlTag::kThead, HtmlTag::kTr});
constexpr HtmlTagSet kEndCell({HtmlTag::kCaption, HtmlTag::kCol, HtmlTag::kColgroup,
                               HtmlTag::kTbody, HtmlTag::kTd, HtmlTag::kTfoot, HtmlTag::kTh,
                               HtmlTag::kThead, HtmlTag::kTr});
// The end tags that are passed over in all modes of tables, where no rule before says otherwise.
constexpr HtmlTagSet kIgnoredEnds({HtmlTag::kBody, HtmlTag::kCaption, HtmlTag::kCol,
                                   HtmlTag::kColgroup, HtmlTag::kHtml, HtmlTag::kTbody,
                                   HtmlTag::kTd, HtmlTag::kTfoot, HtmlTag::kTh, HtmlTag::kThead,
                                   HtmlTag::kTr});
constexpr HtmlTagSet kHeadInTable({HtmlTag::kStyle, HtmlTag::kScript, HtmlTag::kTemplate});

}  // namespace

// ---- Text

void HtmlBuilder::TextInTable(const HtmlToken& token) {
  if (token.null) return;
  if (kTextHolders.Has(Current().tag)) {
    table_text_.push_back(token.text);
    return;
  }
  foster_ = true;
  TextInBody(token.text);
  foster_ = false;
}

void HtmlBuilder::FlushTableText() {
  const bool space =
      std::all_of(table_text_.begin(), table_text_.end(),
                  [&](const HtmlPiece& piece) { return IsHtmlSpace(piece.Bytes(tree_.source_)); });
  foster_ = !space;
  for (const HtmlPiece& piece : table_text_) space ? InsertText(piece) : TextInBody(piece);
  foster_ = false;
  table_text_.clear();
}

// ---- In table

HtmlBuilder::Step HtmlBuilder::StartInTable(HtmlToken& token) {
  const auto enter = [&](Mode mode) {
    PopBackTo(kTableContext);
    if (token.tag == HtmlTag::kCaption) PushMarker();
    Insert(token);
    mode_ = mode;
    return kDone;
  };
  const auto imply = [&](HtmlTag tag, Mode mode) {
    PopBackTo(kTableContext);
    InsertImplied(tag, token.begin);
    mode_ = mode;
    return kAgain;
  };
  switch (token.tag) {
    case HtmlTag::kCaption:
      return enter(Mode::kInCaption);
    case HtmlTag::kColgroup:
      return enter(Mode::kInColumnGroup);
    case HtmlTag::kTbody:
    case HtmlTag::kTfoot:
    case HtmlTag::kThead:
      return enter(Mode::kInTableBody);
    case HtmlTag::kCol:
      return imply(HtmlTag::kColgroup, Mode::kInColumnGroup);
    case HtmlTag::kTd:
    case HtmlTag::kTh:
    case HtmlTag::kTr:
      return imply(HtmlTag::kTbody, Mode::kInTableBody);
    case HtmlTag::kTable:
      return StartTableInTable();
    default:
      break;
  }
  if (kHeadInTable.Has(token.tag)) return StartHead(token);
  if (token.tag == HtmlTag::kInput && IsHidden(token)) {
    InsertVoid(token);
    return kDone;
  }
  if (token.tag == HtmlTag::kForm) {
    if (form_ != 0 || HasOpen(HtmlTag::kTemplate)) return kDone;
    Insert(token);
    form_ = Current().node;
    Pop();
    return kDone;
  }
  foster_ = true;
  const Step step = StartInBody(token);
  foster_ = false;
  return step;
}

HtmlBuilder::Step HtmlBuilder::StartTableInTable() {
  if (!InScope(HtmlTag::kTable, kHtmlTableScope)) return kDone;
  PopUntil(HtmlTag::kTable);
  ResetMode();
  return kAgain;
}

HtmlBuilder::Step HtmlBuilder::EndInTable(HtmlToken& token) {
  if (token.tag == HtmlTag::kTable) {
    StartTableInTable();
    return kDone;
  }
  if (kIgnoredEnds.Has(token.tag)) return kDone;
  if (token.tag == HtmlTag::kTemplate) return EndTemplate(token);
  foster_ = true;
  const Step step = EndInBody(token);
  foster_ = false;
  return step;
}

// ---- In table body

HtmlBuilder::Step HtmlBuilder::StartInTableBody(HtmlToken& token) {
  if (token.tag == HtmlTag::kTr) {
    PopBackTo(kBodyContext);
    Insert(token);
    mode_ = Mode::kInRow;
    return kDone;
  }
  if (kCells.Has(token.tag)) {
    PopBackTo(kBodyContext);
    InsertImplied(HtmlTag::kTr, token.begin);
    mode_ = Mode::kInRow;
    return kAgain;
  }
  return kEndSection.Has(token.tag) ? CloseTableBody() : StartInTable(token);
}

HtmlBuilder::Step HtmlBuilder::EndInTableBody(HtmlToken& token) {
  if (kSections.Has(token.tag)) {
    if (InScope(token.tag, kHtmlTableScope)) CloseTableBody();
    return kDone;
  }
  if (token.tag == HtmlTag::kTable) return CloseTableBody();
  return EndInTable(token);
}

HtmlBuilder::Step HtmlBuilder::CloseTableBody() {
  if (!AnyInScope(kSections, kHtmlTableScope)) return kDone;
  PopBackTo(kBodyContext);
  Pop();
  mode_ = Mode::kInTable;
  return kAgain;
}

// ---- In row

HtmlBuilder::Step HtmlBuilder::StartInRow(HtmlToken& token) {
  if (kCells.Has(token.tag)) {
    PopBackTo(kRowContext);
    Insert(token);
    mode_ = Mode::kInCell;
    PushMarker();
    return kDone;
  }
  return kEndRow.Has(token.tag) ? CloseRow() : StartInTable(token);
}

HtmlBuilder::Step HtmlBuilder::EndInRow(HtmlToken& token) {
  if (token.tag == HtmlTag::kTr) {
    CloseRow();
    return kDone;
  }
  if (token.tag == HtmlTag::kTable) return CloseRow();
  if (kSections.Has(token.tag)) {
    return InScope(token.tag, kHtmlTableScope) ? CloseRow() : kDone;
  }
  return EndInTable(token);
}

HtmlBuilder::Step HtmlBuilder::CloseRow() {
  if (!InScope(HtmlTag::kTr, kHtmlTableScope)) return kDone;
  PopBackTo(kRowContext);
  Pop();
  mode_ = Mode::kInTableBody;
  return kAgain;
}

// ---- In cell

HtmlBuilder::Step HtmlBuilder::StartInCell(HtmlToken& token) {
  if (!kEndCell.Has(token.tag)) return StartInBody(token);
  return AnyInScope(kCells, kHtmlTableScope) ? CloseCell() : kDone;
}

HtmlBuilder::Step HtmlBuilder::EndInCell(HtmlToken& token) {
  if (kCells.Has(token.tag)) {
    if (!InScope(token.tag, kHtmlTableScope)) return kDone;
    ImplyEndTags();
    PopUntil(token.tag);
    ClearToMarker();
    mode_ = Mode::kInRow;
    return kDone;
  }
  const bool ends_cell =
      token.tag == HtmlTag::kTable || token.tag == HtmlTag::kTr || kSections.Has(token.tag);
  if (ends_cell) {
    const bool both = InScope(token.tag, kHtmlTableScope) && AnyInScope(kCells, kHtmlTableScope);
    return both ? CloseCell() : kDone;
  }
  return kIgnoredEnds.Has(token.tag) ? kDone : EndInBody(token);
}

HtmlBuilder::Step HtmlBuilder::CloseCell() {
  ImplyEndTags();
  PopUntil(kCells);
  ClearToMarker();
  mode_ = Mode::kInRow;
  return kAgain;
}

// ---- In caption, in column group

HtmlBuilder::Step HtmlBuilder::StartInCaption(HtmlToken& token) {
  return kEndCell.Has(token.tag) ? CloseCaption() : StartInBody(token);
}

HtmlBuilder::Step HtmlBuilder::EndInCaption(HtmlToken& token) {
  if (token.tag == HtmlTag::kTable) return CloseCaption();
  if (token.tag == HtmlTag::kCaption) {
    CloseCaption();
    return kDone;
  }
  return kIgnoredEnds.Has(token.tag) ? kDone : EndInBody(token);
}

HtmlBuilder::Step HtmlBuilder::CloseCaption() {
  if (!InScope(HtmlTag::kCaption, kHtmlTableScope)) return kDone;
  ImplyEndTags();
  PopUntil(HtmlTag::kCaption);
  ClearToMarker();
  mode_ = Mode::kInTable;
  return kAgain;
}

HtmlBuilder::Step HtmlBuilder::StartInColumnGroup(HtmlToken& token) {
  if (token.tag == HtmlTag::kHtml) return StartHtml(token);
  if (token.tag == HtmlTag::kTemplate) return StartHead(token);
  if (token.tag == HtmlTag::kCol) {
    InsertVoid(token);
    return kDone;
  }
  return Advance(token) ? kAgain : kDone;
}

HtmlBuilder::Step HtmlBuilder::EndInColumnGroup(HtmlToken& token) {
  if (token.tag == HtmlTag::kTemplate) return EndTemplate(token);
  if (token.tag == HtmlTag::kCol) return kDone;
  const bool leaves = Advance(token);
  return leaves && token.tag != HtmlTag::kColgroup ? kAgain : kDone;
}

}  // namespace warraq
