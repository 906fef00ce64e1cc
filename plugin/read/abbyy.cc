// ABBYY FineReader's own XML, of its schemas 6 to 10: what FineReader Engine writes, and what the
// Internet Archive keeps of its books and periodicals ("NAME_abbyy.gz"). The text of a line is
// letters, each with its box (charParams), or plain where nobody asked for them; its words are what
// white space parts.
//
// A book has hundreds of megabytes, most of them attributes of letters: a page is parsed at a time.
//
// U+00AC is FineReader's sign for a soft hyphen, "Zeitungs¬" and "seite" in two lines: at the end
// of a line it is the hyphen that was seen, elsewhere U+00AD. What stands in streams behind the
// blocks is their text once more.

#include <algorithm>
#include <array>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "plugin/read/ocr_kinds.h"
#include "plugin/read/ocr_xml.h"
#include "plugin/text/ascii.h"
#include "plugin/text/known_mean.h"
#include "plugin/text/properties.h"
#include "plugin/text/utf8.h"

namespace warraq {
namespace {

constexpr std::string_view kSoftHyphen = "\xC2\xAD";

// How FineReader's names of languages begin, "GermanNewSpelling", behind "Old".
constexpr auto kLanguages = std::to_array<std::pair<std::string_view, std::string_view>>(
    {{"Afrikaans", "af"},  {"Albanian", "sq"},     {"Arabic", "ar"},    {"Armenian", "hy"},
     {"Azeri", "az"},      {"Bashkir", "ba"},      {"Basque", "eu"},    {"Belarusian", "be"},
     {"Bulgarian", "bg"},  {"Byelorussian", "be"}, {"Catalan", "ca"},   {"Chinese", "zh"},
     {"Croatian", "hr"},   {"Czech", "cs"},        {"Danish", "da"},    {"Dutch", "nl"},
     {"English", "en"},    {"Esperanto", "eo"},    {"Estonian", "et"},  {"Farsi", "fa"},
     {"Finnish", "fi"},    {"Flemish", "nl"},      {"French", "fr"},    {"Galician", "gl"},
     {"Georgian", "ka"},   {"German", "de"},       {"Greek", "el"},     {"Hebrew", "he"},
     {"Hindi", "hi"},      {"Hungarian", "hu"},    {"Icelandic", "is"}, {"Indonesian", "id"},
     {"Irish", "ga"},      {"Italian", "it"},      {"Japanese", "ja"},  {"Kazakh", "kk"},
     {"Korean", "ko"},     {"Kurdish", "ku"},      {"Latin", "la"},     {"Latvian", "lv"},
     {"Lithuanian", "lt"}, {"Macedonian", "mk"},   {"Malay", "ms"},     {"Norwegian", "no"},
     {"Pashto", "ps"},     {"Persian", "fa"},      {"Polish", "pl"},    {"Portuguese", "pt"},
     {"Provencal", "oc"},  {"Romanian", "ro"},     {"Russian", "ru"},   {"Serbian", "sr"},
     {"Slavonic", "cu"},   {"Slovak", "sk"},       {"Slovenian", "sl"}, {"Spanish", "es"},
     {"Swedish", "sv"},    {"Tajik", "tg"},        {"Tatar", "tt"},     {"Thai", "th"},
     {"Turkish", "tr"},    {"Uighur", "ug"},       {"Ukrainian", "uk"}, {"Urdu", "ur"},
     {"Uzbek", "uz"},      {"Vietnamese", "vi"},   {"Welsh", "cy"},     {"Yiddish", "yi"}});

std::string_view LanguageOf(std::string_view name) {
  if (name.starts_with("Old")) name.remove_prefix(3);
  const auto known = std::ranges::find_if(
      kLanguages, [&](const auto& language) { return name.starts_with(language.first); });
  return known == kLanguages.end() ? std::string_view() : known->second;
}

// Of an element's charConfidence, 0 to 1; -1 where that says nothing (it is -1 or 255).
double Sureness(const pugi::xml_node& node) {
  const double percent = NumberOf(node, "charConfidence", -1);
  return percent >= 0 && percent <= 100 ? percent / 100 : -1;
}

// Its sign for soft hyphens as what it stands for.
std::string WithSoftHyphens(std::string_view text) {
  std::string made(text);
  for (std::size_t at = made.find("\xC2\xAC"); at != made.npos; at = made.find("\xC2\xAC", at)) {
    made.replace(at, kSoftHyphen.size(), kSoftHyphen);
  }
  return made;
}

// The text of an element. Whoever laid the file out anew may have put line feeds around a letter.
std::string TextOf(const pugi::xml_node& node) {
  const std::string_view text = node.child_value();
  return WithSoftHyphens(text.find('\n') == text.npos ? text : Trimmed(text));
}

struct Corners {
  double left, top, right, bottom;
};

Corners CornersOf(const pugi::xml_node& node) {
  return {NumberOf(node, "l", 0), NumberOf(node, "t", 0), NumberOf(node, "r", 0),
          NumberOf(node, "b", 0)};
}

struct AbbyyWord {
  std::string text;
  KnownMean<double> sure;
  bool boxed = false;
  Corners box = {};
  std::vector<OcrAlternative> alternatives;
};

void AddBox(const Corners& letter, AbbyyWord& word) {
  Corners& box = word.box;
  box = !word.boxed
            ? letter
            : Corners{std::min(box.left, letter.left), std::min(box.top, letter.top),
                      std::max(box.right, letter.right), std::max(box.bottom, letter.bottom)};
  word.boxed = true;
}

// Readings of the word, or of what is behind `begin` in it: up to where the longest ends that is
// the word's own.
void PlaceVariants(std::vector<OcrAlternative>& variants, std::size_t begin, AbbyyWord& word) {
  const std::string_view rest = std::string_view(word.text).substr(begin);
  std::size_t own = 0;
  for (const OcrAlternative& one : variants) {
    if (rest.starts_with(one.text)) own = std::max(own, one.text.size());
  }
  if (own == 0) own = rest.size();
  for (OcrAlternative& one : variants) {
    if (one.text == rest.substr(0, own)) continue;
    one.at = {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(begin + own)};
    word.alternatives.push_back(std::move(one));
  }
  variants.clear();
}

// At the end of a line a soft hyphen was seen.
bool EndInHyphen(std::string& text) {
  const bool soft = text.ends_with(kSoftHyphen);
  if (soft) text.replace(text.size() - kSoftHyphen.size(), kSoftHyphen.size(), "-");
  return soft;
}

class LineReader {
 public:
  // Letters of each language, by FineReader's name.
  using Languages = std::map<std::string_view, std::size_t>;

  LineReader(const pugi::xml_node& line, Languages& languages) {
    for (pugi::xml_node node = line.first_child(); node;) {
      const std::string_view name = LocalName(node);
      const std::size_t before = letters_;
      if (name == "charParams") ReadLetter(node);
      if (name == "wordRecVariants") ReadVariants(node);
      if (node.type() == pugi::node_pcdata || node.type() == pugi::node_cdata) {
        Say(WithSoftHyphens(node.value()));
      }
      if (letters_ > before) languages[Attribute(node.parent(), "lang")] += letters_ - before;
      const bool whole = name == "charParams" || name == "wordRecVariants";
      node = whole ? NodeBehind(node, line) : NextNode(node, line);
    }
    EndWord();
    if (words_.empty() || !EndInHyphen(words_.back().text)) return;
    const auto end = static_cast<std::uint32_t>(words_.back().text.size());
    for (OcrAlternative& one : words_.back().alternatives) {
      if (one.at.end <= end) continue;
      EndInHyphen(one.text);
      one.at.end = end;
    }
  }

  void AddTo(OcrFileBuilder& builder, const double (&line)[4]) && {
    const bool boxed = std::ranges::any_of(words_, &AbbyyWord::boxed);
    builder.BeginLine(line);
    if (!boxed) AddText(builder);
    for (std::size_t i = 0; i < words_.size(); ++i) {
      AbbyyWord& word = words_[i];
      const auto& [left, top, right, bottom] = word.box;
      const double box[4] = {left, top, right - left, bottom - top};
      if (boxed) builder.AddWord(word.text, word.boxed ? box : line, word.sure.value());
      for (OcrAlternative& one : word.alternatives) builder.AddAlternative(i, std::move(one));
    }
    builder.EndLine();
  }

 private:
  // White space ends a word, and so does a picture in the line (U+FFFC).
  void Say(std::string_view text) {
    for (std::size_t i = 0; i < text.size();) {
      const std::size_t begin = i;
      const char32_t value = NextCodePoint(text, i);
      if (IsSpace(value) || value == 0xFFFC) {
        EndWord();
        continue;
      }
      if (!in_word_) words_.emplace_back();
      in_word_ = true;
      if (variants_begin_ == kNowhere) variants_begin_ = words_.back().text.size();
      words_.back().text += text.substr(begin, i - begin);
      ++letters_;
    }
  }

  void EndWord() {
    EndVariants();
    in_word_ = false;
  }

  // Those of a word that has not begun wait for it.
  void EndVariants() {
    if (variants_begin_ != kNowhere) PlaceVariants(variants_, variants_begin_, words_.back());
    variants_begin_ = kNowhere;
  }

  // A letter of which nothing is known, not even itself, is a space that was lost.
  void ReadLetter(const pugi::xml_node& node) {
    const std::string letter = TextOf(node);
    const std::size_t before = letters_;
    Say(letter);
    const double sure = Sureness(node);
    if (letter.empty() && sure < 0) EndWord();
    if (letters_ == before || !in_word_) return;
    words_.back().sure.Add(sure);
    if (node.attribute("r")) AddBox(CornersOf(node), words_.back());
    const pugi::xml_node variants = ChildNamed(node, "charRecVariants");
    if (variants && words_.back().text.ends_with(letter)) AddReadings(letter, sure, variants);
  }

  // Of the word's last letter. How sure its own one is is told where there are others.
  void AddReadings(const std::string& letter, double sure, const pugi::xml_node& variants) {
    AbbyyWord& word = words_.back();
    const auto end = static_cast<std::uint32_t>(word.text.size());
    const Span at{end - static_cast<std::uint32_t>(letter.size()), end};
    const auto add = [&](std::string text, double of_it) {
      word.alternatives.push_back({at, std::move(text), static_cast<float>(of_it), {}});
    };
    if (sure >= 0) add(letter, sure);
    for (pugi::xml_node one = variants.first_child(); one; one = one.next_sibling()) {
      std::string text = TextOf(one);
      if (text != letter) add(std::move(text), Sureness(one));
    }
  }

  void ReadVariants(const pugi::xml_node& node) {
    EndVariants();
    variants_.clear();
    for (pugi::xml_node one = node.first_child(); one; one = one.next_sibling()) {
      const pugi::xml_node variant = ChildNamed(one, "variantText");
      std::string text = TextOf(variant);
      KnownMean<double> sure;
      for (pugi::xml_node letter = variant.first_child(); letter; letter = letter.next_sibling()) {
        sure.Add(Sureness(letter));
        text += TextOf(letter);
      }
      text = Trimmed(text);
      if (!text.empty()) {
        variants_.push_back({{}, std::move(text), static_cast<float>(sure.value()), {}});
      }
    }
  }

  // Words without boxes: each gets a part of the line's.
  void AddText(OcrFileBuilder& builder) const {
    std::string text;
    KnownMean<double> sure;
    for (const AbbyyWord& word : words_) {
      text += (text.empty() ? "" : " ") + word.text;
      sure.Add(word.sure.value());
    }
    builder.AddText(text, sure.value());
  }

  static constexpr auto kNowhere = static_cast<std::size_t>(-1);

  std::vector<AbbyyWord> words_;
  bool in_word_ = false;
  std::size_t letters_ = 0;
  std::vector<OcrAlternative> variants_;  // of the word that comes, or is being read
  std::size_t variants_begin_ = kNowhere;
};

// FineReader takes columns of prose for tables, too: in one of data no cell has more lines.
bool IsOfData(const pugi::xml_node& table) {
  constexpr int kMostLines = 3;
  int lines = 0;
  for (pugi::xml_node node = table; node; node = NextNode(node, table)) {
    const std::string_view name = LocalName(node);
    lines = name == "cell" ? 0 : lines + (name == "line");
    if (lines > kMostLines) return false;
  }
  return true;
}

class AbbyyReader {
 public:
  // What stands before the pages.
  void ReadHead(const pugi::xml_node& document) {
    recognizer_ = Attribute(document, "producer");
    language_ = LanguageOf(Attribute(document, "mainLanguage"));
    for (pugi::xml_node node = document; node; node = NextNode(node, document)) {
      if (LocalName(node) != "paragraphStyle") continue;
      roles_.emplace(Attribute(node, "id"), InsideOfKind(Attribute(node, "role")));
    }
  }

  void ReadPage(const pugi::xml_node& page) {
    row_ = 0;
    builder_.BeginPage(NumberOf(page, "width", 0), NumberOf(page, "height", 0), recognizer_);
    for (const bool blocks : {true, false}) {
      if (!blocks && builder_.line_count() > 0) break;
      for (pugi::xml_node child = page.first_child(); child; child = child.next_sibling()) {
        if ((LocalName(child) == "block") == blocks) ReadBlock(child);
      }
    }
    const auto most = std::ranges::max_element(
        languages_, {}, &std::pair<const std::string_view, std::size_t>::second);
    const std::string_view of_page =
        most == languages_.end() ? std::string_view() : LanguageOf(most->first);
    builder_.SetLanguage(of_page.empty() ? language_ : of_page);
    languages_.clear();
  }

  OcrFile Finish() && { return std::move(builder_).Finish(); }

 private:
  // A cell of data is a paragraph.
  void ReadBlock(const pugi::xml_node& block) {
    builder_.BeginBlock();
    const bool table = Attribute(block, "blockType") == "Table" && IsOfData(block);
    for (pugi::xml_node node = block; node;) {
      const std::string_view name = LocalName(node);
      if (name == (table ? "cell" : "par")) builder_.BeginParagraph();
      if (name == "row" && table) builder_.SetRow(++row_);
      if (name == "par") builder_.SetInside(InsideOf(node));
      if (name == "line") ReadLine(node);
      node = name == "line" ? NodeBehind(node, block) : NextNode(node, block);
    }
    builder_.SetRow(0);
    builder_.SetInside(0);
  }

  std::uint32_t InsideOf(const pugi::xml_node& paragraph) const {
    const auto role = roles_.find(Attribute(paragraph, "style"));
    return role == roles_.end() ? 0 : role->second;
  }

  void ReadLine(const pugi::xml_node& line) {
    const auto& [left, top, right, bottom] = CornersOf(line);
    const double box[4] = {left, top, right - left, bottom - top};
    LineReader(line, languages_).AddTo(builder_, box);
  }

  OcrFileBuilder builder_;
  std::string recognizer_;
  std::string_view language_;
  std::map<std::string, std::uint32_t, std::less<>> roles_;  // Inside bits, by the style's id
  std::uint32_t row_ = 0;                                    // of the page's tables, from 1
  LineReader::Languages languages_;
};

// The name of the tag at `at`, without its prefix; empty of one that closes an element.
std::string_view TagAt(std::string_view utf8, std::size_t at) {
  constexpr std::size_t kLongest = 64;
  std::string_view name = utf8.substr(at + 1, kLongest);
  name = name.substr(0, name.find_first_of(" \t\r\n/>"));
  return name.substr(name.find(':') + 1);
}

// Where the next page begins, or the end.
std::size_t NextPage(std::string_view utf8, std::size_t at) {
  while ((at = utf8.find('<', at)) < utf8.size() && TagAt(utf8, at) != "page") ++at;
  return std::min(at, utf8.size());
}

}  // namespace

Result<OcrFile> ReadAbbyy(std::string_view utf8) {
  // A file that is whole ends with the document: what a page is parsed of does not.
  const std::size_t end = utf8.rfind("</");
  bool torn = end == utf8.npos || TagAt(utf8, end + 1) != "document";
  if (!torn) utf8 = utf8.substr(0, end);
  AbbyyReader reader;
  pugi::xml_document document;
  bool damaged = false;
  std::size_t at = NextPage(utf8, 0);
  const Result<bool> head = ParseXml(utf8.substr(0, at), document, damaged);
  if (head.ok()) reader.ReadHead(ChildNamed(document, "document"));
  while (at < utf8.size()) {
    const std::size_t next = NextPage(utf8, at + 1);
    const Result<bool> page = ParseXml(utf8.substr(at, next - at), document, damaged);
    if (!page.ok() && page.error().code == Code::kOutOfMemory) return page.error();
    torn |= damaged || !page.ok();
    reader.ReadPage(ChildNamed(document, "page"));
    at = next;
  }
  OcrFile file = std::move(reader).Finish();
  if (torn) file.notes.push_back({.code = "damaged-markup", .origin = {}});
  return file;
}

}  // namespace warraq
