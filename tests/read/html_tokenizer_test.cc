// The tokenizer on small sources: what each becomes, where it stood, and how sources behave that
// were made to hurt. The public tests of html5lib are run by html5lib_check.cc.

#include "plugin/read/html_tokenizer.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include "plugin/read/html_entities.h"
#include "plugin/read/html_scan.h"
#include "plugin/text/model.h"

namespace warraq {
namespace {

using std::string_literals::operator""s;

// Tokens in one line: <p a=1> and </p> for tags, [text], {comment}, !doctype. Pieces of text are
// kept apart; what is not verbatim has a "~".
std::string Tokens(std::string_view source, HtmlContent content = HtmlContent::kMarkup,
                   std::string_view end_tag = {}, bool cdata = false) {
  HtmlStorage storage;
  HtmlTokenizer tokenizer(source, storage, 4);
  tokenizer.AllowCdata(cdata);
  if (content != HtmlContent::kMarkup) tokenizer.SetContent(content, end_tag);
  std::string out;
  for (HtmlToken token; tokenizer.Next(token);) {
    const std::string name(token.name);
    switch (token.kind) {
      case HtmlTokenKind::kText:
        out += (token.text.verbatim() ? "[" : "[~") + std::string(token.text.Bytes(source)) + "]";
        break;
      case HtmlTokenKind::kStartTag:
        out += "<" + name;
        for (std::uint32_t i = token.first_attribute; i < token.end_attribute; ++i) {
          const HtmlAttribute& attribute = storage.attributes[i];
          out += " " + std::string(attribute.name) + "=" + std::string(attribute.value);
        }
        out += token.self_closing ? " />" : ">";
        break;
      case HtmlTokenKind::kEndTag:
        out += "</" + name + ">";
        break;
      case HtmlTokenKind::kComment:
        out += "{" + name + "}";
        break;
      default:
        out += "!" + name + (token.has_public ? " p=" + std::string(token.public_id) : "") +
               (token.has_system ? " s=" + std::string(token.system_id) : "") +
               (token.force_quirks ? " quirks" : "");
    }
  }
  return out;
}

struct Case {
  std::string source;
  std::string tokens;
};

void Check(const std::vector<Case>& cases) {
  for (const Case& c : cases) EXPECT_EQ(Tokens(c.source), c.tokens) << c.source;
}

TEST(HtmlTokenizer, Tags) {
  Check({
      {"<div>", "<div>"},
      {"<DiV ID=Ab>", "<div id=Ab>"},
      {"<no-such-name>", "<no-such-name>"},
      {"<No-Such-Name>", "<no-such-name>"},
      {"<annotation-xml><annotation-xmm>", "<annotation-xml><annotation-xmm>"},
      {"</div junk='>'>x", "</div>[x]"},
      {"<br/>", "<br />"},
      {"<br / >", "<br>"},
      {"<a/b>", "<a b=>"},
      {"<a b='1'c=\"2\" d = 3>", "<a b=1 c=2 d=3>"},
      {"<a b=1 B=2 c>", "<a b=1 c=>"},
      {"<a =b=c>", "<a =b=c>"},
      {"<a b=c/d>", "<a b=c/d>"},
      {"<a b= >x", "<a b=>[x]"},
      {"<a href=?x&y&amp;z&copy=1>", "<a href=?x&y&z&copy=1>"},
      {"<a b='&copy;&copy&copyx'>", "<a b=\u00A9\u00A9&copyx>"},
      {"<a b='x\r\ny\rz'>", "<a b=x\ny\nz>"},
      {"<a a=1 b=2 c=3 d=4 e=5>x", "<a a=1 b=2 c=3 d=4>[x]"},
      {"<p\0q r\0='s\0'>"s, "<p\uFFFDq r\uFFFD=s\uFFFD>"},
      {"x<a b='c", "[x]"},
      {"x<a ", "[x]"},
      {"x</a", "[x]"},
      {"x</>y", "[x][y]"},
  });
}

TEST(HtmlTokenizer, Text) {
  Check({
      {"", ""},
      {"a < b", "[a < b]"},
      {"a<1<<2", "[a<1<<2]"},
      {"a<", "[a<]"},
      {"a</", "[a</]"},
      {"a\r\nb\rc\n", "[a][\nb][~\n][c\n]"},
      {"a\0b"s, "[a][\0][b]"s},
      {"AT&T & co", "[AT][&T ][& co]"},
      {"\u0642\u0627\u0644&nbsp;\u0646\u0639\u0645",
       "[\u0642\u0627\u0644][~\u00A0][\u0646\u0639\u0645]"},
  });
}

TEST(HtmlTokenizer, References) {
  Check({
      {"&lt;", "[~<]"},
      {"&lt", "[~<]"},
      {"&ltx", "[~<][x]"},
      {"&notin;", "[~\u2209]"},
      {"&notit;", "[~\u00AC][it;]"},
      {"&hearts", "[&hearts]"},
      {"&nGt;", "[~\u226B\u20D2]"},
      {"&zzz;", "[&zzz;]"},
      {"&#1575;&#x627;&#X627", "[~\u0627][~\u0627][~\u0627]"},
      {"&#x80;&#150;", "[~\u20AC][~\u2013]"},
      {"&#0;&#xD800;&#x110000;&#99999999999;", "[~\uFFFD][~\uFFFD][~\uFFFD][~\uFFFD]"},
      {"&#;&#x;&#xg", "[&#;][&#x;][&#xg]"},
      {"&", "[&]"},
  });
}

TEST(HtmlTokenizer, Declarations) {
  Check({
      {"<!--a-->b", "{a}[b]"},
      {"<!-->a", "{}[a]"},
      {"<!--->a", "{}[a]"},
      {"<!--a--!>b", "{a}[b]"},
      {"<!--a-b--c--->d", "{a-b--c-}[d]"},
      {"<!--a<!--b-->c", "{a<!--b}[c]"},
      {"<!--a--", "{a}"},
      {"<!--a--!", "{a}"},
      {"<!--a\r\nb\0-->"s, "{a\nb\uFFFD}"},
      {"<!x>", "{x}"},
      {"<?php x ?>y", "{?php x ?}[y]"},
      {"</ x>y", "{ x}[y]"},
      {"<![CDATA[x]]>", "{[CDATA[x]]}"},
      {"<!DOCTYPE html>", "!html"},
      {"<!doctypeHTML>", "!html"},
      {"<!DOCTYPE>", "! quirks"},
      {"<!DOCTYPE html PUBLIC '-//W3C' \"x.dtd\">", "!html p=-//W3C s=x.dtd"},
      {"<!DOCTYPE html SYSTEM 'x' y>", "!html s=x"},
      {"<!DOCTYPE html SYSTEM 'x' y", "!html s=x"},
      {"<!DOCTYPE html SYSTEM 'x'", "!html s=x quirks"},
      {"<!DOCTYPE html PUBLIC 'a>b", "!html p=a quirks[b]"},
      {"<!DOCTYPE html y>", "!html quirks"},
  });
}

TEST(HtmlTokenizer, TextThatIsNotMarkup) {
  EXPECT_EQ(Tokens("a&lt;<b></titles></TITLE >c", HtmlContent::kRcdata, "title"),
            "[a][~<][<b></titles>]</title>[c]");
  EXPECT_EQ(Tokens("a&lt;<b></style/>c", HtmlContent::kRawtext, "style"), "[a&lt;<b>]</style>[c]");
  EXPECT_EQ(Tokens("a</style", HtmlContent::kRawtext, "style"), "[a</style]");
  EXPECT_EQ(Tokens("a</plaintext>&lt;", HtmlContent::kPlaintext), "[a</plaintext>&lt;]");
  EXPECT_EQ(Tokens("a\0b"s, HtmlContent::kRawtext, "xmp"), "[a][~\uFFFD][b]");
  EXPECT_EQ(Tokens("<![CDATA[<a>]]]>b", HtmlContent::kMarkup, {}, true), "[<a>]][b]");
  EXPECT_EQ(Tokens("<![CDATA[]]><![CDATA[x", HtmlContent::kMarkup, {}, true), "[x]");
}

TEST(HtmlTokenizer, Scripts) {
  const auto script = [](std::string_view source) {
    return Tokens(source, HtmlContent::kScript, "script");
  };
  EXPECT_EQ(script("a<b</script>c"), "[a<b]</script>[c]");
  EXPECT_EQ(script("<!--a</script>c"), "[<!--a]</script>[c]");
  EXPECT_EQ(script("<!--<script>a</script>b</script>c"), "[<!--<script>a</script>b]</script>[c]");
  EXPECT_EQ(script("<!--<script>a--></script>c"), "[<!--<script>a-->]</script>[c]");
  EXPECT_EQ(script("<!--><script></script>c"), "[<!--><script>]</script>[c]");
  EXPECT_EQ(script("<!--<scripty></script>c"), "[<!--<scripty>]</script>[c]");
}

TEST(HtmlTokenizer, Offsets) {
  const std::string_view source = "<p A='x&lt;' b = \"q\"  c>1&amp;2\r\n3</p><!--z-->";
  HtmlStorage storage;
  HtmlTokenizer tokenizer(source, storage, 256);
  std::vector<std::string_view> at;
  for (HtmlToken token; tokenizer.Next(token);) {
    at.push_back(source.substr(token.begin, token.end - token.begin));
    if (token.kind == HtmlTokenKind::kText) {
      EXPECT_EQ(at.back(), source.substr(token.text.begin, token.text.end - token.text.begin));
    }
  }
  EXPECT_EQ(at, (std::vector<std::string_view>{"<p A='x&lt;' b = \"q\"  c>", "1", "&amp;", "2",
                                               "\n3", "</p>", "<!--z-->"}));
  ASSERT_EQ(storage.attributes.size(), 3u);
  std::vector<std::string_view> raw;
  for (const HtmlAttribute& a : storage.attributes) {
    raw.push_back(source.substr(a.begin, a.end - a.begin));
  }
  EXPECT_EQ(raw, (std::vector<std::string_view>{"x&lt;", "q", ""}));
  EXPECT_EQ(storage.attributes[1].value.data(), raw[1].data()) << "what is verbatim is not copied";
}

// Every name that the table knows is found, and nothing is found for a part of it.
TEST(HtmlTags, Find) {
  for (std::size_t i = 1; i < kHtmlTagCount; ++i) {
    const auto tag = static_cast<HtmlTag>(i);
    EXPECT_EQ(FindHtmlTag(HtmlTagName(tag)), tag);
    EXPECT_EQ(FindHtmlTag(std::string(HtmlTagName(tag)) + "-"), HtmlTag::kUnknown);
  }
  EXPECT_EQ(FindHtmlTag("blockquotf"), HtmlTag::kUnknown);
  EXPECT_EQ(FindHtmlTag(""), HtmlTag::kUnknown);
}

// Every row of the table is found whole, and its code points are those of the row.
TEST(HtmlEntities, EveryName) {
  std::string_view model = Model("entities.tsv");
  int rows = 0;
  while (!model.empty()) {
    const std::string_view line = model.substr(0, model.find('\n'));
    model.remove_prefix(line.size() + 1);
    if (line.starts_with('#')) continue;
    ++rows;
    const std::size_t tab = line.find('\t');
    const std::string source = "&" + std::string(line.substr(0, tab));
    std::string numbers = "&#x" + std::string(line.substr(tab + 1)) + ";";
    const std::size_t space = numbers.find(' ');
    if (space != std::string::npos) numbers.replace(space, 1, ";&#x");
    std::string expected;
    for (std::size_t at = 0; at < numbers.size();) {
      const HtmlReference number = ReadReference(numbers.substr(at), HtmlReferenceIn::kText);
      ASSERT_NE(number.source_bytes, 0u) << line;
      expected += number.text();
      at += number.source_bytes;
    }
    const HtmlReference named = ReadReference(source + " x", HtmlReferenceIn::kText);
    EXPECT_EQ(named.source_bytes, source.size()) << line;
    EXPECT_EQ(named.text(), expected) << line;
    const HtmlReference inside = ReadReference(source + "1", HtmlReferenceIn::kAttribute);
    EXPECT_EQ(inside.source_bytes != 0, source.ends_with(';')) << line;
  }
  EXPECT_EQ(rows, 2231);
}

// The fast search against the obvious one, at all places of a short text.
TEST(HtmlScan, FindsWhatASlowSearchFinds) {
  for (std::size_t size = 0; size < 40; ++size) {
    for (std::size_t at = 0; at <= size; ++at) {
      for (const char stop : {'<', '&', '\0', '\r', '\x80'}) {
        std::string text(size, '\x01');
        if (at < size) text[at] = stop;
        const std::size_t expected = stop == '\x80' ? size : at;
        const char* begin = text.data();
        const char* found = FindAny<'<', '&', '\0', '\r'>(begin, begin + size);
        ASSERT_EQ(static_cast<std::size_t>(found - begin), expected) << size << " " << at;
      }
    }
  }
}

// ---- Hostile sources

std::string Repeat(std::string_view part, std::size_t times) {
  std::string out;
  out.reserve(part.size() * times);
  for (std::size_t i = 0; i < times; ++i) out += part;
  return out;
}

constexpr std::size_t kTenMegabytes = 10'000'000;

TEST(HtmlTokenizerHostile, LongRunsAreOneToken) {
  EXPECT_EQ(Tokens(std::string(kTenMegabytes, '<')).size(), kTenMegabytes + 2);
  EXPECT_EQ(Tokens("<!--" + std::string(kTenMegabytes, '-')).size(), kTenMegabytes);
  EXPECT_EQ(Tokens("<!--" + std::string(kTenMegabytes, 'x')).size(), kTenMegabytes + 2);
  EXPECT_EQ(Tokens("&#" + std::string(kTenMegabytes, '9')), "[~\uFFFD]");
  EXPECT_EQ(Tokens("<a b='" + std::string(kTenMegabytes, 'x') + "'>").size(), kTenMegabytes + 6);
  EXPECT_EQ(Tokens("<a b='" + std::string(kTenMegabytes, 'x')), "");
}

TEST(HtmlTokenizerHostile, MillionsOfSmallThings) {
  EXPECT_EQ(Tokens("<a " + Repeat("b=1 ", 1'000'000) + ">"), "<a b=1>");
  std::string names = "<a";
  for (int i = 0; i < 1'000'000; ++i) names += " n" + std::to_string(i);
  EXPECT_EQ(Tokens(names + ">"), "<a n0= n1= n2= n3=>");
  EXPECT_EQ(Tokens(std::string(1'000'000, '\0')).size(), 3'000'000u);
  EXPECT_EQ(Tokens(Repeat("</", 1'000'000)).front(), '{');
  EXPECT_EQ(Tokens(Repeat("<![CDATA[", 1'000'000), HtmlContent::kMarkup, {}, true).front(), '[');
  EXPECT_EQ(Tokens("<!--" + Repeat("<script", 1'000'000), HtmlContent::kScript, "script").size(),
            7'000'006u);
}

}  // namespace
}  // namespace warraq
