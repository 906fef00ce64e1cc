// Looks at model files before Tesseract does.
//
// A .traineddata file is a count, that many offsets of 64 bits, and the parts they point at; an
// offset of -1 is a part that is not there. Tesseract trusts all of it: it was seen to abort the
// process on a file of the right name and the wrong bytes. So the table is checked here, and that
// there is a part 17, the network, without which the file can only orient pages (osd).
//
// A name goes into a path, so only letters, digits, _ and - are names, "script/" before them
// allowed.

#include "plugin/ocr/models.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <system_error>

#include "plugin/ocr/bytes.h"

namespace warraq {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kSuffix = ".traineddata";
constexpr std::string_view kScriptFolder = "script/";
constexpr std::size_t kMaxNames = 8;

bool IsName(std::string_view name) {
  if (name.starts_with(kScriptFolder)) name.remove_prefix(kScriptFolder.size());
  const auto is_letter = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           c == '-';
  };
  return !name.empty() && name.size() <= 40 && std::all_of(name.begin(), name.end(), is_letter);
}

std::string ModelPath(const std::string& tessdata, std::string_view name) {
  return (fs::path(tessdata) / (std::string(name) + std::string(kSuffix))).string();
}

// What is wrong with the file's table of parts; nothing, where it is sound and has a network.
std::optional<std::string> CheckTable(std::string_view head, std::uint64_t file_bytes) {
  constexpr std::uint64_t kMaxParts = 64, kNetwork = 17, kAbsent = ~std::uint64_t{0};
  ByteReader in{.bytes = head, .big_endian = false};
  auto parts = in.Read(0, 4);
  if (parts && *parts > kMaxParts) in.big_endian = true, parts = in.Read(0, 4);
  if (!parts || *parts > kMaxParts) return "it does not begin as a model does";
  if (*parts <= kNetwork) return "it has no network";
  const std::uint64_t table_end = 4 + 8 * *parts;
  std::uint64_t last = table_end;
  for (std::uint64_t i = 0; i < *parts; ++i) {
    const auto offset = in.Read(4 + 8 * i, 8);
    if (!offset) return "it ends inside its table of parts";
    if (*offset == kAbsent) {
      if (i == kNetwork) return "it has no network";
      continue;
    }
    if (*offset < last) return "its table of parts is out of order";
    if (*offset >= file_bytes) return "it is cut short";
    last = *offset;
  }
  return std::nullopt;
}

std::optional<std::string> CheckModelFile(std::FILE* file) {
  if (file == nullptr || std::fseek(file, 0, SEEK_END) != 0) return "it cannot be read";
  const long size = std::ftell(file);
  std::rewind(file);
  std::array<char, 4 + 8 * 64> head{};
  const std::size_t got = std::fread(head.data(), 1, head.size(), file);
  if (size < 0 || std::ferror(file) != 0) return "it cannot be read";
  return CheckTable(std::string_view(head.data(), got), static_cast<std::uint64_t>(size));
}

void AddModels(const fs::path& folder, std::string_view prefix, std::vector<std::string>& names) {
  std::error_code failed;
  fs::directory_iterator entries(folder, failed);
  for (; !failed && entries != fs::directory_iterator(); entries.increment(failed)) {
    std::string name = entries->path().filename().string();
    if (!name.ends_with(kSuffix)) continue;
    name.resize(name.size() - kSuffix.size());
    if (name == "osd" || name == "equ") continue;
    name.insert(0, prefix);
    if (IsName(name)) names.push_back(std::move(name));
  }
}

Error Failure(Code code, std::string what) { return {.code = code, .what = std::move(what)}; }

// A name like "klingon" is no language; one that Tesseract knows but that is not here is missing.
bool IsKnownName(std::string_view name) {
  if (name.starts_with(kScriptFolder)) return true;
  const std::string_view stem = name.substr(0, name.find('_'));
  if (stem.size() == 3) return true;
  constexpr std::array<std::string_view, 37> scripts = {
      "Arabic",    "Armenian",      "Bengali",     "Canadian_Aboriginal",
      "Cherokee",  "Cyrillic",      "Devanagari",  "Ethiopic",
      "Fraktur",   "Georgian",      "Greek",       "Gujarati",
      "Gurmukhi",  "HanS",          "HanS_vert",   "HanT",
      "HanT_vert", "Hangul",        "Hangul_vert", "Hebrew",
      "Japanese",  "Japanese_vert", "Kannada",     "Khmer",
      "Lao",       "Latin",         "Malayalam",   "Myanmar",
      "Oriya",     "Sinhala",       "Syriac",      "Tamil",
      "Telugu",    "Thaana",        "Thai",        "Tibetan",
      "Vietnamese"};
  return std::find(scripts.begin(), scripts.end(), name) != scripts.end();
}

}  // namespace

std::string TessdataFolder(const Options& options) {
  if (!options.tessdata.empty()) return options.tessdata;
  if (const char* prefix = std::getenv("TESSDATA_PREFIX"); prefix != nullptr && *prefix != 0) {
    return prefix;
  }
  constexpr std::array<const char*, 3> folders = {"/usr/share/tesseract-ocr/5/tessdata",
                                                  "/usr/share/tesseract-ocr/4.00/tessdata",
                                                  "/usr/share/tessdata"};
  std::error_code ignored;
  for (const char* folder : folders) {
    if (fs::is_directory(folder, ignored)) return folder;
  }
  return folders.front();
}

std::vector<std::string> InstalledModels(const std::string& tessdata) {
  std::vector<std::string> names;
  AddModels(tessdata, "", names);
  AddModels(fs::path(tessdata) / "script", kScriptFolder, names);
  std::sort(names.begin(), names.end());
  return names;
}

void ModelFiles::OpenAll() {
  std::map<std::string, File, std::less<>> files;
  for (std::string& name : InstalledModels(folder_)) {
    File file(std::fopen(ModelPath(folder_, name).c_str(), "rbe"));
    files.emplace(std::move(name), std::move(file));
  }
  open_ = std::move(files);
}

std::vector<std::string> ModelFiles::Installed() const {
  if (!open_) return InstalledModels(folder_);
  std::vector<std::string> names;
  for (const auto& [name, file] : *open_) names.push_back(name);
  return names;
}

std::FILE* ModelFiles::Open(const std::string& name, File& opened) const {
  if (!open_) {
    opened.reset(std::fopen(ModelPath(folder_, name).c_str(), "rbe"));
    return opened.get();
  }
  const auto found = open_->find(name);
  if (found == open_->end() || found->second == nullptr) return nullptr;
  std::rewind(found->second.get());
  return found->second.get();
}

bool ModelFiles::IsThere(const std::string& name) const {
  std::error_code ignored;
  return open_ ? open_->contains(name) : fs::exists(ModelPath(folder_, name), ignored);
}

std::optional<Error> ModelFiles::Check(const std::string& name) const {
  if (!IsName(name) || name == "osd" || name == "equ") {
    return Failure(Code::kUnknownLanguage, "\"" + name + "\" is no name of a model");
  }
  if (!IsThere(name)) {
    if (!IsKnownName(name)) {
      return Failure(Code::kUnknownLanguage, "\"" + name + "\" is no language that is known");
    }
    return Failure(Code::kModelMissing, "the model " + name + " is not in the folder " + folder_);
  }
  File opened;
  if (const auto wrong = CheckModelFile(Open(name, opened))) {
    return Failure(Code::kModelUnreadable, "the model " + name + " in the folder " + folder_ +
                                               " cannot be read: " + *wrong);
  }
  return std::nullopt;
}

bool ModelFiles::Read(std::string_view path, std::vector<char>& bytes) const {
  constexpr std::size_t kBlock = std::size_t{1} << 20, kMost = std::size_t{1} << 29;
  if (!path.starts_with(folder_) || !path.ends_with(kSuffix)) return false;
  path.remove_prefix(folder_.size());
  path.remove_suffix(std::min(path.size(), kSuffix.size()));
  while (path.starts_with('/')) path.remove_prefix(1);
  if (!IsName(path)) return false;
  File opened;
  std::FILE* const file = Open(std::string(path), opened);
  if (file == nullptr) return false;
  bytes.clear();
  for (std::size_t got = kBlock; got == kBlock && bytes.size() < kMost;) {
    const std::size_t before = bytes.size();
    bytes.resize(before + kBlock);
    got = std::fread(bytes.data() + before, 1, kBlock, file);
    bytes.resize(before + got);
  }
  return std::ferror(file) == 0 && !bytes.empty();
}

Result<std::vector<std::string>> ModelFiles::Find(std::string_view language) const {
  std::vector<std::string> names;
  for (std::size_t at = 0; at <= language.size();) {
    const std::size_t end = std::min(language.find('+', at), language.size());
    std::string name(language.substr(at, end - at));
    if (auto error = Check(name)) return *error;
    if (std::find(names.begin(), names.end(), name) == names.end())
      names.push_back(std::move(name));
    at = end + 1;
  }
  if (names.size() > kMaxNames) {
    return Failure(Code::kUnknownLanguage,
                   "more than " + std::to_string(kMaxNames) + " models at once are not used");
  }
  return names;
}

}  // namespace warraq
