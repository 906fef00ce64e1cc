// Language, script and direction of the body; of a block its language only where it is another one:
// in another script, or, in the same, where its first words are likelier another one's and more of
// it surely is.

#include "plugin/text/language.h"

#include "plugin/article/assemble.h"
#include "plugin/text/utf8.h"

namespace warraq {
namespace {

constexpr std::size_t kSampleBytes = 6000;
constexpr std::size_t kLeastBlockBytes = 40;
constexpr std::size_t kLeastBytesInSameScript = 80;
constexpr float kSure = .95F;

bool IsSurely(const Language& other, const Language& language) {
  return other.tag != language.tag && other.tag != "und" && other.confidence >= kSure;
}

// `body`, or another one.
Language LanguageOfBlock(std::string_view text, const Language& body) {
  if (text.size() < kLeastBlockBytes) return body;
  const bool is_long = text.size() >= kLeastBytesInSameScript;
  if (is_long && LooksLike(body, text)) return body;
  if (MainScript(text.substr(0, kLeastBytesInSameScript)) != body.script) {
    const Language other = IdentifyLanguage(text);
    return other.script == body.script || other.script == Script::kCommon ? body : other;
  }
  if (!is_long) return body;
  const Language other = IdentifyLanguage(text);
  return IsSurely(other, body) ? other : body;
}

void TakeLanguage(Assembly& assembly) {
  Article& article = assembly.article;
  std::string sample;
  for (const Block& block : article.blocks) {
    if (sample.size() > kSampleBytes) break;
    const std::string_view text = block.text.bytes();
    std::size_t end = std::min(text.size(), kSampleBytes);
    while (end > 0 && end < text.size() && IsContinuation(text[end])) {
      --end;
    }
    sample.append(text.substr(0, end)) += '\n';
  }
  const Language language = IdentifyLanguage(sample);
  article.language = language.tag;
  article.script = ScriptName(language.script);
  article.direction = DirectionOf(language.script);
  for (Block& block : article.blocks) {
    const Language own = LanguageOfBlock(block.text.bytes(), language);
    if (own.tag != language.tag) block.language = own.tag;
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
