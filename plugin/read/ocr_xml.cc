#include "plugin/read/ocr_xml.h"

#include <algorithm>
#include <map>
#include <string>

namespace warraq {

std::string_view LocalName(const pugi::xml_node& node) {
  const std::string_view name = node.name();
  const std::size_t colon = name.find(':');
  return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

std::string_view Attribute(const pugi::xml_node& node, const char* name) {
  return node.attribute(name).value();
}

double NumberOf(const pugi::xml_node& node, const char* name, double otherwise) {
  return ReadNumber(Attribute(node, name), otherwise);
}

std::vector<std::string_view> WordsOf(std::string_view text) {
  std::vector<std::string_view> words;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find_first_of(" \t\r\n", at), text.size());
    if (end > at) words.push_back(text.substr(at, end - at));
    at = end + 1;
  }
  return words;
}

pugi::xml_node ChildNamed(const pugi::xml_node& node, std::string_view name) {
  for (pugi::xml_node child = node.first_child(); child; child = child.next_sibling()) {
    if (LocalName(child) == name) return child;
  }
  return {};
}

pugi::xml_node NodeBehind(pugi::xml_node node, const pugi::xml_node& top) {
  for (; node && node != top; node = node.parent()) {
    if (const pugi::xml_node next = node.next_sibling()) return next;
  }
  return {};
}

pugi::xml_node NextNode(const pugi::xml_node& node, const pugi::xml_node& top) {
  if (const pugi::xml_node child = node.first_child()) return child;
  return NodeBehind(node, top);
}

std::vector<pugi::xml_node> InOrder(const std::vector<pugi::xml_node>& elements, const char* id,
                                    std::span<const std::string_view> order) {
  std::map<std::string_view, std::size_t> by_id;
  for (std::size_t i = 0; i < elements.size(); ++i) by_id.emplace(Attribute(elements[i], id), i);
  std::vector<pugi::xml_node> ordered;
  std::vector<bool> named(elements.size());
  for (const std::string_view name : order) {
    const auto found = by_id.find(name);
    if (found == by_id.end() || named[found->second]) continue;
    named[found->second] = true;
    ordered.push_back(elements[found->second]);
  }
  for (std::size_t i = 0; i < elements.size(); ++i) {
    if (!named[i]) ordered.push_back(elements[i]);
  }
  return ordered;
}

void ReadPoints(std::string_view points, double (&box)[4]) {
  constexpr std::string_view kBetween = " ,\t\r\n";
  double least[2] = {0, 0}, most[2] = {0, 0};
  std::size_t count = 0;
  for (std::size_t at = 0; at < points.size();) {
    const std::size_t end = std::min(points.find_first_of(kBetween, at), points.size());
    if (end > at) {
      const double value = ReadNumber(points.substr(at, end - at), 0);
      const std::size_t axis = count % 2;
      least[axis] = count < 2 ? value : std::min(least[axis], value);
      most[axis] = count < 2 ? value : std::max(most[axis], value);
      ++count;
    }
    at = end + 1;
  }
  box[0] = least[0], box[1] = least[1];
  box[2] = most[0] - least[0], box[3] = most[1] - least[1];
}

Result<bool> ParseXml(std::string_view utf8, pugi::xml_document& document, bool& damaged) {
  constexpr unsigned kOptions = pugi::parse_cdata | pugi::parse_escapes | pugi::parse_eol |
                                pugi::parse_wconv_attribute | pugi::parse_ws_pcdata_single;
  const pugi::xml_parse_result parsed =
      document.load_buffer(utf8.data(), utf8.size(), kOptions, pugi::encoding_utf8);
  damaged = !parsed;
  if (parsed.status == pugi::status_out_of_memory) {
    return Error{Code::kOutOfMemory, 0, "there was not enough memory for its elements"};
  }
  if (!document.first_child()) {
    return Error{Code::kDamagedMarkup, static_cast<std::size_t>(parsed.offset),
                 std::string("it is no XML: ") + parsed.description()};
  }
  return true;
}

Result<OcrFile> ReadOcrXml(std::string_view utf8, std::string_view root,
                           const std::function<OcrFile(const pugi::xml_node&)>& read) {
  pugi::xml_document document;
  bool damaged = false;
  WARRAQ_TRY(const bool parsed, ParseXml(utf8, document, damaged));
  (void)parsed;
  OcrFile file = read(ChildNamed(document, root));
  if (damaged) file.notes.push_back({.code = "damaged-markup", .origin = {}});
  return file;
}

}  // namespace warraq
