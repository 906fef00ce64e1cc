// Inputs of a run, opened one after the other: files, folders, standard input, archives and
// compressed files. Nothing is unpacked to disk.

#ifndef WARRAQ_PLUGIN_BATCH_INPUTS_H_
#define WARRAQ_PLUGIN_BATCH_INPUTS_H_

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "warraq/options.h"
#include "warraq/page.h"
#include "warraq/result.h"

namespace warraq {

// Takes a source, or the reason why there is none (its name is set all the same). Returns whether
// to go on.
using SourceTaker = std::function<bool(Source, const Error*)>;

// Something that a container holds and that is no source, such as a request: no failure, but
// counted.
struct Skipped {
  std::string_view reason;  // "request", "revisit", "http-error", ...; static storage
  std::string name;
};

struct InputTaker {
  SourceTaker take;
  std::function<void(const Skipped&)> skip = {};  // may be empty
  // Told before each source: so many bytes of the input files have been read. May be empty.
  std::function<void(std::uint64_t)> reached = {};
};

// Every source of the inputs, in their order; where no file has the name of one, but it is a
// pattern
// (*, ?, [...], **), the files that it names; the files of a folder in the order of their names,
// the members of an archive (tar, zip, 7z; compressed or not) in its own, the records of web
// archives and the lines of JSON Lines and CSV in theirs. Of a container no more is held than a
// member, a record or a line.
//
// A single compressed file keeps its name; a member is "dump.tar.gz!pages/7.html", a record
// "crawl.warc.gz!@183422" (the offset of its compressed member in the file as stored), a line
// "in.jsonl!@5120" (its offset in the text).
//
// Of `options` count `from` (kJsonLines, kCsv; the others are of sources), `field` and `limits`.
void OpenInputs(const std::vector<std::string>& inputs, const Options& options,
                const InputTaker& taker);
void OpenInputs(const std::vector<std::string>& inputs, const Limits& limits,
                const SourceTaker& take);

// How many bytes a file has, 0 where there is none. Nothing of standard input and of pipes, which
// give their bytes once.
std::optional<std::uint64_t> StoredBytes(const std::string& input);
// The same of all files of the inputs, as `reached` counts them. Nothing where a pipe is among
// them.
std::optional<std::uint64_t> StoredBytes(const std::vector<std::string>& inputs,
                                         const Limits& limits);

// Tells that there is no source of this name, and why. Returns whether to go on.
bool FailInput(std::string name, const Error& error, const InputTaker& taker);

// The bytes of a file, or of standard input for "-"; no containers are opened.
Result<std::string> ReadBytes(const std::string& path, const Limits& limits);

}  // namespace warraq

#endif  // WARRAQ_PLUGIN_BATCH_INPUTS_H_
