// Where no embedding is, UAX #9 gives a line two or three levels: 1 for what is written from right
// to left, 2 for words of the other direction and numbers in it (0 for the former, where the base
// is left to right). The line can be turned back once the level of each character is known:
//
//   seen   .2019 COVID باتك        level 2: "COVID" and "2019", but not the space between them
//   read   كتاب 2019 COVID.        (with the space it would be "2019 COVID", which is seen so too)
//
// Letters and digits say theirs; of the rest a guess is made, the line turned back, and resolved
// forward. If that gives the levels that were guessed, it gives the line; otherwise the levels that
// came out are the next guess. Where several readings are seen alike, the first guess decides:
// brackets that close, then a number behind a name ("Windows 10") but before a unit ("10 GB").

#include "plugin/text/bidi_inverse.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <string>
#include <tuple>

namespace warraq {
namespace {

constexpr int kRounds = 6;  // guesses; two do for nearly every line

// A character with the marks that stand on it: [begin, end) in the visual line.
struct Unit {
  std::uint32_t begin;
  std::uint32_t end;
  std::uint32_t base;
  BidiClass kind;
};

bool IsNumber(BidiClass kind) {
  return kind == BidiClass::kEuropeanNumber || kind == BidiClass::kArabicNumber;
}

constexpr std::u32string_view kOpening = U"([{\u00AB\u2039";
constexpr std::u32string_view kClosing = U")]}\u00BB\u203A";

// +1 for a bracket that opens, -1 for one that closes.
int Bracket(char32_t value) {
  return static_cast<int>(kOpening.find(value) != std::u32string_view::npos) -
         static_cast<int>(kClosing.find(value) != std::u32string_view::npos);
}

// Words that stand behind their number.
bool IsUnitOfMeasure(std::u32string_view word) {
  constexpr std::array<std::u32string_view, 44> kUnits = {
      U"AM",  U"PM",  U"am",  U"pm",  U"KB", U"MB", U"GB", U"TB",  U"kB",  U"km",  U"Km",
      U"KM",  U"cm",  U"CM",  U"mm",  U"kg", U"Kg", U"KG", U"mg",  U"ml",  U"m",   U"g",
      U"Hz",  U"kHz", U"MHz", U"GHz", U"W",  U"kW", U"MW", U"V",   U"kV",  U"mAh", U"USD",
      U"EUR", U"GBP", U"GMT", U"UTC", U"AD", U"BC", U"CE", U"BCE", U"fps", U"dpi", U"rpm"};
  return std::ranges::find(kUnits, word) != kUnits.end();
}

class Inverter {
 public:
  Inverter(std::u32string_view visual, BaseDirection base) : visual_(visual), base_(base) {
    MakeUnits();
  }

  ReadingOrder Invert() {
    Reading displayed = Read(true);
    Reading plain = Read(false);
    const bool mirror = Rank(displayed) <= Rank(plain);
    return std::move((mirror ? displayed : plain).read);
  }

 private:
  struct Reading {
    ReadingOrder read;
    std::size_t unclosed = 0;  // brackets without a partner
    std::size_t astray = 0;    // brackets with a space or a word on the wrong side
  };
  // The best is the least.
  static std::tuple<bool, std::size_t, std::size_t> Rank(const Reading& reading) {
    return std::tuple(!reading.read.exact, reading.unclosed, reading.astray);
  }
  static void CountBrackets(std::u32string_view text, Reading& reading);

  void MakeUnits();
  bool MarksFollow() const;
  Reading Read(bool mirror) const;
  std::vector<std::uint8_t> Guess() const;
  void GuessIsland(std::size_t begin, std::size_t end, std::vector<std::uint8_t>& levels) const;
  bool IsBehindWord(std::size_t word, std::size_t number, std::size_t end) const;
  std::vector<std::uint32_t> UnitOrder(const std::vector<std::uint8_t>& levels) const;
  char32_t At(std::size_t unit) const { return visual_[units_[unit].base]; }
  char32_t ValueOf(const Unit& unit, bool turned) const {
    return turned ? Mirrored(visual_[unit.base]) : visual_[unit.base];
  }
  ReadingOrder Spell(const std::vector<std::uint32_t>& order,
                     const std::vector<std::uint8_t>& levels, bool mirror) const;

  std::u32string_view visual_;
  BaseDirection base_;
  std::vector<Unit> units_;
};

// Whether a mark would stand on this: a vowel or shadda hardly on a bare alef, a hamza on what
// bears it, none on a space.
bool MayBear(char32_t base, char32_t mark) {
  if (BidiClassOf(base) == BidiClass::kNeutral) return false;
  if (mark == 0x654)
    return std::u32string_view(U"\u0647\u06C1\u0648\u064A\u06CC\u0649\u0627\u06D5").find(base) !=
           std::u32string_view::npos;
  return true;
}

// Whether marks stand to the right of their letters, as those leave them who keep marks in place,
// or to the left, as in a line that was reversed.
bool Inverter::MarksFollow() const {
  int follow = 0;
  for (std::size_t i = 0; i < visual_.size(); ++i) {
    if (BidiClassOf(visual_[i]) != BidiClass::kMark) continue;
    const bool left = i > 0 && MayBear(visual_[i - 1], visual_[i]);
    const bool right = i + 1 < visual_.size() && MayBear(visual_[i + 1], visual_[i]);
    follow += static_cast<int>(left) - static_cast<int>(right);
  }
  return follow > 0;
}

void Inverter::MakeUnits() {
  const bool follow = MarksFollow();
  const auto size = static_cast<std::uint32_t>(visual_.size());
  std::uint32_t begin = 0;  // of marks that have no unit yet
  for (std::uint32_t i = 0; i < size; ++i) {
    const BidiClass kind = BidiClassOf(visual_[i]);
    if (kind == BidiClass::kMark) continue;
    const bool takes_marks = units_.empty() || (!follow && units_.back().kind != BidiClass::kLeft);
    if (!takes_marks) units_.back().end = i;
    units_.push_back({takes_marks ? begin : i, i + 1, i, kind});
    begin = i + 1;
  }
  if (units_.empty() && size > 0) units_.push_back({0, size, 0, BidiClass::kNeutral});
  if (!units_.empty()) units_.back().end = size;
}

// A number seen behind a word, or behind a number that is, is read behind it, unless the word is a
// unit, or what stands between them says otherwise: a bracket without a partner, or a comma that
// belongs to what stands on its other side ("X ,89" is 89, X).
bool Inverter::IsBehindWord(std::size_t word, std::size_t number, std::size_t end) const {
  int open = 0;
  for (std::size_t i = word + 1; i < number; ++i) {
    open += Bracket(At(i));
    if (open < 0) return false;
    const bool stop =
        std::u32string_view(U",;:.!?\u060C\u061B").find(At(i)) != std::u32string::npos;
    if (stop && i > word + 1 && At(i - 1) == U' ' && i + 1 == number) return false;
  }
  for (std::size_t i = number; i < end && open > 0; ++i) open += Bracket(At(i));
  if (open > 0) return false;
  std::u32string letters;
  constexpr std::size_t kLongestUnit = 4;
  for (std::size_t i = word + 1; i-- > 0 && letters.size() < kLongestUnit;) {
    if (units_[i].kind != BidiClass::kLeft) break;
    letters.insert(letters.begin(), At(i));
  }
  return number - word < 2 || !IsUnitOfMeasure(letters);
}

// [begin, end) has no letter from right to left. From its first Latin word to its last it is one
// run, which goes on over numbers as long as they are read behind the word.
void Inverter::GuessIsland(std::size_t begin, std::size_t end,
                           std::vector<std::uint8_t>& levels) const {
  constexpr std::uint8_t kAcross = 2;
  std::size_t first = end;
  std::size_t last = begin;  // of the words, then of the run
  std::size_t number = end;  // the last seen
  for (std::size_t i = begin; i < end; ++i) {
    const BidiClass kind = units_[i].kind;
    if (kind == BidiClass::kLeft) first = std::min(first, i), last = i;
    if (!IsNumber(kind)) continue;
    levels[i] = kAcross;
    const bool joined = number + 2 == i && units_[i - 1].kind == BidiClass::kSeparator &&
                        units_[number].kind == kind;
    if (joined) levels[i - 1] = kAcross;
    number = i;
  }
  if (first == end) return;
  bool goes_on = true;
  for (std::size_t i = last + 1; i < end && goes_on; ++i) {
    if (!IsNumber(units_[i].kind)) continue;
    goes_on = IsBehindWord(last, i, end);
    if (goes_on) last = i;
  }
  int open = 0;
  for (std::size_t i = first; i <= last; ++i) open += Bracket(At(i));
  while (open > 0 && last + 1 < end && Bracket(At(last + 1)) < 0) ++last, --open;
  std::fill(levels.begin() + static_cast<std::ptrdiff_t>(first),
            levels.begin() + static_cast<std::ptrdiff_t>(last) + 1, kAcross);
}

std::vector<std::uint8_t> Inverter::Guess() const {
  std::vector<std::uint8_t> levels(units_.size(), 1);
  if (base_ == BaseDirection::kLeftToRight) {
    for (std::size_t i = 0; i < units_.size(); ++i) {
      levels[i] = IsStrongRight(units_[i].kind) ? 1 : 0;
    }
    return levels;
  }
  for (std::size_t i = 0; i < units_.size();) {
    std::size_t end = i;
    while (end < units_.size() && !IsStrongRight(units_[end].kind)) ++end;
    if (end > i) GuessIsland(i, end, levels);
    i = end + 1;
  }
  return levels;
}

// The units as they are read: rule L2 the other way round, the lowest level first.
std::vector<std::uint32_t> Inverter::UnitOrder(const std::vector<std::uint8_t>& levels) const {
  std::vector<std::uint32_t> order(units_.size());
  for (std::uint32_t i = 0; i < order.size(); ++i) order[i] = i;
  for (const std::uint8_t level : {std::uint8_t{1}, std::uint8_t{2}}) {
    for (auto run = order.begin(); run != order.end();) {
      const auto below = [&](std::uint32_t i) { return levels[i] < level; };
      const auto begin = std::find_if_not(run, order.end(), below);
      run = std::find_if(begin, order.end(), below);
      std::reverse(begin, run);
    }
  }
  return order;
}

ReadingOrder Inverter::Spell(const std::vector<std::uint32_t>& order,
                             const std::vector<std::uint8_t>& levels, bool mirror) const {
  ReadingOrder read;
  read.order.reserve(visual_.size());
  read.mirrored.reserve(visual_.size());
  const auto add = [&](std::uint32_t at, bool turned) {
    read.order.push_back(at);
    read.mirrored.push_back(turned && Mirrored(visual_[at]) != visual_[at]);
  };
  for (const std::uint32_t i : order) {
    const Unit& unit = units_[i];
    add(unit.base, mirror && (levels[i] & 1) != 0);
    for (std::uint32_t mark = unit.base; mark-- > unit.begin;) add(mark, false);
    for (std::uint32_t mark = unit.base + 1; mark < unit.end; ++mark) add(mark, false);
  }
  return read;
}

Inverter::Reading Inverter::Read(bool mirror) const {
  std::vector<std::uint8_t> levels = Guess();
  Reading reading;
  std::u32string text(units_.size(), U' ');
  std::vector<std::uint32_t> order;
  for (int round = 0; round < kRounds && !reading.read.exact; ++round) {
    order = UnitOrder(levels);
    for (std::size_t i = 0; i < order.size(); ++i) {
      text[i] = ValueOf(units_[order[i]], mirror && (levels[order[i]] & 1) != 0);
    }
    const BidiLevels resolved = ResolveLevels(text, base_);
    bool same = true;
    std::vector<std::uint8_t> next = levels;
    for (std::size_t i = 0; i < order.size(); ++i) {
      next[order[i]] = std::min<std::uint8_t>(resolved.of[i], 2);
      same &= next[order[i]] == levels[order[i]];
    }
    reading.read.exact = same;
    if (!same && round + 1 < kRounds) levels = std::move(next);
  }
  const bool exact = reading.read.exact;
  reading.read = Spell(order, levels, mirror);
  reading.read.exact = exact;
  CountBrackets(text, reading);
  return reading;
}

// A bracket that opens stands behind a space and before a word, one that closes the other way
// round; direction marks are not seen.
void Inverter::CountBrackets(std::u32string_view text, Reading& reading) {
  const auto is_word = [](char32_t c) {
    const BidiClass kind = BidiClassOf(c);
    return kind == BidiClass::kLeft || IsStrongRight(kind) || IsNumber(kind);
  };
  const auto is_mark = [](char32_t c) { return (c >= 0x200B && c <= 0x200F) || c == 0x61C; };
  std::u32string seen = U" ";
  std::ranges::remove_copy_if(text, std::back_inserter(seen), is_mark);
  seen += U' ';
  std::u32string open;
  for (std::size_t i = 1; i + 1 < seen.size(); ++i) {
    const int bracket = Bracket(seen[i]);
    if (bracket == 0) continue;
    const char32_t inside = bracket > 0 ? seen[i + 1] : seen[i - 1];
    const char32_t outside = bracket > 0 ? seen[i - 1] : seen[i + 1];
    const bool stops =
        std::u32string_view(U" .,:;\u060C\u061B").find(inside) != std::u32string::npos;
    reading.astray += inside == U' ' || (bracket > 0 && stops);
    reading.astray += is_word(outside);
    const bool closes = bracket < 0 && !open.empty() && open.back() == seen[i];
    if (bracket > 0) open.push_back(Mirrored(seen[i]));
    if (closes) open.pop_back();
    reading.unclosed += bracket < 0 && !closes;
  }
  reading.unclosed += open.size();
}

}  // namespace

ReadingOrder InvertVisualLine(std::u32string_view visual, BaseDirection base) {
  if (visual.empty()) return {};
  return Inverter(visual, base).Invert();
}

}  // namespace warraq
