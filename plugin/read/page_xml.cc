// PAGE XML of 2010 to 2019, as Aletheia, Transkribus, kraken and OCR-D write it. Of several
// readings of a line or word the first is taken (the lowest index); where words are there, the
// line's own text is not.

#include <algorithm>
#include <vector>

#include "plugin/read/ocr_xml.h"

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
  const std::string_view points = Attribute(coords, "points");
  for (std::size_t at = 0; at < points.size();) {
    const std::size_t end = std::min(points.find(' ', at), points.size());
    const std::string_view point = points.substr(at, end - at);
    if (const std::size_t comma = point.find(','); comma != std::string_view::npos) {
      add(ReadNumber(point.substr(0, comma), 0), ReadNumber(point.substr(comma + 1), 0));
    }
    at = end + 1;
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
      if (LocalName(node) == "TextRegion") regions.push_back(node);
    }
    const std::vector<std::string_view> order = OrderOf(ChildNamed(page, "ReadingOrder"));
    for (const pugi::xml_node& region : InOrder(regions, "id", order)) ReadRegion(region);
  }

  // References to regions; those with an index stand in its order within their group.
  static std::vector<std::string_view> OrderOf(const pugi::xml_node& order) {
    struct Reference {
      double index;
      std::string_view id;
    };
    std::vector<std::string_view> ids;
    std::vector<Reference> group;
    const auto end_group = [&] {
      std::ranges::stable_sort(group, {}, &Reference::index);
      for (const Reference& reference : group) ids.push_back(reference.id);
      group.clear();
    };
    pugi::xml_node parent;
    for (pugi::xml_node node = order; node; node = NextNode(node, order)) {
      const std::string_view name = LocalName(node);
      if (name != "RegionRefIndexed" && name != "RegionRef") continue;
      if (node.parent() != parent) end_group();
      parent = node.parent();
      group.push_back({NumberOf(node, "index", 0), Attribute(node, "regionRef")});
    }
    end_group();
    return ids;
  }

  // Its own lines; regions inside it come by themselves.
  void ReadRegion(const pugi::xml_node& region) {
    builder_.BeginBlock();
    bool any = false;
    for (pugi::xml_node line = region.first_child(); line; line = line.next_sibling()) {
      if (LocalName(line) != "TextLine") continue;
      ReadLine(line);
      any = true;
    }
    if (!any) ReadText(region);
  }

  void ReadLine(const pugi::xml_node& line) {
    double box[4];
    ReadBox(line, box);
    builder_.BeginLine(box);
    for (pugi::xml_node word = line.first_child(); word; word = word.next_sibling()) {
      if (LocalName(word) != "Word") continue;
      const Reading reading = ReadingOf(word);
      ReadBox(word, box);
      builder_.AddWord(reading.text, box, reading.confidence);
    }
    if (builder_.line_is_empty()) {
      const Reading reading = ReadingOf(line);
      builder_.AddText(reading.text, reading.confidence);
    }
    builder_.EndLine();
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
