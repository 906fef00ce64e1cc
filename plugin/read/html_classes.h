// What the words of class, id, role and itemprop say of an element (models/class_words.tsv).

#ifndef WARRAQ_PLUGIN_READ_HTML_CLASSES_H_
#define WARRAQ_PLUGIN_READ_HTML_CLASSES_H_

#include <cstdint>
#include <string_view>
#include <unordered_map>

namespace warraq {

// Remembers the values that it has seen, which a page repeats; they outlive it.
class ClassReader {
 public:
  // Inside bits (kSays...).
  std::uint32_t Read(std::string_view value);

 private:
  std::unordered_map<std::string_view, std::uint32_t> seen_;
};

}  // namespace warraq

#endif  // WARRAQ_PLUGIN_READ_HTML_CLASSES_H_
