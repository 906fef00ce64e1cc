#include "plugin/batch/verify.h"

#include <algorithm>
#include <filesystem>

#include "plugin/batch/inputs.h"
#include "plugin/batch/joined_record.h"
#include "plugin/batch/line_file.h"
#include "plugin/batch/output_file.h"
#include "plugin/batch/record_pieces.h"
#include "plugin/batch/string_member.h"
#include "plugin/text/hash.h"

namespace warraq {
namespace {

using simdjson::dom::object;

// How many claims there are on sources of each container, opened with the field that they name.
constexpr const char* kContainers =
    "CREATE TABLE containers (name BLOB, field BLOB, wanted INTEGER, PRIMARY KEY (name, field)) "
    "WITHOUT ROWID";

SourcePlace PlaceOf(object record) {
  return {std::string(StringMember(record["source"], "name")),
          std::string(StringMember(record["source"], "field"))};
}

}  // namespace

RecordVerifier::RecordVerifier(const VerifyOptions& options, Findings& findings)
    : options_(options),
      findings_(findings),
      prover_(options.options, findings),
      claims_(TemporaryFolder()) {}

void RecordVerifier::Open() {
  IsWell(claims_.Open());
  IsWell(containers_.Open("", kContainers));
}

// Tells the first error, after which nothing is done any more.
bool RecordVerifier::IsWell(const Result<bool>& result) {
  if (well_ && !result.ok()) findings_.Lie(result.error().what);
  well_ = well_ && result.ok();
  return well_;
}

void RecordVerifier::Take(const std::string& path, std::uint64_t number, std::string_view line) {
  if (!well_ || line.empty()) return;
  object record;
  if (parser_.parse(line).get(record) != simdjson::SUCCESS) {
    return findings_.Lie(path + ", line " + std::to_string(number) + ": no JSON object");
  }
  if (StringMember(record, "schema") == "warraq/failure/1") return;
  if (StringMember(record, "schema") != "warraq/article/1" ||
      record["source"].error() != simdjson::SUCCESS) {
    return findings_.Lie(path + ", line " + std::to_string(number) + ": no record of an article");
  }
  if (record["pages"].error() == simdjson::SUCCESS) return TakePages(record);
  TakeClaim(record, line, false);
}

// Each page of a joined record is proved by itself.
void RecordVerifier::TakePages(object record) {
  ++findings_.counts.records;
  const std::string name(StringMember(record["source"], "name"));
  if (JoinedBlocks(record) != StringMember(record, "text")) {
    findings_.Lie(name + ": the text is not that of the blocks");
  }
  const Result<std::vector<std::string>> pages = PagesOfJoined(record);
  if (!pages.ok()) {
    return findings_.Lie(name + ": the joined record is none: " + pages.error().what);
  }
  for (const std::string& page : pages.value()) {
    object parsed;
    if (parser_.parse(page).get(parsed) == simdjson::SUCCESS) TakeClaim(parsed, page, true);
  }
}

void RecordVerifier::TakeClaim(object record, std::string_view line, bool is_part) {
  IsWell(claims_.Add(PlaceOf(record), line, is_part));
}

Result<object> RecordVerifier::RecordOf(const Claim& claim) {
  WARRAQ_TRY(const std::string line, claims_.LineOf(claim));
  object record;
  if (parser_.parse(line).get(record) == simdjson::SUCCESS) return record;
  return Error{Code::kUnreadable, 0,
               TemporaryFolder() + ": what is put aside cannot be kept there"};
}

// Each claim once.
std::size_t RecordVerifier::ForEachClaim(const SourcePlace& place,
                                         const std::function<void(object, bool)>& take) {
  std::size_t count = 0;
  std::optional<Claim> claim;
  for (std::uint64_t from = 0; well_ && (claim = claims_.Find(place, from));
       from = claim->place + 1) {
    const Result<object> record = RecordOf(*claim);
    if (!record.ok()) return IsWell(record.error()), count;
    if (PlaceOf(record.value()) != place) continue;
    claims_.Remove(*claim);
    take(record.value(), claim->is_part);
    ++count;
  }
  return count;
}

std::size_t RecordVerifier::Prove(Source& source, const std::string& field) {
  return ForEachClaim({source.name, field}, [&](object record, bool is_part) {
    if (source.sha256.empty()) source.sha256 = Sha256Hex(source.bytes);
    prover_.Prove(source, record, is_part);
  });
}

void RecordVerifier::ProveRest() {
  if (!well_ || !IsWell(FindContainers())) return;
  OpenContainers();
  IsWell(claims_.ForEachSource([&](const Claim& claim) -> Result<bool> {
    WARRAQ_TRY(const object record, RecordOf(claim));
    findings_.Lie(PlaceOf(record).name + ": the source is gone");
    return true;
  }));
  IsWell(claims_.Check());
  IsWell(containers_.Commit());
}

std::string RecordVerifier::Rooted(const std::string& path) const {
  return options_.root.empty() ? path : options_.root + "/" + path;
}

// The file that a source is in: what stands before a "!", unless that is part of its name.
std::string RecordVerifier::ContainerOf(const std::string& name) const {
  const std::size_t first = name.find('!');
  std::error_code error;
  for (std::size_t at = first; at != std::string::npos; at = name.find('!', at + 1)) {
    if (std::filesystem::exists(Rooted(name.substr(0, at)), error)) return name.substr(0, at);
  }
  if (std::filesystem::exists(Rooted(name), error)) return name;
  return name.substr(0, first);
}

Result<bool> RecordVerifier::FindContainers() {
  return claims_.ForEach([&](const Claim& claim) -> Result<bool> {
    WARRAQ_TRY(const object record, RecordOf(claim));
    const SourcePlace place = PlaceOf(record);
    Database::Statement* const count = containers_.Prepare(
        "INSERT INTO containers VALUES (?, ?, 1) ON CONFLICT (name, field) DO UPDATE SET wanted = "
        "wanted + 1");
    BindBlob(count, 1, ContainerOf(place.name));
    BindBlob(count, 2, place.field);
    containers_.Run(count);
    return true;
  });
}

void RecordVerifier::OpenContainers() {
  Database::Statement* const get =
      containers_.Prepare("SELECT name, field, wanted FROM containers ORDER BY name, field");
  while (well_ && containers_.Step(get)) {
    OpenContainer({Column(get, 0), Column(get, 1)}, NumberIn(get, 2));
  }
  Reset(get);
}

// From its beginning, as far as there are claims on what it holds.
void RecordVerifier::OpenContainer(const SourcePlace& container, std::uint64_t wanted) {
  Options options = options_.options;
  options.field = container.field;
  InputTaker taker;
  taker.take = [&](Source source, const Error* error) {
    if (!options_.root.empty()) source.name.erase(0, options_.root.size() + 1);
    std::size_t found = 0;
    if (error == nullptr) {
      source.sha256.clear();
      found = Prove(source, container.field);
    } else {
      found = ForEachClaim({source.name, container.field}, [](object, bool) {});
      if (found > 0) findings_.Lie(source.name + ": the source is gone: " + error->what);
    }
    wanted -= std::min<std::uint64_t>(wanted, found);
    return well_ && wanted > 0;
  };
  OpenInputs({Rooted(container.name)}, options, taker);
}

VerifyCounts VerifyRecords(const std::string& path, const VerifyOptions& options,
                           const std::function<void(const std::string&)>& tell) {
  Findings findings(tell);
  RecordVerifier verifier(options, findings);
  verifier.Open();
  std::uint64_t number = 0;
  const Result<bool> read = ForEachGivenLine(
      path,
      [&](std::string_view line) {
        verifier.Take(path, ++number, line);
        return true;
      },
      options.options.limits.source_bytes);
  if (!read.ok()) findings.Lie(read.error().what);
  verifier.ProveRest();
  return findings.counts;
}

}  // namespace warraq
