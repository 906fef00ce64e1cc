// The values of keys that name dates, in the data that scripts carry and in broken JSON:
// "datePublished":"2017-07-23", pubDate = '2017-07-23', showDate("2017/07/23").

#include <cctype>
#include <string>

#include "plugin/read/html_fact_writer.h"
#include "plugin/read/html_scan.h"

namespace warraq {
namespace {

constexpr std::size_t kScriptBytes = 1 << 20;  // of a script that is searched for keys
constexpr std::size_t kScriptDates = 32;       // that a script gives at most

std::string_view KeyBefore(std::string_view text, std::size_t colon) {
  constexpr std::string_view kAround = " \"'\\";
  std::size_t end = colon;
  while (end > 0 && colon - end < 4 && kAround.find(text[end - 1]) != std::string_view::npos) --end;
  std::size_t begin = end;
  while (begin > 0 && end - begin < 40 &&
         (std::isalnum(static_cast<unsigned char>(text[begin - 1])) != 0 ||
          text[begin - 1] == '_' || text[begin - 1] == '-')) {
    --begin;
  }
  return text.substr(begin, end - begin);
}

}  // namespace

void ReadDateKeys(std::string_view script, std::uint32_t script_at, std::string_view witness,
                  FactWriter& writer) {
  std::size_t found = 0;
  const std::string_view text = script.substr(0, kScriptBytes);
  for (std::size_t at = 0; found < kScriptDates; ++at) {
    const char* end_of_text = text.data() + text.size();
    at = static_cast<std::size_t>(FindAny<':', '=', '('>(text.data() + at, end_of_text) -
                                  text.data());
    if (at == text.size()) return;
    std::size_t begin = text.find_first_not_of(" \\", at + 1);
    if (begin == std::string_view::npos) return;
    const bool quoted = text[begin] == '"' || text[begin] == '\'';
    if (!quoted && (text[begin] < '0' || text[begin] > '9' || text[at] == '(')) continue;
    begin += quoted ? 1 : 0;
    if (begin >= text.size() || text[begin] < '0' || text[begin] > '9') continue;
    const std::size_t end =
        quoted ? text.find_first_of("\"'\\\n", begin) : text.find_first_not_of("0123456789", begin);
    if (end == std::string_view::npos || end - begin < 8 || end - begin > kDateBytes) continue;
    if (!quoted && end - begin != 10 && end - begin != 13) continue;  // no moment in seconds
    const std::string_view key = KeyBefore(text, at);
    writer.detail = LowerAscii(key);
    const auto kind = DateNamed(writer.detail);
    if (!kind) continue;
    ++found;
    writer.Add(*kind, witness, MomentOf(text.substr(begin, end - begin)),
               {script_at + static_cast<std::uint32_t>(begin),
                script_at + static_cast<std::uint32_t>(end)});
  }
}

}  // namespace warraq
