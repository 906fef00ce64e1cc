// An HTTP message as crawlers store it (RFC 9112): a status line, fields, and the body as it came
// over the wire or as the crawler left it.

#ifndef WARRAQ_PLUGIN_BATCH_HTTP_H_
#define WARRAQ_PLUGIN_BATCH_HTTP_H_

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace warraq {

// Fields of a head, "Name: value" a line; the names are compared without case. Views into it.
// Empty where there is none of that name; of several the first.
std::string_view FieldOf(std::string_view head, std::string_view name);

// Where the blank line behind a head ends: the place of what follows. Nothing where there is none.
// Line ends may be LF alone.
std::optional<std::size_t> EndOfHead(std::string_view bytes);

bool EqualsIgnoringCase(std::string_view a, std::string_view b);
std::string_view WithoutBlanks(std::string_view text);  // around it: spaces and tabs

struct HttpResponse {
  int status = 0;
  std::string_view head;  // its fields
  std::size_t body_at = 0;
};

// Nothing where the bytes do not begin with a status line, or the head does not end in them.
std::optional<HttpResponse> ParseHttpResponse(std::string_view bytes);

// A media type or charset out of a Content-Type: small letters, no parameters, no quotes.
std::string MediaTypeOf(std::string_view content_type);
std::string CharsetOf(std::string_view content_type);

// A body out of its chunks (RFC 9112, 7.1). What is cut short gives what came; a body that does not
// begin with the size of a chunk was put together by who stored it, and is given as it is.
std::string_view Unchunk(std::string_view body, std::string& buffer);

}  // namespace warraq

#endif  // WARRAQ_PLUGIN_BATCH_HTTP_H_
