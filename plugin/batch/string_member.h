// A member of a JSON object, as records, manifests and the --jsonl filters have them.

#ifndef WARRAQ_PLUGIN_BATCH_STRING_MEMBER_H_
#define WARRAQ_PLUGIN_BATCH_STRING_MEMBER_H_

#include <simdjson.h>

#include <string_view>

namespace warraq {

// A member that is a string, as long as the parser keeps it; empty where it is absent or something
// else. Of an object, or of an element that is one.
template <typename Json>
std::string_view StringMember(const Json& of, std::string_view key) {
  std::string_view value;
  return of[key].get(value) == simdjson::SUCCESS ? value : std::string_view();
}

}  // namespace warraq

#endif  // WARRAQ_PLUGIN_BATCH_STRING_MEMBER_H_
