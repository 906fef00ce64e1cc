// Members of a JSON object, as records, manifests and the --jsonl filters have them.

#ifndef WARRAQ_PLUGIN_BATCH_STRING_MEMBER_H_
#define WARRAQ_PLUGIN_BATCH_STRING_MEMBER_H_

#include <simdjson.h>

#include <cstdint>
#include <string_view>

namespace warraq {

// A member that is a string, as long as the parser keeps it; empty where it is absent or something
// else. Of an object, or of an element that is one.
template <typename Json>
std::string_view StringMember(const Json& of, std::string_view key) {
  std::string_view value;
  return of[key].get(value) == simdjson::SUCCESS ? value : std::string_view();
}

// A member that is a whole number; 0 where it is absent or something else.
template <typename Json>
std::uint64_t NumberMember(const Json& of, std::string_view key) {
  std::uint64_t value = 0;
  return of[key].get(value) == simdjson::SUCCESS ? value : 0;
}

// Gives each value of a member that is an array.
template <typename Json, typename Take>
void ForEachIn(const Json& of, std::string_view key, Take take) {
  simdjson::dom::array list;
  if (of[key].get(list) != simdjson::SUCCESS) return;
  for (const simdjson::dom::element item : list) take(item);
}

}  // namespace warraq

#endif  // WARRAQ_PLUGIN_BATCH_STRING_MEMBER_H_
