// What bytes are, by their content alone: names of files lie, and a picture that is really a list
// of other files' names must never reach a decoder (it is text, and is read as text).

#include <algorithm>
#include <array>
#include <string>

#include "plugin/ocr/image.h"
#include "plugin/read/ocr_file.h"
#include "plugin/read/read.h"

namespace warraq {
namespace {

constexpr std::size_t kHead = 4096;
constexpr std::size_t kPdfHead = 1024;

// The first bytes in small letters, without byte order mark, zero bytes (of UTF-16) and leading
// white space; empty where they begin with anything but "<", as most text does.
std::string MarkupHead(std::string_view bytes) {
  std::string head;
  for (const char c : bytes.substr(0, kHead)) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte == 0 || byte >= 0x80) continue;
    if (head.empty() && (byte == ' ' || (byte >= '\t' && byte <= '\r'))) continue;
    if (head.empty() && byte != '<') return head;
    head.push_back(byte >= 'A' && byte <= 'Z' ? static_cast<char>(byte + 0x20) : c);
  }
  return head;
}

bool StartsWithTag(std::string_view head) {
  constexpr std::array<std::string_view, 24> kTags = {
      "!doctype html", "html",   "head",  "body", "title", "meta", "script",  "style",
      "link",          "div",    "p",     "h1",   "h2",    "h3",   "article", "section",
      "main",          "header", "table", "span", "a",     "br",   "ul",      "font"};
  if (!head.starts_with('<')) return false;
  return std::ranges::any_of(kTags, [&](std::string_view tag) {
    if (!head.substr(1).starts_with(tag)) return false;
    const std::size_t after = 1 + tag.size();
    return after < head.size() && std::string_view(" >/\n\t\r").find(head[after]) != head.npos;
  });
}

bool LooksLikeHtml(std::string_view head) {
  if (StartsWithTag(head)) return true;
  if (!head.starts_with('<')) return false;
  return head.find("<html") != std::string_view::npos ||
         head.find("<!doctype html") != std::string_view::npos ||
         head.find("<body") != std::string_view::npos;
}

}  // namespace

Result<Format> SniffFormat(std::string_view bytes) {
  if (!ImageMediaType(bytes).empty()) return Format::kImage;
  // Some programs write a line of their own before it; readers look for it in the first 1024 bytes.
  const std::size_t pdf = bytes.substr(0, kPdfHead).find("%PDF-");
  if (pdf == 0 || (pdf != bytes.npos && bytes.find("startxref") != bytes.npos)) {
    return Format::kPdf;
  }
  if (const Format ocr = OcrFormatOf(bytes); ocr != Format::kAuto) return ocr;
  return LooksLikeHtml(MarkupHead(bytes)) ? Format::kHtml : Format::kText;
}

}  // namespace warraq
