// However pages are packed, the same come out, in the same order; and what is damaged costs no more
// than itself.

#include "plugin/batch/container.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>
#include <string>
#include <vector>

#include "plugin/batch/pipeline.h"
#include "plugin/write/write.h"
#include "tests/batch/opened.h"
#include "tests/batch/packing.h"
#include "tests/samples.h"

namespace warraq {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::Pair;
using testing::UnorderedElementsAre;

std::vector<PackedPage> SamplePages() {
  std::vector<PackedPage> pages;
  for (const std::string& path : SamplePaths("pages", ".html")) {
    const std::string number = std::to_string(pages.size());
    pages.push_back({number + ".html", "https://example.org/" + number, ReadWhole(path)});
  }
  return pages;
}

struct Packing {
  std::string name;
  std::string bytes;
};

std::string Joined(const std::vector<std::string>& records, std::string (*pack)(std::string_view)) {
  std::string joined;
  for (const std::string& record : records) joined += pack(record);
  return joined;
}

std::vector<Packing> AllPackings(const std::vector<PackedPage>& pages) {
  const auto gzip = [](std::string_view bytes) { return Deflated(bytes); };
  const auto zstd = [](std::string_view bytes) { return Zstandard(bytes); };
  const auto bare = [](std::string_view bytes) { return std::string(bytes); };
  const std::vector<std::string> records = WarcRecords(pages);
  const std::string warc = Joined(records, bare);
  const std::string tar = Archive(pages, "ustar");
  std::vector<Packing> all = {{"a.tar", tar},
                              {"a.zip", Archive(pages, "zip")},
                              {"a.warc", warc},
                              {"a.warc.gz", Joined(records, gzip)},
                              {"a.warc.zst", Joined(records, zstd)},
                              {"a.arc", Arc(pages)},
                              {"a.jsonl", JsonLines(pages, "html")},
                              {"a.csv", Csv(pages, "html", ',')},
                              {"a.tsv", Csv(pages, "html", '\t')}};
  const std::vector<Packing> flat = all;
  for (const Packing& packing : flat) {
    all.push_back({packing.name + ".gz", Deflated(packing.bytes)});
    all.push_back({packing.name + ".zst", Zstandard(packing.bytes)});
    all.push_back({"nested.tar", Archive({{packing.name, "", packing.bytes}}, "ustar")});
    all.push_back({"nested.zip", Archive({{packing.name, "", packing.bytes}}, "zip")});
  }
  return all;
}

TEST(Containers, EveryPackingGivesTheSamePages) {
  const std::vector<PackedPage> pages = SamplePages();
  ASSERT_GE(pages.size(), 5u);
  std::vector<std::string> wanted;
  for (const PackedPage& page : pages) wanted.push_back(page.bytes);
  for (const Packing& packing : AllPackings(pages)) {
    for (const std::size_t at_once : {std::size_t{65536}, std::size_t{97}}) {
      SCOPED_TRACE(packing.name + " " + std::to_string(at_once));
      const Opened opened = OpenBytes(packing.name, packing.bytes, {}, at_once);
      EXPECT_THAT(opened.failures, IsEmpty());
      EXPECT_TRUE(opened.Texts() == wanted) << opened.sources.size();
      std::set<std::string> names;
      for (const Source& source : opened.sources) names.insert(source.name);
      EXPECT_EQ(names.size(), pages.size());
    }
  }
}

TEST(Containers, EveryPackingGivesTheSameRecords) {
  const std::vector<PackedPage> pages = SamplePages();
  const auto texts = [&](const Packing& packing) {
    Pipeline pipeline({});
    std::vector<std::string> found;
    Opened opened = OpenBytes(packing.name, packing.bytes);
    for (Source& source : opened.sources) {
      const Result<PageArticles> read = pipeline.Read(source, 1);
      if (!read.ok()) continue;
      for (const Article& article : read.value().articles) found.push_back(BodyText(article));
    }
    return found;
  };
  const std::vector<std::string> wanted = texts({"a.tar", Archive(pages, "ustar")});
  ASSERT_GE(wanted.size(), 5u);
  for (const Packing& packing : AllPackings(pages)) {
    EXPECT_TRUE(texts(packing) == wanted) << packing.name;
  }
}

TEST(Containers, NamesSayWhereThingsStand) {
  const std::string record = WarcResponse("https://example.org/", Http("<p>page</p>"));
  const std::string member = Deflated(record);
  const std::string end = std::to_string(member.size());
  const struct {
    const char* name;
    std::string bytes;
    std::vector<std::string> wanted;
  } kCases[] = {
      {"a.warc", record + record, {"a.warc!@0", "a.warc!@" + std::to_string(record.size())}},
      {"a.warc.gz", member + member, {"a.warc.gz!@0", "a.warc.gz!@" + end}},
      {"b.warc.gz",
       Deflated(record + record),
       {"b.warc.gz!@0", "b.warc.gz!@0+" + std::to_string(record.size())}},
      {"c.gz",
       member + std::string(512, '\0') + member,
       {"c.gz!@0", "c.gz!@" + std::to_string(member.size() + 512)}},
      {"a.zip",
       Archive({{"b.warc.gz", "", member + member}}, "zip"),
       {"a.zip!b.warc.gz!@0", "a.zip!b.warc.gz!@" + end}},
      {"a.jsonl", "{\"text\":\"a\"}\n\n{\"text\":\"b\"}", {"a.jsonl!@0", "a.jsonl!@14"}},
      {"a.jsonl.gz",
       Deflated("{\"text\":\"a\"}\r\n{\"text\":\"b\"}\r\n"),
       {"a.jsonl.gz!@0", "a.jsonl.gz!@14"}},
      {"a.csv", "id,text\n1,a\n2,\"b\nc\"\n3,d\n", {"a.csv!@8", "a.csv!@12", "a.csv!@20"}},
      {"a.html.gz", Deflated("<p>page</p>"), {"a.html.gz"}},
  };
  for (const auto& [name, bytes, wanted] : kCases) {
    const Opened opened = OpenBytes(name, bytes);
    std::vector<std::string> names;
    for (const Source& source : opened.sources) names.push_back(source.name);
    EXPECT_EQ(names, wanted);
    EXPECT_THAT(opened.failures, IsEmpty()) << name;
  }
}

TEST(Containers, DepthIsBounded) {
  std::string bytes = "<p>page</p>";
  for (int i = 0; i < 8; ++i) bytes = Deflated(bytes);
  EXPECT_EQ(OpenBytes("a", bytes).sources.size(), 1u);
  const Opened deeper = OpenBytes("a", Deflated(bytes));
  EXPECT_THAT(deeper.sources, IsEmpty());
  EXPECT_THAT(deeper.failures, ElementsAre(Pair("a", "too-deep")));
}

TEST(Containers, BombsInBombsEndTheInput) {
  // 16 members, each of which is 16 gzips of 48 MiB, would be 12 GiB.
  const std::string letters = Deflated(std::string(std::size_t{48} << 20, 'x'));
  std::vector<PackedPage> inner;
  for (int i = 0; i < 16; ++i) inner.push_back({std::to_string(i) + ".gz", "", letters});
  const std::string packed = Deflated(Archive(inner, "ustar"));
  std::vector<PackedPage> outer;
  for (int i = 0; i < 16; ++i) outer.push_back({std::to_string(i) + ".tar.gz", "", packed});
  const std::string bomb = Deflated(Archive(outer, "ustar"));
  std::size_t unpacked = 0;
  std::size_t refused = 0;
  InputTaker taker;
  taker.take = [&](const Source& source, const Error* error) {
    unpacked += source.bytes.size();
    refused += error != nullptr && error->code == Code::kTooLarge;
    return true;
  };
  const Options options;
  Budget budget(options.limits);
  BytesStream stream(bomb, bomb.size(), budget);
  Window window(stream);
  OpenContainer("a.tar.gz", window, budget, options, taker);
  EXPECT_LT(unpacked, std::size_t{2} << 30);
  EXPECT_GT(refused, 0u);
}

TEST(Gzip, DamageIsTold) {
  std::vector<std::string> members;
  for (const char* page : {"<p>one</p>", "<p>two</p>", "<p>three</p>"}) {
    members.push_back(Deflated(WarcResponse("https://example.org/", Http(page))));
  }
  const auto spoil = [&](std::size_t at, std::size_t count) {
    std::string bytes = members[0] + members[1] + members[2];
    for (std::size_t i = 0; i < count; ++i) bytes[at + i] = static_cast<char>(~bytes[at + i]);
    return bytes;
  };
  const std::size_t second = members[0].size();
  const std::string name = "a.warc.gz!@" + std::to_string(second);
  const struct {
    const char* what;
    std::string bytes;
    std::vector<std::string> wanted;
  } kCases[] = {
      {"compressed data", spoil(second + 40, 8), {"<p>one</p>", "<p>three</p>"}},
      {"checksum", spoil(second + members[1].size() - 8, 1), {"<p>one</p>", "<p>three</p>"}},
      {"magic number", spoil(second, 1), {"<p>one</p>", "<p>three</p>"}},
      {"cut short",
       (members[0] + members[1]).substr(0, second + members[1].size() - 20),
       {"<p>one</p>"}},
  };
  for (const auto& [what, bytes, wanted] : kCases) {
    const Opened opened = OpenBytes("a.warc.gz", bytes);
    EXPECT_EQ(opened.Texts(), wanted) << what;
    ASSERT_EQ(opened.failures.size(), 1u) << what;
    EXPECT_EQ(opened.failures[0].second, "damaged-archive") << what;
    if (std::string(what) != "magic number") {
      EXPECT_EQ(opened.failures[0].first, name) << what;
    }
  }
}

TEST(Gzip, ChecksumOfASingleFileIsTested) {
  std::string packed = Deflated("<p>page</p>");
  packed[packed.size() - 6] = static_cast<char>(~packed[packed.size() - 6]);
  EXPECT_THAT(OpenBytes("a.html.gz", packed).failures,
              ElementsAre(Pair("a.html.gz", "damaged-archive")));
}

TEST(Gzip, LargeMembersAreStreamed) {
  std::string line = "{\"text\":\"" + std::string(1000, 'x') + "\"}\n";
  std::string lines;
  for (int i = 0; i < 20000; ++i) lines += line;
  const std::string packed = Deflated(lines.substr(0, lines.size() / 2)) +
                             Deflated(lines.substr(lines.size() / 2)) + Deflated(line);
  EXPECT_EQ(OpenBytes("a.jsonl.gz", packed).sources.size(), 20001u);
  EXPECT_THAT(OpenBytes("a.jsonl.gz", packed.substr(0, packed.size() / 3)).failures,
              ElementsAre(Pair("a.jsonl.gz", "damaged-archive")));
}

}  // namespace
}  // namespace warraq
