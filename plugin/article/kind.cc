// A logistic model over what the page says of itself (Open Graph, JSON-LD, its address) and what
// its content looks like. Dumps and ink have neither; what they hold is taken for an article.

#include "plugin/article/kind.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <initializer_list>
#include <string>
#include <unordered_map>
#include <vector>

#include "plugin/article/assemble.h"
#include "plugin/label/label.h"
#include "plugin/label/proportion.h"
#include "plugin/label/shape.h"
#include "plugin/text/model.h"

namespace warraq {
namespace {

constexpr std::uint32_t kSentenceWords = 8;  // a line that has them, and ends like a sentence
constexpr std::size_t kMostSlugWords = 12;
constexpr std::size_t kMostDepth = 6;
constexpr std::uint32_t kPostWords = 30;  // of a container that may be one of many posts

bool IsOneOf(std::string_view word, std::initializer_list<std::string_view> words) {
  return std::ranges::find(words, word) != words.end();
}

class KindReader {
 public:
  explicit KindReader(const Page& page) : page_(page) {}

  KindValues Read() {
    for (const Fact& fact : page_.facts) ReadFact(fact);
    Value(KindFeature::modified_only) *= 1 - Value(KindFeature::published);
    for (std::size_t i = 0; i < page_.lines.size(); ++i) ReadLine(i);
    Sum();
    CountPosts();
    ReadAddress();
    const auto said = values_.begin() + 1;
    Set(KindFeature::bare,
        std::all_of(said, values_.begin() + kFirstShown, [](float value) { return value == 0; }));
    return values_;
  }

 private:
  float& Value(KindFeature feature) { return values_[static_cast<std::size_t>(feature)]; }
  void Set(KindFeature feature, bool holds = true) {
    if (holds) Value(feature) = 1;
  }

  void ReadFact(const Fact& fact) {
    const std::string_view text = fact.text.bytes();
    switch (fact.kind) {
      case FactKind::kType:
        return fact.witness == "json-ld" ? ReadLinkedType(text) : ReadGraphType(text);
      case FactKind::kPublished:
        return Set(KindFeature::published);
      case FactKind::kModified:
        return Set(KindFeature::modified_only);
      case FactKind::kByline:
        return Set(KindFeature::author_known, IsKnownByline(fact));
      case FactKind::kCanonical:
        if (address_.empty()) address_ = text;
        return;
      default:
        return;
    }
  }

  void ReadGraphType(std::string_view type) {
    if (type == "article") return Set(KindFeature::og_article);
    Set(type == "website" ? KindFeature::og_website : KindFeature::og_other);
  }

  // schema.org
  void ReadLinkedType(std::string_view type) {
    if (IsOneOf(type, {"TechArticle", "APIReference", "HowTo"})) {
      Set(KindFeature::ld_how_to);
    } else if (type.find("Article") != type.npos || IsOneOf(type, {"BlogPosting", "Report"})) {
      Set(KindFeature::ld_article);
    } else if (type.starts_with("Product") || IsOneOf(type, {"Offer", "AggregateOffer"})) {
      Set(KindFeature::ld_product);
    } else if (IsOneOf(type, {"QAPage", "DiscussionForumPosting", "Question", "Answer"})) {
      Set(KindFeature::ld_thread);
    } else if (IsOneOf(type, {"ItemList", "CollectionPage", "SearchResultsPage", "OfferCatalog"})) {
      Set(KindFeature::ld_list);
    } else if (IsOneOf(type, {"Service", "LocalBusiness", "SoftwareApplication", "FAQPage"})) {
      Set(KindFeature::ld_service);
    }
  }

  void ReadLine(std::size_t i) {
    const Line& line = page_.lines[i];
    const Shape shape = ShapeOf(page_.Bytes(line));
    if (shape.empty()) return;
    all_words_ += shape.words;
    stamps_ += line.role == Role::kTimestamp;
    if (line.role == Role::kByline) Set(KindFeature::author_line);
    const Hints& hints = page_.hints[i];
    if ((hints.inside & kSaysComments) != 0) comment_words_ += shape.words;
    if (line.role == Role::kSubhead) ++subheads_;
    if (!IsBody(line.role)) return;
    ++lines_;
    words_ += shape.words;
    digits_ += shape.digits;
    letters_ += shape.letters;
    if (shape.words >= kSentenceWords && shape.ends_sentence) sentence_words_ += shape.words;
    if (line.role == Role::kListItem) list_words_ += shape.words;
    if (line.role == Role::kTable) table_words_ += shape.words;
    if (hints.element == Element::kPreformatted) code_words_ += shape.words;
    link_bytes_ += hints.link_bytes;
    bytes_ += line.at.size();
    questions_ += shape.text.ends_with('?') || shape.text.ends_with("؟");
    CountMarks(shape.text);
    if (hints.container < page_.containers.size()) AddToPosts(hints.container, shape.words);
  }

  void CountMarks(std::string_view text) {
    constexpr std::string_view kCurrencies[] = {"$", "€", "£", "¥", "₽", "₹", "﷼", "₺"};
    for (const std::string_view currency : kCurrencies) {
      prices_ += text.find(currency) != std::string_view::npos;
    }
    for (const std::string_view mark : {"“", "«", "„", "「", "\""}) {
      quotations_ += text.find(mark) != std::string_view::npos;
    }
  }

  void AddToPosts(std::uint32_t container, std::uint32_t words) { words_in_[container] += words; }

  // Boxes of one kind that hold some text each: the posts of a thread, the cards of a listing.
  void CountPosts() {
    std::unordered_map<std::uint32_t, std::uint32_t> of_kin;
    std::uint32_t most = 0;
    for (const auto& [container, words] : words_in_) {
      if (words < kPostWords) continue;
      std::uint32_t at = container;
      const std::uint32_t parent = page_.containers[at].parent;
      most = std::max(most, ++of_kin[page_.containers[at].kin]);
      if (parent != at) most = std::max(most, ++of_kin[page_.containers[parent].kin]);
    }
    Value(KindFeature::repeated) = Log(most);
  }

  void Sum() {
    const double hundreds = std::max(words_ / 100.0, 0.5);
    Value(KindFeature::stamps) = Log(stamps_);
    Value(KindFeature::words) = Log(words_);
    Value(KindFeature::sentence_words) = Log(sentence_words_);
    Value(KindFeature::sentence_share) = Share(sentence_words_, words_);
    Value(KindFeature::line_words) = Log(Share(words_, lines_));
    Value(KindFeature::list_share) = Share(list_words_, words_);
    Value(KindFeature::table_share) = Share(table_words_, words_);
    Value(KindFeature::code_share) = Share(code_words_, words_);
    Value(KindFeature::subheads) = Log(subheads_ / hundreds);
    Value(KindFeature::link_share) = Share(link_bytes_, bytes_);
    Value(KindFeature::body_share) = Share(words_, all_words_);
    Value(KindFeature::prices) = Log(prices_ / hundreds);
    Value(KindFeature::questions) = Share(questions_, lines_);
    Value(KindFeature::quotations) = Log(quotations_ / hundreds);
    Value(KindFeature::days) = Log(static_cast<double>(page_.claims.size()) / hundreds);
    Value(KindFeature::digits) = Share(digits_, digits_ + letters_);
    Value(KindFeature::comments) = Share(comment_words_, all_words_);
  }

  void ReadAddress() {
    std::string_view address = page_.source->uri.empty() ? address_ : page_.source->uri;
    const std::size_t scheme = address.find("://");
    if (scheme == std::string_view::npos) return;
    address.remove_prefix(scheme + 3);
    std::string_view path = address.substr(std::min(address.find('/'), address.size()));
    path = path.substr(0, path.find_first_of("?#"));
    while (path.ends_with('/')) path.remove_suffix(1);
    if (path.empty()) return Set(KindFeature::at_root);
    std::size_t depth = 0;
    std::string_view part;
    while (!path.empty() && depth < kMostDepth) {
      path.remove_prefix(1);
      part = path.substr(0, path.find('/'));
      path.remove_prefix(part.size());
      ++depth;
      ReadPart(part);
    }
    Value(KindFeature::depth) = static_cast<float>(depth);
    const auto hyphens =
        std::count_if(part.begin(), part.end(), [](char c) { return c == '-' || c == '_'; });
    Value(KindFeature::slug_words) =
        static_cast<float>(std::min(static_cast<std::size_t>(hyphens), kMostSlugWords));
  }

  void ReadPart(std::string_view part) {
    const bool year = part.size() == 4 && (part.starts_with("19") || part.starts_with("20"));
    Set(KindFeature::day_in_path, year);
    Set(KindFeature::path_docs,
        IsOneOf(part, {"docs", "doc", "documentation", "reference", "manual", "api", "wiki",
                       "guide", "guides", "tutorial", "tutorials", "help", "learn"}));
    Set(KindFeature::path_thread, IsOneOf(part, {"forum", "forums", "thread", "threads", "topic",
                                                 "t", "questions", "discussion", "discussions", "r",
                                                 "comments", "community", "viewtopic.php"}));
    Set(KindFeature::path_product,
        IsOneOf(part, {"product", "products", "p", "item", "items", "dp", "shop", "store", "buy"}));
    Set(KindFeature::path_list,
        IsOneOf(part, {"category", "categories", "tag", "tags", "collection", "collections",
                       "search", "list", "browse", "c", "topics", "archive", "all"}));
    Set(KindFeature::path_article,
        IsOneOf(part, {"blog", "blogs", "news", "article", "articles", "story", "stories", "post",
                       "posts", "opinion", "press"}));
    Set(KindFeature::path_service,
        IsOneOf(part, {"services", "service", "solutions", "about", "about-us", "pricing",
                       "features", "platform", "company"}));
  }

  const Page& page_;
  KindValues values_{};
  std::string_view address_;
  std::unordered_map<std::uint32_t, std::uint32_t> words_in_;  // containers
  double all_words_ = 0, words_ = 0, sentence_words_ = 0, list_words_ = 0, table_words_ = 0;
  double code_words_ = 0, comment_words_ = 0, lines_ = 0, subheads_ = 0, stamps_ = 0;
  double digits_ = 0, letters_ = 0, link_bytes_ = 0, bytes_ = 0;
  double prices_ = 0, quotations_ = 0, questions_ = 0;
};

struct Weights {
  KindValues mean{}, weight{};
  float bias = 0;
};

Weights ReadWeights() {
  Weights weights;
  std::string_view model = Model("page_kind.tsv");
  const auto number = [](std::string_view text) {
    float value = 0;
    std::from_chars(text.data(), text.data() + text.size(), value);
    return value;
  };
  for (std::array<std::string_view, 3> row; NextRow(model, row);) {
    const auto found = std::ranges::find(kKindFeatureNames, row[0]);
    if (found == kKindFeatureNames.end()) {
      weights.bias = number(row[2]);
      continue;
    }
    const auto i = static_cast<std::size_t>(found - kKindFeatureNames.begin());
    weights.mean[i] = number(row[1]);
    weights.weight[i] = number(row[2]);
  }
  return weights;
}

void JudgeKind(Assembly& assembly) {
  if (assembly.page.ink || assembly.page.hints.empty()) return;
  const double article = ArticleProbability(KindValuesOf(assembly.page));
  assembly.article.kind = article < 0.5 ? "page" : "article";
  assembly.article.kind_confidence = std::max(article, 1 - article);
}

}  // namespace

KindValues KindValuesOf(const Page& page) { return KindReader(page).Read(); }

double ArticleProbability(const KindValues& values) {
  static const Weights weights = ReadWeights();
  double sum = static_cast<double>(weights.bias);
  for (std::size_t i = 0; i < kKindFeatures; ++i) {
    sum += static_cast<double>((values[i] - weights.mean[i]) * weights.weight[i]);
  }
  return 1 / (1 + std::exp(-sum));
}

extern const AssembleStep kind_step;
constexpr AssembleStep kind_step = {
    .name = "kind",
    .summary = "whether it is an article at all",
    .apply = JudgeKind,
};

}  // namespace warraq
