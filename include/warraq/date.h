// A date as a text claims it.
//
//   for (const warraq::DateClaim& claim : warraq::FindDates("Cairo, 14 May 2025", {}))
//     use(claim.edtf);   // "2025-05-14"

#ifndef WARRAQ_DATE_H_
#define WARRAQ_DATE_H_

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "warraq/text.h"

namespace warraq {

// What a claim is about. The names (DateKindName) are those of the record.
enum class DateKind : std::uint8_t {
  kEvent,       // "event": something in the text happened then
  kPublished,   // "published"
  kModified,    // "modified"
  kPageClock,   // "page-clock": the day on which the page was fetched
  kCopyright,   // "copyright": the year beside a ©
  kIdentifier,  // "identifier": inside an agency's number or an address
  kDebris,      // "template-debris": left by the page's maker, about nothing
};
std::string_view DateKindName(DateKind kind);

// What an open claim needs in order to be resolved later.
struct OpenDate;

struct DateClaim {
  Span at;           // bytes of the text that was searched
  std::string edtf;  // ISO 8601-2 level 1; sets of level 2
  std::string_view calendar =
      "gregory";  // Unicode calendar name: "islamic-umalqura", "persian", ...
  DateKind kind = DateKind::kEvent;
  std::string instant;  // ISO 8601, where text and reference resolve to one
  std::vector<std::string_view>
      notes;               // "weekday-conflict", "ambiguous-order", ...; static storage
  std::string_view rule;   // the finder that made it; static storage
  float confidence = 1;    // that this is a date, and read rightly: 0 to 1
  std::int32_t fact = -1;  // index into Page::facts, when it was found there
  std::shared_ptr<const OpenDate> open;  // of "yesterday" and "6 August", found without a reference
};

struct DateOptions {
  std::string_view
      reference;              // ISO 8601 instant against which relative dates resolve; may be empty
  std::string_view language;  // BCP 47, if known; settles what is ambiguous without it
  std::size_t claims = 4096;  // no more are returned
};

// The dates of a text, in its order, not overlapping. Linear in the text's length.
std::vector<DateClaim> FindDates(std::string_view utf8, const DateOptions& options);

// Counts an open claim from `reference`, an ISO 8601 day or instant; false, and the claim stays as
// it is, where it is not open or `reference` is no date.
bool Resolve(DateClaim& claim, std::string_view reference);

}  // namespace warraq

#endif  // WARRAQ_DATE_H_
