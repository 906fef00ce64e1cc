// Whether a web page's content is an article, or a page of another kind: a product, documentation,
// a thread, a listing.

#ifndef WARRAQ_PLUGIN_ARTICLE_KIND_H_
#define WARRAQ_PLUGIN_ARTICLE_KIND_H_

#include <array>
#include <cstddef>
#include <string_view>

#include "warraq/page.h"

namespace warraq {

// What speaks for and against it, one number a feature. The trainer (models/train_page_kind.cc)
// and the step share this list; the model is good only for it.
#define WARRAQ_KIND_FEATURES(F)                                                                    \
  F(bare)                                                                                          \
  F(og_article)                                                                                    \
  F(og_website)                                                                                    \
  F(og_other)                                                                                      \
  F(ld_article) F(ld_product) F(ld_thread) F(ld_list) F(ld_service) F(ld_how_to) F(published)      \
      F(modified_only) F(author_known) F(slug_words) F(depth) F(day_in_path) F(at_root)            \
          F(path_docs) F(path_thread) F(path_product) F(path_list) F(path_article) F(path_service) \
              F(author_line) F(stamps) F(words) F(sentence_words) F(sentence_share) F(line_words)  \
                  F(list_share) F(table_share) F(code_share) F(subheads) F(link_share)             \
                      F(body_share) F(prices) F(questions) F(quotations) F(days) F(digits)         \
                          F(comments) F(repeated)

enum class KindFeature : std::size_t {
#define WARRAQ_KIND_FEATURE(name) name,
  WARRAQ_KIND_FEATURES(WARRAQ_KIND_FEATURE)
#undef WARRAQ_KIND_FEATURE
      count
};
inline constexpr auto kKindFeatures = static_cast<std::size_t>(KindFeature::count);
inline constexpr std::array<std::string_view, kKindFeatures> kKindFeatureNames = {
#define WARRAQ_KIND_FEATURE(name) #name,
    WARRAQ_KIND_FEATURES(WARRAQ_KIND_FEATURE)
#undef WARRAQ_KIND_FEATURE
};

// The first that the page shows; those before it are what it says of itself.
inline constexpr auto kFirstShown = static_cast<std::size_t>(KindFeature::author_line);

using KindValues = std::array<float, kKindFeatures>;

// Of a page whose lines are labelled.
KindValues KindValuesOf(const Page& page);

// The probability that it is an article, by the model.
double ArticleProbability(const KindValues& values);

}  // namespace warraq

#endif  // WARRAQ_PLUGIN_ARTICLE_KIND_H_
