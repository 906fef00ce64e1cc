#include "plugin/write/from.h"

#include <algorithm>

#include "plugin/ocr/box.h"
#include "plugin/text/base64.h"
#include "plugin/text/utf8.h"

namespace warraq {
namespace {

// The boxes of the words in these stretches of recognized text, joined line by line.
std::vector<Box> BoxesOf(const Page& page, std::span<const Span> origin) {
  const std::string_view recognized = page.recognized;
  std::vector<Box> boxes;
  for (const Span& span : origin) {
    auto word = std::ranges::upper_bound(page.words, span.begin, {},
                                         [](const Word& w) { return w.at.end; });
    std::size_t previous_end = std::string::npos;
    for (; word != page.words.end() && word->at.begin < span.end; ++word) {
      // A line feed between two words begins a new line of print.
      const bool same_line =
          previous_end != std::string::npos &&
          recognized.substr(previous_end, word->at.begin - previous_end).find('\n') ==
              std::string_view::npos;
      if (same_line) {
        boxes.back() = Union(boxes.back(), word->box);
      } else {
        boxes.push_back(word->box);
      }
      previous_end = word->at.end;
    }
  }
  return boxes;
}

void WriteSpan(const Span& span, Json& json) {
  json.Array().Number(span.begin).Number(span.end).EndArray();
}

}  // namespace

void WriteFrom(const Page& page, std::span<const Span> origin, Json& json) {
  json.Key("from").Array();
  // Behind the recognized text the origins are places in the source itself (Fact::text).
  const auto words = static_cast<std::uint32_t>(page.recognized.size());
  if (page.ink && !origin.empty() && origin.front().begin >= words) {
    for (const Span& span : origin) WriteSpan({span.begin - words, span.end - words}, json);
  } else if (page.ink) {
    for (const Box& box : BoxesOf(page, origin)) {
      json.Object().Key("page").Signed(page.number).Key("box").Array();
      json.Signed(box.x).Signed(box.y).Signed(box.width).Signed(box.height).EndArray().EndObject();
    }
  } else {
    for (const Span& span : origin) WriteSpan(span, json);
  }
  json.EndArray();
}

void WriteShared(const SharedLine& shared, Json& json) {
  if (shared.of == 0) return;
  json.Key("on_pages").Array().Number(shared.pages).Number(shared.of).EndArray();
}

void WriteDetails(const Note& note, Json& json) {
  if (note.count > 0) json.Key("count").Number(note.count);
  if (note.candidates.empty()) return;
  json.Key("candidates").Array();
  for (const std::string& candidate : note.candidates) json.String(candidate);
  json.EndArray();
}

void WriteBytes(std::string_view key, std::string_view bytes, Json& json) {
  if (IsValidUtf8(bytes)) {
    json.Key(key).String(bytes);
  } else {
    json.Key(std::string(key) + "_base64").String(EncodeBase64(bytes));
  }
}

void WriteMap(const Page& page, const Text& text, Json& json) {
  if (page.ink) return;
  const std::string_view source = page.source->bytes;
  json.Key("map").Array();
  for (const Run& run : text.runs()) {
    const Span origin{run.origin, run.origin + run.origin_bytes};
    json.Object().Key("at").Number(run.begin).Key("from");
    WriteSpan(origin, json);
    if (run.relation != Relation::kCopy) {
      WriteBytes("was", source.substr(origin.begin, origin.size()), json);
    }
    json.EndObject();
  }
  json.EndArray();
}

}  // namespace warraq
