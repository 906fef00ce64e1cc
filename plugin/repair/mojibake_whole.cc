// The bytes of the whole line are written in each encoding that has all of its characters, and
// looked at: are they UTF-8, and natural text? No piece is made of what needs no weighing.

#include <algorithm>
#include <array>
#include <bit>

#include "plugin/repair/fluency.h"
#include "plugin/repair/mojibake_search.h"
#include "plugin/text/ascii.h"
#include "plugin/text/utf8.h"

namespace warraq {
namespace {

// ASCII is the same byte in every encoding.
const BytesBehind& AsciiBehind(char c) {
  static const auto ascii = [] {
    std::array<BytesBehind, 128> made{};
    for (std::size_t i = 0; i < made.size(); ++i) {
      made[i].has = ~MisreadingSet{0};
      made[i].byte.fill(static_cast<std::uint8_t>(i));
    }
    return made;
  }();
  return ascii[static_cast<unsigned char>(c)];
}

struct Cost {
  float sum = 0;
  std::size_t steps = 0;  // from each code point to the next
  std::size_t sequences = 0;
};

// Of the words that are not ASCII.
Cost CostOf(std::string_view text) {
  Cost cost;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const std::size_t begin = i;
    while (i < text.size() && !IsWordSpace(static_cast<unsigned char>(text[i]))) ++i;
    const std::string_view word = text.substr(begin, i - begin);
    if (std::ranges::all_of(word, IsAscii)) continue;
    Fluency fluency;
    for (std::size_t at = 0; at < word.size(); ++cost.steps) {
      const char32_t value = NextCodePoint(word, at);
      fluency.Add(value);
      cost.sequences += value >= 0x80;
    }
    cost.sum += fluency.CostAtEnd();
    ++cost.steps;
  }
  return cost;
}

// U+2028 and U+2029, of which a line is not made.
bool HasLineEnd(std::string_view text) {
  return text.find("\xE2\x80\xA8") != std::string_view::npos ||
         text.find("\xE2\x80\xA9") != std::string_view::npos;
}

}  // namespace

// Returns the encodings that have every character, and in which what is not ASCII begins like a
// sequence, wherever it begins: others hold no UTF-8.
MisreadingSet WholeReader::ReadBytesBehind(std::string_view line) {
  MisreadingSet all = (MisreadingSet{1} << kMisreadings) - 1;
  behind_.clear();
  std::size_t in_run = 0;  // characters that are not ASCII
  for (std::size_t i = 0; i < line.size() && all != 0;) {
    if (IsAscii(line[i])) {
      if (in_run == 1) return 0;
      in_run = 0;
      behind_.push_back(&AsciiBehind(line[i++]));
      continue;
    }
    const BytesBehind& behind = BytesOf(NextCodePoint(line, i));
    behind_.push_back(&behind);
    all &= in_run == 0 ? behind.lead : in_run == 1 ? behind.continuation : behind.has;
    ++in_run;
  }
  return in_run == 1 ? 0 : all;
}

bool WholeReader::IsSameIn(std::size_t a, std::size_t b) const {
  return std::ranges::all_of(
      behind_, [&](const BytesBehind* behind) { return behind->byte[a] == behind->byte[b]; });
}

void WholeReader::WriteIn(std::size_t misreading) {
  written_.resize(behind_.size());
  std::ranges::transform(behind_, written_.begin(), [&](const BytesBehind* behind) {
    return static_cast<char>(behind->byte[misreading]);
  });
}

std::string_view WholeReader::Read(std::string_view line) {
  std::size_t best = kMisreadings;
  float best_cost = 0;
  for (MisreadingSet left = ReadBytesBehind(line); left != 0; left &= left - 1) {
    const auto misreading = static_cast<std::size_t>(std::countr_zero(left));
    if (best < kMisreadings && IsSameIn(best, misreading)) continue;
    WriteIn(misreading);
    if (!IsValidUtf8(written_)) continue;
    if (HasLineEnd(written_)) return {};
    const Cost cost = CostOf(written_);
    if (!ReadsWell(cost.sequences, cost.sum, cost.steps)) continue;
    const float sum = cost.sum + kSeldomRead[misreading];
    if (best < kMisreadings && sum >= best_cost) continue;
    best = misreading;
    best_cost = sum;
    best_.swap(written_);
  }
  return best < kMisreadings ? std::string_view(best_) : std::string_view();
}

}  // namespace warraq
