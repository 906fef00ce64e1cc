// ICU's Normalizer2 on UTF-8. Its errors can only be a missing data file or no memory; the first is
// impossible once the program has started, the second ends the process like any other.

#include "plugin/text/normalize.h"

#include <unicode/bytestream.h>
#include <unicode/normalizer2.h>
#include <unicode/stringpiece.h>
#include <unicode/unistr.h>

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

}  // namespace

bool IsNfc(std::string_view utf8) {
  UErrorCode status = U_ZERO_ERROR;
  return NfcNormalizer().isNormalizedUTF8(Piece(utf8), status) && U_SUCCESS(status);
}

std::string Nfc(std::string_view utf8) {
  std::string composed;
  UErrorCode status = U_ZERO_ERROR;
  icu::StringByteSink<std::string> sink(&composed);
  NfcNormalizer().normalizeUTF8(0, Piece(utf8), sink, nullptr, status);
  return U_SUCCESS(status) ? composed : std::string(utf8);
}

bool StartsNfcStretch(char32_t value) {
  return value < 0x300 || NfcNormalizer().hasBoundaryBefore(static_cast<UChar32>(value));
}

std::string CompatibilityForm(char32_t value) {
  UErrorCode status = U_ZERO_ERROR;
  const icu::Normalizer2* normalizer = icu::Normalizer2::getNFKCInstance(status);
  std::string form;
  if (U_FAILURE(status)) return form;
  normalizer->normalize(icu::UnicodeString(static_cast<UChar32>(value)), status).toUTF8String(form);
  return form;
}

}  // namespace warraq
