// The names by which callers choose, on the command line and from C.

#ifndef WARRAQ_PLUGIN_HOST_NAMES_H_
#define WARRAQ_PLUGIN_HOST_NAMES_H_

#include <array>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "warraq/options.h"

namespace warraq {

inline constexpr std::array<std::pair<const char*, Format>, 11> kFormatNames = {
    {{"auto", Format::kAuto},
     {"text", Format::kText},
     {"html", Format::kHtml},
     {"image", Format::kImage},
     {"hocr", Format::kHocr},
     {"alto", Format::kAlto},
     {"page", Format::kPageXml},
     {"abbyy", Format::kAbbyy},
     {"tsv", Format::kTsv},
     {"mets", Format::kMets},
     {"pdf", Format::kPdf}}};

// Of inputs alone: what holds sources.
inline constexpr std::array<std::pair<const char*, Format>, 2> kInputNames = {
    {{"jsonl", Format::kJsonLines}, {"csv", Format::kCsv}}};

inline constexpr std::array<std::pair<const char*, Provenance>, 3> kProvenanceNames = {
    {{"none", Provenance::kNone}, {"spans", Provenance::kSpans}, {"full", Provenance::kFull}}};

// What `name` stands for goes into `value`, which stays as it is without a name. False where it is
// none of them.
template <typename Names, typename Value>
bool Choose(const Names& names, const char* name, Value& value) {
  if (name == nullptr) return true;
  for (const auto& [known, chosen] : names) {
    if (std::string_view(known) != name) continue;
    value = chosen;
    return true;
  }
  return false;
}

template <typename Names>
std::vector<std::string> NamesOf(const Names& names) {
  std::vector<std::string> known;
  for (const auto& [name, value] : names) known.emplace_back(name);
  return known;
}

}  // namespace warraq

#endif  // WARRAQ_PLUGIN_HOST_NAMES_H_
