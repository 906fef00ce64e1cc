// A text on its way through the repairs, with its lines: what is seen in each, and since when it is
// what it is. A repair that judges by line is shown only lines that concern it and that it has not
// seen. What it makes of them is laid beside the text, and the text put together again when
// somebody asks for the whole.

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

  Text Take() &&;
  // Goes up by one with each repair that changes anything.
  std::uint32_t version() const { return version_; }

  // Whether there is anything for the `i`th repair that it has not seen.
  bool Concerns(const Repair& repair, std::size_t i) const;
  // Returns how often the repair changed the text. What it changed is added to `changes`, if given.
  std::uint32_t Run(const Repair& repair, std::size_t i, std::vector<RepairChange>* changes);

 private:
  struct Line {
    std::uint32_t from = 0;   // of `laid_`, one more; 0 is the text
    std::uint32_t begin = 0;  // there
    std::uint32_t end = 0;
    std::uint32_t version = 1;  // of the text in which it became what it is
    std::uint32_t seen = 0;     // Seen bits, of what it is and of what it was
  };
  // Lines [first, last).
  struct Stretch {
    std::size_t first = 0;
    std::size_t last = 0;
  };

  template <typename Use>
  void ForEachUnseen(const Repair& repair, std::uint32_t seen_in, Use use) const;
  std::vector<Stretch> StretchesFor(const Repair& repair, std::size_t i, std::size_t& bytes) const;
  template <typename Use>
  void ForEachPiece(const std::vector<Stretch>& stretches, Use use) const;
  bool AnyConcerns(const Repair& repair, const std::vector<Stretch>& stretches) const;
  std::string_view BytesOf(const Line& line) const {
    const Text& from = line.from == 0 ? text_ : laid_[line.from - 1];
    return from.bytes().substr(line.begin, line.end - line.begin);
  }
  Text Gather(const std::vector<Stretch>& stretches) const;
  std::uint32_t RunOnLines(const Repair& repair, std::size_t i, std::vector<RepairChange>* changes);
  std::uint32_t RunOnWhole(const Repair& repair, std::vector<RepairChange>* changes);
  std::uint32_t RunOnPart(const Repair& repair, const std::vector<Stretch>& stretches,
                          std::vector<RepairChange>* changes);
  std::uint32_t MakeLines(const Repair& repair, const std::vector<Stretch>& stretches,
                          std::vector<RepairChange>* changes);

  void ReadLines();
  void WatchLines();
  void GoOn(Text after);
  bool LayBeside(Text part, const std::vector<Stretch>& stretches, std::string_view before);
  void SetChanged(std::size_t i, std::string_view now);
  void SortWatched(std::size_t from);
  void PutTogether();

  Text text_;
  std::vector<Text> laid_;      // lines that are others than in the text
  std::size_t laid_bytes_ = 0;  // of all of those
  std::uint32_t seen_;          // in any line, since the beginning
  std::uint32_t version_ = 1;
  std::vector<std::uint32_t> last_seen_;  // the version that each repair left behind; 0 if none
  std::vector<bool> concerned_;           // whether there was then what it looks for
  std::vector<Line> lines_;               // once it is valid UTF-8
  std::uint32_t version_read_ = 0;        // in which they were read
  // Of those, the lines in which there is what few have, or which are others since.
  std::vector<std::size_t> watched_;
};

}  // namespace warraq

#endif  // WARRAQ_PLUGIN_REPAIR_LINED_TEXT_H_
