// The body of the article: each line's likelihood by a trained model (models/content_html.trees
// where there is markup, models/content_text.trees where there is none; models/train_content.cc
// made both), and of those the stretch that hangs together.
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

bool IsLongProse(const Shape& shape) {
  return shape.words >= 20 && shape.ends_sentence && shape.gaps < 2;
}

// A long sentence right beside lines that are surely body is body, where the model was undecided.
void LikelihoodOfNeighbours(Labelling& labelling) {
  constexpr float kUndecided = 0.03F;
  std::vector<std::size_t> filled;
  for (std::size_t i = 0; i < labelling.shapes.size(); ++i) {
    if (!labelling.shapes[i].empty()) filled.push_back(i);
  }
  // Past a teaser or an advertisement to what stands behind it.
  const auto beyond = [&](std::size_t row, std::size_t step) {
    row += step;
    for (int passed = 0; passed < 2 && row < filled.size(); ++passed) {
      if (!NamedOtherwise(labelling.line(filled[row]))) break;
      row += step;
    }
    return row;
  };
  const auto body = [&](std::size_t row) {
    return row < filled.size() && labelling.content[filled[row]] >= 0.5F &&
           labelling.shapes[filled[row]].words >= 8 && labelling.shapes[filled[row]].ends_sentence;
  };
  for (std::size_t row = 0; row < filled.size(); ++row) {
    float& content = labelling.content[filled[row]];
    const Hints* hints = labelling.hints(filled[row]);
    const bool linked =
        hints != nullptr && hints->link_bytes * 4 > labelling.line(filled[row]).at.size();
    const bool named = labelling.line(filled[row]).role != Role::kUnknown;
    if (content >= 0.5F || content < kUndecided || linked || named) continue;
    const Shape& shape = labelling.shapes[filled[row]];
    const bool short_prose = content >= 0.2F && shape.words >= 7 && shape.ends_sentence;
    if ((IsLongProse(shape) || short_prose) &&
        (body(beyond(row, 1)) || body(beyond(row, static_cast<std::size_t>(-1)))))
      content = 0.5F;
  }
}

// In a dump, readers' comments look like any prose; the heading over them ends the article, if most
// of the page's prose is above it.
std::size_t EndOfArticle(const Labelling& labelling) {
  std::uint64_t all = 0;
  for (std::size_t i = 0; i < labelling.shapes.size(); ++i) {
    if (labelling.content[i] >= 0.5F) all += labelling.shapes[i].words;
  }
  std::uint64_t above = 0;
  for (std::size_t i = 0; i < labelling.shapes.size(); ++i) {
    const Line& line = labelling.page.lines[i];
    const bool heading = line.role == Role::kComments && line.confidence >= kSure;
    if (heading && above * 2 > all) return i;
    if (labelling.content[i] >= 0.5F) above += labelling.shapes[i].words;
  }
  return labelling.shapes.size();
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
  if (!labelling.page.ink) LikelihoodOfNeighbours(labelling);
  const std::size_t end = labelling.is_html() ? labelling.shapes.size() : EndOfArticle(labelling);
  for (std::size_t i = 0; i < end; ++i) {
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
