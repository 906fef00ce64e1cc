// Direction marks (LRM, RLM, ALM), embeddings and isolates go where they do nothing, as programs
// strew them: where the line is seen the same without them, its base being what its first strong
// character says (UAX #9, P2), and also right to left if it has letters of that direction. Where
// one matters they are their writer's and stay, but for those that only repeat their neighbours.
// What closes nothing goes; what is still open at the end of its line is closed there, since lines
// are put together later. ZWNJ is a letter's business (Persian) and stays between letters; twice in
// a row, or at the edge of a line or with no letter beside it, it is a slip.
//
//   RLM كتاب RLM -> كتاب       می ZWNJ ZWNJ خواهم -> می ZWNJ خواهم       PDF a -> a
//
// Lines of more than 4,096 code points are left as they are, but for ZWNJ: nobody has seen them as
// lines.

#include <algorithm>
#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "plugin/repair/repair.h"
#include "plugin/text/bidi.h"
#include "plugin/text/properties.h"
#include "plugin/text/utf8.h"

namespace warraq {
namespace {

constexpr std::size_t kLongestLine = 4096;  // code points
constexpr std::size_t kMostTried = 16;      // marks of a line that are asked one by one
constexpr std::size_t kMostOpen = 125;      // UAX #9, BD2
constexpr char32_t kZwnj = 0x200C;
constexpr char32_t kPdf = 0x202C;
constexpr char32_t kPdi = 0x2069;

bool IsMarkOfDirection(char32_t c) { return c == 0x200E || c == 0x200F || c == 0x61C; }
bool IsEmbedding(char32_t c) { return c >= 0x202A && c <= 0x202E && c != kPdf; }
bool IsIsolate(char32_t c) { return c >= 0x2066 && c <= 0x2068; }

class Line {
 public:
  Line(std::string_view bytes, std::size_t begin, std::size_t end) {
    const std::string_view whole = bytes.substr(0, end);
    for (std::size_t i = begin; i < end;) {
      offsets_.push_back(i);
      values_.push_back(NextCodePoint(whole, i));
    }
    offsets_.push_back(end);
    dropped_.resize(values_.size());
  }

  void Tidy() {
    if (values_.size() <= kLongestLine) {
      Match();
      DropIdleMarks();
    }
    DropIdleZwnj();
  }

  // Adds the line to the edit; the number of changes.
  std::uint32_t Write(Edit& edit) const {
    std::uint32_t changes = 0;
    const std::size_t size = offsets_.size() - 1;  // without what was added to close
    for (std::size_t i = 0; i < size;) {
      std::size_t end = i;
      while (end < size && dropped_[end] == dropped_[i]) ++end;
      if (dropped_[i]) {
        edit.Replace(offsets_[i], offsets_[end], PartsLetters(i, end) ? "\xE2\x80\x8C" : "");
        changes += static_cast<std::uint32_t>(end - i);
      } else {
        edit.Keep(offsets_[i], offsets_[end]);
      }
      i = end;
    }
    std::string closing;
    for (std::size_t i = size; i < values_.size(); ++i) {
      if (!dropped_[i]) AppendUtf8(closing, values_[i]), ++changes;
    }
    if (!closing.empty()) edit.Insert(closing);
    return changes;
  }

 private:
  void DropIdleZwnj();
  void Match();
  void DropIdleMarks();
  // Direction marks between two Arabic letters were meant for a ZWNJ, which hides on the same keys.
  bool PartsLetters(std::size_t begin, std::size_t end) const {
    const auto is_arabic = [&](std::size_t i) {
      return i < values_.size() && IsLetter(values_[i]) && ScriptOf(values_[i]) == Script::kArab;
    };
    return begin > 0 && is_arabic(begin - 1) && is_arabic(end) &&
           std::all_of(values_.begin() + static_cast<std::ptrdiff_t>(begin),
                       values_.begin() + static_cast<std::ptrdiff_t>(end), IsMarkOfDirection);
  }
  // An isolate takes with it the embeddings that its end closes: they would be open without it.
  void Drop(std::size_t i) {
    dropped_[i] = true;
    dropped_[partner_[i]] = true;
    for (const Ended& ended : ended_) {
      if (ended.isolate == i) dropped_[ended.embedding] = true;
    }
  }
  // Whether the mark says what the letters around it say already.
  bool RepeatsItsNeighbours(std::size_t i, bool right_to_left) const;
  // The first strong character from `i` on, or back from it; kNeutral where there is none, another
  // class where something stands between that has an order of its own.
  BidiClass NextStrong(std::size_t i) const;
  BidiClass PreviousStrong(std::size_t i) const;
  // The first of the line but for marks from right to left, which may go.
  BidiClass FirstStrong() const;
  // What is seen: the places of the characters left, from left to right, and whether each is
  // mirrored.
  std::vector<std::uint32_t> Seen() const;
  bool IsSeenAs(std::span<const std::uint32_t> seen) const;
  bool HasRightToLeft() const;
  void AddSeen(BaseDirection base, std::vector<std::uint32_t>& seen) const;

  std::u32string values_;
  std::vector<std::size_t> offsets_;  // in bytes, one more than there are values
  std::vector<bool> dropped_;
  std::vector<std::uint32_t> partner_;  // of what opens and closes; otherwise itself
  // Embeddings without a PDF, which the PDI of an isolate around them closes.
  struct Ended {
    std::uint32_t embedding;
    std::uint32_t isolate;
  };
  std::vector<Ended> ended_;
};

// Of what is left.
void Line::DropIdleZwnj() {
  const auto is_letter = [&](std::size_t i) {
    return PropertiesOf(values_[i]).Has(kLetterBit | kMarkBit | kDigitBit);
  };
  std::vector<std::size_t> left;
  for (std::size_t i = 0; i < values_.size(); ++i) {
    if (!dropped_[i]) left.push_back(i);
  }
  for (std::size_t i = 0; i < left.size(); ++i) {
    if (values_[left[i]] != kZwnj) continue;
    std::size_t end = i;
    while (end < left.size() && values_[left[end]] == kZwnj) ++end;
    const bool edge = i == 0 || end == left.size();
    const bool idle = edge || (!is_letter(left[i - 1]) && !is_letter(left[end]));
    for (std::size_t j = idle ? i : i + 1; j < end; ++j) dropped_[left[j]] = true;
    i = end - 1;
  }
}

// Pairs what opens with what closes it; drops what closes nothing, and what is nested too deep to
// do anything; closes what is left.
void Line::Match() {
  partner_.resize(values_.size());
  std::vector<std::uint32_t> open;
  for (std::uint32_t i = 0; i < values_.size(); ++i) {
    const char32_t value = values_[i];
    partner_[i] = i;
    if (IsEmbedding(value) || IsIsolate(value)) open.push_back(i);
    if (value != kPdf && value != kPdi) continue;
    auto found = open.rbegin();
    // PDI closes embeddings inside its isolate; PDF reaches out of none.
    if (value == kPdi) {
      found = std::find_if(open.rbegin(), open.rend(),
                           [&](std::uint32_t at) { return IsIsolate(values_[at]); });
    } else if (!open.empty() && IsIsolate(values_[open.back()])) {
      found = open.rend();
    }
    if (found == open.rend()) {
      dropped_[i] = true;
      continue;
    }
    partner_[i] = *found;
    partner_[*found] = i;
    for (auto inside = found.base(); inside != open.end(); ++inside) {
      ended_.push_back({*inside, partner_[i]});
    }
    open.erase(found.base() - 1, open.end());
  }
  for (std::size_t i = open.size(); i-- > 0;) {
    if (i >= kMostOpen) {
      dropped_[open[i]] = true;
      continue;
    }
    partner_[open[i]] = static_cast<std::uint32_t>(values_.size());
    partner_.push_back(open[i]);
    values_.push_back(IsIsolate(values_[open[i]]) ? kPdi : kPdf);
    dropped_.push_back(false);
  }
}

std::vector<std::uint32_t> Line::Seen() const {
  std::vector<std::uint32_t> seen;
  AddSeen(BaseDirection::kFirstStrong, seen);
  if (HasRightToLeft()) AddSeen(BaseDirection::kRightToLeft, seen);
  return seen;
}

bool Line::IsSeenAs(std::span<const std::uint32_t> seen) const {
  std::vector<std::uint32_t> now;
  AddSeen(BaseDirection::kFirstStrong, now);
  // Marks that matter mostly matter here, and then the other base need not be looked at.
  if (now.size() > seen.size() || !std::ranges::equal(now, seen.first(now.size()))) return false;
  if (HasRightToLeft()) AddSeen(BaseDirection::kRightToLeft, now);
  return std::ranges::equal(now, seen);
}

bool Line::HasRightToLeft() const {
  return std::ranges::any_of(values_, [](char32_t value) {
    const BidiClass kind = BidiClassOf(value);
    return !IsBidiControl(value) && (kind == BidiClass::kRight || kind == BidiClass::kArabicLetter);
  });
}

void Line::AddSeen(BaseDirection base, std::vector<std::uint32_t>& seen) const {
  std::u32string left;
  std::vector<std::uint32_t> places;
  left.reserve(values_.size());
  places.reserve(values_.size());
  for (std::uint32_t i = 0; i < values_.size(); ++i) {
    if (dropped_[i]) continue;
    left.push_back(values_[i]);
    places.push_back(i);
  }
  const BidiLevels levels = ResolveLevels(left, base);
  seen.reserve(seen.size() + left.size());
  for (const std::uint32_t i : VisualOrder(levels.of)) {
    // Nothing is seen of boundary neutrals (ZWNJ, control characters), wherever they stand.
    if (!IsBidiControl(left[i]) && BidiClassOf(left[i]) != BidiClass::kBoundary)
      seen.push_back(places[i] * 2 + (levels.of[i] & 1u));
  }
}

BidiClass Line::NextStrong(std::size_t i) const {
  for (; i < values_.size(); ++i) {
    if (dropped_[i]) continue;
    const BidiClass kind = BidiClassOf(values_[i]);
    if (kind != BidiClass::kNeutral && kind != BidiClass::kBoundary) return kind;
  }
  return BidiClass::kNeutral;
}

BidiClass Line::PreviousStrong(std::size_t i) const {
  while (i-- > 0) {
    if (dropped_[i]) continue;
    const BidiClass kind = BidiClassOf(values_[i]);
    if (kind != BidiClass::kNeutral && kind != BidiClass::kBoundary) return kind;
  }
  return BidiClass::kNeutral;
}

BidiClass Line::FirstStrong() const {
  for (std::size_t i = 0; i < values_.size(); ++i) {
    if (dropped_[i] || values_[i] == 0x200F || values_[i] == 0x61C) continue;
    const BidiClass kind = BidiClassOf(values_[i]);
    if (kind != BidiClass::kNeutral && kind != BidiClass::kBoundary) return kind;
  }
  return BidiClass::kNeutral;
}

// UAX #9: a neutral takes the direction of the strong characters on either side of it (N1) or of
// the line (N2), and a number's kind is that of the one before it (W2, W7). So a mark does nothing
// before a letter of its own direction; and nothing where neutrals alone stand between it and such
// letters, or the ends of a line of that direction, on either side.
bool Line::RepeatsItsNeighbours(std::size_t i, bool right_to_left) const {
  if (!IsMarkOfDirection(values_[i])) return false;
  const auto agrees = [&](BidiClass kind) {
    if (values_[i] == 0x200E) return kind == BidiClass::kLeft;
    return kind == BidiClass::kRight || kind == BidiClass::kArabicLetter ||
           (right_to_left && kind == BidiClass::kNeutral);
  };
  std::size_t next = i + 1;
  while (next < values_.size() &&
         (dropped_[next] || BidiClassOf(values_[next]) == BidiClass::kBoundary)) {
    ++next;
  }
  if (next < values_.size() && !IsBidiControl(values_[next])) {
    const BidiClass kind = BidiClassOf(values_[next]);
    if (kind != BidiClass::kNeutral && agrees(kind)) return true;
  }
  return agrees(NextStrong(i + 1)) && agrees(PreviousStrong(i));
}

void Line::DropIdleMarks() {
  std::vector<std::uint32_t> marks;  // one of each pair
  for (std::uint32_t i = 0; i < values_.size(); ++i) {
    if (IsBidiControl(values_[i]) && !dropped_[i] && partner_[i] >= i) marks.push_back(i);
  }
  if (marks.empty()) return;
  const BidiClass first = FirstStrong();
  const bool right_to_left = first == BidiClass::kRight || first == BidiClass::kArabicLetter;
  if (marks.size() <= kMostTried) {  // each may look through the whole line
    // From the last, so that each stands before what is left.
    for (auto i = marks.rbegin(); i != marks.rend(); ++i) {
      dropped_[*i] = RepeatsItsNeighbours(*i, right_to_left);
    }
    std::erase_if(marks, [&](std::uint32_t i) { return dropped_[i]; });
    if (marks.empty()) return;
  }
  const std::vector<std::uint32_t> seen = Seen();
  const std::vector<bool> before = dropped_;
  for (const std::uint32_t i : marks) Drop(i);
  if (IsSeenAs(seen)) return;
  // One of them matters, so all stay: which of them do would take a look at the line for each.
  dropped_ = before;
}

// ZWJ, and ZWNJ between two letters of Arabic or a like script, as Persian is full of them.
bool IsInPlace(std::string_view bytes, std::size_t at) {
  const auto byte = [&](std::size_t i) {
    return i < bytes.size() ? static_cast<unsigned char>(bytes[i]) : 0u;
  };
  if (byte(at) != 0xE2 || byte(at + 1) != 0x80) return false;
  if (byte(at + 2) == 0x8D) return true;
  const bool before = at >= 2 && byte(at - 2) >= 0xD6 && byte(at - 2) <= 0xDB;
  const bool behind = byte(at + 3) >= 0xD6 && byte(at + 3) <= 0xDB;
  return byte(at + 2) == 0x8C && before && behind;
}

Text DropMarks(const Text& text, std::uint32_t& count) {
  const std::string_view bytes = text.bytes();
  const Finder marks(bytes, kSeenDirection);
  Edit edit(text);
  for (std::size_t at = marks.Next(0); at != Finder::npos;) {
    if (IsInPlace(bytes, at)) {
      at = marks.Next(at + 3);
      continue;
    }
    const std::size_t before = at == 0 ? std::string_view::npos : bytes.rfind('\n', at - 1);
    const std::size_t begin = before == std::string_view::npos ? 0 : before + 1;
    const std::size_t end = std::min(bytes.find('\n', at), bytes.size());
    Line line(bytes, begin, end);
    line.Tidy();
    edit.KeepUpTo(begin);
    count += line.Write(edit);
    at = end < bytes.size() ? marks.Next(end) : Finder::npos;
  }
  if (count == 0) return {};
  return std::move(edit).FinishRest();
}

}  // namespace

extern const Repair direction_marks_repair;
constexpr Repair direction_marks_repair = {
    .name = "direction-marks",
    .summary = "drop direction marks that do nothing, pair embeddings, drop stray ZWNJ",
    .needs = kSeenDirection,
    .apply = DropMarks,
    .code_points =
        "U+061C, U+200E-200F, U+202A-202E, U+2066-2069, U+200C → nothing; U+202C, U+2069 put in; "
        "between Arabic letters U+200C",
    .scope = Scope::kLineByLine,
};

}  // namespace warraq
