// What recognizers and transcribers call the parts of a page.

#ifndef WARRAQ_PLUGIN_READ_OCR_KINDS_H_
#define WARRAQ_PLUGIN_READ_OCR_KINDS_H_

#include <cstdint>
#include <string_view>

#include "warraq/page.h"

namespace warraq {

// At the head or the foot of the page, as its place says.
inline constexpr std::uint32_t kAtEdge = kInHeader | kInFooter;

// The Inside bits of a kind of region or line, by its name in PAGE XML (TextTypeSimpleType), in
// Transkribus, in SegmOnto's vocabulary (which eScriptorium and kraken write), in hOCR or in
// FineReader's styles, whatever its case; 0 of text like any other and of what is not known.
std::uint32_t InsideOfKind(std::string_view kind);

// The kinds by PAGE XML's names that lines are known by, and which of them `inside` says, the first
// if it says several; empty where it says none.
inline constexpr std::string_view kOcrKinds[] = {"heading",       "caption", "credit",
                                                 "advertisement", "header",  "footer"};
std::string_view KindOfInside(std::uint32_t inside);

// The property of a line in our own hOCR that says its kind.
inline constexpr std::string_view kHocrKind = "x_kind";

}  // namespace warraq

#endif  // WARRAQ_PLUGIN_READ_OCR_KINDS_H_
