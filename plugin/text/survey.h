// What a text holds, seen in one pass over its bytes, and where. A stage names what it needs to see
// before it looks closer, so clean text costs one pass and no stage.
//
//   warraq::Survey("\u201Cyes&amp;\u201D")             // kSeenAmpersand | kSeenOpening | ...
//   const warraq::Finder spaces(bytes, warraq::kSeenSpace);
//   for (std::size_t at = spaces.Next(0); at != Finder::npos; at = spaces.Next(at + 1)) ...
//
// Both look at 32 bytes at a time where the processor can (AVX2), with the same answers.

#ifndef WARRAQ_PLUGIN_TEXT_SURVEY_H_
#define WARRAQ_PLUGIN_TEXT_SURVEY_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace warraq {

enum Seen : std::uint32_t {
  kSeenInvalid = 1u << 0,  // not UTF-8
  kSeenControl = 1u << 1,  // C0 but for tab and the ends of lines, DEL, C1
  kSeenLineEnd = 1u << 2,  // other than a line feed
  kSeenAmpersand = 1u << 3,
  kSeenOpening = 1u << 4,    // U+201C
  kSeenMarks = 1u << 5,      // what may not be NFC, or not in canonical order
  kSeenSpace = 1u << 6,      // spaces other than U+0020, soft hyphens, U+200B
  kSeenQuotation = 1u << 7,  // U+201D
  kSeenForms = 1u << 8,      // U+F000 and up: presentation forms, byte order marks, U+FFFD
  kSeenGreekCyrillic = 1u << 9,
  kSeenRightToLeft = 1u << 10,  // Hebrew and Arabic, the first such code point
  kSeenDirection = 1u << 11,    // direction marks, embeddings, isolates; ZWNJ and ZWJ
  kSeenArabicDigit = 1u << 12,  // of either set
  kSeenForeign = 1u << 13,      // anything but ASCII; of a whole text, no code point says so
  kSeenEscape = 1u << 14,       // a backslash, an equals or a percent sign
  kSeenBreakMark = 1u << 15,    // soft hyphens, U+200B
  kSeenFullwidth = 1u << 16,    // U+FF01 to U+FF5E
  kSeenLost = 1u << 17,         // U+FFFD
  kSeenOther = 1u << 18,  // a letter beyond ASCII and U+0600 to U+06FF; of a whole text, as above
  kSeenAnything = ~0u,    // also nothing of these
};

// Of the whole text, which need not be valid UTF-8.
std::uint32_t Survey(std::string_view bytes);
// The same without the question whether it is valid, for text that is known to be.
std::uint32_t SurveyValid(std::string_view bytes);

// The first place from `from` on where there is something of kSeenOther; the size if nothing is.
std::size_t NextOther(std::string_view text, std::size_t from);

// What of `wanted` SurveyValid says, for short text: a byte at a time.
std::uint32_t SurveyLine(std::string_view line, std::uint32_t wanted = kSeenAnything);

// A line with its line feed: where it ends, and what SurveyLine says of it.
struct SurveyedLine {
  std::uint32_t end = 0;
  std::uint32_t seen = 0;
  bool operator==(const SurveyedLine&) const = default;
};
// The lines of valid text.
std::vector<SurveyedLine> SurveyLines(std::string_view bytes);

// What the code point says that begins at `at`; 0 inside of one.
std::uint32_t SeenAt(std::string_view bytes, std::size_t at);

// Finds the code points of a text that SeenAt says something wanted of. The text outlives it.
class Finder {
 public:
  static constexpr std::size_t npos = std::string_view::npos;

  Finder(std::string_view bytes, std::uint32_t wanted);

  // The first place from `from` on; npos if there is none.
  std::size_t Next(std::size_t from) const;
  // The same a byte at a time, on any processor.
  std::size_t NextByteByByte(std::size_t from) const;

 private:
  friend class LineSurvey;
  // A set of bytes by their halves: bit (high & 7) of row [high / 8][low]. And the tails that
  // matter behind the leads D0 to DF, in up to eight classes, each a lead with 16 tails.
  struct Tables {
    std::array<std::array<std::uint8_t, 16>, 2> single{};
    std::array<std::uint8_t, 16> lead_classes{};  // by the low half of the lead
    std::array<std::uint8_t, 16> tail_high{};
    std::array<std::uint8_t, 16> tail_low{};
  };
  static Tables MakeTables(std::uint32_t wanted);
  static Tables TablesFor(std::uint32_t wanted);
  std::size_t Next32(std::size_t& from) const;

  std::string_view bytes_;
  std::uint32_t wanted_;
  bool wide_;  // whether the processor can use tables and the text is worth them
  Tables tables_;
};

}  // namespace warraq

#endif  // WARRAQ_PLUGIN_TEXT_SURVEY_H_
