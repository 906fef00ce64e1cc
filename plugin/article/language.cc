// Language, script and direction of the body; of a block only where its script is another one.

#include "plugin/text/language.h"

#include "plugin/article/assemble.h"

namespace warraq {
namespace {

constexpr std::size_t kSampleBytes = 6000;
constexpr std::size_t kLeastBlockBytes = 40;

void TakeLanguage(Assembly& assembly) {
  Article& article = assembly.article;
  std::string sample;
  for (const Block& block : article.blocks) {
    if (sample.size() > kSampleBytes) break;
    const std::string_view text = block.text.bytes();
    std::size_t end = std::min(text.size(), kSampleBytes);
    while (end > 0 && end < text.size() && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) {
      --end;
    }
    sample.append(text.substr(0, end)) += '\n';
  }
  const Language language = IdentifyLanguage(sample);
  article.language = language.tag;
  article.script = ScriptName(language.script);
  article.direction = DirectionOf(language.script);
  for (Block& block : article.blocks) {
    const std::string_view text = block.text.bytes();
    if (text.size() < kLeastBlockBytes || MainScript(text) == language.script) continue;
    const Language own = IdentifyLanguage(text);
    if (own.script != language.script) block.language = own.tag;
  }
}

}  // namespace

extern const AssembleStep language_step;
constexpr AssembleStep language_step = {
    .name = "language",
    .summary = "language, script and direction",
    .apply = TakeLanguage,
};

}  // namespace warraq
