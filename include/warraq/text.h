// UTF-8 that knows where each of its bytes came from.
//
// A Text is a string and a map from it to its origin: the bytes of the source, or the text that was
// recognized on a page. Every step (decoding, entity expansion, repair, reordering, joining of
// lines) makes a new Text with an Edit, which composes the maps, so that the way back is never
// lost:
//
//   warraq::Text text = warraq::Text::Verbatim("caf\u00e9&amp;co");   // bytes 0..11
//   warraq::Edit edit(text);
//   edit.Change(5, 10, "&");
//   text = std::move(edit).FinishRest();         // "café&co"
//   text.Origin(5, 6);                           // {[5, 10)}: "&amp;"
//
// Origins are kept as runs, one for each stretch that was treated alike; a text that nothing has
// changed has a single run of 16 bytes, whatever its length.

#ifndef WARRAQ_TEXT_H_
#define WARRAQ_TEXT_H_

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace warraq {

// [begin, end) in bytes.
struct Span {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  bool operator==(const Span&) const = default;
  std::uint32_t size() const { return end - begin; }
};

// In order, none empty, and no byte in two of them.
void SortAndMerge(std::vector<Span>& spans);

// How a stretch of text relates to its stretch of origin.
enum class Relation : std::uint8_t {
  kCopy,   // byte for byte the same
  kUnits,  // each code point comes from `unit` bytes: a legacy encoding or UTF-16
  kEdit,  // the stretch as a whole comes from the stretch of origin as a whole; either may be empty
  kAlsoFrom,  // a further, separate origin of the kEdit before it; no bytes of its own
};

// A run of the map. It ends in the text where the next run begins.
struct Run {
  std::uint32_t begin = 0;         // in the text
  std::uint32_t origin = 0;        // in the origin
  std::uint32_t origin_bytes = 0;  // length there
  Relation relation = Relation::kCopy;
  std::uint8_t unit = 1;  // bytes of origin per code point, for kUnits: 1, 2 or 4
};

// One place where text and origin are not the same bytes.
struct Change {
  Span text;
  std::vector<Span> origin;  // more than one piece where separate stretches were merged
};

class Text {
 public:
  Text() = default;

  // The text is its own origin, starting at `offset`.
  static Text Verbatim(std::string bytes, std::uint32_t offset = 0);
  // For decoders, which know their runs: sorted by `begin`, the first at 0, one of kUnits at most
  // kUnitsRunBytes of origin long, so that a place inside it is found in bounded time.
  static constexpr std::uint32_t kUnitsRunBytes = 256;
  static Text Decoded(std::string bytes, std::vector<Run> runs);

  std::string_view bytes() const { return bytes_; }
  std::span<const Run> runs() const { return runs_; }
  bool empty() const { return bytes_.empty(); }

  // Where [begin, end) came from: sorted, not overlapping, neighbours merged. What was dropped
  // inside the stretch belongs to it. An empty stretch has no origin.
  std::vector<Span> Origin(std::size_t begin, std::size_t end) const;
  std::vector<Span> Origin() const { return Origin(0, bytes_.size()); }

  // A part of the text, with its map. What was dropped at its edges is not part of it.
  Text Slice(std::size_t begin, std::size_t end) const;

  // Every stretch that is not a copy, in the order of the text.
  std::vector<Change> Changes() const;

  std::size_t map_bytes() const { return runs_.size() * sizeof(Run); }

 private:
  friend class Edit;
  friend class Splice;
  std::size_t RunAt(std::size_t begin) const;

  std::string bytes_;
  std::vector<Run> runs_;
};

// Makes a new Text out of stretches of an old one. The input must outlive the edit.
//
// A walk from its first byte to its last names only what becomes something else, in order: Change,
// and FinishRest at the end. Other edits name every stretch, in any order: Keep and Replace, and
// Finish; what they do not name is in the new text no more.
class Edit {
 public:
  explicit Edit(const Text& input);

  // Keeps what lies between the stretches before and `begin`, and replaces [begin, end).
  void Change(std::size_t begin, std::size_t end, std::string_view with) {
    KeepUpTo(begin);
    Replace(begin, end, with);
  }
  void KeepUpTo(std::size_t begin) { Keep(reached_, begin); }
  Text FinishRest() &&;

  void Keep(std::size_t begin, std::size_t end);
  // `with` stands for [begin, end); an empty `with` drops it, an empty stretch inserts.
  void Replace(std::size_t begin, std::size_t end, std::string_view with);
  void Drop(std::size_t begin, std::size_t end) { Replace(begin, end, {}); }
  void Insert(std::string_view with) { Replace(0, 0, with); }
  // The bytes made so far, for callers that look back at what they wrote.
  std::string_view made() const { return out_.bytes_; }

  Text Finish() &&;

 private:
  friend class Splice;
  void Append(Run run, std::size_t text_bytes);
  std::size_t KeepWholeRuns(std::size_t first, std::size_t end);
  void KeepDropsAtEnd();
  std::size_t SeekRun(std::size_t begin);

  const Text& input_;
  Text out_;
  std::size_t run_ = 0;      // the run of the input where the last stretch ended
  std::size_t reached_ = 0;  // the furthest end of a stretch so far
};

// Makes a new Text out of stretches of several that have the same origin, in the order in which
// they are appended.
class Splice {
 public:
  // With room for so many; there may be more.
  Splice(std::size_t bytes, std::size_t runs);
  void Append(const Text& from, std::size_t begin, std::size_t end);
  Text Finish() && { return std::move(out_); }

 private:
  Text out_;
  const Text* last_ = nullptr;  // that was appended from,
  std::size_t run_ = 0;         // and its run where that ended
};

}  // namespace warraq

#endif  // WARRAQ_TEXT_H_
