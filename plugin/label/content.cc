// The body of the article: each line's likelihood by a trained model (models/content_html.trees where
// there is markup, models/content_text.trees where there is none; models/train_content.cc made both),
// and of those the stretch that hangs together.
//
// Ink has neither a model nor furniture like a web page's: all of it is taken, but for what the
// labellers before were sure of.

#include <cassert>
#include <cmath>

#include "plugin/label/features.h"
#include "plugin/label/label.h"
#include "plugin/label/trees.h"
#include "plugin/text/model.h"

namespace warraq {
namespace {

constexpr float kSure = 0.85F;  // a labeller's word that outweighs the model's

bool NamedOtherwise(const Line& line) {
  return line.role != Role::kUnknown && line.confidence >= kSure;
}

void LikelihoodByModel(Labelling& labelling, const Trees& trees) {
  const FeatureTable table = FeaturesOf(labelling);
  if (table.lines.empty()) return;
  assert(table.columns == trees.features());
  for (std::size_t row = 0; row < table.lines.size(); ++row) {
    const float odds = trees.Score({table.values.data() + row * table.columns, table.columns});
    labelling.content[table.lines[row]] = 1 / (1 + std::exp(-odds));
  }
}

void LikelihoodOfInk(Labelling& labelling) {
  for (std::size_t i = 0; i < labelling.shapes.size(); ++i) {
    const Shape& shape = labelling.shapes[i];
    if (!shape.empty()) labelling.content[i] = shape.words >= 4 ? 0.9F : 0.5F;
  }
}

void FindBody(Labelling& labelling) {
  static const Trees html = Trees::Read(Model("content_html.trees"));
  static const Trees text = Trees::Read(Model("content_text.trees"));
  labelling.content.assign(labelling.shapes.size(), 0);
  if (labelling.page.ink) {
    LikelihoodOfInk(labelling);
  } else {
    LikelihoodByModel(labelling, labelling.is_html() ? html : text);
  }
  for (std::size_t i = 0; i < labelling.shapes.size(); ++i) {
    if (labelling.content[i] < 0.5F || NamedOtherwise(labelling.line(i))) continue;
    labelling.Give(i, Role::kParagraph, labelling.content[i], "content-model");
    if (labelling.line(i).role != Role::kParagraph) continue;
    if (labelling.body_end == 0) labelling.body_begin = i;
    labelling.body_end = i + 1;
  }
}

}  // namespace

extern const Labeller content_labeller;
constexpr Labeller content_labeller = {
    .name = "content",
    .summary = "the body, by a model trained on pages",
    .apply = FindBody,
};

}  // namespace warraq
