// XML of recognition, read without DTDs, entities or network (pugixml has none of them).

#ifndef WARRAQ_PLUGIN_READ_OCR_XML_H_
#define WARRAQ_PLUGIN_READ_OCR_XML_H_

#include <functional>
#include <pugixml.hpp>
#include <span>
#include <string_view>
#include <vector>

#include "plugin/read/ocr_file.h"

namespace warraq {

// The name without its prefix.
std::string_view LocalName(const pugi::xml_node& node);
std::string_view Attribute(const pugi::xml_node& node, const char* name);
double NumberOf(const pugi::xml_node& node, const char* name, double otherwise);
// What white space parts: words, or the names of a list of references.
std::vector<std::string_view> WordsOf(std::string_view text);
// The first child of that name, whatever its prefix.
pugi::xml_node ChildNamed(const pugi::xml_node& node, std::string_view name);
// The node behind `node` in the order of the file that does not stand inside it; null behind the
// last one in `top`.
pugi::xml_node NodeBehind(pugi::xml_node node, const pugi::xml_node& top);
// The next node in the order of the file, which may stand inside `node`.
pugi::xml_node NextNode(const pugi::xml_node& node, const pugi::xml_node& top);

// The elements that `order` names by their attribute `id`, in that order, then the others as they
// stand. Of two with one name the first is meant; a name that no element has is passed over.
std::vector<pugi::xml_node> InOrder(const std::vector<pugi::xml_node>& elements, const char* id,
                                    std::span<const std::string_view> order);

// The least box (x, y, width, height) around "x,y x,y ..." or "x y x y ..."; all 0 without points.
void ReadPoints(std::string_view points, double (&box)[4]);

// Parses; what a damaged file holds before the damage is kept, and `damaged` says so.
Result<bool> ParseXml(std::string_view utf8, pugi::xml_document& document, bool& damaged);

// What `read` makes of the root element of that name (null if there is none of it), with a note
// where the file is damaged.
Result<OcrFile> ReadOcrXml(std::string_view utf8, std::string_view root,
                           const std::function<OcrFile(const pugi::xml_node&)>& read);

}  // namespace warraq

#endif  // WARRAQ_PLUGIN_READ_OCR_XML_H_
