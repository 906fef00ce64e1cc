// What of a record can be compared with its source, and where the record says that it stands.

#include "plugin/batch/record_pieces.h"

#include "plugin/batch/string_member.h"
#include "plugin/write/write.h"

namespace warraq {

using simdjson::dom::array;
using simdjson::dom::element;
using simdjson::dom::object;

namespace {

void AddPiece(object record, const char* key, const char* text, std::vector<RecordPiece>& pieces) {
  object piece;
  if (record[key].get(piece) != simdjson::SUCCESS) return;
  pieces.push_back({key, StringMember(piece, text), piece, std::string_view(key) != "agency"});
}

}  // namespace

void AddPieces(object owner, const char* key, const char* text, std::vector<RecordPiece>& pieces) {
  array list;
  if (owner[key].get(list) != simdjson::SUCCESS) return;
  for (const element item : list) {
    object piece;
    if (item.get(piece) != simdjson::SUCCESS) continue;
    pieces.push_back({key, StringMember(piece, text), piece, true});
  }
}

std::vector<RecordPiece> PiecesOf(object record) {
  std::vector<RecordPiece> pieces;
  for (const char* key : {"headline", "kicker", "deck", "dateline"}) {
    AddPiece(record, key, "text", pieces);
  }
  AddPiece(record, "agency", "name", pieces);
  AddPieces(record, "bylines", "name", pieces);
  AddPieces(record, "blocks", "text", pieces);
  AddPieces(record, "identifiers", "value", pieces);
  for (const char* key : {"published", "modified"}) {
    object dating;
    if (record[key].get(dating) != simdjson::SUCCESS) continue;
    AddPieces(dating, "evidence", "text", pieces);
    AddPieces(dating, "rejected", "text", pieces);
  }
  object continuation;
  if (record["continuation"].get(continuation) == simdjson::SUCCESS) {
    AddPiece(continuation, "previous", "uri", pieces);
    AddPiece(continuation, "next", "uri", pieces);
  }
  array updates;
  if (record["updates"].get(updates) != simdjson::SUCCESS) return pieces;
  for (const element item : updates) {
    object update;
    object dating;
    if (item.get(update) != simdjson::SUCCESS) continue;
    AddPiece(update, "stamp", "text", pieces);
    if (update["published"].get(dating) != simdjson::SUCCESS) continue;
    AddPieces(dating, "evidence", "text", pieces);
  }
  return pieces;
}

std::optional<ByteRange> ByteRangeIn(element from) {
  array pair;
  ByteRange range{};
  if (from.get(pair) != simdjson::SUCCESS || pair.at(0).get(range.begin) != simdjson::SUCCESS ||
      pair.at(1).get(range.end) != simdjson::SUCCESS) {
    return {};
  }
  return range;
}

std::vector<Span> SpansOf(object piece) {
  std::vector<Span> spans;
  array from;
  if (piece["from"].get(from) != simdjson::SUCCESS) return spans;
  for (const element item : from) {
    const std::optional<ByteRange> range = ByteRangeIn(item);
    if (!range) continue;
    spans.push_back(
        {static_cast<std::uint32_t>(range->begin), static_cast<std::uint32_t>(range->end)});
  }
  return spans;
}

std::vector<Box> BoxesOf(object piece) {
  std::vector<Box> boxes;
  array from;
  if (piece["from"].get(from) != simdjson::SUCCESS) return boxes;
  for (const element item : from) {
    array box;
    if (item["box"].get(box) != simdjson::SUCCESS) continue;
    Box read;
    std::int64_t value = 0;
    if (box.at(0).get(value) == simdjson::SUCCESS) read.x = static_cast<std::int32_t>(value);
    if (box.at(1).get(value) == simdjson::SUCCESS) read.y = static_cast<std::int32_t>(value);
    if (box.at(2).get(value) == simdjson::SUCCESS) read.width = static_cast<std::int32_t>(value);
    if (box.at(3).get(value) == simdjson::SUCCESS) read.height = static_cast<std::int32_t>(value);
    boxes.push_back(read);
  }
  return boxes;
}

std::string JoinedBlocks(object record) {
  std::string text;
  array blocks;
  if (record["blocks"].get(blocks) != simdjson::SUCCESS) return text;
  for (const element item : blocks) {
    object block;
    if (item.get(block) != simdjson::SUCCESS) continue;
    if (!IsInText(StringMember(block, "role"))) continue;
    if (!text.empty()) text += "\n\n";
    text += StringMember(block, "text");
  }
  return text;
}

}  // namespace warraq
