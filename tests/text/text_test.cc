// The map of a Text against a slow obvious one: for every byte the set of origin bytes, and between
// bytes what was dropped there. Random edits in several layers must agree at every place.

#include "warraq/text.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "plugin/repair/repair.h"
#include "plugin/text/encoding.h"
#include "tests/samples.h"

namespace warraq {
namespace {

using Places = std::set<std::uint32_t>;

// The oracle. What was dropped before byte i is dropped[i]; dropped has one entry more than bytes.
struct Slow {
  std::string bytes;
  std::vector<Places> from;
  std::vector<Places> dropped{1};

  void Add(char byte, Places places) {
    bytes.push_back(byte);
    from.push_back(std::move(places));
    dropped.emplace_back();
  }
  Places Union(std::size_t begin, std::size_t end, bool with_first_drop) const {
    Places all;
    for (std::size_t i = begin; i < end; ++i) {
      all.insert(from[i].begin(), from[i].end());
      if (i > begin || with_first_drop) all.insert(dropped[i].begin(), dropped[i].end());
    }
    return all;
  }
};

struct SlowEdit {
  const Slow& input;
  Slow out = {};
  bool reached_end = false;

  void Drop(const Places& places) { out.dropped.back().insert(places.begin(), places.end()); }
  void Keep(std::size_t begin, std::size_t end) {
    reached_end |= end == input.bytes.size();
    for (std::size_t i = begin; i < end; ++i) {
      Drop(input.dropped[i]);
      out.Add(input.bytes[i], input.from[i]);
    }
  }
  void Replace(std::size_t begin, std::size_t end, std::string_view with) {
    reached_end |= begin < end && end == input.bytes.size();
    if (begin < end && input.bytes.substr(begin, end - begin) == with) return Keep(begin, end);
    const Places all = input.Union(begin, end, true);
    if (with.empty()) Drop(all);
    for (const char byte : with) out.Add(byte, all);
  }
  Slow Finish() {
    if (reached_end) Drop(input.dropped.back());
    return std::move(out);
  }
};

Places Flat(const std::vector<Span>& spans) {
  Places places;
  for (const Span& span : spans) {
    for (std::uint32_t i = span.begin; i < span.end; ++i) places.insert(i);
  }
  return places;
}

void ExpectOrderly(const std::vector<Span>& spans) {
  for (std::size_t i = 0; i < spans.size(); ++i) {
    EXPECT_LT(spans[i].begin, spans[i].end);
    EXPECT_TRUE(i == 0 || spans[i - 1].end < spans[i].begin) << "neighbours are merged";
  }
}

bool Starts(std::string_view bytes, std::size_t at) {
  return at >= bytes.size() || (static_cast<unsigned char>(bytes[at]) & 0xC0) != 0x80;
}

class Randomly {
 public:
  explicit Randomly(std::uint32_t seed) : engine_(seed) {}
  // 0 to most - 1. Not std::uniform_int_distribution, which is not the same everywhere.
  std::size_t Below(std::size_t most) { return most == 0 ? 0 : engine_() % most; }
  // A place between code points.
  std::size_t Place(std::string_view bytes) {
    std::size_t at = Below(bytes.size() + 1);
    while (!Starts(bytes, at)) --at;
    return at;
  }
  std::pair<std::size_t, std::size_t> Stretch(std::string_view bytes) {
    const std::size_t a = Place(bytes);
    const std::size_t b = Place(bytes);
    return {std::min(a, b), std::max(a, b)};
  }
  std::string_view Word() {
    constexpr std::string_view kWords[] = {"",    "", "x", "&", "\xC3\xA9", "\xD8\xA7\xD9\x84",
                                           "long"};
    return kWords[Below(std::size(kWords))];
  }

 private:
  std::mt19937 engine_;
};

void ExpectSame(const Text& text, const Slow& slow, Randomly& random) {
  ASSERT_EQ(text.bytes(), slow.bytes);
  const auto check = [&](std::size_t begin, std::size_t end) {
    SCOPED_TRACE(testing::Message() << "[" << begin << ", " << end << ")");
    const std::vector<Span> origin = text.Origin(begin, end);
    ExpectOrderly(origin);
    EXPECT_EQ(Flat(origin), slow.Union(begin, end, false));
    const Text slice = text.Slice(begin, end);
    EXPECT_EQ(slice.bytes(), text.bytes().substr(begin, end - begin));
    EXPECT_EQ(Flat(slice.Origin()), Flat(origin));
  };
  check(0, slow.bytes.size());
  for (std::size_t begin = 0; begin < slow.bytes.size();) {
    std::size_t end = begin + 1;
    while (!Starts(slow.bytes, end)) ++end;
    check(begin, end);
    begin = end;
  }
  for (int i = 0; i < 4; ++i) {
    const auto [begin, end] = random.Stretch(slow.bytes);
    check(begin, end);
  }
  // Changes: with the copies, all of the map, and in the order of the text.
  Places mapped;
  std::size_t before = 0;
  for (const Change& change : text.Changes()) {
    EXPECT_GE(change.text.begin, before);
    before = change.text.end;
    const Places some = Flat(change.origin);
    mapped.insert(some.begin(), some.end());
    Places expected = slow.Union(change.text.begin, change.text.end, false);
    if (change.text.size() == 0) expected = slow.dropped[change.text.begin];
    EXPECT_TRUE(std::ranges::includes(expected, some));
  }
  for (const warraq::Run& run : text.runs()) {
    if (run.relation != Relation::kCopy) continue;
    for (std::uint32_t i = 0; i < run.origin_bytes; ++i) mapped.insert(run.origin + i);
  }
  Places all = slow.Union(0, slow.bytes.size(), true);
  all.insert(slow.dropped.back().begin(), slow.dropped.back().end());
  EXPECT_EQ(mapped, all);
}

// Changes on a walk through the text, as the stages make it, by the words for that or each stretch
// by itself.
void WalkBoth(Text& text, Slow& slow, Randomly& random) {
  Edit edit(text);
  SlowEdit slow_edit{slow};
  const bool each = random.Below(3) == 0;
  std::size_t kept = 0;
  while (kept < slow.bytes.size()) {
    std::size_t begin = std::min(kept + random.Below(12), slow.bytes.size());
    while (!Starts(slow.bytes, begin)) ++begin;
    std::size_t end = std::min(begin + random.Below(5), slow.bytes.size());
    while (!Starts(slow.bytes, end)) ++end;
    const std::string_view with = random.Word();
    slow_edit.Keep(kept, begin);
    slow_edit.Replace(begin, end, with);
    if (each) {
      edit.Keep(kept, begin);
      edit.Replace(begin, end, with);
    } else {
      edit.Change(begin, end, with);
    }
    kept = end;
  }
  slow_edit.Keep(kept, slow.bytes.size());
  if (each) edit.Keep(kept, slow.bytes.size());
  Text made = each ? std::move(edit).Finish() : std::move(edit).FinishRest();
  Slow slow_made = slow_edit.Finish();
  text = std::move(made);
  slow = std::move(slow_made);
}

// Stretches in any order.
void MixBoth(Text& text, Slow& slow, Randomly& random) {
  Edit edit(text);
  SlowEdit slow_edit{slow};
  for (std::size_t i = 1 + random.Below(7); i > 0; --i) {
    const auto [begin, end] = random.Stretch(slow.bytes);
    if (random.Below(2) == 0) {
      edit.Keep(begin, end);
      slow_edit.Keep(begin, end);
    } else {
      const std::string_view with = random.Word();
      edit.Replace(begin, end, with);
      slow_edit.Replace(begin, end, with);
    }
  }
  Text made = std::move(edit).Finish();
  Slow slow_made = slow_edit.Finish();
  text = std::move(made);
  slow = std::move(slow_made);
}

void EditInLayers(const Text& text, const Slow& slow, std::uint32_t seed) {
  Randomly random(seed);
  Text edited = text;
  Slow oracle = slow;
  ExpectSame(edited, oracle, random);
  for (int layer = 0; layer < 4; ++layer) {
    random.Below(3) > 0 ? WalkBoth(edited, oracle, random) : MixBoth(edited, oracle, random);
    SCOPED_TRACE(testing::Message() << "seed " << seed << ", layer " << layer);
    ExpectSame(edited, oracle, random);
    if (testing::Test::HasFailure()) return;
  }
}

TEST(TextTest, RandomEditsOfVerbatimText) {
  const std::string source =
      "caf\xC3\xA9&amp;co, \xD9\x83\xD8\xAA\xD8\xA7\xD8\xA8 \xF0\x9F\x93\xB0.";
  constexpr std::uint32_t kOffset = 1000;
  Slow slow;
  for (std::size_t i = 0; i < source.size(); ++i) {
    slow.Add(source[i], {kOffset + static_cast<std::uint32_t>(i)});
  }
  for (std::uint32_t seed = 1; seed <= 600 && !HasFailure(); ++seed) {
    EditInLayers(Text::Verbatim(source, kOffset), slow, seed);
  }
}

TEST(TextTest, RandomEditsOfDecodedText) {
  // Longer than a run of kUnits may be, with letters of one, two and three bytes of UTF-8.
  std::string line =
      "\xD8\xA3\xD8\xB9\xD9\x84\xD9\x86\xD8\xAA Reuters \xE2\x80\x93 "
      "\xD8\xA7\xD9\x84\xD9\x88\xD8\xB2"
      "\xD8\xA7\xD8\xB1\xD8\xA9 \xD8\xA3\xD9\x86 "
      "\xD8\xA7\xD9\x84\xD9\x85\xD8\xB4\xD8\xB1\xD9\x88\xD8"
      "\xB9. ";
  std::string text;
  for (int i = 0; i < 8; ++i) text += line;
  const struct {
    const char* encoding;
    std::uint32_t unit;
    std::string mark;
  } kCases[] = {
      {"windows-1256", 1, ""}, {"UTF-16LE", 2, "\xFF\xFE"}, {"UTF-32BE", 4, {"\0\0\xFE\xFF", 4}}};
  for (const auto& [encoding, unit, mark] : kCases) {
    SCOPED_TRACE(encoding);
    const Result<Decoded> decoded = Decode(mark + Encode(text, encoding));
    ASSERT_TRUE(decoded.ok());
    ASSERT_EQ(decoded.value().encoding, encoding);
    const Text& whole = decoded.value().text;
    Slow slow;
    std::uint32_t at = 0;
    for (std::size_t i = 0; i < whole.bytes().size(); ++i) {
      if (i > 0 && Starts(whole.bytes(), i)) at += unit;
      Places places;
      for (std::uint32_t k = 0; k < unit; ++k) places.insert(at + k);
      slow.Add(whole.bytes()[i], places);
    }
    for (std::uint32_t seed = 1; seed <= 12 && !HasFailure(); ++seed)
      EditInLayers(whole, slow, seed);
  }
}

TEST(TextTest, ReversalIsAPermutation) {
  const std::string source = "abcdefgh";
  const Text text = Text::Verbatim(source);
  Edit edit(text);
  for (std::size_t i = source.size(); i > 0; --i) edit.Keep(i - 1, i);
  const Text reversed = std::move(edit).Finish();
  EXPECT_EQ(reversed.bytes(), "hgfedcba");
  EXPECT_EQ(reversed.Origin(0, 1), (std::vector<Span>{{7, 8}}));
  EXPECT_EQ(reversed.Origin(), (std::vector<Span>{{0, 8}}));
}

TEST(TextTest, MergedStretchesHaveSeparateOrigins) {
  const Text text = Text::Verbatim("0123456789");
  Edit edit(text);
  edit.Keep(8, 10), edit.Keep(0, 2), edit.Keep(4, 5);
  const Text moved = std::move(edit).Finish();
  Edit again(moved);
  again.Replace(0, 5, "ab");
  const Text merged = std::move(again).Finish();
  const std::vector<Span> all = {{0, 2}, {4, 5}, {8, 10}};
  EXPECT_EQ(merged.Origin(), all);
  EXPECT_EQ(merged.Origin(0, 1), all) << "a part of an edit comes from all of it";
  EXPECT_EQ(merged.Slice(0, 1).Origin(), all);
  EXPECT_EQ(merged.Slice(1, 2).Origin(), all);
  ASSERT_EQ(merged.Changes().size(), 1u);
  EXPECT_EQ(merged.Changes()[0].origin, all);
}

TEST(TextTest, ASliceHasNoDropsAtItsEdges) {
  const Text text = Text::Verbatim("--word--");
  Edit edit(text);
  edit.Drop(0, 2), edit.Keep(2, 6), edit.Drop(6, 8);
  const Text dropped = std::move(edit).Finish();
  EXPECT_EQ(dropped.Changes().size(), 2u);
  EXPECT_EQ(dropped.Slice(0, 4).Changes().size(), 0u);
  EXPECT_EQ(dropped.Slice(0, 4).map_bytes(), 16u);
}

TEST(TextTest, DropsOfSeparateStretchesOutliveAnotherEdit) {
  const Text text = Text::Verbatim("0123456789");
  Edit edit(text);
  edit.Keep(8, 10), edit.Keep(0, 2), edit.Keep(4, 5);
  const Text moved = std::move(edit).Finish();
  Edit drop(moved);
  drop.Keep(0, 1), drop.Drop(1, 5);
  const Text dropped = std::move(drop).Finish();
  Edit keep(dropped);
  keep.Keep(0, 1);
  const Text kept = std::move(keep).Finish();
  ASSERT_EQ(kept.Changes().size(), 1u);
  EXPECT_EQ(kept.Changes()[0].origin, (std::vector<Span>{{0, 2}, {4, 5}, {9, 10}}));
}

TEST(TextTest, CleanTextHasOneRun) {
  std::string clean;
  for (int i = 0; i < 2000; ++i) clean += "\xD9\x83\xD8\xAA\xD8\xA7\xD8\xA8 and a book.\n";
  std::vector<RepairCount> counts;
  const Text text = RepairAll(Text::Verbatim(clean), counts);
  EXPECT_TRUE(counts.empty());
  EXPECT_EQ(text.runs().size(), 1u);
  EXPECT_EQ(text.map_bytes(), 16u);
  // Kept in pieces, as stages do, it is still one.
  Edit edit(text);
  for (std::size_t i = 0; i < clean.size(); i += 50) edit.Keep(i, std::min(i + 50, clean.size()));
  EXPECT_EQ(std::move(edit).Finish().runs().size(), 1u);
}

TEST(TextTest, UnitsTakeAtMostTheirShareOfTheMap) {
  std::string text;
  for (int i = 0; i < 2000; ++i) text += "\xD9\x83\xD8\xAA\xD8\xA7\xD8\xA8 ";
  const Result<Decoded> decoded = Decode(Encode(text, "windows-1256"));
  ASSERT_TRUE(decoded.ok());
  const Text& whole = decoded.value().text;
  for (const warraq::Run& run : whole.runs()) EXPECT_LE(run.origin_bytes, Text::kUnitsRunBytes);
  EXPECT_LT(whole.map_bytes(), whole.bytes().size() / 20);
  EXPECT_EQ(whole.Slice(0, whole.bytes().size()).runs().size(), whole.runs().size());
}

// Every byte of the source is in exactly one run, copied or as what was changed.
TEST(TextTest, RepairedDumpsRebuildTheirSource) {
  const std::vector<std::string> paths = SamplePaths("dumps", ".txt");
  ASSERT_GE(paths.size(), 15u);
  for (const std::string& path : paths) {
    SCOPED_TRACE(path);
    const std::string source = ReadWhole(path);
    Result<Decoded> decoded = Decode(source);
    ASSERT_TRUE(decoded.ok());
    std::vector<RepairCount> counts;
    const Text text = RepairAll(std::move(decoded).value().text, counts);
    std::string rebuilt(source.size(), '\0');
    std::vector<int> times(source.size(), 0);
    for (const warraq::Run& run : text.runs()) {
      const bool copy = run.relation == Relation::kCopy;
      ASSERT_LE(run.origin + run.origin_bytes, source.size());
      const std::string_view from =
          copy ? text.bytes().substr(run.begin, run.origin_bytes)
               : std::string_view(source).substr(run.origin, run.origin_bytes);
      rebuilt.replace(run.origin, run.origin_bytes, from);
      for (std::uint32_t i = 0; i < run.origin_bytes; ++i) ++times[run.origin + i];
    }
    EXPECT_EQ(rebuilt, source);
    EXPECT_EQ(std::ranges::count(times, 1), static_cast<std::ptrdiff_t>(times.size()));
  }
}

}  // namespace
}  // namespace warraq
