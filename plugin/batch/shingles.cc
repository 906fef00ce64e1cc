#include "plugin/batch/shingles.h"

#include <array>
#include <utility>

#include "plugin/text/properties.h"
#include "plugin/text/utf8.h"

namespace warraq {
namespace {

// What a code point is to a word. Letters stand as their folded form, which is more than these.
enum Kind : char16_t { kParts = 0, kIsNothing = 1, kIsWord = 2 };

struct Shape {
  char16_t folded = kParts;
  char16_t rough = kIsNothing;
};

// Letters that stand for others in every comparison: what editions and keyboards mix.
constexpr std::array<std::pair<char16_t, char16_t>, 16> kSpellings = {{
    {u'آ', u'ا'},
    {u'أ', u'ا'},
    {u'إ', u'ا'},
    {u'ٱ', u'ا'},
    {u'ى', u'ي'},
    {u'ی', u'ي'},
    {u'ئ', u'ي'},
    {u'ے', u'ي'},
    {u'ک', u'ك'},
    {u'ة', u'ه'},
    {u'ۀ', u'ه'},
    {u'ہ', u'ه'},
    {u'ھ', u'ه'},
    {u'ۃ', u'ه'},
    {u'ؤ', u'و'},
    {u'ё', u'е'},
}};

// Letters of one shape, as print and scanners show them; the first stands for all. What Arabic
// script tells apart by dots alone is one letter.
constexpr std::array<std::u16string_view, 22> kLookAlike = {
    u"بتثپٹنيى", u"حجخچ",  u"دذڈ",        u"رزژڑ",      u"سش",     u"صض",     u"طظ", u"عغ",
    u"فقڤ",      u"كگ",    u"iljtſıíìîï", u"ceoéèêöóô", u"uvnüúñ", u"aàáâäå", u"hb", u"gq",
    u"sş",       u"инпйц", u"шщж",        u"есоэ",      u"ьъы",    u"דרהח",
};

Shape ShapeOf(char32_t value) {
  const Properties properties = PropertiesOf(value);
  // Combining marks, tatweel and invisible characters are no part of a word, and part none.
  if (properties.Has(kMarkBit) || value == 0x640 || value == 0xAD || value == 0x2060 ||
      (value >= 0x200B && value <= 0x200F)) {
    return {kIsNothing, kIsNothing};
  }
  if (value == 0x621) return {kIsNothing, kIsNothing};  // hamza, written or not
  if (const int digit = DigitValue(value); digit >= 0)
    return {static_cast<char16_t>(u'0' + digit), kIsNothing};
  if (!properties.Has(kLetterBit)) return {};
  if (IsHanOrKana(properties.script)) return {kIsWord, kIsNothing};
  Shape shape;
  // Beyond the first plane a letter is told from others by its last bits: enough for a hash.
  shape.folded = static_cast<char16_t>(properties.folded);
  for (const auto& [from, to] : kSpellings) {
    if (shape.folded == from) shape.folded = to;
  }
  shape.rough = shape.folded;
  for (const std::u16string_view alike : kLookAlike) {
    if (alike.find(shape.folded) != std::u16string_view::npos) shape.rough = alike.front();
  }
  return shape;
}

constexpr char32_t kTableEnd = 0x10000;

// Flat: the lookups of a PagedTable would cost a sixth of all that is done here.
const std::vector<Shape>& Shapes() {
  static const std::vector<Shape> shapes = [] {
    std::vector<Shape> made(kTableEnd);
    for (char32_t value = 0; value < kTableEnd; ++value) made[value] = ShapeOf(value);
    return made;
  }();
  return shapes;
}

constexpr std::uint64_t kStep = 0x9E3779B97F4A7C15;  // odd, without pattern
constexpr std::uint64_t Power(std::uint64_t base, std::size_t exponent) {
  return exponent == 0 ? 1 : base * Power(base, exponent - 1);
}

constexpr std::uint64_t Mixed(std::uint64_t hash) {
  hash = (hash ^ hash >> 29) * 0xD6E8FEB86659FD93;
  return hash ^ hash >> 32;
}

constexpr std::size_t kRoughLetters = 5;

}  // namespace

void Shingles::AddWord(std::uint64_t hash) {
  // A polynomial of the last words: the new one comes in, the oldest goes out.
  std::uint64_t& place = word_[words_ % kShingleWords];
  run_ = (run_ - place * Power(kStep, kShingleWords - 1)) * kStep + hash;
  place = hash;
  if (++words_ >= kShingleWords) runs.push_back(static_cast<std::uint32_t>(Mixed(run_) >> 16));
}

void Shingles::Add(std::string_view utf8) {
  const std::vector<Shape>& shapes = Shapes();
  std::uint64_t word = 0;
  std::uint64_t rough_word = 0;
  std::size_t letters = 0;  // of the rough word
  char16_t last = 0;
  const auto end_word = [&] {
    if (word != 0) AddWord(Mixed(word));
    if (letters >= kRoughLetters) rough.push_back(static_cast<std::uint32_t>(Mixed(rough_word)));
    word = rough_word = 0;
    letters = 0;
    last = 0;
  };
  for (std::size_t at = 0; at < utf8.size();) {
    const char32_t value = NextCodePoint(utf8, at);
    const Shape shape = value < kTableEnd ? shapes[value] : ShapeOf(value);
    if (shape.folded == kIsNothing) continue;
    if (shape.folded <= kIsWord) {
      end_word();
      if (shape.folded == kIsWord) AddWord(Mixed(value * kStep));
      continue;
    }
    word = (word + shape.folded) * kStep;
    word ^= word >> 32;
    // A shape that is doubled is one: what is thick or broken is read so.
    if (shape.rough == kIsNothing || shape.rough == last) continue;
    last = shape.rough;
    rough_word = (rough_word + shape.rough) * kStep;
    rough_word ^= rough_word >> 32;
    ++letters;
  }
  end_word();
}

}  // namespace warraq
