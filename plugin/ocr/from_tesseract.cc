#include "plugin/ocr/from_tesseract.h"

#include <leptonica/allheaders.h>
#include <tesseract/baseapi.h>
#include <tesseract/resultiterator.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <memory>
#include <utility>

namespace warraq {
namespace {

// Tesseract's text of a word without U+200E and U+200F, which it adds at changes of direction.
std::string WithoutMarks(const char* text) {
  std::string out;
  for (const char* at = text; at != nullptr && *at != 0; ++at) {
    const bool mark = at[0] == '\xE2' && at[1] == '\x80' && (at[2] == '\x8E' || at[2] == '\x8F');
    if (mark) {
      at += 2;
    } else {
      out += *at;
    }
  }
  return out;
}

bool IsArabicAt(std::string_view text, std::size_t end) {
  if (end < 2) return false;
  const auto lead = static_cast<unsigned char>(text[end - 2]);
  const auto last = static_cast<unsigned char>(text[end - 1]);
  return (lead >= 0xD8 && lead <= 0xDB) && (last & 0xC0) == 0x80;
}

// Behind an Arabic word a comma, semicolon or question mark is the Arabic one, whichever the model
// chose; and where it took the comma behind a teh marbuta for a hamza, which never follows one.
std::string WithArabicMarks(std::string word) {
  struct Mark {
    std::string_view read, meant;
  };
  constexpr std::array<Mark, 4> kMarks = {{{",", "\xD8\x8C"},
                                           {";", "\xD8\x9B"},
                                           {"?", "\xD8\x9F"},
                                           {"\xD8\xA9\xD8\xA1", "\xD8\xA9\xD8\x8C"}}};

  for (const Mark& mark : kMarks) {
    if (!word.ends_with(mark.read)) continue;
    const std::size_t end = word.size() - mark.read.size();
    if (mark.read.size() == 1 && !IsArabicAt(word, end)) continue;
    word.replace(end, mark.read.size(), mark.meant);
    break;
  }
  return word;
}

Box BoxOf(const tesseract::PageIterator& at, tesseract::PageIteratorLevel level) {
  int left = 0, top = 0, right = 0, bottom = 0;
  at.BoundingBox(level, &left, &top, &right, &bottom);
  return {.x = left, .y = top, .width = right - left, .height = bottom - top};
}

float LetterHeight(const tesseract::ResultIterator& at) {
  float height = 0, down = 0, up = 0;
  at.RowAttributes(&height, &down, &up);
  const float letters = height - up + down;  // `down` is negative
  return letters > 0 ? letters : height;
}

OcrWord WordAt(const tesseract::ResultIterator& at) {
  const std::unique_ptr<char[]> text(at.GetUTF8Text(tesseract::RIL_WORD));
  return {.text = WithArabicMarks(WithoutMarks(text.get())),
          .box = BoxOf(at, tesseract::RIL_WORD),
          .confidence = at.Confidence(tesseract::RIL_WORD) / 100};
}

constexpr std::string_view kSegmentation = " psm ";

}  // namespace

std::vector<OcrLine> CollectLines(tesseract::ResultIterator& at) {
  std::vector<OcrLine> lines;
  int block = -1, paragraph = -1;
  bool begun = false;
  do {
    if (at.Empty(tesseract::RIL_WORD)) continue;
    if (at.IsAtBeginningOf(tesseract::RIL_BLOCK)) ++block;
    if (at.IsAtBeginningOf(tesseract::RIL_PARA)) ++paragraph;
    if (!begun || at.IsAtBeginningOf(tesseract::RIL_TEXTLINE)) {
      lines.push_back({.words = {},
                       .box = BoxOf(at, tesseract::RIL_TEXTLINE),
                       .letter_height = LetterHeight(at),
                       .block = std::max(block, 0),
                       .paragraph = std::max(paragraph, 0),
                       .right_to_left = false});
    }
    begun = true;
    OcrWord word = WordAt(at);
    if (!word.text.empty() && word.text != " ") lines.back().words.push_back(std::move(word));
  } while (at.Next(tesseract::RIL_WORD));
  std::erase_if(lines, [](const OcrLine& line) { return line.words.empty(); });
  return lines;
}

std::string RecognizerOf(const ForeignSettings& settings) {
  return "tesseract " + TesseractVersion() + std::string(kSegmentation) +
         std::to_string(settings.segmentation) + ' ' + settings.models;
}

std::optional<ForeignSettings> ForeignSettingsOf(std::string_view recognizer) {
  const std::size_t at = recognizer.find(kSegmentation);
  if (!recognizer.starts_with("tesseract ") || at == std::string_view::npos) return std::nullopt;
  const std::string_view rest = recognizer.substr(at + kSegmentation.size());
  ForeignSettings settings;
  const auto [end, error] =
      std::from_chars(rest.data(), rest.data() + rest.size(), settings.segmentation);
  if (error != std::errc() || settings.segmentation < 0 ||
      settings.segmentation >= tesseract::PSM_COUNT) {
    return std::nullopt;
  }
  settings.models =
      rest.substr(std::min(rest.size(), static_cast<std::size_t>(end - rest.data()) + 1));
  return settings;
}

Recognition RecognitionOf(tesseract::TessBaseAPI& tesseract) {
  Recognition result;
  if (Pix* const page = tesseract.GetInputImage(); page != nullptr) {
    result.width = pixGetWidth(page), result.height = pixGetHeight(page);
  }
  const char* const models = tesseract.GetInitLanguagesAsString();
  result.recognizer = RecognizerOf(
      {.segmentation = tesseract.GetPageSegMode(), .models = models == nullptr ? "" : models});
  if (const std::unique_ptr<tesseract::ResultIterator> at(tesseract.GetIterator()); at) {
    result.lines = CollectLines(*at);
  }
  PutInReadingOrder(result.lines);
  result.confidence = MeanConfidence(result.lines);
  return result;
}

}  // namespace warraq
