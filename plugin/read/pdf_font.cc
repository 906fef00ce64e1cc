#include "plugin/read/pdf_font.h"

#include <algorithm>
#include <charconv>

#include "plugin/text/byte_encoding.h"
#include "plugin/text/utf8.h"

namespace warraq {
namespace {

constexpr double kThousand = 1000;
constexpr double kUsualWidth = 500;  // of the fonts that need not say theirs
constexpr std::size_t kMostWidths = 1 << 17;
constexpr std::size_t kMostMeanings = 1 << 17;

struct Named {
  std::string_view name;
  char32_t value;
};

// Of the Adobe Glyph List what Latin encodings name and letters with accents do not give.
constexpr auto kNames = std::to_array<Named>({
    {"space", 0x20},
    {"exclam", 0x21},
    {"quotedbl", 0x22},
    {"numbersign", 0x23},
    {"dollar", 0x24},
    {"percent", 0x25},
    {"ampersand", 0x26},
    {"quotesingle", 0x27},
    {"parenleft", 0x28},
    {"parenright", 0x29},
    {"asterisk", 0x2A},
    {"plus", 0x2B},
    {"comma", 0x2C},
    {"hyphen", 0x2D},
    {"period", 0x2E},
    {"slash", 0x2F},
    {"zero", 0x30},
    {"one", 0x31},
    {"two", 0x32},
    {"three", 0x33},
    {"four", 0x34},
    {"five", 0x35},
    {"six", 0x36},
    {"seven", 0x37},
    {"eight", 0x38},
    {"nine", 0x39},
    {"colon", 0x3A},
    {"semicolon", 0x3B},
    {"less", 0x3C},
    {"equal", 0x3D},
    {"greater", 0x3E},
    {"question", 0x3F},
    {"at", 0x40},
    {"bracketleft", 0x5B},
    {"backslash", 0x5C},
    {"bracketright", 0x5D},
    {"asciicircum", 0x5E},
    {"underscore", 0x5F},
    {"grave", 0x60},
    {"braceleft", 0x7B},
    {"bar", 0x7C},
    {"braceright", 0x7D},
    {"asciitilde", 0x7E},
    {"exclamdown", 0xA1},
    {"cent", 0xA2},
    {"sterling", 0xA3},
    {"currency", 0xA4},
    {"yen", 0xA5},
    {"section", 0xA7},
    {"copyright", 0xA9},
    {"ordfeminine", 0xAA},
    {"guillemotleft", 0xAB},
    {"registered", 0xAE},
    {"degree", 0xB0},
    {"plusminus", 0xB1},
    {"paragraph", 0xB6},
    {"periodcentered", 0xB7},
    {"ordmasculine", 0xBA},
    {"guillemotright", 0xBB},
    {"onequarter", 0xBC},
    {"onehalf", 0xBD},
    {"threequarters", 0xBE},
    {"questiondown", 0xBF},
    {"AE", 0xC6},
    {"Eth", 0xD0},
    {"multiply", 0xD7},
    {"Oslash", 0xD8},
    {"Thorn", 0xDE},
    {"germandbls", 0xDF},
    {"ae", 0xE6},
    {"eth", 0xF0},
    {"divide", 0xF7},
    {"oslash", 0xF8},
    {"thorn", 0xFE},
    {"dotlessi", 0x131},
    {"Lslash", 0x141},
    {"lslash", 0x142},
    {"OE", 0x152},
    {"oe", 0x153},
    {"florin", 0x192},
    {"endash", 0x2013},
    {"emdash", 0x2014},
    {"quoteleft", 0x2018},
    {"quoteright", 0x2019},
    {"quotesinglbase", 0x201A},
    {"quotedblleft", 0x201C},
    {"quotedblright", 0x201D},
    {"quotedblbase", 0x201E},
    {"dagger", 0x2020},
    {"daggerdbl", 0x2021},
    {"bullet", 0x2022},
    {"ellipsis", 0x2026},
    {"perthousand", 0x2030},
    {"guilsinglleft", 0x2039},
    {"guilsinglright", 0x203A},
    {"fraction", 0x2044},
    {"Euro", 0x20AC},
    {"trademark", 0x2122},
    {"minus", 0x2212},
    {"fi", 0xFB01},
    {"fl", 0xFB02},
    {"ff", 0xFB00},
    {"ffi", 0xFB03},
    {"ffl", 0xFB04},
    {"nbspace", 0xA0},
});

constexpr auto kAccents = std::to_array<Named>({{"grave", 0x300},
                                                {"acute", 0x301},
                                                {"circumflex", 0x302},
                                                {"tilde", 0x303},
                                                {"macron", 0x304},
                                                {"breve", 0x306},
                                                {"dotaccent", 0x307},
                                                {"dieresis", 0x308},
                                                {"ring", 0x30A},
                                                {"hungarumlaut", 0x30B},
                                                {"caron", 0x30C},
                                                {"cedilla", 0x327},
                                                {"ogonek", 0x328}});

bool IsAsciiLetter(char c) { return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'); }

// "uni06280627", "u1F600".
std::string OfHexName(std::string_view name) {
  std::string text;
  const auto add = [&](std::string_view digits) {
    std::uint32_t value = 0;
    const auto [end, error] =
        std::from_chars(digits.data(), digits.data() + digits.size(), value, 16);
    const bool whole = error == std::errc() && end == digits.data() + digits.size();
    const bool letter = value > 0 && value < 0x110000 && !(value >= 0xD800 && value < 0xE000);
    if (whole && letter) AppendUtf8(text, value);
  };
  if (name.starts_with("uni") && name.size() >= 7 && name.size() % 4 == 3) {
    for (std::size_t i = 3; i < name.size(); i += 4) add(name.substr(i, 4));
  } else if (name.starts_with('u') && name.size() >= 5 && name.size() <= 7) {
    add(name.substr(1));
  }
  return text;
}

}  // namespace

std::string TextOfGlyphName(std::string_view name) {
  name = name.substr(0, name.find('.'));
  std::string text;
  if (name.size() == 1 && IsAsciiLetter(name[0])) return std::string(name);
  const auto known = std::ranges::find(kNames, name, &Named::name);
  if (known != kNames.end()) {
    AppendUtf8(text, known->value);
    return text;
  }
  if (name.size() > 2 && IsAsciiLetter(name[0])) {
    const auto accent = std::ranges::find(kAccents, name.substr(1), &Named::name);
    if (accent != kAccents.end()) {
      text.push_back(name[0]);
      AppendUtf8(text, accent->value);
      return text;
    }
  }
  return OfHexName(name);
}

PdfFont::PdfFont(const PdfObjects& objects, PdfValue font) {
  const std::string map = objects.StreamReference(font, "/ToUnicode");
  if (!map.empty()) to_unicode_ = ReadPdfCMap(objects.Data(map));
  composite_ = objects.Name(font, "/Subtype") == "/Type0";
  if (composite_) {
    ReadComposite(objects, font);
  } else {
    ReadSimple(objects, font);
  }
}

void PdfFont::ReadComposite(const PdfObjects& objects, PdfValue font) {
  const std::string own = objects.StreamReference(font, "/Encoding");
  if (own.empty()) {
    const std::string_view name = objects.Name(font, "/Encoding");
    predefined_ = FindPredefinedCMap(name);
    vertical_ = IsVerticalCMap(name);
  } else {
    encoding_ = ReadPdfCMap(objects.Data(own));
    const auto stream = objects.ByReference(own);
    vertical_ = stream && objects.Number(*stream, "/WMode", 0) == 1;
  }
  default_width_ = kThousand;
  const std::vector<PdfValue> descendants = objects.List(font, "/DescendantFonts");
  if (descendants.empty()) return;
  const auto system = objects.Get(descendants[0], "/CIDSystemInfo");
  std::string_view ordering = system ? objects.Name(*system, "/Ordering") : std::string_view();
  if (ordering.starts_with("u:")) ordering.remove_prefix(2);  // a string, not a name
  if (!ordering.empty() && ordering != "Identity") characters_ = CidCharacters::Of(ordering);
  if (vertical_) {
    const std::vector<double> usual = objects.Numbers(descendants[0], "/DW2");
    if (usual.size() >= 2) default_width_ = -usual[1];
  } else {
    default_width_ = objects.Number(descendants[0], "/DW", kThousand);
  }
  ReadWidths(objects.List(descendants[0], vertical_ ? "/W2" : "/W"));
}

namespace {

std::uint32_t CidOf(const PdfValue& value) {
  return static_cast<std::uint32_t>(std::clamp(PdfNumber(value, 0), 0.0, 65535.0));
}

}  // namespace

// Of "c [w w w]" and "first last w" (9.7.4.3). What stands upright has three numbers for a w: its
// height, below 0, and the place of its origin, which moves the ink alone.
void PdfFont::ReadWidths(const std::vector<PdfValue>& list) {
  const std::size_t numbers = vertical_ ? 3 : 1;
  const double sign = vertical_ ? -1 : 1;
  const auto width_of = [&](const PdfValue& value) {
    return sign * PdfNumber(value, sign * default_width_);
  };
  std::size_t set = 0;  // ranges may say the same again and again
  for (std::size_t i = 0; i + 1 < list.size() && set < kMostWidths;) {
    std::uint32_t cid = CidOf(list[i]);
    simdjson::dom::array each;
    if (list[i + 1].get(each) == simdjson::SUCCESS) {
      std::size_t number = 0;
      for (const PdfValue value : each) {
        if (number++ % numbers == 0) widths_[cid++] = width_of(value), ++set;
      }
      i += 2;
      continue;
    }
    if (i + 2 >= list.size()) break;
    const std::uint32_t last = CidOf(list[i + 1]);
    for (; cid <= last; ++cid, ++set) widths_[cid] = width_of(list[i + 2]);
    i += 2 + numbers;
  }
}

void PdfFont::ReadSimple(const PdfObjects& objects, PdfValue font) {
  const std::vector<double> widths = objects.Numbers(font, "/Widths");
  const double first = objects.Number(font, "/FirstChar", 0);
  const auto descriptor = objects.Get(font, "/FontDescriptor");
  default_width_ = widths.empty() ? kUsualWidth : 0;
  if (descriptor) {
    default_width_ = objects.Number(*descriptor, "/MissingWidth", default_width_);
  }
  for (std::size_t i = 0; i < widths.size() && i < 256; ++i) {
    widths_[static_cast<std::uint32_t>(std::clamp(first, 0.0, 255.0)) +
            static_cast<std::uint32_t>(i)] = widths[i];
  }
  if (objects.Name(font, "/Subtype") == "/Type3") {  // widths are in units of its own
    const std::vector<double> matrix = objects.Numbers(font, "/FontMatrix");
    const double scale = matrix.empty() ? 1 : matrix[0] * kThousand;
    for (auto& [code, width] : widths_) width *= scale;
  }
  ReadEncoding(objects, font);
}

void PdfFont::ReadEncoding(const PdfObjects& objects, PdfValue font) {
  const auto encoding = objects.Get(font, "/Encoding");
  std::string_view base;
  if (encoding) {
    base = PdfString(*encoding);
    if (base.empty()) base = objects.Name(*encoding, "/BaseEncoding");
  }
  const auto descriptor = objects.Get(font, "/FontDescriptor");
  const bool symbolic =
      descriptor && (static_cast<unsigned>(objects.Number(*descriptor, "/Flags", 0)) & 4U) != 0;
  // A symbolic font's codes mean what the font means by them.
  if (base.empty() && symbolic) base = "none";
  if (base != "none") {
    const std::string_view name = base == "/MacRomanEncoding" ? "macintosh" : "windows-1252";
    const ByteEncoding* const table = FindByteEncoding(name);
    for (std::size_t i = 0x20; i < letters_.size() && table != nullptr; ++i) {
      const char32_t value = table->meaning[i];
      if (value >= 0x20 && (value < 0x7F || value >= 0xA0) && value != kReplacement)
        AppendUtf8(letters_[i], value);
    }
  }
  if (!encoding) return;
  std::size_t code = 0;
  for (const PdfValue& item : objects.List(*encoding, "/Differences")) {
    const std::string_view name = PdfString(item);
    if (name.empty()) {
      code = static_cast<std::size_t>(std::clamp(PdfNumber(item, 0), 0.0, 255.0));
    } else if (code < letters_.size()) {
      letters_[code++] = TextOfGlyphName(name.substr(1));
    }
  }
}

unsigned PdfFont::Length(std::string_view bytes) const {
  if (!composite_) return 1;
  if (predefined_ != nullptr) return predefined_->Length(bytes);
  std::uint32_t code = 0;
  for (unsigned i = 0; i < 4 && i < bytes.size(); ++i) {
    code = code << 8 | static_cast<unsigned char>(bytes[i]);
    for (const PdfCMap::Codes& space : encoding_.spaces) {
      if (space.bytes == i + 1 && code >= space.low && code <= space.high) return i + 1;
    }
  }
  return bytes.size() < 2 ? 1 : 2;
}

// What a code means by the encoding that the font names.
const PdfFont::Meaning& PdfFont::MeaningOf(std::uint32_t value, std::string_view code) const {
  if (meanings_.size() > kMostMeanings) meanings_.clear();
  const auto [found, is_new] = meanings_.try_emplace(value);
  if (is_new) {
    found->second.text = predefined_->TextOf(code);
    found->second.cid = predefined_->CidOf(found->second.text);
  }
  return found->second;
}

PdfFont::Code PdfFont::Next(std::string_view bytes) const {
  Code code;
  code.bytes = Length(bytes);
  for (const char c : bytes.substr(0, code.bytes)) {
    code.value = code.value << 8 | static_cast<unsigned char>(c);
  }
  std::uint32_t glyph = code.value;
  if (predefined_ != nullptr) {
    const Meaning& meaning = MeaningOf(code.value, bytes.substr(0, code.bytes));
    glyph = meaning.cid;
    code.text = meaning.text;
  } else {
    if (!encoding_.cid.empty()) {
      const auto cid = encoding_.cid.find(code.value);
      glyph = cid == encoding_.cid.end() ? 0 : cid->second;
    }
    if (characters_ != nullptr) code.text = characters_->TextOf(glyph);
  }
  const auto width = widths_.find(glyph);
  code.width = (width == widths_.end() ? default_width_ : width->second) / kThousand;
  const auto text = to_unicode_.text.find(code.value);
  if (text != to_unicode_.text.end()) {
    code.known = true;
    code.text = text->second;
  } else if (composite_) {
    code.known = !code.text.empty();
  } else if (to_unicode_.text.empty() && !letters_[code.value & 0xFF].empty()) {
    code.known = true;
    code.text = letters_[code.value & 0xFF];
  }
  return code;
}

}  // namespace warraq
