// Each layer is a stream over the one below and is gone when its members are: of a line in a file
// in a tar in a gzip there are four windows, and nothing else. Names and layers of containers never
// matter, only bytes; but a table is known by its file's ending alone, since much text has commas.

#include "plugin/batch/container.h"

#include <algorithm>

#include "plugin/batch/archive.h"
#include "plugin/batch/csv.h"
#include "plugin/batch/jsonl.h"
#include "plugin/batch/mets_parts.h"
#include "plugin/batch/unpack.h"
#include "plugin/batch/warc.h"
#include "plugin/read/ocr_file.h"

namespace warraq {
namespace {

constexpr int kContainerDepth = 8;   // layers: a tar.gz counts as two
constexpr std::size_t kHead = 1024;  // bytes that tell what something is

// The two blocks of zeros that end a tar, with nothing before them.
bool IsEmptyTar(std::string_view head) {
  return head.size() == kHead && head.find_first_not_of('\0') == std::string_view::npos;
}

bool HasTableName(std::string_view name) {
  for (const std::string_view compression : {".gz", ".bz2", ".xz", ".zst"}) {
    if (name.ends_with(compression)) name.remove_suffix(compression.size());
  }
  return name.ends_with(".csv") || name.ends_with(".tsv");
}

class Opener {
 public:
  Opener(Budget& budget, const Options& options, const InputTaker& taker)
      : budget_(budget), options_(options), taker_(taker) {}

  bool Open(const std::string& name, Window& window, int depth) {
    window.Reach(kHead);
    const std::string_view head = window.view().substr(0, kHead);
    const bool gzip = IsGzip(head);
    const bool zstd = IsZstd(head);
    const bool archive = IsArchive(head) || IsCompressed(head) || (depth > 0 && IsEmptyTar(head));
    if ((gzip || zstd || archive) && depth >= kContainerDepth) {
      return FailInput(
          name,
          {Code::kTooDeep, 0,
           "it is packed in more than " + std::to_string(kContainerDepth) + " containers"},
          taker_);
    }
    if (gzip || zstd) {
      const auto unpacked = gzip ? UnpackGzip(window, budget_) : UnpackZstd(window, budget_);
      Window inside(*unpacked);
      return Open(name, inside, depth + 1);
    }
    if (archive) return OpenArchive(name, window, depth);
    if (IsWebArchive(head)) return ReadWebArchive(name, window, options_.limits, taker_);
    return OpenText(name, window, depth);
  }

 private:
  bool OpenArchive(const std::string& name, Window& window, int depth) {
    bool open = true;
    const std::optional<Error> error =
        ReadArchive(window, budget_, [&](const ArchiveMember& member) {
          Window inside(member.bytes);
          const std::string& own = member.name;
          open = Open(own.empty() ? name : name + "!" + own, inside, depth + 1);
          return open;
        });
    return open && (!error || FailInput(name, *error, taker_));
  }

  bool OpenText(const std::string& name, Window& window, int depth) {
    const Limits& limits = options_.limits;
    if (options_.from == Format::kCsv || IsTable(name, window)) {
      return ReadCsv(name, window, options_, taker_);
    }
    if (options_.from == Format::kJsonLines || IsJsonLines(window, options_.field, limits)) {
      return ReadJsonLines(name, window, options_, taker_);
    }
    Result<std::string> bytes = ReadRest(window, limits);
    if (!bytes.ok()) return FailInput(name, bytes.error(), taker_);
    Source source;
    source.name = name;
    source.bytes = std::move(bytes).value();
    const bool is_file = depth == 0 && name != "-";
    if (is_file) FindMetsParts(name, source);
    return taker_.take(std::move(source), nullptr);
  }

  bool IsTable(const std::string& name, Window& window) {
    return options_.from == Format::kAuto && HasTableName(name) &&
           OcrFormatOf(window.view()) == Format::kAuto &&
           IsCsv(window, options_.field, options_.limits);
  }

  Budget& budget_;
  const Options& options_;
  const InputTaker& taker_;
};

}  // namespace

bool OpenContainer(const std::string& name, Window& window, Budget& budget, const Options& options,
                   const InputTaker& taker) {
  return Opener(budget, options, taker).Open(name, window, 0);
}

}  // namespace warraq
