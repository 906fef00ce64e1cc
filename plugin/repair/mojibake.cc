// Text that somebody read in a wrong encoding becomes what it was: UTF-8 read as any single-byte
// encoding, and one single-byte encoding read as another; once or many times over.
//
//   "Ø¨Ù‚Ù„Ù…" -> "بقلم"      "cafÃ©" -> "café"      "donâ€™t" -> "don’t"      "РџСЂРёРІРµС‚" ->
//   "Привет"
//
// Each line is judged by itself (mojibake_search.h). A line that would need more layers than
// anybody's mistakes make was made to need them, and stays.

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "plugin/repair/mojibake_lost.h"
#include "plugin/repair/mojibake_screen.h"
#include "plugin/repair/mojibake_search.h"
#include "plugin/repair/repair.h"
#include "plugin/text/utf8.h"

namespace warraq {
namespace {

constexpr int kLayers = 8;
constexpr std::size_t kLongestLine = 1 << 16;  // bytes; longer ones are judged in parts

void ReadPieces(std::string_view bytes, Span line, std::vector<Piece>& pieces) {
  pieces.clear();
  for (std::size_t i = line.begin; i < line.end;) {
    const auto begin = static_cast<std::uint32_t>(i);
    const char32_t value = NextCodePoint(bytes, i);
    pieces.push_back(MakePiece(value, begin, static_cast<std::uint32_t>(i)));
  }
}

// Whether bytes were lost of it, or may have been: a space at the end of a letter (Finding takes it
// for what was a no-break space) may be a space behind one that lost its end.
bool MayHaveLost(std::span<const Piece> pieces) {
  return std::ranges::any_of(pieces, [](const Piece& piece) {
    return piece.value == kReplacement || (piece.value >= 0xC0 && (piece.value & 0x3F) == 0x20);
  });
}

// What was put in the place of lost bytes and became part of no letter.
void TakeBack(std::vector<Piece>& line) {
  std::erase_if(line, [](const Piece& piece) { return piece.begin == piece.end; });
  for (Piece& piece : line) {
    const bool was_ascii = piece.end - piece.begin == 1 && piece.value >= 0x80;
    if (was_ascii) piece = MakePiece(U'?', piece.begin, piece.end);
  }
}

Finding FindUtf8WithLosses(std::span<const Piece> pieces) {
  Finding utf8 = FindUtf8(pieces);
  if (utf8.sure && !MayHaveLost(utf8.line)) return utf8;
  const std::vector<Piece> restored = RestoreLost(pieces);
  if (restored.empty()) return utf8;
  Finding with_losses = FindUtf8(restored);
  if (with_losses.gain <= utf8.gain) return utf8;
  TakeBack(with_losses.line);
  return with_losses;
}

bool UndoLayer(std::vector<Piece>& pieces) {
  Finding utf8 = FindUtf8WithLosses(pieces);
  if (!utf8.sure) {
    Finding legacy = FindLegacy(pieces);
    if (legacy.gain > utf8.gain) utf8 = std::move(legacy);
  }
  if (utf8.gain <= 0) return false;
  pieces = std::move(utf8.line);
  return true;
}

// Whether the line was anything else, which `pieces` then holds.
bool UndoAll(std::vector<Piece>& pieces) {
  for (int layer = 0; layer < kLayers; ++layer) {
    if (!MayBeMisread(pieces) || !UndoLayer(pieces)) return layer > 0;
  }
  return false;
}

class LineRepair {
 public:
  explicit LineRepair(const Text& text) : bytes_(text.bytes()), edit_(text) {}

  // Of a line that has what MayBeMisread looks for.
  void Repair(Span line, std::uint32_t& count) {
    const std::string_view misread = bytes_.substr(line.begin, line.size());
    if (!IsUnlikeWriting(misread) || !HasTraces(misread)) return;
    const std::string_view whole = whole_.Read(misread);
    if (!whole.empty() && !MayBeMisread(whole)) return ReplaceWhole(line.begin, whole, count);
    ReadPieces(bytes_, line, pieces_);
    if (!UndoAll(pieces_)) return;
    std::string with;
    for (const Piece& piece : pieces_) {
      with.clear();
      AppendUtf8(with, piece.value);
      if (bytes_.substr(piece.begin, piece.end - piece.begin) == with) continue;
      edit_.Change(piece.begin, piece.end, with);
      ++count;
    }
  }

  // Each byte of `was` has been a code point.
  void ReplaceWhole(std::size_t at, std::string_view was, std::uint32_t& count) {
    for (std::size_t i = 0; i < was.size();) {
      const std::size_t begin = i;
      const std::size_t at_begin = at;
      NextCodePoint(was, i);
      for (std::size_t k = begin; k < i; ++k) NextCodePoint(bytes_, at);
      if (i - begin == 1) continue;
      edit_.Change(at_begin, at, was.substr(begin, i - begin));
      ++count;
    }
  }

  Text Finish() && { return std::move(edit_).FinishRest(); }

 private:
  std::string_view bytes_;
  Edit edit_;
  WholeReader whole_;
  std::vector<Piece> pieces_;
};

// The end of what is judged as one line from `begin` on: a line feed, or a space in good time.
std::size_t LineEnd(std::string_view bytes, std::size_t begin) {
  const std::string_view line = bytes.substr(begin, kLongestLine);
  const std::size_t feed = line.find('\n');
  if (feed != std::string_view::npos) return begin + feed;
  if (line.size() < kLongestLine) return bytes.size();
  if (const std::size_t space = line.rfind(' '); space != std::string_view::npos && space > 0) {
    return begin + space;
  }
  std::size_t end = begin + line.size();
  while (end < bytes.size() && IsContinuation(bytes[end])) ++end;
  return end;
}

// Of one line.
bool MayHaveToBeUndone(std::string_view line) {
  return line.size() >= kLongestLine || (MayBeMisread(line) && HasTraces(line));
}

Text Unmisread(const Text& text, std::uint32_t& count) {
  const std::string_view bytes = text.bytes();
  LineRepair repair(text);
  std::size_t other = NextOther(bytes, 0);
  for (std::size_t begin = 0; other < bytes.size();) {
    const std::size_t end = LineEnd(bytes, begin);
    if (other < end) {
      repair.Repair({static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)}, count);
      other = NextOther(bytes, end);
    }
    begin = end < bytes.size() && bytes[end] == '\n' ? end + 1 : end;
  }
  return count == 0 ? Text{} : std::move(repair).Finish();
}

}  // namespace

extern const Repair mojibake_repair;
constexpr Repair mojibake_repair = {
    .name = "mojibake",
    .summary = "undo reading in a wrong encoding",
    .needs = kSeenOther,
    .apply = Unmisread,
    .code_points =
        "letters and signs of single-byte encodings → what their bytes meant in another, or in "
        "UTF-8",
    .scope = Scope::kLineByLine,
    .concerns = MayHaveToBeUndone,
};

}  // namespace warraq
