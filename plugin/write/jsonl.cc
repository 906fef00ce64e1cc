// The record itself: one JSON object a line, keys in the order of models/article.schema.json, no
// key for what is absent.
//
// With full provenance every piece carries its map, and `gaps` holds what no piece does (white
// space, markup), so that the record alone rebuilds the source bit for bit.

#include <algorithm>
#include <string>

#include "plugin/write/from.h"
#include "plugin/write/json.h"
#include "plugin/write/write.h"

namespace warraq {
namespace {

class RecordWriter {
 public:
  RecordWriter(const Article& article, Provenance provenance, std::string& out)
      : article_(article), page_(*article.page), provenance_(provenance), json_(out) {}

  void Write() {
    json_.Object().Key("schema").String("warraq/article/1").Key("id").String(article_.id);
    WriteSource();
    json_.Key("kind").String(article_.kind);
    json_.Key("language").String(article_.language).Key("script").String(article_.script);
    json_.Key("direction").String(article_.direction);
    WritePiece("headline", article_.headline);
    WritePiece("kicker", article_.kicker);
    WritePiece("deck", article_.deck);
    WriteDateline();
    WriteNames();
    WriteDating("published", article_.published);
    WriteDating("modified", article_.modified);
    WriteBlocks();
    json_.Key("text").BeginString();
    ForBodyText(article_, [&](std::string_view part) { json_.PutString(part); });
    json_.EndString();
    WriteUpdates();
    WriteDates();
    WriteIdentifiers();
    WriteFacts();
    WriteContinuation();
    WriteRemoved();
    WriteRepairs();
    WriteQuality();
    if (provenance_ == Provenance::kFull && !page_.ink) WriteGaps();
    json_.EndObject();
  }

 private:
  void WriteSource() {
    const Source& source = *page_.source;
    json_.Key("source").Object().Key("name").String(source.name);
    json_.Member("media_type", source.media_type).Member("sha256", source.sha256);
    json_.Key("bytes").Number(source.bytes.size()).Member("encoding", source.encoding);
    if (page_.number > 0) json_.Key("page").Signed(page_.number);
    json_.Member("uri", source.uri).Member("retrieved", source.retrieved);
    if (!page_.file.name.empty()) {
      json_.Key("part").Object().Key("name").String(page_.file.name);
      json_.Key("sha256").String(page_.file.sha256).Key("bytes").Number(page_.file.bytes);
      json_.EndObject();
    }
    json_.Member("field", source.field).EndObject();
    if (!source.carried.empty()) json_.Key("carried").Ready(source.carried);
  }

  void From(const Text& text) {
    if (provenance_ == Provenance::kNone) return;
    const std::vector<Span> origin = text.Origin();
    if (origin.empty()) return;  // the page's address, which the caller gave
    WriteFrom(page_, origin, json_);
    if (provenance_ != Provenance::kFull) return;
    WriteMap(page_, text, json_);
    Cover(origin);
  }

  void Cover(std::span<const Span> origin) {
    covered_.insert(covered_.end(), origin.begin(), origin.end());
  }

  void WritePiece(std::string_view key, const Text& text) {
    if (text.empty()) return;
    json_.Key(key).Object().Key("text").String(text.bytes());
    From(text);
    json_.EndObject();
  }

  void WriteDateline() {
    if (article_.dateline.empty()) return;
    json_.Key("dateline").Object().Key("text").String(article_.dateline.bytes());
    json_.Member("place", article_.dateline_place);
    From(article_.dateline);
    json_.EndObject();
  }

  void WriteName(const Name& name) {
    json_.Object().Key("name").String(name.name);
    // In a full record the words as they stand, which the map is about.
    const bool differs = provenance_ == Provenance::kFull && name.text.bytes() != name.name;
    if (differs) json_.Key("text").String(name.text.bytes());
    From(name.text);
    json_.EndObject();
  }

  void WriteNames() {
    if (!article_.bylines.empty()) {
      json_.Key("bylines").Array();
      for (const Name& name : article_.bylines) WriteName(name);
      json_.EndArray();
    }
    if (article_.agency.name.empty()) return;
    json_.Key("agency");
    WriteName(article_.agency);
  }

  void WriteDating(std::string_view key, const Dating& dating) {
    if (dating.edtf.empty()) return;
    json_.Key(key).Object().Key("edtf").String(dating.edtf);
    json_.Key("confidence").Fraction(dating.confidence).Key("evidence").Array();
    for (const Evidence& evidence : dating.evidence) {
      json_.Object().Key("kind").String(evidence.kind).Key("text").String(evidence.text.bytes());
      From(evidence.text);
      json_.EndObject();
    }
    json_.EndArray();
    if (!dating.rejected.empty()) {
      json_.Key("rejected").Array();
      for (const RejectedDate& rejected : dating.rejected) {
        json_.Object().Key("edtf").String(rejected.edtf);
        json_.Key("text").String(rejected.text.bytes()).Key("why").String(rejected.why);
        From(rejected.text);
        json_.EndObject();
      }
      json_.EndArray();
    }
    json_.EndObject();
  }

  void WriteRows(const Block& block) {
    json_.Key("rows").Array();
    for (const auto& row : block.rows) {
      json_.Array();
      for (const Text& cell : row) json_.String(cell.bytes());
      json_.EndArray();
    }
    json_.EndArray();
  }

  void WriteBlocks() {
    json_.Key("blocks").Array();
    for (const Block& block : article_.blocks) {
      json_.Object().Key("role").String(RoleName(block.role));
      json_.Key("text").String(block.text.bytes());
      if (!block.rows.empty()) WriteRows(block);
      From(block.text);
      json_.Member("language", block.language).EndObject();
    }
    json_.EndArray();
  }

  void WriteUpdates() {
    if (article_.updates.empty()) return;
    json_.Key("updates").Array();
    for (const Update& update : article_.updates) {
      json_.Object();
      WritePiece("stamp", update.stamp);
      WriteDating("published", update.published);
      json_.Key("blocks").Array().Number(update.first_block).Number(update.end_block).EndArray();
      json_.EndObject();
    }
    json_.EndArray();
  }

  void WriteDates() {
    if (article_.dates.empty()) return;
    json_.Key("dates").Array();
    for (const Mention& mention : article_.dates) {
      json_.Object().Key("edtf").String(mention.claim.edtf);
      json_.Key("calendar").String(mention.claim.calendar).Key("text").String(mention.text);
      json_.Key("block").Number(mention.block);
      json_.Key("kind").String(DateKindName(mention.claim.kind)).EndObject();
    }
    json_.EndArray();
  }

  void WriteIdentifiers() {
    if (article_.identifiers.empty()) return;
    json_.Key("identifiers").Array();
    for (const Identifier& identifier : article_.identifiers) {
      json_.Object().Key("scheme").String(identifier.scheme);
      json_.Key("value").String(identifier.value);
      From(identifier.text);
      json_.EndObject();
    }
    json_.EndArray();
  }

  void WriteFacts() {
    if (!article_.tags.empty()) {
      json_.Key("tags").Array();
      for (const std::string& tag : article_.tags) json_.String(tag);
      json_.EndArray();
    }
    json_.Member("section", article_.section);
    if (!article_.images.empty()) {
      json_.Key("images").Array();
      for (const Image& image : article_.images) {
        json_.Object().Key("uri").String(image.uri);
        json_.Member("caption", image.caption).Member("credit", image.credit).EndObject();
      }
      json_.EndArray();
    }
    if (article_.alternates.empty()) return;
    json_.Key("alternates").Array();
    for (const Alternate& alternate : article_.alternates) {
      json_.Object().Key("language").String(alternate.language);
      json_.Key("uri").String(alternate.uri).EndObject();
    }
    json_.EndArray();
  }

  void WriteOtherPage(std::string_view key, const Text& address) {
    if (address.empty()) return;
    json_.Key(key).Object();
    if (page_.ink) {
      json_.Key("page").Ready(address.bytes());
    } else {
      json_.Key("uri").String(address.bytes());
      From(address);
    }
    json_.EndObject();
  }

  void WriteContinuation() {
    const Continuation& continuation = article_.continuation;
    if (continuation.of.empty()) return;
    json_.Key("continuation").Object().Key("of").String(continuation.of);
    json_.Key("page").Signed(continuation.page);
    WriteOtherPage("previous", continuation.previous);
    WriteOtherPage("next", continuation.next);
    json_.EndObject();
  }

  void WriteRemoved() {
    if (article_.removed.empty()) return;
    json_.Key("removed").Array();
    for (const Removed& removed : article_.removed) {
      json_.Object().Key("role").String(RoleName(removed.role));
      WriteShared(removed.shared, json_);
      if (provenance_ == Provenance::kFull && !removed.text.empty()) {
        json_.Key("text").String(removed.text.bytes());
      }
      if (provenance_ != Provenance::kNone) WriteFrom(page_, removed.origin, json_);
      if (provenance_ == Provenance::kFull && !removed.text.empty()) {
        WriteMap(page_, removed.text, json_);
        Cover(removed.text.Origin());
      }
      json_.EndObject();
    }
    json_.EndArray();
  }

  void WriteRepairs() {
    if (article_.repairs.empty()) return;
    json_.Key("repairs").Array();
    for (const RepairCount& repair : article_.repairs) {
      json_.Object().Key("rule").String(repair.rule);
      json_.Key("count").Number(repair.count).EndObject();
    }
    json_.EndArray();
  }

  void WriteQuality() {
    const bool sure = article_.ocr_confidence >= 0;
    const bool judged = article_.kind_confidence >= 0;
    const bool known = judged || sure || !page_.recognizer.empty();
    if (!known && article_.notes.empty()) return;
    json_.Key("quality").Object();
    if (judged) json_.Key("kind_confidence").Fraction(article_.kind_confidence);
    if (sure) json_.Key("ocr_confidence").Fraction(article_.ocr_confidence);
    json_.Member("recognizer", page_.recognizer);
    if (!article_.notes.empty()) {
      json_.Key("notes").Array();
      for (const Note& note : article_.notes) {
        json_.Object().Key("code").String(note.code);
        if (provenance_ != Provenance::kNone && !note.origin.empty()) {
          WriteFrom(page_, note.origin, json_);
        }
        WriteDetails(note, json_);
        json_.EndObject();
      }
      json_.EndArray();
    }
    json_.EndObject();
  }

  void WriteGaps() {
    const std::string_view source = page_.source->bytes;
    std::ranges::sort(covered_, {}, &Span::begin);
    json_.Key("gaps").Array();
    std::uint32_t at = 0;
    const auto gap = [&](std::uint32_t end) {
      if (end <= at) return;
      json_.Object().Key("from").Array().Number(at).Number(end).EndArray();
      WriteBytes("was", source.substr(at, end - at), json_);
      json_.EndObject();
    };
    for (const Span& span : covered_) {
      gap(span.begin);
      at = std::max(at, span.end);
    }
    gap(static_cast<std::uint32_t>(source.size()));
    json_.EndArray();
  }

  const Article& article_;
  const Page& page_;
  Provenance provenance_;
  Json json_;
  std::vector<Span> covered_;  // of a full record: what its pieces carry
};

void WriteRecord(const Article& article, Provenance provenance, std::string& out) {
  // Blocks stand in the record twice, once in `text`.
  std::size_t bytes = 4096;
  for (const Block& block : article.blocks) bytes += block.text.bytes().size();
  if (out.capacity() - out.size() < bytes * 2) out.reserve(out.size() + bytes * 9 / 4);
  RecordWriter(article, provenance, out).Write();
  out.push_back('\n');
}

}  // namespace

extern const Writer jsonl_writer;
constexpr Writer jsonl_writer = {
    .name = "jsonl",
    .summary = "the article record as a line of JSON",
    .write = WriteRecord,
};

}  // namespace warraq
