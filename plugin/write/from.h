// `from`: where a piece of a record stands in its source, in JSON.

#ifndef WARRAQ_PLUGIN_WRITE_FROM_H_
#define WARRAQ_PLUGIN_WRITE_FROM_H_

#include <span>
#include <vector>

#include "plugin/write/json.h"
#include "warraq/page.h"

namespace warraq {

// "from": [[start, end), ...] in bytes of the source; for ink [{"page": 1, "box": [...]}, ...], a
// box for each line of print that the stretches of recognized text touch.
void WriteFrom(const Page& page, std::span<const Span> origin, Json& json);

// "map": how each stretch of the text came from the source: {"at": byte of the text, "from":
// [start, end]} for bytes that were copied, and with "was" (or "was_base64", where it is no UTF-8)
// for bytes that became something else.
void WriteMap(const Page& page, const Text& text, Json& json);

// "count" and "candidates" of a note, where it has them.
void WriteDetails(const Note& note, Json& json);

// "on_pages": how many other pages of the site have what was removed, of so many; nothing where
// that is not known.
void WriteShared(const SharedLine& shared, Json& json);

// Bytes of the source under `key`, or in base64 under `key`_base64 where they are no UTF-8.
void WriteBytes(std::string_view key, std::string_view bytes, Json& json);

}  // namespace warraq

#endif  // WARRAQ_PLUGIN_WRITE_FROM_H_
