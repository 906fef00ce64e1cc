// Which models read a page, found by letting them read a little of it.

#ifndef WARRAQ_PLUGIN_OCR_LANGUAGE_H_
#define WARRAQ_PLUGIN_OCR_LANGUAGE_H_

#include <string>
#include <vector>

#include "plugin/ocr/engine.h"
#include "plugin/ocr/pix.h"
#include "warraq/result.h"

namespace warraq {

// Names of installed models for the page. kModelMissing where none is installed that could be
// asked.
Result<std::vector<std::string>> ChooseModels(Pix* page, EngineShelf& shelf,
                                              const CpuBudget& budget);

}  // namespace warraq

#endif  // WARRAQ_PLUGIN_OCR_LANGUAGE_H_
