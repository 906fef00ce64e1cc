// A METS file is anybody's: it may name /etc/passwd, or a link that leads there. What is opened for
// it is a plain file whose real path lies below the real path of the METS file's folder.

#include "plugin/batch/mets_parts.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <set>
#include <utility>

#include "plugin/batch/inputs.h"
#include "plugin/text/hash.h"

namespace warraq {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kHead = 4096;

// The real path of a part; empty where it is no plain file below `folder`, which is real.
std::string RealPath(const fs::path& folder, const std::string& part) {
  std::error_code error;
  const fs::path real = fs::canonical(folder / part, error);
  if (error || !fs::is_regular_file(real, error)) return {};
  const auto [end, ignored] = std::mismatch(folder.begin(), folder.end(), real.begin(), real.end());
  return end == folder.end() ? real.string() : std::string();
}

fs::path FolderOf(const std::string& path) {
  std::error_code error;
  const fs::path real = fs::canonical(path, error);
  return error ? fs::path() : real.parent_path();
}

std::vector<std::string> PathsIn(std::string_view bytes) {
  Result<MetsFile> mets = ReadMets(bytes);
  return mets.ok() ? std::move(mets).value().paths : std::vector<std::string>();
}

// By its name first: of a folder with a million pages not every one can be looked into.
bool LooksLikeMets(const std::string& path) {
  if (!path.ends_with(".xml") && !path.ends_with(".XML")) return false;
  std::error_code error;
  if (!fs::is_regular_file(path, error)) return false;
  std::string head(kHead, '\0');
  std::ifstream file(path, std::ios::binary);
  file.read(head.data(), static_cast<std::streamsize>(head.size()));
  head.resize(static_cast<std::size_t>(file.gcount()));
  return IsMets(head);
}

Error Missing(std::string what) { return {Code::kMissingPart, 0, std::move(what)}; }

}  // namespace

void FindMetsParts(const std::string& path, Source& source) {
  if (!IsMets(source.bytes)) return;
  const fs::path folder = FolderOf(path);
  if (folder.empty()) return;
  for (const std::string& name : PathsIn(source.bytes)) {
    std::string real = RealPath(folder, name);
    if (!real.empty()) source.parts.push_back({.name = name, .path = std::move(real)});
  }
}

void LeaveOutMetsParts(std::vector<std::string>& paths, const Limits& limits) {
  std::set<std::string> parts;
  for (const std::string& path : paths) {
    if (!LooksLikeMets(path)) continue;
    const Result<std::string> bytes = ReadBytes(path, limits);
    if (!bytes.ok()) continue;
    const std::string folder = fs::path(path).parent_path().string();
    for (const std::string& name : PathsIn(bytes.value())) parts.insert(folder + '/' + name);
  }
  if (parts.empty()) return;
  std::erase_if(paths, [&](const std::string& path) {
    return parts.contains(fs::path(path).lexically_normal().string()) || parts.contains(path);
  });
}

Result<int> MetsPages::Open(const Source& source) {
  if (sha256_ != source.sha256) {
    sha256_.clear();
    WARRAQ_TRY(mets_, ReadMets(source.bytes));
    sha256_ = source.sha256;
    file_ = {};
  }
  const bool any = std::ranges::any_of(mets_.pages, [&](const MetsPage& page) {
    return std::ranges::binary_search(source.parts, page.path, {}, &SourcePart::name);
  });
  if (!any) {
    return Missing("none of the files of its " + std::to_string(mets_.pages.size()) +
                   " pages can be had; the first is " + mets_.pages[0].href);
  }
  return static_cast<int>(mets_.pages.size());
}

// The file of a page into `part_`, unless it is there already.
Result<bool> MetsPages::OpenPart(const Source& source, const MetsPage& page, const Limits& limits) {
  if (page.href.empty()) return Missing("the METS file names no recognized text of this page");
  if (page.path.empty()) {
    return Missing("it stands at " + page.href + ", which is no path below the METS file's folder");
  }
  if (file_.name == page.path) return true;
  const auto part = std::ranges::lower_bound(source.parts, page.path, {}, &SourcePart::name);
  if (part == source.parts.end() || part->name != page.path) {
    return Missing(page.path + " is not there, or no plain file below the METS file's folder");
  }
  file_ = {};
  std::string read;
  if (!part->path.empty()) {
    Result<std::string> bytes = ReadBytes(part->path, limits);
    if (!bytes.ok()) return Error{bytes.error().code, 0, page.path + ": " + bytes.error().what};
    read = std::move(bytes).value();
  }
  const std::string& bytes = part->path.empty() ? part->bytes : read;
  const Format format = OcrFormatOf(bytes);
  if (format == Format::kAuto || format == Format::kMets) {
    return Error{bytes.empty() ? Code::kEmpty : Code::kUnknownFormat, 0,
                 page.path + " is no ALTO, PAGE XML, FineReader's XML, hOCR or TSV"};
  }
  Result<OcrFile> file = ReadOcrFile(bytes, format);
  if (!file.ok()) return Error{file.error().code, 0, page.path + ": " + file.error().what};
  part_ = std::move(file).value();
  file_ = {.name = page.path, .sha256 = Sha256Hex(bytes), .bytes = bytes.size()};
  return true;
}

Result<Page> MetsPages::Read(Source& source, int number, const Limits& limits) {
  const MetsPage& page = mets_.pages[static_cast<std::size_t>(number) - 1];
  WARRAQ_TRY(const bool opened, OpenPart(source, page, limits));
  (void)opened;
  if (page.number > part_.pages.size()) {
    return Missing(page.path + " has no page " + std::to_string(page.number));
  }
  OcrPage ocr = part_.pages[page.number - 1];
  ocr.notes.insert(ocr.notes.end(), part_.notes.begin(), part_.notes.end());
  Page made = MetsPageToPage(mets_, number, std::move(ocr), source);
  made.file = file_;
  return made;
}

}  // namespace warraq
