// UAX #9 (Unicode 15.0), rule by rule, over code points. The properties are ICU's; the algorithm is
// not: ICU 72 fails 31 rows of Unicode's own BidiCharacterTest (marks behind brackets, overrides
// beside embeddings, more than 63 open brackets) and looks for the pair of a bracket among all that
// are open, which is quadratic. Here all rows hold, and the work is linear: the stacks of X1 and
// BD16 are as small as the standard makes them.

#include "plugin/text/bidi.h"

#include <unicode/ubidi.h>
#include <unicode/uchar.h>

#include <algorithm>
#include <array>
#include <limits>
#include <span>

namespace warraq {
namespace {

using Class = std::uint8_t;  // a UCharDirection
constexpr Class kL = U_LEFT_TO_RIGHT, kR = U_RIGHT_TO_LEFT, kAl = U_RIGHT_TO_LEFT_ARABIC;
constexpr Class kEn = U_EUROPEAN_NUMBER, kAn = U_ARABIC_NUMBER, kEs = U_EUROPEAN_NUMBER_SEPARATOR;
constexpr Class kEt = U_EUROPEAN_NUMBER_TERMINATOR, kCs = U_COMMON_NUMBER_SEPARATOR;
constexpr Class kB = U_BLOCK_SEPARATOR, kS = U_SEGMENT_SEPARATOR, kWs = U_WHITE_SPACE_NEUTRAL;
constexpr Class kOn = U_OTHER_NEUTRAL, kNsm = U_DIR_NON_SPACING_MARK, kBn = U_BOUNDARY_NEUTRAL;
constexpr Class kLre = U_LEFT_TO_RIGHT_EMBEDDING, kLro = U_LEFT_TO_RIGHT_OVERRIDE;
constexpr Class kRle = U_RIGHT_TO_LEFT_EMBEDDING, kRlo = U_RIGHT_TO_LEFT_OVERRIDE;
constexpr Class kPdf = U_POP_DIRECTIONAL_FORMAT, kFsi = U_FIRST_STRONG_ISOLATE;
constexpr Class kLri = U_LEFT_TO_RIGHT_ISOLATE, kRli = U_RIGHT_TO_LEFT_ISOLATE;
constexpr Class kPdi = U_POP_DIRECTIONAL_ISOLATE;

constexpr std::uint8_t kMaxDepth = 125;  // BD2
constexpr std::size_t kMaxOpen = 63;     // BD16
constexpr std::uint32_t kNone = std::numeric_limits<std::uint32_t>::max();

constexpr std::uint32_t Bits() { return 0; }
template <typename... More>
constexpr std::uint32_t Bits(Class first, More... more) {
  return 1u << first | Bits(more...);
}
constexpr bool In(Class value, std::uint32_t bits) { return (1u << value & bits) != 0; }

constexpr std::uint32_t kInitiators = Bits(kLri, kRli, kFsi);
constexpr std::uint32_t kEmbeddings = Bits(kLre, kRle, kLro, kRlo);
constexpr std::uint32_t kRemoved = kEmbeddings | Bits(kPdf, kBn);  // X9
constexpr std::uint32_t kNeutrals = Bits(kB, kS, kWs, kOn, kPdi) | kInitiators;

constexpr char32_t kTableEnd = 0x800;  // Latin to Arabic

Class ClassOf(char32_t value) {
  static const auto table = [] {
    std::array<Class, kTableEnd> made{};
    for (char32_t i = 0; i < kTableEnd; ++i) {
      made[i] = static_cast<Class>(u_charDirection(static_cast<UChar32>(i)));
    }
    return made;
  }();
  if (value < kTableEnd) return table[value];
  return static_cast<Class>(u_charDirection(static_cast<UChar32>(value)));
}

constexpr Class DirectionOf(std::uint8_t level) { return (level & 1) != 0 ? kR : kL; }

// One paragraph, resolved in place.
class Resolver {
 public:
  Resolver(std::u32string_view text, std::span<std::uint8_t> levels)
      : text_(text), levels_(levels), classes_(text.size()), match_(text.size(), kNone) {
    for (std::size_t i = 0; i < text.size(); ++i) classes_[i] = ClassOf(text[i]);
    original_ = classes_;
  }

  std::uint8_t Resolve(BaseDirection base) {
    MatchIsolates();
    base_ = base == BaseDirection::kFirstStrong   ? FirstStrong(0, classes_.size())
            : base == BaseDirection::kRightToLeft ? std::uint8_t{1}
                                                  : std::uint8_t{0};
    ResolveExplicit();
    ResolveSequences();
    ResetWhitespace();
    return base_;
  }

 private:
  struct Status {
    std::uint8_t level;
    Class override_class;  // kOn for none
    bool isolate;
  };
  struct LevelRun {
    std::uint32_t begin;  // in kept_
    std::uint32_t end;
    std::uint32_t next = kNone;  // the run that goes on behind its isolate
    bool continues = false;      // it is the next of another
  };
  struct Pair {
    std::uint32_t open;  // in sequence_
    std::uint32_t close;
  };

  void MatchIsolates();  // BD9
  std::uint8_t FirstStrong(std::size_t begin, std::size_t end) const;
  void ResolveExplicit();  // X1 to X8
  void Embed(std::size_t i);
  void Isolate(std::size_t i);
  void EndIsolate(std::size_t i);
  void ResolveSequences();  // X9, X10
  std::vector<LevelRun> LevelRuns();
  void ResolveSequence(std::uint32_t before, std::uint32_t after);
  void ResolveWeak(Class sos);      // W1 to W7
  void ResolveNumbers(Class sos);   // W4 to W7
  void ResolveBrackets(Class sos);  // N0
  std::vector<Pair> BracketPairs() const;
  Class DirectionInside(const Pair& pair, Class sos) const;
  void SetBracket(std::uint32_t at, Class direction);
  void ResolveNeutrals(Class sos, Class eos);  // N1, N2
  void ResetWhitespace();                      // L1

  // Classes as the sequence at hand sees them.
  Class& At(std::size_t i) { return classes_[sequence_[i]]; }
  Class At(std::size_t i) const { return classes_[sequence_[i]]; }
  std::uint8_t NextLevel(bool odd) const {
    const std::uint8_t level = stack_.back().level;
    return static_cast<std::uint8_t>(odd ? (level + 1) | 1 : (level + 2) & ~1);
  }

  std::u32string_view text_;
  std::span<std::uint8_t> levels_;
  std::vector<Class> classes_;
  std::vector<Class> original_;
  std::vector<std::uint32_t> match_;  // of an isolate its PDI, of a PDI its isolate
  std::uint8_t base_ = 0;
  std::vector<Status> stack_;
  std::size_t overflow_isolates_ = 0;
  std::size_t overflow_embeddings_ = 0;
  std::size_t valid_isolates_ = 0;
  std::vector<std::uint8_t> embedded_;   // levels_ as X1 to X8 left them
  std::vector<std::uint32_t> kept_;      // what X9 leaves
  std::vector<std::uint32_t> sequence_;  // the isolating run sequence at hand
};

void Resolver::MatchIsolates() {
  std::vector<std::uint32_t> open;
  for (std::uint32_t i = 0; i < classes_.size(); ++i) {
    if (In(classes_[i], kInitiators)) open.push_back(i);
    if (classes_[i] != kPdi || open.empty()) continue;
    match_[i] = open.back();
    match_[open.back()] = i;
    open.pop_back();
  }
}

// P2, P3; what stands in isolates does not count.
std::uint8_t Resolver::FirstStrong(std::size_t begin, std::size_t end) const {
  for (std::size_t i = begin; i < end; ++i) {
    if (classes_[i] == kL) return 0;
    if (classes_[i] == kR || classes_[i] == kAl) return 1;
    if (!In(classes_[i], kInitiators)) continue;
    if (match_[i] == kNone) break;
    i = match_[i];
  }
  return 0;
}

void Resolver::ResolveExplicit() {
  stack_ = {{base_, kOn, false}};
  for (std::size_t i = 0; i < classes_.size(); ++i) {
    const Class original = classes_[i];
    if (In(original, kEmbeddings)) {
      Embed(i);
    } else if (In(original, kInitiators)) {
      Isolate(i);
    } else if (original == kPdi) {
      EndIsolate(i);
    } else if (original == kPdf) {
      levels_[i] = stack_.back().level;
      if (overflow_isolates_ > 0) continue;
      if (overflow_embeddings_ > 0) {
        --overflow_embeddings_;
      } else if (!stack_.back().isolate && stack_.size() > 1) {
        stack_.pop_back();
      }
    } else if (original == kB) {
      levels_[i] = base_;
    } else {
      levels_[i] = stack_.back().level;
      if (original != kBn && stack_.back().override_class != kOn) {
        classes_[i] = stack_.back().override_class;
      }
    }
  }
}

// X2 to X5
void Resolver::Embed(std::size_t i) {
  const Class kind = classes_[i];
  levels_[i] = stack_.back().level;
  const std::uint8_t level = NextLevel(kind == kRle || kind == kRlo);
  if (level > kMaxDepth || overflow_isolates_ > 0 || overflow_embeddings_ > 0) {
    if (overflow_isolates_ == 0) ++overflow_embeddings_;
    return;
  }
  stack_.push_back({level, kind == kRlo ? kR : kind == kLro ? kL : kOn, false});
}

// X5a to X5c
void Resolver::Isolate(std::size_t i) {
  const Class kind = classes_[i];
  const std::size_t end = match_[i] == kNone ? classes_.size() : match_[i];
  const bool odd = kind == kRli || (kind == kFsi && FirstStrong(i + 1, end) == 1);
  levels_[i] = stack_.back().level;
  if (stack_.back().override_class != kOn) classes_[i] = stack_.back().override_class;
  const std::uint8_t level = NextLevel(odd);
  if (level > kMaxDepth || overflow_isolates_ > 0 || overflow_embeddings_ > 0) {
    ++overflow_isolates_;
    return;
  }
  ++valid_isolates_;
  stack_.push_back({level, kOn, true});
}

// X6a
void Resolver::EndIsolate(std::size_t i) {
  if (overflow_isolates_ > 0) {
    --overflow_isolates_;
  } else if (valid_isolates_ > 0) {
    overflow_embeddings_ = 0;
    while (!stack_.back().isolate) stack_.pop_back();
    stack_.pop_back();
    --valid_isolates_;
  }
  levels_[i] = stack_.back().level;
  if (stack_.back().override_class != kOn) classes_[i] = stack_.back().override_class;
}

std::vector<Resolver::LevelRun> Resolver::LevelRuns() {
  std::vector<LevelRun> runs;
  std::vector<std::uint32_t> run_of(classes_.size(), kNone);
  for (std::uint32_t i = 0; i < kept_.size(); ++i) {
    const bool same = i > 0 && levels_[kept_[i]] == levels_[kept_[i - 1]];
    if (!same) runs.push_back({i, i});
    runs.back().end = i + 1;
    run_of[kept_[i]] = static_cast<std::uint32_t>(runs.size()) - 1;
  }
  for (LevelRun& run : runs) {
    const std::uint32_t last = kept_[run.end - 1];
    const bool opens = In(original_[last], kInitiators) && match_[last] != kNone;
    if (!opens) continue;
    const std::uint32_t next = run_of[match_[last]];
    // An isolate that went too deep is no run of its own.
    if (kept_[runs[next].begin] != match_[last]) continue;
    run.next = next;
    runs[next].continues = true;
  }
  return runs;
}

void Resolver::ResolveSequences() {
  for (std::uint32_t i = 0; i < classes_.size(); ++i) {
    if (!In(original_[i], kRemoved)) kept_.push_back(i);
  }
  const std::vector<LevelRun> runs = LevelRuns();
  embedded_.assign(levels_.begin(), levels_.end());
  for (const LevelRun& first : runs) {
    if (first.continues) continue;
    sequence_.clear();
    const LevelRun* last = &first;
    for (const LevelRun* run = &first;; run = &runs[run->next]) {
      sequence_.insert(sequence_.end(), kept_.begin() + run->begin, kept_.begin() + run->end);
      last = run;
      if (run->next == kNone) break;
    }
    ResolveSequence(first.begin, last->end);
  }
  // What X9 removes goes with what stands before it.
  for (std::size_t i = 0; i < levels_.size(); ++i) {
    if (In(original_[i], kRemoved)) levels_[i] = i > 0 ? levels_[i - 1] : base_;
  }
}

// `before` and `after` are where it begins and ends in kept_.
void Resolver::ResolveSequence(std::uint32_t before, std::uint32_t after) {
  const std::uint8_t level = embedded_[sequence_.front()];
  const std::uint32_t last = sequence_.back();
  const bool open = In(original_[last], kInitiators);  // its isolate has no end
  const std::uint8_t previous = before > 0 ? embedded_[kept_[before - 1]] : base_;
  const std::uint8_t next = after < kept_.size() && !open ? embedded_[kept_[after]] : base_;
  const Class sos = DirectionOf(std::max(level, previous));
  const Class eos = DirectionOf(std::max(level, next));
  ResolveWeak(sos);
  ResolveBrackets(sos);
  ResolveNeutrals(sos, eos);
  for (const std::uint32_t i : sequence_) {  // I1, I2
    const bool odd = (level & 1) != 0;
    if (odd ? classes_[i] != kR : classes_[i] == kR) {
      levels_[i] = static_cast<std::uint8_t>(level + 1);
    } else if (!odd && classes_[i] != kL) {
      levels_[i] = static_cast<std::uint8_t>(level + 2);
    }
  }
}

void Resolver::ResolveWeak(Class sos) {
  Class previous = sos;  // as W1 leaves it
  Class strong = sos;
  for (const std::uint32_t i : sequence_) {
    Class& here = classes_[i];
    if (here == kNsm) here = previous == kPdi || In(previous, kInitiators) ? kOn : previous;
    previous = here;
    if (In(here, Bits(kL, kR, kAl))) strong = here;
    if (here == kEn && strong == kAl) here = kAn;
  }
  for (const std::uint32_t i : sequence_) {
    if (classes_[i] == kAl) classes_[i] = kR;
  }
  ResolveNumbers(sos);
}

void Resolver::ResolveNumbers(Class sos) {
  const std::size_t size = sequence_.size();
  for (std::size_t i = 1; i + 1 < size; ++i) {  // W4
    const Class around = At(i - 1);
    if (around != At(i + 1)) continue;
    if (At(i) == kCs ? around == kEn || around == kAn : At(i) == kEs && around == kEn) {
      At(i) = around;
    }
  }
  for (std::size_t i = 0; i < size;) {  // W5
    std::size_t end = i;
    while (end < size && At(end) == kEt) ++end;
    if (end > i && ((i > 0 && At(i - 1) == kEn) || (end < size && At(end) == kEn))) {
      for (std::size_t j = i; j < end; ++j) At(j) = kEn;
    }
    i = end + 1;
  }
  Class strong = sos;
  for (std::size_t i = 0; i < size; ++i) {  // W6, W7
    if (In(At(i), Bits(kEs, kCs, kEt))) At(i) = kOn;
    if (At(i) == kL || At(i) == kR) strong = At(i);
    if (At(i) == kEn && strong == kL) At(i) = kL;
  }
}

std::vector<Resolver::Pair> Resolver::BracketPairs() const {
  struct Open {
    char32_t closing;
    std::uint32_t at;
  };
  // Canonically equivalent brackets match one another.
  const auto canonical = [](char32_t value) {
    return value == 0x2329 ? 0x3008 : value == 0x232A ? 0x3009 : value;
  };
  std::vector<Pair> pairs;
  std::vector<Open> open;
  for (std::uint32_t i = 0; i < sequence_.size(); ++i) {
    const char32_t value = text_[sequence_[i]];
    if (At(i) != kOn || (value >= 0x80 && value < 0xF00)) continue;
    const auto point = static_cast<UChar32>(canonical(value));
    const int kind = u_getIntPropertyValue(point, UCHAR_BIDI_PAIRED_BRACKET_TYPE);
    if (kind == U_BPT_OPEN) {
      if (open.size() == kMaxOpen) break;
      open.push_back({canonical(static_cast<char32_t>(u_getBidiPairedBracket(point))), i});
    } else if (kind == U_BPT_CLOSE) {
      const auto found = std::find_if(open.rbegin(), open.rend(), [&](const Open& o) {
        return o.closing == static_cast<char32_t>(point);
      });
      if (found == open.rend()) continue;
      pairs.push_back({found->at, i});
      open.erase(found.base() - 1, open.end());
    }
  }
  std::ranges::sort(pairs, {}, &Pair::open);
  return pairs;
}

// Numbers are strong here, to the right (N0).
constexpr Class StrongOf(Class value) {
  if (value == kL) return kL;
  return value == kR || value == kEn || value == kAn ? kR : kOn;
}

// What rule N0 gives a pair; kOn where nothing strong is in it.
Class Resolver::DirectionInside(const Pair& pair, Class sos) const {
  const Class embedding = DirectionOf(embedded_[sequence_.front()]);
  bool opposite = false;
  for (std::size_t i = pair.open + 1; i < pair.close; ++i) {
    const Class strong = StrongOf(At(i));
    if (strong == embedding) return embedding;
    opposite |= strong != kOn;
  }
  if (!opposite) return kOn;
  for (std::size_t i = pair.open; i-- > 0;) {
    const Class strong = StrongOf(At(i));
    if (strong != kOn) return strong;
  }
  return sos;
}

// The bracket, and the marks behind it, which W1 made neutrals like it.
void Resolver::SetBracket(std::uint32_t at, Class direction) {
  At(at) = direction;
  for (std::size_t i = at + 1; i < sequence_.size() && original_[sequence_[i]] == kNsm; ++i) {
    At(i) = direction;
  }
}

// Inside of nested pairs the same is looked at again, at most kMaxOpen times; a look back ends at
// the strong character inside the pair before.
void Resolver::ResolveBrackets(Class sos) {
  for (const Pair& pair : BracketPairs()) {
    const Class direction = DirectionInside(pair, sos);
    if (direction == kOn) continue;
    SetBracket(pair.open, direction);
    SetBracket(pair.close, direction);
  }
}

void Resolver::ResolveNeutrals(Class sos, Class eos) {
  const std::size_t size = sequence_.size();
  const Class embedding = DirectionOf(embedded_[sequence_.front()]);
  Class before = sos;
  for (std::size_t i = 0; i < size;) {
    if (!In(At(i), kNeutrals)) {
      before = StrongOf(At(i++));
      continue;
    }
    std::size_t end = i;
    while (end < size && In(At(end), kNeutrals)) ++end;
    const Class after = end < size ? StrongOf(At(end)) : eos;
    for (; i < end; ++i) At(i) = before == after ? before : embedding;
  }
}

// Separators, and white space and isolates before them or the end.
void Resolver::ResetWhitespace() {
  bool reset = true;
  for (std::size_t i = levels_.size(); i-- > 0;) {
    if (In(original_[i], kRemoved)) {
      if (reset) levels_[i] = base_;
      continue;
    }
    const bool separator = original_[i] == kS || original_[i] == kB;
    reset =
        separator ||
        (reset && (original_[i] == kWs || original_[i] == kPdi || In(original_[i], kInitiators)));
    if (reset) levels_[i] = base_;
  }
}

}  // namespace

BidiClass BidiClassOf(char32_t value) {
  switch (ClassOf(value)) {
    case kL:
      return BidiClass::kLeft;
    case kR:
      return BidiClass::kRight;
    case kAl:
      return BidiClass::kArabicLetter;
    case kEn:
      return BidiClass::kEuropeanNumber;
    case kAn:
      return BidiClass::kArabicNumber;
    case kEs:
    case kCs:
      return BidiClass::kSeparator;
    case kEt:
      return BidiClass::kTerminator;
    case kNsm:
      return BidiClass::kMark;
    case kBn:
      return BidiClass::kBoundary;
    case kB:
    case kS:
    case kWs:
    case kOn:
      return BidiClass::kNeutral;
    default:
      return BidiClass::kFormat;
  }
}

BidiLevels ResolveLevels(std::u32string_view text, BaseDirection base) {
  BidiLevels levels;
  levels.of.resize(text.size());
  // P1: each paragraph by itself, with the separator that ends it.
  for (std::size_t begin = 0; begin < text.size();) {
    std::size_t end = begin;
    while (end < text.size() && ClassOf(text[end]) != kB) ++end;
    end = std::min(end + 1, text.size());
    const std::uint8_t level =
        Resolver(text.substr(begin, end - begin), std::span(levels.of).subspan(begin, end - begin))
            .Resolve(base);
    if (begin == 0) levels.paragraph = level;
    begin = end;
  }
  return levels;
}

// Runs of at least each level are turned round, from the highest level down to the lowest odd one.
std::vector<std::uint32_t> VisualOrder(std::span<const std::uint8_t> levels) {
  std::vector<std::int32_t> map(levels.size());
  ubidi_reorderVisual(levels.data(), static_cast<std::int32_t>(levels.size()), map.data());
  return {map.begin(), map.end()};
}

char32_t Mirrored(char32_t value) {
  return static_cast<char32_t>(u_charMirror(static_cast<UChar32>(value)));
}

}  // namespace warraq
