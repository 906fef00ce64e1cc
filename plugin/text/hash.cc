#include "plugin/text/hash.h"

#include <openssl/evp.h>

#include <array>

namespace warraq {

namespace {

// Fetched once: looking the algorithm up costs more than hashing a page.
const EVP_MD* Algorithm() {
  static const EVP_MD* const algorithm = EVP_MD_fetch(nullptr, "SHA256", nullptr);
  return algorithm;
}

std::string Hexadecimal(const unsigned char* digest, unsigned length) {
  std::string hex;
  hex.reserve(64);
  for (unsigned i = 0; i < length; ++i) {
    hex.push_back("0123456789abcdef"[digest[i] >> 4]);
    hex.push_back("0123456789abcdef"[digest[i] & 15]);
  }
  return hex;
}

}  // namespace

std::string Sha256Hex(std::string_view bytes) {
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned length = 0;
  EVP_Digest(bytes.data(), bytes.size(), digest.data(), &length, Algorithm(), nullptr);
  return Hexadecimal(digest.data(), length);
}

Sha256::Sha256() : context_(EVP_MD_CTX_new()) {
  EVP_DigestInit_ex2(context_, Algorithm(), nullptr);
}
Sha256::~Sha256() { EVP_MD_CTX_free(context_); }
void Sha256::Add(std::string_view bytes) { EVP_DigestUpdate(context_, bytes.data(), bytes.size()); }
std::string Sha256::Hex() {
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned length = 0;
  EVP_DigestFinal_ex(context_, digest.data(), &length);
  return Hexadecimal(digest.data(), length);
}

}  // namespace warraq
