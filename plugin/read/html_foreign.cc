// SVG and MathML inside HTML, 13.2.6.5, and the spelling that their names have there (13.2.6.1).
//
// A few HTML tags end such a tree; in others, such as <foreignObject>, HTML goes on.

#include <algorithm>
#include <array>
#include <span>
#include <string_view>

#include "plugin/read/html_builder.h"
#include "plugin/read/html_scan.h"

namespace warraq {
namespace {

// Compares as if both were in lower case.
constexpr int CompareNames(std::string_view a, std::string_view b) {
  for (std::size_t i = 0; i < a.size() && i < b.size(); ++i) {
    if (LowerCase(a[i]) != LowerCase(b[i])) return LowerCase(a[i]) < LowerCase(b[i]) ? -1 : 1;
  }
  return a.size() == b.size() ? 0 : a.size() < b.size() ? -1 : 1;
}

constexpr bool NameLess(std::string_view a, std::string_view b) { return CompareNames(a, b) < 0; }

constexpr std::array kSvgElements = std::to_array<std::string_view>({"altGlyph",
                                                                     "altGlyphDef",
                                                                     "altGlyphItem",
                                                                     "animateColor",
                                                                     "animateMotion",
                                                                     "animateTransform",
                                                                     "clipPath",
                                                                     "feBlend",
                                                                     "feColorMatrix",
                                                                     "feComponentTransfer",
                                                                     "feComposite",
                                                                     "feConvolveMatrix",
                                                                     "feDiffuseLighting",
                                                                     "feDisplacementMap",
                                                                     "feDistantLight",
                                                                     "feDropShadow",
                                                                     "feFlood",
                                                                     "feFuncA",
                                                                     "feFuncB",
                                                                     "feFuncG",
                                                                     "feFuncR",
                                                                     "feGaussianBlur",
                                                                     "feImage",
                                                                     "feMerge",
                                                                     "feMergeNode",
                                                                     "feMorphology",
                                                                     "feOffset",
                                                                     "fePointLight",
                                                                     "feSpecularLighting",
                                                                     "feSpotLight",
                                                                     "feTile",
                                                                     "feTurbulence",
                                                                     "foreignObject",
                                                                     "glyphRef",
                                                                     "linearGradient",
                                                                     "radialGradient",
                                                                     "textPath"});

constexpr std::array kSvgAttributes = std::to_array<std::string_view>({"attributeName",
                                                                       "attributeType",
                                                                       "baseFrequency",
                                                                       "baseProfile",
                                                                       "calcMode",
                                                                       "clipPathUnits",
                                                                       "diffuseConstant",
                                                                       "edgeMode",
                                                                       "filterUnits",
                                                                       "glyphRef",
                                                                       "gradientTransform",
                                                                       "gradientUnits",
                                                                       "kernelMatrix",
                                                                       "kernelUnitLength",
                                                                       "keyPoints",
                                                                       "keySplines",
                                                                       "keyTimes",
                                                                       "lengthAdjust",
                                                                       "limitingConeAngle",
                                                                       "markerHeight",
                                                                       "markerUnits",
                                                                       "markerWidth",
                                                                       "maskContentUnits",
                                                                       "maskUnits",
                                                                       "numOctaves",
                                                                       "pathLength",
                                                                       "patternContentUnits",
                                                                       "patternTransform",
                                                                       "patternUnits",
                                                                       "pointsAtX",
                                                                       "pointsAtY",
                                                                       "pointsAtZ",
                                                                       "preserveAlpha",
                                                                       "preserveAspectRatio",
                                                                       "primitiveUnits",
                                                                       "refX",
                                                                       "refY",
                                                                       "repeatCount",
                                                                       "repeatDur",
                                                                       "requiredExtensions",
                                                                       "requiredFeatures",
                                                                       "specularConstant",
                                                                       "specularExponent",
                                                                       "spreadMethod",
                                                                       "startOffset",
                                                                       "stdDeviation",
                                                                       "stitchTiles",
                                                                       "surfaceScale",
                                                                       "systemLanguage",
                                                                       "tableValues",
                                                                       "targetX",
                                                                       "targetY",
                                                                       "textLength",
                                                                       "viewBox",
                                                                       "viewTarget",
                                                                       "xChannelSelector",
                                                                       "yChannelSelector",
                                                                       "zoomAndPan"});

static_assert(std::is_sorted(kSvgElements.begin(), kSvgElements.end(), NameLess));
static_assert(std::is_sorted(kSvgAttributes.begin(), kSvgAttributes.end(), NameLess));

// The name as `names` spell it, or as it is.
template <std::size_t kSize>
std::string_view Respell(std::string_view name, const std::array<std::string_view, kSize>& names) {
  const auto found = std::lower_bound(names.begin(), names.end(), name, NameLess);
  return found != names.end() && CompareNames(*found, name) == 0 ? *found : name;
}

constexpr std::array kTextPoints =
    std::to_array<std::string_view>({"mi", "mn", "mo", "ms", "mtext"});
constexpr std::array kSvgHtmlPoints =
    std::to_array<std::string_view>({"desc", "foreignObject", "title"});

bool IsAmong(std::string_view name, std::span<const std::string_view> names) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

}  // namespace

std::uint16_t HtmlBuilder::ForeignTraits(std::uint32_t at) const {
  const HtmlNode& node = NodeAt(at);
  constexpr std::uint16_t kBoundary = kHtmlForeign | kHtmlSpecial | kHtmlScope;
  if (node.space == HtmlSpace::kSvg) {
    return IsAmong(node.name, kSvgHtmlPoints) ? std::uint16_t{kBoundary | kHtmlPoint}
                                              : std::uint16_t{kHtmlForeign};
  }
  if (IsAmong(node.name, kTextPoints)) return kBoundary | kHtmlTextPoint;
  if (node.name != "annotation-xml") return kHtmlForeign;
  const HtmlAttribute* encoding = tree_.FindAttribute(at, "encoding");
  const bool html = encoding != nullptr && (IsWord(encoding->value, "text/html") ||
                                            IsWord(encoding->value, "application/xhtml+xml"));
  constexpr std::uint16_t kAnnotation = kBoundary | kHtmlAnnotationXml;
  return html ? std::uint16_t{kAnnotation | kHtmlPoint} : kAnnotation;
}

HtmlSpace HtmlBuilder::AdjustedSpace() const {
  return fragment_ && stack_.size() == 1 ? context_space_ : NodeAt(Current().node).space;
}

// Whether the token meets the rules of this file.
bool HtmlBuilder::IsForeign(const HtmlToken& token) const {
  if (stack_.empty()) return false;
  const std::uint16_t traits = AdjustedTraits();
  if ((traits & kHtmlForeign) == 0) return false;
  const bool starts = token.kind == HtmlTokenKind::kStartTag;
  const bool text = token.kind == HtmlTokenKind::kText;
  if ((traits & kHtmlTextPoint) != 0) {
    if (text) return false;
    if (starts && token.tag != HtmlTag::kMglyph && token.tag != HtmlTag::kMalignmark) return false;
  }
  if ((traits & kHtmlAnnotationXml) != 0 && starts && token.tag == HtmlTag::kSvg) return false;
  return (traits & kHtmlPoint) == 0 || (!starts && !text);
}

void HtmlBuilder::TextForeign(HtmlToken& token) {
  HtmlPiece& piece = token.text;
  if (token.null) {
    piece.replaced_bytes = static_cast<std::uint8_t>(kHtmlReplacement.size());
    kHtmlReplacement.copy(piece.replaced_text.data(), kHtmlReplacement.size());
  } else if (!IsHtmlSpace(piece.Bytes(tree_.source_))) {
    frameset_ok_ = false;
  }
  InsertText(piece);
}

// Closes what is open of SVG or MathML, up to a place where HTML may stand.
void HtmlBuilder::LeaveForeign() {
  while (stack_.size() > 1 && Current().Is(kHtmlForeign) &&
         !Current().Is(kHtmlTextPoint | kHtmlPoint)) {
    Pop();
  }
}

HtmlBuilder::Step HtmlBuilder::StartForeign(HtmlToken& token) {
  bool leaves = (HtmlTraits(token.tag) & kHtmlLeavesForeign) != 0;
  if (token.tag == HtmlTag::kFont) {
    const auto& all = tree_.storage_.attributes;
    leaves = std::any_of(all.begin() + token.first_attribute, all.begin() + token.end_attribute,
                         [](const HtmlAttribute& attribute) {
                           return attribute.name == "color" || attribute.name == "face" ||
                                  attribute.name == "size";
                         });
  }
  if (leaves) {
    LeaveForeign();
    return StartByMode(token);
  }
  AddForeign(token, AdjustedSpace());
  return kDone;
}

void HtmlBuilder::AddForeign(HtmlToken& token, HtmlSpace space) {
  if (space == HtmlSpace::kSvg) token.name = Respell(token.name, kSvgElements);
  AdjustAttributes(token, space);
  if (stack_.size() >= depth_limit_ && !token.self_closing) MakeRoom(HtmlTag::kUnknown);
  const std::uint32_t node = MakeElement(token, space);
  Put(CurrentPlace(), node);
  if (!token.self_closing) Push(node, HtmlTag::kUnknown, ForeignTraits(node));
}

void HtmlBuilder::AdjustAttributes(const HtmlToken& token, HtmlSpace space) {
  for (std::uint32_t i = token.first_attribute; i < token.end_attribute; ++i) {
    std::string_view& name = tree_.storage_.attributes[i].name;
    if (space == HtmlSpace::kSvg) {
      name = Respell(name, kSvgAttributes);
    } else if (name == "definitionurl") {
      name = "definitionURL";
    }
  }
}

HtmlBuilder::Step HtmlBuilder::EndForeign(HtmlToken& token) {
  if (token.tag == HtmlTag::kBr || token.tag == HtmlTag::kP) {
    LeaveForeign();
    return EndByMode(token);
  }
  const std::uint8_t mark = NameMark(token.name);
  for (std::size_t i = stack_.size(); i-- > 1;) {
    if (!stack_[i].Is(kHtmlForeign)) return EndByMode(token);
    if (stack_[i].name_mark == mark && CompareNames(NodeAt(stack_[i].node).name, token.name) == 0) {
      PopTo(i);
      return kDone;
    }
  }
  return kDone;
}

}  // namespace warraq
