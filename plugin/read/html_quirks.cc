// What a doctype means: whether the page is read as pages were before there were standards.
//
// HTML 13.2.6.4.1. All that hangs on it here is whether a <table> ends the paragraph before it. The
// "limited quirks" of the standard change nothing for the tree.

#include <algorithm>
#include <array>
#include <string_view>

#include "plugin/read/html_builder.h"
#include "plugin/read/html_scan.h"

namespace warraq {
namespace {

constexpr std::array kQuirkyPublicIds = std::to_array<std::string_view>(
    {"-//w3o//dtd w3 html strict 3.0//en//", "-/w3c/dtd html 4.0 transitional/en", "html"});

constexpr std::string_view kQuirkySystemId =
    "http://www.ibm.com/data/dtd/v11/ibmxhtml1-transitional.dtd";

constexpr std::array kQuirkyPublicPrefixes = std::to_array<std::string_view>(
    {"+//silmaril//dtd html pro v0r11 19970101//",
     "-//as//dtd html 3.0 aswedit + extensions//",
     "-//advasoft ltd//dtd html 3.0 aswedit + extensions//",
     "-//ietf//dtd html 2.0 level 1//",
     "-//ietf//dtd html 2.0 level 2//",
     "-//ietf//dtd html 2.0 strict level 1//",
     "-//ietf//dtd html 2.0 strict level 2//",
     "-//ietf//dtd html 2.0 strict//",
     "-//ietf//dtd html 2.0//",
     "-//ietf//dtd html 2.1e//",
     "-//ietf//dtd html 3.0//",
     "-//ietf//dtd html 3.2 final//",
     "-//ietf//dtd html 3.2//",
     "-//ietf//dtd html 3//",
     "-//ietf//dtd html level 0//",
     "-//ietf//dtd html level 1//",
     "-//ietf//dtd html level 2//",
     "-//ietf//dtd html level 3//",
     "-//ietf//dtd html strict level 0//",
     "-//ietf//dtd html strict level 1//",
     "-//ietf//dtd html strict level 2//",
     "-//ietf//dtd html strict level 3//",
     "-//ietf//dtd html strict//",
     "-//ietf//dtd html//",
     "-//metrius//dtd metrius presentational//",
     "-//microsoft//dtd internet explorer 2.0 html strict//",
     "-//microsoft//dtd internet explorer 2.0 html//",
     "-//microsoft//dtd internet explorer 2.0 tables//",
     "-//microsoft//dtd internet explorer 3.0 html strict//",
     "-//microsoft//dtd internet explorer 3.0 html//",
     "-//microsoft//dtd internet explorer 3.0 tables//",
     "-//netscape comm. corp.//dtd html//",
     "-//netscape comm. corp.//dtd strict html//",
     "-//o'reilly and associates//dtd html 2.0//",
     "-//o'reilly and associates//dtd html extended 1.0//",
     "-//o'reilly and associates//dtd html extended relaxed 1.0//",
     "-//sq//dtd html 2.0 hotmetal + extensions//",
     "-//softquad software//dtd hotmetal pro 6.0::19990601::extensions to html 4.0//",
     "-//softquad//dtd hotmetal pro 4.0::19971010::extensions to html 4.0//",
     "-//spyglass//dtd html 2.0 extended//",
     "-//sun microsystems corp.//dtd hotjava html//",
     "-//sun microsystems corp.//dtd hotjava strict html//",
     "-//w3c//dtd html 3 1995-03-24//",
     "-//w3c//dtd html 3.2 draft//",
     "-//w3c//dtd html 3.2 final//",
     "-//w3c//dtd html 3.2//",
     "-//w3c//dtd html 3.2s draft//",
     "-//w3c//dtd html 4.0 frameset//",
     "-//w3c//dtd html 4.0 transitional//",
     "-//w3c//dtd html experimental 19960712//",
     "-//w3c//dtd html experimental 970421//",
     "-//w3c//dtd w3 html//",
     "-//w3o//dtd w3 html 3.0//",
     "-//webtechs//dtd mozilla html 2.0//",
     "-//webtechs//dtd mozilla html//"});

// Quirky only where there is no system identifier.
constexpr std::array kQuirkyAlonePrefixes = std::to_array<std::string_view>(
    {"-//w3c//dtd html 4.01 frameset//", "-//w3c//dtd html 4.01 transitional//"});

bool IsQuirky(const HtmlToken& token) {
  if (token.force_quirks || token.name != "html" || IsWord(token.system_id, kQuirkySystemId)) {
    return true;
  }
  const auto is = [&](std::string_view id) { return IsWord(token.public_id, id); };
  const auto begins = [&](std::string_view id) { return StartsWithWord(token.public_id, id); };
  return std::ranges::any_of(kQuirkyPublicIds, is) ||
         std::ranges::any_of(kQuirkyPublicPrefixes, begins) ||
         (!token.has_system && std::ranges::any_of(kQuirkyAlonePrefixes, begins));
}

}  // namespace

void HtmlBuilder::AddDoctype(const HtmlToken& token) {
  if (mode_ != Mode::kInitial) return;
  const std::uint32_t at = AddNode(HtmlNodeKind::kDoctype, token);
  auto& attributes = tree_.storage_.attributes;
  NodeAt(at).first = static_cast<std::uint32_t>(attributes.size());
  const auto add = [&](std::string_view name, std::string_view value) {
    attributes.push_back({.name = name, .value = value, .begin = token.begin, .end = token.end});
  };
  if (token.has_public) add("public", token.public_id);
  if (token.has_system) add("system", token.system_id);
  NodeAt(at).last = static_cast<std::uint32_t>(attributes.size());
  Put({0, 0}, at);
  tree_.quirks_ = IsQuirky(token);
  mode_ = Mode::kBeforeHtml;
}

}  // namespace warraq
