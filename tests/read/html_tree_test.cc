// The tree builder on small pages: what each becomes, where its text stood, and how pages behave
// that were made to hurt. The public tests of html5lib are run by html5lib_check.cc.

#include "plugin/read/html_tree.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

namespace warraq {
namespace {

using std::string_literals::operator""s;

std::string Head(const HtmlTree& tree, std::uint32_t at) {
  const HtmlNode& node = tree.node(at);
  if (node.kind == HtmlNodeKind::kText) return "'" + tree.TextOf(at) + "'";
  if (node.kind == HtmlNodeKind::kComment) return "{" + std::string(node.name) + "}";
  if (node.kind == HtmlNodeKind::kDoctype) return "!" + std::string(node.name);
  std::string head = node.space == HtmlSpace::kHtml  ? ""
                     : node.space == HtmlSpace::kSvg ? "svg:"
                                                     : "math:";
  head += node.name;
  for (const HtmlAttribute& attribute : tree.Attributes(at)) {
    head += "." + std::string(attribute.name) + "=" + std::string(attribute.value);
  }
  return head;
}

// A tree in one line: p(b('x') 'y'). Without recursion, for the deep ones.
std::string Outline(const HtmlTree& tree) {
  std::string out;
  std::uint32_t at = tree.First();
  while (at != 0) {
    out += Head(tree, at);
    if (tree.node(at).first_child != 0) {
      out += '(';
      at = tree.node(at).first_child;
      continue;
    }
    while (at != 0 && tree.node(at).next_sibling == 0) {
      at = tree.node(at).parent;
      if (at != 0) out += ')';
    }
    if (at == 0) break;
    at = tree.node(at).next_sibling;
    out += ' ';
  }
  return out;
}

// The outline of what stands in the body.
std::string Body(std::string_view source, const HtmlLimits& limits = {}) {
  const std::string outline = Outline(ParseHtml(source, limits));
  const std::string_view begin = "html(head body(";
  return outline.starts_with(begin) && outline.ends_with("))")
             ? outline.substr(begin.size(), outline.size() - begin.size() - 2)
             : outline;
}

struct Case {
  std::string source;
  std::string outline;
};

void CheckBodies(const std::vector<Case>& cases) {
  for (const Case& c : cases) EXPECT_EQ(Body(c.source), c.outline) << c.source;
}

TEST(HtmlTree, Pages) {
  const std::vector<Case> cases = {
      {"", "html(head body)"},
      {" x", "html(head body('x'))"},
      {"<!DOCTYPE html><title>a</title><p>b", "!html html(head(title('a')) body(p('b')))"},
      {"<!--a--><html lang=ar><!--b--><head> <meta></head> <body "
       "c=d>e</body><!--f--></html><!--g-->",
       "{a} html.lang=ar({b} head(' ' meta) ' ' body.c=d('e') {f}) {g}"},
      {"<html a=1><body b=2><html a=3 c=4><body b=5 d=6>", "html.a=1.c=4(head body.b=2.d=6)"},
      {"<p>a</body>b</html>c", "html(head body(p('abc')))"},
      {"<head></head><link><p>", "html(head(link) body(p))"},
      {"<noscript><link><p>a</noscript>", "html(head(noscript(link)) body(p('a')))"},
      {"<frameset><frame>x <frameset></frameset></frameset><noframes>y</noframes>",
       "html(head frameset(frame ' ' frameset) noframes('y'))"},
      {"<div></div><frameset><frame>", "html(head frameset(frame))"},
      {"<style><p></style><script><b></script>x",
       "html(head(style('<p>') script('<b>')) body('x'))"},
      {"<template><td>a</template>b", "html(head(template(td('a'))) body('b'))"},
  };
  for (const Case& c : cases) EXPECT_EQ(Outline(ParseHtml(c.source, {})), c.outline) << c.source;
}

TEST(HtmlTree, Blocks) {
  CheckBodies({
      {"<p>a<p>b<div>c</p>d", "p('a') p('b') div('c' p 'd')"},
      {"<p>a<span>b<div>c", "p('a' span('b')) div('c')"},
      {"<ul><li>a<li>b<ul><li>c</ul><li>d</ul>", "ul(li('a') li('b' ul(li('c'))) li('d'))"},
      {"<dl><dt>a<dd>b<dt>c</dl>", "dl(dt('a') dd('b') dt('c'))"},
      {"<h1>a<h2>b</h3>c", "h1('a') h2('b') 'c'"},
      {"<pre>\n\na</pre><textarea>\n<b></textarea>", "pre('\na') textarea('<b>')"},
      {"<pre>&#10;a", "pre('a')"},
      {"<form>a<form>b</form>c", "form('ab') 'c'"},
      {"<button>a<button>b", "button('a') button('b')"},
      {"a<br>b</br>c<hr><image><img/>d", "'a' br 'b' br 'c' hr img img 'd'"},
      {"<div>a</section>b</div>c", "div('ab') 'c'"},
      {"<x-y>a</X-Y>b", "x-y('a') 'b'"},
      {"<ruby>a<rt>b<rp>c</ruby>", "ruby('a' rt('b') rp('c'))"},
      {"<select><option>a<option>b<hr><div>c</div></select>d",
       "select(option('a') option('b') hr div('c')) 'd'"},
      {"<select><button><selectedcontent></button><option>a",
       "select(button(selectedcontent) option('a'))"},
      {"a\0b"s, "'ab'"},
      {"<plaintext>a</plaintext>b", "plaintext('a</plaintext>b')"},
  });
}

TEST(HtmlTree, Formatting) {
  CheckBodies({
      {"<b>a<p>b</b>c", "b('a') p(b('b') 'c')"},
      {"<p><b>a<p>b", "p(b('a')) p(b('b'))"},
      {"<a href=1>a<div>b<a href=2>c", "a.href=1('a') div(a.href=1('b') a.href=2('c'))"},
      {"<b><i>a</b>b</i>c", "b(i('a')) i('b') 'c'"},
      {"<b>1<b>2<b>3<b>4<p>5</b></b></b></b>6", "b('1' b('2' b('3' b('4'))) p(b(b(b('5'))) '6'))"},
      {"<nobr>a<nobr>b", "nobr('a') nobr('b')"},
      {"<object><b></object>c", "object(b) 'c'"},
  });
}

TEST(HtmlTree, Tables) {
  CheckBodies({
      {"<table><tr><td>a<td>b<tr><th>c</table>", "table(tbody(tr(td('a') td('b')) tr(th('c'))))"},
      {"<table>a<tr>b<td>c</td> </tr>d</table>", "'abd' table(tbody(tr(td('c') ' ')))"},
      {"<table><b>a<tr>b", "b('a') b('b') table(tbody(tr))"},
      {"<table><caption>a<tr><td>b", "table(caption('a') tbody(tr(td('b'))))"},
      {"<table><col><colgroup><col>x", "'x' table(colgroup(col) colgroup(col))"},
      {"<table><tr><td><table><tr><td>a</table>b</table>c",
       "table(tbody(tr(td(table(tbody(tr(td('a')))) 'b')))) 'c'"},
      {"<table><input type=HIDDEN><input><form></table>", "input table(input.type=HIDDEN form)"},
      {"<p>a<table>", "p('a' table)"},
      {"<!DOCTYPE html><p>a<table>", "!html html(head body(p('a') table))"},
  });
}

TEST(HtmlTree, Templates) {
  CheckBodies({
      {"<p><template><p>a</template>b", "p(template(p('a')) 'b')"},
      {"<div><template><tr><td>a</template>b", "div(template(tr(td('a'))) 'b')"},
      {"<table><template><td>a</template><td>b", "table(template(td('a')) tbody(tr(td('b'))))"},
      {"<b><template>a<p>b</template>c", "b(template('a' p('b')) 'c')"},
      {"<div></template>a", "div('a')"},
  });
}

TEST(HtmlTree, MoreTables) {
  CheckBodies({
      {"<table><thead><td>a<tfoot><td>b<tbody><td>c",
       "table(thead(tr(td('a'))) tfoot(tr(td('b'))) tbody(tr(td('c'))))"},
      {"<table><table>a", "table 'a' table"},
      {"<table><td>a</tr>b</tbody>c", "'bc' table(tbody(tr(td('a'))))"},
      {"<table><td><p>a</table>b<p>c", "table(tbody(tr(td(p('a'))))) 'b' p('c')"},
      {"<table><tr><script>a</script><td>b", "table(tbody(tr(script('a') td('b'))))"},
      {"<table><caption>a<table></caption>b", "table(caption('ab' table))"},
      {"<table><!--a--> <tr> b", "' b' table({a} ' ' tbody(tr))"},
      {"<a>1<table><a>2</a><td>3", "a('1' a('2') table(tbody(tr(td('3')))))"},
      {"<td>a</td><tr>b</table>c", "'abc'"},
      {"<table><div>a</div></table>", "div('a') table"},
      {"<table><select><td>a", "select table(tbody(tr(td('a'))))"},
      {"<table><p>a<table>b", "p('a') table 'b' table"},
  });
}

TEST(HtmlTree, Foreign) {
  CheckBodies({
      {"<svg viewbox=1><lineargradient/><g>a</svg>b",
       "svg:svg.viewBox=1(svg:linearGradient svg:g('a')) 'b'"},
      {"<svg><foreignObject><p>a</p></foreignobject>b<p>c",
       "svg:svg(svg:foreignObject(p('a')) 'b') p('c')"},
      {"<svg><title><b>a</title>", "svg:svg(svg:title(b('a')))"},
      {"<math definitionurl=1><mi><b>a</b></mi><mo>b</math>c",
       "math:math.definitionURL=1(math:mi(b('a')) math:mo('b')) 'c'"},
      {"<math><annotation-xml encoding='TEXT/html'><p>a",
       "math:math(math:annotation-xml.encoding=TEXT/html(p('a')))"},
      {"<svg><![CDATA[<a>&amp;]]>b\0"s, "svg:svg('<a>&amp;b\uFFFD')"},
      {"<svg><font size=1>a", "svg:svg font.size=1('a')"},
  });
}

TEST(HtmlTree, Fragments) {
  const auto in = [](std::string_view context, std::string_view source) {
    return Outline(ParseHtml(source, {}, {.name = context}));
  };
  EXPECT_EQ(in("div", "<p>a<td>b"), "html(p('ab'))");
  EXPECT_EQ(in("tbody", "<td>a"), "html(tr(td('a')))");
  EXPECT_EQ(in("title", "<b></title>"), "html('<b></title>')");
  EXPECT_EQ(in("template", "<tr><td>a"), "html(tr(td('a')))");
  EXPECT_EQ(Outline(ParseHtml("<b>a", {}, {.name = "desc", .space = HtmlSpace::kSvg})),
            "html(b('a'))");
}

TEST(HtmlTree, Limits) {
  const std::string deep = "<div>1<div>2<div>3</div>4</div>5";
  EXPECT_EQ(Body(deep), "div('1' div('2' div('3') '4') '5')");
  std::string source, closing;
  for (int i = 0; i < 20; ++i) source += "<div>";
  EXPECT_EQ(Body(source + "a<i>b", {.depth = 16}).find("div('a' i"), std::string::npos);
  const HtmlTree tree = ParseHtml("<p a b c d>x", {.attributes = 2});
  EXPECT_EQ(Outline(tree), "html(head body(p.a=.b=('x')))");
  EXPECT_EQ(Outline(ParseHtml("<html a><html b><html c>", {.attributes = 2})),
            "html.a=.b=(head body)");
}

// ---- Where things stood

// All text of the page, by pieces: each source byte stands in one piece at most.
TEST(HtmlTree, EveryPieceLeadsToTheSource) {
  const std::string_view source =
      "<title>T&amp;U</title><table>one<tr><td>two\r\nthree&nbsp;</td>four</table><b>five<p>six</"
      "b>";
  const HtmlTree tree = ParseHtml(source, {});
  std::vector<std::string> found;
  std::vector<int> uses(source.size());
  for (std::uint32_t at = tree.First(); at != 0; at = tree.Next(at)) {
    const HtmlNode& node = tree.node(at);
    if (node.kind != HtmlNodeKind::kText) continue;
    std::string text;
    for (std::uint32_t i = node.first;; i = tree.pieces()[i].next) {
      const HtmlPiece& piece = tree.pieces()[i];
      text += source.substr(piece.begin, piece.end - piece.begin);
      text += '|';
      for (std::uint32_t byte = piece.begin; byte < piece.end; ++byte) ++uses[byte];
      if (piece.next == 0) break;
    }
    found.push_back(text);
  }
  EXPECT_EQ(found, (std::vector<std::string>{"T|&amp;|U|", "one|four|", "two|\nthree|&nbsp;|",
                                             "five|", "six|"}));
  EXPECT_EQ(std::count_if(uses.begin(), uses.end(), [](int n) { return n > 1; }), 0);
}

TEST(HtmlTree, PlacesOfTags) {
  const std::string_view source = "<p id=a>x<b>y<p>z";
  const HtmlTree tree = ParseHtml(source, {});
  std::vector<std::string_view> places;
  for (std::uint32_t at = tree.First(); at != 0; at = tree.Next(at)) {
    const HtmlNode& node = tree.node(at);
    places.push_back(source.substr(node.begin, node.end - node.begin));
  }
  EXPECT_EQ(places, (std::vector<std::string_view>{"", "", "", "<p id=a>", "x", "<b>", "y", "<p>",
                                                   "<b>", "z"}));
  EXPECT_EQ(tree.FindAttribute(4, "id")->value.data(), source.data() + 6);
}

// ---- Laws, over pages put together at random

// The same numbers on every machine.
class Dice {
 public:
  explicit Dice(std::uint64_t seed) : state_(seed) {}
  std::size_t Throw(std::size_t sides) {
    state_ = state_ * 6364136223846793005u + 1442695040888963407u;
    return static_cast<std::size_t>(state_ >> 33) % sides;
  }

 private:
  std::uint64_t state_;
};

// Neither <frameset> nor <col>, in which the standard itself drops text, nor open quotes.
constexpr std::string_view kParts[] = {
    "<p>",
    "</p>",
    "<div>",
    "</div>",
    "<b>",
    "</b>",
    "<i id=x>",
    "</i>",
    "<a href=?a&amp;b>",
    "</a>",
    "<nobr>",
    "</nobr>",
    "<font size=1>",
    "</font>",
    "<table>",
    "</table>",
    "<tr>",
    "</tr>",
    "<td>",
    "</td>",
    "<tbody>",
    "<caption>",
    "</caption>",
    "<ul>",
    "<li>",
    "</ul>",
    "<h1>",
    "</h2>",
    "<select>",
    "<option>",
    "</select>",
    "<button>",
    "</button>",
    "<svg>",
    "</svg>",
    "<foreignObject>",
    "<math>",
    "<mi>",
    "</math>",
    "<template>",
    "</template>",
    "<object>",
    "</object>",
    "<form>",
    "</form>",
    "<input>",
    "<br>",
    "<hr>",
    "<pre>",
    "</pre>",
    "<title>",
    "</title>",
    "<head>",
    "</head>",
    "<body a=1>",
    "</body>",
    "</html>",
    "<!--c-->",
    "<textarea>",
    "</textarea>",
    "<ruby>",
    "<rt>",
    "<x-y>",
    "</x-y>",
    "<noscript>",
    "&amp;",
    "&nbsp",
    "\r\n",
    " ",
    "< ",
    "& ",
};

// Joins the text of all nodes; says where a byte of the source is used twice.
std::string TextOfAll(const HtmlTree& tree) {
  std::string text;
  std::vector<bool> used(tree.source().size());
  for (std::uint32_t at = tree.First(); at != 0; at = tree.Next(at)) {
    if (tree.node(at).kind != HtmlNodeKind::kText) continue;
    text += tree.TextOf(at);
    for (std::uint32_t i = tree.node(at).first;; i = tree.pieces()[i].next) {
      for (std::uint32_t byte = tree.pieces()[i].begin; byte < tree.pieces()[i].end; ++byte) {
        EXPECT_FALSE(used[byte]) << tree.source();
        used[byte] = true;
      }
      if (tree.pieces()[i].next == 0) break;
    }
  }
  return text;
}

std::size_t CheckedDepth(const HtmlTree& tree);

TEST(HtmlTreeLaws, NoTextIsLostOrToldTwice) {
  for (std::uint64_t seed = 0; seed < 3000; ++seed) {
    Dice dice(seed);
    std::string page;
    std::vector<std::string> words;
    for (std::size_t i = 2 + dice.Throw(40); i > 0; --i) {
      page += kParts[dice.Throw(std::size(kParts))];
      if (dice.Throw(2) == 0) continue;
      words.push_back("w" + std::to_string(words.size()) + ".");
      page += words.back();
    }
    const HtmlLimits limits{.depth = dice.Throw(3) == 0 ? 16u : 512u};
    const HtmlTree tree = ParseHtml(page, limits);
    ASSERT_LT(CheckedDepth(tree), 600u) << page;
    const std::string text = TextOfAll(tree);
    for (const std::string& word : words) {
      const std::size_t at = text.find(word);
      ASSERT_NE(at, std::string::npos) << word << " of " << page;
      ASSERT_EQ(text.find(word, at + 1), std::string::npos) << word << " of " << page;
    }
    ASSERT_EQ(Outline(tree), Outline(ParseHtml(page, limits)));
  }
}

// ---- Hostile pages

std::string Repeat(std::string_view part, std::size_t times) {
  std::string out;
  out.reserve(part.size() * times);
  for (std::size_t i = 0; i < times; ++i) out += part;
  return out;
}

std::string Numbered(std::string_view before, std::string_view after, std::size_t times) {
  std::string out;
  for (std::size_t i = 0; i < times; ++i) (out += before) += std::to_string(i) += after;
  return out;
}

// Deepest node, after a look at every link of the tree.
std::size_t CheckedDepth(const HtmlTree& tree) {
  std::size_t depth = 0, deepest = 0, seen = 0;
  std::uint32_t at = tree.First();
  while (at != 0) {
    const HtmlNode& node = tree.node(at);
    const HtmlNode& parent = tree.node(node.parent);
    const bool first = parent.first_child == at, last = parent.last_child == at;
    const bool sound = (node.previous_sibling == 0) == first && (node.next_sibling == 0) == last &&
                       (last || tree.node(node.next_sibling).previous_sibling == at) &&
                       (last || tree.node(node.next_sibling).parent == node.parent);
    if (!sound || ++seen > tree.nodes().size()) return SIZE_MAX;
    if (node.first_child != 0) {
      deepest = std::max(deepest, ++depth);
      at = node.first_child;
      continue;
    }
    for (; at != 0 && tree.node(at).next_sibling == 0; --depth) at = tree.node(at).parent;
    if (at != 0) at = tree.node(at).next_sibling;
  }
  return deepest;
}

// Each page has at most a node for a share of its bytes, and its depth is bounded; that none takes
// more than a moment is for whoever waits for these tests.
void CheckHostile(const std::vector<std::string>& pages) {
  for (const std::string& page : pages) {
    const HtmlTree tree = ParseHtml(page, {});
    const std::string_view shown = std::string_view(page).substr(0, 40);
    EXPECT_LT(CheckedDepth(tree), 1024u) << shown;
    EXPECT_LT(tree.nodes().size(), page.size() * 3 / 4 + 8192) << shown;
    EXPECT_LT(tree.memory_bytes(), page.size() * 40 + 1'000'000) << shown;
  }
}

constexpr std::size_t kMany = 200'000;

TEST(HtmlTreeHostile, Nesting) {
  CheckHostile({
      Repeat("<div>", kMany),
      Repeat("<div>", kMany) + Repeat("</div>", kMany),
      Repeat("<template><table><td>", kMany),
      Repeat("<svg><foreignObject>", kMany),
      "<svg>" + Repeat("<g>", kMany) + Repeat("</x>", kMany),
      "<p><object>" + Repeat("<span>", kMany) + Repeat("<div></div>", kMany),
      Repeat("<x>", kMany) + Repeat("</y>", kMany),
      Repeat("<frameset>", kMany),
  });
}

TEST(HtmlTreeHostile, Formatting) {
  const std::string unlike_fonts = Numbered("<font size=", ">", 300);
  CheckHostile({
      Repeat("<b>x", kMany),
      Repeat("<a>x", kMany),
      Numbered("<font size=", ">x", kMany),
      Repeat("<b><p>", kMany) + Repeat("</b>", kMany),
      Repeat("<a><div>", kMany),
      Repeat("<b><i><u></b></i></u>x", kMany),
      "<p>" + unlike_fonts + "</p>" + Repeat("<p>x</p>", kMany),
      Repeat(Numbered("<b a=", ">", 60) + Repeat("<div>", 8) + Repeat("</b>", 60), 500),
      Numbered("<b a=", ">", 400) + "<p>" + Repeat("<i></i>", kMany) + Repeat("</b>", 400),
  });
}

TEST(HtmlTreeHostile, Tables) {
  CheckHostile({
      "<table>" + Repeat("x<tr>", kMany),
      "<table>" + Repeat("<b>x</b><tr><td>y", kMany),
      "<table>" + Repeat("a&amp;", kMany),
      Repeat("<table><tr><td>", kMany),
      Repeat("<b><table>", kMany),
      Repeat("<table><i><p>", kMany) + Repeat("</i>", kMany),
  });
}

TEST(HtmlTreeHostile, Attributes) {
  CheckHostile({
      Numbered("<html a", "=b>", kMany),
      "<p " + Numbered("a", "=b ", 1'000'000) + ">",
      Repeat("<p " + Numbered("a", "=b ", 256) + ">", 2000),
      "<p a=\"" + Repeat("&amp;", 2'000'000) + "\">",
      "<script>" + std::string(1'000'000, '\0'),
  });
}

TEST(HtmlTreeHostile, TextOutlivesEveryLimit) {
  std::string page;
  for (int i = 0; i < 3000; ++i) page += "<div><b><table><td>" + std::to_string(i) + " ";
  const HtmlTree tree = ParseHtml(page, {});
  std::string text, expected;
  for (std::uint32_t at = tree.First(); at != 0; at = tree.Next(at)) {
    if (tree.node(at).kind == HtmlNodeKind::kText) text += tree.TextOf(at);
  }
  for (int i = 0; i < 3000; ++i) expected += std::to_string(i) + " ";
  EXPECT_EQ(text, expected);
}

}  // namespace
}  // namespace warraq
