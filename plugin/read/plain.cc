// A text dump: bytes to UTF-8, and no more. Its lines are found after the repairs, which settle
// what ends a line.

#include "plugin/read/read.h"
#include "plugin/text/encoding.h"

namespace warraq {

Result<Page> ReadPlain(Source& source, const Options& /*options*/) {
  WARRAQ_TRY(Decoded decoded, Decode(source.bytes, source.declared_encoding));
  source.media_type = "text/plain";
  source.encoding = decoded.encoding;
  Page page;
  page.source = &source;
  page.text = std::move(decoded.text);
  return page;
}

void SplitLines(Page& page) {
  const std::string_view bytes = page.text.bytes();
  page.lines.clear();
  for (std::size_t begin = 0; begin < bytes.size();) {
    const std::size_t end = std::min(bytes.find('\n', begin), bytes.size());
    Line& line = page.lines.emplace_back();
    line.at = {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)};
    begin = end + 1;
  }
  assert(page.hints.empty() || page.hints.size() == page.lines.size());
}

}  // namespace warraq
