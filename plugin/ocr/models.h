// Tesseract's models on disk: which there are, whether a file is one, and what names mean.

#ifndef WARRAQ_PLUGIN_OCR_MODELS_H_
#define WARRAQ_PLUGIN_OCR_MODELS_H_

#include <cstdio>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "warraq/options.h"
#include "warraq/result.h"

namespace warraq {

// Options::tessdata, or $TESSDATA_PREFIX, or the first of Debian's folders that is there.
std::string TessdataFolder(const Options& options);

// Names of the models in a folder, sorted: "ara", "eng", "script/Arabic". Without those that
// recognize nothing (osd, equ).
std::vector<std::string> InstalledModels(const std::string& tessdata);

// The models of a folder, looked for when they are asked for; or all opened beforehand, for a
// process that later may open nothing.
class ModelFiles {
 public:
  explicit ModelFiles(std::string folder) : folder_(std::move(folder)) {}
  const std::string& folder() const { return folder_; }

  // From then on those that are there now are all that there are, and no path is looked at.
  void OpenAll();
  std::vector<std::string> Installed() const;

  // "ara+eng" as names, each of which is the name of a readable model in the folder. Otherwise
  // kUnknownLanguage, kModelMissing or kModelUnreadable.
  Result<std::vector<std::string>> Find(std::string_view language) const;

  // The whole of FOLDER/NAME.traineddata; false where that is none of ours, or cannot be read.
  bool Read(std::string_view path, std::vector<char>& bytes) const;

 private:
  struct CloseFile {
    void operator()(std::FILE* file) const { std::fclose(file); }  // NOLINT: it owns the file
  };
  using File = std::unique_ptr<std::FILE, CloseFile>;
  // The model's file from its beginning; `opened` keeps it open where nobody else does.
  std::FILE* Open(const std::string& name, File& opened) const;
  bool IsThere(const std::string& name) const;
  std::optional<Error> Check(const std::string& name) const;

  std::string folder_;
  std::optional<std::map<std::string, File, std::less<>>> open_;  // null: it could not be opened
};

}  // namespace warraq

#endif  // WARRAQ_PLUGIN_OCR_MODELS_H_
