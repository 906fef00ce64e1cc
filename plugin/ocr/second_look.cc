// Reads the odd words of a page again.
//
// A newspaper's masthead, its prices, clocks and telephone numbers mix scripts on one line. The
// model for the page's script reads the others' words badly: Arabic makes ".1٤|" of "Tel.", and
// Arabic-Indic digits of European ones. Naming both models to Tesseract from the start costs twice
// the time and reads the rest worse (mixed pages 13 to 16 % of characters wrong, 10 % with Arabic
// alone). So only runs of words that hold foreign letters or digits, or that were read with little
// confidence, are cut out and shown to the model of the other script; its reading stands if it is
// clearly surer.

#include "plugin/ocr/second_look.h"

#include <leptonica/allheaders.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <string_view>
#include <utility>

#include "plugin/ocr/models.h"
#include "plugin/ocr/script.h"

namespace warraq {
namespace {

constexpr float kDoubtful = 0.6F;  // words read with less confidence are shown again
constexpr float kSure = 0.7F;      // the other model must reach this,
constexpr float kMargin = 0.08F;   // and be surer by this
constexpr int kMaxVain = 5;        // lines looked at in vain, one after the other: it is the print
constexpr int kBorder = 10;

// Whose words the model for a page misreads, the likeliest first.
struct Others {
  std::string_view model;
  std::array<std::string_view, 2> others;
};
constexpr std::array<Others, 7> kOthers = {{{"Arabic", {"eng", "deu"}},
                                            // `ara` has two of the ten Arabic-Indic digits.
                                            {"ara", {"Arabic", "script/Arabic"}},
                                            {"script/Arabic", {"eng", "deu"}},
                                            {"eng", {"Arabic", "ara"}},
                                            {"deu", {"Arabic", "ara"}},
                                            {"fra", {"Arabic", "ara"}},
                                            {"rus", {"eng", "deu"}}}};

std::string OtherModel(const std::string& model, const std::vector<std::string>& installed) {
  for (const Others& entry : kOthers) {
    if (entry.model != model) continue;
    for (const std::string_view other : entry.others) {
      if (std::find(installed.begin(), installed.end(), other) != installed.end()) {
        return std::string(other);
      }
    }
  }
  return {};
}

// What sends a word to the other model, beside little confidence.
enum class Kind { kArabic, kAra, kOther };

bool IsDoubtful(const OcrWord& word, Kind page) {
  ScriptCount count;
  count.Add(word.text);
  if (page == Kind::kAra) return count.digits > 0 || (count.letters() == 0 && word.text.size() > 1);
  if (word.confidence < kDoubtful) return true;
  return page == Kind::kArabic && (count.latin > 0 || count.digits > 0);
}

float MeanConfidence(const std::vector<OcrWord>& words) {
  float sum = 0, weight = 0;
  for (const OcrWord& word : words) {
    const auto bytes = static_cast<float>(word.text.size());
    sum += bytes * word.confidence, weight += bytes;
  }
  return weight > 0 ? sum / weight : 0;
}

Box Around(const std::vector<OcrWord>& words, const OcrLine& line) {
  int left = words.front().box.x, right = left;
  for (const OcrWord& word : words) {
    left = std::min(left, word.box.x), right = std::max(right, word.box.x + word.box.width);
  }
  const int margin = line.box.height / 8;
  return {.x = left - margin / 2,
          .y = line.box.y - margin,
          .width = right - left + margin,
          .height = line.box.height + 2 * margin};
}

// What `engine` reads there, boxes in pixels of the page.
Result<std::vector<OcrWord>> ReadAt(Pix* page, const Box& place, Engine& engine,
                                    const CpuBudget& budget) {
  std::vector<OcrWord> words;
  const int left = std::max(place.x, 0), top = std::max(place.y, 0);
  BOX* box = boxCreate(left, top, place.x + place.width - left, place.y + place.height - top);
  const PixPointer cut(pixClipRectangle(page, box, nullptr));
  boxDestroy(&box);
  const PixPointer framed(
      cut ? pixAddBorderGeneral(cut.get(), kBorder, kBorder, kBorder, kBorder, 255) : nullptr);
  if (!framed) return words;
  WARRAQ_TRY(const std::vector<OcrLine> lines, engine.RecognizeLine(framed.get(), budget));
  for (const OcrLine& line : lines) {
    for (OcrWord word : line.words) {
      word.box.x += left - kBorder, word.box.y += top - kBorder;
      words.push_back(std::move(word));
    }
  }
  return words;
}

// Runs of words side by side on paper that are doubtful, as [begin, end).
std::vector<std::pair<std::size_t, std::size_t>> DoubtfulRuns(const OcrLine& line, Kind page) {
  std::vector<std::pair<std::size_t, std::size_t>> runs;
  for (std::size_t i = 0; i < line.words.size(); ++i) {
    if (!IsDoubtful(line.words[i], page)) continue;
    if (!runs.empty() && runs.back().second == i) {
      ++runs.back().second;
    } else {
      runs.emplace_back(i, i + 1);
    }
  }
  return runs;
}

bool HasDigits(const std::vector<OcrWord>& words) {
  ScriptCount count;
  for (const OcrWord& word : words) count.Add(word.text);
  return count.digits > 0;
}

struct Look {
  Pix* page;
  Engine* engine;
  const CpuBudget& budget;
  Kind kind;
};

// Whether something of the line was replaced. Its words stand from left to right.
Result<bool> LookAtLine(const Look& look, OcrLine& line) {
  const auto runs = DoubtfulRuns(line, look.kind);
  bool replaced = false;
  for (auto run = runs.rbegin(); run != runs.rend(); ++run) {  // from the end: places stay good
    const auto begin = line.words.begin() + static_cast<std::ptrdiff_t>(run->first);
    const auto end = line.words.begin() + static_cast<std::ptrdiff_t>(run->second);
    const std::vector<OcrWord> old(begin, end);
    WARRAQ_TRY(std::vector<OcrWord> read,
               ReadAt(look.page, Around(old, line), *look.engine, look.budget));
    const float sure = MeanConfidence(read);
    // Of digits that it does not have, the first model is as sure as of others.
    const float margin = look.kind == Kind::kAra ? -1 : kMargin;
    if (read.empty() || sure < kSure || sure < MeanConfidence(old) + margin) continue;
    if (look.kind == Kind::kAra && !HasDigits(read)) continue;
    const auto at = line.words.erase(begin, end);
    line.words.insert(at, std::make_move_iterator(read.begin()),
                      std::make_move_iterator(read.end()));
    replaced = true;
  }
  return replaced;
}

}  // namespace

Result<std::vector<std::string>> LookAgain(Pix* page, const std::string& model, EngineShelf& shelf,
                                           const CpuBudget& budget, std::vector<OcrLine>& lines) {
  std::vector<std::string> used;
  const std::string other = OtherModel(model, shelf.files().Installed());
  if (other.empty()) return used;
  WARRAQ_TRY(const std::vector<std::string> models, shelf.files().Find(other));
  const Kind kind = model == "ara"              ? Kind::kAra
                    : model.ends_with("Arabic") ? Kind::kArabic
                                                : Kind::kOther;
  Look look{.page = page, .engine = nullptr, .budget = budget, .kind = kind};
  int vain = 0;
  for (OcrLine& line : lines) {
    if (vain == kMaxVain || DoubtfulRuns(line, look.kind).empty()) continue;
    if (look.engine == nullptr) {
      WARRAQ_TRY(look.engine, shelf.Get(models));
    }
    std::vector<OcrWord> before = line.words;
    std::stable_sort(line.words.begin(), line.words.end(), [](const OcrWord& a, const OcrWord& b) {
      return 2 * a.box.x + a.box.width < 2 * b.box.x + b.box.width;
    });
    WARRAQ_TRY(const bool replaced, LookAtLine(look, line));
    if (!replaced) line.words = std::move(before);
    vain = replaced ? 0 : vain + 1;
    if (replaced && used.empty()) used.push_back(other);
  }
  return used;
}

}  // namespace warraq
