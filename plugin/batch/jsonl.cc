// A line is looked at where it stands in the window: its members are found and left as they are,
// and only the text is taken out of its escapes. It may be in any encoding, as sources may. Members
// that are carried go into the record as they came, so there what is no JSON makes the line bad.

#include "plugin/batch/jsonl.h"

#include <algorithm>
#include <array>
#include <optional>
#include <vector>

#include "plugin/batch/capture.h"
#include "plugin/batch/json_text.h"
#include "plugin/text/base64.h"
#include "plugin/text/utf8.h"
#include "plugin/text/validity.h"

namespace warraq {
namespace {

constexpr std::string_view kMark = "\xEF\xBB\xBF";
constexpr std::string_view kBlanks = " \t\r";
constexpr std::string_view kBase64 = "base64";

// Best first.
constexpr std::array<std::string_view, 12> kTextNames = {
    "text",    "html",         "content",      "raw_content", "body",     "raw_html",
    "article", "page_content", "article_text", "maintext",    "contents", "base64"};
constexpr std::array<std::string_view, 4> kHtmlNames = {"html", "raw_html", "html_content",
                                                        "content_html"};
constexpr std::array<std::string_view, 8> kUriNames = {
    "url", "uri", "source_url", "page_url", "link", "warc-target-uri", "warc_target_uri", "URL"};
constexpr std::array<std::string_view, 9> kRetrievedNames = {
    "retrieved",  "timestamp", "crawl_date", "date_download", "date_crawled",
    "fetch_time", "fetched",   "warc-date",  "warc_date"};

template <typename Names>
bool IsOneOf(const Names& names, std::string_view name) {
  return std::ranges::find(names, name) != names.end();
}

std::string_view Unquoted(std::string_view token) { return token.substr(1, token.size() - 2); }

// The member that is the text; null if none is.
const JsonMember* FindText(const std::vector<JsonMember>& members, const std::string& field) {
  const JsonMember* best = nullptr;
  for (const JsonMember& member : members) {
    if (!member.is_string()) continue;
    if (!field.empty()) {
      if (member.key == field) return &member;
      continue;
    }
    const int rank = RankOfTextName(member.key);
    if (rank > 0 && (best == nullptr || rank < RankOfTextName(best->key))) best = &member;
  }
  return best;
}

Error BadLine(std::string what) { return {Code::kBadJson, 0, std::move(what)}; }

// The others, as one object. Nothing where they are no JSON.
std::optional<std::string> Carry(const std::vector<JsonMember>& members, const JsonMember* text) {
  std::string carried;
  for (const JsonMember& member : members) {
    if (&member == text) continue;
    carried += carried.empty() ? "{\"" : ",\"";
    carried.append(member.key).append("\":").append(member.value);
  }
  if (carried.empty()) return carried;
  carried += '}';
  if (!IsValidUtf8(carried)) {
    std::uint32_t count = 0;
    carried = ReplaceBroken(Text::Verbatim(std::move(carried)), count).bytes();
  }
  return IsJson(carried) ? std::optional(std::move(carried)) : std::nullopt;
}

std::string StringOf(const JsonMember& member) {
  std::string text;
  if (!member.is_string() || !UnescapeJson(Unquoted(member.value), text)) text.clear();
  return text;
}

Result<Source> SourceOfLine(const std::vector<JsonMember>& members, const std::string& field) {
  const JsonMember* const text = FindText(members, field);
  if (text == nullptr) {
    return BadLine(field.empty() ? "no member of it is known to be a text; name it with --field"
                                 : "it has no text named " + field);
  }
  Source source;
  source.field = text->key;
  if (!UnescapeJson(Unquoted(text->value), source.bytes)) {
    return BadLine("its text has an escape that is none");
  }
  if (text->key == kBase64) {
    std::optional<std::string> bytes = DecodeBase64(source.bytes);
    if (!bytes) return BadLine("its member base64 is no base64");
    source.bytes = std::move(*bytes);
  }
  if (IsHtmlName(text->key)) source.declared_type = "text/html";
  for (const JsonMember& member : members) {
    if (source.uri.empty() && IsUriName(member.key)) source.uri = AddressOf(StringOf(member));
    if (source.retrieved.empty() && IsRetrievedName(member.key)) {
      source.retrieved = InstantOf(StringOf(member));
    }
  }
  std::optional<std::string> carried = Carry(members, text);
  if (!carried) return BadLine("its other members are no JSON");
  source.carried = std::move(*carried);
  return source;
}

class JsonLinesReader {
 public:
  JsonLinesReader(const std::string& name, Window& window, const Options& options,
                  const InputTaker& taker)
      : name_(name), window_(window), options_(options), taker_(taker) {}

  bool Read() {
    if (window_.Reach(kMark.size()) && window_.view().starts_with(kMark)) {
      window_.Drop(kMark.size());
    }
    for (;;) {
      const std::size_t length = FindLineEnd();
      if (length > options_.limits.record_bytes) {
        if (!PassLongLine()) return false;
        continue;
      }
      if (window_.view().empty()) return FinishFile();
      // Without its line's end, the last line of a damaged file is a part of one.
      const bool whole = length < window_.view().size() || !window_.error();
      const bool open = !whole || TakeLine(window_.view().substr(0, length));
      window_.Drop(std::min(length + 1, window_.view().size()));
      if (!open) return false;
    }
  }

 private:
  // Bytes before the line feed, or before the end of the file.
  std::size_t FindLineEnd() {
    std::size_t looked = 0;
    for (;;) {
      const std::string_view view = window_.view();
      const std::size_t feed = view.find('\n', looked);
      if (feed != std::string_view::npos) return feed;
      looked = view.size();
      if (looked > options_.limits.record_bytes || !window_.Grow()) return looked;
    }
  }

  bool TakeLine(std::string_view line) {
    if (line.find_first_not_of(kBlanks) == std::string_view::npos) return true;
    const std::string place = "!@" + std::to_string(window_.offset());
    Result<Source> source = FindMembers(line, members_) ? SourceOfLine(members_, options_.field)
                                                        : BadLine("this line is no JSON object");
    if (!source.ok()) return Fail(name_ + place, source.error());
    Source taken = std::move(source).value();
    taken.name = name_ + place;
    return taker_.take(std::move(taken), nullptr);
  }

  bool PassLongLine() {
    const Error error{
        Code::kTooLarge, 0,
        "this line passes the limit record_bytes, " + std::to_string(options_.limits.record_bytes)};
    if (!Fail(name_ + "!@" + std::to_string(window_.offset()), error)) return false;
    window_.DropLine();
    return true;
  }

  bool FinishFile() { return !window_.error() || Fail(name_, *window_.error()); }

  bool Fail(const std::string& name, const Error& error) { return FailInput(name, error, taker_); }

  const std::string& name_;
  Window& window_;
  const Options& options_;
  const InputTaker& taker_;
  std::vector<JsonMember> members_;
};

}  // namespace

int RankOfTextName(std::string_view name) {
  const auto found = std::ranges::find(kTextNames, name);
  return found == kTextNames.end() ? 0 : static_cast<int>(found - kTextNames.begin()) + 1;
}

bool IsHtmlName(std::string_view name) { return IsOneOf(kHtmlNames, name); }
bool IsUriName(std::string_view name) { return IsOneOf(kUriNames, name); }
bool IsRetrievedName(std::string_view name) { return IsOneOf(kRetrievedNames, name); }

bool IsJsonLines(Window& window, const std::string& field, const Limits& limits) {
  constexpr std::string_view kSpaces = " \t\r\n";
  std::size_t begin = window.view().starts_with(kMark) ? kMark.size() : 0;
  begin = window.view().find_first_not_of(kSpaces, begin);
  if (begin == std::string_view::npos || window.view()[begin] != '{') return false;
  // Most that begins so and is none shows it at once: the brace stands alone in its line.
  std::size_t looked = begin;
  std::size_t end = 0;
  while ((end = window.view().find('\n', looked)) == std::string_view::npos) {
    looked = window.view().size();
    if (looked > limits.record_bytes) return false;
    if (window.Grow()) continue;
    if (window.error()) return false;
    end = looked;
    break;
  }
  std::vector<JsonMember> members;
  const std::string_view line = window.view().substr(begin, end - begin);
  if (!FindMembers(line, members)) return false;
  return FindText(members, field) != nullptr || FindText(members, {}) != nullptr;
}

bool ReadJsonLines(const std::string& name, Window& window, const Options& options,
                   const InputTaker& taker) {
  return JsonLinesReader(name, window, options, taker).Read();
}

}  // namespace warraq
