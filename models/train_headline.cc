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
#include <cmath>
#include <cstdio>
#include <fstream>
#include <iterator>
#include <map>
#include <string>
#include <vector>

#include "plugin/batch/pipeline.h"
#include "plugin/date/publication.h"
#include "plugin/label/headline_model.h"
#include "plugin/label/label.h"
#include "plugin/label/shape.h"

namespace {

using warraq::HeadlineCandidate;
using warraq::kHeadlineFeatures;

constexpr double kRidge = 0.5;
constexpr int kRounds = 600;
constexpr std::size_t kFolds = 5;
constexpr std::size_t kAll = kFolds;
constexpr double kCut = 0.4;  // the weight of a page that was cut
constexpr std::size_t kLinesOver = 3;

struct Sample {
  std::string set, id;
  std::size_t fold = 0;
  double weight = 1;
  std::vector<HeadlineCandidate> candidates;
  std::vector<char> right;  // of each candidate
  bool none = false;        // none is right
};

std::string ReadWhole(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

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
  warraq::Labelling labelling{.page = page, .shapes = warraq::ShapesOf(page), .content = {}};
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
  sample.candidates = warraq::HeadlineCandidates(labelling);
  const std::string phrase = warraq::PhraseOf(headline);
  bool stands = false;
  for (const HeadlineCandidate& candidate : sample.candidates) {
    const bool same = warraq::PhraseOf(labelling.shapes[candidate.line].text) == phrase;
    sample.right.push_back(!phrase.empty() && same);
    stands |= sample.right.back() != 0;
  }
  sample.none = phrase.empty();
  return stands || sample.none;
}

class Model {
 public:
  void Train(const std::vector<Sample>& samples, std::size_t left_out) {
    Weights speed = Filled(1e-8);
    for (int round = 0; round < kRounds; ++round) {
      Weights slope = Filled(0);
      for (const Sample& sample : samples) {
        if (sample.fold != left_out) AddSlope(sample, slope);
      }
      for (std::size_t i = 0; i < slope.size(); ++i) {
        for (std::size_t value = 0; value < slope[i].size(); ++value) {
          double& step = slope[i][value];
          step -= kRidge * weights_[i][value];
          speed[i][value] += step * step;
          weights_[i][value] += 0.5 * step / std::sqrt(speed[i][value]);
        }
      }
    }
  }

  double ScoreOf(const HeadlineCandidate& candidate) const {
    double score = 0;
    for (std::size_t i = 0; i < candidate.values.size(); ++i)
      score += weights_[i][candidate.values[i]];
    return score;
  }

  double weight(std::size_t feature, std::size_t value) const { return weights_[feature][value]; }

 private:
  using Weights = std::vector<std::vector<double>>;

  static Weights Filled(double with) {
    Weights weights;
    for (const auto& feature : kHeadlineFeatures)
      weights.emplace_back(static_cast<std::size_t>(feature.values), with);
    return weights;
  }

  // Of the likelihood that one of the right lines, or rightly none, is taken.
  void AddSlope(const Sample& sample, Weights& slope) const {
    std::vector<double> likelihoods;
    for (const HeadlineCandidate& one : sample.candidates) likelihoods.push_back(ScoreOf(one));
    likelihoods.push_back(0);
    const double most = *std::ranges::max_element(likelihoods);
    double sum = 0;
    for (double& one : likelihoods) sum += one = std::exp(one - most);
    double right = 0;
    for (std::size_t i = 0; i < likelihoods.size(); ++i) {
      likelihoods[i] /= sum;
      if (IsRight(sample, i)) right += likelihoods[i];
    }
    for (std::size_t i = 0; i < sample.candidates.size(); ++i) {
      const double share = IsRight(sample, i) ? likelihoods[i] / std::max(right, 1e-12) : 0;
      const double step = sample.weight * (share - likelihoods[i]);
      for (std::size_t k = 0; k < kHeadlineFeatures.size(); ++k)
        slope[k][sample.candidates[i].values[k]] += step;
    }
  }

  static bool IsRight(const Sample& sample, std::size_t i) {
    return i < sample.right.size() ? sample.right[i] != 0 : sample.none;
  }

  Weights weights_ = Filled(0);
};

struct Tally {
  int pages = 0, right = 0, none = 0, cut = 0, cut_none = 0;
};

void Judge(const Sample& sample, const Model& model, Tally& tally) {
  double best = 0;
  bool right = sample.none;
  bool none = true;
  for (std::size_t i = 0; i < sample.candidates.size(); ++i) {
    const double score = model.ScoreOf(sample.candidates[i]);
    if (score <= best) continue;
    best = score;
    right = sample.right[i] != 0;
    none = false;
  }
  (sample.none ? tally.cut : tally.pages) += 1;
  (sample.none ? tally.cut_none : tally.right) += right;
  tally.none += none && !sample.none;
}

void Validate(const std::vector<Sample>& samples) {
  std::map<std::string, Tally> tallies;
  for (std::size_t fold = 0; fold < kFolds; ++fold) {
    Model model;
    model.Train(samples, fold);
    for (const Sample& sample : samples) {
      if (sample.fold == fold) Judge(sample, model, tallies[sample.set]);
    }
  }
  for (const auto& [set, tally] : tallies) {
    const int pages = tally.pages + tally.cut;
    const int right = tally.right + tally.cut_none;
    std::fprintf(stderr, "%s: %d pages, right %d (%.1f %%), wrongly none taken %d\n", set.c_str(),
                 pages, right, 100.0 * right / pages, tally.none);
  }
}

std::size_t FoldOf(std::string_view host) {
  std::uint64_t hash = 0xCBF29CE484222325u;
  for (const char c : host) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001B3u;
  return (hash >> 32 & 0xFFFF) % kFolds;
}

// What tells sites apart: the host, or the publisher in ids like "de_FAZ_2023_04_28".
std::string HostOf(simdjson::dom::element row, std::string_view id) {
  std::string_view url;
  if (row["url"].get(url) == simdjson::SUCCESS) {
    const std::size_t begin = url.find("://") == url.npos ? 0 : url.find("://") + 3;
    return std::string(url.substr(begin, url.find('/', begin) - begin));
  }
  const std::size_t first = id.find('_');
  return std::string(first == id.npos ? id : id.substr(0, id.find('_', first + 1)));
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
    if (parser.parse(line).get(row) != simdjson::SUCCESS) continue;
    if (row["id"].get(id) != simdjson::SUCCESS) continue;
    if (row["headline"].get(headline) != simdjson::SUCCESS) continue;
    Sample sample;
    sample.set = folder;
    sample.id = id;
    sample.fold = FoldOf(HostOf(row, id));
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
  Validate(samples);
  Model model;
  model.Train(samples, kAll);
  std::printf(
      "# How much what speaks for a line of a text dump tells that it is the headline: weights of "
      "a\n"
      "# conditional logit over the features of plugin/label/headline_model.h. Made by\n"
      "# models/train_headline.cc (do not edit) from public pages with their headlines (WCXB, CC "
      "BY\n"
      "# 4.0; fundus, MIT); only these weights are shipped. Apache-2.0.\n"
      "# feature, value, weight\n");
  for (std::size_t i = 0; i < kHeadlineFeatures.size(); ++i) {
    for (std::size_t value = 0; value < kHeadlineFeatures[i].values; ++value) {
      std::printf("%s\t%zu\t%.2f\n", std::string(kHeadlineFeatures[i].name).c_str(), value,
                  model.weight(i, value));
    }
  }
  return 0;
}
