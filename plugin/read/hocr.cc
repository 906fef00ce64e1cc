// hOCR 1.2, of any engine: XHTML or HTML, words or whole lines. What an element is stands in its
// class, where it is and how sure in its title ("bbox 10 20 110 60; x_wconf 93").

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>
#include <string>
#include <vector>

#include "plugin/read/html_tree.h"
#include "plugin/read/ocr_kinds.h"
#include "plugin/read/ocr_xml.h"
#include "plugin/text/ascii.h"
#include "plugin/text/known_mean.h"

namespace warraq {
namespace {

enum class Part : std::uint8_t {
  kNone,
  kPage,
  kBlock,
  kParagraph,
  kLine,
  kWord,
  kLetter,   // ocrx_cinfo with its box: the word is made of them
  kChoices,  // ocrx_cinfo without: Tesseract's readings of a letter, which repeat the word
  kChoice,   // one of them
  kInstead,  // "del" of alternatives: what is not in the text
};

// What the trees know of an element.
struct MarkupElement {
  std::string_view tag, classes, title, original;
};

constexpr auto kClasses =
    std::to_array<std::pair<std::string_view, Part>>({{"ocr_page", Part::kPage},
                                                      {"ocr_carea", Part::kBlock},
                                                      {"ocr_column", Part::kBlock},
                                                      {"ocrx_block", Part::kBlock},
                                                      {"ocr_par", Part::kParagraph},
                                                      {"ocr_line", Part::kLine},
                                                      {"ocrx_line", Part::kLine},
                                                      {"ocr_header", Part::kLine},
                                                      {"ocr_footer", Part::kLine},
                                                      {"ocr_caption", Part::kLine},
                                                      {"ocr_textfloat", Part::kLine},
                                                      {"ocr_pageno", Part::kLine},
                                                      {"ocr_title", Part::kParagraph},
                                                      {"ocr_author", Part::kParagraph},
                                                      {"ocr_abstract", Part::kParagraph},
                                                      {"ocr_blockquote", Part::kParagraph},
                                                      {"ocr_chapter", Part::kParagraph},
                                                      {"ocr_section", Part::kParagraph},
                                                      {"ocr_subsection", Part::kParagraph},
                                                      {"ocr_subsubsection", Part::kParagraph},
                                                      {"ocrx_word", Part::kWord},
                                                      {"ocr_word", Part::kWord}});

// The class that says what an element is; empty if none does.
std::string_view NameOf(std::string_view classes, Part& part) {
  for (std::size_t at = 0; at < classes.size();) {
    const std::size_t end = std::min(classes.find(' ', at), classes.size());
    const std::string_view name = classes.substr(at, end - at);
    const auto known = std::ranges::find(kClasses, name, &std::pair<std::string_view, Part>::first);
    if (known != kClasses.end()) return part = known->second, name;
    at = end + 1;
  }
  part = Part::kNone;
  return {};
}

Part PartOf(std::string_view classes) {
  Part part = Part::kNone;
  NameOf(classes, part);
  return part;
}

// Elements that stand within a line of text.
bool IsInline(std::string_view tag) {
  constexpr auto kInline = std::to_array<std::string_view>(
      {"a",   "abbr",  "b",    "bdi",    "bdo", "big", "cite", "code", "del",
       "dfn", "em",    "font", "i",      "ins", "kbd", "mark", "q",    "ruby",
       "s",   "small", "span", "strong", "sub", "sup", "u"});
  return std::ranges::find(kInline, tag) != kInline.end();
}

// What stands behind `name` in a title, up to the next semicolon; empty if it is not there.
std::string_view Property(std::string_view title, std::string_view name) {
  for (std::size_t at = 0; at < title.size();) {
    // A file's name may hold a semicolon, in quotes.
    std::size_t end = at;
    for (char quote = '\0'; end < title.size() && (quote != '\0' || title[end] != ';'); ++end) {
      if (quote != '\0' ? title[end] == quote : title[end] == '"') {
        quote = quote != '\0' ? '\0' : title[end];
      }
    }
    std::string_view property = title.substr(at, end - at);
    while (property.starts_with(' ') || property.starts_with('\n')) property.remove_prefix(1);
    if (property.starts_with(name) && property.substr(name.size()).starts_with(' ')) {
      return property.substr(name.size() + 1);
    }
    at = end + 1;
  }
  return {};
}

std::string_view Unquoted(std::string_view name) {
  const std::size_t begin = name.find('"');
  if (begin == std::string_view::npos) return name;
  return name.substr(begin + 1, name.find('"', begin + 1) - begin - 1);
}

// "x0 y0 x1 y1" as x, y, width, height.
void ReadBox(std::string_view title, double (&box)[4]) {
  std::string_view numbers = Property(title, "bbox");
  for (double& number : box) {
    while (numbers.starts_with(' ')) numbers.remove_prefix(1);
    const std::size_t end = std::min(numbers.find(' '), numbers.size());
    number = ReadNumber(numbers.substr(0, end), 0);
    numbers.remove_prefix(end);
  }
  box[2] -= box[0], box[3] -= box[1];
}

double LetterHeight(std::string_view title) {
  const double size = ReadNumber(Property(title, "x_size"), 0);
  return size - ReadNumber(Property(title, "x_descenders"), 0) -
         ReadNumber(Property(title, "x_ascenders"), 0);
}

// How sure a reading is: a share of a hundred, or a negative logarithm.
float Sureness(std::string_view title) {
  const double share = ReadNumber(Property(title, "x_confs"), -1);
  if (share >= 0) return static_cast<float>(share / 100);
  const double nlp = ReadNumber(Property(title, "nlp"), -1);
  return nlp < 0 ? -1.0F : static_cast<float>(std::exp(-nlp));
}

// Of a word whose letters are told one by one, as kraken and OCRopus do: of a hundred, or of one.
double MeanSureness(std::string_view numbers) {
  double most = 0;
  KnownMean<double> mean;
  for (std::size_t at = 0; at < numbers.size();) {
    const std::size_t end = std::min(numbers.find(' ', at), numbers.size());
    const double number = ReadNumber(numbers.substr(at, end - at), -1);
    mean.Add(number);
    most = std::max(most, number);
    at = end + 1;
  }
  return most > 1 ? mean.value() / 100 : mean.value();
}

// What both trees are read as: elements that open and close, and text. A file may leave out what it
// does not know: words without lines make lines by their boxes, and text without either is a line
// in the box of what holds it.
class HocrReader {
 public:
  void SetSystem(std::string_view name) { system_ = name; }

  void Open(const MarkupElement& element) {
    const auto& [tag, classes, title, original] = element;
    Part part = Part::kNone;
    const std::string_view name = in_word_ ? std::string_view() : NameOf(classes, part);
    if (in_word_) part = PartOfWord(element);
    // Google's books have their words as ocr_cinfo.
    if (!in_word_ && classes == "ocr_cinfo" && !Property(title, "bbox").empty()) part = Part::kWord;
    OpenElement& self = AddOpen(part, title);
    if (!name.empty() && !HasGuesses()) {
      self.inside |= InsideOfKind(name.substr(std::string_view("ocr_").size()));
    }
    if (is_implied_ && !in_word_ && !IsInline(tag)) EndText();
    has_page_ = has_page_ || part != Part::kNone;
    switch (part) {
      case Part::kPage:
        EndText();
        builder_.BeginPage(self.box[0] + self.box[2], self.box[1] + self.box[3], system_);
        builder_.SetImageName(Unquoted(Property(title, "image")));
        break;
      case Part::kBlock:
        EndText();
        builder_.BeginBlock();
        break;
      case Part::kParagraph:
        EndText();
        builder_.BeginParagraph();
        break;
      case Part::kLine:
        EndText();
        self.inside |= InsideOfKind(Property(title, kHocrKind));
        BeginLine(self, LetterHeight(title));
        break;
      case Part::kWord:
        BeginWord(self);
        if (!original.empty())
          alternatives_.push_back({0, {{}, std::string(original), -1, "original"}});
        confidence_ = ReadNumber(Property(title, "x_wconf"), -1) / 100;
        if (confidence_ < 0) confidence_ = MeanSureness(Property(title, "x_confs"));
        break;
      case Part::kChoices:
        ++groups_, ++choices_;
        break;
      case Part::kChoice:
      case Part::kInstead:
        alternatives_.push_back(
            {part == Part::kChoice ? groups_ : 0, {{}, {}, Sureness(title), {}}});
        ++instead_;
        break;
      default:
        break;
    }
  }

  void Say(std::string_view text) {
    if (instead_ > 0) {
      alternatives_.back().reading.text += text;
    } else if (choices_ == 0 && (in_word_ || in_line_)) {
      text_ += text;
    } else if (choices_ == 0 && has_page_ && !open_.empty() && !Trimmed(text).empty()) {
      BeginLine(open_.back(), 0);
      is_implied_ = true;
      text_ = text;
    }
  }

  void Close(std::string_view tag) {
    const Part part = open_.back().part;
    open_.pop_back();
    switch (part) {
      case Part::kWord:
        if (in_word_) EndWord();
        break;
      case Part::kPage:
        EndText();
        has_page_ = false;
        break;
      case Part::kBlock:
      case Part::kParagraph:
      case Part::kLine:
        EndText();
        break;
      case Part::kChoice:
      case Part::kInstead:
        --instead_;
        break;
      case Part::kChoices:
        --choices_;
        break;
      default:
        if (is_implied_ && !in_word_ && !IsInline(tag)) EndText();
        break;
    }
  }

  OcrFile Finish() && {
    EndText();
    return std::move(builder_).Finish();
  }

 private:
  // What stands within it has its box and is what it is, unless it says otherwise.
  struct OpenElement {
    Part part = Part::kNone;
    std::uint32_t inside = 0;
    double box[4] = {};
  };
  // A reading that the text has not: of the whole word (group 0), or of a letter.
  struct Other {
    std::uint32_t group;
    OcrAlternative reading;
  };

  Part PartOfWord(const MarkupElement& element) const {
    const bool is_info = element.classes == "ocrx_cinfo";
    if (is_info && open_.back().part == Part::kChoices) return Part::kChoice;
    if (is_info) return element.title.empty() ? Part::kChoices : Part::kLetter;
    const bool instead = element.classes == "alt" && (element.tag == "del" || element.tag == "DEL");
    return instead && instead_ == 0 ? Part::kInstead : PartOf(element.classes);
  }

  // Readings of letters are placed by the first of each group, which is the word's own; groups that
  // do not follow the word are passed over (Tesseract has one for the space before it).
  std::vector<OcrAlternative> PlacedAlternatives() {
    std::vector<OcrAlternative> placed;
    const std::string_view word = Trimmed(text_);
    std::size_t reached = 0;
    std::uint32_t group = 0;
    std::optional<Span> at;
    for (Other& other : alternatives_) {
      if (other.group != group) at = LetterAt(word, other.reading.text, reached);
      group = other.group;
      if (group > 0 && !at) continue;
      if (group > 0) other.reading.at = *at;
      // The letter itself says something only where it says how sure it is.
      const bool itself = group > 0 && word.substr(at->begin, at->size()) == other.reading.text;
      if (!itself || other.reading.confidence >= 0) placed.push_back(std::move(other.reading));
    }
    alternatives_.clear();
    return placed;
  }

  OpenElement& AddOpen(Part part, std::string_view title) {
    OpenElement element;
    if (!open_.empty()) element = open_.back();
    element.part = part;
    if (!Property(title, "bbox").empty()) ReadBox(title, element.box);
    return open_.emplace_back(element);
  }

  // Tesseract calls a heading ocr_header, and guesses it and captions from where a block stands.
  bool HasGuesses() const { return system_.starts_with("tesseract"); }

  void BeginLine(const OpenElement& element, double letter_height) {
    builder_.SetInside(element.inside);
    builder_.BeginLine(element.box, letter_height);
    in_line_ = true;
    is_implied_ = false;
  }

  // A word of no line is of the one before it where it stands beside that.
  void BeginWord(const OpenElement& element) {
    if (in_word_) EndWord();  // the file does not end it
    AddText();
    const bool beside =
        element.box[1] < word_[1] + word_[3] && word_[1] < element.box[1] + element.box[3];
    if (has_page_ && (!in_line_ || (is_implied_ && !beside))) {
      EndText();
      BeginLine(element, 0);
      is_implied_ = true;
    }
    in_word_ = true;
    alternatives_.clear();
    groups_ = 0;
    std::ranges::copy(element.box, word_);
  }

  void EndWord() {
    builder_.AddWord(text_, word_, confidence_);
    builder_.AddAlternatives(PlacedAlternatives());
    in_word_ = false;
    text_.clear();
  }

  // The text of the line that is no word's is cut into words.
  void AddText() {
    if (in_line_ && !Trimmed(text_).empty()) builder_.AddText(text_, -1);
    text_.clear();
  }

  void EndText() {
    if (in_word_) EndWord();
    AddText();
    if (in_line_) builder_.EndLine();
    in_line_ = is_implied_ = false;
  }

  OcrFileBuilder builder_;
  std::string system_;
  std::vector<OpenElement> open_;
  bool has_page_ = false;  // or what belongs on one
  bool in_line_ = false;
  bool is_implied_ = false;  // the line is no element's
  bool in_word_ = false;
  std::string text_;
  std::vector<Other> alternatives_;  // of the word
  std::uint32_t groups_ = 0;         // of its letters' readings, so far
  int choices_ = 0;                  // elements of them that are open
  int instead_ = 0;                  // elements that are open whose text is not the word's
  double word_[4] = {};
  double confidence_ = -1;
};

void ReadXhtml(const pugi::xml_document& document, HocrReader& reader) {
  std::vector<pugi::xml_node> open;
  for (pugi::xml_node node = document.first_child(); node; node = NextNode(node, document)) {
    for (; !open.empty() && open.back() != node.parent(); open.pop_back()) {
      reader.Close(LocalName(open.back()));
    }
    if (node.type() == pugi::node_pcdata || node.type() == pugi::node_cdata) {
      reader.Say(node.value());
    } else if (node.type() == pugi::node_element) {
      if (Attribute(node, "name") == "ocr-system") reader.SetSystem(Attribute(node, "content"));
      reader.Open({LocalName(node), Attribute(node, "class"), Attribute(node, "title"),
                   Attribute(node, "data-original")});
      open.push_back(node);
    }
  }
  for (; !open.empty(); open.pop_back()) reader.Close(LocalName(open.back()));
}

void ReadHtmlTree(const HtmlTree& tree, HocrReader& reader) {
  const auto value = [&](std::uint32_t at, std::string_view name) {
    const HtmlAttribute* const attribute = tree.FindAttribute(at, name);
    return attribute == nullptr ? std::string_view() : attribute->value;
  };
  std::vector<std::uint32_t> open;
  for (std::uint32_t at = tree.First(); at != 0; at = tree.Next(at)) {
    const HtmlNode& node = tree.node(at);
    for (; !open.empty() && open.back() != node.parent; open.pop_back()) {
      reader.Close(tree.node(open.back()).name);
    }
    if (node.kind == HtmlNodeKind::kText) {
      reader.Say(tree.TextOf(at));
    } else if (node.kind == HtmlNodeKind::kElement) {
      if (value(at, "name") == "ocr-system") reader.SetSystem(value(at, "content"));
      reader.Open({node.name, value(at, "class"), value(at, "title"), value(at, "data-original")});
      open.push_back(at);
    }
  }
  for (; !open.empty(); open.pop_back()) reader.Close(tree.node(open.back()).name);
}

}  // namespace

Result<OcrFile> ReadHocr(std::string_view utf8) {
  HocrReader reader;
  pugi::xml_document document;
  bool damaged = false;
  const Result<bool> parsed = ParseXml(utf8, document, damaged);
  if (parsed.ok() && !damaged) {
    ReadXhtml(document, reader);
    return std::move(reader).Finish();
  }
  // No XML: HTML has no errors.
  document.reset();
  ReadHtmlTree(ParseHtml(utf8, {}), reader);
  return std::move(reader).Finish();
}

}  // namespace warraq
