#include "plugin/text/validity.h"

#include "plugin/text/utf8.h"

namespace warraq {

namespace {

constexpr std::size_t kBlock = 1024;

// The end of a block from `begin` that begins at no tail, so that it can be looked at alone.
std::size_t BlockEnd(std::string_view bytes, std::size_t begin) {
  if (bytes.size() - begin <= kBlock) return bytes.size();
  std::size_t end = begin + kBlock;
  while (end > begin && IsContinuation(bytes[end])) --end;
  return end > begin ? end : begin + kBlock;
}

}  // namespace

Text ReplaceBroken(const Text& text, std::uint32_t& count) {
  const std::string_view bytes = text.bytes();
  Edit edit(text);
  for (std::size_t i = 0; i < bytes.size();) {
    const std::size_t end = BlockEnd(bytes, i);
    if (IsValidUtf8(bytes.substr(i, end - i))) {
      i = end;
      continue;
    }
    while (i < end) {
      const CodePoint point = DecodeAt(bytes, i);
      if (!point.valid) {
        edit.Change(i, i + point.bytes, "\xEF\xBF\xBD");
        ++count;
      }
      i += point.bytes;
    }
  }
  return std::move(edit).FinishRest();
}

}  // namespace warraq
