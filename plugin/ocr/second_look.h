// Words of another script than the page's, read again by a model that knows it.

#ifndef WARRAQ_PLUGIN_OCR_SECOND_LOOK_H_
#define WARRAQ_PLUGIN_OCR_SECOND_LOOK_H_

#include <optional>
#include <string>
#include <vector>

#include "plugin/ocr/engine.h"
#include "plugin/ocr/line.h"
#include "plugin/ocr/pix.h"
#include "warraq/result.h"

namespace warraq {

// Reads doubtful words of `lines`, which `model` read on `page`, with the model of the other script
// that is likeliest, and keeps what is read with clearly more confidence. The names of the models
// that something was kept of.
Result<std::vector<std::string>> LookAgain(Pix* page, const std::string& model, EngineShelf& shelf,
                                           const CpuBudget& budget, std::vector<OcrLine>& lines);

}  // namespace warraq

#endif  // WARRAQ_PLUGIN_OCR_SECOND_LOOK_H_
