// Finds the models for a page by reading a few pieces of its lines with one model of each script.
//
// A model that meets a foreign script still writes letters of its own, but with less confidence, so
// the surest reader of the sample names the script. That costs a few lines' time for each script.
// Loading all models at once instead is slower and worse: ara+eng+rus reads columns of English from
// right to left (79.9 % of characters wrong; eng alone 5.8 %).
//
// Arabic has two models. `Arabic`, for all languages of the script, also reads Latin letters and
// all ten digits, of which `ara` has only two; on worn print of a century ago `ara` is far better
// (22 % of characters wrong against 27 %), and its confidence says so on every page tried: higher
// by 8 to 16 hundredths there, lower by 12 or more or about equal on print of today.

#include "plugin/ocr/language.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <optional>
#include <string_view>
#include <utility>

#include "plugin/ocr/models.h"
#include "plugin/ocr/sample.h"
#include "plugin/ocr/script.h"

namespace warraq {
namespace {

constexpr int kSampleLines = 5;
constexpr double kOldPrintMargin = 0.05;
constexpr double kSureOfArabic = 0.8;
constexpr double kArabicShare =
    0.25;  // from here on the Arabic model reads the page: it knows Latin

struct Sample {
  std::vector<PixPointer> pieces;
  const CpuBudget& budget;
};

// Models of a script, the first that is installed is asked.
struct Family {
  std::array<std::string_view, 4> models;
};

constexpr std::array<Family, 3> kFamilies = {{
    {{"Arabic", "script/Arabic", "ara", "fas"}},
    {{"eng", "Latin", "script/Latin", "fra"}},
    {{"rus", "Cyrillic", "script/Cyrillic", "ukr"}},
}};

// What a model made of one piece of the sample.
struct Reading {
  std::string text;
  double confidence = 0;  // mean over letters
  double letters = 0;
  ScriptCount scripts;
};

Result<std::vector<Reading>> Read(const std::vector<PixPointer>& sample, Engine& engine,
                                  const CpuBudget& budget) {
  std::vector<Reading> readings;
  for (const PixPointer& piece : sample) {
    WARRAQ_TRY(const std::vector<OcrLine> lines, engine.RecognizeLine(piece.get(), budget));
    Reading& reading = readings.emplace_back();
    for (const OcrLine& line : lines) {
      for (const OcrWord& word : line.words) {
        ScriptCount count;
        count.Add(word.text);
        reading.scripts.Add(word.text);
        const double letters = count.letters() + count.digits + 0.5;
        reading.confidence += letters * word.confidence;
        reading.letters += letters;
        reading.text += word.text + " ";
      }
    }
    if (reading.letters > 0) reading.confidence /= reading.letters;
  }
  return readings;
}

double MeanConfidence(const std::vector<Reading>& readings) {
  double sum = 0, letters = 0;
  for (const Reading& reading : readings) {
    sum += reading.confidence * reading.letters;
    letters += reading.letters;
  }
  return letters > 0 ? sum / letters : 0;
}

bool Has(const std::vector<std::string>& installed, std::string_view name) {
  return std::find(installed.begin(), installed.end(), name) != installed.end();
}

std::optional<std::string> FirstOf(const Family& family,
                                   const std::vector<std::string>& installed) {
  for (const std::string_view name : family.models) {
    if (Has(installed, name)) return std::string(name);
  }
  return std::nullopt;
}

// How often words that only one language has stand in a text read as English.
int CountWords(std::string_view text, const std::array<std::string_view, 8>& words) {
  int count = 0;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find(' ', at), text.size());
    count +=
        std::find(words.begin(), words.end(), text.substr(at, end - at)) != words.end() ? 1 : 0;
    at = end + 1;
  }
  return count;
}

std::string ChooseLatin(const std::string& asked, const std::vector<Reading>& readings,
                        const std::vector<std::string>& installed) {
  constexpr int kEvident = 3;
  std::string text;
  for (const Reading& reading : readings) text += reading.text;
  const int german = CountWords(text, {"der", "die", "und", "das", "den", "ist", "von", "mit"});
  const int french = CountWords(text, {"le", "les", "des", "et", "une", "est", "dans", "du"});
  if (std::max(german, french) < kEvident) return asked;
  if (german > french && Has(installed, "deu")) return "deu";
  if (french > german && Has(installed, "fra")) return "fra";
  return asked;
}

// `ara` in place of the script's model, if that is unsure of the sample and `ara` is surer.
Result<std::string> ChooseArabic(const std::string& asked, const std::vector<Reading>& readings,
                                 const Sample& sample, EngineShelf& shelf) {
  const double confidence = MeanConfidence(readings);
  if (confidence > kSureOfArabic || !Has(shelf.files().Installed(), "ara")) return asked;
  WARRAQ_TRY(const std::vector<std::string> models, shelf.files().Find("ara"));
  WARRAQ_TRY(Engine* const engine, shelf.Get(models));
  WARRAQ_TRY(const std::vector<Reading> other, Read(sample.pieces, *engine, sample.budget));
  return MeanConfidence(other) > confidence + kOldPrintMargin ? models.front() : asked;
}

// How much of the sample is of each family's script: what the surest reader of a piece wrote. The
// model for Arabic also reads Latin, so that it is the surest does not mean that a piece is Arabic.
std::array<double, kFamilies.size()> ScriptShares(
    const std::vector<std::vector<Reading>>& readings) {
  std::array<double, kFamilies.size()> shares{};
  double total = 0;
  const std::size_t pieces = readings.empty() ? 0 : readings.front().size();
  for (std::size_t piece = 0; piece < pieces; ++piece) {
    const Reading* best = &readings.front()[piece];
    for (const std::vector<Reading>& reader : readings) {
      if (reader[piece].confidence > best->confidence) best = &reader[piece];
    }
    shares[0] += best->scripts.arabic;
    shares[1] += best->scripts.latin;
    shares[2] += best->scripts.cyrillic;
  }
  for (const double share : shares) total += share;
  for (double& share : shares) share = total > 0 ? share / total : 0;
  return shares;
}

// The family to read the page with: that of most letters, but the script model for Arabic from
// `kArabicShare` on.
std::size_t Best(const std::array<std::string, kFamilies.size()>& readers,
                 const std::array<double, kFamilies.size()>& shares) {
  if (readers[0].ends_with("Arabic") && shares[0] >= kArabicShare) return 0;
  std::size_t best = kFamilies.size();
  for (std::size_t i = 0; i < kFamilies.size(); ++i) {
    if (readers[i].empty()) continue;
    if (best == kFamilies.size() || shares[i] > shares[best]) best = i;
  }
  return best;
}

}  // namespace

Result<std::vector<std::string>> ChooseModels(Pix* page, EngineShelf& shelf,
                                              const CpuBudget& budget) {
  const std::vector<std::string> installed = shelf.files().Installed();
  const Sample sample{.pieces = SampleLines(page, kSampleLines), .budget = budget};
  std::array<std::string, kFamilies.size()> readers;
  std::vector<std::vector<Reading>> readings;
  std::array<std::size_t, kFamilies.size()> row{};  // of a family, in `readings`
  for (std::size_t i = 0; i < kFamilies.size(); ++i) {
    const auto name = FirstOf(kFamilies[i], installed);
    if (!name) continue;
    WARRAQ_TRY(const std::vector<std::string> models, shelf.files().Find(*name));
    WARRAQ_TRY(Engine* const engine, shelf.Get(models));
    WARRAQ_TRY(std::vector<Reading> read, Read(sample.pieces, *engine, budget));
    readers[i] = *name, row[i] = readings.size();
    readings.push_back(std::move(read));
  }
  const std::size_t best = Best(readers, ScriptShares(readings));
  if (readings.empty()) {
    return Error{.code = Code::kModelMissing,
                 .what = "there is no model for Arabic, Latin or Cyrillic in the folder " +
                         shelf.files().folder()};
  }
  std::string model = readers[best];
  if (model == "eng") model = ChooseLatin(model, readings[row[best]], installed);
  if (model.ends_with("Arabic")) {
    WARRAQ_TRY(model, ChooseArabic(model, readings[row[best]], sample, shelf));
  }
  return std::vector<std::string>{model};
}

}  // namespace warraq
