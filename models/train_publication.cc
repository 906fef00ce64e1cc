// Makes publication_weights.tsv: how much what speaks for a day tells that it is the day of
// publication.
//
//   train_publication GOLD.jsonl PAGES [GOLD.jsonl PAGES]... > publication_weights.tsv
//
// GOLD has an object a line with "id" and "published" (a day, as a person gave it); PAGES is a
// folder with ID.html (weights of pages with markup) or ID.txt (of text dumps). The model is a
// conditional logit (McFadden 1974): of a page's days and of "none of them" each has a score, the
// sum of its features' weights, and its likelihood is the softmax of the scores. Of the stands of a
// day in the text the best one counts. Weights are drawn to zero (ridge), or to a prior where
// pages of the training set are too few of a kind. No randomness: the same input gives the same
// bytes. On stderr: what five-fold cross-validation over pages says, set by set.

#include <simdjson.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <fstream>
#include <iterator>
#include <map>
#include <string>
#include <vector>

#include "plugin/batch/pipeline.h"
#include "plugin/date/publication.h"
#include "plugin/date/witness.h"
#include "plugin/label/label.h"

namespace {

constexpr double kRidge = 0.3;
constexpr int kRounds = 800;
constexpr std::size_t kFolds = 5;
constexpr std::size_t kLeastPages = 3;  // a feature of fewer pages has no weight

struct Day {
  std::string day;
  std::vector<std::uint32_t> features;
  std::vector<std::vector<std::uint32_t>> stands;
};
struct Sample {
  std::string set, id;
  bool markup = false;
  std::size_t fold = 0;
  std::vector<Day> days;
  std::string gold;
  int target = -1;  // index of the day; -1 none of them
};

// What training pages are too few to show: numbers of agencies and printed mastheads.
const std::map<std::string, double, std::less<>> kPriors = {{"stand:identifier", 2.0},
                                                            {"role:timestamp", 1.0},
                                                            {"role:dateline", 1.0},
                                                            {"role:running-header", 1.5}};

std::string ReadWhole(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

bool ReadSample(const std::string& path, warraq::FeatureNames& names, Sample& sample) {
  warraq::Source source;
  source.name = path;
  source.bytes = ReadWhole(path);
  if (source.bytes.empty()) return false;
  warraq::Options options;
  auto read = warraq::ReadAndRepair(source, options);
  if (!read.ok()) return false;
  warraq::Page& page = read.value();
  warraq::FindPageDates(page, options.limits.claims);
  warraq::LabelLines(page);
  warraq::JudgeDates(page);
  sample.markup = !page.hints.empty();
  for (warraq::DayWitness& witness : warraq::WitnessedDays(page, 0, page.lines.size(), names)) {
    Day& day = sample.days.emplace_back();
    day.day = witness.day;
    day.features = std::move(witness.features);
    for (warraq::Stand& stand : witness.stands) day.stands.push_back(std::move(stand.features));
    if (day.day == sample.gold) sample.target = static_cast<int>(sample.days.size()) - 1;
  }
  return true;
}

class Model {
 public:
  Model(std::size_t features, bool markup, const warraq::FeatureNames& names)
      : markup_(markup), weights_(features), priors_(features) {
    for (std::size_t i = 0; i < features; ++i) {
      const auto found = kPriors.find(names.names()[i]);
      if (found != kPriors.end()) weights_[i] = priors_[i] = found->second;
    }
  }

  void Train(const std::vector<Sample>& samples, std::size_t left_out) {
    Count(samples, left_out);
    std::vector<double> speed(weights_.size(), 1e-8);
    for (int round = 0; round < kRounds; ++round) {
      std::vector<double> slope(weights_.size());
      for (const Sample& sample : samples) {
        if (sample.markup == markup_ && sample.fold != left_out) AddSlope(sample, slope);
      }
      for (std::size_t i = 0; i < weights_.size(); ++i) {
        if (!used_[i]) continue;
        slope[i] -= kRidge * (weights_[i] - priors_[i]);
        speed[i] += slope[i] * slope[i];
        weights_[i] += 0.5 * slope[i] / std::sqrt(speed[i]);
      }
    }
  }

  // Likelihood of each day; the last is that of none.
  std::vector<double> Likelihoods(const Sample& sample) const {
    std::vector<double> scores;
    for (const Day& day : sample.days) {
      double score = Sum(day.features);
      if (const auto* stand = Best(day)) score += Sum(*stand);
      scores.push_back(score);
    }
    scores.push_back(0);
    const double most = *std::ranges::max_element(scores);
    double sum = 0;
    for (double& score : scores) sum += score = std::exp(score - most);
    for (double& score : scores) score /= sum;
    return scores;
  }

  double weight(std::size_t i) const { return weights_[i]; }

 private:
  double Sum(const std::vector<std::uint32_t>& features) const {
    double sum = 0;
    for (const std::uint32_t feature : features) sum += weights_[feature];
    return sum;
  }

  const std::vector<std::uint32_t>* Best(const Day& day) const {
    const std::vector<std::uint32_t>* best = nullptr;
    double most = 0;
    for (const auto& stand : day.stands) {
      const double sum = Sum(stand);
      if (best == nullptr || sum > most) best = &stand, most = sum;
    }
    return best;
  }

  void Count(const std::vector<Sample>& samples, std::size_t left_out) {
    std::vector<std::size_t> pages(weights_.size());
    for (const Sample& sample : samples) {
      if (sample.markup != markup_ || sample.fold == left_out) continue;
      std::vector<char> seen(weights_.size());
      for (const Day& day : sample.days) {
        for (const auto feature : day.features) seen[feature] = 1;
        for (const auto& stand : day.stands) {
          for (const auto feature : stand) seen[feature] = 1;
        }
      }
      for (std::size_t i = 0; i < seen.size(); ++i) pages[i] += seen[i] != 0;
    }
    used_.assign(weights_.size(), false);
    for (std::size_t i = 0; i < used_.size(); ++i) used_[i] = pages[i] >= kLeastPages;
  }

  void AddSlope(const Sample& sample, std::vector<double>& slope) const {
    const std::vector<double> likelihoods = Likelihoods(sample);
    for (std::size_t i = 0; i < sample.days.size(); ++i) {
      const double step = (static_cast<int>(i) == sample.target ? 1 : 0) - likelihoods[i];
      for (const auto feature : sample.days[i].features) slope[feature] += step;
      if (const auto* stand = Best(sample.days[i])) {
        for (const auto feature : *stand) slope[feature] += step;
      }
    }
  }

  bool markup_;
  std::vector<double> weights_, priors_;
  std::vector<bool> used_;
};

struct Tally {
  int pages = 0, right = 0, wrong = 0, sure = 0, sure_wrong = 0, reachable = 0;
  std::array<std::array<int, 2>, 20> calibration{};  // right, all; by twentieths of likelihood
};

void Judge(const Sample& sample, const std::vector<double>& likelihoods, Tally& tally) {
  std::size_t best = 0;
  for (std::size_t i = 0; i + 1 < likelihoods.size(); ++i) {
    if (likelihoods[i] > likelihoods[best]) best = i;
  }
  ++tally.pages;
  tally.reachable += sample.target >= 0;
  if (sample.days.empty()) return;
  const double likelihood = likelihoods[best];
  const bool right = static_cast<int>(best) == sample.target;
  auto& bin =
      tally.calibration[std::min<std::size_t>(19, static_cast<std::size_t>(likelihood * 20))];
  bin[0] += right;
  ++bin[1];
  if (!right) {
    std::fprintf(stderr, "  at %.3f wrong: %s %s want %s got %s\n", likelihood, sample.set.c_str(),
                 sample.id.c_str(), sample.gold.c_str(), sample.days[best].day.c_str());
  }
  if (likelihood < 0.4) return;
  tally.right += right;
  tally.wrong += !right;
  tally.sure += likelihood >= 0.9;
  tally.sure_wrong += likelihood >= 0.9 && !right;
}

void Validate(const std::vector<Sample>& samples, const warraq::FeatureNames& names) {
  std::map<std::string, Tally> tallies;
  for (std::size_t fold = 0; fold < kFolds; ++fold) {
    for (const bool markup : {true, false}) {
      Model model(names.names().size(), markup, names);
      model.Train(samples, fold);
      for (const Sample& sample : samples) {
        if (sample.fold == fold && sample.markup == markup)
          Judge(sample, model.Likelihoods(sample), tallies[sample.set + (markup ? "" : " text")]);
      }
    }
  }
  for (const auto& [set, tally] : tallies) {
    std::fprintf(
        stderr,
        "%s: %d pages, day among those found %d, right %d (%.1f %%), wrong %d; sure %d, wrong %d\n",
        set.c_str(), tally.pages, tally.reachable, tally.right, 100.0 * tally.right / tally.pages,
        tally.wrong, tally.sure, tally.sure_wrong);
    for (const auto& bin : tally.calibration) std::fprintf(stderr, " %d/%d", bin[0], bin[1]);
    std::fprintf(stderr, "\n");
  }
}

}  // namespace

int main(int argc, char** argv) {
  warraq::FeatureNames names;
  std::vector<Sample> samples;
  simdjson::dom::parser parser;
  for (int i = 1; i + 1 < argc; i += 2) {
    std::ifstream gold(argv[i]);
    for (std::string line; std::getline(gold, line);) {
      simdjson::dom::element row;
      std::string_view id;
      std::string_view published;
      if (parser.parse(line).get(row) != simdjson::SUCCESS) continue;
      if (row["id"].get(id) != simdjson::SUCCESS) continue;
      if (row["published"].get(published) != simdjson::SUCCESS || published.size() < 10) continue;
      Sample sample;
      sample.set = argv[i + 1];
      sample.id = id;
      sample.gold = published.substr(0, 10);
      // Pages of one name in two sets share their fold: the dump of a page is no other page.
      std::uint64_t hash = 0xCBF29CE484222325u;
      for (const char c : id) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001B3u;
      sample.fold = hash >> 32 & 0xFFFF;
      sample.fold %= kFolds;
      const std::string base = std::string(argv[i + 1]) + "/" + std::string(id);
      if (ReadSample(base + ".html", names, sample) || ReadSample(base + ".txt", names, sample))
        samples.push_back(std::move(sample));
    }
  }
  Validate(samples, names);
  Model markup(names.names().size(), true, names);
  Model text(names.names().size(), false, names);
  markup.Train(samples, kFolds);
  text.Train(samples, kFolds);
  std::printf(
      "# How much what speaks for a day tells that it is the day of publication: weights of a "
      "conditional\n"
      "# logit, of pages with markup and of text dumps. Made by models/train_publication.cc (do "
      "not edit) from\n"
      "# public sets of pages with their days (htmldate, WCXB, fundus); licence: the project's "
      "own, Apache-2.0.\n"
      "# feature, weight with markup, weight without\n");
  std::map<std::string, std::size_t> sorted;
  for (std::size_t i = 0; i < names.names().size(); ++i) sorted.emplace(names.names()[i], i);
  for (const auto& [name, i] : sorted) {
    if (std::abs(markup.weight(i)) < 0.005 && std::abs(text.weight(i)) < 0.005) continue;
    std::printf("%s\t%.2f\t%.2f\n", name.c_str(), markup.weight(i), text.weight(i));
  }
  return 0;
}
