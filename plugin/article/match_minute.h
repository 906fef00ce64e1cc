// The minute of a match in front of a ticker's entry: "67'", "90+3'", "72. Minute", "67-я минута".

#ifndef WARRAQ_PLUGIN_ARTICLE_MATCH_MINUTE_H_
#define WARRAQ_PLUGIN_ARTICLE_MATCH_MINUTE_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace warraq {

struct MatchMinute {
  std::int32_t order = 0;  // minutes by 100, and those of added time
  std::size_t end = 0;     // bytes of the line's start that say it
};

// At the very start of the line. An amount ("5 min read") is none.
std::optional<MatchMinute> MatchMinuteAt(std::string_view line);

}  // namespace warraq

#endif  // WARRAQ_PLUGIN_ARTICLE_MATCH_MINUTE_H_
