// Makes page_kind.tsv: what speaks for a web page's content being an article.
//
//   train_page_kind GOLD.jsonl PAGES [GOLD.jsonl PAGES]... > page_kind.tsv
//
// GOLD has an object a line with "id", perhaps "url", and "type", which is "article" or what else
// the page is ("product", "forum", ...; without it, an article); PAGES is a folder with ID.html.
// Logistic regression over the features of plugin/article/kind.cc, drawn to zero (ridge), by
// gradient descent with a fixed number of steps; no randomness, so the same input gives the same
// bytes. Each page is learned from twice, once without what it says of itself. On stderr: what
// models say that have not seen the page's host.

#include <simdjson.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <fstream>
#include <string>
#include <string_view>
#include <vector>

#include "models/training.h"
#include "plugin/article/kind.h"
#include "plugin/batch/pipeline.h"
#include "plugin/date/publication.h"
#include "plugin/label/label.h"

namespace {

constexpr int kFolds = 8;
constexpr int kSteps = 4000;
constexpr double kRate = 0.5;
constexpr double kRidge = 0.004;
constexpr double kOtherWeight = 0.3;  // in sum, beside the articles' 1: in doubt it is an article

struct Sample {
  warraq::KindValues values{};
  bool article = false;
  std::string type, id;
  int fold = 0;
};

struct Model {
  std::array<double, warraq::kKindFeatures> mean{}, scale{}, weight{};
  double bias = 0;
};

void AddSet(const std::string& gold_path, const std::string& folder, std::vector<Sample>& samples) {
  simdjson::dom::parser parser;
  std::ifstream file(gold_path);
  for (std::string line; std::getline(file, line);) {
    const simdjson::dom::element gold = parser.parse(line);
    Sample sample;
    std::string_view text;
    sample.id = std::string(gold["id"].get_string().value());
    sample.type = gold["type"].get(text) == simdjson::SUCCESS ? std::string(text) : "article";
    sample.article = sample.type == "article";
    if (gold["url"].get(text) != simdjson::SUCCESS) text = {};
    sample.fold = static_cast<int>((ShortHash(HostOf(sample.id, text)) >> 8) % kFolds);
    warraq::Source source{.name = sample.id,
                          .bytes = ReadWhole(folder + "/" + sample.id + ".html")};
    if (source.bytes.empty()) continue;
    warraq::Result<warraq::Page> read = warraq::ReadAndRepair(source, {});
    if (!read.ok()) continue;
    warraq::Page page = std::move(read).value();
    warraq::FindPageDates(page, warraq::Limits().claims);
    warraq::LabelLines(page);
    sample.values = warraq::KindValuesOf(page);
    samples.push_back(sample);
    // Again, as if it said nothing of itself.
    std::fill_n(sample.values.begin(), warraq::kFirstShown, 0.0F);
    sample.values[static_cast<std::size_t>(warraq::KindFeature::bare)] = 1;
    sample.type += " (bare)";
    samples.push_back(std::move(sample));
  }
}

double Probability(const Model& model, const warraq::KindValues& values) {
  double sum = model.bias;
  for (std::size_t i = 0; i < values.size(); ++i) {
    sum += (static_cast<double>(values[i]) - model.mean[i]) * model.weight[i];
  }
  return 1 / (1 + std::exp(-sum));
}

// From all samples but those of one fold (-1: of none).
Model Train(const std::vector<Sample>& samples, int without) {
  constexpr std::size_t kColumns = warraq::kKindFeatures;
  Model model;
  std::vector<const Sample*> rows;
  for (const Sample& sample : samples) {
    if (sample.fold != without) rows.push_back(&sample);
  }
  const double count = static_cast<double>(rows.size());
  double articles = 0;
  for (const Sample* row : rows) {
    articles += row->article;
    for (std::size_t i = 0; i < kColumns; ++i)
      model.mean[i] += static_cast<double>(row->values[i]) / count;
  }
  for (const Sample* row : rows) {
    for (std::size_t i = 0; i < kColumns; ++i) {
      const double off = static_cast<double>(row->values[i]) - model.mean[i];
      model.scale[i] += off * off / count;
    }
  }
  for (double& scale : model.scale) scale = std::max(std::sqrt(scale), 0.02);
  std::array<double, kColumns> weight{};  // of values in units of their scale
  for (int step = 0; step < kSteps; ++step) {
    std::array<double, kColumns> gradient{};
    double bias_gradient = 0;
    for (const Sample* row : rows) {
      double sum = model.bias;
      for (std::size_t i = 0; i < kColumns; ++i) {
        sum += (static_cast<double>(row->values[i]) - model.mean[i]) / model.scale[i] * weight[i];
      }
      const double share =
          row->article ? 1 / articles : kOtherWeight / std::max(1.0, count - articles);
      const double off = ((row->article ? 1 : 0) - 1 / (1 + std::exp(-sum))) * share;
      bias_gradient += off;
      for (std::size_t i = 0; i < kColumns; ++i) {
        gradient[i] += off * (static_cast<double>(row->values[i]) - model.mean[i]) / model.scale[i];
      }
    }
    for (std::size_t i = 0; i < kColumns; ++i) {
      weight[i] += kRate * (gradient[i] - kRidge * weight[i]);
    }
    model.bias += kRate * bias_gradient;
  }
  for (std::size_t i = 0; i < kColumns; ++i) model.weight[i] = weight[i] / model.scale[i];
  return model;
}

void TellFolds(const std::vector<Sample>& samples) {
  struct Told {
    std::string type;
    int pages = 0, right = 0;
  };
  std::vector<Told> told;
  std::vector<std::pair<double, bool>> said;  // the probability of what was answered, if right
  for (int fold = 0; fold < kFolds; ++fold) {
    const Model model = Train(samples, fold);
    for (const Sample& sample : samples) {
      if (sample.fold != fold) continue;
      const double p = Probability(model, sample.values);
      const bool right = (p >= 0.5) == sample.article;
      said.emplace_back(std::max(p, 1 - p), right);
      auto found = std::ranges::find(told, sample.type, &Told::type);
      if (found == told.end()) found = told.insert(told.end(), {sample.type});
      ++found->pages;
      found->right += right;
      if (!right) std::fprintf(stderr, "  %s %s %.2f\n", sample.type.c_str(), sample.id.c_str(), p);
    }
  }
  for (const Told& one : told) {
    std::fprintf(stderr, "%s: %d of %d\n", one.type.c_str(), one.right, one.pages);
  }
  for (const double least : {0.5, 0.7, 0.9, 0.97}) {
    int pages = 0;
    int wrong = 0;
    for (const auto& [confidence, right] : said) {
      if (confidence < least) continue;
      ++pages;
      wrong += !right;
    }
    std::fprintf(stderr, "confidence from %.2f: %d pages, %d wrong\n", least, pages, wrong);
  }
}

}  // namespace

int main(int count, char** arguments) {
  std::vector<Sample> samples;
  for (int i = 1; i + 1 < count; i += 2) AddSet(arguments[i], arguments[i + 1], samples);
  if (samples.empty()) {
    std::fputs("usage: train_page_kind GOLD.jsonl PAGES [GOLD.jsonl PAGES]...\n", stderr);
    return 2;
  }
  TellFolds(samples);
  const Model model = Train(samples, -1);
  std::printf(
      "# What speaks for a web page's content being an article (plugin/article/kind.cc): feature,\n"
      "# its mean, its weight in the log odds. Made by models/train_page_kind.cc from %zu public "
      "pages\n"
      "# (WCXB, CC BY 4.0; fundus, MIT; article-extraction-benchmark, MIT); only these weights "
      "are\n"
      "# shipped. Apache-2.0.\n",
      samples.size() / 2);
  for (std::size_t i = 0; i < warraq::kKindFeatures; ++i) {
    std::printf("%s\t%.5g\t%.5g\n", warraq::kKindFeatureNames[i].data(), model.mean[i],
                model.weight[i]);
  }
  std::printf("bias\t0\t%.5g\n", model.bias);
  return 0;
}
