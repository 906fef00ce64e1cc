// The body of the article: each line's likelihood by a trained model (models/content_html.trees
// where there is markup, models/content_text.trees where there is none; models/train_content.cc
// made both), and of those the stretch that hangs together.
//
// Ink has neither a model nor furniture like a web page's: all of it is taken, but for what the
// labellers before were sure of.

#include "plugin/label/content.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <span>
#include <utility>
#include <vector>

#include "plugin/label/label.h"
#include "plugin/text/model.h"
#include "plugin/text/word_runs.h"

namespace warraq {
namespace {

constexpr float kSure = 0.85F;  // a labeller's word that outweighs the model's

bool NamedOtherwise(const Line& line) {
  return line.role != Role::kUnknown && line.confidence >= kSure;
}

// A block of rows with what the first model said of them behind their own features: block by block,
// so that a long page needs no second table.
void AddOdds(const FeatureTable& table, const OddsFeatures& features, std::size_t begin,
             std::vector<float>& block) {
  const std::size_t own = table.columns * Trees::kBlock;
  std::copy_n(table.values.begin() + static_cast<std::ptrdiff_t>(begin * table.columns), own,
              block.begin());
  const std::size_t count = std::min(Trees::kBlock, table.lines.size() - begin);
  for (std::size_t row = 0; row < count; ++row) {
    FeatureRow values(block.data() + own + row, Trees::kBlock);
    features.AddRow(begin + row, values);
  }
}

void LikelihoodByModel(Labelling& labelling, const ContentModel& model) {
  const FeatureTable table = FeaturesOf(labelling);
  if (table.lines.empty()) return;
  std::vector<float> odds = ScoreRows(model.first, table);
  if (!model.second.empty()) {
    const OddsFeatures features(labelling, table, odds);
    assert(table.columns + features.CountColumns() == model.second.features());
    std::vector<float> second(table.lines.size());
    std::vector<float> block(model.second.features() * Trees::kBlock);
    for (std::size_t begin = 0; begin < second.size(); begin += Trees::kBlock) {
      const std::size_t count = std::min(Trees::kBlock, second.size() - begin);
      AddOdds(table, features, begin, block);
      model.second.Score(block, std::span(second).subspan(begin, count));
    }
    odds = std::move(second);
  }
  for (std::size_t row = 0; row < table.lines.size(); ++row) {
    labelling.content[table.lines[row]] = 1 / (1 + std::exp(-odds[row]));
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
  const std::vector<std::size_t> filled = labelling.FilledLines();
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

// A dump of a few lines has no surroundings to judge by: where one line of sentences is most of it,
// that is what was kept.
void LikelihoodOfOnlyProse(Labelling& labelling) {
  constexpr std::size_t kFewLines = 5;
  const std::vector<std::size_t> filled = labelling.FilledLines();
  if (filled.empty() || filled.size() > kFewLines) return;
  std::uint32_t words = 0;
  for (const std::size_t i : filled) words += labelling.shapes[i].words;
  for (const std::size_t i : filled) {
    const Shape& shape = labelling.shapes[i];
    const bool prose = shape.words >= 20 && shape.sentences > 0 && shape.gaps < 2;
    if (!prose || shape.words * 2 < words || NamedOtherwise(labelling.line(i))) continue;
    labelling.content[i] = std::max(labelling.content[i], 0.5F);
  }
}

// A page may hold an article twice, for a reader who pays and one who does not; and a sentence may
// be set again as a teaser of itself. One of them is the body's: the likelier one, the first of
// equals. What is repeated without end is nobody's.
void DropRepeats(Labelling& labelling, float least) {
  constexpr std::uint32_t kLeastWords = 8;
  constexpr std::uint32_t kMostRepeats = 50;
  const std::vector<Shape>& shapes = labelling.shapes;
  const std::vector<std::uint32_t>& firsts = labelling.firsts;
  std::vector<std::uint32_t> times(shapes.size());  // by the first of each
  for (const std::uint32_t first : firsts) ++times[first];
  std::vector<std::size_t> kept(shapes.size(), kNoLine);
  for (std::size_t i = 0; i < shapes.size(); ++i) {
    float& content = labelling.content[i];
    if (times[firsts[i]] > kMostRepeats) content = 0;
    if (content < least || shapes[i].words < kLeastWords) continue;
    std::size_t& best = kept[firsts[i]];
    const bool likelier = best == kNoLine || content > labelling.content[best] + 0.2F;
    const std::size_t other = likelier ? std::exchange(best, i) : i;
    if (other != kNoLine) labelling.content[other] = 0;
  }
}

// A long line that says again what other lines say, most of them of the body, is the article once
// more, for programs that read it.
void DropRetelling(Labelling& labelling, float least) {
  constexpr std::uint32_t kLongLine = 250;  // words
  constexpr int kMostLooks = 16;
  struct Run {
    std::uint64_t words;
    std::size_t line;
    auto operator<=>(const Run&) const = default;
  };
  std::vector<std::size_t> long_lines;
  for (std::size_t i = 0; i < labelling.shapes.size(); ++i) {
    if (labelling.content[i] >= least && labelling.shapes[i].words >= kLongLine)
      long_lines.push_back(i);
  }
  if (long_lines.empty()) return;
  std::vector<Run> runs;
  std::vector<std::uint64_t> of_line;
  for (std::size_t i = 0; i < labelling.shapes.size(); ++i) {
    of_line.clear();
    AppendWordRuns(labelling.shapes[i].text, of_line);
    for (const std::uint64_t words : of_line) runs.push_back({words, i});
  }
  std::ranges::sort(runs);
  runs.erase(std::unique(runs.begin(), runs.end()), runs.end());
  struct Said {
    bool elsewhere = false, in_body = false;
  };
  const auto said = [&](std::uint64_t words, std::size_t line) {
    Said found;
    auto run = std::ranges::lower_bound(runs, Run{words, 0});
    for (int looked = 0; looked < kMostLooks && run != runs.end() && run->words == words;
         ++looked, ++run) {
      if (run->line == line) continue;
      found.elsewhere = true;
      found.in_body |= labelling.content[run->line] >= least;
    }
    return found;
  };
  for (const std::size_t i : long_lines) {
    of_line.clear();
    AppendWordRuns(labelling.shapes[i].text, of_line);
    std::size_t elsewhere = 0;
    std::size_t in_body = 0;
    for (const std::uint64_t words : of_line) {
      const Said found = said(words, i);
      elsewhere += found.elsewhere;
      in_body += found.in_body;
    }
    const bool again = elsewhere * 20 >= of_line.size() * 17 && in_body * 2 >= of_line.size();
    if (again) labelling.content[i] = 0;
  }
}

// Whether the metadata call the page an article.
bool SaysArticle(const Page& page) {
  return std::ranges::any_of(page.facts, [](const Fact& fact) {
    const bool type = fact.kind == FactKind::kType && fact.witness == "meta";
    return fact.detail == "article" ||
           (type && (fact.text.bytes() == "article" || fact.text.bytes() == "Article"));
  });
}

// A thread's posts are its content, an article's comments are not: where a page calls itself an
// article and has some body elsewhere, boxes that say they hold comments have none.
void DropComments(Labelling& labelling) {
  constexpr std::uint32_t kEnoughWords = 40;
  constexpr float kLikely = 0.3F;
  if (!SaysArticle(labelling.page)) return;
  const auto is_comment = [&](std::size_t i) {
    return (labelling.hints(i)->inside & kSaysComments) != 0;
  };
  std::uint32_t words = 0;
  for (std::size_t i = 0; i < labelling.shapes.size(); ++i) {
    if (labelling.content[i] >= kLikely && !is_comment(i)) words += labelling.shapes[i].words;
  }
  if (words < kEnoughWords) return;
  for (std::size_t i = 0; i < labelling.shapes.size(); ++i) {
    if (is_comment(i)) labelling.content[i] = 0;
  }
}

// A few words far from everything else that is body are a slogan or a menu's, whatever they look
// like.
void DropIslands(Labelling& labelling) {
  constexpr std::size_t kReach = 4;  // filled lines
  constexpr std::uint32_t kFewWords = 8;
  const std::vector<std::size_t> filled = labelling.FilledLines();
  std::vector<std::uint32_t> body = {0};  // lines of the body before each filled one
  for (const std::size_t i : filled) body.push_back(body.back() + (labelling.content[i] >= 0.5F));
  for (std::size_t row = 0; row < filled.size(); ++row) {
    const Shape& shape = labelling.shapes[filled[row]];
    if (shape.words > kFewWords || shape.ends_sentence) continue;
    const std::size_t begin = row > kReach ? row - kReach : 0;
    const std::size_t end = std::min(filled.size(), row + kReach + 1);
    if (body[end] - body[begin] <= 1) labelling.content[filled[row]] = 0;
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

// A page was kept for something, and what calls itself an article has a body: where no line is
// likely, those that are likeliest are taken. But a login page has none.
float LeastLikelihood(const Labelling& labelling) {
  constexpr float kUsual = 0.5F;
  constexpr float kLeastOfArticle = 0.15F;
  constexpr float kLeastOfPage = 0.3F;
  constexpr float kLeastOfDump = 0.06F;
  const auto best = std::ranges::max_element(labelling.content);
  if (best == labelling.content.end()) return kUsual;
  const bool html = labelling.is_html();
  const bool article = html && SaysArticle(labelling.page);
  if (html && !article && *best >= kUsual) return kUsual;
  if (*best < (article ? kLeastOfArticle : html ? kLeastOfPage : kLeastOfDump)) return kUsual;
  return std::min(kUsual, *best * 0.5F);
}

// The page's name is for the window: the headline says it again where it matters.
void DropTitle(Labelling& labelling) {
  for (std::size_t i = 0; i < labelling.shapes.size(); ++i) {
    if (labelling.hints(i)->element == Element::kTitle) labelling.content[i] = 0;
  }
}

// Read when a page of its kind comes: a run of dumps needs not wait for the other.
const ContentModel& OwnModel(bool is_html) {
  if (is_html) {
    static const ContentModel html = ContentModel::Read(Model("content_html.trees"));
    return html;
  }
  static const ContentModel text = ContentModel::Read(Model("content_text.trees"));
  return text;
}

void FindBody(Labelling& labelling) {
  labelling.content.assign(labelling.shapes.size(), 0);
  if (labelling.page.ink) {
    LikelihoodOfInk(labelling);
  } else {
    LikelihoodByModel(
        labelling, labelling.model != nullptr ? *labelling.model : OwnModel(labelling.is_html()));
  }
  if (!labelling.page.ink) {
    if (labelling.is_html()) DropTitle(labelling);
    if (!labelling.is_html()) {
      LikelihoodOfOnlyProse(labelling);
      LikelihoodOfNeighbours(labelling);
    }
    const float least = LeastLikelihood(labelling);
    DropRepeats(labelling, least);
    if (labelling.is_html()) DropRetelling(labelling, least);
    if (labelling.is_html()) DropComments(labelling);
    if (labelling.is_html()) DropIslands(labelling);
  }
  const float least = LeastLikelihood(labelling);
  const std::size_t end = labelling.is_html() ? labelling.shapes.size() : EndOfArticle(labelling);
  for (std::size_t i = 0; i < end; ++i) {
    if (labelling.shapes[i].empty() || labelling.content[i] < least) continue;
    if (NamedOtherwise(labelling.line(i))) continue;
    labelling.Give(i, Role::kParagraph, labelling.content[i], "content-model");
    if (labelling.line(i).role == Role::kParagraph) labelling.ExtendBody(i);
  }
}

}  // namespace

ContentModel ContentModel::Read(std::string_view model) {
  ContentModel read;
  read.first = Trees::Read(model);
  read.second = Trees::Read(model);
  return read;
}

std::vector<float> ScoreRows(const Trees& trees, const FeatureTable& table) {
  assert(table.columns == trees.features());
  std::vector<float> odds(table.lines.size());
  trees.Score(table.values, odds);
  return odds;
}

extern const Labeller content_labeller;
constexpr Labeller content_labeller = {
    .name = "content",
    .summary = "the body, by a model trained on pages",
    .apply = FindBody,
};

}  // namespace warraq
