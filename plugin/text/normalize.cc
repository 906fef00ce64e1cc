// ICU's Normalizer2 on UTF-8, and the quick check (UAX #15, 9) over bytes, which asks ICU only
// about the stretches that the quick check cannot decide. ICU's errors can only be a missing data
// file or no memory; the first is impossible once the program has started, the second ends the
// process like any other.

#include "plugin/text/normalize.h"

#include <unicode/bytestream.h>
#include <unicode/normalizer2.h>
#include <unicode/stringpiece.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include <array>
#include <atomic>
#include <memory>

#include "plugin/text/utf8.h"

namespace warraq {
namespace {

const icu::Normalizer2& NfcNormalizer() {
  UErrorCode status = U_ZERO_ERROR;
  static const icu::Normalizer2& normalizer = *icu::Normalizer2::getNFCInstance(status);
  return normalizer;
}

icu::StringPiece Piece(std::string_view utf8) {
  return {utf8.data(), static_cast<std::int32_t>(utf8.size())};
}

// What the quick check knows of a code point: its combining class, or kAsk where Unicode's answer
// is "no" or "maybe" (NFC_Quick_Check). Most are 0: no mark, and composed.
using MarkClass = std::uint8_t;
constexpr MarkClass kAsk = 255;  // no combining class is above 240

MarkClass ComputeClass(char32_t value) {
  const auto point = static_cast<UChar32>(value);
  if (u_getIntPropertyValue(point, UCHAR_NFC_QUICK_CHECK) != UNORM_YES) return kAsk;
  return u_getCombiningClass(point);
}

// Of 256 code points, from ICU, when the first of them is met.
using ClassBlock = std::array<MarkClass, 256>;
const ClassBlock& BlockOf(char32_t value) {
  constexpr std::size_t kBlocks = 0x110000 / std::tuple_size_v<ClassBlock>;
  static std::array<std::atomic<const ClassBlock*>, kBlocks> blocks{};
  std::atomic<const ClassBlock*>& place = blocks[value / 256];
  const ClassBlock* known = place.load(std::memory_order_acquire);
  if (known != nullptr) return *known;
  auto made = std::make_unique<ClassBlock>();
  for (char32_t i = 0; i < made->size(); ++i) (*made)[i] = ComputeClass(value / 256 * 256 + i);
  // Kept until the process ends; a thread that comes second takes what the first made.
  if (place.compare_exchange_strong(known, made.get(), std::memory_order_acq_rel)) {
    return *made.release();
  }
  return *known;
}

MarkClass ClassOf(char32_t value) { return BlockOf(value)[value % 256]; }

bool IcuSaysNfc(std::string_view utf8) {
  UErrorCode status = U_ZERO_ERROR;
  return NfcNormalizer().isNormalizedUTF8(Piece(utf8), status) && U_SUCCESS(status);
}

// The whole stretch around `at`, not before `from`.
Span StretchAround(std::string_view utf8, std::size_t from, std::size_t at) {
  std::size_t begin = at;
  std::size_t end = at;
  char32_t value = NextCodePoint(utf8, end);
  while (begin > from && !StartsNfcStretch(value)) value = PreviousCodePoint(utf8, begin);
  while (end < utf8.size()) {
    std::size_t next = end;
    if (StartsNfcStretch(NextCodePoint(utf8, next))) break;
    end = next;
  }
  return {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)};
}

}  // namespace

UncomposedFinder::UncomposedFinder(std::string_view utf8) : utf8_(utf8), marks_(utf8, kSeenMarks) {}

Span UncomposedFinder::NextDoubtful(std::size_t from) const {
  std::size_t end = from;  // of the last mark
  MarkClass last = 0;
  for (std::size_t at = marks_.Next(from); at != Finder::npos; at = marks_.Next(end)) {
    const bool behind_mark = at == end;
    end = at;
    const MarkClass here = ClassOf(NextCodePoint(utf8_, end));
    const bool out_of_order = behind_mark && here != 0 && here < last;
    if (here == kAsk || out_of_order) return StretchAround(utf8_, from, at);
    last = here;
  }
  return {};
}

Span UncomposedFinder::Next(std::size_t from) const {
  for (Span stretch = NextDoubtful(from); stretch.size() > 0; stretch = NextDoubtful(stretch.end)) {
    if (stretch.size() > kLongestStretch) continue;
    if (!IcuSaysNfc(utf8_.substr(stretch.begin, stretch.size()))) return stretch;
  }
  return {};
}

bool IsNfc(std::string_view utf8) {
  const UncomposedFinder finder(utf8);
  Span stretch = finder.NextDoubtful(0);
  while (stretch.size() > 0) {
    if (!IcuSaysNfc(utf8.substr(stretch.begin, stretch.size()))) return false;
    stretch = finder.NextDoubtful(stretch.end);
  }
  return true;
}

std::string Nfc(std::string_view utf8) {
  std::string composed;
  UErrorCode status = U_ZERO_ERROR;
  icu::StringByteSink<std::string> sink(&composed);
  NfcNormalizer().normalizeUTF8(0, Piece(utf8), sink, nullptr, status);
  return U_SUCCESS(status) ? composed : std::string(utf8);
}

bool StartsNfcStretch(char32_t value) {
  if (value < 0x300) return true;
  const MarkClass known = ClassOf(value);
  if (known != kAsk) return known == 0;
  return NfcNormalizer().hasBoundaryBefore(static_cast<UChar32>(value));
}

std::string CompatibilityForm(char32_t value) {
  UErrorCode status = U_ZERO_ERROR;
  const icu::Normalizer2* normalizer = icu::Normalizer2::getNFKCInstance(status);
  std::string form;
  if (U_FAILURE(status)) return form;
  normalizer->normalize(icu::UnicodeString(static_cast<UChar32>(value)), status).toUTF8String(form);
  return form;
}

Joining JoiningOf(char32_t form) {
  switch (u_getIntPropertyValue(static_cast<UChar32>(form), UCHAR_DECOMPOSITION_TYPE)) {
    case U_DT_ISOLATED:
      return Joining::kIsolated;
    case U_DT_INITIAL:
      return Joining::kInitial;
    case U_DT_MEDIAL:
      return Joining::kMedial;
    case U_DT_FINAL:
      return Joining::kFinal;
    default:
      return Joining::kNone;
  }
}

}  // namespace warraq
