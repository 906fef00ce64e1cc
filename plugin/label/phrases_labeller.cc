// Lines that say what they are: "Read more", "Legal Disclaimer:", «Поделиться», «جميع الحقوق محفوظة».
// Phrases that may stand inside whole paragraphs are only looked for near the ends of a page, where its
// furniture is; in the middle of an article the same words are about something.

#include "plugin/label/label.h"
#include "plugin/label/phrases.h"

namespace warraq {
namespace {

constexpr std::size_t kShortBytes = 160;
constexpr std::size_t kLongBytes = 4000;
constexpr std::size_t kNearEnds = 24;  // lines with text, from either end

void LabelByPhrase(Labelling& labelling) {
  std::size_t filled = 0;
  for (const Shape& shape : labelling.shapes) filled += !shape.empty();
  std::size_t at = 0;
  for (std::size_t i = 0; i < labelling.shapes.size(); ++i) {
    const Shape& shape = labelling.shapes[i];
    if (shape.empty()) continue;
    const bool near_ends = at < kNearEnds || filled - at <= kNearEnds;
    ++at;
    const bool is_short = shape.text.size() <= kShortBytes;
    const bool bulky = !near_ends || shape.text.size() > kLongBytes;
    if (!is_short && bulky) continue;
    const std::string phrase = PhraseOf(shape.text);
    Role role = is_short ? RoleOfPhrase(phrase) : Role::kUnknown;
    if (role != Role::kUnknown) {
      // A prefix in front of a whole sentence is weaker than a line of three words.
      labelling.Give(i, role, shape.words <= 8 ? 0.9F : 0.6F, "phrase");
      continue;
    }
    if (!bulky) role = RoleOfContainedPhrase(phrase);
    if (role != Role::kUnknown) labelling.Give(i, role, 0.8F, "phrase-inside");
  }
}

}  // namespace

extern const Labeller phrases_labeller;
constexpr Labeller phrases_labeller = {
    .name = "phrases",
    .summary = "lines that say what they are (models/phrases.tsv)",
    .apply = LabelByPhrase,
};

}  // namespace warraq
