// Makes wording.tsv, content_html.trees and content_text.trees: which lines of a page are the
// article's body.
//
//   train_content --wording GOLD.jsonl TEXTS [GOLD.jsonl TEXTS]... > wording.tsv
//   train_content [--held-out RECORDS.jsonl] GOLD.jsonl PAGES [GOLD.jsonl PAGES]... >
//   content_html.trees
//
// GOLD has an object a line with "id" and "text" (the body as a person gave it) and perhaps "url";
// PAGES is a folder with ID.html or ID.txt. A line of a page is body where most of its words stand
// in the gold text in their order. For pages that nobody has read, the program's own records of
// them as HTML may be the gold: from them the model for dumps learns what the one for HTML knows,
// and both see more sites and languages.
//
// Words: logistic regression over words and pairs of words gives each a weight.
// Lines: gradient boosting (Friedman 2001) of the logistic loss with histograms of 64 bins; trees
// of one depth; no randomness, so the same input gives the same bytes. Two models are made: the
// second sees, beside the features, what the first said of the lines around. So that each learns
// how far the one before can be trusted on a page it has not seen, the pages are dealt into folds
// by their host, and what is said of a fold is by weights or a model made from the others. The
// second is the mean of two forests that see other columns and pages.
//
// --held-out writes the records that each page gives when no model has seen its host: what the
// score of such records says will hold elsewhere; the score of the finished models on the same
// pages will not.

#include <simdjson.h>
#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <map>
#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

#include "models/training.h"
#include "plugin/article/assemble.h"
#include "plugin/batch/pipeline.h"
#include "plugin/date/publication.h"
#include "plugin/label/content.h"
#include "plugin/label/features.h"
#include "plugin/label/label.h"
#include "plugin/label/shape.h"
#include "plugin/label/wording.h"

namespace {

using warraq::FeatureTable;

constexpr int kFolds = 4;
constexpr int kBins = 64;
constexpr int kFirstTrees = 190;
constexpr int kSecondTrees = 320;
constexpr int kSecondForests = 2;  // of so many trees; the mean of what they say counts
constexpr int kDepth = 4;
constexpr double kLearningRate = 0.07;
constexpr double kLeafPenalty = 15;  // added to a leaf's sum of hessians
constexpr double kLeastHessian = 6;  // of a leaf
constexpr double kSettled = 0.01;    // a gradient, of weight 1, that is not worth a look
constexpr int kSettledTrees = 8;     // all rows are looked at by the first trees
// Each tree sees so much of the columns and of the pages, others each time: what many trees of that
// kind agree on holds on more pages than what one finds that sees all (Friedman 2002).
constexpr std::uint32_t kColumnsSeen = 30;  // per cent
constexpr std::uint32_t kPagesSeen = 60;

// A page with its gold, ready to be trained on.
struct Case {
  warraq::Source source;
  warraq::Page page;                             // with claims; no labels
  std::unique_ptr<warraq::Labelling> labelling;  // up to the content model
  warraq::Page labelled;
  std::vector<std::size_t> lines;     // those that are not empty: a row each
  std::vector<std::uint64_t> words;   // of all rows
  std::vector<std::size_t> word_end;  // behind the last of each row's
  FeatureTable first;
  FeatureTable second;
  std::vector<float> targets;  // 0 or 1, a row
  std::vector<float> weights;
  std::uint32_t host = 0;
  int fold = 0;
};
using Cases = std::vector<std::unique_ptr<Case>>;

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

// The gold text as a set of word triples, and of its own lines, each with its count.
class Gold {
 public:
  explicit Gold(std::string_view text) {
    for (std::size_t begin = 0; begin < text.size();) {
      const std::size_t end = std::min(text.find('\n', begin), text.size());
      ++lines_[warraq::PhraseOf(text.substr(begin, end - begin))];
      begin = end + 1;
    }
    const std::vector<std::string> words = WordsOf(text);
    words_ = words.size();
    for (std::size_t i = 0; i + 2 < words.size(); ++i) ++triples_[Triple(words, i)];
  }

  std::size_t words() const { return words_; }

  // Which lines of the page are in the gold text. Of lines that the page repeats and the gold does
  // not, those are that stand among others of it.
  std::vector<float> Targets(const warraq::Labelling& labelling,
                             const std::vector<std::size_t>& lines) const {
    std::vector<std::vector<std::string>> words;
    for (const std::size_t line : lines) {
      words.push_back(WordsOf(labelling.shapes[line].text));
      if (IsTitle(labelling, line)) words.back().clear();
    }
    std::vector<float> held;
    std::vector<std::string> evidence;  // what of the gold holds the line
    std::vector<std::string> tail;      // the last two words of the held line before
    for (std::size_t row = 0; row < lines.size(); ++row) {
      evidence.push_back(Evidence(words, row, tail));
      const bool holds = !evidence.back().empty();
      held.push_back(holds ? 1.0F : 0.0F);
      if (!holds) tail.clear();
      if (holds) tail.insert(tail.end(), words[row].begin(), words[row].end());
      if (tail.size() > 2) tail.erase(tail.begin(), tail.end() - 2);
    }
    DropRepeats(labelling, lines, evidence, held);
    return held;
  }

 private:
  static constexpr std::size_t kLongLine = 5;  // words

  // The page's name is for the window, not the page; the headline says it again where it matters.
  static bool IsTitle(const warraq::Labelling& labelling, std::size_t line) {
    const warraq::Hints* hints = labelling.hints(line);
    return hints != nullptr && hints->element == warraq::Element::kTitle;
  }

  static std::string Triple(const std::vector<std::string>& words, std::size_t i) {
    return words[i] + ' ' + words[i + 1] + ' ' + words[i + 2];
  }

  // The triple of the gold, or its line, by which the row is part of it; empty if it is not.
  std::string Evidence(const std::vector<std::vector<std::string>>& words, std::size_t row,
                       const std::vector<std::string>& tail) const {
    const std::vector<std::string>& own = words[row];
    if (own.empty()) return {};
    if (own.size() >= kLongLine) {
      std::size_t found = 0;
      for (std::size_t i = 0; i + 2 < own.size(); ++i) found += triples_.contains(Triple(own, i));
      return found * 2 > own.size() - 2 ? Triple(own, 0) : std::string();
    }
    const std::string line = LineOf(own);
    if (lines_.contains(line)) return line;
    // A short line that the gold has in one line with others: a cell of a table.
    std::vector<std::string> with = tail;
    with.insert(with.end(), own.begin(), own.end());
    if (tail.size() == 2 && HasAll(with, own.size())) return Triple(with, 0);
    with = own;
    for (std::size_t next = row + 1; next < words.size() && with.size() < own.size() + 2; ++next) {
      with.insert(with.end(), words[next].begin(), words[next].end());
    }
    return with.size() >= own.size() + 2 && HasAll(with, own.size()) ? Triple(with, 0)
                                                                     : std::string();
  }

  // Whether the gold has the first so many triples.
  bool HasAll(const std::vector<std::string>& words, std::size_t triples) const {
    for (std::size_t i = 0; i < triples; ++i) {
      if (!triples_.contains(Triple(words, i))) return false;
    }
    return true;
  }

  static std::string LineOf(const std::vector<std::string>& words) {
    std::string line;
    for (const std::string& word : words) line += (line.empty() ? "" : " ") + word;
    return line;
  }

  // How often the gold has it, a line or a triple.
  std::size_t Count(const std::string& evidence) const {
    for (const auto* counts : {&lines_, &triples_}) {
      const auto found = counts->find(evidence);
      if (found != counts->end()) return found->second;
    }
    return 1;
  }

  void DropRepeats(const warraq::Labelling& labelling, const std::vector<std::size_t>& lines,
                   const std::vector<std::string>& evidence, std::vector<float>& held) const {
    constexpr std::size_t kReach = 4;
    std::map<std::pair<std::uint64_t, std::string>, std::vector<std::size_t>> rows;
    for (std::size_t row = 0; row < lines.size(); ++row) {
      if (held[row] > 0) {
        rows[{labelling.shapes[lines[row]].key, evidence[row]}].push_back(row);
      }
    }
    const std::vector<float> before = held;
    for (auto& [key, same] : rows) {
      const std::size_t count = Count(key.second);
      if (same.size() <= count) continue;
      const auto support = [&](std::size_t row) {
        double sum = 0;
        for (std::size_t other = row > kReach ? row - kReach : 0;
             other < std::min(row + kReach + 1, lines.size()); ++other) {
          const auto size = static_cast<double>(labelling.shapes[lines[other]].words);
          if (other != row) sum += (before[other] > 0 ? 1 : -0.3) * std::min(size, 20.0);
        }
        return sum;
      };
      std::ranges::stable_sort(same, std::ranges::greater{}, support);
      for (std::size_t i = count; i < same.size(); ++i) held[same[i]] = 0;
    }
  }

  std::size_t words_ = 0;
  std::unordered_map<std::string, std::uint32_t> lines_;
  std::unordered_map<std::string, std::uint32_t> triples_;
};

// What the score counts is runs of words: a line of n words is n + 3 of them, right or wrong, and
// each page counts as much as any other.
void Weigh(std::size_t gold_words, Case& one) {
  constexpr double kLeastWords = 80;
  constexpr double kMostWeight = 2.5;  // of a page
  const double whole = std::max(static_cast<double>(gold_words), kLeastWords);
  double sum = 0;
  for (const std::size_t line : one.lines) {
    const auto words = static_cast<double>(one.labelling->shapes[line].words);
    const double weight = (std::min(words, 200.0) + 3) / whole;
    one.weights.push_back(static_cast<float>(weight));
    sum += weight;
  }
  const double scale = 100 * std::min(1.0, kMostWeight / sum);
  for (float& weight : one.weights)
    weight = static_cast<float>(static_cast<double>(weight) * scale);
}

void AddPage(const std::string& path, std::string_view gold_text, std::uint32_t host,
             Cases& cases) {
  auto one = std::make_unique<Case>();
  one->source = {.name = path, .bytes = ReadWhole(path)};
  if (one->source.bytes.empty()) return;
  warraq::Result<warraq::Page> read = warraq::ReadAndRepair(one->source, {});
  if (!read.ok()) return;
  one->page = std::move(read).value();
  one->host = host;
  one->fold = static_cast<int>((host >> 8) % kFolds);
  warraq::FindPageDates(one->page, warraq::Limits().claims);
  one->labelled = one->page;
  one->labelling = std::make_unique<warraq::Labelling>(warraq::LabellingOf(one->labelled));
  for (const warraq::Labeller* labeller : warraq::Labellers()) {
    if (labeller->name == "content") break;
    labeller->apply(*one->labelling);
  }
  one->lines = one->labelling->FilledLines();
  if (one->lines.empty()) return;
  for (const std::size_t line : one->lines) {
    warraq::AppendWords(one->labelling->shapes[line].text, one->words);
    one->word_end.push_back(one->words.size());
  }
  const Gold gold(gold_text);
  one->targets = gold.Targets(*one->labelling, one->lines);
  Weigh(gold.words(), *one);
  cases.push_back(std::move(one));
}

// The last two parts of the host, or the publisher in an id.
std::uint32_t SiteOf(std::string_view id, std::string_view url) {
  std::string_view host = HostOf(id, url);
  const std::size_t dot = host.rfind('.', host.rfind('.') - 1);
  if (!url.empty() && dot != host.npos) host = host.substr(dot + 1);
  return ShortHash(host);
}

// What counts as an article differs from set to set; a small one is heard all the same, each by the
// root of its size.
void BalanceSet(std::size_t begin, Cases& cases) {
  constexpr double kUsualPages = 1000;
  const double pages = static_cast<double>(cases.size() - begin);
  const auto scale = static_cast<float>(std::sqrt(kUsualPages / std::max(pages, 1.0)));
  for (std::size_t i = begin; i < cases.size(); ++i) {
    for (float& weight : cases[i]->weights) weight *= scale;
  }
}

// Of the program's own records only long articles are worth to be learnt from.
bool IsGoodGuess(const simdjson::dom::element& record) {
  constexpr std::size_t kLeastWords = 60;
  return record["kind"].get_string().value() == std::string_view("article") &&
         WordsOf(record["text"].get_string().value()).size() >= kLeastWords;
}

void AddSet(const std::string& gold_path, const std::string& folder, Cases& cases) {
  const std::size_t begin = cases.size();
  simdjson::dom::parser parser;
  std::ifstream file(gold_path);
  for (std::string line; std::getline(file, line);) {
    const simdjson::dom::element gold = parser.parse(line);
    std::string_view text;
    if (gold["text"].get(text) != simdjson::SUCCESS || text.empty()) continue;
    std::string_view url;
    if (gold["url"].get(url) != simdjson::SUCCESS) url = {};
    std::string id(gold["id"].get_string().value());
    std::string_view name;
    if (gold["source"]["name"].get(name) == simdjson::SUCCESS) {
      if (!IsGoodGuess(gold)) continue;
      id = name.substr(name.rfind('/') + 1, name.rfind(".html") - name.rfind('/') - 1);
    }
    for (const char* ending : {".html", ".txt"}) {
      AddPage(folder + "/" + id + ending, text, SiteOf(id, url), cases);
    }
  }
  BalanceSet(begin, cases);
}

// --- which words tell a line of the body from others

// The tokens of a row: its words and pairs of words, as Wording sums them.
template <typename Use>
void ForTokens(const Case& one, std::size_t row, Use use) {
  const std::size_t begin = row == 0 ? 0 : one.word_end[row - 1];
  const std::size_t end = one.word_end[row];
  std::uint64_t before = warraq::Wording::kStart;
  for (std::size_t i = begin; i < end; ++i) {
    use(one.words[i]);
    use(warraq::Wording::Pair(before, one.words[i]));
    before = one.words[i];
  }
  use(warraq::Wording::Pair(before, warraq::Wording::kEnd));
}

// Evenly spread, and the same each time.
std::uint32_t Mixed(std::size_t a, std::size_t b) {
  std::uint64_t hash = (a + 1) * 0x9E3779B97F4A7C15u ^ (b + 1) * 0xC2B2AE3D27D4EB4Fu;
  hash = (hash ^ hash >> 31) * 0xD6E8FEB86659FD93u;
  return static_cast<std::uint32_t>(hash >> 33);
}

// Logistic regression over words (AdaGrad, Duchi 2011), of those that many hosts have.
class WordingLearner {
 public:
  WordingLearner(const Cases& cases, int without) {
    std::vector<const Case*> order;
    for (const auto& one : cases) {
      if (one->fold != without) order.push_back(one.get());
    }
    std::ranges::stable_sort(order, {}, &Case::host);
    CountHosts(order);
    AddRows(order);
    for (std::size_t epoch = 0; epoch < kEpochs; ++epoch) Run(epoch);
  }

  // The tokens that say most, with their weights in units of Wording, sorted.
  std::vector<std::pair<std::uint64_t, int>> Weights() const {
    struct Ranked {
      double rank;
      std::uint64_t hash;
      int weight;
    };
    std::vector<Ranked> ranked;
    for (const auto& [hash, token] : tokens_) {
      const long weight = std::lround(token.weight / static_cast<double>(warraq::Wording::kUnit));
      const double rank = std::abs(static_cast<double>(weight)) * std::log2(token.hosts);
      if (std::abs(weight) >= kLeastWeight)
        ranked.push_back({rank, hash, static_cast<int>(weight)});
    }
    std::ranges::sort(ranked, [](const Ranked& left, const Ranked& right) {
      return std::pair(-left.rank, left.hash) < std::pair(-right.rank, right.hash);
    });
    ranked.resize(std::min(ranked.size(), kMostWeights));
    std::vector<std::pair<std::uint64_t, int>> weights;
    for (const Ranked& one : ranked) weights.emplace_back(one.hash, one.weight);
    std::ranges::sort(weights);
    return weights;
  }

 private:
  static constexpr std::size_t kEpochs = 4;
  static constexpr std::uint32_t kLeastHosts = 8;
  static constexpr std::size_t kMostTokens = 80;  // of a row
  static constexpr long kLeastWeight = 8;         // units
  static constexpr std::size_t kMostWeights = 9000;
  static constexpr double kRate = 0.15;
  static constexpr double kBiasRate = 0.002;
  static constexpr double kPenalty = 0.002;
  static constexpr std::size_t kStride = 7919 * 104729;  // both prime

  struct Token {
    std::uint32_t host = 0, hosts = 0;
    double weight = 0, squares = 0;
  };
  struct Row {
    std::size_t begin, end;
    float target, weight;
  };

  void CountHosts(const std::vector<const Case*>& order) {
    for (const Case* one : order) {
      for (std::size_t row = 0; row < one->lines.size(); ++row) {
        ForTokens(*one, row, [&](std::uint64_t hash) {
          Token& token = tokens_[hash];
          if (token.hosts > 0 && token.host == one->host) return;
          token.host = one->host;
          ++token.hosts;
        });
      }
    }
    std::erase_if(tokens_, [](const auto& token) { return token.second.hosts < kLeastHosts; });
  }

  void AddRows(const std::vector<const Case*>& order) {
    for (const Case* one : order) {
      for (std::size_t row = 0; row < one->lines.size(); ++row) {
        const std::size_t begin = of_rows_.size();
        ForTokens(*one, row, [&](std::uint64_t hash) {
          const auto found = tokens_.find(hash);
          if (found == tokens_.end() || of_rows_.size() - begin >= kMostTokens) return;
          of_rows_.push_back(&found->second);
        });
        if (of_rows_.size() == begin) continue;
        rows_.push_back({begin, of_rows_.size(), one->targets[row], one->weights[row]});
      }
    }
  }

  // Once through all rows, in an order that is no page's.
  void Run(std::size_t epoch) {
    for (std::size_t i = 0; i < rows_.size(); ++i) {
      const Row& row = rows_[(i * kStride + epoch) % rows_.size()];
      const double scale = 1 / std::sqrt(static_cast<double>(row.end - row.begin));
      double score = bias_;
      for (std::size_t k = row.begin; k < row.end; ++k) score += scale * of_rows_[k]->weight;
      const double off = static_cast<double>(row.target) - 1 / (1 + std::exp(-score));
      const double gradient = off * static_cast<double>(row.weight);
      bias_ += kBiasRate * gradient;
      for (std::size_t k = row.begin; k < row.end; ++k) {
        Token& token = *of_rows_[k];
        const double step = gradient * scale - kPenalty * token.weight;
        token.squares += step * step;
        token.weight += kRate * step / std::sqrt(token.squares + 1);
      }
    }
  }

  std::unordered_map<std::uint64_t, Token> tokens_;
  std::vector<Token*> of_rows_;
  std::vector<Row> rows_;
  double bias_ = -1;
};

warraq::Wording LearnWording(const Cases& cases, int without) {
  warraq::Wording wording;
  for (const auto& [hash, weight] : WordingLearner(cases, without).Weights()) {
    wording.Add(hash, weight);
  }
  return wording;
}

// The words of all pages by their hashes, as PhraseOf writes them.
std::unordered_map<std::uint64_t, std::string> WordsByHash(const Cases& cases) {
  std::unordered_map<std::uint64_t, std::string> words = {{warraq::Wording::kStart, "^"},
                                                          {warraq::Wording::kEnd, "$"}};
  std::vector<std::uint64_t> hashes;
  for (const auto& one : cases) {
    for (const std::size_t line : one->lines) {
      for (const std::string& word : WordsOf(one->labelling->shapes[line].text)) {
        hashes.clear();
        warraq::AppendWords(word, hashes);
        if (hashes.size() == 1) words.emplace(hashes[0], word);
      }
    }
  }
  return words;
}

void WriteWording(const Cases& cases) {
  const auto words = WordsByHash(cases);
  const auto weights = WordingLearner(cases, -1).Weights();
  std::map<std::string, int> rows;
  const auto add = [&](std::uint64_t hash, std::uint64_t first, std::uint64_t second) {
    const auto found = std::ranges::lower_bound(weights, std::pair(hash, -1000));
    if (found == weights.end() || found->first != hash) return;
    if (!words.contains(first) || (second != 0 && !words.contains(second))) return;
    rows.emplace(words.at(first) + (second == 0 ? "" : " " + words.at(second)), found->second);
  };
  for (const auto& one : cases) {
    for (std::size_t row = 0; row < one->lines.size(); ++row) {
      std::uint64_t before = warraq::Wording::kStart;
      for (std::size_t i = row == 0 ? 0 : one->word_end[row - 1]; i < one->word_end[row]; ++i) {
        add(one->words[i], one->words[i], 0);
        add(warraq::Wording::Pair(before, one->words[i]), before, one->words[i]);
        before = one->words[i];
      }
      add(warraq::Wording::Pair(before, warraq::Wording::kEnd), before, warraq::Wording::kEnd);
    }
  }
  std::printf(
      "# How words and pairs of words speak for an article's body (above 0) or against it, in\n"
      "# thirty-seconds; ^ is a line's start, $ its end. Made by models/train_content.cc from "
      "public\n"
      "# pages (WCXB, CC BY 4.0; fundus, MIT; article-extraction-benchmark, MIT; htmldate's,\n"
      "# Apache-2.0); only words that many hosts have, and their weights, are shipped. "
      "Apache-2.0.\n");
  for (const auto& [phrase, weight] : rows) std::printf("%d\t%s\n", weight, phrase.c_str());
}

// The features of a page, its wording judged by this table. Some pages go without, as if they were
// of a language that it does not have.
void AddFeatures(const warraq::Wording& usual, Case& one) {
  constexpr std::uint32_t kWordless = 10;  // per cent
  static const warraq::Wording none;
  const bool wordless = Mixed(one.host, one.lines.size()) % 100 < kWordless;
  const warraq::Wording& wording = wordless ? none : usual;
  for (std::size_t row = 0; row < one.lines.size(); ++row) {
    const std::size_t begin = row == 0 ? 0 : one.word_end[row - 1];
    one.labelling->shapes[one.lines[row]].wording =
        wording.SumOf({one.words.data() + begin, one.words.data() + one.word_end[row]});
  }
  one.first = warraq::FeaturesOf(*one.labelling);
}

// --- boosting

struct Binned {
  std::size_t rows = 0;
  std::size_t columns = 0;
  std::vector<std::uint8_t> bins;  // row by row
  std::vector<std::uint32_t> page_of_row;
  std::vector<std::vector<float>> edges;
};

// The tables of some cases as one, its values as the numbers of bins.
Binned Bin(const std::vector<const FeatureTable*>& tables) {
  Binned binned;
  binned.columns = tables.front()->columns;
  for (const FeatureTable* table : tables) binned.rows += table->lines.size();
  binned.bins.resize(binned.rows * binned.columns);
  for (std::size_t page = 0; page < tables.size(); ++page) {
    binned.page_of_row.insert(binned.page_of_row.end(), tables[page]->lines.size(),
                              static_cast<std::uint32_t>(page));
  }
  std::vector<float> values(binned.rows);
  for (std::size_t column = 0; column < binned.columns; ++column) {
    std::size_t at = 0;
    for (const FeatureTable* table : tables) {
      for (std::size_t row = 0; row < table->lines.size(); ++row) {
        values[at++] = table->At(row, column);
      }
    }
    // A sample is enough to place the edges by.
    std::vector<float> sorted;
    const std::size_t step = std::max<std::size_t>(1, binned.rows / 40000);
    for (std::size_t row = 0; row < binned.rows; row += step) sorted.push_back(values[row]);
    std::ranges::sort(sorted);
    std::vector<float> edges;
    for (std::size_t k = 1; k < kBins; ++k) {
      const float edge = sorted[sorted.size() * k / kBins];
      if (edges.empty() || edge > edges.back()) edges.push_back(edge);
    }
    // A value that fills most bins leaves few edges: the other values are given the room.
    if (edges.size() < kBins / 4) {
      sorted.erase(std::unique(sorted.begin(), sorted.end()), sorted.end());
      edges.clear();
      for (std::size_t k = 1; k < kBins; ++k) {
        const float edge = sorted[(sorted.size() - 1) * k / kBins];
        if (edges.empty() || edge > edges.back()) edges.push_back(edge);
      }
    }
    for (std::size_t row = 0; row < binned.rows; ++row) {
      const auto bin = std::ranges::lower_bound(edges, values[row]) - edges.begin();
      binned.bins[row * binned.columns + column] = static_cast<std::uint8_t>(bin);
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
  float gradient = 0, hessian = 0;
};

double Gain(double gradient, double hessian) {
  return gradient * gradient / (hessian + kLeafPenalty);
}

// Grows trees over some cases and writes them as text.
class Booster {
 public:
  Booster(const Binned& binned, std::vector<float> targets, std::vector<float> weights)
      : binned_(binned), targets_(std::move(targets)), weights_(std::move(weights)) {
    double positive = 0;
    double all = 0;
    for (std::size_t row = 0; row < binned.rows; ++row) {
      positive += static_cast<double>(targets_[row] * weights_[row]);
      all += static_cast<double>(weights_[row]);
    }
    bias_ = std::log(positive / (all - positive));
    scores_.assign(binned.rows, static_cast<float>(bias_));
    gradients_.resize(binned.rows);
    node_.resize(binned.rows);
  }

  // The line over the trees of all forests.
  std::string Head(int trees) const {
    char line[128];
    std::snprintf(line, sizeof line, "trees %d %d %zu %.5g\n", trees, kDepth, binned_.columns,
                  bias_);
    return line;
  }

  // The trees of one of some forests, each of which sees other pages and columns.
  std::string Grow(int trees, int forest, int forests) {
    forests_ = forests;
    for (int tree = 0; tree < trees; ++tree) GrowTree(tree, forest * kForestStride + tree);
    return std::move(out_);
  }

 private:
  static constexpr int kForestStride = 100000;

  void GrowTree(int tree, int seed) {
    active_.clear();
    columns_.clear();
    const auto number = static_cast<std::size_t>(seed);
    for (std::size_t column = 0; column < binned_.columns; ++column) {
      if (Mixed(number, column) % 100 < kColumnsSeen) columns_.push_back(column);
    }
    for (std::size_t row = 0; row < binned_.rows; ++row) {
      const float p = 1 / (1 + std::exp(-scores_[row]));
      const float off = targets_[row] - p;
      gradients_[row] = {weights_[row] * off, weights_[row] * p * (1 - p)};
      // What is right beyond doubt moves no split.
      const bool settled = tree >= kSettledTrees && std::abs(static_cast<double>(off)) < kSettled;
      const bool seen = Mixed(number, binned_.page_of_row[row] + 1000000) % 100 < kPagesSeen;
      if (!settled && seen) active_.push_back(static_cast<std::uint32_t>(row));
    }
    std::ranges::fill(node_, std::uint8_t{0});
    std::vector<Split> splits;
    for (int level = 0; level < kDepth; ++level) {
      const std::vector<Split> found = SplitLevel(std::size_t{1} << level);
      for (std::size_t row = 0; row < binned_.rows; ++row) {
        const Split& split = found[node_[row]];
        const bool right = binned_.bins[row * binned_.columns + split.feature] > split.bin;
        node_[row] = static_cast<std::uint8_t>(2 * node_[row] + right);
      }
      splits.insert(splits.end(), found.begin(), found.end());
    }
    WriteTree(splits, Leaves());
  }

  std::vector<Split> SplitLevel(std::size_t nodes) {
    const std::size_t stride = binned_.columns * kBins;
    // Of two children the smaller is counted; the other is what the parent has beside it.
    const std::vector<Sums> parents = std::move(histogram_);
    histogram_.assign(nodes * stride, {});
    std::vector<std::size_t> rows(nodes);
    for (const std::uint32_t row : active_) ++rows[node_[row]];
    const auto counted = [&](std::size_t node) {
      const std::size_t other = node ^ 1;
      return nodes == 1 || rows[node] < rows[other] || (rows[node] == rows[other] && node < other);
    };
    for (const std::uint32_t row : active_) {
      if (!counted(node_[row])) continue;
      Sums* sums = histogram_.data() + node_[row] * stride;
      const std::uint8_t* bins = binned_.bins.data() + row * binned_.columns;
      const Sums gradient = gradients_[row];
      for (const std::size_t column : columns_) {
        Sums& sum = sums[column * kBins + bins[column]];
        sum.gradient += gradient.gradient;
        sum.hessian += gradient.hessian;
      }
    }
    for (std::size_t node = 0; node < nodes; ++node) {
      if (counted(node)) continue;
      Sums* rest = histogram_.data() + node * stride;
      const Sums* other = histogram_.data() + (node ^ 1) * stride;
      const Sums* both = parents.data() + node / 2 * stride;
      for (std::size_t i = 0; i < stride; ++i) {
        rest[i] = {both[i].gradient - other[i].gradient, both[i].hessian - other[i].hessian};
      }
    }
    std::vector<Split> best(nodes);
    for (std::size_t node = 0; node < nodes; ++node) {
      for (const std::size_t feature : columns_) {
        Consider(histogram_.data() + node * stride + feature * kBins, feature, best[node]);
      }
    }
    return best;
  }

  void Consider(const Sums* histogram, std::size_t feature, Split& best) const {
    double gradient = 0;
    double hessian = 0;
    for (std::size_t bin = 0; bin < kBins; ++bin) {
      gradient += static_cast<double>(histogram[bin].gradient);
      hessian += static_cast<double>(histogram[bin].hessian);
    }
    const double whole = Gain(gradient, hessian);
    double left_gradient = 0;
    double left_hessian = 0;
    for (std::size_t bin = 0; bin < binned_.edges[feature].size(); ++bin) {
      left_gradient += static_cast<double>(histogram[bin].gradient);
      left_hessian += static_cast<double>(histogram[bin].hessian);
      if (left_hessian < kLeastHessian || hessian - left_hessian < kLeastHessian) continue;
      const double gain = Gain(left_gradient, left_hessian) +
                          Gain(gradient - left_gradient, hessian - left_hessian) - whole;
      if (gain > best.gain) best = {feature, static_cast<int>(bin), gain};
    }
  }

  std::vector<float> Leaves() {
    std::vector<double> gradients(std::size_t{1} << kDepth);
    std::vector<double> hessians(std::size_t{1} << kDepth);
    for (std::size_t row = 0; row < binned_.rows; ++row) {
      gradients[node_[row]] += static_cast<double>(gradients_[row].gradient);
      hessians[node_[row]] += static_cast<double>(gradients_[row].hessian);
    }
    std::vector<float> leaves;
    for (std::size_t leaf = 0; leaf < gradients.size(); ++leaf) {
      leaves.push_back(
          static_cast<float>(kLearningRate * gradients[leaf] / (hessians[leaf] + kLeafPenalty)));
    }
    for (std::size_t row = 0; row < binned_.rows; ++row) scores_[row] += leaves[node_[row]];
    return leaves;
  }

  void WriteTree(const std::vector<Split>& splits, const std::vector<float>& leaves) {
    char number[64];
    for (const Split& split : splits) {
      const auto& edges = binned_.edges[split.feature];
      const bool real = split.bin < static_cast<int>(edges.size());
      const double edge =
          real ? static_cast<double>(edges[static_cast<std::size_t>(split.bin)]) : 3e38;
      std::snprintf(number, sizeof number, "%zu:%.6g ", split.feature, edge);
      out_ += number;
    }
    out_ += '\n';
    for (const float leaf : leaves) {
      std::snprintf(number, sizeof number, "%.4g ", static_cast<double>(leaf) / forests_);
      out_ += number;
    }
    out_ += '\n';
  }

  const Binned& binned_;
  std::vector<float> targets_, weights_, scores_;
  int forests_ = 1;
  double bias_ = 0;
  std::vector<Sums> gradients_;
  std::vector<std::uint8_t> node_;
  std::vector<std::uint32_t> active_;
  std::vector<std::size_t> columns_;
  std::vector<Sums> histogram_;
  std::string out_;
};

// Trees from the tables of all cases but those of one fold (-1: of none). Of several forests the
// leaves are divided by how many there are, so that the sum of all is their mean.
std::string Train(const Cases& cases, FeatureTable Case::*table, int without, int trees) {
  std::vector<const FeatureTable*> tables;
  std::vector<float> targets;
  std::vector<float> weights;
  for (const auto& one : cases) {
    if (one->fold == without) continue;
    tables.push_back(&(one.get()->*table));
    targets.insert(targets.end(), one->targets.begin(), one->targets.end());
    weights.insert(weights.end(), one->weights.begin(), one->weights.end());
  }
  const Binned binned = Bin(tables);
  const int forests = table == &Case::second ? kSecondForests : 1;
  std::string text;
  for (int forest = 0; forest < forests; ++forest) {
    Booster booster(binned, targets, weights);
    if (forest == 0) text = booster.Head(trees * forests);
    text += booster.Grow(trees, forest, forests);
  }
  return text;
}

void WriteHeldOut(const Cases& cases, const warraq::ContentModel& model, int fold,
                  std::ofstream& out) {
  for (const auto& one : cases) {
    if (one->fold != fold) continue;
    warraq::Page page = one->page;
    warraq::LabelLines(page, model);
    warraq::JudgeDates(page);
    const auto article = warraq::Assemble(page, "held out");
    if (article.ok()) out << warraq::WriteJsonLine(article.value(), warraq::Provenance::kNone);
  }
}

// The logistic loss, which tells small steps that the score of some pages does not.
struct Loss {
  double sum = 0, weight = 0;
  void operator+=(const Loss& more) {
    sum += more.sum;
    weight += more.weight;
  }
};

Loss LossOf(const Cases& cases, const warraq::Trees& second, int fold) {
  Loss loss;
  for (const auto& one : cases) {
    if (one->fold != fold) continue;
    const std::vector<float> odds = warraq::ScoreRows(second, one->second);
    for (std::size_t row = 0; row < odds.size(); ++row) {
      const auto against = static_cast<double>(one->targets[row] > 0 ? -odds[row] : odds[row]);
      const auto weight = static_cast<double>(one->weights[row]);
      loss += {weight * std::log1p(std::exp(against)), weight};
    }
  }
  return loss;
}

// The table that the second model is trained on.
void AddOdds(const std::vector<float>& odds, Case& one) {
  const warraq::OddsFeatures features(*one.labelling, one.first, odds);
  one.second = {.columns = 0, .lines = one.first.lines, .values = {}, .vocabulary = {}};
  if (one.first.lines.empty()) return;
  one.second.SetColumns(one.first.columns + features.CountColumns());
  for (std::size_t row = 0; row < one.first.lines.size(); ++row) {
    warraq::FeatureRow values = one.second.Row(row);
    for (std::size_t i = 0; i < one.first.columns; ++i) values.Put(one.first.At(row, i));
    features.AddRow(row, values);
  }
}

void TrainAll(Cases& cases, const char* held_out) {
  std::vector<warraq::Wording> wordings;
  for (int fold = 0; fold < kFolds; ++fold) {
    wordings.push_back(LearnWording(cases, fold));
    for (const auto& one : cases) {
      if (one->fold == fold) AddFeatures(wordings.back(), *one);
    }
  }
  std::vector<std::string> firsts;
  for (int fold = 0; fold < kFolds; ++fold) {
    firsts.push_back(Train(cases, &Case::first, fold, kFirstTrees));
    std::string_view text = firsts.back();
    const warraq::Trees first = warraq::Trees::Read(text);
    for (const auto& one : cases) {
      if (one->fold != fold) continue;
      AddOdds(warraq::ScoreRows(first, one->first), *one);
    }
  }
  if (held_out != nullptr) {
    std::ofstream out(held_out);
    Loss loss;
    for (int fold = 0; fold < kFolds; ++fold) {
      const std::string model =
          firsts[static_cast<std::size_t>(fold)] + Train(cases, &Case::second, fold, kSecondTrees);
      warraq::ContentModel content = warraq::ContentModel::Read(model);
      content.wording = &wordings[static_cast<std::size_t>(fold)];
      WriteHeldOut(cases, content, fold, out);
      loss += LossOf(cases, content.second, fold);
    }
    std::fprintf(stderr, "held out: a loss of %.5f a weight\n", loss.sum / loss.weight);
    return;
  }
  const std::string first = Train(cases, &Case::first, -1, kFirstTrees);
  const std::string second = Train(cases, &Case::second, -1, kSecondTrees);
  std::size_t lines = 0;
  for (const auto& one : cases) lines += one->targets.size();
  std::printf(
      "# Which lines of a page are its article's body: boosted trees over the features of\n"
      "# plugin/label/features.cc, a first round and a second that sees what the first said.\n"
      "# Made by models/train_content.cc from %zu lines of public pages with their text\n"
      "# (WCXB, CC BY 4.0; fundus, MIT; article-extraction-benchmark, MIT); only these\n"
      "# weights are shipped. Apache-2.0.\n%s%s",
      lines, first.c_str(), second.c_str());
}

}  // namespace

int main(int count, char** arguments) {
  const char* held_out = nullptr;
  int at = 1;
  if (count > 2 && std::strcmp(arguments[1], "--held-out") == 0) held_out = arguments[2], at = 3;
  const bool wording = count > 1 && std::strcmp(arguments[1], "--wording") == 0;
  if (wording) at = 2;
  if (count - at < 2 || (count - at) % 2 != 0) {
    std::fputs(
        "usage: train_content [--wording | --held-out RECORDS.jsonl] GOLD.jsonl PAGES "
        "[GOLD.jsonl PAGES]...\n",
        stderr);
    return 2;
  }
  Cases cases;
  for (; at + 1 < count; at += 2) AddSet(arguments[at], arguments[at + 1], cases);
  std::fprintf(stderr, "%zu pages\n", cases.size());
  if (cases.empty()) return 1;
  if (wording) return WriteWording(cases), 0;
  TrainAll(cases, held_out);
  return 0;
}
