// The lexicon is a view of the model that the build made: one trie in flat arrays.

#include "plugin/date/lexicon.h"

#include <cassert>
#include <cstring>

#include "plugin/text/model.h"

namespace warraq {
namespace {

// The next `count` values of the model; moves `at` to the next array.
template <class T>
std::span<const T> Take(std::string_view model, std::size_t& at, std::size_t count) {
  const std::size_t begin = at;
  at += (count * sizeof(T) + 7) / 8 * 8;
  assert(at <= model.size());
  return {reinterpret_cast<const T*>(model.data() + begin), count};
}

}  // namespace

const Lexicon& Lexicon::Get() {
  static const Lexicon lexicon(Model("date_lexicon.bin"));
  return lexicon;
}

Lexicon::Lexicon(std::string_view model) {
  LexiconHeader header;
  assert(model.size() > sizeof header);
  std::memcpy(&header, model.data(), sizeof header);
  assert(header.magic == LexiconHeader::kMagic);
  std::size_t at = sizeof header;
  edges_ = Take<LexiconEdge>(model, at, header.slots);
  filter_ = Take<std::uint64_t>(model, at, header.filter);
  nodes_ = Take<LexiconNode>(model, at, header.nodes + std::size_t{1});
  meanings_ = Take<Meaning>(model, at, header.meanings);
  places_ = {Take<char>(model, at, header.places).data(), header.places};
  rules_ = model.substr(at, header.rules);
}

namespace {

std::string_view LineOf(std::string_view lines, int index) {
  for (; index > 0; --index) lines.remove_prefix(lines.find('\n') + 1);
  return lines.substr(0, lines.find('\n'));
}

}  // namespace

std::string_view Lexicon::Place(int index) const { return LineOf(places_, index); }
std::string_view Lexicon::Rule(int index) const { return LineOf(rules_, index); }

}  // namespace warraq
