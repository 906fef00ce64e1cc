#include "plugin/batch/trace.h"

#include <algorithm>
#include <map>
#include <tuple>
#include <utility>

#include "plugin/repair/repair.h"
#include "plugin/text/properties.h"
#include "plugin/text/utf8.h"

namespace warraq {
namespace {

bool Holds(const Box& box, const Box& word) {
  const std::int32_t x = word.x + word.width / 2;
  const std::int32_t y = word.y + word.height / 2;
  return x >= box.x && x < box.x + box.width && y >= box.y && y < box.y + box.height;
}

// `units` code points on from the start of `text`, in bytes.
std::uint32_t BytesOfUnits(std::string_view text, std::uint32_t units) {
  std::size_t at = 0;
  for (std::uint32_t i = 0; i < units && at < text.size(); ++i) NextCodePoint(text, at);
  return static_cast<std::uint32_t>(at);
}

}  // namespace

std::string WithoutSpace(std::string_view text) {
  std::string kept;
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t begin = i;
    if (!IsSpace(NextCodePoint(text, i))) kept.append(text.substr(begin, i - begin));
  }
  return kept;
}

Tracer::Tracer(const Page& page) : page_(page) {
  Add(page.text);
  for (const Fact& fact : page.facts) Add(fact.text);
  std::ranges::stable_sort(pieces_, {}, [](const Piece& piece) { return piece.origin.begin; });
  for (const Piece& piece : pieces_) longest_ = std::max(longest_, piece.origin.size());
}

void Tracer::Add(const Text& text) {
  const std::span<const Run> runs = text.runs();
  for (std::size_t i = 0; i < runs.size(); ++i) {
    const Run& run = runs[i];
    if (run.origin_bytes == 0) continue;
    const auto end =
        i + 1 < runs.size() ? runs[i + 1].begin : static_cast<std::uint32_t>(text.bytes().size());
    pieces_.push_back({{run.origin, run.origin + run.origin_bytes},
                       {run.begin, end},
                       &text,
                       run.relation,
                       run.unit});
  }
}

std::string Tracer::TextAt(std::span<const Span> origin) const {
  struct Part {
    const Text* owner;
    Span text;
    std::uint32_t reach;  // bytes of origin that it stands for
  };
  struct Reached {
    const Span* last = nullptr;
    int count = 0;
  };
  std::vector<Part> found;
  std::map<const Text*, Reached> reached;  // of the stretches, how many each text has
  for (const Span& span : origin) {
    const std::uint32_t from = span.begin > longest_ ? span.begin - longest_ : 0;
    auto piece =
        std::ranges::lower_bound(pieces_, from, {}, [](const Piece& p) { return p.origin.begin; });
    for (; piece != pieces_.end() && piece->origin.begin < span.end; ++piece) {
      if (piece->origin.end <= span.begin) continue;
      const std::uint32_t begin = std::max(span.begin, piece->origin.begin) - piece->origin.begin;
      const std::uint32_t end = std::min(span.end, piece->origin.end) - piece->origin.begin;
      Span text = piece->text;
      if (piece->relation == Relation::kCopy) {
        text = {piece->text.begin + begin, piece->text.begin + end};
      } else if (piece->relation == Relation::kUnits) {
        const std::string_view bytes =
            piece->owner->bytes().substr(piece->text.begin, piece->text.size());
        text = {piece->text.begin + BytesOfUnits(bytes, begin / piece->unit),
                piece->text.begin + BytesOfUnits(bytes, end / piece->unit)};
      }
      const bool part_of_it = piece->relation != Relation::kEdit;
      const std::uint32_t reach = part_of_it ? end - begin : piece->origin.size();
      found.push_back({piece->owner, text, reach});
      Reached& by_owner = reached[piece->owner];
      if (std::exchange(by_owner.last, &span) != &span) ++by_owner.count;
    }
  }
  // Of several texts that came from there the one that has most of the stretches; of those (a
  // string of a script that stands for a fact, and all of the script for another) the one that
  // stands for the least; the page's own before a fact's.
  const auto nearest = std::ranges::min_element(found, {}, [&](const Part& part) {
    return std::tuple(-reached[part.owner].count, part.reach, part.owner != &page_.text);
  });
  const Text* owner = found.empty() ? nullptr : nearest->owner;
  std::erase_if(found, [&](const Part& part) { return part.owner != owner; });
  std::ranges::stable_sort(found, {}, [](const Part& part) { return part.text.begin; });
  std::string text;
  std::uint32_t at = 0;
  for (const Part& part : found) {
    const std::uint32_t begin = std::max(at, part.text.begin);
    if (begin >= part.text.end) continue;
    text += part.owner->bytes().substr(begin, part.text.end - begin);
    at = part.text.end;
  }
  return text;
}

// Whether all of the source there is white space but for what is covered.
template <typename IsCovered>
bool Tracer::IsSpaceBut(const Span& span, IsCovered is_covered) const {
  const std::string_view raw =
      std::string_view(page_.source->bytes).substr(span.begin, span.size());
  std::uint32_t at = span.begin;
  for (const char c : raw) {
    const Span byte{at, at + 1};
    ++at;
    const bool space = c == ' ' || (c >= '\t' && c <= '\r') || c == '\0';
    if (!space && !is_covered(byte)) return false;
  }
  return true;
}

std::string Tracer::Uncovered(std::vector<Span> covered) const {
  SortAndMerge(covered);
  const auto is_covered = [&](const Span& span) {
    const auto after = std::ranges::upper_bound(covered, span.begin, {}, &Span::begin);
    return after != covered.begin() && std::prev(after)->end >= span.end;
  };
  for (const Line& line : page_.lines) {
    const std::string_view bytes = page_.Bytes(line);
    const std::size_t first = bytes.find_first_not_of(" \t");
    if (first == std::string_view::npos) continue;
    const std::size_t last = WithoutSpacesBehind(bytes).size();
    if (last <= first) continue;
    const std::vector<Span> whole = page_.text.Origin(line.at.begin + first, line.at.begin + last);
    if (std::ranges::all_of(whole, is_covered)) continue;
    // What stands between words is nobody's: a space of the text may stand for tags.
    for (std::size_t begin = first; begin < last;) {
      const std::size_t end = std::min(bytes.find_first_of(" \t", begin), last);
      for (const Span& span : page_.text.Origin(line.at.begin + begin, line.at.begin + end)) {
        if (!is_covered(span) && !IsSpaceBut(span, is_covered)) return std::string(bytes);
      }
      begin = std::min(bytes.find_first_not_of(" \t", end), last);
    }
  }
  return {};
}

std::string MissingWord(const Page& page, std::span<const Box> boxes, std::string_view text) {
  std::string printed;
  for (const Word& word : page.words) {
    const bool inside =
        std::ranges::any_of(boxes, [&](const Box& box) { return Holds(box, word.box); });
    if (inside) printed += page.recognized.substr(word.at.begin, word.at.size());
  }
  std::vector<RepairCount> counts;
  const std::string repaired(RepairAll(Text::Verbatim(printed), counts).bytes());
  std::string without_hyphens = repaired;
  std::erase(without_hyphens, '-');
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = std::min(text.find(' ', begin), text.size());
    std::string word(text.substr(begin, end - begin));
    begin = end + 1;
    if (repaired.find(word) != std::string::npos) continue;
    std::string bare = word;  // broken at a hyphen on the page
    std::erase(bare, '-');
    if (without_hyphens.find(bare) == std::string::npos) return word;
  }
  return {};
}

std::string UncoveredWord(const Page& page, std::span<const Box> boxes) {
  for (const Word& word : page.words) {
    const bool inside =
        std::ranges::any_of(boxes, [&](const Box& box) { return Holds(box, word.box); });
    if (inside) continue;
    std::string lost = page.recognized.substr(word.at.begin, word.at.size());
    if (!WithoutSpace(lost).empty()) return lost;
  }
  return {};
}

}  // namespace warraq
