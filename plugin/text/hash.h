// SHA-256, for the identity of sources and records; and a quick hash for tables of phrases.

#ifndef WARRAQ_PLUGIN_TEXT_HASH_H_
#define WARRAQ_PLUGIN_TEXT_HASH_H_

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>

struct evp_md_ctx_st;

namespace warraq {

std::string Sha256Hex(std::string_view bytes);

// The same of bytes that come in parts.
class Sha256 {
 public:
  Sha256();
  ~Sha256();
  Sha256(const Sha256&) = delete;
  Sha256& operator=(const Sha256&) = delete;
  void Add(std::string_view bytes);
  std::string Hex();  // once, at the end

 private:
  evp_md_ctx_st* context_;
};

// Of the size, the first eight bytes and the last: enough for phrases that we wrote ourselves. Not
// for what a stranger may choose.
struct PhraseHash {
  using is_transparent = void;
  std::size_t operator()(std::string_view phrase) const {
    std::uint64_t first = 0;
    std::uint64_t last = 0;
    const std::size_t bytes = phrase.size() < sizeof first ? phrase.size() : sizeof first;
    if (bytes > 0) {
      std::memcpy(&first, phrase.data(), bytes);
      std::memcpy(&last, phrase.data() + phrase.size() - bytes, bytes);
    }
    std::uint64_t hash = (first ^ phrase.size()) * 0x9E3779B97F4A7C15u;
    hash = (hash ^ hash >> 29 ^ last) * 0xD6E8FEB86659FD93u;
    return static_cast<std::size_t>(hash ^ hash >> 32);
  }
};

}  // namespace warraq

#endif  // WARRAQ_PLUGIN_TEXT_HASH_H_
