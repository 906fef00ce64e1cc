// XML of recognition, read without DTDs, entities or network (pugixml has none of them).

#ifndef WARRAQ_PLUGIN_READ_OCR_XML_H_
#define WARRAQ_PLUGIN_READ_OCR_XML_H_

#include <pugixml.hpp>
#include <string_view>

#include "plugin/read/ocr_file.h"

namespace warraq {

// The name without its prefix.
std::string_view LocalName(const pugi::xml_node& node);
std::string_view Attribute(const pugi::xml_node& node, const char* name);
double NumberOf(const pugi::xml_node& node, const char* name, double otherwise);
// The first child of that name, whatever its prefix.
pugi::xml_node ChildNamed(const pugi::xml_node& node, std::string_view name);
// The node behind `node` in the order of the file that does not stand inside it; null behind the
// last one in `top`.
pugi::xml_node NodeBehind(pugi::xml_node node, const pugi::xml_node& top);
// The next node in the order of the file, which may stand inside `node`.
pugi::xml_node NextNode(const pugi::xml_node& node, const pugi::xml_node& top);

// Parses; what a damaged file holds before the damage is kept, and `damaged` says so.
Result<bool> ParseXml(std::string_view utf8, pugi::xml_document& document, bool& damaged);

}  // namespace warraq

#endif  // WARRAQ_PLUGIN_READ_OCR_XML_H_
