#include "plugin/batch/near_duplicates.h"

#include <simdjson.h>

#include <algorithm>

#include "plugin/batch/output_file.h"
#include "plugin/batch/string_member.h"
#include "plugin/write/write.h"

namespace warraq {
namespace {

// 14 bands of 8 find texts that share four fifths of their runs in 92 of 100 cases; 37 bands of 3
// find words of which two fifths are shared in 91.
constexpr std::size_t kRunsBand = 8;
constexpr std::size_t kRoughBand = 3;
constexpr std::size_t kLeastRuns = 16, kLeastRough = 24;  // fewer tell nothing
// Of the 112 places, those that agree where one text repeats the other. Articles of one language
// that have nothing to do with each other share up to a third of their rough words (of 247,000
// pairs of English articles one shares more than 35 of 100), but no run of five words.
constexpr std::size_t kAlikeRuns = kPermutations * 7 / 10;
constexpr std::size_t kAlikeRough = kPermutations * 42 / 100;
constexpr std::size_t kSomeRough = kPermutations * 25 / 100, kSomeRuns = 2;

constexpr const char* kSchema =
    "CREATE TABLE IF NOT EXISTS near_records (number INTEGER PRIMARY KEY, id TEXT, ink INTEGER, "
    "runs BLOB, rough BLOB)";

// A hash of each band of the low halves, different in each.
void AddKeys(std::string_view halves, std::size_t band, std::vector<std::uint64_t>& keys) {
  if (halves.size() < 2 * kPermutations) return;
  for (std::size_t i = 0; i + band <= kPermutations; i += band) {
    std::uint64_t key = band << 32 | i;
    for (std::size_t k = 2 * i; k < 2 * (i + band); k += 2) {
      key = (key ^ static_cast<unsigned char>(halves[k]) ^
             static_cast<std::uint64_t>(static_cast<unsigned char>(halves[k + 1])) << 8) *
            0x9E3779B97F4A7C15;
      key ^= key >> 29;
    }
    keys.push_back(key);
  }
}

std::string LowHalves(const MinHash& hash) {
  std::string bytes;
  bytes.reserve(2 * kPermutations);
  for (const std::uint32_t least : hash) {
    bytes.push_back(static_cast<char>(least & 0xFF));
    bytes.push_back(static_cast<char>(least >> 8 & 0xFF));
  }
  return bytes;
}

std::size_t Agreeing(const std::string& a, const std::string& b) {
  std::size_t agreeing = 0;
  for (std::size_t i = 0; i + 1 < std::min(a.size(), b.size()); i += 2) {
    agreeing += a[i] == b[i] && a[i + 1] == b[i + 1];
  }
  return agreeing;
}

TextSketch SketchOf(const Shingles& shingles, bool ink) {
  TextSketch sketch;
  sketch.ink = ink;
  sketch.has_runs = shingles.runs.size() >= kLeastRuns;
  sketch.has_rough = shingles.rough.size() >= kLeastRough;
  if (sketch.has_runs) sketch.runs = MinHashOf(shingles.runs);
  if (sketch.has_rough) sketch.rough = MinHashOf(shingles.rough);
  return sketch;
}

// Of a record that was written, and ends where its line of JSON does.
TextSketch SketchOfLine(std::string_view line) {
  simdjson::dom::parser parser;
  simdjson::dom::element record;
  if (parser.parse(line).get(record) != simdjson::SUCCESS) return {};
  const bool ink = record["quality"]["ocr_confidence"].error() == simdjson::SUCCESS;
  TextSketch sketch = warraq::SketchOf(StringMember(record, "text"), ink);
  sketch.id = StringMember(record, "id");
  sketch.end = line.size();
  return sketch;
}

constexpr std::string_view kMember = R"(,"duplicate_of":")";
constexpr std::size_t kIdBytes = 32;

}  // namespace

TextSketch SketchOf(const Article& article) {
  Shingles shingles;
  ForBodyText(article, [&](std::string_view part) { shingles.Add(part); });
  TextSketch sketch = SketchOf(shingles, article.ocr_confidence >= 0);
  sketch.id = article.id;
  return sketch;
}

TextSketch SketchOf(std::string_view text, bool ink) {
  Shingles shingles;
  shingles.Add(text);
  return SketchOf(shingles, ink);
}

NearIndex::NearIndex(Database& database, NearIndex* before)
    : database_(database), before_(before), bands_(TemporaryFolder()) {}

bool NearIndex::IsWell(const Result<bool>& result) {
  if (!result.ok()) database_.Fail(result.error().what);
  return result.ok();
}

void NearIndex::Open() {
  open_ = true;
  database_.Execute(kSchema);
  bool any_ink = false;
  ForEachRecord([&](std::uint64_t number, const Packed& packed) {
    next_ = number + 1;
    any_ink = any_ink || packed.ink;
    return AddBands(packed.runs, kRunsBand, number);
  });
  if (any_ink) BuildRough();
}

void NearIndex::BuildRough() {
  has_rough_ = true;
  ForEachRecord([&](std::uint64_t number, const Packed& packed) {
    return AddBands(packed.rough, kRoughBand, number);
  });
}

void NearIndex::ForEachRecord(const std::function<bool(std::uint64_t, const Packed&)>& take) {
  Database::Statement* const get =
      database_.Prepare("SELECT number, ink, runs, rough FROM near_records ORDER BY number");
  bool goes_on = true;
  while (goes_on && database_.Step(get)) {
    goes_on = take(NumberIn(get, 0),
                   {.ink = NumberIn(get, 1) != 0, .runs = Column(get, 2), .rough = Column(get, 3)});
  }
  Reset(get);
}

bool NearIndex::AddBands(const std::string& halves, std::size_t band, std::uint64_t number) {
  std::vector<std::uint64_t> keys;
  AddKeys(halves, band, keys);
  return std::ranges::all_of(keys,
                             [&](std::uint64_t key) { return IsWell(bands_.Add(key, number)); });
}

std::vector<NearIndex::Candidate> NearIndex::Candidates(const Packed& packed) {
  std::vector<Candidate> candidates;
  const auto add = [&](const std::string& halves, std::size_t band, bool of_runs) {
    std::vector<std::uint64_t> keys;
    std::vector<std::uint64_t> numbers;
    AddKeys(halves, band, keys);
    for (const std::uint64_t key : keys) {
      if (!IsWell(bands_.Find(key, numbers))) return;
    }
    for (const std::uint64_t number : numbers) candidates.push_back({number, of_runs});
  };
  add(packed.runs, kRunsBand, true);
  if (has_rough_) add(packed.rough, kRoughBand, false);
  // By number; of one record what its runs say first.
  std::ranges::sort(candidates, [](const Candidate& a, const Candidate& b) {
    return a.number != b.number ? a.number < b.number : a.of_runs > b.of_runs;
  });
  const auto same = [](const Candidate& a, const Candidate& b) { return a.number == b.number; };
  candidates.erase(std::unique(candidates.begin(), candidates.end(), same), candidates.end());
  return candidates;
}

NearIndex::Packed NearIndex::Pack(const TextSketch& sketch) {
  return {.ink = sketch.ink,
          .runs = sketch.has_runs ? LowHalves(sketch.runs) : "",
          .rough = sketch.has_rough ? LowHalves(sketch.rough) : ""};
}

bool NearIndex::Repeats(const Packed& packed, const Candidate& candidate, std::string& id) {
  Database::Statement* const get =
      database_.Prepare("SELECT id, ink, runs, rough FROM near_records WHERE number = ?");
  BindNumber(get, 1, candidate.number);
  bool repeats = false;
  if (database_.Step(get)) {
    id = Column(get, 0);
    const bool ink = packed.ink || NumberIn(get, 1) != 0;
    if (ink || candidate.of_runs) {
      const std::size_t runs = Agreeing(packed.runs, Column(get, 2));
      const std::size_t rough = ink ? Agreeing(packed.rough, Column(get, 3)) : 0;
      repeats =
          runs >= kAlikeRuns || rough >= kAlikeRough || (rough >= kSomeRough && runs >= kSomeRuns);
    }
  }
  Reset(get);
  return repeats;
}

std::string NearIndex::Find(const Packed& packed) {
  if (!open_) Open();
  if (packed.ink && !has_rough_) BuildRough();
  std::string id;
  for (const Candidate& candidate : Candidates(packed)) {
    if (Repeats(packed, candidate, id)) return id;
  }
  return "";
}

std::string NearIndex::FindOrAdd(const TextSketch& sketch) {
  if (!sketch.has_runs && !sketch.has_rough) return "";
  const Packed packed = Pack(sketch);
  std::string found = before_ == nullptr ? "" : before_->Find(packed);
  if (found.empty()) found = Find(packed);
  if (!found.empty()) return found;
  Database::Statement* const add =
      database_.Prepare("INSERT INTO near_records VALUES (?, ?, ?, ?, ?)");
  BindNumber(add, 1, next_);
  BindText(add, 2, sketch.id);
  BindNumber(add, 3, sketch.ink ? 1 : 0);
  BindBlob(add, 4, packed.runs);
  BindBlob(add, 5, packed.rough);
  database_.Run(add);
  AddBands(packed.runs, kRunsBand, next_);
  if (has_rough_) AddBands(packed.rough, kRoughBand, next_);
  ++next_;
  return "";
}

std::string WithDuplicateOf(std::string_view line, std::string_view id) {
  const std::size_t end = line.rfind('}');
  if (end == std::string_view::npos) return std::string(line);
  std::string marked(line.substr(0, end));
  marked.append(kMember).append(id).append("\"").append(line.substr(end));
  return marked;
}

std::string WithoutDuplicateOf(std::string_view line) {
  // It is the last member, and its value has a length.
  const std::size_t bytes = kMember.size() + kIdBytes + std::string_view("\"}").size();
  std::string unmarked(line);
  if (line.size() < bytes || !line.ends_with("\"}")) return unmarked;
  const std::size_t at = line.size() - bytes;
  if (line.substr(at, kMember.size()) != kMember) return unmarked;
  unmarked.resize(at);
  unmarked.push_back('}');
  return unmarked;
}

PartedRecords PartRecords(std::string_view records, const std::vector<TextSketch>& sketches,
                          NearDuplicateMode mode, NearIndex& index) {
  if (mode == NearDuplicateMode::kKeep) return {.kept = std::string(records)};
  PartedRecords parted;
  std::size_t at = 0;
  for (const TextSketch& sketch : sketches) {
    const std::string_view record = records.substr(at, sketch.end - at);
    at = sketch.end;
    const std::string repeated = index.FindOrAdd(sketch);
    if (repeated.empty()) {
      parted.kept += record;
      continue;
    }
    ++parted.found;
    const bool drops = mode == NearDuplicateMode::kDrop;
    (drops ? parted.repeated : parted.kept) += WithDuplicateOf(record, repeated);
    parted.repeated_count += drops;
  }
  return parted;
}

PartedRecords PartRecord(std::string_view line, NearDuplicateMode mode, NearIndex& index) {
  std::vector<TextSketch> sketches;
  if (mode != NearDuplicateMode::kKeep) sketches.push_back(SketchOfLine(line));
  return PartRecords(line, sketches, mode, index);
}

}  // namespace warraq
