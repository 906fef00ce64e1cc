// Several articles on one page, as blogs and small papers have them on their front page: which
// stretches of it they are, and the page as each of them sees it.

#ifndef WARRAQ_PLUGIN_ARTICLE_POSTS_H_
#define WARRAQ_PLUGIN_ARTICLE_POSTS_H_

#include <cstddef>
#include <span>
#include <vector>

#include "warraq/page.h"

namespace warraq {

// A stretch of lines.
struct Post {
  std::size_t first_line = 0;
  std::size_t end_line = 0;
};

// The whole articles of a web page whose lines have no roles yet, in its order; none where it is
// one article, or shows but the beginnings of others.
std::vector<Post> FindPosts(const Page& page);

// A copy of the page for one of its posts: without what the metadata say of the page as a whole,
// and without facts and dates of other places.
Page PageOfPost(const Page& page, const Post& post);

// Once the post's lines have their roles: its heading is its headline, if nothing else is; and the
// lines outside of it, which have none, are other articles, or what the page has around them.
void NameTheRest(Page& page, const Post& post, std::span<const Post> posts);

}  // namespace warraq

#endif  // WARRAQ_PLUGIN_ARTICLE_POSTS_H_
