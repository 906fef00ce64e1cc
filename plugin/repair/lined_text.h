// A text on its way through the repairs, with its lines: what is seen in each, and since when it is
// what it is. A repair that judges by line is shown only lines that concern it and that it has not
// seen, and the others are laid beside what it makes of them.

#ifndef WARRAQ_PLUGIN_REPAIR_LINED_TEXT_H_
#define WARRAQ_PLUGIN_REPAIR_LINED_TEXT_H_

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "plugin/repair/repair.h"
#include "warraq/text.h"

namespace warraq {

class LinedText {
 public:
  LinedText(Text text, std::size_t repairs);

  const Text& text() const { return text_; }
  Text Take() && { return std::move(text_); }
  // Goes up by one with each repair that changes anything.
  std::uint32_t version() const { return version_; }

  // Whether there is anything for the `i`th repair that it has not seen.
  bool Concerns(const Repair& repair, std::size_t i) const;
  // Returns how often the repair changed the text. What it changed is added to `changes`, if given.
  std::uint32_t Run(const Repair& repair, std::size_t i, std::vector<RepairChange>* changes);

 private:
  struct Line {
    std::uint32_t end = 0;
    std::uint32_t version = 1;  // of the text in which it became what it is
    // Seen bits, of what it is and of what it was; of such as fill whole texts, those of the text.
    std::uint32_t seen = 0;
  };
  // Lines [first, last).
  struct Stretch {
    std::size_t first = 0;
    std::size_t last = 0;
  };

  std::uint32_t Begin(std::size_t line) const { return line > 0 ? lines_[line - 1].end : 0; }
  bool IsUnseen(const Repair& repair, std::size_t i, const Line& line) const;
  std::vector<Stretch> Unseen(const Repair& repair, std::size_t i, std::size_t& bytes) const;
  Text Gather(const std::vector<Stretch>& stretches) const;
  std::uint32_t RunOnWhole(const Repair& repair, std::vector<RepairChange>* changes);
  std::uint32_t RunOnPart(const Repair& repair, const std::vector<Stretch>& stretches,
                          std::vector<RepairChange>* changes);

  void ReadLines();
  void GoOn(Text after);
  bool LayIn(const Text& part, const std::vector<Stretch>& stretches, std::string_view before);
  void SetChanged(std::size_t i, std::string_view now);
  void SortWatched(std::size_t from);

  Text text_;
  std::uint32_t seen_;  // in any line, since the beginning
  std::uint32_t version_ = 1;
  std::vector<std::uint32_t> last_seen_;  // the version that each repair left behind; 0 if none
  std::vector<Line> lines_;               // once there are two versions
  std::uint32_t version_read_ = 0;        // in which they were read
  // Of those, the lines in which there is what few have, or which are others since.
  std::vector<std::size_t> watched_;
};

}  // namespace warraq

#endif  // WARRAQ_PLUGIN_REPAIR_LINED_TEXT_H_
