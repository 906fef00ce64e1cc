// Counts how many cases of html5lib-tests, the public tests of HTML parsers, come out as they
// should.
//
//   html5lib_check FOLDER [--show N]
//
// FOLDER holds tokenizer/*.test and tree-construction/*.dat, as in
// https://github.com/html5lib/html5lib-tests. The first N failures are shown. Parse errors are not
// compared, as the parser does not report them. Cases that need a script to run are left out, and
// so are those of "xmlViolationTests", which ask for a tree that XML can hold.

#include <simdjson.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "plugin/read/html_tokenizer.h"
#include "plugin/read/html_tree.h"
#include "plugin/text/utf8.h"

namespace {

namespace fs = std::filesystem;
using simdjson::dom::array;
using simdjson::dom::element;
using warraq::AppendUtf8;
using warraq::HtmlContent;
using warraq::HtmlNodeKind;
using warraq::HtmlSpace;
using warraq::HtmlTokenKind;
using warraq::HtmlTree;

// What was counted, and how much of it may still be shown.
struct Count {
  int passed = 0, failed = 0, left_out = 0;
  int to_show = 0;

  void Add(std::string_view from, std::string_view input, std::string_view expected,
           std::string_view got) {
    if (expected == got) {
      ++passed;
      return;
    }
    ++failed;
    if (to_show-- <= 0) return;
    std::printf("---- %.*s\n%.*s\n-- expected\n%.*s\n-- got\n%.*s\n", static_cast<int>(from.size()),
                from.data(), static_cast<int>(input.size()), input.data(),
                static_cast<int>(expected.size()), expected.data(), static_cast<int>(got.size()),
                got.data());
  }
};

std::string ReadFile(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

std::vector<fs::path> FilesIn(const fs::path& folder, std::string_view extension) {
  std::vector<fs::path> files;
  std::error_code none;
  for (const auto& entry : fs::recursive_directory_iterator(folder, none)) {
    if (entry.path().extension() == extension) files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  return files;
}

// ---- The tokenizer

// Tokens as lines of text; those expected and those that came out are written alike.
class TokenLines {
 public:
  void Text(std::string_view text) {
    if (!in_text_) lines_ += "Character ";
    in_text_ = true;
    lines_ += text;
  }
  void Line(std::string_view line) {
    if (in_text_) lines_ += '\n';
    in_text_ = false;
    lines_ += line;
    lines_ += '\n';
  }
  std::string Finish() {
    if (in_text_) lines_ += '\n';
    return std::move(lines_);
  }

 private:
  std::string lines_;
  bool in_text_ = false;
};

// Resolves the \uXXXX of tests that are escaped twice.
std::string Unescape(std::string_view text, bool twice) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (!twice || text.substr(i, 2) != "\\u") {
      out += text[i];
      continue;
    }
    const auto unit = [&](std::size_t at) {
      return static_cast<unsigned>(std::stoul(std::string(text.substr(at + 2, 4)), nullptr, 16));
    };
    unsigned value = unit(i);
    i += 5;
    if (value >= 0xD800 && value < 0xDC00 && text.substr(i + 1, 2) == "\\u") {
      value = 0x10000 + ((value - 0xD800) << 10) + (unit(i + 1) - 0xDC00);
      i += 6;
    }
    AppendUtf8(out, value);
  }
  return out;
}

using Names = std::map<std::string, std::string>;

std::string TagLine(std::string_view kind, std::string_view name, const Names& attributes,
                    bool self_closing) {
  std::string line = std::string(kind) + " " + std::string(name);
  for (const auto& [key, value] : attributes) line += " [" + key + "=" + value + "]";
  return line + (self_closing ? " /" : "");
}

std::string ExpectedTokens(const array& tokens, bool twice) {
  TokenLines lines;
  for (const array token : tokens) {
    const std::string_view kind = token.at(0);
    const auto part = [&](std::size_t i) -> std::string {
      if (token.at(i).is_null()) return "-";
      return "'" + Unescape(token.at(i).get_string(), twice) + "'";
    };
    if (kind == "Character") {
      lines.Text(Unescape(token.at(1).get_string(), twice));
    } else if (kind == "StartTag") {
      Names attributes;
      for (const auto [key, value] : token.at(2).get_object()) {
        attributes[Unescape(key, twice)] = Unescape(value.get_string(), twice);
      }
      lines.Line(TagLine(kind, part(1), attributes, token.size() > 3));
    } else if (kind == "DOCTYPE") {
      const bool correct = token.at(4);
      lines.Line("DOCTYPE " + part(1) + " " + part(2) + " " + part(3) + (correct ? "" : " quirks"));
    } else {
      lines.Line(std::string(kind) + " " + part(1));
    }
  }
  return lines.Finish();
}

std::string OurTokens(const std::string& input, HtmlContent content, std::string_view end_tag) {
  warraq::HtmlStorage storage;
  warraq::HtmlTokenizer tokenizer(input, storage, 256);
  if (content != HtmlContent::kMarkup) tokenizer.SetContent(content, end_tag);
  TokenLines lines;
  const auto quote = [](std::string_view text) { return "'" + std::string(text) + "'"; };
  for (warraq::HtmlToken token; tokenizer.Next(token);) {
    if (token.kind == HtmlTokenKind::kText) {
      lines.Text(token.text.Bytes(input));
    } else if (token.kind == HtmlTokenKind::kStartTag) {
      Names attributes;
      for (std::uint32_t i = token.first_attribute; i < token.end_attribute; ++i) {
        const auto& attribute = storage.attributes[i];
        attributes[std::string(attribute.name)] = attribute.value;
      }
      lines.Line(TagLine("StartTag", quote(token.name), attributes, token.self_closing));
    } else if (token.kind == HtmlTokenKind::kEndTag) {
      lines.Line("EndTag " + quote(token.name));
    } else if (token.kind == HtmlTokenKind::kComment) {
      lines.Line("Comment " + quote(token.name));
    } else {
      lines.Line("DOCTYPE " + (token.name.empty() ? "-" : quote(token.name)) + " " +
                 (token.has_public ? quote(token.public_id) : "-") + " " +
                 (token.has_system ? quote(token.system_id) : "-") +
                 (token.force_quirks ? " quirks" : ""));
    }
  }
  return lines.Finish();
}

HtmlContent ContentOf(std::string_view state) {
  if (state == "RCDATA state") return HtmlContent::kRcdata;
  if (state == "RAWTEXT state") return HtmlContent::kRawtext;
  if (state == "Script data state") return HtmlContent::kScript;
  if (state == "PLAINTEXT state") return HtmlContent::kPlaintext;
  return state == "CDATA section state" ? HtmlContent::kCdata : HtmlContent::kMarkup;
}

// A case passes where it does so in each of its states.
void CheckTokens(const element& test, std::string_view file, Count& count) {
  bool twice = false;
  if (test["doubleEscaped"].get(twice) != simdjson::SUCCESS) twice = false;
  const std::string input = Unescape(test["input"].get_string(), twice);
  const std::string expected = ExpectedTokens(test["output"].get_array(), twice);
  std::string_view end_tag;
  if (test["lastStartTag"].get(end_tag) != simdjson::SUCCESS) end_tag = {};
  std::vector<std::string_view> states;
  array named;
  if (test["initialStates"].get(named) == simdjson::SUCCESS) {
    for (const element state : named) states.push_back(state.get_string());
  } else {
    states.push_back("Data state");
  }
  std::string got;
  for (const std::string_view state : states) {
    got = OurTokens(input, ContentOf(state), end_tag);
    if (got != expected) break;
  }
  count.Add(file, input, expected, got);
}

void CheckTokenFile(const fs::path& path, Count& count) {
  simdjson::dom::parser parser;
  element root;
  array tests;
  if (parser.load(path.string()).get(root) != simdjson::SUCCESS) return;
  if (root["tests"].get(tests) == simdjson::SUCCESS) {
    for (const element test : tests) CheckTokens(test, path.filename().string(), count);
  } else if (root["xmlViolationTests"].get(tests) == simdjson::SUCCESS) {
    count.left_out += static_cast<int>(tests.size());
  }
}

// ---- The tree

// SVG and MathML write the prefix of these apart.
std::string AttributeName(std::string_view name, HtmlSpace space) {
  std::string shown(name);
  if (space == HtmlSpace::kHtml) return shown;
  for (const std::string_view foreign :
       {"xlink:actuate", "xlink:arcrole", "xlink:href", "xlink:role", "xlink:show", "xlink:title",
        "xlink:type", "xml:lang", "xml:space", "xmlns:xlink"}) {
    if (name == foreign) shown[shown.find(':')] = ' ';
  }
  return shown;
}

std::string Head(const HtmlTree& tree, std::uint32_t at) {
  const warraq::HtmlNode& node = tree.node(at);
  const std::string name(node.name);
  switch (node.kind) {
    case HtmlNodeKind::kText:
      return "\"" + tree.TextOf(at) + "\"";
    case HtmlNodeKind::kComment:
      return "<!-- " + name + " -->";
    case HtmlNodeKind::kDoctype: {
      const auto* publics = tree.FindAttribute(at, "public");
      const auto* systems = tree.FindAttribute(at, "system");
      const std::string public_id(publics == nullptr ? "" : publics->value);
      const std::string system_id(systems == nullptr ? "" : systems->value);
      if (public_id.empty() && system_id.empty()) return "<!DOCTYPE " + name + ">";
      return "<!DOCTYPE " + name + " \"" + public_id + "\" \"" + system_id + "\">";
    }
    default:
      return std::string(node.space == HtmlSpace::kSvg      ? "<svg "
                         : node.space == HtmlSpace::kMathml ? "<math "
                                                            : "<") +
             name + ">";
  }
}

std::string Dump(const HtmlTree& tree, bool fragment) {
  std::string out;
  std::map<std::uint32_t, int> depths;
  depths[0] = fragment ? -2 : -1;
  for (std::uint32_t at = tree.First(); at != 0; at = tree.Next(at)) {
    const warraq::HtmlNode& node = tree.node(at);
    int depth = depths[node.parent] + 1;
    if (depth < 0) {
      depths[at] = depth;
      continue;
    }
    const auto indent = [&](int level) {
      return "| " + std::string(2 * static_cast<std::size_t>(level), ' ');
    };
    out += indent(depth) + Head(tree, at) + "\n";
    std::vector<std::string> lines;
    if (node.kind == HtmlNodeKind::kElement) {
      for (const auto& attribute : tree.Attributes(at)) {
        lines.push_back(AttributeName(attribute.name, node.space) + "=\"" +
                        std::string(attribute.value) + "\"");
      }
    }
    std::sort(lines.begin(), lines.end());
    for (const std::string& line : lines) out += indent(depth + 1) + line + "\n";
    if (node.tag == warraq::HtmlTag::kTemplate) out += indent(++depth) + "content\n";
    depths[at] = depth;
  }
  return out;
}

// The part of a test that follows the line `name`, up to the next of its kind.
bool Section(std::string_view test, std::string_view name, std::string_view* body) {
  const std::string line = "\n#" + std::string(name) + "\n";
  const std::size_t at = test.find(line);
  if (at == std::string_view::npos) return false;
  *body = test.substr(at + line.size());
  return true;
}

// `test` begins with the line end before its input.
void CheckTree(std::string_view test, std::string_view file, Count& count) {
  const std::size_t errors = test.find("\n#errors\n");
  if (errors == std::string_view::npos) return;
  const std::string_view input = errors == 0 ? test.substr(0, 0) : test.substr(1, errors - 1);
  std::string_view rest, document, context;
  if (!Section(test, "errors", &rest)) return;
  const std::string after = "\n" + std::string(rest);
  if (Section(after, "script-on", &context)) {
    ++count.left_out;
    return;
  }
  warraq::HtmlContext fragment;
  if (Section(after, "document-fragment", &context)) {
    fragment.name = context.substr(0, context.find('\n'));
    const std::size_t space = fragment.name.find(' ');
    if (space != std::string_view::npos) {
      fragment.space = fragment.name[0] == 's' ? HtmlSpace::kSvg : HtmlSpace::kMathml;
      fragment.name.remove_prefix(space + 1);
    }
  }
  if (!Section(after, "document", &document)) return;
  std::string expected(document);
  while (expected.ends_with('\n')) expected.pop_back();
  const HtmlTree tree = warraq::ParseHtml(input, {}, fragment);
  std::string got = Dump(tree, !fragment.name.empty());
  while (got.ends_with('\n')) got.pop_back();
  count.Add(file, input, expected, got);
}

void CheckTreeFile(const fs::path& path, Count& count) {
  const bool scripted = path.parent_path().filename() == "scripted";
  const std::string bytes = "\n" + ReadFile(path);
  constexpr std::string_view kBegin = "\n#data\n";
  std::size_t at = bytes.find(kBegin);
  while (at != std::string::npos) {
    const std::size_t begin = at + kBegin.size() - 1;
    at = bytes.find(kBegin, begin);
    const std::string test = bytes.substr(begin, at == std::string::npos ? at : at - begin);
    if (scripted) {
      ++count.left_out;
    } else {
      CheckTree(test, path.filename().string(), count);
    }
  }
}

void Print(const char* what, const Count& count) {
  std::printf("%s: %d of %d pass, %d left out\n", what, count.passed, count.passed + count.failed,
              count.left_out);
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2 && argc != 4) {
    std::fprintf(stderr, "usage: html5lib_check FOLDER [--show N]\n");
    return 2;
  }
  const fs::path folder = argv[1];
  Count tokens, trees;
  if (argc == 4) tokens.to_show = trees.to_show = std::atoi(argv[3]);
  for (const fs::path& path : FilesIn(folder / "tokenizer", ".test")) CheckTokenFile(path, tokens);
  for (const fs::path& path : FilesIn(folder / "tree-construction", ".dat")) {
    CheckTreeFile(path, trees);
  }
  Print("tokenizer", tokens);
  Print("tree", trees);
  return tokens.failed + trees.failed == 0 ? 0 : 1;
}
