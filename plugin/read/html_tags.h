// Tag names of HTML as small numbers, and what the parsing rules say of each.
//
//   HtmlTag tag = FindHtmlTag("div");                  // HtmlTag::kDiv
//   bool special = HtmlTraits(tag) & kHtmlSpecial;

#ifndef WARRAQ_PLUGIN_READ_HTML_TAGS_H_
#define WARRAQ_PLUGIN_READ_HTML_TAGS_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <string_view>

namespace warraq {

enum class HtmlTag : std::uint8_t {
  kUnknown,
#define WARRAQ_HTML_TAG(id, name, traits, start, end) id,
#include "plugin/read/html_tags.inc"
#undef WARRAQ_HTML_TAG
  kCount,
};

inline constexpr std::size_t kHtmlTagCount = static_cast<std::size_t>(HtmlTag::kCount);

// The traits of html_tags.inc. Those after kHtmlLeavesForeign are of single elements of SVG and
// MathML, which have no tag of their own here.
enum HtmlTrait : std::uint16_t {
  kHtmlSpecial = 1u << 0,
  kHtmlFormatting = 1u << 1,
  kHtmlScope = 1u << 2,
  kHtmlListScope = 1u << 3,
  kHtmlButtonScope = 1u << 4,
  kHtmlTableScope = 1u << 5,
  kHtmlImplied = 1u << 6,
  kHtmlHeading = 1u << 7,
  kHtmlMarker = 1u << 8,
  kHtmlHoldsMode = 1u << 9,
  kHtmlLeavesForeign = 1u << 10,
  kHtmlForeign = 1u << 11,        // an element of SVG or MathML
  kHtmlTextPoint = 1u << 12,      // MathML text integration point
  kHtmlPoint = 1u << 13,          // HTML integration point
  kHtmlAnnotationXml = 1u << 14,  // MathML annotation-xml
};

namespace html_tags {

inline constexpr std::string_view kTraitLetters = "SFOLBTIHMKX";

constexpr std::uint16_t ReadTraits(std::string_view letters) {
  std::uint16_t traits = 0;
  for (const char letter : letters) {
    traits = static_cast<std::uint16_t>(traits | (1u << kTraitLetters.find(letter)));
  }
  return traits;
}

inline constexpr std::array<std::uint16_t, kHtmlTagCount> kTraits = {
    0,
#define WARRAQ_HTML_TAG(id, name, traits, start, end) ReadTraits(traits),
#include "plugin/read/html_tags.inc"
#undef WARRAQ_HTML_TAG
};

inline constexpr std::array<std::string_view, kHtmlTagCount> kNames = {
    "",
#define WARRAQ_HTML_TAG(id, name, traits, start, end) name,
#include "plugin/read/html_tags.inc"
#undef WARRAQ_HTML_TAG
};

}  // namespace html_tags

constexpr std::uint16_t HtmlTraits(HtmlTag tag) {
  return html_tags::kTraits[static_cast<std::size_t>(tag)];
}

// The name, in lower case; empty for kUnknown. Static storage.
constexpr std::string_view HtmlTagName(HtmlTag tag) {
  return html_tags::kNames[static_cast<std::size_t>(tag)];
}

// The tag with this name, which is in lower case.
HtmlTag FindHtmlTag(std::string_view name);

// A constant set of tags: HtmlTagSet({HtmlTag::kTd, HtmlTag::kTh}).Has(tag).
class HtmlTagSet {
 public:
  constexpr HtmlTagSet(std::initializer_list<HtmlTag> tags) {
    for (const HtmlTag tag : tags) Word(tag) |= Bit(tag);
  }
  constexpr bool Has(HtmlTag tag) const {
    return (words_[static_cast<std::size_t>(tag) / 64] & Bit(tag)) != 0;
  }

 private:
  static constexpr std::uint64_t Bit(HtmlTag tag) {
    return std::uint64_t{1} << (static_cast<unsigned>(tag) % 64);
  }
  constexpr std::uint64_t& Word(HtmlTag tag) { return words_[static_cast<std::size_t>(tag) / 64]; }

  std::array<std::uint64_t, (kHtmlTagCount + 63) / 64> words_{};
};

}  // namespace warraq

#endif  // WARRAQ_PLUGIN_READ_HTML_TAGS_H_
