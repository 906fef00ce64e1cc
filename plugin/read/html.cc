// A web page to lines: the text nodes in the order of the tree, white space as browsers fold it, a
// line for each stretch between the edges of blocks. Every text node is there, menus and hidden
// parts too: what they are is the labellers' business. Scripts, styles and templates hold no text
// and are read for their metadata only.
//
// The lines' hints say what stood around them: element, kinds of container (from tags, and from the
// words of class, id and role), links, table rows.

#include <algorithm>
#include <array>

#include "plugin/read/html_classes.h"
#include "plugin/read/html_facts.h"
#include "plugin/read/html_tree.h"
#include "plugin/read/read.h"
#include "plugin/text/encoding.h"
#include "plugin/text/utf8.h"
#include "plugin/text/validity.h"

namespace warraq {
namespace {

bool IsBlock(HtmlTag tag) {
  switch (tag) {
    case HtmlTag::kAddress:
    case HtmlTag::kArticle:
    case HtmlTag::kAside:
    case HtmlTag::kBlockquote:
    case HtmlTag::kBody:
    case HtmlTag::kButton:
    case HtmlTag::kCaption:
    case HtmlTag::kCenter:
    case HtmlTag::kDd:
    case HtmlTag::kDetails:
    case HtmlTag::kDialog:
    case HtmlTag::kDiv:
    case HtmlTag::kDl:
    case HtmlTag::kDt:
    case HtmlTag::kFieldset:
    case HtmlTag::kFigcaption:
    case HtmlTag::kFigure:
    case HtmlTag::kFooter:
    case HtmlTag::kForm:
    case HtmlTag::kH1:
    case HtmlTag::kH2:
    case HtmlTag::kH3:
    case HtmlTag::kH4:
    case HtmlTag::kH5:
    case HtmlTag::kH6:
    case HtmlTag::kHeader:
    case HtmlTag::kHr:
    case HtmlTag::kHtml:
    case HtmlTag::kLi:
    case HtmlTag::kMain:
    case HtmlTag::kMenu:
    case HtmlTag::kNav:
    case HtmlTag::kNoscript:
    case HtmlTag::kOl:
    case HtmlTag::kOption:
    case HtmlTag::kP:
    case HtmlTag::kPre:
    case HtmlTag::kSection:
    case HtmlTag::kSelect:
    case HtmlTag::kSummary:
    case HtmlTag::kTable:
    case HtmlTag::kTbody:
    case HtmlTag::kTd:
    case HtmlTag::kTextarea:
    case HtmlTag::kTfoot:
    case HtmlTag::kTh:
    case HtmlTag::kThead:
    case HtmlTag::kTitle:
    case HtmlTag::kTr:
    case HtmlTag::kUl:
    case HtmlTag::kIframe:
    case HtmlTag::kObject:
      return true;
    default:
      return false;
  }
}

// What an element says of its text; kLine where it says nothing and the one around it is asked.
Element ElementOf(HtmlTag tag) {
  switch (tag) {
    case HtmlTag::kP:
    case HtmlTag::kDd:
      return Element::kParagraph;
    case HtmlTag::kH1:
      return Element::kHeading1;
    case HtmlTag::kH2:
      return Element::kHeading2;
    case HtmlTag::kH3:
    case HtmlTag::kH4:
    case HtmlTag::kH5:
    case HtmlTag::kH6:
    case HtmlTag::kDt:
      return Element::kHeading3;
    case HtmlTag::kLi:
      return Element::kListItem;
    case HtmlTag::kBlockquote:
      return Element::kQuote;
    case HtmlTag::kFigcaption:
    case HtmlTag::kCaption:
      return Element::kCaption;
    case HtmlTag::kTd:
    case HtmlTag::kTh:
      return Element::kTableCell;
    case HtmlTag::kPre:
      return Element::kPreformatted;
    case HtmlTag::kButton:
    case HtmlTag::kOption:
      return Element::kButton;
    case HtmlTag::kTitle:
      return Element::kTitle;
    default:
      return Element::kDivision;
  }
}

std::uint32_t InsideOf(HtmlTag tag) {
  switch (tag) {
    case HtmlTag::kNav:
    case HtmlTag::kMenu:
      return kInNavigation;
    case HtmlTag::kHeader:
      return kInHeader;
    case HtmlTag::kFooter:
      return kInFooter;
    case HtmlTag::kAside:
      return kInAside;
    case HtmlTag::kForm:
    case HtmlTag::kSelect:
    case HtmlTag::kTextarea:
      return kInForm;
    case HtmlTag::kArticle:
      return kInArticle;
    case HtmlTag::kMain:
      return kInMain;
    case HtmlTag::kFigure:
      return kInFigure;
    case HtmlTag::kTable:
      return kInTable;
    case HtmlTag::kNoscript:
    case HtmlTag::kIframe:
    case HtmlTag::kObject:
      return kInHidden;
    case HtmlTag::kButton:
      return kInButton;
    case HtmlTag::kUl:
    case HtmlTag::kOl:
    case HtmlTag::kDl:
      return kInList;
    case HtmlTag::kBlockquote:
      return kInQuote;
    case HtmlTag::kDialog:
      return kInDialog;
    default:
      return 0;
  }
}

std::uint32_t InsideOfRole(std::string_view role) {
  if (role == "navigation" || role == "menu" || role == "menubar") return kInNavigation;
  if (role == "banner") return kInHeader;
  if (role == "contentinfo") return kInFooter;
  if (role == "complementary") return kInAside;
  if (role == "main") return kInMain;
  if (role == "article") return kInArticle;
  if (role == "search" || role == "form") return kInForm;
  if (role == "dialog" || role == "alertdialog") return kInDialog;
  return 0;
}

// Bytes that HTML folds into a space, and those that a repair would make a line of.
std::size_t SpaceLength(std::string_view bytes, std::size_t at) {
  const char c = bytes[at];
  if (c == ' ' || (c >= '\t' && c <= '\r')) return 1;
  if (c != '\xE2') return 0;
  const std::string_view three = bytes.substr(at, 3);
  return three == "\xE2\x80\xA8" || three == "\xE2\x80\xA9" ? 3 : 0;
}

class LineMaker {
 public:
  LineMaker(const HtmlTree& tree, const Text& decoded, const Limits& limits, Page& page)
      : tree_(tree), decoded_(decoded), limits_(limits), page_(page), edit_(decoded) {}

  void Make() {
    page_.containers.push_back({});
    open_.push_back({});
    for (std::uint32_t at = tree_.First(); at != 0;) {
      const bool descend = Enter(at);
      if (descend && tree_.node(at).first_child != 0) {
        at = tree_.node(at).first_child;
        continue;
      }
      while (at != 0) {
        Leave(at);
        if (tree_.node(at).next_sibling != 0) break;
        at = tree_.node(at).parent;
      }
      if (at != 0) at = tree_.node(at).next_sibling;
    }
    EndLine();
    CloseContainers();
    page_.text = std::move(edit_).Finish();
  }

 private:
  // An element that is open, or the page itself.
  struct Open {
    std::uint32_t node = 0;
    Element element = Element::kDivision;
    std::uint32_t inside = 0;
    std::uint32_t own = 0;  // of the nearest block
    std::uint32_t container = 0;
    bool block = false;
  };

  // Whether the node's children are to be walked.
  bool Enter(std::uint32_t at) {
    const HtmlNode& node = tree_.node(at);
    if (node.kind == HtmlNodeKind::kText) {
      AddText(node);
      return false;
    }
    const bool element = node.kind == HtmlNodeKind::kElement;
    if (!element && node.kind != HtmlNodeKind::kComment) return false;
    const std::size_t facts = page_.facts.size();
    ReadFacts(tree_, at, decoded_, limits_, page_);
    for (std::size_t i = facts; i < page_.facts.size(); ++i) {
      page_.facts[i].line = static_cast<std::uint32_t>(page_.hints.size()) + (in_line_ ? 1 : 0);
      page_.facts[i].inside = open_.back().inside | (element ? BitsOf(at, node) : 0);
    }
    if (!element) return false;
    if (node.tag == HtmlTag::kScript || node.tag == HtmlTag::kStyle ||
        node.tag == HtmlTag::kTemplate) {
      return false;
    }
    if (node.tag == HtmlTag::kBr) EndLine();
    Push(at, node);
    return true;
  }

  void Push(std::uint32_t at, const HtmlNode& node) {
    const Open& outer = open_.back();
    Open inner = outer;
    inner.node = at;
    inner.block = IsBlock(node.tag) && node.space == HtmlSpace::kHtml;
    const std::uint32_t own = BitsOf(at, node);
    inner.inside |= own;
    inner.own = inner.block ? own : inner.own | own;
    if (inner.block) {
      EndLine();
      const Element element = ElementOf(node.tag);
      // A <div> in a <li> or <td> is still a list item or cell; a <p> is a paragraph wherever it
      // is.
      const bool keeps =
          element == Element::kDivision &&
          (outer.element == Element::kListItem || outer.element == Element::kQuote ||
           outer.element == Element::kTableCell || outer.element == Element::kCaption);
      inner.element = keeps ? outer.element : element;
      if (node.tag == HtmlTag::kTr) ++row_;
      inner.container = static_cast<std::uint32_t>(page_.containers.size());
      const auto line = static_cast<std::uint32_t>(page_.hints.size());
      const std::uint32_t kin = KinOf(at, node, page_.containers[outer.container].kin);
      page_.containers.push_back({outer.container, inner.inside, line, line, kin});
    }
    if (node.tag == HtmlTag::kA) ++links_;
    if (node.tag == HtmlTag::kB || node.tag == HtmlTag::kStrong) ++bold_;
    open_.push_back(inner);
  }

  // Of its tag and classes and of what is around it. Digits tell one item of a list from the next,
  // and are left out.
  std::uint32_t KinOf(std::uint32_t at, const HtmlNode& node, std::uint32_t outer) const {
    constexpr std::uint32_t kPrime = 0x01000193;
    constexpr std::size_t kLongestClass = 64;
    std::uint32_t kin = (outer ^ static_cast<std::uint32_t>(node.tag)) * kPrime;
    const HtmlAttribute* classes = tree_.FindAttribute(at, "class");
    if (classes == nullptr) return kin;
    for (const char c : classes->value.substr(0, kLongestClass)) {
      if (c < '0' || c > '9') kin = (kin ^ static_cast<unsigned char>(c)) * kPrime;
    }
    return kin;
  }

  std::uint32_t BitsOf(std::uint32_t at, const HtmlNode& node) {
    std::uint32_t bits = InsideOf(node.tag);
    if (node.space != HtmlSpace::kHtml) bits |= kInHidden;
    for (const HtmlAttribute& attribute : tree_.Attributes(at)) {
      const std::string_view name = attribute.name;
      if (name == "class" || name == "id" || name == "itemprop" || name == "data-testid" ||
          name == "data-component") {
        bits |= classes_.Read(attribute.value);
      } else if (name == "role") {
        bits |= InsideOfRole(attribute.value);
      } else if (name == "hidden" || (name == "aria-hidden" && attribute.value == "true")) {
        bits |= kInHidden;
      } else if (name == "style") {
        const bool none = attribute.value.find("display:none") != std::string_view::npos ||
                          attribute.value.find("display: none") != std::string_view::npos;
        if (none) bits |= kInHidden;
      } else if (name == "rel" && attribute.value == "author") {
        bits |= kSaysByline;
      }
    }
    // The words of <html> and <body> are about the whole page, and tell nothing apart.
    const bool whole = node.tag == HtmlTag::kHtml || node.tag == HtmlTag::kBody;
    return whole ? 0 : bits;
  }

  void Leave(std::uint32_t at) {
    if (open_.back().node != at || at == 0) return;
    const HtmlNode& node = tree_.node(at);
    if (open_.back().block) {
      EndLine();
      page_.containers[open_.back().container].end_line =
          static_cast<std::uint32_t>(page_.hints.size());
    }
    if (node.tag == HtmlTag::kA) --links_;
    if (node.tag == HtmlTag::kB || node.tag == HtmlTag::kStrong) --bold_;
    open_.pop_back();
  }

  void AddText(const HtmlNode& node) {
    const bool preformatted = open_.back().element == Element::kPreformatted;
    for (std::uint32_t at = node.first;; at = tree_.pieces()[at].next) {
      const HtmlPiece& piece = tree_.pieces()[at];
      if (piece.verbatim()) {
        AddVerbatim(piece.begin, piece.end, preformatted);
      } else if (SpaceLength(piece.replaced(), 0) > 0) {
        AddSpace(piece.begin, piece.end);
      } else {
        BeginText();
        edit_.Replace(piece.begin, piece.end, piece.replaced());
        Count(piece.replaced().size());
      }
      if (at == node.last) break;
    }
  }

  void AddVerbatim(std::size_t begin, std::size_t end, bool preformatted) {
    const std::string_view bytes = tree_.source();
    for (std::size_t i = begin; i < end;) {
      const std::size_t space = SpaceLength(bytes, i);
      if (space > 0) {
        if (preformatted && bytes[i] == '\n') {
          EndLine();
        } else {
          AddSpace(i, i + space);
        }
        i += space;
        continue;
      }
      std::size_t stop = i + 1;
      while (stop < end && SpaceLength(bytes, stop) == 0) ++stop;
      // Words with single spaces between them are one stretch.
      while (stop + 1 < end && bytes[stop] == ' ' && SpaceLength(bytes, stop + 1) == 0) {
        ++stop;
        while (stop < end && SpaceLength(bytes, stop) == 0) ++stop;
      }
      BeginText();
      edit_.Keep(i, stop);
      Count(stop - i);
      i = stop;
    }
  }

  // White space counts once, and only between two stretches of text.
  void AddSpace(std::size_t begin, std::size_t end) {
    if (!in_line_) return;
    if (space_begin_ == space_end_) space_begin_ = begin;
    space_end_ = end;
  }

  void BeginText() {
    if (!in_line_) {
      in_line_ = true;
      const Open& open = open_.back();
      hints_ = {};
      hints_.element = open.element;
      hints_.inside = open.inside;
      hints_.own = open.own;
      hints_.container = open.container;
      if (open.element == Element::kTableCell) hints_.row = row_;
    } else if (space_begin_ < space_end_) {
      edit_.Replace(space_begin_, space_end_, " ");
      hints_.own |= open_.back().own;
    }
    space_begin_ = space_end_ = 0;
  }

  void Count(std::size_t bytes) {
    if (links_ > 0) hints_.link_bytes += static_cast<std::uint32_t>(bytes);
    if (bold_ > 0) hints_.bold_bytes += static_cast<std::uint32_t>(bytes);
  }

  void EndLine() {
    space_begin_ = space_end_ = 0;
    if (!in_line_) return;
    in_line_ = false;
    edit_.Insert("\n");
    page_.hints.push_back(hints_);
  }

  void CloseContainers() {
    const auto lines = static_cast<std::uint32_t>(page_.hints.size());
    page_.containers[0].end_line = lines;
    for (const Open& open : open_) {
      if (open.block) page_.containers[open.container].end_line = lines;
    }
  }

  const HtmlTree& tree_;
  const Text& decoded_;
  const Limits& limits_;
  Page& page_;
  Edit edit_;
  ClassReader classes_;
  std::vector<Open> open_;
  Hints hints_;
  bool in_line_ = false;
  std::size_t space_begin_ = 0, space_end_ = 0;
  int links_ = 0, bold_ = 0;
  std::uint32_t row_ = 0;
};

}  // namespace

Result<Page> ReadHtml(Source& source, const Options& options) {
  WARRAQ_TRY(Decoded decoded, Decode(source.bytes, DeclaredEncoding(source.bytes)));
  source.media_type = "text/html";
  source.encoding = decoded.encoding;
  Page page;
  page.source = &source;
  // The tree is built over UTF-8; what is none is mended before, as `validity` mends plain text.
  if (!IsValidUtf8(decoded.text.bytes())) {
    std::uint32_t count = 0;
    decoded.text = ReplaceBroken(decoded.text, count);
    page.repairs.push_back({"invalid-utf8", count});
  }
  const HtmlTree tree =
      ParseHtml(decoded.text.bytes(),
                {.depth = options.limits.html_depth, .attributes = options.limits.html_attributes});
  LineMaker(tree, decoded.text, options.limits, page).Make();
  std::ranges::sort(page.said);
  if (page.hints.empty()) return Error{Code::kNoArticle, 0, "the page has no text"};
  return page;
}

}  // namespace warraq
