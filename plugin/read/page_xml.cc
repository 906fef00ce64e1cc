// PAGE XML of 2010 to 2019, as Aletheia, Transkribus, kraken and OCR-D write it. Of several
// readings of a line or word the first is taken (the lowest index). A line's words say what it
// says, and a region's lines what it says, unless its own text says clearly more.

#include <algorithm>
#include <optional>
#include <vector>

#include "plugin/read/ocr_kinds.h"
#include "plugin/read/ocr_xml.h"
#include "plugin/text/ascii.h"

namespace warraq {
namespace {

// The least box around "x,y x,y ..."; before 2013 the points are elements.
void ReadBox(const pugi::xml_node& node, double (&box)[4]) {
  double left = 0, top = 0, right = 0, bottom = 0;
  bool any = false;
  const auto add = [&](double x, double y) {
    left = any ? std::min(left, x) : x, right = any ? std::max(right, x) : x;
    top = any ? std::min(top, y) : y, bottom = any ? std::max(bottom, y) : y;
    any = true;
  };
  const pugi::xml_node coords = ChildNamed(node, "Coords");
  if (const std::string_view points = Attribute(coords, "points"); !points.empty()) {
    return ReadPoints(points, box);
  }
  for (pugi::xml_node point = coords.first_child(); point; point = point.next_sibling()) {
    if (LocalName(point) == "Point") add(NumberOf(point, "x", 0), NumberOf(point, "y", 0));
  }
  box[0] = left, box[1] = top, box[2] = right - left, box[3] = bottom - top;
}

struct Reading {
  std::string_view text;
  double confidence = -1;
};

Reading ReadingOf(const pugi::xml_node& node) {
  Reading reading;
  double best = 0;
  for (pugi::xml_node child = node.first_child(); child; child = child.next_sibling()) {
    if (LocalName(child) != "TextEquiv") continue;
    const double index = NumberOf(child, "index", 0);
    std::string_view text = ChildNamed(child, "Unicode").child_value();
    if (text.empty()) text = ChildNamed(child, "PlainText").child_value();
    if (!reading.text.empty() && index >= best) continue;
    reading = {text, NumberOf(child, "conf", -1)};
    best = index;
  }
  return reading;
}

// The readings that were not taken.
std::vector<Reading> OtherReadings(const pugi::xml_node& node, const Reading& taken) {
  std::vector<Reading> others;
  for (pugi::xml_node child = node.first_child(); child; child = child.next_sibling()) {
    if (LocalName(child) != "TextEquiv") continue;
    std::string_view text = ChildNamed(child, "Unicode").child_value();
    if (text.empty()) text = ChildNamed(child, "PlainText").child_value();
    if (!text.empty() && text.data() != taken.text.data()) {
      others.push_back({text, NumberOf(child, "conf", -1)});
    }
  }
  return others;
}

// Without white space.
std::size_t LettersOf(std::string_view text) {
  return static_cast<std::size_t>(
      std::ranges::count_if(text, [](char c) { return !IsAsciiSpace(c); }));
}

// Programs that let people correct a line leave its words as they were.
std::size_t LettersOfWords(const pugi::xml_node& line) {
  std::size_t letters = 0;
  for (pugi::xml_node word = line.first_child(); word; word = word.next_sibling()) {
    if (LocalName(word) == "Word") letters += LettersOf(ReadingOf(word).text);
  }
  return letters;
}

bool IsClearlyMore(std::size_t letters, std::size_t than) { return letters > than + than / 4; }

// What stands behind `member` in a group of what Transkribus calls custom: "structure {id:a1;
// type:heading;}". Empty where it is not there.
std::string_view InCustom(const pugi::xml_node& node, std::string_view group,
                          std::string_view member) {
  std::string_view custom = Attribute(node, "custom");
  custom.remove_prefix(std::min(custom.find(group), custom.size()));
  custom = custom.substr(0, custom.find('}'));
  const std::size_t at = custom.find(member);
  return at == custom.npos ? std::string_view() : custom.substr(at + member.size());
}

// The order that custom gives, beside or instead of the page's ReadingOrder; a cell's is its
// table's. Behind all others where it says none.
double CustomIndexOf(const pugi::xml_node& node) {
  constexpr double kLast = 1e9;
  const bool is_cell = LocalName(node) == "TableCell";
  return ReadNumber(InCustom(is_cell ? node.parent() : node, "readingOrder", "index:"), kLast);
}

// What a region or line is: by its custom, or its type.
std::uint32_t InsideOf(const pugi::xml_node& node) {
  const std::string_view structure = InCustom(node, "structure", "type:");
  const std::uint32_t inside = InsideOfKind(Trimmed(structure.substr(0, structure.find(';'))));
  return inside != 0 ? inside : InsideOfKind(Attribute(node, "type"));
}

class PageXmlReader {
 public:
  OcrFile Read(const pugi::xml_node& root) && {
    const pugi::xml_node creator = ChildNamed(ChildNamed(root, "Metadata"), "Creator");
    for (pugi::xml_node page = root.first_child(); page; page = page.next_sibling()) {
      if (LocalName(page) == "Page") ReadPage(page, creator.child_value());
    }
    return std::move(builder_).Finish();
  }

 private:
  void ReadPage(const pugi::xml_node& page, const char* creator) {
    builder_.BeginPage(NumberOf(page, "imageWidth", 0), NumberOf(page, "imageHeight", 0), creator);
    builder_.SetImageName(Attribute(page, "imageFilename"));
    std::vector<pugi::xml_node> regions;
    for (pugi::xml_node node = page.first_child(); node; node = NextNode(node, page)) {
      // Transkribus has the lines of a table in cells.
      const std::string_view name = LocalName(node);
      if (name == "TextRegion" || name == "TableCell") regions.push_back(node);
    }
    const std::vector<std::string_view> order = OrderOf(ChildNamed(page, "ReadingOrder"));
    if (order.empty()) std::ranges::stable_sort(regions, {}, CustomIndexOf);
    for (const pugi::xml_node& region : InOrder(regions, "id", order)) ReadRegion(region);
  }

  // References to regions; those with an index stand in its order within their group, and so do
  // groups within groups.
  static std::vector<std::string_view> OrderOf(const pugi::xml_node& order) {
    struct Child {
      double index;
      pugi::xml_node node;
    };
    std::vector<std::string_view> ids;
    std::vector<pugi::xml_node> open{order};
    while (!open.empty()) {
      const pugi::xml_node node = open.back();
      open.pop_back();
      if (!Attribute(node, "regionRef").empty()) ids.push_back(Attribute(node, "regionRef"));
      std::vector<Child> children;
      for (pugi::xml_node child = node.first_child(); child; child = child.next_sibling()) {
        const std::string_view name = LocalName(child);
        if (name.starts_with("RegionRef") || name.find("Group") != std::string_view::npos) {
          children.push_back({NumberOf(child, "index", 0), child});
        }
      }
      std::ranges::stable_sort(children, {}, &Child::index);
      for (std::size_t i = children.size(); i-- > 0;) open.push_back(children[i].node);
    }
    return ids;
  }

  // Its own lines; regions inside it come by themselves.
  void ReadRegion(const pugi::xml_node& region) {
    const std::uint32_t first = builder_.line_count();
    builder_.BeginBlock();
    const std::uint32_t inside = InsideOf(region);
    builder_.SetInside(inside);
    std::vector<pugi::xml_node> lines;
    std::size_t letters = 0;
    for (pugi::xml_node line = region.first_child(); line; line = line.next_sibling()) {
      if (LocalName(line) != "TextLine") continue;
      lines.push_back(line);
      letters += std::max(LettersOfWords(line), LettersOf(ReadingOf(line).text));
    }
    std::ranges::stable_sort(lines, {}, CustomIndexOf);
    if (IsClearlyMore(LettersOf(ReadingOf(region).text), letters)) {
      ReadText(region);
    } else {
      for (const pugi::xml_node& line : lines) {
        const std::uint32_t own = InsideOf(line);
        builder_.SetInside(own != 0 ? own : inside);
        ReadLine(line);
      }
    }
    builder_.SetInside(0);
    builder_.AddPlace(Attribute(region, "id"), first);
  }

  void ReadLine(const pugi::xml_node& line) {
    double box[4];
    ReadBox(line, box);
    builder_.BeginLine(box);
    const Reading whole = ReadingOf(line);
    if (IsClearlyMore(LettersOf(whole.text), LettersOfWords(line))) {
      builder_.AddText(whole.text, whole.confidence);
      for (const Reading& other : OtherReadings(line, whole)) AddOtherLine(whole, other);
    } else {
      for (pugi::xml_node word = line.first_child(); word; word = word.next_sibling()) {
        if (LocalName(word) != "Word") continue;
        const Reading reading = ReadingOf(word);
        ReadBox(word, box);
        builder_.AddWord(reading.text, box, reading.confidence);
        builder_.AddAlternatives(AlternativesOf(word, reading));
      }
    }
    builder_.EndLine();
  }

  // Of the word, and of its letters (Glyph).
  static std::vector<OcrAlternative> AlternativesOf(const pugi::xml_node& word,
                                                    const Reading& taken) {
    std::vector<OcrAlternative> found;
    const auto add = [&](const Span& at, const Reading& reading) {
      found.push_back({at, std::string(reading.text), static_cast<float>(reading.confidence), {}});
    };
    for (const Reading& other : OtherReadings(word, taken)) {
      add({0, static_cast<std::uint32_t>(taken.text.size())}, other);
    }
    std::size_t reached = 0;
    for (pugi::xml_node glyph = word.first_child(); glyph; glyph = glyph.next_sibling()) {
      if (LocalName(glyph) != "Glyph") continue;
      const Reading letter = ReadingOf(glyph);
      const std::optional<Span> at = LetterAt(taken.text, letter.text, reached);
      if (!at) continue;
      if (letter.confidence >= 0) add(*at, letter);
      for (const Reading& other : OtherReadings(glyph, letter)) add(*at, other);
    }
    return found;
  }

  // Another reading of a line that has no words of its own: where both have as many words, each is
  // another reading of the word in its place; else the whole is one of the first.
  void AddOtherLine(const Reading& taken, const Reading& other) {
    const std::vector<std::string_view> was = WordsOf(taken.text), is = WordsOf(other.text);
    const auto sure = static_cast<float>(other.confidence);
    for (std::size_t i = 0; i < was.size() && was.size() == is.size(); ++i) {
      if (was[i] != is[i]) builder_.AddAlternative(i, {{}, std::string(is[i]), sure, {}});
    }
    if (was.size() != is.size()) {
      builder_.AddAlternative(0, {{}, std::string(other.text), sure, "line"});
    }
  }

  // A region that was never cut into lines: its text has line feeds.
  void ReadText(const pugi::xml_node& region) {
    const Reading reading = ReadingOf(region);
    double box[4];
    ReadBox(region, box);
    const auto lines = static_cast<double>(1 + std::ranges::count(reading.text, '\n'));
    box[3] /= lines;
    for (std::size_t at = 0; at < reading.text.size();) {
      const std::size_t end = std::min(reading.text.find('\n', at), reading.text.size());
      builder_.BeginLine(box);
      builder_.AddText(reading.text.substr(at, end - at), reading.confidence);
      builder_.EndLine();
      box[1] += box[3];
      at = end + 1;
    }
  }

  OcrFileBuilder builder_;
};

}  // namespace

Result<OcrFile> ReadPageXml(std::string_view utf8) {
  return ReadOcrXml(utf8, "PcGts",
                    [](const pugi::xml_node& root) { return PageXmlReader().Read(root); });
}

}  // namespace warraq
