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
#include <cmath>
#include <cstdio>
#include <fstream>
#include <iterator>
#include <map>
#include <string>
#include <vector>

#include "plugin/article/author_groups.h"
#include "plugin/batch/pipeline.h"
#include "plugin/date/publication.h"
#include "plugin/label/label.h"
#include "plugin/label/shape.h"

namespace {

using warraq::AuthorGroup;
using warraq::kAuthorFeatures;

constexpr double kRidge = 0.5;
constexpr int kRounds = 600;
constexpr std::size_t kFolds = 5;
constexpr std::size_t kAll = kFolds;
constexpr double kUnsaid = 0.3;  // the weight of a page whose answer has no byline

struct Sample {
  std::string set, id;
  std::size_t fold = 0;
  double weight = 1;
  std::vector<AuthorGroup> groups;
  std::vector<char> right;  // of each group
  bool none = false;        // nobody is right
};

std::string ReadWhole(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

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
  sample.groups = warraq::AuthorGroups(page, 0, page.lines.size());
  return true;
}

// `byline` is a phrase between spaces.
void MarkRight(const std::string& byline, Sample& sample) {
  std::size_t most = 0;
  for (const AuthorGroup& group : sample.groups) {
    const bool right = std::ranges::all_of(group.names, [&](const warraq::AuthorName& name) {
      return byline.find(' ' + name.phrase + ' ') != std::string::npos;
    });
    sample.right.push_back(right);
    if (right) most = std::max(most, group.names.size());
  }
  for (std::size_t i = 0; i < sample.groups.size(); ++i)
    sample.right[i] = sample.right[i] != 0 && sample.groups[i].names.size() == most;
  sample.none = most == 0;
  if (sample.none) sample.weight = kUnsaid;
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

  double ScoreOf(const AuthorGroup& group) const {
    double score = 0;
    for (std::size_t i = 0; i < group.values.size(); ++i) score += weights_[i][group.values[i]];
    return score;
  }

  double weight(std::size_t feature, std::size_t value) const { return weights_[feature][value]; }

 private:
  using Weights = std::vector<std::vector<double>>;

  static Weights Filled(double with) {
    Weights weights;
    for (const auto& feature : kAuthorFeatures)
      weights.emplace_back(static_cast<std::size_t>(feature.values), with);
    return weights;
  }

  // Of the likelihood that one of the right lines, or rightly none, is taken.
  void AddSlope(const Sample& sample, Weights& slope) const {
    std::vector<double> likelihoods;
    for (const AuthorGroup& one : sample.groups) likelihoods.push_back(ScoreOf(one));
    likelihoods.push_back(0);
    const double most = *std::ranges::max_element(likelihoods);
    double sum = 0;
    for (double& one : likelihoods) sum += one = std::exp(one - most);
    double right = 0;
    for (std::size_t i = 0; i < likelihoods.size(); ++i) {
      likelihoods[i] /= sum;
      if (IsRight(sample, i)) right += likelihoods[i];
    }
    for (std::size_t i = 0; i < sample.groups.size(); ++i) {
      const double share = IsRight(sample, i) ? likelihoods[i] / std::max(right, 1e-12) : 0;
      const double step = sample.weight * (share - likelihoods[i]);
      for (std::size_t k = 0; k < kAuthorFeatures.size(); ++k)
        slope[k][sample.groups[i].values[k]] += step;
    }
  }

  static bool IsRight(const Sample& sample, std::size_t i) {
    return i < sample.right.size() ? sample.right[i] != 0 : sample.none;
  }

  Weights weights_ = Filled(0);
};

struct Tally {
  int pages = 0, right = 0, none = 0, unsaid = 0, unsaid_none = 0;
};

void Judge(const Sample& sample, const Model& model, Tally& tally) {
  double best = 0;
  bool right = sample.none;
  bool none = true;
  for (std::size_t i = 0; i < sample.groups.size(); ++i) {
    const double score = model.ScoreOf(sample.groups[i]);
    if (score <= best) continue;
    best = score;
    right = sample.right[i] != 0;
    none = false;
  }
  (sample.none ? tally.unsaid : tally.pages) += 1;
  (sample.none ? tally.unsaid_none : tally.right) += right;
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
    std::fprintf(
        stderr,
        "%s: of %d pages right %d (%.1f %%), wrongly nobody %d; of %d without a right answer "
        "nobody %d\n",
        set.c_str(), tally.pages, tally.right, 100.0 * tally.right / tally.pages, tally.none,
        tally.unsaid, tally.unsaid_none);
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
    if (parser.parse(line).get(row) != simdjson::SUCCESS) continue;
    if (row["id"].get(id) != simdjson::SUCCESS) continue;
    if (row["type"].get(type) == simdjson::SUCCESS && type != "article") continue;
    Sample sample;
    sample.set = folder;
    sample.id = id;
    sample.fold = FoldOf(HostOf(row, id));
    const std::string bytes = ReadWhole(sample.set + "/" + sample.id + ".html");
    if (bytes.empty() || !ReadGroups(bytes, sample) || sample.groups.empty()) continue;
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
  Validate(samples);
  Model model;
  model.Train(samples, kAll);
  std::printf(
      "# How much what speaks for each witness of an article's authors tells that it is right: "
      "weights\n"
      "# of a conditional logit over the features of plugin/article/author_groups.h. Made by\n"
      "# models/train_authors.cc (do not edit) from public pages with their bylines (WCXB, CC BY "
      "4.0;\n"
      "# fundus, MIT); only these weights are shipped. Apache-2.0.\n"
      "# feature, value, weight\n");
  for (std::size_t i = 0; i < kAuthorFeatures.size(); ++i) {
    for (std::size_t value = 0; value < kAuthorFeatures[i].values; ++value) {
      std::printf("%s\t%zu\t%.2f\n", std::string(kAuthorFeatures[i].name).c_str(), value,
                  model.weight(i, value));
    }
  }
  return 0;
}
