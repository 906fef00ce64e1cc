#include "plugin/label/wording.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdlib>
#include <utility>

#include "plugin/label/phrases.h"
#include "plugin/label/shape.h"
#include "plugin/text/model.h"
#include "plugin/text/properties.h"
#include "plugin/text/utf8.h"

namespace warraq {
namespace {

// As the shape of a line has it, of a word that PhraseOf wrote.
std::uint64_t HashOf(std::string_view word) {
  if (word == "^") return Wording::kStart;
  if (word == "$") return Wording::kEnd;
  std::uint64_t hash = PhraseStarts::kSeed;
  for (std::size_t i = 0; i < word.size();) {
    const char32_t value = NextCodePoint(word, i);
    if (value < 0x80 || !PropertiesOf(value).Has(kMarkBit)) hash = PhraseStarts::Step(hash, value);
  }
  return hash;
}

}  // namespace

const Wording& Wording::Get() {
  static const Wording wording = Read(Model("wording.tsv"));
  return wording;
}

Wording Wording::Read(std::string_view model) {
  Wording read;
  for (std::array<std::string_view, 2> row; NextRow(model, row);) {
    int weight = 0;
    std::from_chars(row[0].data(), row[0].data() + row[0].size(), weight);
    const std::string_view first = FirstWord(row[1]);
    std::uint64_t hash = HashOf(first);
    if (first.size() < row[1].size()) hash = Pair(hash, HashOf(row[1].substr(first.size() + 1)));
    read.Add(hash, weight);
  }
  return read;
}

std::int32_t Wording::SumOf(std::span<const std::uint64_t> words) const {
  std::int32_t sum = 0;
  std::uint64_t before = kStart;
  for (const std::uint64_t word : words) {
    sum += WeightOf(word) + WeightOf(Pair(before, word));
    before = word;
  }
  return words.empty() ? 0 : sum + WeightOf(Pair(before, kEnd));
}

// Where both places are taken, the heavier weights stay.
void Wording::Add(std::uint64_t hash, int weight) {
  const std::uint64_t mixed = hash * 0x9E3779B97F4A7C15u;
  Entry* const entries = entries_.data() + (mixed >> (64 - kBits) & ~std::uint64_t{1});
  Entry made{static_cast<std::uint8_t>(mixed >> 32),
             static_cast<std::int8_t>(std::clamp(weight, -127, 127))};
  if (std::abs(entries[0].weight) < std::abs(made.weight)) std::swap(entries[0], made);
  if (std::abs(entries[1].weight) < std::abs(made.weight)) std::swap(entries[1], made);
}

}  // namespace warraq
