// Tesseract's models on disk: which there are, whether a file is one, and what names mean.

#ifndef WARRAQ_PLUGIN_OCR_MODELS_H_
#define WARRAQ_PLUGIN_OCR_MODELS_H_

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "warraq/options.h"
#include "warraq/result.h"

namespace warraq {

// Options::tessdata, or $TESSDATA_PREFIX, or the first of Debian's folders that is there.
std::string TessdataFolder(const Options& options);

// Names of the models in a folder, sorted: "ara", "eng", "script/Arabic". Without those that
// recognize nothing (osd, equ).
std::vector<std::string> InstalledModels(const std::string& tessdata);

// "ara+eng" as names, each of which is the name of a readable model in the folder. Otherwise
// kUnknownLanguage, kModelMissing or kModelUnreadable.
Result<std::vector<std::string>> FindModels(const std::string& tessdata, std::string_view language);

}  // namespace warraq

#endif  // WARRAQ_PLUGIN_OCR_MODELS_H_
