// Pieces of JSON text that are kept as they came.

#ifndef WARRAQ_PLUGIN_BATCH_JSON_TEXT_H_
#define WARRAQ_PLUGIN_BATCH_JSON_TEXT_H_

#include <string>
#include <string_view>
#include <vector>

namespace warraq {

// Appends what a string of JSON says; `inside` is what stands between its quotes. A half of a
// surrogate pair becomes U+FFFD, since cut texts end so. False where an escape is none.
bool UnescapeJson(std::string_view inside, std::string& text);

struct JsonMember {
  std::string_view key;    // between its quotes, with its escapes
  std::string_view value;  // as it stands there
  bool is_string() const { return value.size() >= 2 && value.front() == '"'; }
};

// The members of the object that the text is, in their order; views into it. False where it is no
// object. Of values that are no strings it finds where they end, and looks no further.
bool FindMembers(std::string_view json, std::vector<JsonMember>& members);

// Whether it is one JSON value and nothing else, whatever its depth and the size of its numbers.
bool IsJson(std::string_view json);

}  // namespace warraq

#endif  // WARRAQ_PLUGIN_BATCH_JSON_TEXT_H_
