// The pieces of a record that can be compared with its source, and where each says that it stands.

#ifndef WARRAQ_PLUGIN_BATCH_RECORD_PIECES_H_
#define WARRAQ_PLUGIN_BATCH_RECORD_PIECES_H_

#include <simdjson.h>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "warraq/page.h"

namespace warraq {

// A piece that carries a `from`, with its name and the text that it claims. Views and values are
// good as long as the parser keeps the record.
struct RecordPiece {
  std::string what;
  std::string_view text;
  simdjson::dom::object value;
  bool exact = true;  // the text is what stands there, and not a name made of it
};

std::vector<RecordPiece> PiecesOf(simdjson::dom::object record);
// Adds those of one member that is a list; `text` is the name of what they claim.
void AddPieces(simdjson::dom::object owner, const char* key, const char* text,
               std::vector<RecordPiece>& pieces);

// The two numbers of a stretch of bytes; nothing where they are none.
struct ByteRange {
  std::uint64_t begin, end;
};
std::optional<ByteRange> ByteRangeIn(simdjson::dom::element from);

// Where a piece stands: in bytes of the source, or in pixels of its page.
std::vector<Span> SpansOf(simdjson::dom::object piece);
std::vector<Box> BoxesOf(simdjson::dom::object piece);

// What `text` has to be: the blocks of the body, joined by a blank line.
std::string JoinedBlocks(simdjson::dom::object record);

}  // namespace warraq

#endif  // WARRAQ_PLUGIN_BATCH_RECORD_PIECES_H_
