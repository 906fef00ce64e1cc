#include "plugin/host/versions.h"

#include "plugin/ocr/models.h"
#include "plugin/ocr/recognize.h"
#include "plugin/text/versions.h"
#include "warraq/pipeline.h"

namespace warraq {

std::string Versions() {
  std::string versions = "warraq " + std::string(Version()) + "\n";
  versions += "tesseract " + TesseractVersion() + "\nleptonica " + LeptonicaVersion() + "\n";
  versions += "ICU " + IcuVersion() + "\nutf8proc " + Utf8procVersion() + "\nmodels:";
  for (const std::string& model : InstalledModels(TessdataFolder({}))) versions += " " + model;
  return versions;
}

}  // namespace warraq
