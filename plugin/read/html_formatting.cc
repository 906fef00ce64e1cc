// Formatting that runs over the ends of blocks: "<b>one<p>two</b>three".
//
// HTML 13.2.4.3 (the list of active formatting elements) and 13.2.6.4.7 (the adoption agency). An
// element of the list is opened again, as a copy with the same attributes, wherever the markup
// around it has closed it; an end tag that crosses blocks splits the element in two.
//
// The standard keeps only three equal entries (Noah's Ark); this list also keeps no more than
// kFormattingLimit since its last marker, drops entries rather than exceed the depth limit, and
// stops copying when there are too many copies for the size of the source.

#include <algorithm>
#include <cassert>
#include <string_view>

#include "plugin/read/html_builder.h"

namespace warraq {
namespace {

constexpr std::size_t kNone = SIZE_MAX;
constexpr std::size_t kFormattingLimit = 64;
constexpr int kAdoptions = 8;   // 13.2.6.4.7, outer loop
constexpr int kKeptCopies = 3;  // inner loop, and Noah's Ark

}  // namespace

std::size_t HtmlBuilder::FindFormatting(HtmlTag tag) const {
  for (std::size_t i = formatting_.size(); i-- > 0 && formatting_[i].node != 0;) {
    if (formatting_[i].tag == tag) return i;
  }
  return kNone;
}

std::size_t HtmlBuilder::FindFormattingNode(std::uint32_t node) const {
  for (std::size_t i = formatting_.size(); i-- > 0;) {
    if (formatting_[i].node == node) return i;
  }
  return kNone;
}

void HtmlBuilder::EraseFormatting(std::size_t at) {
  formatting_.erase(formatting_.begin() + static_cast<std::ptrdiff_t>(at));
}

void HtmlBuilder::ClearToMarker() {
  while (!formatting_.empty()) {
    const bool marker = formatting_.back().node == 0;
    formatting_.pop_back();
    if (marker) break;
  }
}

// A number that is the same for equal attributes in any order. Two elements whose numbers are equal
// by chance would cost the older one its place in the list, nothing else.
std::uint64_t HtmlBuilder::Fingerprint(Formatting& entry) const {
  if (entry.fingerprint != 0) return entry.fingerprint;
  std::uint64_t sum = 1;
  for (const HtmlAttribute& attribute : tree_.Attributes(entry.node)) {
    const std::uint64_t name = std::hash<std::string_view>()(attribute.name);
    const std::uint64_t value = std::hash<std::string_view>()(attribute.value);
    sum += (name * 31 + value) * 0x9E3779B97F4A7C15u;
  }
  return entry.fingerprint = sum | 1;
}

// Enters the current node, which the token stands for.
void HtmlBuilder::PushFormatting(const HtmlToken& token) {
  Formatting entry{Current().node, token.tag, 0};
  const std::uint32_t attributes = token.end_attribute - token.first_attribute;
  std::size_t oldest = kNone;
  std::size_t entries = 0;
  int equal = 0;
  for (std::size_t i = formatting_.size(); i-- > 0 && formatting_[i].node != 0; ++entries) {
    Formatting& other = formatting_[i];
    if (other.tag != entry.tag) continue;
    if (NodeAt(other.node).last - NodeAt(other.node).first != attributes) continue;
    if (attributes != 0 && Fingerprint(other) != Fingerprint(entry)) continue;
    oldest = i;
    ++equal;
  }
  if (equal >= kKeptCopies) {
    EraseFormatting(oldest);
  } else if (entries >= kFormattingLimit) {
    EraseFormatting(formatting_.size() - entries);
  }
  formatting_.push_back(entry);
}

// Opens again what has been closed since the last entry that is still open, or the last marker.
void HtmlBuilder::Reconstruct() {
  const auto is_closed = [&](const Formatting& entry) {
    return entry.node != 0 && !NodeAt(entry.node).open;
  };
  std::size_t first = formatting_.size();
  while (first > 0 && is_closed(formatting_[first - 1])) --first;
  if (first < formatting_.size()) ReopenFrom(first);
}

void HtmlBuilder::ReopenFrom(std::size_t first) {
  for (std::size_t i = first; i < formatting_.size(); ++i) {
    if (!MayClone() || stack_.size() >= depth_limit_) {
      formatting_.resize(i);
      return;
    }
    const std::uint32_t copy = Clone(formatting_[i].node);
    Put(CurrentPlace(), copy);
    Push(copy, formatting_[i].tag, HtmlTraits(formatting_[i].tag));
    formatting_[i].node = copy;
  }
}

std::uint32_t HtmlBuilder::Clone(std::uint32_t node) {
  if (clones_left_ > 0) --clones_left_;
  const auto copy = static_cast<std::uint32_t>(tree_.nodes_.size());
  tree_.nodes_.push_back(HtmlNode(NodeAt(node)));
  HtmlNode& made = tree_.nodes_.back();
  made.parent = made.first_child = made.last_child = 0;
  made.next_sibling = made.previous_sibling = 0;
  made.open = false;
  return copy;
}

void HtmlBuilder::Adopt(HtmlToken& token) {
  if (CurrentIs(token.tag) && FindFormattingNode(Current().node) == kNone) {
    Pop();
    return;
  }
  for (int i = 0; i < kAdoptions; ++i) {
    if (!AdoptOnce(token)) return;
  }
}

// One turn of the outer loop; false when there is nothing left to do.
bool HtmlBuilder::AdoptOnce(HtmlToken& token) {
  const std::size_t entry = FindFormatting(token.tag);
  if (entry == kNone) {
    EndOther(token);
    return false;
  }
  const std::uint32_t formatting = formatting_[entry].node;
  if (!NodeAt(formatting).open) {
    EraseFormatting(entry);
    return false;
  }
  const std::size_t at = FindOpen(formatting);
  const auto below = stack_.begin() + static_cast<std::ptrdiff_t>(at + 1);
  const auto is = [](std::uint16_t trait) { return [=](const Open& o) { return o.Is(trait); }; };
  if (std::any_of(below, stack_.end(), is(kHtmlScope))) return false;
  const auto furthest = std::find_if(below, stack_.end(), is(kHtmlSpecial));
  if (furthest == stack_.end() || !MayClone()) {
    PopTo(at);
    EraseFormatting(entry);
    return false;
  }
  Split(at, static_cast<std::size_t>(furthest - stack_.begin()));
  return true;
}

// Splits the formatting element `at` around the block `furthest_at`, places on the stack.
void HtmlBuilder::Split(std::size_t at, std::size_t furthest_at) {
  const std::uint32_t formatting = stack_[at].node;
  const std::uint32_t furthest = stack_[furthest_at].node;
  std::size_t bookmark = FindFormattingNode(formatting);
  const std::uint32_t last = CopyBetween(at, furthest_at, bookmark);
  Detach(last);
  Put(PlaceFor(stack_[at - 1].node, stack_[at - 1].tag), last);

  const std::uint32_t copy = Clone(formatting);
  GiveChildren(furthest, copy);
  Put({furthest, 0}, copy);

  const std::size_t entry = FindFormattingNode(formatting);
  Formatting moved = formatting_[entry];
  moved.node = copy;
  EraseFormatting(entry);
  if (entry < bookmark) --bookmark;
  formatting_.insert(formatting_.begin() + static_cast<std::ptrdiff_t>(bookmark), moved);

  const HtmlTag tag = stack_[at].tag;
  RemoveOpen(at);
  const std::size_t below = FindOpen(furthest) + 1;
  Push(copy, tag, HtmlTraits(tag));
  std::rotate(stack_.begin() + static_cast<std::ptrdiff_t>(below), stack_.end() - 1, stack_.end());
}

// The inner loop: copies the formatting elements between the two places, each around the one after
// it, and closes the others. Returns the outermost copy, or the block itself.
std::uint32_t HtmlBuilder::CopyBetween(std::size_t at, std::size_t furthest_at,
                                       std::size_t& bookmark) {
  const std::uint32_t furthest = stack_[furthest_at].node;
  std::uint32_t last = furthest;
  int turn = 1;
  for (std::size_t i = furthest_at - 1; i > at; --i, ++turn) {
    std::size_t entry = FindFormattingNode(stack_[i].node);
    if (entry != kNone && (turn > kKeptCopies || !MayClone())) {
      EraseFormatting(entry);
      if (entry < bookmark) --bookmark;
      entry = kNone;
    }
    if (entry == kNone) {
      RemoveOpen(i);
      continue;
    }
    const std::uint32_t copy = Clone(stack_[i].node);
    NodeAt(stack_[i].node).open = false;
    NodeAt(copy).open = true;
    stack_[i].node = formatting_[entry].node = copy;
    if (last == furthest) bookmark = entry + 1;
    Detach(last);
    Put({copy, 0}, last);
    last = copy;
  }
  return last;
}

// Moves all children. Each node is moved a bounded number of times: it then stands in a formatting
// element, and only those of blocks are moved.
void HtmlBuilder::GiveChildren(std::uint32_t from, std::uint32_t to) {
  HtmlNode& giver = NodeAt(from);
  HtmlNode& taker = NodeAt(to);
  assert(taker.first_child == 0);
  taker.first_child = giver.first_child;
  taker.last_child = giver.last_child;
  giver.first_child = giver.last_child = 0;
  for (std::uint32_t at = taker.first_child; at != 0; at = NodeAt(at).next_sibling) {
    NodeAt(at).parent = to;
  }
}

}  // namespace warraq
