// Dates beside the text: in attributes, <time>, links to a day's archive and comments.
//
//   <abbr class="published" title="2017-07-23T17:06:45+0000">, <span data-utime="1507255200">

#include <algorithm>
#include <string>

#include "plugin/read/html_fact_writer.h"
#include "plugin/text/ascii.h"

namespace warraq {
namespace {

constexpr std::size_t kClassBytes = 200;
constexpr std::size_t kCommentBytes = 240;  // longer ones hold markup that was taken out

// Whether a class says that its text is an author's name: "author-name", "byline__name".
bool IsClassOfAuthor(std::string_view lower) {
  for (const std::string_view who : {"author", "byline", "creator", "writer"}) {
    const std::size_t at = lower.find(who);
    if (at == std::string_view::npos) continue;
    const std::string_view rest = lower.substr(at + who.size());
    if (rest.substr(0, rest.find(' ')).find("name") != std::string_view::npos) return true;
  }
  return false;
}

// <span class="entry-published">8 Oct 2022</span>: calls `take` with the first text, if it is
// short.
template <typename Take>
void ReadText(const FactWriter& writer, Take take) {
  std::uint32_t child = writer.node().first_child;
  for (int depth = 0; child != 0 && depth < 3; ++depth) {
    if (writer.tree().node(child).kind == HtmlNodeKind::kText) {
      const HtmlNode& text = writer.tree().node(child);
      if (text.end - text.begin > kDateBytes * 2) return;
      const std::string value(Trimmed(writer.tree().TextOf(child)));
      if (!value.empty()) {
        return take(value, Span{text.begin, text.end});
      }
      child = text.next_sibling;
    } else {
      child = writer.tree().node(child).first_child;
    }
  }
}

// <div class="submitted">Submitted by <b>Jane</b> on 24 July 2017</div>: calls `take` with the
// first text that may be a date, of the element or of what stands first in it.
template <typename Take>
void ReadDatedText(const FactWriter& writer, Take take) {
  constexpr int kMostChildren = 8;
  const HtmlTree& tree = writer.tree();
  std::uint32_t first = writer.node().first_child;
  for (int depth = 0; first != 0 && depth < 3; ++depth) {
    std::uint32_t child = first;
    for (int i = 0; child != 0 && i < kMostChildren; ++i, child = tree.node(child).next_sibling) {
      const HtmlNode& text = tree.node(child);
      if (text.kind != HtmlNodeKind::kText || text.end - text.begin > kDateBytes * 2) continue;
      const std::string value(Trimmed(tree.TextOf(child)));
      if (MayBeDate(value)) return take(value, Span{text.begin, text.end});
    }
    while (first != 0 && tree.node(first).kind != HtmlNodeKind::kElement)
      first = tree.node(first).next_sibling;
    if (first != 0) first = tree.node(first).first_child;
  }
}

// The classes of an element and of its parent, whose words say what the date is of.
std::string ClassesOf(const FactWriter& writer) {
  std::string classes = LowerAscii(writer.ValueOf("class")).substr(0, kClassBytes);
  const HtmlAttribute* outer = writer.tree().FindAttribute(writer.node().parent, "class");
  if (outer != nullptr) classes.append("|").append(LowerAscii(outer->value).substr(0, kClassBytes));
  return classes;
}

// <time>8 Oct 2022</time>
void ReadTimeText(FactKind kind, FactWriter& writer) {
  const std::uint32_t child = writer.node().first_child;
  if (child == 0 || writer.tree().node(child).kind != HtmlNodeKind::kText) return;
  const std::string text = writer.tree().TextOf(child);
  if (!MayBeDate(text)) return;
  writer.Add(kind, "time-element", text,
             {writer.tree().node(child).begin, writer.tree().node(child).end});
}

}  // namespace

// Attributes of any other element: microdata, microformats (<abbr title>), data-*.
void ReadDateAttributes(FactWriter& writer) {
  const HtmlAttribute* title = nullptr;
  const HtmlAttribute* content = nullptr;
  const HtmlAttribute* named = nullptr;
  for (const HtmlAttribute& attribute : writer.tree().Attributes(writer.at())) {
    const std::string_view name = attribute.name;
    if (name == "itemprop" || name == "property") {
      named = &attribute;
    } else if (name == "content" || name == "datetime") {
      content = &attribute;
    } else if (name == "title") {
      title = &attribute;
    } else if ((name == "dc:date" || name.starts_with("data-")) && MayBeDate(attribute.value) &&
               DateNamed(name)) {
      writer.detail = name;
      writer.AddDate(KindOfDate(name), "data-attribute", attribute);
    }
  }
  if (named != nullptr && content != nullptr && MayBeDate(content->value)) {
    writer.detail = LowerAscii(named->value);
    if (const auto kind = DateNamed(writer.detail)) writer.AddDate(*kind, "microdata", *content);
  }
  if (named != nullptr && content == nullptr) ReadAuthorProperty(writer, named->value);
  writer.detail = LowerAscii(writer.ValueOf("class"));
  if (writer.detail.empty() || writer.detail.size() > kClassBytes) return;
  const auto kind = DateNamed(writer.detail);
  if (!kind && IsClassOfAuthor(writer.detail)) {
    ReadText(writer, [&](std::string_view value, Span at) {
      writer.Add(FactKind::kByline, "author-class", value, at);
    });
  }
  if (!kind) return;
  writer.detail = ClassesOf(writer);
  if (title != nullptr && MayBeDate(title->value))
    return writer.AddDate(*kind, "time-element", *title);
  ReadDatedText(
      writer, [&](std::string_view value, Span at) { writer.Add(*kind, "date-class", value, at); });
}

void ReadTimeFacts(FactWriter& writer) {
  std::string names =
      LowerAscii(writer.ValueOf("itemprop")) + ' ' + LowerAscii(writer.ValueOf("class"));
  if (writer.tree().FindAttribute(writer.at(), "pubdate") != nullptr) names += " pubdate";
  const FactKind kind = KindOfDate(names);
  const HtmlAttribute* datetime = writer.tree().FindAttribute(writer.at(), "datetime");
  if (datetime == nullptr) ReadDateAttributes(writer);
  writer.detail = ClassesOf(writer);
  if (datetime == nullptr) return ReadTimeText(kind, writer);
  writer.AddDate(kind, "time-element", *datetime);
}

// <a href="/blog/2017/08/08/">: the day's archive, to which a page's own date leads.
void ReadDayLink(FactWriter& writer) {
  const HtmlAttribute* href = writer.tree().FindAttribute(writer.at(), "href");
  if (href == nullptr || href->value.size() < 11) return;
  std::string_view uri = href->value;
  if (uri.ends_with('/')) uri.remove_suffix(1);
  const std::string_view day = uri.substr(uri.size() - 10);
  const auto digit = [&](std::size_t i) { return day[i] >= '0' && day[i] <= '9'; };
  for (std::size_t i = 0; i < day.size(); ++i) {
    if (i == 4 || i == 7 ? day[i] != '/' : !digit(i)) return;
  }
  // A value with entities has the place of the whole.
  Span at{href->begin, href->end};
  if (at.size() == href->value.size()) {
    at.begin += static_cast<std::uint32_t>(uri.size() - day.size());
    at.end = at.begin + static_cast<std::uint32_t>(day.size());
  }
  writer.detail.clear();
  writer.Add(FactKind::kDate, "day-link", day, at);
}

// "<!-- Published 2017-08-08 -->", "<!-- Cached page generated 2017-08-08 10:11:12 -->"
void ReadCommentFacts(FactWriter& writer) {
  const HtmlNode& comment = writer.node();
  if (comment.name.size() > kCommentBytes) return;
  if (std::ranges::count_if(comment.name, [](char c) { return c >= '0' && c <= '9'; }) < 5) return;
  writer.detail = LowerAscii(comment.name);
  const auto has = [&](std::string_view word) {
    return writer.detail.find(word) != writer.detail.npos;
  };
  const bool clock = has("cache") || has("serve") || has("render") || has("generated");
  const FactKind kind = clock ? FactKind::kDate : KindOfDate(writer.detail);
  writer.detail = clock ? "clock" : "";
  const std::size_t at =
      writer.tree().source().substr(comment.begin, comment.end - comment.begin).find(comment.name);
  if (at == std::string_view::npos) return;
  const auto begin = comment.begin + static_cast<std::uint32_t>(at);
  writer.Add(kind, "html-comment", comment.name,
             {begin, begin + static_cast<std::uint32_t>(comment.name.size())});
}

}  // namespace warraq
