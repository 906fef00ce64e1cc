// ALTO 2.0 to 4.4, with or without its namespace. Units are pixels, tenths of a millimetre or
// 1/1200 inch; the latter two become pixels at 300 to the inch, which is noted, as the file does
// not say how large the picture is.

#include <algorithm>
#include <iterator>
#include <map>
#include <optional>
#include <set>
#include <utility>
#include <vector>

#include "plugin/read/ocr_kinds.h"
#include "plugin/read/ocr_xml.h"

namespace warraq {
namespace {

constexpr double kAssumedPerInch = 300;

class AltoReader {
 public:
  explicit AltoReader(const pugi::xml_node& root) : root_(root) {}

  OcrFile Read() && {
    for (pugi::xml_node node = root_; node; node = NextNode(node, root_)) {
      const std::string_view name = LocalName(node);
      if (name == "MeasurementUnit") ReadUnit(node.child_value());
      if (name == "softwareName" || name == "processingSoftware") ReadSoftware(node);
      if (name == "fileName") image_name_ = node.child_value();
      if (name == "Tags") ReadTags(node);
      if (name == "Page") ReadPage(node);
    }
    return std::move(builder_).Finish();
  }

 private:
  static constexpr const char* kId = "ID";
  static constexpr int kMostAround = 8;  // blocks around one

  void ReadUnit(std::string_view unit) {
    assumed_ = unit == "mm10" || unit == "inch1200";
    builder_.SetScale(unit == "mm10"       ? kAssumedPerInch / 254
                      : unit == "inch1200" ? kAssumedPerInch / 1200
                                           : 1);
  }

  void ReadSoftware(const pugi::xml_node& node) {
    const std::string_view name = LocalName(node) == "softwareName"
                                      ? node.child_value()
                                      : ChildNamed(node, "softwareName").child_value();
    if (recognizer_.empty()) recognizer_ = name;
  }

  void ReadTags(const pugi::xml_node& tags) {
    for (pugi::xml_node tag = tags.first_child(); tag; tag = tag.next_sibling()) {
      const std::uint32_t inside =
          InsideOfKind(Attribute(tag, "LABEL")) | InsideOfKind(Attribute(tag, "TYPE"));
      if (inside != 0) tags_.emplace(Attribute(tag, kId), inside);
    }
  }

  // What a block or line is: by its type or its tags.
  std::uint32_t InsideOf(const pugi::xml_node& node) const {
    std::uint32_t inside = InsideOfKind(Attribute(node, "TYPE"));
    if (tags_.empty()) return inside;
    for (const std::string_view name : WordsOf(Attribute(node, "TAGREFS"))) {
      const auto tag = tags_.find(name);
      if (tag != tags_.end()) inside |= tag->second;
    }
    return inside;
  }

  // Of a block, also where on the page it stands, and what the blocks around it are.
  std::uint32_t InsideOfBlock(pugi::xml_node node) const {
    std::uint32_t inside = 0;
    for (int i = 0; i < kMostAround && LocalName(node).ends_with("Block"); ++i) {
      inside |= InsideOf(node);
      node = node.parent();
    }
    if (LocalName(node) == "TopMargin") inside |= kInHeader;
    if (LocalName(node) == "BottomMargin") inside |= kInFooter;
    return inside;
  }

  // Blocks in the order that the page gives them, if it does; the others behind them.
  void ReadPage(const pugi::xml_node& page) {
    builder_.BeginPage(NumberOf(page, "WIDTH", 0), NumberOf(page, "HEIGHT", 0), recognizer_);
    builder_.SetImageName(image_name_);
    if (assumed_) builder_.AddNote("resolution-assumed");
    std::vector<pugi::xml_node> blocks;
    for (pugi::xml_node node = page.first_child(); node;) {
      const std::string_view name = LocalName(node);
      const bool is_block = name == "TextBlock";
      if (is_block) blocks.push_back(node);
      node = is_block ? NodeBehind(node, page) : NextNode(node, page);
    }
    const std::vector<std::string_view> order =
        LayoutOrder().empty() ? NextOrder(blocks) : LayoutOrder();
    for (const pugi::xml_node& block : InOrder(blocks, kId, order)) ReadBlock(block);
  }

  // ALTO 4 gives the order of all pages in one place before the layout.
  const std::vector<std::string_view>& LayoutOrder() {
    if (asked_) return order_;
    asked_ = true;
    const pugi::xml_node order = ChildNamed(root_, "ReadingOrder");
    for (pugi::xml_node node = order; node; node = NextNode(node, order)) {
      if (LocalName(node) != "ElementRef") continue;
      std::ranges::copy(WordsOf(Attribute(node, "REF")), std::back_inserter(order_));
    }
    return order_;
  }

  // Before, a block could name the one that is read next (IDNEXT): the chains, each from a block
  // that none names. In a circle of them the file's order holds.
  static std::vector<std::string_view> NextOrder(const std::vector<pugi::xml_node>& blocks) {
    std::map<std::string_view, std::string_view> next;
    std::set<std::string_view> named;
    for (const pugi::xml_node& block : blocks) {
      const std::string_view id = Attribute(block, "IDNEXT");
      if (!id.empty() && next.emplace(Attribute(block, kId), id).second) named.insert(id);
    }
    std::vector<std::string_view> order;
    if (next.empty()) return order;
    std::set<std::string_view> read;
    for (const pugi::xml_node& block : blocks) {
      std::string_view id = Attribute(block, kId);
      if (named.contains(id)) continue;
      while (!id.empty() && read.insert(id).second) {
        order.push_back(id);
        const auto behind = next.find(id);
        id = behind == next.end() ? std::string_view() : behind->second;
      }
    }
    return order;
  }

  void ReadBlock(const pugi::xml_node& block) {
    const std::uint32_t first = builder_.line_count();
    const std::uint32_t inside = InsideOfBlock(block);
    builder_.BeginBlock();
    for (pugi::xml_node node = block.first_child(); node;) {
      const bool is_line = LocalName(node) == "TextLine";
      if (is_line) {
        const std::uint32_t own = InsideOf(node);
        builder_.SetInside(own != 0 ? own : inside);
        ReadLine(node);
      }
      node = is_line ? NodeBehind(node, block) : NextNode(node, block);
    }
    builder_.SetInside(0);
    // The block's own name and those of the blocks around it.
    pugi::xml_node around = block;
    for (int i = 0; i < kMostAround && LocalName(around).ends_with("Block"); ++i) {
      builder_.AddPlace(Attribute(around, kId), first);
      around = around.parent();
    }
  }

  void ReadLine(const pugi::xml_node& line) {
    double box[4];
    ReadBox(line, box);
    const std::uint32_t before = builder_.line_count();
    builder_.BeginLine(box);
    for (pugi::xml_node node = line.first_child(); node; node = node.next_sibling()) {
      if (LocalName(node) == "String") ReadString(node);
    }
    builder_.EndLine();
    builder_.AddPlace(Attribute(line, kId), before);
  }

  // A hyphen at the end of a line (HYP) belongs to the word before it.
  void ReadString(const pugi::xml_node& node) {
    double box[4];
    ReadBox(node, box);
    std::string text(Attribute(node, "CONTENT"));
    std::vector<OcrAlternative> alternatives = AlternativesOf(node, text);
    pugi::xml_node next = node.next_sibling();
    while (next && next.type() != pugi::node_element) next = next.next_sibling();
    if (LocalName(next) == "HYP") {
      double hyphen[4];
      ReadBox(next, hyphen);
      const std::string_view written = Attribute(next, "CONTENT");
      text += written.empty() || written == "\xC2\xAD" ? std::string_view("-") : written;
      const double left = std::min(box[0], hyphen[0]);
      const double right = std::max(box[0] + box[2], hyphen[0] + hyphen[2]);
      if (hyphen[2] > 0) box[0] = left, box[2] = right - left;
    } else if (Attribute(node, "SUBS_TYPE") == "HypPart1") {
      // Some files leave the hyphen out, since they give the whole word.
      const std::string_view whole = Attribute(node, "SUBS_CONTENT");
      const bool hyphened = text.ends_with('-') || text.ends_with("\xC2\xAC") ||
                            text.ends_with("\xC2\xAD") || text.ends_with("\xE2\x80\x90");
      if (!hyphened && whole.size() > text.size() && whole.starts_with(text)) text += '-';
    }
    builder_.AddWord(text, box, NumberOf(node, "WC", -1));
    builder_.AddAlternatives(std::move(alternatives));
  }

  // ALTERNATIVE is of the word (its place is left open), Variant of a letter (Glyph).
  static std::vector<OcrAlternative> AlternativesOf(const pugi::xml_node& node,
                                                    std::string_view text) {
    std::vector<OcrAlternative> found;
    std::size_t reached = 0;
    for (pugi::xml_node child = node.first_child(); child; child = child.next_sibling()) {
      const std::string_view name = LocalName(child);
      if (name == "ALTERNATIVE") {
        found.push_back({{}, child.child_value(), -1, std::string(Attribute(child, "PURPOSE"))});
      }
      if (name != "Glyph") continue;
      const std::string_view letter = Attribute(child, "CONTENT");
      const std::optional<Span> at = LetterAt(text, letter, reached);
      if (!at) continue;
      const auto add = [&](std::string_view what, double confidence) {
        found.push_back({*at, std::string(what), static_cast<float>(confidence), {}});
      };
      const double sure = NumberOf(child, "GC", -1);
      if (sure >= 0) add(letter, sure);
      for (pugi::xml_node one = child.first_child(); one; one = one.next_sibling()) {
        if (LocalName(one) == "Variant") add(Attribute(one, "CONTENT"), NumberOf(one, "VC", -1));
      }
    }
    return found;
  }

  static void ReadBox(const pugi::xml_node& node, double (&box)[4]) {
    box[0] = NumberOf(node, "HPOS", 0), box[1] = NumberOf(node, "VPOS", 0);
    box[2] = NumberOf(node, "WIDTH", 0), box[3] = NumberOf(node, "HEIGHT", 0);
    if (node.attribute("WIDTH") || node.attribute("HPOS")) return;
    const pugi::xml_node polygon = ChildNamed(ChildNamed(node, "Shape"), "Polygon");
    if (polygon) ReadPoints(Attribute(polygon, "POINTS"), box);
  }

  pugi::xml_node root_;
  OcrFileBuilder builder_;
  std::string recognizer_;
  std::string image_name_;
  bool assumed_ = false;
  bool asked_ = false;
  std::vector<std::string_view> order_;
  std::map<std::string_view, std::uint32_t> tags_;  // Inside bits, of those that say something
};

}  // namespace

Result<OcrFile> ReadAlto(std::string_view utf8) {
  return ReadOcrXml(utf8, "alto",
                    [](const pugi::xml_node& root) { return AltoReader(root).Read(); });
}

}  // namespace warraq
