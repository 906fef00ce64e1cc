// The features are what a reader goes by: that the page's first line, its title, has the same words
// ("Headline - Site"), that the line stands there twice, that the body takes its words up, that a
// stamp or a byline stands right under it, its length, its capitals, how far over the body it is.

#include "plugin/label/headline_model.h"

#include <algorithm>
#include <cassert>
#include <span>

#include "plugin/text/model.h"
#include "plugin/text/properties.h"

namespace warraq {
namespace {

constexpr std::size_t kLinesOverBody = 60;  // filled lines looked at over the body
constexpr std::size_t kLinesIntoBody = 3;
constexpr std::size_t kBodyLines = 2;           // whose words are compared
constexpr std::uint32_t kLongestHeadline = 32;  // words
constexpr std::uint32_t kUsualHeadline = 14;    // longer ones have no full stop

// The place of the first bound that is not under the number.
template <class Number, std::size_t kBounds>
std::uint8_t BinOf(Number number, const std::array<Number, kBounds>& bounds) {
  return static_cast<std::uint8_t>(std::ranges::lower_bound(bounds, number) - bounds.begin());
}

// Hashes of words in a small open table; what does not fit is left out.
class WordSet {
 public:
  void Add(std::uint32_t hash) {
    for (std::uint32_t i = 0; i < kTries; ++i) {
      std::uint32_t& slot = slots_[(hash + i) & (kSlots - 1)];
      if (slot == hash) return;
      if (slot != 0) continue;
      slot = hash;
      ++words_;
      return;
    }
  }
  bool Has(std::uint32_t hash) const {
    for (std::uint32_t i = 0; i < kTries; ++i) {
      if (slots_[(hash + i) & (kSlots - 1)] == hash) return true;
    }
    return false;
  }
  std::size_t words() const { return words_; }

 private:
  static constexpr std::size_t kSlots = 256;
  static constexpr std::uint32_t kTries = 4;
  std::array<std::uint32_t, kSlots> slots_{};
  std::size_t words_ = 0;
};

// Letters and digits of ASCII in lower case; 0 for all else.
constexpr std::array<std::uint8_t, 128> kFolded = [] {
  std::array<std::uint8_t, 128> folded{};
  for (std::uint8_t c = '0'; c <= '9'; ++c) folded[c] = c;
  for (std::uint8_t c = 'a'; c <= 'z'; ++c) folded[c] = folded[c - 0x20] = c;
  return folded;
}();

// The words of a line as hashes, read byte by byte: letters, digits, and what is beyond ASCII but
// for its punctuation; the case of ASCII and of Russian letters is folded. Four letters make a word
// that means something, two of more than one byte.
struct LineWords {
  static constexpr std::size_t kMost = 24;
  std::array<std::uint32_t, kMost> hashes;
  std::size_t size = 0;
  std::uint64_t meaning = 0;  // a bit each

  explicit LineWords(std::string_view text) {
    std::uint32_t hash = kSeed;
    std::uint32_t weight = 0;
    const auto end = [&] {
      if (weight == 0 || size == kMost) return;
      hash ^= hash >> 15;
      hash += hash == 0;  // 0 is an empty slot
      meaning |= std::uint64_t{weight >= kMeans} << size;
      hashes[size++] = hash;
      hash = kSeed;
      weight = 0;
    };
    for (std::size_t i = 0; i < text.size() && size < kMost; ++i) {
      auto byte = static_cast<unsigned char>(text[i]);
      if (byte < 0x80) {
        const std::uint8_t folded = kFolded[byte];
        if (folded == 0) {
          end();
          continue;
        }
        hash = (hash ^ folded) * kPrime;
        weight += 3;
        continue;
      }
      if (byte >= 0xE0 || i + 1 == text.size()) {
        if (byte == 0xE2 && i + 2 < text.size() && (text[i + 1] & 0xFE) == 0x80) {  // – “ …
          end();
          i += 2;
          continue;
        }
        hash = (hash ^ byte) * kPrime;
        weight += 3;
        continue;
      }
      std::uint32_t pair = std::uint32_t{byte} << 8u | static_cast<unsigned char>(text[++i]);
      if ((byte == 0xC2 || byte == 0xD8) && IsPunctuation(pair)) {
        end();
        continue;
      }
      if (byte == 0xD0 && pair >= 0xD090 && pair < 0xD0B0) pair += pair < 0xD0A0 ? 0x20 : 0xE0;
      hash = (hash ^ pair) * kPrime;
      weight += 6;
    }
    end();
  }

  bool Means(std::size_t i) const { return (meaning >> i & 1) != 0; }

 private:
  static constexpr std::uint32_t kSeed = 0x811C9DC5u;
  static constexpr std::uint32_t kPrime = 0x01000193u;
  static constexpr std::uint32_t kMeans = 12;

  // « » · and no-break spaces; ، ؛ ؟
  static bool IsPunctuation(std::uint32_t pair) {
    if (pair < 0xC300) return pair != 0xC2AA && pair != 0xC2B5 && pair != 0xC2BA;
    return pair == 0xD88C || pair == 0xD89B || pair == 0xD89F;
  }
};

std::uint8_t ShareOf(const LineWords& line, const WordSet& words) {
  if (words.words() == 0) return 0;
  std::uint32_t all = 0;
  std::uint32_t shared = 0;
  for (std::size_t i = 0; i < line.size; ++i) {
    if (!line.Means(i)) continue;
    ++all;
    shared += words.Has(line.hashes[i]);
  }
  if (shared == 0) return 1;
  return shared * 3 < all ? 2 : shared * 3 < all * 2 ? 3 : 4;
}

class CandidateReader {
 public:
  explicit CandidateReader(const Labelling& labelling)
      : labelling_(labelling),
        filled_(labelling.FilledLines()),
        title_(filled_.empty() || !MayBe(0) ? std::string_view() : ShapeAt(0).text) {
    const auto body = std::ranges::lower_bound(filled_, labelling.body_begin);
    body_ = static_cast<std::size_t>(body - filled_.begin());
    if (filled_.empty()) return;
    for (std::size_t i = 0; i < title_.size; ++i) {
      if (title_.Means(i)) title_words_.Add(title_.hashes[i]);
    }
    CountRepeats();
    std::size_t lines = 0;
    for (std::size_t row = body_; row < filled_.size() && lines < kBodyLines; ++row) {
      if (labelling.content[filled_[row]] < 0.5F) continue;
      ++lines;
      const LineWords words(ShapeAt(row).text);
      for (std::size_t i = 0; i < words.size; ++i) {
        if (words.Means(i)) body_words_.Add(words.hashes[i]);
      }
    }
  }

  std::vector<HeadlineCandidate> Read() const {
    std::vector<HeadlineCandidate> candidates;
    if (begin() > 0 && MayBe(0)) candidates.push_back(Candidate(0));
    for (std::size_t row = begin(); row < end(); ++row) {
      if (MayBe(row)) candidates.push_back(Candidate(row));
    }
    return candidates;
  }

 private:
  const Shape& ShapeAt(std::size_t row) const { return labelling_.shapes[filled_[row]]; }

  bool MayBe(std::size_t row) const {
    const Shape& shape = ShapeAt(row);
    return shape.words >= 1 && shape.words <= kLongestHeadline && shape.letters > shape.digits &&
           shape.sentences < 4 && (shape.words <= kUsualHeadline || !shape.ends_sentence);
  }

  HeadlineCandidate Candidate(std::size_t row) const {
    HeadlineCandidate candidate{.line = filled_[row]};
    const Shape& shape = ShapeAt(row);
    std::size_t next = 1;  // behind "any"
    const auto put = [&](std::size_t value) {
      assert(next < kHeadlineFeatures.size() && value < kHeadlineFeatures[next].values);
      candidate.values[next++] = static_cast<std::uint8_t>(value);
    };
    put(BinOf<std::uint32_t, 10>(shape.words, {1, 2, 3, 4, 6, 8, 11, 15, 20, 26}));
    put(CaseOf(shape));
    put(EndOf(shape));
    put(shape.starts_lower ? 1U : shape.starts_bullet ? 2U : shape.starts_quote ? 3U : 0U);
    put(std::min(shape.gaps + SpacedDashes(shape) / 2, 2U));
    put(shape.digits == 0 ? 0U : shape.digits * 4 < shape.letters ? 1U : 2U);
    const LineWords words(shape.text);
    put(FirstLine(row, words));
    put(row == 0 ? 0U : ShareOf(words, title_words_));
    put(ShareOf(words, body_words_));
    put(row < begin() ? 0U : above_[row]);
    put(below_[row]);
    put(OverBody(row));
    put(BinOf<float, 5>(labelling_.content[filled_[row]], {0.01F, 0.04F, 0.15F, 0.5F, 0.85F}));
    put(RoleAt(row));
    put(Beside(row + 1, shape));
    put(Beside(row + 2, shape));
    put(Beside(row - 1, shape));
    assert(next == kHeadlineFeatures.size());
    return candidate;
  }

  std::size_t begin() const { return body_ > kLinesOverBody ? body_ - kLinesOverBody : 0; }
  std::size_t end() const { return std::min(filled_.size(), body_ + kLinesIntoBody); }

  // How often each row up to the end stands again below it, and above it from the beginning on:
  // twice is as good as more.
  void CountRepeats() {
    std::vector<std::uint8_t> seen(labelling_.firsts.size());  // by the first line of those alike
    const auto add = [&](std::size_t row, std::vector<std::uint8_t>& to) {
      std::uint8_t& times = seen[labelling_.firsts[filled_[row]]];
      to[row] = times;
      times = std::min<std::uint8_t>(times + 1, 2);
    };
    above_.resize(end());
    below_.resize(end());
    for (std::size_t row = end(); row-- > 0;) add(row, below_);
    seen.assign(seen.size(), 0);
    for (std::size_t row = begin(); row < end(); ++row) add(row, above_);
  }

  static std::size_t CaseOf(const Shape& shape) {
    const bool cased = shape.script == Script::kLatn || shape.script == Script::kCyrl ||
                       shape.script == Script::kGrek || shape.script == Script::kArmn;
    if (!cased) return 3;
    if (shape.capitals * 10 >= shape.words * 7) return 2;
    return shape.capitals > 1 ? 1 : 0;
  }

  static std::size_t EndOf(const Shape& shape) {
    const std::string_view text = shape.text;
    if (shape.ends_colon || text.ends_with(';') || text.ends_with("\xD8\x9B")) return 1;  // ؛
    if (!shape.ends_sentence) return 0;
    return text.back() == '?' || text.back() == '!' ? 3 : 2;
  }

  // "Home - News - Sport"
  static std::uint32_t SpacedDashes(const Shape& shape) {
    if (shape.others < 2) return 0;
    std::uint32_t dashes = 0;
    for (std::size_t at = shape.text.find(" - "); at != std::string_view::npos;
         at = shape.text.find(" - ", at + 2)) {
      ++dashes;
    }
    return dashes;
  }

  // What the line is to the first one, which often is the page's title.
  std::size_t FirstLine(std::size_t row, const LineWords& words) const {
    if (row == 0) return 1;
    if (ShapeAt(row).key == ShapeAt(0).key) return 2;
    if (words.size == 0 || title_.size == 0) return 0;
    const std::span title(title_.hashes.data(), title_.size);
    const std::span line(words.hashes.data(), words.size);
    const bool longer = line.size() > title.size();
    const std::span whole = longer ? line : title;
    const std::span part = longer ? title : line;
    const auto found = std::search(whole.begin(), whole.end(), part.begin(), part.end());
    if (found == whole.end()) return 0;
    if (longer) return found == whole.begin() ? 5 : 0;
    return found == whole.begin() ? 3 : 4;
  }

  std::size_t OverBody(std::size_t row) const {
    if (row > body_) return row - body_ > 2 ? 1 : 0;
    return 2 + BinOf<std::size_t, 12>(body_ - row, {0, 1, 2, 3, 4, 5, 7, 10, 14, 20, 30, 45});
  }

  std::size_t RoleAt(std::size_t row) const {
    const Line& line = labelling_.page.lines[filled_[row]];
    switch (line.role) {
      case Role::kUnknown:
        return 0;
      case Role::kParagraph:
        return 1;
      case Role::kTimestamp:
        return 2;
      case Role::kByline:
        return 3;
      case Role::kNavigation:
        return line.confidence >= 0.85F ? 4 : 5;
      default:
        return line.confidence >= 0.85F ? 6 : 7;
    }
  }

  // What stands above or below.
  std::size_t Beside(std::size_t row, const Shape& own) const {
    if (row >= filled_.size()) return 0;
    const Shape& shape = ShapeAt(row);
    if (shape.key == own.key) return 1;
    switch (RoleAt(row)) {
      case 2:
        return 2;
      case 3:
        return 3;
      case 4:
      case 5:
        return 4;
      case 6:
      case 7:
        return 5;
      default:
        break;
    }
    if (labelling_.content[filled_[row]] >= 0.5F && shape.words >= 15) return 6;
    if (shape.words <= 2) return 7;
    return shape.words >= 8 ? 9 : 8;
  }

  const Labelling& labelling_;
  std::vector<std::size_t> filled_;
  std::size_t body_ = 0;                     // in filled_
  std::vector<std::uint8_t> above_, below_;  // how often rows repeat
  LineWords title_;                          // the first line's
  WordSet title_words_;
  WordSet body_words_;
};

}  // namespace

std::vector<HeadlineCandidate> HeadlineCandidates(const Labelling& labelling) {
  return CandidateReader(labelling).Read();
}

float ScoreOf(const HeadlineCandidate& candidate) {
  static const ChoiceWeights weights(Model("headline_weights.tsv"), kHeadlineFeatures);
  return weights.ScoreOf(candidate.values);
}

}  // namespace warraq
