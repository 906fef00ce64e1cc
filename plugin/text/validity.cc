#include "plugin/text/validity.h"

#include "plugin/text/utf8.h"

namespace warraq {

Text ReplaceBroken(const Text& text, std::uint32_t& count) {
  const std::string_view bytes = text.bytes();
  Edit edit(text);
  std::size_t kept = 0;
  for (std::size_t i = 0; i < bytes.size();) {
    const CodePoint point = DecodeAt(bytes, i);
    if (!point.valid) {
      edit.Keep(kept, i);
      edit.Replace(i, i + point.bytes, "\xEF\xBF\xBD");
      kept = i + point.bytes;
      ++count;
    }
    i += point.bytes;
  }
  edit.Keep(kept, bytes.size());
  return std::move(edit).Finish();
}

}  // namespace warraq
