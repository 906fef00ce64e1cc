#include "plugin/batch/site_file.h"

#include <simdjson.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <filesystem>
#include <optional>

#include "plugin/batch/line_file.h"
#include "plugin/batch/string_member.h"
#include "plugin/text/ascii.h"
#include "plugin/write/json.h"
#include "warraq/pipeline.h"

namespace warraq {
namespace {

constexpr std::string_view kSchema = "warraq/sites/1";
constexpr std::size_t kDigits = 16;
constexpr std::size_t kLongestLine = std::size_t{1} << 20;       // a host's: half of it at most
constexpr std::uint64_t kMostHosts = std::uint64_t{4} << 20;     // in one file
constexpr std::size_t kMostSharedLines = std::size_t{64} << 20;  // in memory: 9 bytes each

void AppendHex(std::uint64_t number, std::string& hex) {
  constexpr std::string_view kHex = "0123456789abcdef";
  for (int shift = 60; shift >= 0; shift -= 4) hex.push_back(kHex[number >> shift & 15]);
}

// Small letters only, so that one number is written in one way.
std::optional<std::uint64_t> ReadHex(std::string_view hex) {
  if (hex.size() != kDigits) return std::nullopt;
  std::uint64_t number = 0;
  for (const char c : hex) {
    const int value = HexValue(c);
    if (value < 0 || (c >= 'A' && c <= 'F')) return std::nullopt;
    number = number << 4 | static_cast<std::uint64_t>(value);
  }
  return number;
}

std::string FirstLine() {
  std::string line;
  Json json(line);
  json.Object().Key("schema").String(kSchema).Key("version").String(Version()).EndObject();
  return line;
}

// Lines in ascending order, each once.
bool ReadLines(std::string_view hex, std::vector<std::uint64_t>& lines) {
  if (hex.size() % kDigits != 0 || hex.size() / kDigits > kLinesOfPage) return false;
  for (; !hex.empty(); hex.remove_prefix(kDigits)) {
    const std::optional<std::uint64_t> line = ReadHex(hex.substr(0, kDigits));
    if (!line || (!lines.empty() && *line <= lines.back())) return false;
    lines.push_back(*line);
  }
  return true;
}

class Reader {
 public:
  using Take = std::function<Result<bool>(const std::string&, std::span<const SitePage>)>;

  Reader(const std::string& path, const Take& take) : path_(path), take_(take) {}

  Result<SiteCounts> Read() {
    if (!path_.ends_with(".zst")) {
      return Error{Code::kDamagedSites, 0, path_ + ": the name of such a file ends in .zst"};
    }
    const Result<bool> read = ForEachLine(
        path_, [&](std::string_view line) { return TakeLine(line); }, kLongestLine);
    if (!read.ok() && read.error().code == Code::kUnreadable) {
      return Error{Code::kDamagedSites, 0, read.error().what};
    }
    WARRAQ_CHECK(read);
    if (!ended_) return Error{Code::kDamagedSites, 0, path_ + ": its last line is missing"};
    return counts_;
  }

 private:
  Error Refusal(const std::string& why) const {
    return {Code::kDamagedSites, 0, path_ + ", line " + std::to_string(number_ + 1) + ": " + why};
  }

  Result<bool> TakeLine(std::string_view line) {
    WARRAQ_CHECK(number_ == 0 ? TakeFirst(line) : TakeNext(line));
    hash_.Add(line);
    hash_.Add("\n");
    ++number_;
    return true;
  }

  Result<bool> TakeNext(std::string_view line) {
    if (ended_) return Refusal("something stands behind its last line");
    simdjson::dom::element parsed;
    if (parser_.parse(line).get(parsed) != simdjson::SUCCESS) return Refusal("it is no JSON");
    if (parsed["host"].error() != simdjson::SUCCESS) return TakeLast(parsed);
    std::string host(StringMember(parsed, "host"));
    if (counts_.hosts > 0 && host <= host_) return Refusal("the hosts are not in their order");
    if (counts_.hosts == kMostHosts) return Refusal("there are too many hosts in it");
    if (!ReadPages(parsed)) return Refusal("it does not say what a line of a host says");
    host_ = std::move(host);
    ++counts_.hosts;
    counts_.pages += pages_.size();
    counts_.known += pages_.size() >= kLeastPages ? 1 : 0;
    return take_(host_, pages_);
  }

  Result<bool> TakeFirst(std::string_view line) const {
    if (line == FirstLine()) return true;
    return Refusal(line.starts_with("{\"schema\":\"warraq/sites/")
                       ? "another version of warraq wrote it"
                       : "it is not what warraq sites writes");
  }

  Result<bool> TakeLast(simdjson::dom::element parsed) {
    std::uint64_t hosts = 0;
    std::uint64_t pages = 0;
    const bool counted = parsed["hosts"].get(hosts) == simdjson::SUCCESS &&
                         parsed["pages"].get(pages) == simdjson::SUCCESS &&
                         hosts == counts_.hosts && pages == counts_.pages;
    if (!counted || StringMember(parsed, "sha256") != hash_.Hex()) {
      return Refusal("it was changed: its own hash is another one");
    }
    return ended_ = true;
  }

  bool ReadPages(simdjson::dom::element parsed) {
    simdjson::dom::array array;
    if (parsed["pages"].get(array) != simdjson::SUCCESS) return false;
    if (array.size() == 0 || array.size() > kPagesOfSite) return false;
    pages_.clear();
    for (const simdjson::dom::element one : array) {
      const std::optional<std::uint64_t> key = ReadHex(StringMember(one, "page"));
      const std::optional<std::uint64_t> content = ReadHex(StringMember(one, "content"));
      if (!key || !content || (!pages_.empty() && *key <= pages_.back().key)) return false;
      SitePage& page = pages_.emplace_back();
      page.key = *key;
      page.content = *content;
      if (!ReadLines(StringMember(one, "lines"), page.lines)) return false;
    }
    return true;
  }

  const std::string& path_;
  const Take& take_;
  simdjson::dom::parser parser_;
  Sha256 hash_;
  std::uint64_t number_ = 0;  // lines before
  std::string host_;          // the last
  std::vector<SitePage> pages_;
  SiteCounts counts_;
  bool ended_ = false;
};

}  // namespace

Result<bool> SiteFileWriter::Open(const std::string& path) {
  const std::filesystem::path whole(path);
  const std::string folder = whole.has_parent_path() ? whole.parent_path().string() : ".";
  WARRAQ_CHECK(file_.Open(folder, {.name = whole.filename().string()}, ""));
  return Append(FirstLine());
}

Result<bool> SiteFileWriter::Append(std::string line) {
  line.push_back('\n');
  hash_.Add(line);
  return file_.Append(line, 1);
}

Result<bool> SiteFileWriter::Add(std::string_view host, std::span<const SitePage> pages) {
  std::string line;
  Json json(line);
  json.Object().Key("host").String(host).Key("pages").Array();
  std::string hex;
  const auto hexed = [&](std::uint64_t number) -> const std::string& {
    hex.clear();
    AppendHex(number, hex);
    return hex;
  };
  for (const SitePage& page : pages) {
    json.Object().Key("page").String(hexed(page.key));
    json.Key("content").String(hexed(page.content));
    hex.clear();
    for (const std::uint64_t key : page.lines) AppendHex(key, hex);
    json.Key("lines").String(hex).EndObject();
  }
  json.EndArray().EndObject();
  ++counts_.hosts;
  counts_.pages += pages.size();
  counts_.known += pages.size() >= kLeastPages ? 1 : 0;
  return Append(std::move(line));
}

Result<bool> SiteFileWriter::Finish() {
  std::string line;
  Json json(line);
  json.Object().Key("hosts").Number(counts_.hosts).Key("pages").Number(counts_.pages);
  json.Key("sha256").String(hash_.Hex()).EndObject();
  line.push_back('\n');
  WARRAQ_CHECK(file_.Append(line, 1));
  return file_.Finish();
}

Result<SiteCounts> ReadSiteFile(const std::string& path, const Reader::Take& take) {
  return Reader(path, take).Read();
}

struct SiteKnowledge::State {
  SiteLines lines;
  std::string sha256;
};

SiteKnowledge::SiteKnowledge(std::unique_ptr<const State> state) : state_(std::move(state)) {}
SiteKnowledge::~SiteKnowledge() = default;
SiteKnowledge::SiteKnowledge(SiteKnowledge&&) noexcept = default;
SiteKnowledge& SiteKnowledge::operator=(SiteKnowledge&&) noexcept = default;

const std::string& SiteKnowledge::sha256() const { return state_->sha256; }
const SiteLines& SiteKnowledge::lines() const { return state_->lines; }

Result<SiteKnowledge> SiteKnowledge::Read(const std::string& path) {
  auto state = std::make_unique<State>();
  WARRAQ_TRY(const FileDigest digest, DigestFile(path));
  state->sha256 = digest.sha256;
  const auto take = [&](const std::string& host, std::span<const SitePage> pages) -> Result<bool> {
    state->lines.Add(host, pages);
    if (state->lines.lines() <= kMostSharedLines) return true;
    return Error{Code::kDamagedSites, 0, path + ": there are too many lines in it"};
  };
  WARRAQ_TRY([[maybe_unused]] const SiteCounts counts, ReadSiteFile(path, take));
  return SiteKnowledge(std::move(state));
}

}  // namespace warraq
