// UTF-8 that somebody read as windows-1252 becomes what it was.
//
//   "Ø¨Ù‚Ù„Ù…" -> "بقلم"      "cafÃ©" -> "café"      "donâ€™t" -> "don’t"
//
// A character counts as the byte that windows-1252 has for it. Where such bytes form a sequence of
// UTF-8, the sequence is a candidate; a line's candidates are taken if there are two and hardly
// anything beside them that fails to be one ("Ø" in Danish is followed by no continuation), or if
// the only one is of the kind that Western pages have (Ã, Â, â€). A text that went through it twice
// is taken twice.

#include <algorithm>
#include <array>
#include <vector>

#include "plugin/repair/repair.h"
#include "plugin/text/entities.h"
#include "plugin/text/utf8.h"

namespace warraq {
namespace {

constexpr int kLayers = 3;

// The byte that windows-1252 has for a code point; -1 where it has none, or for ASCII.
int ByteFor(char32_t value) {
  if (value >= 0x80 && value <= 0xFF) return static_cast<int>(value);
  if (value < 0x150 || value > 0x2122) return -1;
  for (char32_t c1 = 0x80; c1 < 0xA0; ++c1) {
    if (C1Meaning(c1) == value) return static_cast<int>(c1);
  }
  return -1;
}

// Characters that were one sequence: the bytes of our text, and what they meant.
struct Candidate {
  std::size_t begin = 0;
  std::size_t end = 0;
  std::array<char, 4> meant{};
  std::size_t meant_bytes = 0;
  std::string_view text() const { return {meant.data(), meant_bytes}; }
};

// The candidate that begins at `at`; none (end 0) if the characters there form no sequence.
Candidate ReadCandidate(std::string_view bytes, std::size_t at) {
  Candidate candidate{.begin = at};
  std::size_t next = at;
  const int lead = ByteFor(NextCodePoint(bytes, next));
  const std::size_t length = lead < 0xC2   ? 0
                             : lead < 0xE0 ? 2
                             : lead < 0xF0 ? 3
                             : lead < 0xF5 ? 4
                                           : 0;
  if (length == 0) return candidate;
  candidate.meant[0] = static_cast<char>(lead);
  for (candidate.meant_bytes = 1; candidate.meant_bytes < length; ++candidate.meant_bytes) {
    if (next >= bytes.size()) return candidate;
    const int byte = ByteFor(NextCodePoint(bytes, next));
    if (byte < 0x80 || byte > 0xBF) return candidate;
    candidate.meant[candidate.meant_bytes] = static_cast<char>(byte);
  }
  const CodePoint point = DecodeAt(candidate.text(), 0);
  if (point.valid && point.value >= 0x80 && point.bytes == length) candidate.end = next;
  // No repair makes lines: U+2028 and U+2029 are a space.
  if (point.value == 0x2028 || point.value == 0x2029) {
    candidate.meant[0] = ' ';
    candidate.meant_bytes = 1;
  }
  return candidate;
}

bool IsWestern(const Candidate& candidate) {
  const auto first = static_cast<unsigned char>(candidate.meant[0]);
  const auto second = static_cast<unsigned char>(candidate.meant[1]);
  return first == 0xC2 || first == 0xC3 || (first == 0xE2 && second >= 0x80 && second <= 0x84);
}

// Adds the candidates of the line [begin, end) to `taken`, if the line bears them out.
void ReadLine(std::string_view bytes, Span line, std::vector<Candidate>& taken) {
  const std::size_t before = taken.size();
  std::size_t failed = 0;
  for (std::size_t i = line.begin; i < line.end;) {
    if (static_cast<unsigned char>(bytes[i]) < 0x80) {
      ++i;
      continue;
    }
    const Candidate candidate = ReadCandidate(bytes, i);
    if (candidate.end > 0 && candidate.end <= line.end) {
      taken.push_back(candidate);
      i = candidate.end;
    } else {
      NextCodePoint(bytes, i);
      ++failed;
    }
  }
  const std::size_t count = taken.size() - before;
  const bool borne_out = count >= 2 && failed * 4 <= count;
  const bool western = count >= 1 && IsWestern(taken[before]) && failed <= count;
  if (!borne_out && !western) taken.resize(before);
}

bool RepairLayer(Text& text, std::uint32_t& count) {
  const std::string_view bytes = text.bytes();
  std::vector<Candidate> taken;
  for (std::size_t begin = 0; begin < bytes.size();) {
    const std::size_t end = std::min(bytes.find('\n', begin), bytes.size());
    const Span line{static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)};
    ReadLine(bytes, line, taken);
    begin = end + 1;
  }
  if (taken.empty()) return false;
  Edit edit(text);
  std::size_t kept = 0;
  for (const Candidate& candidate : taken) {
    edit.Keep(kept, candidate.begin);
    edit.Replace(candidate.begin, candidate.end, candidate.text());
    kept = candidate.end;
  }
  edit.Keep(kept, bytes.size());
  text = std::move(edit).Finish();
  count += static_cast<std::uint32_t>(taken.size());
  return true;
}

// The leads Â to ô of any sequence are U+00C2 to U+00F4: C3 82 to C3 B4 in our bytes.
bool MayHold(std::string_view bytes) {
  for (std::size_t at = bytes.find('\xC3'); at != std::string_view::npos;
       at = bytes.find('\xC3', at + 1)) {
    if (at + 2 < bytes.size() && static_cast<unsigned char>(bytes[at + 2]) >= 0x80) return true;
  }
  return false;
}

Text Unmisread(const Text& text, std::uint32_t& count) {
  if (!MayHold(text.bytes())) return text;
  Text repaired = text;
  for (int layer = 0; layer < kLayers && RepairLayer(repaired, count); ++layer) {
  }
  return repaired;
}

}  // namespace

extern const Repair mojibake_repair;
constexpr Repair mojibake_repair = {
    .name = "mojibake",
    .summary = "undo UTF-8 that was read as windows-1252",
    .needs = kSeenLatin,
    .apply = Unmisread,
};

}  // namespace warraq
