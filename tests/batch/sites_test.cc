// Counting sites: the same bytes whatever the order, the shares and the repetitions; files that
// were changed are refused.

#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iomanip>
#include <random>
#include <sstream>
#include <string>
#include <vector>

#include "plugin/batch/site_counter.h"
#include "plugin/batch/site_file.h"
#include "tests/batch/packing.h"
#include "warraq/pipeline.h"

namespace warraq {
namespace {

namespace fs = std::filesystem;

class Sites : public testing::Test {
 protected:
  Sites() : folder_(fs::temp_directory_path() / ("warraq-sites-" + std::to_string(getpid()))) {
    fs::create_directories(folder_);
  }
  ~Sites() override { fs::remove_all(folder_); }

  std::string Path(const std::string& name) const { return (folder_ / name).string(); }

  static std::string Bytes(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    std::stringstream bytes;
    bytes << file.rdbuf();
    return bytes.str();
  }

  std::string Count(std::span<const SitePage> pages, const std::string& name,
                    std::size_t memory = std::size_t{1} << 20) {
    SiteCounter counter(folder_.string(), memory);
    for (const SitePage& page : pages) EXPECT_TRUE(counter.Add(page).ok());
    EXPECT_TRUE(counter.Write(Path(name)).ok());
    return Bytes(Path(name));
  }

  std::string Write(const std::string& name, const std::string& lines) {
    std::ofstream(Path(name), std::ios::binary) << lines;
    return Path(name);
  }

  fs::path folder_;
};

// Few hosts with many pages, many with few; some addresses with several contents.
std::vector<SitePage> Pages(std::size_t count) {
  std::mt19937_64 random(3);
  std::vector<SitePage> pages;
  for (std::size_t i = 0; i < count; ++i) {
    SitePage& page = pages.emplace_back();
    const std::uint64_t host = random() % 4 == 0 ? random() % 400 : random() % 3;
    page.host = host == 0 ? "" : "host-" + std::to_string(host) + ".example";
    page.key = random() % 10 == 0 ? random() % 30 : random();
    for (std::uint64_t line = random() % 40 + 1; line > 0; --line) {
      page.lines.push_back(random() % 100);
    }
    std::ranges::sort(page.lines);
    page.lines.erase(std::ranges::unique(page.lines).begin(), page.lines.end());
    page.content = page.lines.size() * 1000 + page.lines.front();
    for (const std::uint64_t line : page.lines) page.content = page.content * 31 + line;
  }
  return pages;
}

TEST_F(Sites, AreTheSameBytesInEveryOrderAndWithLittleMemory) {
  std::vector<SitePage> pages = Pages(5000);
  const std::string wanted = Count(pages, "a.zst");
  std::mt19937 random(5);
  for (const std::size_t memory : {std::size_t{1} << 26, std::size_t{1} << 14}) {
    std::ranges::shuffle(pages, random);
    EXPECT_EQ(Count(pages, "b.zst", memory), wanted);
  }
  std::ranges::reverse(pages);
  EXPECT_EQ(Count(pages, "b.zst"), wanted);
}

TEST_F(Sites, MayBeCountedInSharesAndMergedInAnyOrder) {
  const std::vector<SitePage> pages = Pages(5000);
  const std::string wanted = Count(pages, "all.zst");
  std::vector<std::vector<SitePage>> shares(16);
  for (std::size_t i = 0; i < pages.size(); ++i) {
    shares[pages[i].content % shares.size()].push_back(pages[i]);
  }
  std::vector<std::string> files;
  for (const std::vector<SitePage>& share : shares) {
    const std::string name = "part-" + std::to_string(files.size()) + ".zst";
    Count(share, name);
    files.push_back(Path(name));
  }
  files.push_back(files[3]);  // one of them twice
  std::mt19937 random(5);
  for (int round = 0; round < 3; ++round) {
    std::ranges::shuffle(files, random);
    SiteCounter half(folder_.string()), whole(folder_.string());
    for (std::size_t i = 0; i < 8; ++i) ASSERT_TRUE(half.AddFile(files[i]).ok());
    ASSERT_TRUE(half.Write(Path("half.zst")).ok());
    for (std::size_t i = 8; i < files.size(); ++i) ASSERT_TRUE(whole.AddFile(files[i]).ok());
    ASSERT_TRUE(whole.AddFile(Path("half.zst")).ok());
    ASSERT_TRUE(whole.Write(Path("merged.zst")).ok());
    EXPECT_EQ(Bytes(Path("merged.zst")), wanted);
  }
}

TEST_F(Sites, HoldsThePagesOfTheSmallestKeys) {
  std::vector<SitePage> pages = Pages(3000);
  Count(pages, "a.zst");
  std::vector<std::uint64_t> wanted, got;
  for (const SitePage& page : pages) {
    if (page.host == "host-1.example") wanted.push_back(page.key);
  }
  std::ranges::sort(wanted);
  wanted.erase(std::ranges::unique(wanted).begin(), wanted.end());
  ASSERT_GT(wanted.size(), kPagesOfSite);
  wanted.resize(kPagesOfSite);
  const auto read =
      ReadSiteFile(Path("a.zst"), [&](const std::string& host, std::span<const SitePage> of) {
        for (const SitePage& page : of) {
          if (host == "host-1.example") got.push_back(page.key);
        }
        return Result<bool>(true);
      });
  ASSERT_TRUE(read.ok());
  EXPECT_EQ(got, wanted);
}

constexpr std::string_view kFirst = "{\"schema\":\"warraq/sites/1\",\"version\":\"0.1.0\"}\n";

std::string Host(const std::string& host, const std::string& key, const std::string& lines) {
  return "{\"host\":\"" + host + "\",\"pages\":[{\"page\":\"" + key +
         "\",\"content\":\"0000000000000000\",\"lines\":\"" + lines + "\"}]}\n";
}

TEST_F(Sites, RefusesWhatWasChanged) {
  const std::string key = "0000000000000001";
  const std::string first(kFirst);
  std::string many = "{\"host\":\"a\",\"pages\":[";
  for (std::size_t i = 0; i <= kPagesOfSite; ++i) {
    many += (i == 0 ? "" : ",") + std::string("{\"page\":\"00000000000000") +
            "0123456789abcdef"[i / 16] + "0123456789abcdef"[i % 16] +
            "\",\"content\":\"0000000000000000\",\"lines\":\"" + key + "\"}";
  }
  many += "]}\n";
  std::string endless;
  for (std::size_t i = 0; i <= kLinesOfPage; ++i) {
    std::ostringstream hex;
    hex << std::hex << std::setw(16) << std::setfill('0') << i;
    endless += hex.str();
  }
  const std::vector<std::string> damaged = {
      "",
      "no JSON\n",
      "{\"schema\":\"warraq/sites/1\",\"version\":\"9.9\"}\n",
      first,                                                  // without its end
      first + Host("a", key, key),                            // too
      first + "{\"hosts\":0,\"pages\":0,\"sha256\":\"\"}\n",  // another hash
      first + Host("b", key, key) + Host("a", key, key),      // not in order
      first + Host("a", key, key) + Host("a", key, key),      // twice
      first + Host("a", "1", key) + "{}\n",                   // no key
      first + Host("a", key, key + "0"),                      // half a line
      first + Host("a", key, key + key),                      // a line twice
      first + Host("a", key, "000000000000000A"),             // written otherwise
      first + Host("a", key, endless),                        // too many lines
      first + many,                                           // too many pages
      first + "{\"host\":\"a\",\"pages\":[]}\n",
      first + "{\"host\":\"a\"}\n",
      first + "[1]\n",
      first + "{\"host\":\"" + std::string(std::size_t{3} << 20, 'a') + "\",\"pages\":[]}\n",
  };
  for (const std::string& lines : damaged) {
    const std::string path = Write("damaged.zst", Zstandard(lines));
    const Result<SiteKnowledge> read = SiteKnowledge::Read(path);
    ASSERT_FALSE(read.ok()) << lines.substr(0, 200);
    EXPECT_EQ(read.error().code, Code::kDamagedSites) << lines.substr(0, 200);
    EXPECT_NE(read.error().what.find(path), std::string::npos);
  }
  EXPECT_EQ(SiteKnowledge::Read(Path("none.zst")).error().code, Code::kUnreadable);
}

TEST_F(Sites, RefusesEveryFileWithAByteChanged) {
  const std::string bytes = Count(Pages(40), "a.zst");
  ASSERT_TRUE(SiteKnowledge::Read(Path("a.zst")).ok());
  std::mt19937 random(9);
  std::size_t tried = 0, refused = 0;
  for (std::size_t i = 0; i < bytes.size(); i += 1 + random() % 7) {
    std::string changed = bytes;
    changed[i] = static_cast<char>(changed[i] ^ (1 << random() % 8));
    const Result<SiteKnowledge> read = SiteKnowledge::Read(Write("b.zst", changed));
    ++tried;
    if (read.ok()) continue;  // some bits of zstd's head change nothing of what comes out
    ++refused;
    EXPECT_EQ(read.error().code, Code::kDamagedSites) << i;
  }
  EXPECT_GT(refused * 10, tried * 9);
  const Result<SiteKnowledge> cut =
      SiteKnowledge::Read(Write("b.zst", bytes.substr(0, bytes.size() / 2)));
  ASSERT_FALSE(cut.ok());
  EXPECT_EQ(cut.error().code, Code::kDamagedSites);
}

}  // namespace
}  // namespace warraq
