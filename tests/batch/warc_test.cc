// Records of web archives: what is a page, what is passed over, and what damage costs.

#include "plugin/batch/warc.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <string>
#include <vector>

#include "plugin/batch/http.h"
#include "tests/batch/opened.h"
#include "tests/batch/packing.h"

namespace warraq {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::Pair;

constexpr const char* kUri = "https://example.org/";
const std::string kPage = "<p>The bridge was opened on Wednesday, a year early.</p>";

TEST(Http, BodiesComeOutAsTheyWereSent) {
  const std::string utf8_mark = "\xEF\xBB\xBF";
  const struct {
    const char* what;
    std::string http;
    std::string wanted;
  } kCases[] = {
      {"plain", Http(kPage), kPage},
      {"line feeds alone", "HTTP/1.0 200 OK\nContent-Type: text/html\n\n" + kPage, kPage},
      {"no reason", "HTTP/2 200\r\nA: b\r\n\r\n" + kPage, kPage},
      {"chunked", Http(Chunked(kPage, 7), "Transfer-Encoding: chunked\r\n"), kPage},
      {"names in capitals", Http(Chunked(kPage, 7), "TRANSFER-ENCODING:Chunked\r\n"), kPage},
      {"extensions of chunks", Http("4;a=b\r\n<p>a\r\n0\r\n\r\n", "Transfer-Encoding: chunked\r\n"),
       "<p>a"},
      {"chunks cut short", Http("ff\r\n<p>abc", "Transfer-Encoding: chunked\r\n"), "<p>abc"},
      {"a chunk larger than all memory",
       Http("ffffffff\r\n<p>abc", "Transfer-Encoding: chunked\r\n"), "<p>abc"},
      {"said to be chunked, put together before", Http(kPage, "Transfer-Encoding: chunked\r\n"),
       kPage},
      {"gzip", Http(Deflated(kPage), "Content-Encoding: gzip\r\n"), kPage},
      {"said to be gzip, unpacked before", Http(kPage, "Content-Encoding: gzip\r\n"), kPage},
      {"deflate", Http(Deflated(kPage, 15), "Content-Encoding: deflate\r\n"), kPage},
      {"bare deflate", Http(Deflated(kPage, -15), "Content-Encoding: deflate\r\n"), kPage},
      {"brotli", Http(Brotli(kPage), "Content-Encoding: br\r\n"), kPage},
      {"said to be brotli", Http(kPage, "Content-Encoding: br\r\n"), kPage},
      {"zstd", Http(Zstandard(kPage), "Content-Encoding: zstd\r\n"), kPage},
      {"twice", Http(Brotli(Deflated(kPage)), "Content-Encoding: gzip, br\r\n"), kPage},
      {"chunked gzip",
       Http(Chunked(Deflated(kPage), 9),
            "Content-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n"),
       kPage},
      {"identity", Http(kPage, "Content-Encoding: identity\r\n"), kPage},
      {"a byte order mark", Http(utf8_mark + kPage), utf8_mark + kPage},
  };
  for (const auto& [what, http, wanted] : kCases) {
    const Opened opened = OpenBytes("a.warc", WarcResponse(kUri, http));
    EXPECT_THAT(opened.Texts(), ElementsAre(wanted)) << what;
    EXPECT_THAT(opened.failures, IsEmpty()) << what;
  }
}

TEST(Http, WhatCannotBeUnpackedFails) {
  const std::string bomb = Deflated(Deflated(std::string(std::size_t{300} << 20, 'x')));
  const std::string packed = Deflated(kPage);
  const struct {
    const char* what;
    std::string http;
    const char* code;
  } kCases[] = {
      {"cut short", Http(packed.substr(0, packed.size() - 12), "Content-Encoding: gzip\r\n"),
       "damaged-archive"},
      {"no brotli", Http("rubbish", "Content-Encoding: br\r\n"), "damaged-archive"},
      {"a bomb in a bomb", Http(bomb, "Content-Encoding: gzip, gzip\r\n"), "too-large"},
      {"no head", "200 fine", "damaged-archive"},
      {"a head without end", "HTTP/1.1 200 OK\r\nA: b\r\n", "damaged-archive"},
      {"a status that is none", "HTTP/1.1 abc\r\n\r\n" + kPage, "damaged-archive"},
  };
  for (const auto& [what, http, code] : kCases) {
    const Opened opened =
        OpenBytes("a.warc", WarcResponse(kUri, http) + WarcResponse(kUri, Http(kPage)));
    EXPECT_THAT(opened.failures, ElementsAre(Pair("a.warc!@0", code))) << what;
    EXPECT_THAT(opened.Texts(), ElementsAre(kPage)) << what;
  }
}

TEST(Http, ContentTypes) {
  const struct {
    const char* content_type;
    const char* media_type;
    const char* charset;
  } kCases[] = {
      {"text/html", "text/html", ""},
      {"Text/HTML; Charset=UTF-8", "text/html", "utf-8"},
      {"text/html;charset=\"windows-1256\"", "text/html", "windows-1256"},
      {"text/html; a=b; charset = iso-8859-6 ; c=d", "text/html", "iso-8859-6"},
      {"text/html; charset", "text/html", ""},
      {" text/plain , text/html", "text/plain", ""},
      {"", "", ""},
      {";charset=x", "", "x"},
  };
  for (const auto& [content_type, media_type, charset] : kCases) {
    EXPECT_EQ(MediaTypeOf(content_type), media_type) << content_type;
    EXPECT_EQ(CharsetOf(content_type), charset) << content_type;
  }
}

std::string HttpOfType(std::string_view type, std::string_view body) {
  return "HTTP/1.1 200 OK\r\nContent-Type: " + std::string(type) + "\r\n\r\n" + std::string(body);
}

TEST(Warc, WhatIsNoPageIsPassedOverAndCounted) {
  const std::string http = "application/http";
  const struct {
    std::string record;
    const char* reason;
  } kCases[] = {
      {WarcRecord("warcinfo", "", "application/warc-fields", "a: b"), "warcinfo"},
      {WarcRecord("request", kUri, http, "GET / HTTP/1.1\r\n\r\n"), "request"},
      {WarcRecord("metadata", kUri, "application/warc-fields", "a: b"), "metadata"},
      {WarcRecord("revisit", kUri, http, "HTTP/1.1 304 Not Modified\r\n\r\n"), "revisit"},
      {WarcRecord("continuation", kUri, http, "rest"), "continuation"},
      {WarcRecord("future", kUri, http, "what"), "other-record"},
      {WarcRecord("response", "dns:example.org", "text/dns", "20250514 a 1.2.3.4"), "dns"},
      {WarcResponse(kUri, Http("", "Location: /b\r\n", "301 Moved")), "http-redirect"},
      {WarcResponse(kUri, Http(kPage, "", "404 Not Found")), "http-error"},
      {WarcResponse(kUri, Http(kPage, "", "503 Busy")), "http-error"},
      {WarcResponse(kUri, Http("", "", "204 No Content")), "http-no-page"},
      {WarcResponse(kUri, Http("")), "no-body"},
      {WarcResponse(kUri, HttpOfType("text/css", "p {}")), "media-type"},
      {WarcResponse(kUri, HttpOfType("application/javascript; charset=utf-8", "f()")),
       "media-type"},
      {WarcResponse(kUri, HttpOfType("video/mp4", "....")), "media-type"},
      {WarcResponse(kUri, HttpOfType("image/x-icon", "no picture")), "media-type"},
      {WarcResponse(kUri, HttpOfType("application/octet-stream", std::string(99, '\0'))),
       "media-type"},
      {WarcRecord("resource", "file:///a.css", "text/css", "p {}"), "media-type"},
  };
  std::string all;
  std::map<std::string, int> wanted;
  for (const auto& [record, reason] : kCases) {
    const Opened opened = OpenBytes("a.warc", record);
    EXPECT_THAT(opened.skipped, ElementsAre(Pair(reason, 1))) << record;
    EXPECT_THAT(opened.sources, IsEmpty()) << record;
    EXPECT_THAT(opened.failures, IsEmpty()) << record;
    all += record;
    ++wanted[reason];
  }
  EXPECT_EQ(OpenBytes("a.warc", all).skipped, wanted);
}

TEST(Warc, WhatIsReadHasItsOrigin) {
  const std::string picture = "\x89PNG\r\n\x1a\n" + std::string(40, '\0');
  const struct {
    const char* what;
    std::string record;
    Source wanted;
  } kCases[] = {
      {"a response",
       WarcResponse("<https://example.org/a>", Http(kPage)),
       {.bytes = kPage,
        .uri = "https://example.org/a",
        .retrieved = "2025-05-14T06:00:00Z",
        .declared_type = "text/html",
        .declared_encoding = "utf-8"}},
      {"plain text, says the server",
       WarcResponse(kUri, HttpOfType("text/plain", "a text")),
       {.bytes = "a text", .uri = kUri, .retrieved = "2025-05-14T06:00:00Z"}},
      {"WET",
       WarcRecord("conversion", kUri, "text/plain", "<b> is bold"),
       {.bytes = "<b> is bold",
        .uri = kUri,
        .retrieved = "2025-05-14T06:00:00Z",
        .declared_type = "text/plain"}},
      {"a resource",
       WarcRecord("resource", "file:///a.html", "text/html", kPage),
       {.bytes = kPage,
        .uri = "file:///a.html",
        .retrieved = "2025-05-14T06:00:00Z",
        .declared_type = "text/html"}},
      {"a picture",
       WarcResponse(kUri, HttpOfType("image/png", picture)),
       {.bytes = picture,
        .uri = kUri,
        .retrieved = "2025-05-14T06:00:00Z",
        .declared_type = "image/png"}},
      {"an address that is no UTF-8",
       WarcRecord("resource", "http://a/\xE9 \"", "text/html", kPage),
       {.bytes = kPage,
        .uri = "http://a/%E9%20\"",
        .retrieved = "2025-05-14T06:00:00Z",
        .declared_type = "text/html"}},
  };
  for (const auto& [what, record, wanted] : kCases) {
    const Opened opened = OpenBytes("a.warc", record);
    ASSERT_EQ(opened.sources.size(), 1u) << what;
    const Source& source = opened.sources[0];
    EXPECT_EQ(source.bytes, wanted.bytes) << what;
    EXPECT_EQ(source.uri, wanted.uri) << what;
    EXPECT_EQ(source.retrieved, wanted.retrieved) << what;
    EXPECT_EQ(source.declared_type, wanted.declared_type) << what;
    EXPECT_EQ(source.declared_encoding, wanted.declared_encoding) << what;
  }
}

// A response that says it has `length` bytes of content.
std::string WithLength(std::string_view length) {
  std::string record = WarcResponse(kUri, Http("<p>bad</p>"));
  const std::size_t at = record.find("Content-Length: ") + 16;
  return record.replace(at, record.find('\r', at) - at, length);
}

TEST(Warc, DamageCostsOneRecord) {
  const std::string good = WarcResponse(kUri, Http(kPage));
  const std::string headless = good.substr(0, good.find("\r\n") + 2);
  const struct {
    const char* what;
    std::string bad;
  } kCases[] = {
      {"a negative length", WithLength("-5")},
      {"a length that is no number", WithLength("many")},
      {"an empty length", WithLength("")},
      {"a length above all numbers", WithLength("99999999999999999999999999")},
      {"a length above all limits", WithLength("1000000000000")},
      {"a length beyond the file", WithLength("9999")},
      {"a length that ends in the next record", WithLength("300")},
      {"a length too short", WithLength("40")},
      {"no length", "WARC/1.0\r\nWARC-Type: response\r\n\r\n<p>bad</p>\r\n\r\n"},
      {"no type", "WARC/1.0\r\nContent-Length: 2\r\n\r\nab\r\n\r\n"},
      {"a head without end", "WARC/1.0\r\nWARC-Type: response\r\n"},
      {"a line that is no field", "WARC/1.0\r\nrubbish\r\n\r\n"},
      {"rubbish", "some rubbish\nmore of it\n"},
      {"versions alone", "WARC/1.0\r\nWARC/1.0\r\nWARC/1.1\r\n"},
      {"a head of 100 kB",
       "WARC/1.0\r\nWARC-Type: response\r\nA: " + std::string(100'000, 'x') + "\r\n\r\n"},
  };
  for (const auto& [what, bad] : kCases) {
    for (const bool compressed : {false, true}) {
      const auto pack = [&](const std::string& bytes) {
        return compressed ? Deflated(bytes) : bytes;
      };
      SCOPED_TRACE(std::string(what) + (compressed ? ", compressed" : ""));
      const Opened opened = OpenBytes("a", pack(good) + pack(bad) + pack(good));
      EXPECT_THAT(opened.Texts(), ElementsAre(kPage, kPage));
      const std::string name = "a!@" + std::to_string(pack(good).size());
      EXPECT_THAT(opened.failures, ElementsAre(Pair(name, testing::_)));
    }
  }
}

TEST(Warc, WhatIsPassedOverMayBeDamagedToo) {
  const std::string good = WarcResponse(kUri, Http(kPage));
  const std::string request =
      "WARC/1.0\r\nWARC-Type: request\r\nContent-Length: 999999\r\n\r\nGET / HTTP/1.1\r\n\r\n";
  const Opened compressed = OpenBytes("a", Deflated(good) + Deflated(request) + Deflated(good));
  EXPECT_THAT(compressed.Texts(), ElementsAre(kPage, kPage));
  EXPECT_EQ(compressed.failures.size(), 1u);
}

TEST(Warc, LineEndsMayBeMissing) {
  const std::string good = WarcResponse(kUri, Http(kPage));
  const std::string bare = good.substr(0, good.size() - 4);
  EXPECT_THAT(OpenBytes("a", bare + bare + good).Texts(), ElementsAre(kPage, kPage, kPage));
  std::string unix_ends;
  for (const char c : WarcRecord("resource", kUri, "text/html", kPage)) {
    if (c != '\r') unix_ends += c;
  }
  const Opened opened = OpenBytes("a", unix_ends + unix_ends);
  EXPECT_THAT(opened.Texts(), ElementsAre(kPage, kPage));
  EXPECT_THAT(opened.failures, IsEmpty());
}

TEST(Warc, ALargeRecordFailsAlone) {
  Options options;
  options.limits.record_bytes = 1000;
  const std::string good = WarcResponse(kUri, Http(kPage));
  const std::string large = WarcResponse(kUri, Http(std::string(5000, 'x')));
  const Opened opened = OpenBytes("a", good + large + good, options);
  EXPECT_THAT(opened.Texts(), ElementsAre(kPage, kPage));
  EXPECT_THAT(opened.failures, ElementsAre(Pair("a!@" + std::to_string(good.size()), "too-large")));
}

TEST(Arc, BothVersions) {
  const std::string http = Http(kPage);
  const std::string size = std::to_string(http.size());
  const std::string head = "filedesc://a.arc 0.0.0.0 20250514060000 text/plain 4\nabc\n\n";
  const std::string first = "http://a/ 192.0.2.1 20250514060000 text/html " + size + "\n";
  const std::string second =
      "http://a/ 192.0.2.1 20250514060000 text/html 200 X - 0 a.arc " + size + "\n";
  const Opened opened =
      OpenBytes("a.arc", head + first + http + "\n" + "rubbish\n" + second + http + "\n");
  EXPECT_THAT(opened.Texts(), ElementsAre(kPage, kPage));
  EXPECT_EQ(opened.failures.size(), 1u);
  EXPECT_EQ(opened.skipped.at("warcinfo"), 1);
  EXPECT_EQ(opened.sources[0].retrieved, "2025-05-14T06:00:00Z");
  EXPECT_EQ(opened.sources[0].uri, "http://a/");
}

}  // namespace
}  // namespace warraq
