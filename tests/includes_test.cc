// The arrows of the house: folders depend one way, foreign libraries have one door each, and public
// headers stay light. Read from the #include lines.

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "tests/samples.h"

namespace warraq {
namespace {

using Folders = std::set<std::string_view>;

// What each folder of plugin/ may include beside itself and include/warraq.
const std::map<std::string_view, Folders> kMayInclude = {
    {"text", {}},
    {"repair", {"text"}},
    {"read", {"text", "ocr"}},  // ocr for ink
    {"ocr", {"text"}},
    {"label", {"text"}},
    {"date", {"text"}},
    {"article", {"text", "repair", "read", "ocr", "label", "date"}},
    {"write", {"text", "repair", "read", "ocr", "label", "date", "article"}},
    {"batch", {"text", "repair", "read", "ocr", "label", "date", "article", "write"}},
    {"host", {"text", "repair", "read", "ocr", "label", "date", "article", "write", "batch"}}};

// Headers that only some folders may see, by how their names begin; "" for no folder.
const std::map<std::string_view, Folders> kDoors = {{"<unicode/", {"text"}},
                                                    {"<utf8proc", {"text"}},
                                                    {"<tesseract/", {"ocr", "host"}},
                                                    {"<leptonica/", {"ocr", "host"}},
                                                    {"<allheaders.h", {"ocr", "host"}},
                                                    {"<pugixml", {"read"}},
                                                    {"<regex>", {}}};

// The one public header that stands on another library: a renderer is a Tesseract renderer, and who
// includes it has Tesseract before him.
constexpr std::string_view kRendererHeader = "include/warraq/renderer.h";

constexpr std::string_view kHeavy[] = {"<iostream>", "<regex>", "<filesystem>", "<functional>",
                                       "<ranges>"};

// What stands behind each #include of a file, with its brackets or quotes.
std::vector<std::string> IncludesOf(std::string_view code) {
  std::vector<std::string> includes;
  for (std::size_t begin = 0; begin < code.size();) {
    const std::size_t end = std::min(code.find('\n', begin), code.size());
    std::string line;
    for (const char c : code.substr(begin, end - begin)) {
      if (c != ' ' && c != '\t' && c != '\r') line.push_back(c);
    }
    begin = end + 1;
    if (!line.starts_with("#include")) continue;
    const std::size_t close = line.find_first_of(">\"", 9);
    includes.push_back(line.substr(8, close == std::string::npos ? close : close - 7));
  }
  return includes;
}

// The folder of plugin/ in a path or an include; empty for others.
std::string FolderOf(std::string_view path) {
  constexpr std::string_view kPlugin = "plugin/";
  if (!path.starts_with(kPlugin)) return {};
  path.remove_prefix(kPlugin.size());
  return std::string(path.substr(0, path.find('/')));
}

std::string WrongIn(const std::string& path, const std::string& include) {
  const std::string folder = FolderOf(path);
  const bool is_public = path.starts_with("include/");
  for (const auto& [begins, allowed] : kDoors) {
    const std::string room = path == kRendererHeader ? "host" : folder;
    if (include.starts_with(begins) && !allowed.contains(room)) return "behind another's door";
  }
  const bool heavy = std::ranges::find(kHeavy, include) != std::end(kHeavy);
  if (is_public && heavy) return "too heavy for a public header";
  if (!include.starts_with('"')) return {};
  const std::string target = FolderOf(std::string_view(include).substr(1));
  if (include.starts_with("\"warraq/")) return {};
  if (target.empty()) return "neither warraq/ nor plugin/";
  if (is_public) return "a public header looks inside";
  const auto rule = kMayInclude.find(folder);
  if (rule == kMayInclude.end()) return "a folder that is not in the house";
  return target == folder || rule->second.contains(target) ? "" : "an arrow the wrong way";
}

std::vector<std::string> Violations(const std::string& path, std::string_view code) {
  std::vector<std::string> found;
  const std::vector<std::string> includes = IncludesOf(code);
  for (const std::string& include : includes) {
    const std::string wrong = WrongIn(path, include);
    if (!wrong.empty()) found.push_back(path + ": " + include + ": " + wrong);
  }
  return found;
}

// Paths below `folder`, from the top of the tree, sorted.
std::vector<std::string> CodeIn(const std::string& folder) {
  const std::string top = WARRAQ_SOURCE_DIR "/";
  std::vector<std::string> paths;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(top + folder)) {
    const std::string extension = entry.path().extension().string();
    if (extension != ".h" && extension != ".cc" && extension != ".inc") continue;
    paths.push_back(entry.path().string().substr(top.size()));
  }
  std::ranges::sort(paths);
  return paths;
}

TEST(IncludesTest, EveryArrowIsAllowed) {
  for (const std::string folder : {"plugin", "include"}) {
    const std::vector<std::string> paths = CodeIn(folder);
    ASSERT_GE(paths.size(), 7u) << folder;
    for (const std::string& path : paths) {
      const std::string code = ReadWhole(WARRAQ_SOURCE_DIR "/" + path);
      for (const std::string& violation : Violations(path, code)) ADD_FAILURE() << violation;
    }
  }
}

TEST(IncludesTest, ASourceIncludesItsOwnHeaderFirst) {
  for (const std::string& path : CodeIn("plugin")) {
    if (!path.ends_with(".cc")) continue;
    const std::string header = path.substr(0, path.size() - 2) + "h";
    if (!std::filesystem::exists(WARRAQ_SOURCE_DIR "/" + header)) continue;
    const std::vector<std::string> includes = IncludesOf(ReadWhole(WARRAQ_SOURCE_DIR "/" + path));
    ASSERT_FALSE(includes.empty()) << path;
    EXPECT_EQ(includes[0], '"' + header + '"') << path;
  }
}

TEST(IncludesTest, PublicHeadersAreFewAndShort) {
  std::ptrdiff_t lines = 0;
  std::size_t headers = 0;
  for (const std::string& path : CodeIn("include")) {
    lines += std::ranges::count(ReadWhole(WARRAQ_SOURCE_DIR "/" + path), '\n');
    headers += path.ends_with(".h");
  }
  EXPECT_LE(headers, 9u);  // the ninth is kRendererHeader, which few programs need
  EXPECT_LE(lines, 1500);
}

TEST(IncludesTest, PlantedViolationsAreFound) {
  const struct {
    const char* path;
    const char* line;
    bool wrong;
  } kCases[] = {
      {"plugin/text/a.cc", "#include \"plugin/repair/repair.h\"", true},
      {"plugin/text/a.cc", "#include <unicode/ucnv.h>", false},
      {"plugin/repair/a.cc", "#include \"plugin/date/edtf.h\"", true},
      {"plugin/repair/a.cc", "#include <unicode/ucnv.h>", true},
      {"plugin/repair/a.cc", "  #  include \"plugin/text/utf8.h\" // why", false},
      {"plugin/read/a.cc", "#include \"plugin/ocr/recognize.h\"", false},
      {"plugin/ocr/a.cc", "#include \"plugin/read/read.h\"", true},
      {"plugin/label/a.h", "#include <utf8proc.h>", true},
      {"plugin/date/a.cc", "#include <leptonica/allheaders.h>", true},
      {"plugin/ocr/a.cc", "#include <leptonica/allheaders.h>", false},
      {"plugin/article/a.cc", "#include \"plugin/write/write.h\"", true},
      {"plugin/write/a.cc", "#include \"plugin/batch/run.h\"", true},
      {"plugin/batch/a.cc", "#include \"plugin/host/command.h\"", true},
      {"plugin/batch/a.cc", "#include <tesseract/baseapi.h>", true},
      {"plugin/host/a.cc", "#include <tesseract/baseapi.h>", false},
      {"plugin/host/a.cc", "#include \"plugin/batch/run.h\"", false},
      {"plugin/host/a.cc", "#include <regex>", true},
      {"plugin/util/a.cc", "#include \"plugin/text/utf8.h\"", true},
      {"plugin/text/a.cc", "#include \"utf8.h\"", true},
      {"include/warraq/a.h", "#include \"plugin/text/utf8.h\"", true},
      {"include/warraq/a.h", "#include <functional>", true},
      {"include/warraq/a.h", "#include <tesseract/renderer.h>", true},
      {"include/warraq/renderer.h", "#include <tesseract/renderer.h>", false},
      {"include/warraq/renderer.h", "#include <unicode/ucnv.h>", true},
      {"include/warraq/renderer.h", "#include \"plugin/ocr/recognize.h\"", true},
      {"include/warraq/a.h", "#include <vector>", false},
      {"include/warraq/a.h", "#include \"warraq/text.h\"", false},
  };
  for (const auto& [path, line, wrong] : kCases) {
    const std::string code = std::string("// A file.\n") + line + "\nint x;\n";
    EXPECT_EQ(Violations(path, code).size(), wrong ? 1u : 0u) << path << " " << line;
  }
}

}  // namespace
}  // namespace warraq
