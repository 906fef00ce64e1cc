// The tree under construction: its nodes, the stack of open elements, and where a node goes.
//
// HTML 13.2.4.2 (the stack, scopes) and 13.2.6.1 (the appropriate place, foster parenting). The
// stack holds at most as many elements as the limit allows, and a handful more that hold up an
// insertion mode (MakeRoom), so that a walk over it is bounded. A count of the open elements of
// each tag answers most questions about scopes without one.

#include "plugin/read/html_builder.h"

#include <algorithm>
#include <cassert>

namespace warraq {
namespace {

constexpr HtmlTagSet kFosterTargets({HtmlTag::kTable, HtmlTag::kTbody, HtmlTag::kTfoot,
                                     HtmlTag::kThead, HtmlTag::kTr});
constexpr HtmlTagSet kRoomKeepers({HtmlTag::kTable, HtmlTag::kTemplate});

// Nodes that may be made without a tag of their own: so many, and one for so many source bytes.
// Thousands of unclosed <font> would otherwise be opened again in each of thousands of paragraphs.
constexpr std::size_t kClonesFree = 4096;
constexpr std::size_t kBytesPerClone = 8;

// Less than this and the modes of tables have no room.
constexpr std::size_t kLeastDepth = 16;

}  // namespace

HtmlBuilder::HtmlBuilder(std::string_view source, const HtmlLimits& limits,
                         const HtmlContext& context)
    : tokenizer_(source, tree_.storage_, limits.attributes),
      depth_limit_(std::max(limits.depth, kLeastDepth)),
      attribute_limit_(limits.attributes),
      clones_left_(kClonesFree + source.size() / kBytesPerClone) {
  tree_.source_ = source;
  tree_.nodes_.reserve(source.size() / 64 + 16);
  tree_.nodes_.emplace_back();
  stack_.reserve(std::min(depth_limit_, std::size_t{64}));
  if (!context.name.empty()) StartFragment(context);
}

HtmlTree HtmlBuilder::Build() && {
  HtmlToken token;
  do {
    tokenizer_.AllowCdata(!stack_.empty() && (AdjustedTraits() & kHtmlForeign) != 0);
    tokenizer_.Next(token);
    Process(token);
  } while (token.kind != HtmlTokenKind::kEnd);
  return std::move(tree_);
}

// ---- Nodes

std::uint32_t HtmlBuilder::AddNode(HtmlNodeKind kind, const HtmlToken& token) {
  const auto at = static_cast<std::uint32_t>(tree_.nodes_.size());
  HtmlNode& node = tree_.nodes_.emplace_back();
  node.kind = kind;
  node.begin = token.begin;
  node.end = token.end;
  node.name = token.name;
  return at;
}

std::uint32_t HtmlBuilder::MakeElement(const HtmlToken& token, HtmlSpace space) {
  const std::uint32_t at = AddNode(HtmlNodeKind::kElement, token);
  HtmlNode& node = NodeAt(at);
  node.space = space;
  node.tag = space == HtmlSpace::kHtml ? token.tag : HtmlTag::kUnknown;
  node.first = token.first_attribute;
  node.last = token.end_attribute;
  attributes_kept_ = true;
  return at;
}

void HtmlBuilder::Insert(const HtmlToken& token) {
  if (stack_.size() >= depth_limit_) MakeRoom(token.tag);
  const std::uint32_t node = MakeElement(token, HtmlSpace::kHtml);
  Put(CurrentPlace(), node);
  Push(node, token.tag, HtmlTraits(token.tag));
}

// An element that is closed at once.
void HtmlBuilder::InsertVoid(const HtmlToken& token) {
  Put(CurrentPlace(), MakeElement(token, HtmlSpace::kHtml));
}

// An element that no tag stands for.
void HtmlBuilder::InsertImplied(HtmlTag tag, std::uint32_t at) {
  HtmlToken token;
  token.tag = tag;
  token.name = HtmlTagName(tag);
  token.begin = token.end = at;
  const bool kept = attributes_kept_;
  Insert(token);
  attributes_kept_ = kept;
}

void HtmlBuilder::InsertText(const HtmlPiece& piece) {
  const Place place = CurrentPlace();
  auto& pieces = tree_.pieces_;
  std::uint32_t at =
      place.before != 0 ? NodeAt(place.before).previous_sibling : NodeAt(place.parent).last_child;
  if (at != 0 && NodeAt(at).kind == HtmlNodeKind::kText) {
    HtmlNode& text = NodeAt(at);
    HtmlPiece& last = pieces[text.last];
    text.end = std::max(text.end, piece.end);
    if (last.verbatim() && piece.verbatim() && last.end == piece.begin) {
      last.end = piece.end;
      return;
    }
    last.next = text.last = static_cast<std::uint32_t>(pieces.size());
  } else {
    at = static_cast<std::uint32_t>(tree_.nodes_.size());
    HtmlNode& text = tree_.nodes_.emplace_back();
    text.kind = HtmlNodeKind::kText;
    text.begin = piece.begin;
    text.end = piece.end;
    text.first = text.last = static_cast<std::uint32_t>(pieces.size());
    Put(place, at);
  }
  pieces.push_back(piece);
  pieces.back().next = 0;
}

HtmlBuilder::Place HtmlBuilder::CurrentPlace() const {
  const Open& current = stack_.back();
  return foster_ ? PlaceFor(current.node, current.tag) : Place{current.node, 0};
}

// The appropriate place for a node whose target is `target`. What may not stand in a table goes
// before it.
HtmlBuilder::Place HtmlBuilder::PlaceFor(std::uint32_t target, HtmlTag target_tag) const {
  if (!foster_ || !kFosterTargets.Has(target_tag)) return {target, 0};
  for (std::size_t i = stack_.size(); i-- > 1;) {
    const Open& open = stack_[i];
    if (open.tag == HtmlTag::kTemplate) return {open.node, 0};
    if (open.tag != HtmlTag::kTable) continue;
    const std::uint32_t parent = NodeAt(open.node).parent;
    return parent != 0 ? Place{parent, open.node} : Place{stack_[i - 1].node, 0};
  }
  return {stack_[0].node, 0};
}

void HtmlBuilder::Put(Place place, std::uint32_t at) {
  HtmlNode& node = NodeAt(at);
  HtmlNode& parent = NodeAt(place.parent);
  std::uint32_t& after_it =
      place.before != 0 ? NodeAt(place.before).previous_sibling : parent.last_child;
  node.parent = place.parent;
  node.next_sibling = place.before;
  node.previous_sibling = after_it;
  (after_it != 0 ? NodeAt(after_it).next_sibling : parent.first_child) = at;
  after_it = at;
}

void HtmlBuilder::Detach(std::uint32_t at) {
  HtmlNode& node = NodeAt(at);
  HtmlNode& parent = NodeAt(node.parent);
  if (node.previous_sibling == 0 && parent.first_child != at) return;
  (node.previous_sibling != 0 ? NodeAt(node.previous_sibling).next_sibling : parent.first_child) =
      node.next_sibling;
  (node.next_sibling != 0 ? NodeAt(node.next_sibling).previous_sibling : parent.last_child) =
      node.previous_sibling;
  node.parent = node.next_sibling = node.previous_sibling = 0;
}

// ---- The stack of open elements

// A byte that differs for most names, whatever their case: an end tag without a start is told from
// hundreds of open elements without looking at their nodes.
std::uint8_t HtmlBuilder::NameMark(std::string_view name) {
  const auto letter = [](char c) { return static_cast<unsigned>(c | 0x20); };
  return static_cast<std::uint8_t>(letter(name.front()) * 31 + letter(name.back()) * 7 +
                                   name.size());
}

void HtmlBuilder::Push(std::uint32_t node, HtmlTag tag, std::uint16_t traits) {
  stack_.push_back({node, tag, NameMark(NodeAt(node).name), traits});
  ++open_[static_cast<std::size_t>(tag)];
  NodeAt(node).open = true;
}

// The first element, <html>, stays whatever happens.
void HtmlBuilder::Pop() {
  if (stack_.size() == 1) return;
  NodeAt(stack_.back().node).open = false;
  --open_[static_cast<std::size_t>(stack_.back().tag)];
  stack_.pop_back();
}

void HtmlBuilder::PopTo(std::size_t size) {
  assert(size >= 1);
  while (stack_.size() > size) Pop();
}

void HtmlBuilder::PopUntil(HtmlTag tag) { PopUntil(HtmlTagSet({tag})); }

void HtmlBuilder::PopUntil(HtmlTagSet tags) {
  PopBackTo(tags);
  Pop();
}

// Pops until one of them is the current node.
void HtmlBuilder::PopBackTo(HtmlTagSet tags) {
  while (stack_.size() > 1 && !tags.Has(Current().tag)) Pop();
}

void HtmlBuilder::RemoveOpen(std::size_t at) {
  assert(at > 0 && at < stack_.size());
  NodeAt(stack_[at].node).open = false;
  --open_[static_cast<std::size_t>(stack_[at].tag)];
  stack_.erase(stack_.begin() + static_cast<std::ptrdiff_t>(at));
}

// Where the node is on the stack, or the stack's size.
std::size_t HtmlBuilder::FindOpen(std::uint32_t node) const {
  for (std::size_t i = stack_.size(); i-- > 0;) {
    if (stack_[i].node == node) return i;
  }
  return stack_.size();
}

// Pops an element with all that hangs on it.
void HtmlBuilder::PopFully() {
  const Open open = Current();
  if (open.Is(kHtmlMarker)) ClearToMarker();
  if (open.tag == HtmlTag::kTemplate && !template_modes_.empty()) template_modes_.pop_back();
  const std::size_t entry = open.Is(kHtmlFormatting) ? FindFormattingNode(open.node) : SIZE_MAX;
  if (entry != SIZE_MAX) EraseFormatting(entry);
  Pop();
}

// At the depth limit the current element is closed, so that the next becomes its sibling. Elements
// that hold up an insertion mode are not; but before a table or template that is too deep, all up
// to the innermost table or template is closed.
void HtmlBuilder::MakeRoom(HtmlTag tag) {
  if (kRoomKeepers.Has(tag)) {
    while (stack_.size() > 1 && !kRoomKeepers.Has(Current().tag) &&
           (HasOpen(HtmlTag::kTable) || HasOpen(HtmlTag::kTemplate))) {
      PopFully();
    }
    if (kRoomKeepers.Has(Current().tag)) {
      PopFully();
      ResetMode();
    }
  }
  while (stack_.size() >= depth_limit_ && !Current().Is(kHtmlHoldsMode)) PopFully();
}

void HtmlBuilder::ImplyEndTags(HtmlTag except, std::uint16_t trait) {
  while (Current().Is(trait) && Current().tag != except) Pop();
}

bool HtmlBuilder::InScope(HtmlTag tag, unsigned scope) const {
  return HasOpen(tag) && AnyInScope(HtmlTagSet({tag}), scope);
}

bool HtmlBuilder::AnyInScope(HtmlTagSet tags, unsigned scope) const {
  for (std::size_t i = stack_.size(); i-- > 0;) {
    if (tags.Has(stack_[i].tag)) return true;
    if ((stack_[i].traits & scope) != 0) return false;
  }
  return false;
}

std::uint16_t HtmlBuilder::AdjustedTraits() const {
  return fragment_ && stack_.size() == 1 ? context_traits_ : stack_.back().traits;
}

}  // namespace warraq
