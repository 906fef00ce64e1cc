// Makes publication_weights.tsv and publication_trees.tsv: how much what speaks for a day tells
// that it is the day of publication.
//
//   train_publication GOLD.jsonl PAGES... [--also GOLD.jsonl PAGES...] > publication_weights.tsv
//   train_publication --trees GOLD.jsonl ...                           > publication_trees.tsv
//
// (after --also: sets whose days are known to be those of changes at times; they teach, but the
// confidence is not measured on them.)
//
// GOLD has an object a line with "id", "published" (a day, as a person gave it) and "host"; PAGES
// is a folder with ID.html (weights of pages with markup) or ID.txt (of text dumps). The model is a
// conditional logit (McFadden 1974): of a page's days and of "none of them" each has a score, the
// sum of its features' weights, and its likelihood is the softmax of the scores. Of the stands of a
// day in the text the best one counts, by the softplus of its sum: a bad one takes nothing away.
// Weights are drawn to zero (ridge), or to a prior where pages of the training set are too few of a
// kind. The confidence is a logistic function of the likelihood's logit (Platt 1999), fitted to the
// answers that models gave which had not seen the page's host, in ten folds; where more than 1.5 in
// a hundred of those from .9 up were wrong, it is lowered until they are not. No randomness: the
// same input gives the same bytes. On stderr: what the folds say, set by set.

#include <simdjson.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <fstream>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "models/train_publication_trees.h"
#include "models/training.h"
#include "plugin/batch/pipeline.h"
#include "plugin/date/day_model.h"
#include "plugin/date/publication.h"
#include "plugin/date/witness.h"
#include "plugin/label/label.h"

namespace {

constexpr double kRidge = 2.0;
constexpr int kRounds = 400;
constexpr std::size_t kFolds = 10;
constexpr std::size_t kLeastPages = 3;  // a feature of fewer pages has no weight
constexpr double kLeastWeight = 0.02;   // that is printed

struct Day {
  std::string day;
  bool change = false, contested = false;
  std::vector<std::uint32_t> features;
  std::vector<std::vector<std::uint32_t>> stands;
};
struct Sample {
  std::string set, id;
  bool markup = false;
  std::size_t fold = 0;
  std::vector<Day> days;
  std::string gold;
  int target = -1;    // index of the day; -1 none of them
  bool also = false;  // of a set that only teaches
};

// What training pages are too few to show: numbers of agencies and printed mastheads.
const std::map<std::string, double, std::less<>> kPriors = {
    {"stand:identifier", 2.0},
    {"role:timestamp", 1.0},
    {"role:dateline", 1.0},
    {"role:running-header", 1.5},
    {"role:page-clock", -1.5},
    // A moment told in UTC and in the page's
    // own zone: the day is the page's.
    {"zone:own", 1.5},
    {"zone:of-other", -1.5},
    // 22:00Z sharp is midnight in Europe.
    {"zone:midnight-shown", 1.5},
    {"words:of-person", -2.0},
    // What countries write, by CLDR.
    {"order:day:en", 1.0},
    {"order:day:other", 1.0},
    {"order:month:us", 1.0},
    {"order:month:en", -1.0},
    {"order:month:other", -1.0},
    {"order:day:us", -1.0}};

bool ReadSample(const std::string& path, std::string_view uri, warraq::FeatureNames& names,
                Sample& sample) {
  warraq::Source source;
  source.name = path;
  source.uri = uri;
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
    day.change = witness.change;
    day.contested = witness.contested;
    day.features = std::move(witness.features);
    for (warraq::Stand& stand : witness.stands) day.stands.push_back(std::move(stand.features));
    if (day.day == sample.gold) sample.target = static_cast<int>(sample.days.size()) - 1;
  }
  return true;
}

// Where the day of a set that only teaches stands nowhere on the page, the set had it from
// elsewhere: that teaches nothing.
bool IsTaught(const Sample& sample) {
  return sample.target >= 0 || sample.days.empty() || !sample.also;
}

bool IsIn(unsigned folds, const Sample& sample) { return (folds >> sample.fold & 1) != 0; }

class Model {
 public:
  Model(std::size_t features, bool markup, const warraq::FeatureNames& names)
      : markup_(markup), weights_(features), priors_(features) {
    for (std::size_t i = 0; i < features; ++i) {
      const auto found = kPriors.find(names.names()[i]);
      if (found != kPriors.end()) weights_[i] = priors_[i] = found->second;
    }
  }

  // Folds that are left out have their bits set.
  void Train(const std::vector<Sample>& samples, unsigned left_out) {
    Count(samples, left_out);
    std::vector<double> speed(weights_.size(), 1e-8);
    for (int round = 0; round < kRounds; ++round) {
      std::vector<double> slope(weights_.size());
      for (const Sample& sample : samples) {
        if (sample.markup == markup_ && !IsIn(left_out, sample) && IsTaught(sample))
          AddSlope(sample, slope);
      }
      for (std::size_t i = 0; i < weights_.size(); ++i) {
        if (!used_[i]) continue;
        slope[i] -= kRidge * (weights_[i] - priors_[i]);
        speed[i] += slope[i] * slope[i];
        weights_[i] += 0.5 * slope[i] / std::sqrt(speed[i]);
      }
    }
  }

  // Of each day; that of none is 0.
  std::vector<double> Scores(const Sample& sample) const {
    std::vector<double> scores;
    for (const Day& day : sample.days) {
      double score = Sum(day.features);
      if (const auto* stand = Best(day)) score += std::log1p(std::exp(Sum(*stand)));
      scores.push_back(score);
    }
    return scores;
  }

  TreePage PageOf(const Sample& sample, warraq::FeatureNames& names) const {
    TreePage page;
    page.target = sample.target;
    const std::vector<double> scores = Scores(sample);
    for (std::size_t i = 0; i < scores.size(); ++i) {
      TreeRow& row = page.rows.emplace_back();
      row.score = scores[i];
      row.features = sample.days[i].features;
      if (const auto* stand = Best(sample.days[i]))
        row.features.insert(row.features.end(), stand->begin(), stand->end());
      warraq::AddScoreFeatures(scores, i, names, row.features);
      std::ranges::sort(row.features);
    }
    return page;
  }

  double weight(std::size_t i) const { return weights_[i]; }

  // What speaks for a day and how much, the strongest first.
  void Explain(const char* what, const Day& day, const warraq::FeatureNames& names) const {
    std::vector<std::uint32_t> all = day.features;
    if (const auto* stand = Best(day)) all.insert(all.end(), stand->begin(), stand->end());
    std::ranges::sort(
        all, [&](auto a, auto b) { return std::abs(weights_[a]) > std::abs(weights_[b]); });
    std::fprintf(stderr, "    %s", what);
    for (const auto feature : all) {
      if (std::abs(weights_[feature]) > 0.005)
        std::fprintf(stderr, " %s %.2f", names.names()[feature].c_str(), weights_[feature]);
    }
    std::fprintf(stderr, "\n");
  }

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

  void Count(const std::vector<Sample>& samples, unsigned left_out) {
    std::vector<std::size_t> pages(weights_.size());
    for (const Sample& sample : samples) {
      if (sample.markup != markup_ || IsIn(left_out, sample)) continue;
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
    std::vector<double> likelihoods = Scores(sample);
    warraq::Softmax(likelihoods);
    for (std::size_t i = 0; i < sample.days.size(); ++i) {
      const double step = (static_cast<int>(i) == sample.target ? 1 : 0) - likelihoods[i];
      for (const auto feature : sample.days[i].features) slope[feature] += step;
      if (const auto* stand = Best(sample.days[i])) {
        const double share = 1 / (1 + std::exp(-Sum(*stand)));
        for (const auto feature : *stand) slope[feature] += step * share;
      }
    }
  }

  bool markup_;
  std::vector<double> weights_, priors_;
  std::vector<bool> used_;
};

// The weights, and of pages with markup the trees, which learn from scores of weights that had not
// seen the page either.
class Trained {
 public:
  Trained(const std::vector<Sample>& samples, bool markup, unsigned left_out,
          warraq::FeatureNames& names)
      : names_(names), model_(names.names().size(), markup, names) {
    model_.Train(samples, left_out);
    if (!markup) return;
    std::vector<TreePage> pages;
    for (unsigned part = 0; part < kFolds; part += 2) {
      const unsigned own = 3U << part;
      Model other(names.names().size(), markup, names);
      other.Train(samples, left_out | own);
      for (const Sample& sample : samples) {
        const bool here = sample.markup && IsIn(own, sample) && !IsIn(left_out, sample);
        if (here && IsTaught(sample) && !sample.days.empty())
          pages.push_back(other.PageOf(sample, names));
      }
    }
    trees_ = GrowTrees(pages, names.names().size());
  }

  std::vector<double> Likelihoods(const Sample& sample) const {
    const TreePage page = model_.PageOf(sample, names_);
    std::vector<double> scores;
    for (const TreeRow& row : page.rows) {
      double& score = scores.emplace_back(row.score);
      for (const warraq::DayTree& tree : trees_) score += warraq::ValueOf(tree, row.features);
    }
    warraq::Softmax(scores);
    return scores;
  }

  const Model& model() const { return model_; }
  const std::vector<warraq::DayTree>& trees() const { return trees_; }

 private:
  warraq::FeatureNames& names_;
  Model model_;
  std::vector<warraq::DayTree> trees_;
};

// What a model that had not seen the page's host said of it.
struct Answer {
  const Sample* sample = nullptr;
  double likelihood = 0;
  bool right = false, change = false, contested = false;
};

constexpr double kLeastLikelihood = 0.4;  // plugin/date/publication.cc
constexpr double kTruth = 0.98;           // a set's own day is wrong once in fifty pages
constexpr double kSure = 0.9;
constexpr double kMostWrong = 0.018;  // of the answers from kSure up; two in a hundred are allowed

// The confidence in an answer, as plugin/date/publication.cc counts it.
class Confidence {
 public:
  void Fit(const std::vector<Answer>& answers, std::size_t left_out) {
    for (int round = 0; round < 600; ++round) Step(answers, left_out);
    FindSure(answers);
  }

  double Of(const Answer& answer) const {
    const double p = Calibrated(answer);
    return p < sure_ ? p * kSure / sure_ : kSure + (p - sure_) * (1 - kSure) / (1 - sure_);
  }

  const std::array<double, 4>& weights() const { return weights_; }
  double sure() const { return sure_; }

 private:
  static std::array<double, 4> Row(const Answer& answer) {
    const double p = std::clamp(answer.likelihood, 1e-4, 1 - 1e-4);
    return {1, std::log(p / (1 - p)), answer.change ? 1.0 : 0.0, answer.contested ? 1.0 : 0.0};
  }

  static bool Counts(const Answer& answer, std::size_t left_out) {
    return !answer.sample->also && answer.sample->fold != left_out;
  }

  double Calibrated(const Answer& answer) const {
    const auto row = Row(answer);
    double sum = 0;
    for (std::size_t i = 0; i < row.size(); ++i) sum += row[i] * weights_[i];
    return kTruth / (1 + std::exp(-sum));
  }

  // Up the slope of the answers' log-likelihood, with a little ridge.
  void Step(const std::vector<Answer>& answers, std::size_t left_out) {
    constexpr double kLittle = 0.5;
    std::array<double, 4> slope{};
    for (std::size_t i = 0; i < 4; ++i) slope[i] = -kLittle * weights_[i];
    for (const Answer& answer : answers) {
      if (!Counts(answer, left_out)) continue;
      const auto row = Row(answer);
      const double p = Calibrated(answer);
      const double raw = p / kTruth;
      const double step = (answer.right ? 1 / p : -1 / (1 - p)) * kTruth * raw * (1 - raw);
      for (std::size_t i = 0; i < 4; ++i) slope[i] += step * row[i];
    }
    for (std::size_t i = 0; i < 4; ++i) {
      speed_[i] += slope[i] * slope[i];
      weights_[i] += 0.3 * slope[i] / std::sqrt(speed_[i]);
    }
  }

  // The lowest value above which no more than kMostWrong are wrong, or the one above which the
  // fewest are.
  void FindSure(const std::vector<Answer>& answers) {
    std::vector<std::pair<double, bool>> sorted;
    for (const Answer& answer : answers) {
      if (Counts(answer, kFolds)) sorted.emplace_back(Calibrated(answer), answer.right);
    }
    std::ranges::sort(sorted, std::greater<>());
    constexpr std::size_t kLeastAnswers = 100;
    double wrong = 0;
    double least = 1;
    for (std::size_t i = 0; i < sorted.size() && sorted[i].first >= kSure; ++i) {
      wrong += sorted[i].second ? 0 : 1;
      const double share = wrong / static_cast<double>(i + 1);
      if (i < kLeastAnswers || (share > kMostWrong && share >= least)) continue;
      least = std::max(share, kMostWrong);
      sure_ = std::min(sorted[i].first, 0.999);
    }
  }

  std::array<double, 4> weights_{0, 1, 0, 0}, speed_{1e-8, 1e-8, 1e-8, 1e-8};
  double sure_ = kSure;
};

struct Tally {
  int pages = 0, right = 0, wrong = 0, sure = 0, sure_wrong = 0, reachable = 0;
};

Answer AnswerOf(const Sample& sample, const Trained& trained, const warraq::FeatureNames& names) {
  Answer answer{&sample};
  if (sample.days.empty()) return answer;
  const std::vector<double> likelihoods = trained.Likelihoods(sample);
  const auto best =
      static_cast<std::size_t>(std::ranges::max_element(likelihoods) - likelihoods.begin());
  const Day& day = sample.days[best];
  answer.likelihood = likelihoods[best];
  answer.right = static_cast<int>(best) == sample.target;
  answer.change = day.change;
  answer.contested = day.contested;
  if (answer.right) return answer;
  std::fprintf(stderr, "  at %.3f wrong: %s %s want %s got %s\n", answer.likelihood,
               sample.set.c_str(), sample.id.c_str(), sample.gold.c_str(), day.day.c_str());
  trained.model().Explain("got ", day, names);
  if (sample.target >= 0)
    trained.model().Explain("want", sample.days[static_cast<std::size_t>(sample.target)], names);
  return answer;
}

// The answers of models that were trained without the page's fold.
std::vector<Answer> HeldOut(const std::vector<Sample>& samples, bool markup,
                            warraq::FeatureNames& names) {
  std::vector<Answer> answers;
  for (std::size_t fold = 0; fold < kFolds; ++fold) {
    const Trained trained(samples, markup, 1U << fold, names);
    for (const Sample& sample : samples) {
      if (sample.fold == fold && sample.markup == markup)
        answers.push_back(AnswerOf(sample, trained, names));
    }
  }
  return answers;
}

// What the folds say, a line for each set; confidences are of fits without the fold, too.
std::vector<std::string> Report(const std::vector<Answer>& answers) {
  std::map<std::string, Tally> tallies;
  for (std::size_t fold = 0; fold < kFolds; ++fold) {
    Confidence confidence;
    confidence.Fit(answers, fold);
    for (const Answer& answer : answers) {
      if (answer.sample->fold != fold) continue;
      Tally& tally = tallies[answer.sample->set];
      ++tally.pages;
      tally.reachable += answer.sample->target >= 0;
      if (answer.likelihood < kLeastLikelihood) continue;
      tally.right += answer.right;
      tally.wrong += !answer.right;
      const bool sure = confidence.Of(answer) >= kSure;
      tally.sure += sure;
      tally.sure_wrong += sure && !answer.right;
    }
  }
  std::vector<std::string> lines;
  for (const auto& [set, tally] : tallies) {
    std::array<char, 200> line{};
    std::snprintf(line.data(), line.size(),
                  "%s: %d pages, the day is on %d, right %d (%.1f %%), wrong %d; at .9 or more %d, "
                  "wrong %d",
                  set.substr(set.rfind('/') + 1).c_str(), tally.pages, tally.reachable, tally.right,
                  100.0 * tally.right / tally.pages, tally.wrong, tally.sure, tally.sure_wrong);
    lines.emplace_back(line.data());
    std::fprintf(stderr, "%s\n", line.data());
  }
  return lines;
}

void ReadSet(const std::string& gold_path, const std::string& folder, bool also,
             warraq::FeatureNames& names, std::vector<Sample>& samples) {
  std::ifstream gold(gold_path);
  simdjson::dom::parser parser;
  for (std::string line; std::getline(gold, line);) {
    simdjson::dom::element row;
    std::string_view id;
    std::string_view published;
    if (parser.parse(line).get(row) != simdjson::SUCCESS) continue;
    if (row["id"].get(id) != simdjson::SUCCESS) continue;
    if (row["published"].get(published) != simdjson::SUCCESS || published.size() < 10) continue;
    Sample sample;
    sample.set = folder;
    sample.id = id;
    sample.gold = published.substr(0, 10);
    sample.also = also;
    // Pages of one host share their fold, and so do a page and its dump.
    std::string_view host;
    if (row["host"].get(host) != simdjson::SUCCESS || host.empty()) host = id;
    sample.fold = FoldOf(host, kFolds);
    const std::string base = folder + "/" + std::string(id);
    Sample dump = sample;
    if (ReadSample(base + ".html", {}, names, sample) ||
        ReadSample(base + ".txt", {}, names, sample))
      samples.push_back(std::move(sample));
    // A dump whose address is known is another case, which only teaches.
    std::string_view uri;
    if (row["url"].get(uri) != simdjson::SUCCESS || uri.empty()) continue;
    dump.set += " with its address";
    dump.also = true;
    if (ReadSample(base + ".txt", uri, names, dump)) samples.push_back(std::move(dump));
  }
}

void PrintHeader() {
  std::printf(
      "# How much what speaks for a day tells that it is the day of publication: weights of a "
      "conditional\n"
      "# logit, of pages with markup and of text dumps, and how sure its answers are. Made by\n"
      "# models/train_publication.cc (do not edit) from public sets of pages with their days "
      "(htmldate,\n"
      "# Apache-2.0; fundus, MIT; WCXB, CC BY 4.0); only these weights are shipped. Apache-2.0.\n");
}

// What plugin/date/publication.cc makes a confidence of.
void PrintConfidence(const Confidence& with, const Confidence& without) {
  constexpr std::array<const char*, 4> kNames = {"confidence", "confidence:logit",
                                                 "confidence:change", "confidence:contested"};
  for (std::size_t i = 0; i < kNames.size(); ++i)
    std::printf("%s\t%.3f\t%.3f\n", kNames[i], with.weights()[i], without.weights()[i]);
  std::printf("confidence:sure\t%.3f\t%.3f\n", with.sure(), without.sure());
}

void PrintSubtree(const warraq::DayTree& tree, std::size_t at, const warraq::FeatureNames& names) {
  const warraq::DayTreeNode& node = tree[at];
  if (node.feature == warraq::FeatureNames::kNone) {
    std::printf("-\t%.3f\n", node.value);
    return;
  }
  std::printf("%s\t\n", names.names()[node.feature].c_str());
  PrintSubtree(tree, at + 1, names);
  PrintSubtree(tree, node.with, names);
}

void PrintTrees(const std::vector<warraq::DayTree>& trees, const warraq::FeatureNames& names) {
  std::printf(
      "# Trees that add to the scores of publication_weights.tsv on pages with markup: a row is a "
      "node,\n# the days without its feature go on at the next row, those with it behind that "
      "part; "
      "\"-\" is a\n# leaf. Made by models/train_publication.cc --trees (do not edit) from the same "
      "sets. Apache-2.0.\n");
  for (const warraq::DayTree& tree : trees) PrintSubtree(tree, 0, names);
}

}  // namespace

int main(int argc, char** argv) {
  warraq::FeatureNames names;
  std::vector<Sample> samples;
  bool also = false;
  const bool trees_only = argc > 1 && std::string_view(argv[1]) == "--trees";
  for (int i = trees_only ? 2 : 1; i + 1 < argc; i += 2) {
    if (std::string_view(argv[i]) == "--also") also = true, ++i;
    if (i + 1 < argc) ReadSet(argv[i], argv[i + 1], also, names, samples);
  }
  std::vector<std::string> report;
  std::array<Confidence, 2> confidence;
  // Before features are counted: those that the trees ask of scores.
  std::vector<std::uint32_t> score_features;
  warraq::AddScoreFeatures(std::vector<double>{1e3}, 0, names, score_features);
  for (const bool markup : {true, false}) {
    if (trees_only) break;
    const std::vector<Answer> answers = HeldOut(samples, markup, names);
    for (std::string& line : Report(answers)) report.push_back(std::move(line));
    confidence[markup ? 0 : 1].Fit(answers, kFolds);
  }
  const Trained markup(samples, true, 0, names);
  const Trained text(samples, false, 0, names);
  if (trees_only) {
    PrintTrees(markup.trees(), names);
    return 0;
  }
  PrintHeader();
  std::printf("# Held out, in ten folds by host (-txt: dumps):\n");
  for (const std::string& line : report) std::printf("#   %s\n", line.c_str());
  std::printf("# feature, weight with markup, weight without\n");
  PrintConfidence(confidence[0], confidence[1]);
  std::map<std::string, std::size_t> sorted;
  for (std::size_t i = 0; i < names.names().size(); ++i) sorted.emplace(names.names()[i], i);
  for (const auto& [name, i] : sorted) {
    const double with = markup.model().weight(i);
    const double without = text.model().weight(i);
    if (std::abs(with) >= kLeastWeight || std::abs(without) >= kLeastWeight)
      std::printf("%s\t%.2f\t%.2f\n", name.c_str(), with, without);
  }
  return 0;
}
