#include "plugin/batch/http.h"

#include <algorithm>

namespace warraq {
namespace {

constexpr std::string_view kBlanks = " \t";

char Small(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 0x20) : c; }

// Up to the line's end, which is passed over; `rest` is what follows.
std::string_view TakeLine(std::string_view& rest) {
  const std::size_t feed = std::min(rest.find('\n'), rest.size());
  std::string_view line = rest.substr(0, feed);
  rest.remove_prefix(std::min(feed + 1, rest.size()));
  if (line.ends_with('\r')) line.remove_suffix(1);
  return line;
}

int HexDigit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  const char small = Small(c);
  return small >= 'a' && small <= 'f' ? small - 'a' + 10 : -1;
}

// The size that begins a chunk, and what follows its line. Nothing where there is no such size.
std::optional<std::size_t> TakeChunkSize(std::string_view& rest) {
  constexpr std::size_t kMostDigits = 8;
  std::string_view line = rest.substr(0, 256);
  std::size_t size = 0;
  std::size_t digits = 0;
  while (digits < line.size() && HexDigit(line[digits]) >= 0) {
    size = size * 16 + static_cast<std::size_t>(HexDigit(line[digits]));
    if (++digits > kMostDigits) return std::nullopt;
  }
  if (digits == 0) return std::nullopt;
  const std::size_t feed = line.find('\n');
  if (feed == std::string_view::npos) return std::nullopt;
  const std::string_view behind = WithoutBlanks(line.substr(digits, feed - digits));
  if (!behind.empty() && behind[0] != ';' && behind[0] != '\r') return std::nullopt;
  rest.remove_prefix(feed + 1);
  return size;
}

}  // namespace

bool EqualsIgnoringCase(std::string_view a, std::string_view b) {
  return std::ranges::equal(a, b, {}, Small, Small);
}

std::string_view WithoutBlanks(std::string_view text) {
  text.remove_prefix(std::min(text.find_first_not_of(kBlanks), text.size()));
  return text.substr(0, text.find_last_not_of(kBlanks) + 1);  // npos + 1 is 0
}

std::string_view FieldOf(std::string_view head, std::string_view name) {
  while (!head.empty()) {
    const std::string_view line = TakeLine(head);
    if (line.size() <= name.size() || Small(line[0]) != Small(name[0])) continue;
    const std::size_t colon = line.find(':');
    if (colon == std::string_view::npos) continue;
    if (!EqualsIgnoringCase(WithoutBlanks(line.substr(0, colon)), name)) continue;
    return WithoutBlanks(line.substr(colon + 1));
  }
  return {};
}

std::optional<std::size_t> EndOfHead(std::string_view bytes) {
  for (std::size_t at = bytes.find('\n'); at != std::string_view::npos;
       at = bytes.find('\n', at + 1)) {
    if (bytes.substr(at + 1, 1) == "\n") return at + 2;
    if (bytes.substr(at + 1, 2) == "\r\n") return at + 3;
  }
  return std::nullopt;
}

std::optional<HttpResponse> ParseHttpResponse(std::string_view bytes) {
  if (!EqualsIgnoringCase(bytes.substr(0, 5), "HTTP/")) return std::nullopt;
  const std::optional<std::size_t> end = EndOfHead(bytes);
  if (!end) return std::nullopt;
  HttpResponse response;
  response.head = bytes.substr(0, *end);
  response.body_at = *end;
  std::string_view rest = response.head;
  const std::string_view line = TakeLine(rest);
  const std::string_view status =
      WithoutBlanks(line.substr(std::min(line.find(' '), line.size()))).substr(0, 3);
  for (const char c : status) {
    if (c < '0' || c > '9') return std::nullopt;
    response.status = response.status * 10 + (c - '0');
  }
  if (status.size() < 3) return std::nullopt;
  response.head = rest;
  return response;
}

std::string MediaTypeOf(std::string_view content_type) {
  std::string type(WithoutBlanks(content_type.substr(0, content_type.find_first_of(";,"))));
  std::ranges::transform(type, type.begin(), Small);
  return type;
}

std::string CharsetOf(std::string_view content_type) {
  constexpr std::string_view kName = "charset";
  while (true) {
    const std::size_t semicolon = content_type.find(';');
    if (semicolon == std::string_view::npos) return {};
    content_type = WithoutBlanks(content_type.substr(semicolon + 1));
    if (!EqualsIgnoringCase(content_type.substr(0, kName.size()), kName)) continue;
    std::string_view value = WithoutBlanks(content_type.substr(kName.size()));
    if (!value.starts_with('=')) continue;
    value = WithoutBlanks(value.substr(1));
    value = value.substr(0, value.find_first_of(";,"));
    std::string charset;
    for (const char c : WithoutBlanks(value)) {
      if (c != '"' && c != '\'') charset += Small(c);
    }
    return charset;
  }
}

std::string_view Unchunk(std::string_view body, std::string& buffer) {
  buffer.clear();
  std::string_view rest = body;
  for (bool first = true;; first = false) {
    const std::optional<std::size_t> size = TakeChunkSize(rest);
    if (!size && first) return body;
    if (!size || *size == 0) return buffer;
    // One chunk is common, and then nothing has to be put together.
    const std::string_view chunk = rest.substr(0, *size);
    buffer += chunk;
    rest.remove_prefix(chunk.size());
    TakeLine(rest);
  }
}

}  // namespace warraq
