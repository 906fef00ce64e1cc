// What a server packed a body in. Bodies are whole in memory, and what comes out is bounded: each
// coding on its own, since a bomb may be packed twice.

#include <brotli/decode.h>
#include <libdeflate.h>
#include <zlib.h>
#include <zstd.h>

#include <algorithm>
#include <array>
#include <memory>

#include "plugin/batch/unpack.h"

namespace warraq {
namespace {

constexpr std::size_t kCodings = 4;  // one on the other
constexpr std::size_t kBlock = std::size_t{64} << 10;

Error Ends(std::string_view coding) {
  return {Code::kDamagedArchive, 0,
          "its content coding " + std::string(coding) + " ends too early or is damaged"};
}

Error TooMuch(std::size_t most) {
  return {Code::kTooLarge, 0,
          "its content coding unpacks to more than " + std::to_string(most) +
              " bytes (limits record_bytes and inflation)"};
}

// zlib's stream in one of its wrappers: 31 gzip, 15 zlib, -15 none.
Result<std::string> Inflate(std::string_view body, int wrapper, std::size_t most) {
  const std::string_view coding = wrapper > 15 ? "gzip" : "deflate";
  z_stream zlib{};
  if (inflateInit2(&zlib, wrapper) != Z_OK) return Error{Code::kOutOfMemory, 0, "out of memory"};
  const std::unique_ptr<z_stream, decltype(&inflateEnd)> end(&zlib, &inflateEnd);
  std::string text;
  std::array<char, kBlock> block{};
  zlib.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(body.data()));  // NOLINT: zlib's
  zlib.avail_in = static_cast<uInt>(body.size());
  for (int status = Z_OK; status != Z_STREAM_END;) {
    zlib.next_out = reinterpret_cast<Bytef*>(block.data());
    zlib.avail_out = static_cast<uInt>(block.size());
    status = inflate(&zlib, Z_NO_FLUSH);
    text.append(block.data(), block.size() - zlib.avail_out);
    if (text.size() > most) return TooMuch(most);
    if (status != Z_OK && status != Z_STREAM_END) return Ends(coding);
  }
  return text;
}

// "deflate" is zlib's format (RFC 9110, 8.4.1.2), and from some servers the bare stream.
Result<std::string> InflateDeflate(std::string_view body, std::size_t most) {
  const Result<std::string> wrapped = Inflate(body, 15, most);
  if (wrapped.ok() || wrapped.error().code == Code::kTooLarge) return wrapped;
  return Inflate(body, -15, most);
}

Result<std::string> DecodeBrotli(std::string_view body, std::size_t most) {
  const std::unique_ptr<BrotliDecoderState, decltype(&BrotliDecoderDestroyInstance)> state(
      BrotliDecoderCreateInstance(nullptr, nullptr, nullptr), &BrotliDecoderDestroyInstance);
  if (!state) return Error{Code::kOutOfMemory, 0, "out of memory"};
  std::string text;
  std::array<std::uint8_t, kBlock> block{};
  std::size_t left = body.size();
  const auto* in = reinterpret_cast<const std::uint8_t*>(body.data());
  for (;;) {
    std::size_t room = block.size();
    std::uint8_t* out = block.data();
    const BrotliDecoderResult result =
        BrotliDecoderDecompressStream(state.get(), &left, &in, &room, &out, nullptr);
    text.append(reinterpret_cast<const char*>(block.data()), block.size() - room);
    if (text.size() > most) return TooMuch(most);
    if (result == BROTLI_DECODER_RESULT_SUCCESS) return text;
    if (result != BROTLI_DECODER_RESULT_NEEDS_MORE_OUTPUT) return Ends("br");
  }
}

Result<std::string> DecodeZstd(std::string_view body, std::size_t most) {
  const std::unique_ptr<ZSTD_DCtx, decltype(&ZSTD_freeDCtx)> context(ZSTD_createDCtx(),
                                                                     &ZSTD_freeDCtx);
  if (!context) return Error{Code::kOutOfMemory, 0, "out of memory"};
  std::string text;
  std::array<char, kBlock> block{};
  ZSTD_inBuffer in{body.data(), body.size(), 0};
  for (std::size_t left = 1; left != 0 || in.pos < in.size;) {
    ZSTD_outBuffer out{block.data(), block.size(), 0};
    const std::size_t before = in.pos;
    left = ZSTD_decompressStream(context.get(), &out, &in);
    text.append(block.data(), out.pos);
    if (text.size() > most) return TooMuch(most);
    if (ZSTD_isError(left) != 0 || (in.pos == before && out.pos == 0)) return Ends("zstd");
  }
  return text;
}

// The name in small letters, without white space around it.
std::string NameOf(std::string_view coding) {
  std::string name;
  for (const char c : coding) {
    if (c != ' ' && c != '\t') name += c >= 'A' && c <= 'Z' ? static_cast<char>(c + 0x20) : c;
  }
  return name;
}

// Nothing where the body stays as it is.
Result<std::string> DecodeOne(std::string_view body, std::string_view coding, std::size_t most) {
  if (coding == "gzip" || coding == "x-gzip") {
    return IsGzip(body) ? Inflate(body, 31, most) : std::string();
  }
  const bool markup = body.starts_with('<') || body.starts_with("\xEF\xBB\xBF");
  if (markup) return std::string();
  if (coding == "deflate") return InflateDeflate(body, most);
  if (coding == "br") return DecodeBrotli(body, most);
  if (coding == "zstd") return IsZstd(body) ? DecodeZstd(body, most) : std::string();
  return std::string();
}

}  // namespace

Result<std::string> DecodeContent(std::string_view body, std::string_view codings,
                                  std::size_t most) {
  std::string decoded;
  for (std::size_t i = 0; i < kCodings && !codings.empty() && !body.empty(); ++i) {
    const std::size_t comma = codings.rfind(',');
    const std::string coding =
        NameOf(comma == std::string_view::npos ? codings : codings.substr(comma + 1));
    codings = comma == std::string_view::npos ? std::string_view() : codings.substr(0, comma);
    WARRAQ_TRY(std::string next, DecodeOne(body, coding, most));
    if (next.empty()) continue;
    decoded = std::move(next);
    body = decoded;
  }
  return std::string(body);
}

}  // namespace warraq
