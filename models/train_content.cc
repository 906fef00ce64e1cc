// Makes content_html.trees and content_text.trees: which lines of a page are the article's body.
//
//   train_content TREES DEPTH GOLD.jsonl PAGES [GOLD.jsonl PAGES]... > content_html.trees
//
// GOLD has an object a line with "id" and "text" (the body as a person gave it); PAGES is a folder
// with ID.html or ID.txt. A line of a page is body where most of its words stand in the gold text
// in their order. Gradient boosting (Friedman 2001) of the logistic loss with histograms of 32
// bins; trees of one depth; no randomness, so the same input gives the same bytes.

#include <simdjson.h>
#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <string>
#include <unordered_set>
#include <vector>

#include "plugin/batch/pipeline.h"
#include "plugin/date/publication.h"
#include "plugin/label/features.h"
#include "plugin/label/label.h"
#include "plugin/label/shape.h"

namespace {

using warraq::FeatureTable;

constexpr int kBins = 32;
constexpr double kLearningRate = 0.15;
constexpr double kLeafPenalty = 20;   // added to a leaf's sum of hessians
constexpr double kLeastHessian = 10;  // of a leaf

struct Sample {
  std::size_t columns = 0;
  std::vector<float> values;   // row by row
  std::vector<float> targets;  // 0 or 1
  std::vector<float> weights;
};

std::string ReadWhole(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

std::vector<std::string> WordsOf(std::string_view text) {
  std::vector<std::string> words;
  const std::string phrase = warraq::PhraseOf(text);
  for (std::size_t begin = 0; begin < phrase.size();) {
    const std::size_t end = std::min(phrase.find(' ', begin), phrase.size());
    words.push_back(phrase.substr(begin, end - begin));
    begin = end + 1;
  }
  return words;
}

// The gold text as a set of word pairs and triples, and of its own lines.
class Gold {
 public:
  explicit Gold(std::string_view text) {
    for (std::size_t begin = 0; begin < text.size();) {
      const std::size_t end = std::min(text.find('\n', begin), text.size());
      lines_.insert(warraq::PhraseOf(text.substr(begin, end - begin)));
      begin = end + 1;
    }
    const std::vector<std::string> words = WordsOf(text);
    for (std::size_t i = 0; i + 2 < words.size(); ++i) {
      triples_.insert(words[i] + ' ' + words[i + 1] + ' ' + words[i + 2]);
    }
  }

  bool Holds(std::string_view line) const {
    const std::vector<std::string> words = WordsOf(line);
    if (words.size() < 5) return !words.empty() && lines_.contains(warraq::PhraseOf(line));
    std::size_t found = 0;
    for (std::size_t i = 0; i + 2 < words.size(); ++i) {
      found += triples_.contains(words[i] + ' ' + words[i + 1] + ' ' + words[i + 2]);
    }
    return found * 2 > words.size() - 2;
  }

 private:
  std::unordered_set<std::string> lines_;
  std::unordered_set<std::string> triples_;
};

void AddPage(const std::string& path, std::string_view gold_text, Sample& sample) {
  warraq::Source source{.name = path, .bytes = ReadWhole(path)};
  if (source.bytes.empty()) return;
  warraq::Result<warraq::Page> read = warraq::ReadAndRepair(source, {});
  if (!read.ok()) return;
  warraq::Page page = std::move(read).value();
  warraq::FindPageDates(page, warraq::Limits().claims);
  warraq::Labelling labelling{.page = page, .shapes = warraq::ShapesOf(page), .content = {}};
  for (const warraq::Labeller* labeller : warraq::Labellers()) {
    if (labeller->name == "content") break;
    labeller->apply(labelling);
  }
  const FeatureTable table = warraq::FeaturesOf(labelling);
  if (table.lines.empty()) return;
  const Gold gold(gold_text);
  sample.columns = table.columns;
  sample.values.insert(sample.values.end(), table.values.begin(), table.values.end());
  double words = 0;
  for (const std::size_t line : table.lines) words += labelling.shapes[line].words;
  for (const std::size_t line : table.lines) {
    sample.targets.push_back(gold.Holds(labelling.shapes[line].text) ? 1 : 0);
    // What matters is words, and every page as much as any other; short lines still count.
    const double share = labelling.shapes[line].words / std::max(words, 1.0);
    const double even = 1.0 / static_cast<double>(table.lines.size());
    sample.weights.push_back(static_cast<float>(100 * (0.5 * share + 0.5 * even)));
  }
}

void AddSet(const std::string& gold_path, const std::string& folder, Sample& sample) {
  simdjson::dom::parser parser;
  std::ifstream file(gold_path);
  for (std::string line; std::getline(file, line);) {
    const simdjson::dom::element gold = parser.parse(line);
    std::string_view text;
    if (gold["text"].get(text) != simdjson::SUCCESS || text.empty()) continue;
    const std::string id(gold["id"].get_string().value());
    for (const char* ending : {".html", ".txt"}) AddPage(folder + "/" + id + ending, text, sample);
  }
}

struct Binned {
  std::vector<std::uint8_t> bins;  // column by column
  std::vector<std::vector<float>> edges;
};

Binned Bin(const Sample& sample) {
  const std::size_t rows = sample.targets.size();
  Binned binned;
  binned.bins.resize(rows * sample.columns);
  for (std::size_t column = 0; column < sample.columns; ++column) {
    std::vector<float> sorted(rows);
    for (std::size_t row = 0; row < rows; ++row) {
      sorted[row] = sample.values[row * sample.columns + column];
    }
    std::ranges::sort(sorted);
    std::vector<float> edges;
    for (std::size_t k = 1; k < kBins; ++k) {
      const float edge = sorted[rows * k / kBins];
      if (edges.empty() || edge > edges.back()) edges.push_back(edge);
    }
    // A value that fills most bins leaves few edges: the distinct values are taken then.
    if (edges.size() < kBins / 4) {
      sorted.erase(std::unique(sorted.begin(), sorted.end()), sorted.end());
      if (sorted.size() <= kBins) edges.assign(sorted.begin(), std::prev(sorted.end()));
    }
    for (std::size_t row = 0; row < rows; ++row) {
      const float value = sample.values[row * sample.columns + column];
      const auto bin = std::ranges::lower_bound(edges, value) - edges.begin();
      binned.bins[column * rows + row] = static_cast<std::uint8_t>(bin);
    }
    binned.edges.push_back(std::move(edges));
  }
  return binned;
}

struct Split {
  std::size_t feature = 0;
  int bin = 255;  // everything goes left
  double gain = 0;
};

struct Sums {
  double gradient = 0, hessian = 0;
  double Gain() const { return gradient * gradient / (hessian + kLeafPenalty); }
};

class Booster {
 public:
  Booster(const Sample& sample, int depth)
      : sample_(sample), binned_(Bin(sample)), rows_(sample.targets.size()), depth_(depth) {
    double positive = 0;
    double all = 0;
    for (std::size_t row = 0; row < rows_; ++row) {
      positive += static_cast<double>(sample.targets[row] * sample.weights[row]);
      all += static_cast<double>(sample.weights[row]);
    }
    bias_ = std::log(positive / (all - positive));
    scores_.assign(rows_, bias_);
  }

  void Print(int trees) {
    std::printf(
        "# Which lines of a page are its article's body: boosted trees over the features of\n");
    std::printf(
        "# plugin/label/features.cc. Made by models/train_content.cc from %zu lines of public\n",
        rows_);
    std::printf(
        "# pages with their text (WCXB, CC BY 4.0; fundus, MIT; article-extraction-benchmark,\n");
    std::printf("# MIT); only these weights are shipped. Apache-2.0.\n");
    std::printf("trees %d %d %zu %.5g\n", trees, depth_, sample_.columns, bias_);
    for (int tree = 0; tree < trees; ++tree) GrowTree();
  }

 private:
  void GrowTree() {
    gradients_.resize(rows_);
    for (std::size_t row = 0; row < rows_; ++row) {
      const double p = 1 / (1 + std::exp(-scores_[row]));
      const auto weight = static_cast<double>(sample_.weights[row]);
      gradients_[row] = {weight * (static_cast<double>(sample_.targets[row]) - p),
                         weight * p * (1 - p)};
    }
    node_.assign(rows_, 0);
    std::vector<Split> splits;
    for (int level = 0; level < depth_; ++level) {
      const std::vector<Split> found = SplitLevel(std::size_t{1} << level);
      for (std::size_t row = 0; row < rows_; ++row) {
        const Split& split = found[node_[row]];
        const bool right = binned_.bins[split.feature * rows_ + row] > split.bin;
        node_[row] = 2 * node_[row] + right;
      }
      splits.insert(splits.end(), found.begin(), found.end());
    }
    PrintTree(splits, Leaves());
  }

  std::vector<Split> SplitLevel(std::size_t nodes) {
    std::vector<Split> best(nodes);
    std::vector<std::array<Sums, kBins + 1>> histogram(nodes);
    for (std::size_t feature = 0; feature < sample_.columns; ++feature) {
      std::ranges::fill(histogram, std::array<Sums, kBins + 1>{});
      const std::uint8_t* bins = binned_.bins.data() + feature * rows_;
      for (std::size_t row = 0; row < rows_; ++row) {
        Sums& sums = histogram[node_[row]][bins[row]];
        sums.gradient += gradients_[row].gradient;
        sums.hessian += gradients_[row].hessian;
      }
      for (std::size_t node = 0; node < nodes; ++node) {
        Consider(histogram[node], feature, best[node]);
      }
    }
    return best;
  }

  void Consider(const std::array<Sums, kBins + 1>& histogram, std::size_t feature, Split& best) {
    Sums all;
    for (const Sums& sums : histogram) {
      all.gradient += sums.gradient;
      all.hessian += sums.hessian;
    }
    Sums left;
    for (std::size_t bin = 0; bin < binned_.edges[feature].size(); ++bin) {
      left.gradient += histogram[bin].gradient;
      left.hessian += histogram[bin].hessian;
      const Sums right{all.gradient - left.gradient, all.hessian - left.hessian};
      if (left.hessian < kLeastHessian || right.hessian < kLeastHessian) continue;
      const double gain = left.Gain() + right.Gain() - all.Gain();
      if (gain > best.gain) best = {feature, static_cast<int>(bin), gain};
    }
  }

  std::vector<double> Leaves() {
    std::vector<Sums> sums(std::size_t{1} << depth_);
    for (std::size_t row = 0; row < rows_; ++row) {
      sums[node_[row]].gradient += gradients_[row].gradient;
      sums[node_[row]].hessian += gradients_[row].hessian;
    }
    std::vector<double> leaves;
    for (const Sums& sum : sums) {
      leaves.push_back(kLearningRate * sum.gradient / (sum.hessian + kLeafPenalty));
    }
    for (std::size_t row = 0; row < rows_; ++row) scores_[row] += leaves[node_[row]];
    return leaves;
  }

  void PrintTree(const std::vector<Split>& splits, const std::vector<double>& leaves) const {
    for (const Split& split : splits) {
      const auto& edges = binned_.edges[split.feature];
      const bool real = split.bin < static_cast<int>(edges.size());
      const double edge =
          real ? static_cast<double>(edges[static_cast<std::size_t>(split.bin)]) : 3e38;
      std::printf("%zu:%.6g ", split.feature, edge);
    }
    std::printf("\n");
    for (const double leaf : leaves) std::printf("%.4g ", leaf);
    std::printf("\n");
  }

  const Sample& sample_;
  Binned binned_;
  std::size_t rows_;
  int depth_;
  double bias_ = 0;
  std::vector<double> scores_;
  std::vector<Sums> gradients_;
  std::vector<std::size_t> node_;
};

}  // namespace

int main(int count, char** arguments) {
  if (count < 5 || count % 2 == 0) {
    std::fputs("usage: train_content TREES DEPTH GOLD.jsonl PAGES [GOLD.jsonl PAGES]...\n", stderr);
    return 2;
  }
  Sample sample;
  for (int i = 3; i + 1 < count; i += 2) AddSet(arguments[i], arguments[i + 1], sample);
  std::fprintf(stderr, "%zu lines, %zu features\n", sample.targets.size(), sample.columns);
  if (sample.targets.empty()) return 1;
  Booster(sample, std::atoi(arguments[2])).Print(std::atoi(arguments[1]));
  return 0;
}
