// What was fetched, out of its record: the page inside the HTTP response, or why it is none.

#ifndef WARRAQ_PLUGIN_BATCH_CAPTURE_H_
#define WARRAQ_PLUGIN_BATCH_CAPTURE_H_

#include <cstdint>
#include <string>
#include <string_view>

#include "warraq/options.h"
#include "warraq/page.h"
#include "warraq/result.h"

namespace warraq {

// An address as it may stand in JSON: controls, and bytes that are no UTF-8, as percent escapes.
std::string AddressOf(std::string_view address);
// ISO 8601 as it is, and of "20250514060000", as ARC and old tools have it; empty for anything
// else.
std::string InstantOf(std::string_view date);

// A record of a web archive, beside its content.
struct CaptureHead {
  std::string type;  // WARC-Type; of ARC: "response", "warcinfo"
  std::string uri;
  std::string date;          // ISO 8601
  std::string content_type;  // of the record's content
  std::string payload_type;  // as somebody found it, if they say so
  std::uint64_t length = 0;  // of the content, bytes
};

// Why a record is no source, or empty; `content` is the beginning of it, as much as there is, and
// at least its HTTP head. Static storage.
std::string_view WhySkipped(const CaptureHead& head, std::string_view content);

// The source of a record that is not skipped, all of whose content is here; its name is not set.
// Where it has no bytes, `skipped` says why.
Result<Source> OpenCapture(const CaptureHead& head, std::string_view content, const Limits& limits,
                           std::string_view& skipped);

}  // namespace warraq

#endif  // WARRAQ_PLUGIN_BATCH_CAPTURE_H_
