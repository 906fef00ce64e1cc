// Which line of a text dump is its headline: what of each line speaks for it, and what that is
// worth (models/headline_weights.tsv, made by models/train_headline.cc, which shares this file).

#ifndef WARRAQ_PLUGIN_LABEL_HEADLINE_MODEL_H_
#define WARRAQ_PLUGIN_LABEL_HEADLINE_MODEL_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "plugin/label/choice.h"
#include "plugin/label/label.h"

namespace warraq {

inline constexpr std::array<ChoiceFeature, 18> kHeadlineFeatures = {{{"any", 1},
                                                                     {"words", 11},
                                                                     {"case", 4},
                                                                     {"end", 4},
                                                                     {"start", 4},
                                                                     {"gaps", 3},
                                                                     {"digits", 3},
                                                                     {"first-line", 6},
                                                                     {"shared-with-first", 5},
                                                                     {"shared-with-body", 5},
                                                                     {"before", 3},
                                                                     {"behind", 3},
                                                                     {"over-body", 15},
                                                                     {"content", 6},
                                                                     {"role", 8},
                                                                     {"below", 10},
                                                                     {"second-below", 10},
                                                                     {"above", 10}}};

struct HeadlineCandidate {
  std::size_t line = kNoLine;
  ChoiceValues<kHeadlineFeatures.size()> values{};
};

// The lines that may be the headline, in their order; at most kMostHeadlineCandidates.
std::vector<HeadlineCandidate> HeadlineCandidates(const Labelling& labelling);
inline constexpr std::size_t kMostHeadlineCandidates = 72;

// The candidate's score; none of them is a headline if none is above 0.
float ScoreOf(const HeadlineCandidate& candidate);

}  // namespace warraq

#endif  // WARRAQ_PLUGIN_LABEL_HEADLINE_MODEL_H_
