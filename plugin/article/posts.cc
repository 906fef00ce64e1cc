// Posts are boxes of one kind beside each other (Container::kin), each with a heading, a day of its
// own and some paragraphs that are whole; together they are most of what can be read on the page.
// The boxes of a page with one article fail: teasers have no paragraphs, comments no headings, and
// the article itself has no like. A page whose metadata call it one article is one.

#include "plugin/article/posts.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <unordered_map>

#include "plugin/label/shape.h"

namespace warraq {
namespace {

constexpr std::size_t kFewest = 2;
constexpr std::uint32_t kProseWords = 12;   // of a line that is prose, at least
constexpr std::size_t kProseLines = 2;      // of a post
constexpr std::uint32_t kPostWords = 35;    // in them
constexpr std::uint32_t kWhole = 75;        // per cent of the page's prose that the posts are
constexpr std::size_t kLinesOfHeading = 6;  // the first lines of a post, where its heading is
// Pages with more are one article, since each post has a copy of its page.
constexpr std::size_t kMost = 40;
constexpr std::size_t kMostLines = 5000;
constexpr std::size_t kMostBytes = 1 << 19;

// "..." or "Read more" at its end: the beginning of an article that stands elsewhere.
bool IsCutOff(std::string_view text) {
  return text.ends_with("...") || text.ends_with("…") || text.ends_with("…]") ||
         text.ends_with("...]") || text.ends_with("»");
}

bool IsHeading(Element element) {
  return element == Element::kHeading1 || element == Element::kHeading2 ||
         element == Element::kHeading3;
}

class PostFinder {
 public:
  explicit PostFinder(const Page& page) : page_(page), shapes_(page.lines.size()) {
    for (std::size_t i = 0; i < shapes_.size(); ++i) {
      shapes_[i] = ShapeOf(page.Bytes(page.lines[i]));
      if (IsProse(i)) prose_ += shapes_[i].words;
    }
  }

  std::vector<Post> Find() const {
    std::unordered_map<std::uint32_t, std::vector<Post>> of_kin;
    std::vector<std::uint32_t> order;  // in which kinds were met
    for (const Container& box : page_.containers) {
      const Post post{box.first_line, box.end_line};
      if (post.end_line - post.first_line < kProseLines || !IsPost(post)) continue;
      std::vector<Post>& posts = of_kin[box.kin];
      if (posts.empty()) order.push_back(box.kin);
      // A box in a box of its own kind is a part of it.
      if (posts.empty() || posts.back().end_line <= post.first_line) posts.push_back(post);
    }
    std::vector<Post> best;
    std::uint64_t most = 0;
    for (const std::uint32_t kin : order) {
      const std::vector<Post>& posts = of_kin[kin];
      if (posts.size() < kFewest || IsUnderHeading(posts.front())) continue;
      std::uint64_t words = 0;
      for (const Post& post : posts) words += ProseOf(post);
      // The innermost boxes of those that have the same.
      if (words * 100 < prose_ * kWhole || words < most) continue;
      if (words == most && !best.empty() && Size(posts) >= Size(best)) continue;
      most = words;
      best = posts;
    }
    return best.size() > kMost ? std::vector<Post>() : best;
  }

 private:
  static std::size_t Size(const std::vector<Post>& posts) {
    std::size_t lines = 0;
    for (const Post& post : posts) lines += post.end_line - post.first_line;
    return lines;
  }

  // Parts of a text are no texts: they stand in one that has a heading over them.
  bool IsUnderHeading(const Post& first) const {
    std::size_t begin = first.first_line;
    for (const Container& box : page_.containers) {
      const bool around = box.first_line <= first.first_line && box.end_line >= first.end_line &&
                          box.end_line - box.first_line > first.end_line - first.first_line;
      if (around && (box.inside & (kInArticle | kSaysBody)) != 0)
        begin = std::min<std::size_t>(begin, box.first_line);
    }
    for (std::size_t i = begin; i < first.first_line; ++i) {
      if (!shapes_[i].empty() && IsHeading(page_.hints[i].element)) return true;
    }
    return false;
  }

  bool IsProse(std::size_t i) const {
    const Shape& shape = shapes_[i];
    constexpr std::uint32_t kElsewhere = kSaysComments | kInNavigation | kInAside | kInFooter;
    return shape.words >= kProseWords && shape.ends_sentence && !IsCutOff(shape.text) &&
           (page_.hints[i].inside & kElsewhere) == 0;
  }

  std::uint64_t ProseOf(const Post& post) const {
    std::uint64_t words = 0;
    for (std::size_t i = post.first_line; i < post.end_line; ++i) {
      if (IsProse(i)) words += shapes_[i].words;
    }
    return words;
  }

  bool IsPost(const Post& post) const {
    std::size_t prose = 0;
    std::uint64_t words = 0;
    std::size_t filled = 0;
    bool headed = false;
    bool cut_off = false;
    for (std::size_t i = post.first_line; i < post.end_line; ++i) {
      if (shapes_[i].empty()) continue;
      const bool heading = IsHeading(page_.hints[i].element);
      headed |= heading && filled < kLinesOfHeading;
      ++filled;
      cut_off |= shapes_[i].words >= kProseWords && IsCutOff(shapes_[i].text);
      if (!IsProse(i)) continue;
      ++prose;
      words += shapes_[i].words;
    }
    return headed && !cut_off && prose >= kProseLines && words >= kPostWords && HasDay(post);
  }

  // A day that the markup names, or a line of little more than a date under the heading or at the
  // foot.
  bool HasDay(const Post& post) const {
    constexpr std::uint32_t kDateLine = 12;  // words
    constexpr std::size_t kLinesOfFoot = 4;
    const auto in_post = [&](std::size_t line) {
      return line >= post.first_line && line < post.end_line;
    };
    const bool fact = std::ranges::any_of(page_.facts, [&](const Fact& one) {
      return one.witness == "time-element" && in_post(one.line);
    });
    if (fact) return true;
    std::size_t filled = 0;
    std::size_t foot = post.end_line;
    for (std::size_t lines = 0; foot > post.first_line && lines < kLinesOfFoot; --foot) {
      lines += !shapes_[foot - 1].empty();
    }
    for (std::size_t i = post.first_line; i < post.end_line; ++i) {
      filled += !shapes_[i].empty();
      if (filled > kLinesOfHeading && i < foot) continue;
      if (shapes_[i].words > kDateLine || shapes_[i].digits == 0) continue;
      const std::vector<DateClaim> claims = FindDates(shapes_[i].text, {});
      if (std::ranges::any_of(claims,
                              [](const DateClaim& claim) { return claim.edtf.size() >= 10; }))
        return true;
    }
    return false;
  }

  const Page& page_;
  std::vector<Shape> shapes_;
  std::uint64_t prose_ = 0;  // words
};

// Whether the metadata tell of one article.
bool IsOneArticle(const Page& page) {
  std::string_view headline;
  for (const Fact& fact : page.facts) {
    const std::string_view text = fact.text.bytes();
    if (fact.kind == FactKind::kType && fact.witness == "meta" && text == "article") return true;
    if (fact.kind == FactKind::kPublished && fact.witness == "meta") return true;
    if (fact.kind != FactKind::kHeadline || fact.witness != "json-ld") continue;
    if (!headline.empty() && headline != text) return false;
    headline = text;
  }
  return !headline.empty();
}

bool IsOfThePage(FactKind kind) {
  return kind == FactKind::kSite || kind == FactKind::kLanguage || kind == FactKind::kAgency;
}

// The articles that a METS file tells apart.
std::vector<Post> PostsOfIssue(const Page& page) {
  constexpr std::size_t kMostOfPage = 400;
  std::vector<Post> posts;
  for (const Container& box : page.containers) {
    const bool article = (box.inside & kInArticle) != 0 && box.end_line <= page.lines.size();
    if (article) posts.push_back({box.first_line, box.end_line});
  }
  return posts.size() > kMostOfPage || page.lines.size() > 4 * kMostLines ? std::vector<Post>()
                                                                          : posts;
}

bool MayStandInBody(Role role) {
  return IsBody(role) || role == Role::kSubhead || role == Role::kDateline ||
         role == Role::kByline || role == Role::kAgency || role == Role::kCredit ||
         role == Role::kCaption;
}

// What a METS file calls the lines of its article is not judged again.
void NameAsCatalogued(Page& page, const Post& post) {
  const auto first = page.hints.begin() + static_cast<std::ptrdiff_t>(post.first_line);
  const auto end = page.hints.begin() + static_cast<std::ptrdiff_t>(post.end_line);
  const bool headed =
      std::any_of(first, end, [](const Hints& h) { return (h.own & kSaysHeadline) != 0; });
  bool in_heading = false, behind_heading = false;
  for (std::size_t i = post.first_line; i < post.end_line; ++i) {
    const std::uint32_t own = page.hints[i].own;
    Line& line = page.lines[i];
    const bool heading = (own & kSaysHeadline) != 0;
    behind_heading |= in_heading && !heading;
    in_heading |= heading;
    const bool other_headline =
        headed && (line.role == Role::kHeadline || line.role == Role::kHeadlineRepeat);
    const bool body = (own & kSaysBody) != 0 && !MayStandInBody(line.role);
    const Role role = heading                    ? behind_heading ? Role::kSubhead : Role::kHeadline
                      : (own & kSaysDeck) != 0   ? Role::kDeck
                      : (own & kSaysByline) != 0 ? Role::kByline
                      : (own & kSaysCaption) != 0       ? Role::kCaption
                      : (own & kSaysAdvertisement) != 0 ? Role::kAdvertisement
                      : other_headline                  ? Role::kSubhead
                      : body                            ? Role::kParagraph
                                                        : line.role;
    if (role == line.role) continue;
    line.role = role;
    line.confidence = 1;
    line.why = "mets";
  }
}

}  // namespace

std::vector<Post> FindPosts(const Page& page) {
  if (page.ink) return PostsOfIssue(page);
  const bool html = !page.ink && page.hints.size() == page.lines.size() && !page.hints.empty();
  const bool longer = page.lines.size() > kMostLines || page.text.bytes().size() > kMostBytes;
  if (!html || longer || IsOneArticle(page)) return {};
  return PostFinder(page).Find();
}

Page PageOfPost(const Page& page, const Post& post) {
  Page own = page;
  std::erase_if(own.facts, [&](const Fact& fact) {
    const bool inside = fact.line >= post.first_line && fact.line < post.end_line;
    const bool shown = fact.witness == "time-element" || fact.witness == "data-attribute" ||
                       fact.witness == "microdata" || fact.witness == "mets";
    return !IsOfThePage(fact.kind) && !(inside && shown);
  });
  return own;
}

void NameTheRest(Page& page, const Post& post, std::span<const Post> posts) {
  if (page.ink) NameAsCatalogued(page, post);
  bool headed = false;
  std::size_t heading = post.end_line;
  for (std::size_t i = 0; i < page.lines.size(); ++i) {
    Line& line = page.lines[i];
    if (i >= post.first_line && i < post.end_line) {
      headed |= line.role == Role::kHeadline;
      const bool free = line.role == Role::kSubhead || line.role == Role::kUnknown;
      if (free && IsHeading(page.hints[i].element)) heading = std::min(heading, i);
      continue;
    }
    const bool other = std::ranges::any_of(
        posts, [&](const Post& one) { return i >= one.first_line && i < one.end_line; });
    line.role = other ? Role::kRelated : page.ink ? Role::kOther : Role::kNavigation;
    line.confidence = 1;
    line.why = other ? "another-article" : "around-the-articles";
  }
  if (headed || heading == post.end_line) return;
  page.lines[heading].role = Role::kHeadline;
  page.lines[heading].confidence = 0.8F;
  page.lines[heading].why = "heading-of-the-post";
}

}  // namespace warraq
