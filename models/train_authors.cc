// Makes author_weights.tsv: how much what speaks for each witness of an article's authors tells
// that it is right.
//
//   train_authors GOLD.jsonl PAGES [GOLD.jsonl PAGES]... > author_weights.tsv
//
// GOLD has an object a line with "id", "byline" or "bylines" and perhaps "url" and "type"; PAGES is
// a folder with ID.html. The model is a conditional logit (McFadden 1974), as that of the
// publication day: of a page's groups of authors and of "nobody" each has a score, the sum of its
// features' weights, and its likelihood is the softmax of the scores. A group is right if all its
// names are in the page's byline, and no other group has more of them. Where the answer has no
// byline, nobody is right, with less weight: not all who left it out looked. Weights are drawn to
// zero (ridge). No randomness: the same input gives the same bytes. On stderr: what five-fold
// cross-validation over hosts says, set by set.

#include <simdjson.h>

#include <algorithm>
#include <cstdio>
#include <fstream>
#include <string>
#include <vector>

#include "models/choice_model.h"
#include "models/training.h"
#include "plugin/article/author_groups.h"
#include "plugin/batch/pipeline.h"
#include "plugin/date/publication.h"
#include "plugin/label/label.h"
#include "plugin/label/shape.h"

namespace {

using warraq::AuthorGroup;
using warraq::kAuthorFeatures;

constexpr double kUnsaid = 0.3;  // the weight of a page whose answer has no byline

using Sample = ChoiceSample<AuthorGroup>;

bool ReadGroups(const std::string& bytes, Sample& sample) {
  warraq::Source source;
  source.name = sample.id + ".html";
  source.bytes = bytes;
  warraq::Options options;
  auto read = warraq::ReadAndRepair(source, options);
  if (!read.ok()) return false;
  warraq::Page& page = read.value();
  warraq::FindPageDates(page, options.limits.claims);
  warraq::LabelLines(page);
  sample.options = warraq::AuthorGroups(page, 0, page.lines.size());
  return true;
}

// `byline` is a phrase between spaces.
void MarkRight(const std::string& byline, Sample& sample) {
  std::size_t most = 0;
  for (const AuthorGroup& group : sample.options) {
    const bool right = std::ranges::all_of(group.names, [&](const warraq::AuthorName& name) {
      return byline.find(' ' + name.phrase + ' ') != std::string::npos;
    });
    sample.right.push_back(right);
    if (right) most = std::max(most, group.names.size());
  }
  for (std::size_t i = 0; i < sample.options.size(); ++i)
    sample.right[i] = sample.right[i] != 0 && sample.options[i].names.size() == most;
  sample.none = most == 0;
  if (sample.none) sample.weight = kUnsaid;
}

void TellFolds(const std::vector<Sample>& samples) {
  for (const auto& [set, tally] : Validate(samples, kAuthorFeatures)) {
    std::fprintf(
        stderr,
        "%s: of %d pages right %d (%.1f %%), wrongly nobody %d; of %d without a right answer "
        "nobody %d\n",
        set.c_str(), tally.pages, tally.right, 100.0 * tally.right / tally.pages,
        tally.wrongly_none, tally.without, tally.rightly_none);
  }
}

// " jane doe omar haddad ", of "byline" or the list "bylines".
std::string BylineOf(simdjson::dom::element row) {
  std::string_view name;
  std::string names;
  if (row["byline"].get(name) == simdjson::SUCCESS) names = name;
  simdjson::dom::array list;
  if (row["bylines"].get(list) == simdjson::SUCCESS) {
    for (const simdjson::dom::element one : list) {
      if (one.get(name) == simdjson::SUCCESS) names += ' ' + std::string(name);
    }
  }
  return ' ' + warraq::PhraseOf(names) + ' ';
}

void AddSet(const char* path, const char* folder, std::vector<Sample>& samples) {
  simdjson::dom::parser parser;
  std::ifstream gold(path);
  for (std::string line; std::getline(gold, line);) {
    simdjson::dom::element row;
    std::string_view id;
    std::string_view type;
    std::string_view url;
    if (parser.parse(line).get(row) != simdjson::SUCCESS) continue;
    if (row["id"].get(id) != simdjson::SUCCESS) continue;
    if (row["type"].get(type) == simdjson::SUCCESS && type != "article") continue;
    if (row["url"].get(url) != simdjson::SUCCESS) url = {};
    Sample sample;
    sample.set = folder;
    sample.id = id;
    sample.fold = FoldOf(HostOf(id, url), kChoiceFolds);
    const std::string bytes = ReadWhole(sample.set + "/" + sample.id + ".html");
    if (bytes.empty() || !ReadGroups(bytes, sample) || sample.options.empty()) continue;
    MarkRight(BylineOf(row), sample);
    samples.push_back(std::move(sample));
  }
}

}  // namespace

int main(int count, char** arguments) {
  std::vector<Sample> samples;
  for (int i = 1; i + 1 < count; i += 2) AddSet(arguments[i], arguments[i + 1], samples);
  if (samples.empty()) {
    std::fputs("usage: train_authors GOLD.jsonl PAGES [GOLD.jsonl PAGES]...\n", stderr);
    return 2;
  }
  TellFolds(samples);
  ChoiceModel<AuthorGroup> model(kAuthorFeatures);
  model.Train(samples, kNoFold);
  std::printf(
      "# How much what speaks for each witness of an article's authors tells that it is right: "
      "weights\n"
      "# of a conditional logit over the features of plugin/article/author_groups.h. Made by\n"
      "# models/train_authors.cc (do not edit) from public pages with their bylines (WCXB, CC BY "
      "4.0;\n"
      "# fundus, MIT); only these weights are shipped. Apache-2.0.\n"
      "# feature, value, weight\n");
  model.Print(kAuthorFeatures);
  return 0;
}
