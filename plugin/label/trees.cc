#include "plugin/label/trees.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <charconv>
#include <cstring>

#include "plugin/text/processor.h"

namespace warraq {
namespace {

constexpr std::size_t kEight = 8;
constexpr std::size_t kSixteen = 16;
constexpr std::size_t kBlock = Trees::kBlock;
constexpr std::uint32_t kWideDepth = 4;  // that of our models
constexpr std::size_t kInner = (1u << kWideDepth) - 1;

// The next number of a model, wherever it stands; the models are our own, so what cannot be read is
// 0.
class Numbers {
 public:
  explicit Numbers(std::string_view model) : at_(model.data()), end_(at_ + model.size()) {}

  float Next() {
    while (at_ < end_ && !IsStart(*at_)) {
      // A line of words explains the model.
      if (*at_ == '#') {
        while (at_ < end_ && *at_ != '\n') ++at_;
      } else {
        ++at_;
      }
    }
    float value = 0;
    at_ = std::from_chars(at_, end_, value).ptr;
    return value;
  }

  std::string_view Rest() const { return {at_, static_cast<std::size_t>(end_ - at_)}; }

 private:
  static bool IsStart(char c) { return (c >= '0' && c <= '9') || c == '-' || c == '.'; }
  const char* at_;
  const char* end_;
};

}  // namespace

Trees Trees::Read(std::string_view& model) {
  Trees trees;
  if (model.empty()) return trees;
  Numbers numbers(model);
  const auto count = static_cast<std::size_t>(numbers.Next());
  trees.depth_ = static_cast<std::uint32_t>(numbers.Next());
  trees.features_ = static_cast<std::size_t>(numbers.Next());
  trees.bias_ = numbers.Next();
  const std::size_t inner = (std::size_t{1} << trees.depth_) - 1;
  for (std::size_t tree = 0; tree < count; ++tree) {
    for (std::size_t i = 0; i < inner; ++i) {
      const auto feature = static_cast<std::uint32_t>(numbers.Next());
      trees.nodes_.push_back({feature, numbers.Next()});
    }
    for (std::size_t i = 0; i <= inner; ++i) trees.leaves_.push_back(numbers.Next());
  }
  model = numbers.Rest();
  trees.NumberQuestions();
  return trees;
}

void Trees::NumberQuestions() {
  constexpr std::size_t kMostQuestions = 1 << 16;
  questions_ = nodes_;
  std::ranges::sort(questions_);
  questions_.erase(std::unique(questions_.begin(), questions_.end()), questions_.end());
  if (questions_.size() > kMostQuestions) return;
  question_of_.reserve(nodes_.size());
  for (const Node& node : nodes_) {
    const auto found = std::ranges::lower_bound(questions_, node);
    question_of_.push_back(static_cast<std::uint16_t>(found - questions_.begin()));
  }
}

float Trees::ScoreOne(const float* row) const {
  const std::size_t inner = (std::size_t{1} << depth_) - 1;
  float score = bias_;
  const Node* nodes = nodes_.data();
  const float* leaves = leaves_.data();
  for (; leaves < leaves_.data() + leaves_.size(); leaves += inner + 1, nodes += inner) {
    std::size_t i = 0;
    for (std::uint32_t level = 0; level < depth_; ++level) {
      i = 2 * i + 1 + (row[nodes[i].feature * kBlock] > nodes[i].threshold);
    }
    score += leaves[i - inner];
  }
  return score;
}

#ifdef WARRAQ_AVX2

// Every node is asked, for eight rows at once, and the answers choose among the leaves from below:
// that is less work than eight walks, of which each step waits for the one before.
template <std::size_t kInner, std::size_t kNode, typename Node>
__attribute__((target("avx2"), always_inline)) inline __m256 Chosen(const Node* nodes,
                                                                    const float* leaves,
                                                                    const float* rows) {
  if constexpr (kNode >= kInner) {
    return _mm256_set1_ps(leaves[kNode - kInner]);
  } else {
    const __m256 low = Chosen<kInner, 2 * kNode + 1>(nodes, leaves, rows);
    const __m256 high = Chosen<kInner, 2 * kNode + 2>(nodes, leaves, rows);
    const __m256 values = _mm256_loadu_ps(rows + nodes[kNode].feature * kBlock);
    const __m256 above = _mm256_cmp_ps(values, _mm256_set1_ps(nodes[kNode].threshold), _CMP_GT_OQ);
    return _mm256_blendv_ps(low, high, above);
  }
}

__attribute__((target("avx2"))) void Trees::ScoreEight(const float* rows, float* odds) const {
  __m256 score = _mm256_set1_ps(bias_);
  const Node* nodes = nodes_.data();
  const float* leaves = leaves_.data();
  for (; leaves < leaves_.data() + leaves_.size(); leaves += kInner + 1, nodes += kInner) {
    score = _mm256_add_ps(score, Chosen<kInner, 0>(nodes, leaves, rows));
  }
  _mm256_storeu_ps(odds, score);
}

// The bits of the rows that answer a question with yes, for each question. Of a block that is not
// full only the first sixteens are asked.
template <std::size_t kSixteens, typename Node>
__attribute__((target("avx512f,avx512bw"))) void Ask(std::span<const Node> questions,
                                                     const float* block, std::uint64_t* answers) {
  const auto above = [](const float* column, float threshold)
      __attribute__((target("avx512f,avx512bw"), always_inline)) {
    const __m512 values = _mm512_loadu_ps(column);
    return std::uint64_t{_mm512_cmp_ps_mask(values, _mm512_set1_ps(threshold), _CMP_GT_OQ)};
  };
  for (const Node& question : questions) {
    const float* const column = block + question.feature * kBlock;
    std::uint64_t yes = above(column, question.threshold);
    if constexpr (kSixteens > 1) yes |= above(column + kSixteen, question.threshold) << 16;
    if constexpr (kSixteens > 2) yes |= above(column + 2 * kSixteen, question.threshold) << 32;
    if constexpr (kSixteens > 3) yes |= above(column + 3 * kSixteen, question.threshold) << 48;
    *answers++ = yes;
  }
}

// For 64 rows, a byte each, the leaf below a node that they come to; from below, as Chosen does.
template <std::size_t kNode>
__attribute__((target("avx512f,avx512bw"), always_inline)) inline __m512i LeafBelow(
    const std::uint16_t* question_of, const std::uint64_t* answers) {
  if constexpr (kNode >= kInner) {
    return _mm512_set1_epi8(static_cast<char>(kNode - kInner));
  } else {
    const __m512i low = LeafBelow<2 * kNode + 1>(question_of, answers);
    const __m512i high = LeafBelow<2 * kNode + 2>(question_of, answers);
    return _mm512_mask_blend_epi8(answers[question_of[kNode]], low, high);
  }
}

// The values of the leaves of the kth sixteen rows. The masks take everything: GCC 12 warns of the
// functions without them (its bug 105593).
template <int kth>
__attribute__((target("avx512f,avx512bw"), always_inline)) inline __m512 ValuesOf(__m512i leaf,
                                                                                  __m512 values) {
  const __m128i leaves = _mm512_maskz_extracti32x4_epi32(0xF, leaf, kth);
  return _mm512_maskz_permutexvar_ps(0xFFFF, _mm512_maskz_cvtepu8_epi32(0xFFFF, leaves), values);
}

template <std::size_t kSixteens>
__attribute__((target("avx512f,avx512bw"))) void Trees::ScoreSixteens(const float* block,
                                                                      std::uint64_t* answers,
                                                                      float* odds) const {
  Ask<kSixteens>(std::span(questions_), block, answers);
  __m512 first = _mm512_set1_ps(bias_);
  __m512 second = first;
  __m512 third = first;
  __m512 fourth = first;
  const std::uint16_t* question_of = question_of_.data();
  const float* const end = leaves_.data() + leaves_.size();
  for (const float* tree = leaves_.data(); tree < end; tree += kInner + 1, question_of += kInner) {
    const __m512i leaf = LeafBelow<0>(question_of, answers);
    const __m512 values = _mm512_loadu_ps(tree);
    first = _mm512_add_ps(first, ValuesOf<0>(leaf, values));
    if constexpr (kSixteens > 1) second = _mm512_add_ps(second, ValuesOf<1>(leaf, values));
    if constexpr (kSixteens > 2) third = _mm512_add_ps(third, ValuesOf<2>(leaf, values));
    if constexpr (kSixteens > 3) fourth = _mm512_add_ps(fourth, ValuesOf<3>(leaf, values));
  }
  _mm512_storeu_ps(odds, first);
  _mm512_storeu_ps(odds + kSixteen, second);
  _mm512_storeu_ps(odds + 2 * kSixteen, third);
  _mm512_storeu_ps(odds + 3 * kSixteen, fourth);
}

#else

void Trees::ScoreEight(const float* /*rows*/, float* /*odds*/) const {}
template <std::size_t kSixteens>
void Trees::ScoreSixteens(const float* /*block*/, std::uint64_t* /*answers*/,
                          float* /*odds*/) const {}

#endif

// The last few go with rows beside them that nobody asked for.
void Trees::ScoreBlock(const float* block, std::span<float> odds) const {
  std::vector<std::uint64_t> answers(questions_.size());
  std::array<float, kBlock> scores;
  switch ((odds.size() + kSixteen - 1) / kSixteen) {
    case 1:
      ScoreSixteens<1>(block, answers.data(), scores.data());
      break;
    case 2:
      ScoreSixteens<2>(block, answers.data(), scores.data());
      break;
    case 3:
      ScoreSixteens<3>(block, answers.data(), scores.data());
      break;
    default:
      ScoreSixteens<4>(block, answers.data(), scores.data());
  }
  std::copy_n(scores.begin(), odds.size(), odds.begin());
}

void Trees::ScoreBlockByEight(const float* block, std::span<float> odds) const {
  std::array<float, kBlock> scores;
  for (std::size_t row = 0; row < odds.size(); row += kEight) {
    ScoreEight(block + row, scores.data() + row);
  }
  std::copy_n(scores.begin(), odds.size(), odds.begin());
}

void Trees::Score(std::span<const float> blocks, std::span<float> odds) const {
  const std::size_t size = features_ * kBlock;
  assert(blocks.size() >= (odds.size() + kBlock - 1) / kBlock * size);
  const bool wide = depth_ == kWideDepth;
  const bool by_block = wide && !question_of_.empty() && HasAvx512();
  const bool by_eight = wide && HasAvx2();
  for (std::size_t begin = 0; begin < odds.size(); begin += kBlock) {
    const float* const block = blocks.data() + begin / kBlock * size;
    const std::span<float> some = odds.subspan(begin, std::min(kBlock, odds.size() - begin));
    if (by_block && some.size() > kEight) {
      ScoreBlock(block, some);
    } else if (by_eight) {
      ScoreBlockByEight(block, some);
    } else {
      for (std::size_t row = 0; row < some.size(); ++row) some[row] = ScoreOne(block + row);
    }
  }
}

}  // namespace warraq
