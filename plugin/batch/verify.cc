// Records are taken first, then each container is opened once, and what it holds is compared with
// what the records say of it.

#include "plugin/batch/verify.h"

#include <simdjson.h>

#include <compare>
#include <filesystem>
#include <map>
#include <sstream>

#include "plugin/batch/inputs.h"
#include "plugin/batch/joined_record.h"
#include "plugin/batch/line_file.h"
#include "plugin/batch/record_pieces.h"
#include "plugin/batch/record_prover.h"
#include "plugin/batch/string_member.h"
#include "plugin/text/hash.h"

namespace warraq {
namespace {

using simdjson::dom::object;

class Verifier {
 public:
  Verifier(const VerifyOptions& options, const std::function<void(const std::string&)>& tell)
      : options_(options), findings_(tell), prover_(options.options, findings_) {}

  VerifyCounts Verify(const std::string& path) {
    if (path.ends_with(".zst")) {  // a shard of a batch
      std::string bytes;
      const Result<bool> read = ForEachLine(path, [&](std::string_view line) {
        bytes += line;
        bytes += '\n';
        return true;
      });
      if (!read.ok()) return findings_.Lie(read.error().what), findings_.counts;
      SortByContainer(bytes, path);
    } else {
      Result<std::string> read = ReadBytes(path, options_.options.limits);
      if (!read.ok()) return findings_.Lie(path + ": " + read.error().what), findings_.counts;
      SortByContainer(read.value(), path);
    }
    for (const auto& [container, wanted] : containers_) OpenSources(container, wanted);
    for (const auto& [place, lines] : records_) findings_.Lie(place.name + ": the source is gone");
    return findings_.counts;
  }

 private:
  // A source: of lines and rows also the member that it is, since each may be a source of its own.
  struct Place {
    std::string name, field;
    auto operator<=>(const Place&) const = default;
  };
  struct Claim {
    std::string record;
    bool is_part = false;  // what a joined record says of one of its pages
  };

  std::string Rooted(const std::string& path) const {
    return options_.root.empty() ? path : options_.root + "/" + path;
  }

  // The file that a source is in: what stands before a "!", unless that is part of its name.
  std::string ContainerOf(const std::string& name) const {
    const std::size_t first = name.find('!');
    for (std::size_t at = first; at != std::string::npos; at = name.find('!', at + 1)) {
      std::error_code error;
      if (std::filesystem::exists(Rooted(name.substr(0, at)), error)) return name.substr(0, at);
    }
    std::error_code error;
    if (std::filesystem::exists(Rooted(name), error)) return name;
    return name.substr(0, first);
  }

  // The container once, from its beginning as far as there are sources wanted.
  void OpenSources(const Place& container, std::size_t wanted) {
    Options options = options_.options;
    options.field = container.field;
    InputTaker taker;
    taker.take = [&](Source source, const Error* error) {
      if (!options_.root.empty()) source.name.erase(0, options_.root.size() + 1);
      const auto found = records_.find(Place{source.name, container.field});
      if (found == records_.end()) return true;
      if (error != nullptr) {
        findings_.Lie(source.name + ": the source is gone: " + error->what);
      } else {
        source.sha256 = Sha256Hex(source.bytes);
        for (const Claim& claim : found->second) Prove(source, claim);
      }
      records_.erase(found);
      return --wanted > 0;
    };
    OpenInputs({Rooted(container.name)}, options, taker);
  }

  void SortByContainer(const std::string& bytes, const std::string& path) {
    std::istringstream lines(bytes);
    std::size_t number = 0;
    for (std::string line; std::getline(lines, line);) {
      ++number;
      if (line.empty()) continue;
      object record;
      if (parser_.parse(line).get(record) != simdjson::SUCCESS) {
        findings_.Lie(path + ", line " + std::to_string(number) + ": no JSON object");
        continue;
      }
      if (StringMember(record, "schema") == "warraq/failure/1") continue;
      if (StringMember(record, "schema") != "warraq/article/1" ||
          record["source"].error() != simdjson::SUCCESS) {
        findings_.Lie(path + ", line " + std::to_string(number) + ": no record of an article");
        continue;
      }
      if (record["pages"].error() == simdjson::SUCCESS) {
        SortPages(record);
      } else {
        Sort(record, {.record = line});
      }
    }
  }

  void Sort(object record, Claim claim) {
    const std::string name(StringMember(record["source"], "name"));
    const std::string field(StringMember(record["source"], "field"));
    std::vector<Claim>& of_source = records_[Place{name, field}];
    if (of_source.empty()) ++containers_[Place{ContainerOf(name), field}];
    of_source.push_back(std::move(claim));
  }

  // Each page of a joined record is proved by itself.
  void SortPages(object record) {
    ++findings_.counts.records;
    const std::string name(StringMember(record["source"], "name"));
    if (JoinedBlocks(record) != StringMember(record, "text")) {
      findings_.Lie(name + ": the text is not that of the blocks");
    }
    const Result<std::vector<std::string>> pages = PagesOfJoined(record);
    if (!pages.ok())
      return findings_.Lie(name + ": the joined record is none: " + pages.error().what);
    for (const std::string& page : pages.value()) {
      object parsed;
      if (parser_.parse(page).get(parsed) == simdjson::SUCCESS) {
        Sort(parsed, {.record = page, .is_part = true});
      }
    }
  }

  void Prove(Source& source, const Claim& claim) {
    object record;
    if (parser_.parse(claim.record).get(record) != simdjson::SUCCESS) return;
    prover_.Prove(source, record, claim.is_part);
  }

  const VerifyOptions& options_;
  Findings findings_;
  RecordProver prover_;
  simdjson::dom::parser parser_;
  std::map<Place, std::size_t> containers_;  // how many sources of it have records
  std::map<Place, std::vector<Claim>> records_;
};

}  // namespace

VerifyCounts VerifyRecords(const std::string& path, const VerifyOptions& options,
                           const std::function<void(const std::string&)>& tell) {
  return Verifier(options, tell).Verify(path);
}

}  // namespace warraq
