// The declared type decides only what is passed over: styles, programs, sounds and films, which are
// the greater part of a crawl and have no text. What is left is judged by its bytes.

#include "plugin/batch/capture.h"

#include <algorithm>
#include <array>

#include "plugin/batch/http.h"
#include "plugin/batch/unpack.h"
#include "plugin/ocr/image.h"
#include "plugin/text/utf8.h"

namespace warraq {
namespace {

// Types without text for readers, by how they begin.
constexpr std::array<std::string_view, 24> kNoPages = {"text/css",
                                                       "text/javascript",
                                                       "text/x-component",
                                                       "text/calendar",
                                                       "text/vtt",
                                                       "application/javascript",
                                                       "application/x-javascript",
                                                       "application/ecmascript",
                                                       "application/json",
                                                       "application/ld+json",
                                                       "application/manifest+json",
                                                       "application/x-shockwave-flash",
                                                       "application/zip",
                                                       "application/gzip",
                                                       "application/x-gzip",
                                                       "application/wasm",
                                                       "application/font",
                                                       "application/x-font",
                                                       "application/vnd.ms-font",
                                                       "application/x-protobuf",
                                                       "audio/",
                                                       "video/",
                                                       "font/",
                                                       "image/svg"};

bool AreDigits(std::string_view text) {
  return std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

bool IsNoPage(std::string_view type) {
  return std::ranges::any_of(kNoPages,
                             [&](std::string_view begins) { return type.starts_with(begins); });
}

bool IsHttp(const CaptureHead& head) {
  return MediaTypeOf(head.content_type) == "application/http" ||
         (head.content_type.empty() && head.type == "response");
}

std::string_view WhyNoResponse(const HttpResponse& response, const CaptureHead& head) {
  if (response.status >= 300 && response.status < 400) return "http-redirect";
  if (response.status >= 400) return "http-error";
  if (response.status != 200 && response.status != 203) return "http-no-page";
  const std::string_view declared = FieldOf(response.head, "content-type");
  if (IsNoPage(MediaTypeOf(declared)) || IsNoPage(head.payload_type)) return "media-type";
  return {};
}

// Bytes that no page has: of a type that nobody declared.
bool IsBinary(std::string_view bytes) {
  constexpr std::size_t kLooked = 512;
  const std::string_view looked = bytes.substr(0, kLooked);
  const auto zeros = std::ranges::count(looked, '\0');
  const bool wide = looked.starts_with("\xFF\xFE") || looked.starts_with("\xFE\xFF") ||
                    (looked.size() > 3 && (looked[0] == '\0') != (looked[1] == '\0'));
  return zeros > 0 && !wide;
}

// Whether a picture or something else is declared that the bytes are not.
bool IsOtherThanDeclared(const Source& source) {
  if (!ImageMediaType(source.bytes).empty() || source.bytes.starts_with("%PDF-")) return false;
  return source.declared_type.starts_with("image/") || IsBinary(source.bytes);
}

Result<std::string> BodyOf(const HttpResponse& response, std::string_view content,
                           const Limits& limits) {
  std::string_view body = content.substr(response.body_at);
  std::string joined;
  if (EqualsIgnoringCase(FieldOf(response.head, "transfer-encoding"), "chunked")) {
    body = Unchunk(body, joined);
  }
  const std::string_view codings = FieldOf(response.head, "content-encoding");
  if (codings.empty()) {
    if (!joined.empty()) return joined;
    return std::string(body);
  }
  constexpr std::size_t kFreeBody = std::size_t{1} << 20;
  const std::size_t most =
      std::min(limits.record_bytes, kFreeBody + body.size() * limits.inflation);
  return DecodeContent(body, codings, most);
}

}  // namespace

std::string AddressOf(std::string_view address) {
  if (address.starts_with('<') && address.ends_with('>')) {
    address = address.substr(1, address.size() - 2);
  }
  const bool is_utf8 = IsValidUtf8(address);
  std::string uri;
  for (const char c : address) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte > ' ' && byte != 0x7F && (byte < 0x80 || is_utf8)) {
      uri += c;
      continue;
    }
    constexpr std::string_view kDigits = "0123456789ABCDEF";
    uri += '%';
    uri += kDigits[byte >> 4];
    uri += kDigits[byte & 0xF];
  }
  return uri;
}

std::string InstantOf(std::string_view date) {
  if (date.size() == 14 && AreDigits(date)) {
    const std::string d(date);
    return d.substr(0, 4) + "-" + d.substr(4, 2) + "-" + d.substr(6, 2) + "T" + d.substr(8, 2) +
           ":" + d.substr(10, 2) + ":" + d.substr(12, 2) + "Z";
  }
  constexpr std::string_view kMay = "0123456789-:.+TZ";
  const bool is_iso = date.size() >= 4 && date.size() < 40 && AreDigits(date.substr(0, 4)) &&
                      date.find_first_not_of(kMay) == std::string_view::npos;
  return is_iso ? std::string(date) : std::string();
}

std::string_view WhySkipped(const CaptureHead& head, std::string_view content) {
  constexpr std::array<std::string_view, 5> kNames = {"request", "revisit", "warcinfo", "metadata",
                                                      "continuation"};
  const auto named = std::ranges::find(kNames, head.type);
  if (named != kNames.end()) return *named;
  const bool known =
      head.type == "response" || head.type == "resource" || head.type == "conversion";
  if (!known) return "other-record";
  if (head.uri.starts_with("dns:") || MediaTypeOf(head.content_type) == "text/dns") return "dns";
  if (!IsHttp(head)) return IsNoPage(MediaTypeOf(head.content_type)) ? "media-type" : "";
  const std::optional<HttpResponse> response = ParseHttpResponse(content);
  return response ? WhyNoResponse(*response, head) : std::string_view();
}

Result<Source> OpenCapture(const CaptureHead& head, std::string_view content, const Limits& limits,
                           std::string_view& skipped) {
  Source source;
  source.uri = head.uri;
  source.retrieved = head.date;
  std::string_view declared = head.content_type;
  if (IsHttp(head)) {
    const std::optional<HttpResponse> response = ParseHttpResponse(content);
    if (!response) {
      return Error{Code::kDamagedArchive, 0, "its content is no HTTP response"};
    }
    WARRAQ_TRY(source.bytes, BodyOf(*response, content, limits));
    declared = FieldOf(response->head, "content-type");
  } else {
    source.bytes = content;
  }
  source.declared_type = MediaTypeOf(declared);
  // Servers say so of what they know nothing about; a record says it of its own content.
  if (IsHttp(head) && source.declared_type == "text/plain") source.declared_type.clear();
  source.declared_encoding = CharsetOf(declared);
  if (source.bytes.empty()) {
    skipped = "no-body";
  } else if (IsOtherThanDeclared(source)) {
    skipped = "media-type";
  }
  return source;
}

}  // namespace warraq
