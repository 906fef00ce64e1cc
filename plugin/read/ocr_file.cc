#include "plugin/read/ocr_file.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <iterator>
#include <utility>

#include "plugin/ocr/box.h"
#include "plugin/read/ocr_kinds.h"
#include "plugin/text/ascii.h"
#include "plugin/text/encoding.h"
#include "plugin/text/properties.h"
#include "plugin/text/search.h"
#include "plugin/text/utf8.h"
#include "plugin/text/validity.h"

namespace warraq {
namespace {

constexpr std::size_t kHead = 4096;
constexpr double kLargest = 1 << 24;  // pixels; pages of a mile are made up
// The share of such a letter in scripts whose letters all differ.
constexpr double kLetterShare = 0.5;

struct MediaType {
  Format format;
  std::string_view name;
};
constexpr auto kMediaTypes =
    std::to_array<MediaType>({{Format::kMets, "application/mets+xml"},
                              {Format::kHocr, "text/vnd.hocr+html"},
                              {Format::kAlto, "application/alto+xml"},
                              {Format::kPageXml, "application/vnd.prima.page+xml"},
                              {Format::kAbbyy, "application/vnd.abbyy.finereader+xml"},
                              {Format::kTsv, "text/tab-separated-values"}});

// Behind the declaration, comments and the like: the name of the first element, without its prefix.
std::string_view RootElement(std::string_view head) {
  for (std::size_t at = head.find('<'); at != std::string_view::npos; at = head.find('<', at + 1)) {
    if (head.substr(at).starts_with("<!--")) {
      at = head.find("-->", at);
      if (at == std::string_view::npos) return {};
      continue;
    }
    if (at + 1 < head.size() && (head[at + 1] == '?' || head[at + 1] == '!')) continue;
    std::string_view name = head.substr(at + 1, head.find_first_of(" \t\r\n>/", at + 1) - at - 1);
    if (const std::size_t colon = name.find(':'); colon != std::string_view::npos) {
      name.remove_prefix(colon + 1);
    }
    return name;
  }
  return {};
}

// Many formats have a "document": this one's names its schema or program, or has such blocks.
bool IsOfFineReader(std::string_view head, std::string_view root) {
  const auto at = static_cast<std::size_t>(root.data() - head.data());
  const std::string_view tag = head.substr(at, head.find('>', at) - at);
  return FindBytes(tag, "FineReader") != tag.npos ||
         FindBytes(head, "<block blockType=") != head.npos;
}

// Of the height of the word's box, the share of a letter without stems.
double LetterShare(std::string_view word) {
  constexpr std::u32string_view kAbove = U"bdfhkltijбёй";
  constexpr std::u32string_view kBelow = U"gjpqyQ,;руфщцд";
  bool above = false, below = false, known = false;
  for (std::size_t i = 0; i < word.size();) {
    const char32_t value = NextCodePoint(word, i);
    const Script script = ScriptOf(value);
    known |= script == Script::kLatn || script == Script::kCyrl || script == Script::kGrek;
    above |= IsUppercase(value) || IsDigit(value) || kAbove.find(value) != kAbove.npos;
    below |= kBelow.find(value) != kBelow.npos;
  }
  return known ? 1 / (1 + (above ? kStemAbove : 0) + (below ? kStemBelow : 0)) : kLetterShare;
}

// A column of signs, which is a line from top to bottom.
bool IsColumn(const OcrWord& word) {
  constexpr std::size_t kLeastSigns = 3;  // an "ll" is tall, too
  return word.box.height > word.box.width && CountCodePoints(word.text) >= kLeastSigns;
}

// Whether what stands alone in `next` goes on beside `line`, to either side.
bool GoesOn(const OcrLine& line, const OcrLine& next) {
  constexpr int kWidestGap = 2;  // of the height
  if (line.block != next.block || line.paragraph != next.paragraph) return false;
  if (IsColumn(line.words.back()) || IsColumn(next.words.front())) return false;
  const Box& last = line.words.back().box;
  const Box& box = next.words.front().box;
  const int height = std::min(last.height, box.height);
  const int shared = std::min(Bottom(last), Bottom(box)) - std::max(last.y, box.y);
  const int gap = std::max(box.x - Right(last), last.x - Right(box));
  return height > 0 && shared * 2 >= height && gap >= -height / 2 && gap <= kWidestGap * height;
}

// The median over the words, each as often as it is wide.
float LetterHeight(const OcrLine& line) {
  std::vector<std::pair<double, int>> heights;
  std::int64_t all = 0;
  for (const OcrWord& word : line.words) {
    heights.emplace_back(LetterShare(word.text) * word.box.height, word.box.width);
    all += word.box.width;
  }
  std::ranges::sort(heights);
  std::int64_t reached = 0;
  for (const auto& [height, width] : heights) {
    reached += width;
    if (reached * 2 >= all) return static_cast<float>(height);
  }
  return 0;
}

// Some programs (gcv2hocr, of what Google's Cloud Vision gives) write each word as a line.
void JoinLinesOfOneWord(std::vector<OcrLine>& lines) {
  const auto alone = [](const OcrLine& line) { return line.words.size() == 1; };
  if (!std::ranges::all_of(lines, alone)) return;
  std::vector<OcrLine> joined;
  for (OcrLine& line : lines) {
    if (joined.empty() || !GoesOn(joined.back(), line)) {
      joined.push_back(std::move(line));
      continue;
    }
    OcrLine& whole = joined.back();
    whole.box = Union(whole.box, line.box);
    whole.words.push_back(std::move(line.words.front()));
    whole.letter_height = LetterHeight(whole);
  }
  lines = std::move(joined);
}

// It stands in the file as a name of its program's.
Fact LanguageFact(std::string_view tag) {
  const Text nothing;
  Edit edit(nothing);
  edit.Insert(tag);
  Fact fact;
  fact.kind = FactKind::kLanguage;
  fact.witness = "recognizer";
  fact.text = std::move(edit).Finish();
  return fact;
}

}  // namespace

double ReadNumber(std::string_view text, double otherwise) {
  text = Trimmed(text);
  if (text.starts_with('+')) text.remove_prefix(1);
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  return error == std::errc() && std::isfinite(value) ? value : otherwise;
}

Format OcrFormatOf(std::string_view bytes) {
  std::string_view head = bytes.substr(0, kHead);
  // UTF-16: what it says in ASCII.
  std::string narrow;
  if (head.substr(0, 4).find('\0') != std::string_view::npos) {
    std::ranges::copy_if(head, std::back_inserter(narrow), [](char c) { return c > 0; });
    head = narrow;
  }
  if (head.starts_with("level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\t")) {
    return Format::kTsv;
  }
  const std::string_view root = RootElement(head);
  if (root == "alto") return Format::kAlto;
  if (root == "PcGts") return Format::kPageXml;
  if (root == "mets") return Format::kMets;
  if (root == "document" && IsOfFineReader(head, root)) return Format::kAbbyy;
  if (FindBytes(head, "ocr") == std::string_view::npos) return Format::kAuto;
  const bool says_hocr = head.find("ocr-system") != std::string_view::npos ||
                         head.find("ocr-capabilities") != std::string_view::npos;
  const bool has_page = head.find("class=\"ocr_page\"") != std::string_view::npos ||
                        head.find("class='ocr_page'") != std::string_view::npos;
  return says_hocr || has_page ? Format::kHocr : Format::kAuto;
}

std::string_view OcrMediaType(Format format) {
  const auto known = std::ranges::find(kMediaTypes, format, &MediaType::format);
  return known == kMediaTypes.end() ? std::string_view() : known->name;
}

Format OcrFormatOfMediaType(std::string_view media_type) {
  const auto known = std::ranges::find(kMediaTypes, media_type, &MediaType::name);
  return known == kMediaTypes.end() ? Format::kAuto : known->format;
}

Result<OcrFile> ReadOcrFile(std::string_view bytes, Format format) {
  WARRAQ_TRY(Decoded decoded, Decode(bytes, DeclaredEncoding(bytes)));
  std::uint32_t broken = 0;
  const Text valid = ReplaceBroken(decoded.text, broken);
  const std::string_view utf8 = broken > 0 ? valid.bytes() : decoded.text.bytes();
  Result<OcrFile> file = format == Format::kHocr      ? ReadHocr(utf8)
                         : format == Format::kAlto    ? ReadAlto(utf8)
                         : format == Format::kPageXml ? ReadPageXml(utf8)
                         : format == Format::kAbbyy   ? ReadAbbyy(utf8)
                                                      : ReadTsv(utf8);
  if (!file.ok()) return file;
  if (file.value().pages.empty()) {
    return Error{Code::kDamagedMarkup, 0, "there is no page in it"};
  }
  file.value().encoding = decoded.encoding;
  return file;
}

// A box of the file, scaled, cut to the page.
Box OcrFileBuilder::ToBox(const double (&box)[4]) {
  const auto cut = [&](double value, double most) {
    const double within = std::clamp(std::isfinite(value) ? value : 0.0, 0.0, most);
    return within;
  };
  const double most_x = width_ > 0 ? width_ : kLargest;
  const double most_y = height_ > 0 ? height_ : kLargest;
  const double left = cut(box[0] * scale_, most_x), top = cut(box[1] * scale_, most_y);
  const double right = cut((box[0] + box[2]) * scale_, most_x);
  const double bottom = cut((box[1] + box[3]) * scale_, most_y);
  const auto differs = [&](double cut_to, double was) {
    return !(std::abs(cut_to - was * scale_) < 1.5);
  };
  const bool was_cut = differs(left, box[0]) || differs(top, box[1]) ||
                       differs(right, box[0] + box[2]) || differs(bottom, box[1] + box[3]) ||
                       right < left || bottom < top;
  cut_boxes_ += was_cut;
  const auto at = [](double value) { return static_cast<std::int32_t>(std::lround(value)); };
  return {at(left), at(top), std::max(0, at(right) - at(left)), std::max(0, at(bottom) - at(top))};
}

void OcrFileBuilder::EndPage() {
  EndLine();
  if (file_.pages.empty()) return;
  OcrPage& page = file_.pages.back();
  if (cut_boxes_ > 0) {
    page.notes.push_back(
        {.code = "boxes-cut", .origin = {}, .candidates = {}, .count = cut_boxes_});
  }
  cut_boxes_ = 0;
  Recognition& recognition = page.recognition;
  if (page.places.empty()) JoinLinesOfOneWord(recognition.lines);  // places are lines by number
  for (const OcrLine& line : recognition.lines) {
    Box all = line.box;
    for (const OcrWord& word : line.words) all = Union(all, word.box);
    if (width_ <= 0) recognition.width = std::max(recognition.width, Right(all));
    if (height_ <= 0) recognition.height = std::max(recognition.height, Bottom(all));
  }
  recognition.confidence = MeanConfidence(recognition.lines);
}

void OcrFileBuilder::BeginPage(double width, double height, std::string recognizer) {
  EndPage();
  width_ = std::clamp(width * scale_, 0.0, kLargest);
  height_ = std::clamp(height * scale_, 0.0, kLargest);
  Recognition recognition;
  recognition.recognizer = std::move(recognizer);
  recognition.width = static_cast<int>(width_), recognition.height = static_cast<int>(height_);
  file_.pages.push_back({std::move(recognition), {}, {}, {}, {}});
  block_ = paragraph_ = 0;
  block_ended_ = paragraph_ended_ = false;
}

void OcrFileBuilder::BeginLine(const double (&box)[4], double letter_height) {
  EndLine();
  if (file_.pages.empty()) BeginPage(0, 0, {});
  const bool first = file_.pages.back().recognition.lines.empty();
  if (block_ended_ && !first) ++block_;
  if ((block_ended_ || paragraph_ended_) && !first) ++paragraph_;
  block_ended_ = paragraph_ended_ = false;
  line_ = {};
  line_.box = ToBox(box);
  line_.block = block_, line_.paragraph = paragraph_;
  line_.inside = inside_, line_.row = row_;
  if ((inside_ & kAtEdge) == kAtEdge && height_ > 0) {
    line_.inside &= ~static_cast<std::uint32_t>(line_.box.y * 2 < height_ ? kInFooter : kInHeader);
  }
  const double letters = letter_height * scale_;
  if (letters > 0 && letters < kLargest) line_.letter_height = static_cast<float>(letters);
  in_line_ = true;
}

void OcrFileBuilder::AddWord(std::string_view text, const double (&box)[4], double confidence) {
  text = Trimmed(text);
  if (!in_line_) BeginLine(box);
  last_word_ = line_.words.size();
  if (!text.empty()) AddParts(text, ToBox(box), confidence);
}

void OcrFileBuilder::AddAlternatives(std::vector<OcrAlternative> alternatives) {
  const bool alone = last_word_ + 1 == line_.words.size();
  for (OcrAlternative& one : alternatives) {
    if (!alone) one.at = {};
    AddAlternative(last_word_, std::move(one));
  }
}

void OcrFileBuilder::AddAlternative(std::size_t word, OcrAlternative alternative) {
  constexpr std::size_t kMost = 1024;  // of a word
  if (!in_line_ || word >= line_.words.size()) return;
  std::vector<OcrAlternative>& known = line_.words[word].alternatives;
  alternative.text = Trimmed(alternative.text);
  if (known.size() >= kMost || alternative.text.empty()) return;
  if (!(alternative.confidence <= 1)) alternative.confidence = 1;
  const auto whole = static_cast<std::uint32_t>(line_.words[word].text.size());
  const bool of_letters = alternative.at.begin < alternative.at.end && alternative.at.end <= whole;
  if (!of_letters) alternative.at = {0, whole};
  if (alternative.at.size() == whole && alternative.text == line_.words[word].text) return;
  known.push_back(std::move(alternative));
}

std::optional<Span> LetterAt(std::string_view word, std::string_view letter, std::size_t& reached) {
  if (letter.empty() || !word.substr(reached).starts_with(letter)) return {};
  const auto begin = static_cast<std::uint32_t>(reached);
  reached += letter.size();
  return Span{begin, static_cast<std::uint32_t>(reached)};
}

void OcrFileBuilder::AddText(std::string_view text, double confidence) {
  AddParts(Trimmed(text), line_.box, confidence);
}

// A word of the file may hold spaces; words of a line hold none.
void OcrFileBuilder::AddParts(std::string_view text, const Box& box, double confidence) {
  const auto known = static_cast<float>(confidence < 0 ? -1 : std::min(confidence, 1.0));
  const auto all = static_cast<std::uint32_t>(std::max<std::size_t>(1, CountCodePoints(text)));
  const auto share = [&](std::uint32_t of) {
    return static_cast<std::int32_t>(static_cast<std::int64_t>(box.width) * of / all);
  };
  std::uint32_t before = 0;
  for (std::size_t i = 0; i < text.size();) {
    if (IsAsciiSpace(text[i])) {
      ++i, ++before;
      continue;
    }
    std::size_t end = i;
    while (end < text.size() && !IsAsciiSpace(text[end])) ++end;
    const std::string_view word = text.substr(i, end - i);
    const auto width = static_cast<std::uint32_t>(CountCodePoints(word));
    Box part = box;
    part.x += share(before);
    part.width = share(before + width) - share(before);
    line_.words.push_back({std::string(word), part, known});
    before += width;
    i = end;
  }
}

void OcrFileBuilder::EndLine() {
  if (!in_line_) return;
  in_line_ = false;
  if (line_.words.empty()) return;
  if (line_.box.width == 0 || line_.box.height == 0) {
    Box all = line_.words.front().box;
    for (const OcrWord& word : line_.words) all = Union(all, word.box);
    line_.box = all;
  }
  if (line_.letter_height <= 0) line_.letter_height = LetterHeight(line_);
  file_.pages.back().recognition.lines.push_back(std::move(line_));
  line_ = {};
}

std::uint32_t OcrFileBuilder::line_count() const {
  if (file_.pages.empty()) return 0;
  return static_cast<std::uint32_t>(file_.pages.back().recognition.lines.size());
}

void OcrFileBuilder::AddPlace(std::string_view id, std::uint32_t first_line) {
  const std::uint32_t end = line_count();
  if (id.empty() || first_line >= end) return;
  file_.pages.back().places.push_back({std::string(id), first_line, end});
}

void OcrFileBuilder::AddNote(std::string_view code) {
  if (file_.pages.empty()) return;
  std::vector<Note>& notes = file_.pages.back().notes;
  if (std::ranges::find(notes, code, &Note::code) == notes.end()) {
    notes.push_back({.code = std::string(code), .origin = {}});
  }
}

void OcrFileBuilder::SetImageName(std::string_view name) {
  if (!file_.pages.empty()) file_.pages.back().image_name = name;
}

void OcrFileBuilder::SetLanguage(std::string_view tag) {
  if (!file_.pages.empty()) file_.pages.back().language = tag;
}

OcrFile OcrFileBuilder::Finish() && {
  EndPage();
  return std::move(file_);
}

Page OcrPageToPage(const OcrFile& file, int number, Source& source) {
  const OcrPage& ocr = file.pages[static_cast<std::size_t>(number) - 1];
  source.encoding = file.encoding;
  Page page = PageOfRecognition(ocr.recognition, number, source);
  page.image_name = ocr.image_name;
  if (!ocr.language.empty()) page.facts.push_back(LanguageFact(ocr.language));
  page.notes = ocr.notes;
  page.notes.insert(page.notes.end(), file.notes.begin(), file.notes.end());
  return page;
}

Page PageOfRecognition(const Recognition& recognition, int number, Source& source) {
  Page page;
  page.source = &source;
  page.number = number;
  page.ink = true;
  page.recognizer = recognition.recognizer;
  page.image = {0, 0, recognition.width, recognition.height};
  page.containers.push_back({0, 0, 0, static_cast<std::uint32_t>(recognition.lines.size())});
  std::uint32_t paragraph = 0;
  const OcrLine* previous = nullptr;
  for (const OcrLine& line : recognition.lines) {
    const bool same = previous != nullptr && previous->block == line.block &&
                      previous->paragraph == line.paragraph;
    if (!same) ++paragraph;
    previous = &line;
    Hints hints;
    hints.box = line.box;
    hints.type_size = line.letter_height;
    hints.paragraph = paragraph;
    hints.inside = hints.own = line.inside;
    hints.row = line.row;
    if (line.row > 0) hints.element = Element::kTableCell;
    for (const OcrWord& word : line.words) {
      if (!page.recognized.empty() && page.recognized.back() != '\n') page.recognized += ' ';
      const auto begin = static_cast<std::uint32_t>(page.recognized.size());
      page.recognized += word.text;
      page.words.push_back(
          {{begin, static_cast<std::uint32_t>(page.recognized.size())}, word.box, word.confidence});
      for (const OcrAlternative& one : word.alternatives) {
        page.alternatives.push_back({static_cast<std::uint32_t>(page.words.size() - 1),
                                     {begin + one.at.begin, begin + one.at.end},
                                     one.text,
                                     one.confidence,
                                     one.purpose});
      }
    }
    page.recognized += '\n';
    page.hints.push_back(hints);
  }
  page.text = Text::Verbatim(page.recognized);
  return page;
}

}  // namespace warraq
