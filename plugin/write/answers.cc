#include "plugin/write/answers.h"

#include "plugin/text/properties.h"
#include "plugin/text/validity.h"
#include "plugin/write/from.h"

namespace warraq {
namespace {

void WriteSpans(const std::vector<Span>& spans, Json& json) {
  for (const Span& span : spans) json.Array().Number(span.begin).Number(span.end).EndArray();
}

void WriteRepairs(const std::vector<RepairCount>& repairs, Json& json) {
  json.Key("repairs").Array();
  for (const RepairCount& repair : repairs) {
    json.Object().Key("rule").String(repair.rule).Key("count").Number(repair.count).EndObject();
  }
  json.EndArray();
}

void WriteNotes(const std::vector<Note>& notes, Json& json) {
  if (notes.empty()) return;
  json.Key("notes").Array();
  for (const Note& note : notes) {
    json.Object().Key("code").String(note.code).Key("from").Array();
    WriteSpans(note.origin, json);
    json.EndArray();
    WriteDetails(note, json);
    json.EndObject();
  }
  json.EndArray();
}

void WriteChanges(const std::vector<RepairChange>& changes, Json& json) {
  json.Key("changes").Array();
  for (const RepairChange& change : changes) {
    json.Object().Key("rule").String(change.rule).Key("from").Array();
    WriteSpans(change.from, json);
    if (change.from.empty()) json.Array().Number(change.at).Number(change.at).EndArray();
    std::uint32_t broken = 0;
    const Text before = ReplaceBroken(Text::Verbatim(change.before), broken);
    json.EndArray().Key("before").VisibleString(before.bytes(), IsVisible);
    json.Key("after").VisibleString(change.after, IsVisible).EndObject();
  }
  json.EndArray();
}

}  // namespace

void WriteRepaired(const RepairedText& repaired, const Options& options, Json& json) {
  json.Key("text").String(repaired.text.bytes()).Key("encoding").String(repaired.encoding);
  json.Key("language").String(repaired.language).Key("script").String(repaired.script);
  json.Key("direction").String(repaired.direction);
  WriteRepairs(repaired.repairs, json);
  WriteNotes(repaired.notes, json);
  if (options.explain) WriteChanges(repaired.changes, json);
}

void WriteClaim(const DateClaim& claim, std::string_view text, Json& json) {
  json.Object().Key("edtf").String(claim.edtf);
  WriteBytes("text", text.substr(claim.at.begin, claim.at.size()), json);
  json.Key("start").Number(claim.at.begin).Key("end").Number(claim.at.end);
  json.Key("calendar").String(claim.calendar).Key("kind").String(DateKindName(claim.kind));
  json.Member("instant", claim.instant);
  if (!claim.notes.empty()) {
    json.Key("notes").Array();
    for (const std::string_view note : claim.notes) json.String(note);
    json.EndArray();
  }
  json.EndObject();
}

void WriteClaims(const std::vector<DateClaim>& claims, std::string_view text, Json& json) {
  json.Key("dates").Array();
  for (const DateClaim& claim : claims) WriteClaim(claim, text, json);
  json.EndArray();
}

}  // namespace warraq
