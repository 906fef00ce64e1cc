// What many pages of a site share, where the labellers know it.

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "plugin/batch/pipeline.h"
#include "plugin/label/label.h"
#include "plugin/label/site_lines.h"

namespace warraq {
namespace {

TEST(HostOf, IsWhatTellsSitesApart) {
  EXPECT_EQ(HostOf("https://www.Example.COM:8080/a?b#c"), "example.com");
  EXPECT_EQ(HostOf("http://user@news.example./"), "news.example");
  EXPECT_EQ(HostOf("//example.com?q"), "example.com");
  EXPECT_EQ(HostOf("http://[2001:db8::1]:80/"), "[2001:db8::1]");
  EXPECT_EQ(HostOf("/path/of/a/page"), "");
  EXPECT_EQ(HostOf("http://" + std::string(300, 'a') + "/"), "");
  EXPECT_EQ(HostOf("http://a b/"), "");
  EXPECT_EQ(HostOf(""), "");
}

SitePage Addressed(const std::string& uri, const std::string& canonical) {
  Source source{.name = "page", .bytes = "x", .uri = uri};
  source.sha256 = "00000000000000ff" + std::string(48, '0');
  Page page;
  page.source = &source;
  if (!canonical.empty()) {
    Fact& fact = page.facts.emplace_back();
    fact.kind = FactKind::kCanonical;
    fact.text = Text::Verbatim(canonical);
  }
  return AddressedPage(page);
}

TEST(AddressedPage, IsOnePageWhateverItIsCalled) {
  const SitePage plain = Addressed("https://a.example/1", "");
  EXPECT_EQ(plain.host, "a.example");
  EXPECT_EQ(Addressed("https://a.example/1?print=1#top", "http://a.example/1").key, plain.key);
  EXPECT_EQ(Addressed("", "https://a.example/1").key, plain.key);
  EXPECT_NE(Addressed("https://a.example/2", "").key, plain.key);
  // Another site's address, or the front page's on every page, is not believed.
  EXPECT_EQ(Addressed("https://a.example/1", "https://b.example/1").key, plain.key);
  EXPECT_EQ(Addressed("https://a.example/1", "https://a.example/").key, plain.key);
  // Without an address the content tells.
  EXPECT_EQ(Addressed("", "").key, 0xFFu);
  EXPECT_EQ(Addressed("", "").host, "");
  EXPECT_EQ(Addressed("", "https://a.example/").key, 0xFFu);
}

constexpr std::string_view kAppeal =
    "A subscription of two coins a week pays for every mile that our reporters drive.";
constexpr std::string_view kBody =
    "The ferry to the outer islands left the harbour at six on Tuesday morning, with forty "
    "passengers and a crate of hens on board.";
constexpr std::string_view kMore =
    "Engineers had found a crack in the shaft during a routine check in January, and the yard in "
    "the capital needed seven weeks to forge a new one.";

std::string Dump(const std::vector<std::string_view>& lines) {
  std::string dump;
  for (const std::string_view line : lines) dump.append(line).push_back('\n');
  return dump;
}

const std::string kHeadline = "Ferry resumes crossing after nine weeks in dry dock";
const std::string kPage =
    Dump({kHeadline, "By Mara Lindqvist", kBody, "What we know", kMore, kAppeal, kBody});

// The page's lines with their roles, when `others` pages of `of` have each of these lines.
std::vector<std::pair<std::string, Role>> Labelled(const std::string& dump,
                                                   const std::vector<std::string_view>& shared,
                                                   std::uint8_t others, std::uint8_t of) {
  Source source{.name = "page", .bytes = dump};
  Result<Page> read = ReadAndRepair(source, {});
  EXPECT_TRUE(read.ok());
  Page page = std::move(read).value();
  for (const Line& line : page.lines) {
    const bool found = std::ranges::find(shared, page.Bytes(line)) != shared.end();
    page.shared.push_back({found ? others : std::uint8_t{0}, of});
  }
  LabelLines(page);
  std::vector<std::pair<std::string, Role>> roles;
  for (const Line& line : page.lines) {
    if (line.at.size() > 0) roles.emplace_back(page.Bytes(line), line.role);
  }
  return roles;
}

Role RoleOf(const std::vector<std::pair<std::string, Role>>& roles, std::string_view line) {
  const auto found = std::ranges::find(roles, line, [](const auto& one) { return one.first; });
  return found == roles.end() ? Role::kUnknown : found->second;
}

TEST(Site, TakesWhatOtherPagesCarryOutOfTheBody) {
  EXPECT_EQ(RoleOf(Labelled(kPage, {}, 0, 9), kAppeal), Role::kParagraph);
  const auto roles = Labelled(kPage, {kAppeal}, 9, 9);
  EXPECT_EQ(RoleOf(roles, kAppeal), Role::kBoilerplate);
  EXPECT_EQ(RoleOf(roles, kBody), Role::kParagraph);
  EXPECT_EQ(RoleOf(roles, kMore), Role::kParagraph);
  EXPECT_EQ(RoleOf(roles, kHeadline), Role::kHeadline);
}

TEST(Site, NeedsSeveralPagesAndAShareOfThem) {
  EXPECT_EQ(RoleOf(Labelled(kPage, {kAppeal}, 1, 2), kAppeal), Role::kParagraph);
  EXPECT_EQ(RoleOf(Labelled(kPage, {kAppeal}, 2, 2), kAppeal), Role::kBoilerplate);
  EXPECT_EQ(RoleOf(Labelled(kPage, {kAppeal}, 4, 31), kAppeal), Role::kParagraph);
  EXPECT_EQ(RoleOf(Labelled(kPage, {kAppeal}, 7, 31), kAppeal), Role::kBoilerplate);
}

TEST(Site, LeavesSubheadsThatEveryArticleHas) {
  const auto roles = Labelled(kPage, {"What we know", kAppeal}, 9, 9);
  EXPECT_TRUE(IsKept(RoleOf(roles, "What we know")));
}

TEST(Site, LeavesAnArticleThatOtherPagesAnnounce) {
  const auto roles = Labelled(kPage, {kHeadline, kBody, kAppeal}, 5, 9);
  EXPECT_EQ(RoleOf(roles, kHeadline), Role::kHeadline);
  EXPECT_EQ(RoleOf(roles, kBody), Role::kParagraph);
  // What nearly all of them carry, and no title says, is the site's name.
  EXPECT_NE(RoleOf(Labelled(kPage, {kHeadline}, 9, 9), kHeadline), Role::kHeadline);
}

TEST(Site, DoesNotBelieveVersionsOfOneArticle) {
  const auto roles = Labelled(kPage, {kHeadline, kBody, kMore, kAppeal}, 9, 9);
  EXPECT_EQ(RoleOf(roles, kBody), Role::kParagraph);
  EXPECT_EQ(RoleOf(roles, kMore), Role::kParagraph);
}

TEST(SiteLines, FindsHostsAmongOthers) {
  SiteLines sites;
  const auto page = [](std::uint64_t key, std::vector<std::uint64_t> lines) {
    return SitePage{.host = "", .key = key, .content = 0, .lines = std::move(lines)};
  };
  sites.Add("", std::vector{page(1, {5, 6}), page(2, {5}), page(3, {5, 7})});
  sites.Add("a.example", std::vector{page(1, {5}), page(2, {5})});  // too few
  sites.Add("b.example", std::vector{page(4, {8, 9}), page(5, {9}), page(6, {1, 8, 9})});
  EXPECT_EQ(sites.hosts(), 2u);
  EXPECT_FALSE(sites.Find("a.example"));
  EXPECT_FALSE(sites.Find("c.example"));
  const auto found = sites.Find("b.example");
  ASSERT_TRUE(found);
  EXPECT_EQ(std::vector(found->pages.begin(), found->pages.end()),
            (std::vector<std::uint64_t>{4, 5, 6}));
  EXPECT_EQ(std::vector(found->lines.begin(), found->lines.end()),
            (std::vector<std::uint64_t>{8, 9}));
  EXPECT_EQ(std::vector(found->counts.begin(), found->counts.end()),
            (std::vector<std::uint8_t>{2, 3}));
  ASSERT_TRUE(sites.Find(""));
  EXPECT_EQ(sites.Find("")->lines.size(), 1u);
}

}  // namespace
}  // namespace warraq
