// Makes headline_weights.tsv: how much what speaks for a line of a text dump tells that it is the
// headline.
//
//   train_headline GOLD.jsonl DUMPS [GOLD.jsonl DUMPS]... > headline_weights.tsv
//
// GOLD has an object a line with "id", "headline" and perhaps "url"; DUMPS is a folder with ID.txt.
// The model is a conditional logit (McFadden 1974), as that of the publication day: of a page's
// lines and of "none of them" each has a score, the sum of its features' weights, and its
// likelihood is the softmax of the scores. Where the headline stands there several times, each is
// right. Dumps begin where whoever made them let them begin: each page is learnt from again without
// its first line, which is its title, from a few lines over the headline on, and from the headline
// on; and without all that stands over its body: there, none is right. Weights are drawn to zero
// (ridge). No randomness: the same input gives the same bytes. On stderr: what five-fold
// cross-validation over hosts says, set by set.

#include <simdjson.h>

#include <algorithm>
#include <cstdio>
#include <fstream>
#include <string>
#include <vector>

#include "models/choice_model.h"
#include "models/training.h"
#include "plugin/batch/pipeline.h"
#include "plugin/date/publication.h"
#include "plugin/label/headline_model.h"
#include "plugin/label/label.h"
#include "plugin/label/shape.h"

namespace {

using warraq::HeadlineCandidate;
using warraq::kHeadlineFeatures;

constexpr double kCut = 0.4;  // the weight of a page that was cut
constexpr std::size_t kLinesOver = 3;

using Sample = ChoiceSample<HeadlineCandidate>;

// The candidates of a dump, as the headline's labeller sees them.
bool ReadSample(const std::string& bytes, const std::string& headline, Sample& sample,
                std::size_t& body_begin) {
  warraq::Source source;
  source.name = sample.id;
  source.bytes = bytes;
  warraq::Options options;
  auto read = warraq::ReadAndRepair(source, options);
  if (!read.ok()) return false;
  warraq::Page& page = read.value();
  warraq::FindPageDates(page, options.limits.claims);
  warraq::Labelling labelling = warraq::LabellingOf(page);
  for (const warraq::Labeller* labeller : warraq::Labellers()) {
    if (labeller->name == "headline") break;
    labeller->apply(labelling);
  }
  if (labelling.body_end == 0) return false;
  body_begin = page.text
                   .Origin(page.lines[labelling.body_begin].at.begin,
                           page.lines[labelling.body_begin].at.end)
                   .front()
                   .begin;
  sample.options = warraq::HeadlineCandidates(labelling);
  const std::string phrase = warraq::PhraseOf(headline);
  bool stands = false;
  for (const HeadlineCandidate& candidate : sample.options) {
    const bool same = warraq::PhraseOf(labelling.shapes[candidate.line].text) == phrase;
    sample.right.push_back(!phrase.empty() && same);
    stands |= sample.right.back() != 0;
  }
  sample.none = phrase.empty();
  return stands || sample.none;
}

void TellFolds(const std::vector<Sample>& samples) {
  for (const auto& [set, tally] : Validate(samples, kHeadlineFeatures)) {
    const int pages = tally.pages + tally.without;
    const int right = tally.right + tally.rightly_none;
    std::fprintf(stderr, "%s: %d pages, right %d (%.1f %%), wrongly none taken %d\n", set.c_str(),
                 pages, right, 100.0 * right / pages, tally.wrongly_none);
  }
}

std::vector<std::size_t> LineStarts(std::string_view bytes) {
  std::vector<std::size_t> starts = {0};
  for (std::size_t i = 0; i + 1 < bytes.size(); ++i) {
    if (bytes[i] == '\n') starts.push_back(i + 1);
  }
  return starts;
}

// The first line that is the headline and not the page's first; behind all if there is none.
std::size_t LineWith(std::string_view bytes, const std::vector<std::size_t>& starts,
                     std::string_view headline) {
  const std::string phrase = warraq::PhraseOf(headline);
  for (std::size_t line = 1; line < starts.size(); ++line) {
    const std::size_t end = std::min(bytes.find('\n', starts[line]), bytes.size());
    if (warraq::PhraseOf(bytes.substr(starts[line], end - starts[line])) == phrase) return line;
  }
  return starts.size();
}

void AddSet(const char* path, const char* folder, std::vector<Sample>& samples) {
  simdjson::dom::parser parser;
  std::ifstream gold(path);
  for (std::string line; std::getline(gold, line);) {
    simdjson::dom::element row;
    std::string_view id;
    std::string_view headline;
    std::string_view url;
    if (parser.parse(line).get(row) != simdjson::SUCCESS) continue;
    if (row["id"].get(id) != simdjson::SUCCESS) continue;
    if (row["headline"].get(headline) != simdjson::SUCCESS) continue;
    if (row["url"].get(url) != simdjson::SUCCESS) url = {};
    Sample sample;
    sample.set = folder;
    sample.id = id;
    sample.fold = FoldOf(HostOf(id, url), kChoiceFolds);
    const std::string bytes = ReadWhole(sample.set + "/" + sample.id + ".txt");
    if (bytes.empty()) continue;
    const Sample empty = sample;
    std::size_t body_begin = 0;
    if (!ReadSample(bytes, std::string(headline), sample, body_begin)) continue;
    samples.push_back(std::move(sample));
    const auto add = [&](std::size_t begin, std::string_view right) {
      Sample cut = empty;
      cut.set += right.empty() ? " body" : " cut";
      cut.weight = kCut;
      std::size_t ignored = 0;
      if (begin > 0 && ReadSample(bytes.substr(begin), std::string(right), cut, ignored))
        samples.push_back(std::move(cut));
    };
    const std::vector<std::size_t> starts = LineStarts(bytes);
    const std::size_t at = LineWith(bytes, starts, headline);
    if (at > 0 && at < starts.size()) {
      add(starts[1], headline);
      if (at > kLinesOver + 1) add(starts[at - kLinesOver], headline);
      if (at > 1) add(starts[at], headline);
    }
    add(body_begin, "");
  }
}

}  // namespace

int main(int count, char** arguments) {
  std::vector<Sample> samples;
  for (int i = 1; i + 1 < count; i += 2) AddSet(arguments[i], arguments[i + 1], samples);
  if (samples.empty()) {
    std::fputs("usage: train_headline GOLD.jsonl DUMPS [GOLD.jsonl DUMPS]...\n", stderr);
    return 2;
  }
  TellFolds(samples);
  ChoiceModel<HeadlineCandidate> model(kHeadlineFeatures);
  model.Train(samples, kNoFold);
  std::printf(
      "# How much what speaks for a line of a text dump tells that it is the headline: weights of "
      "a\n"
      "# conditional logit over the features of plugin/label/headline_model.h. Made by\n"
      "# models/train_headline.cc (do not edit) from public pages with their headlines (WCXB, CC "
      "BY\n"
      "# 4.0; fundus, MIT); only these weights are shipped. Apache-2.0.\n"
      "# feature, value, weight\n");
  model.Print(kHeadlineFeatures);
  return 0;
}
