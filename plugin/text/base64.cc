#include "plugin/text/base64.h"

#include <openssl/evp.h>

#include <algorithm>
#include <limits>

namespace warraq {

std::string EncodeBase64(std::string_view bytes) {
  std::string coded(4 * ((bytes.size() + 2) / 3) + 1, '\0');
  const int length = EVP_EncodeBlock(reinterpret_cast<unsigned char*>(coded.data()),
                                     reinterpret_cast<const unsigned char*>(bytes.data()),
                                     static_cast<int>(bytes.size()));
  coded.resize(static_cast<std::size_t>(length));
  return coded;
}

// OpenSSL takes padding for a digit of value 0, wherever it stands, and passes over what is left
// behind the last digit.
std::optional<std::string> DecodeBase64(std::string_view coded) {
  constexpr std::string_view kSpaces = " \t\r\n";
  coded.remove_prefix(std::min(coded.find_first_not_of(kSpaces), coded.size()));
  coded = coded.substr(0, coded.find_last_not_of(kSpaces) + 1);  // npos + 1 is 0
  const std::size_t padding = coded.size() - (coded.find_last_not_of('=') + 1);
  const bool fits = coded.size() % 4 == 0 && coded.size() < std::numeric_limits<int>::max();
  if (!fits || padding > 2 || coded.find('=') < coded.size() - padding) return std::nullopt;
  std::string bytes(coded.size() / 4 * 3, '\0');
  const int length = EVP_DecodeBlock(reinterpret_cast<unsigned char*>(bytes.data()),
                                     reinterpret_cast<const unsigned char*>(coded.data()),
                                     static_cast<int>(coded.size()));
  if (length != static_cast<int>(bytes.size())) return std::nullopt;
  bytes.resize(bytes.size() - padding);
  return bytes;
}

}  // namespace warraq
