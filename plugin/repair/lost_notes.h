// What to tell about letters that were lost and did not come back.

#ifndef WARRAQ_PLUGIN_REPAIR_LOST_NOTES_H_
#define WARRAQ_PLUGIN_REPAIR_LOST_NOTES_H_

#include <span>
#include <string_view>
#include <vector>

#include "warraq/page.h"

namespace warraq {

// Adds notes "lost-bytes" for each U+FFFD of `texts`, whose origin is that of `page`: one for each
// word that the page has whole elsewhere and for each letter that was misread, with what they may
// be; and one for all others together. `source` are the bytes that the origin is in; empty where
// they are not in UTF-8.
void NoteLostBytes(const Text& page, std::span<const Text* const> texts, std::string_view source,
                   std::vector<Note>& notes);

}  // namespace warraq

#endif  // WARRAQ_PLUGIN_REPAIR_LOST_NOTES_H_
