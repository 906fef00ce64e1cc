// The list of labellers and the run through it.

#include "plugin/label/label.h"

#include <algorithm>
#include <array>

#include "plugin/label/alike.h"
#include "plugin/label/content.h"

namespace warraq {

#define WARRAQ_LABELLER(name) extern const Labeller name##_labeller;
#include "plugin/label/list.inc"
#undef WARRAQ_LABELLER

namespace {

constexpr std::array kLabellers = {
#define WARRAQ_LABELLER(name) &name##_labeller,
#include "plugin/label/list.inc"
#undef WARRAQ_LABELLER
};

}  // namespace

std::span<const Labeller* const> Labellers() { return kLabellers; }

void Labelling::Give(std::size_t i, Role role, float confidence, std::string_view why) {
  Line& line = page.lines[i];
  if (line.role != Role::kUnknown && line.confidence > confidence) return;
  line.role = role;
  line.confidence = confidence;
  line.why = why;
}

std::vector<std::size_t> Labelling::FilledLines() const {
  std::vector<std::size_t> filled;
  filled.reserve(shapes.size());
  for (std::size_t i = 0; i < shapes.size(); ++i) {
    if (!shapes[i].empty()) filled.push_back(i);
  }
  return filled;
}

std::uint64_t KeyOfFact(const Page& page, FactKind kind) {
  for (const Fact& fact : page.facts) {
    if (fact.kind == kind) return ShapeOf(fact.text.bytes()).key;
  }
  return 0;
}

Labelling LabellingOf(Page& page) {
  Labelling labelling{.page = page, .shapes = {}, .content = {}};
  labelling.shapes.reserve(page.lines.size());
  std::uint32_t blank = 0;
  for (const Line& line : page.lines) {
    Shape& shape = labelling.shapes.emplace_back(ShapeOf(page.Bytes(line), labelling.words));
    shape.blank_before = blank;
    blank = shape.empty() ? blank + 1 : 0;
  }
  labelling.firsts = FirstsAlike(labelling.shapes);
  return labelling;
}

void LabelLines(Page& page) {
  Labelling labelling = LabellingOf(page);
  for (const Labeller* labeller : kLabellers) labeller->apply(labelling);
}

void LabelLines(Page& page, std::size_t first, std::size_t end) {
  Labelling labelling = LabellingOf(page);
  for (std::size_t i = 0; i < labelling.shapes.size(); ++i) {
    if (i < first || i >= end) labelling.shapes[i] = {};
  }
  labelling.firsts = FirstsAlike(labelling.shapes);
  for (const Labeller* labeller : kLabellers) labeller->apply(labelling);
}

void LabelLines(Page& page, const ContentModel& model) {
  Labelling labelling = LabellingOf(page);
  labelling.model = &model;
  std::vector<std::uint64_t> words;
  for (Shape& shape : labelling.shapes) {
    if (model.wording == nullptr) break;
    words.clear();
    AppendWords(shape.text, words);
    shape.wording = model.wording->SumOf(words);
  }
  for (const Labeller* labeller : kLabellers) labeller->apply(labelling);
}

std::string_view LanguageSaid(const Page& page) {
  const auto fact = std::ranges::find_if(page.facts, [](const Fact& one) {
    return one.kind == FactKind::kLanguage && one.witness == "html-lang";
  });
  if (fact == page.facts.end()) return {};
  const std::string_view tag = fact->text.bytes();
  return tag.substr(0, tag.find_first_of("-_ "));
}

bool IsKnownByline(const Fact& fact) {
  return fact.kind == FactKind::kByline && (fact.witness == "json-ld" || fact.witness == "meta");
}

}  // namespace warraq
