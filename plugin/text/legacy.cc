// Each candidate is weighed by the likelihood of what the bytes mean in it (letters.h) and by how
// often it is met. That is a sum over pairs of letters, so a few words decide:
//
//   CC EE F1 EA E2 E0   windows-1251 "Москва" -21, KOI8-R "лНЯЙБЮ" -50, windows-1256 "جîٌêâà" ...
//
// A declaration counts for much with a few words and for less than the text itself with many: pages
// that declare another encoding than they are in are daily bread.

#include "plugin/text/legacy.h"

#include <algorithm>
#include <array>
#include <bitset>
#include <cmath>
#include <cstdint>

#include "plugin/text/decoder.h"
#include "plugin/text/letters.h"
#include "plugin/text/utf8.h"

namespace warraq {
namespace {

constexpr std::size_t kSampleBytes = 8192;
constexpr std::size_t kStrata = 8;
constexpr std::size_t kContextBytes = 8;  // of ASCII before a byte that is not
constexpr std::size_t kQuietBytes = 16;   // of ASCII, which end a piece
constexpr double kDeclared = 6;           // natural logarithms
constexpr double kDeclaredPerByte = 0.4;
constexpr double kDeclaredAtMost = 200;
// Pairs are not independent, so their sum is surer of itself than it should be.
constexpr double kTemper = 0.5;

// A row of words of one letter each is what signs become in a wrong encoding; the second such word
// in a row costs one of these, the third two, and so on up to four.
constexpr int kLoneLetter = LetterPairs::kSteps * 2;
constexpr int kLoneLettersAtMost = 4;
// MacArabic has the signs of ASCII twice, the second time for right-to-left.
constexpr std::uint8_t kSecondAscii = LetterPairs::kSteps * 3;
// Some languages close with the quote that others open with, but none leaves it alone.
constexpr int kLoneQuote = LetterPairs::kSteps * 5;

struct Candidate {
  const char* name;
  double rarity;  // natural logarithm: how much more seldom than windows-1252 it is met undeclared
};

// The order settles ties: what holds more comes first.
constexpr std::array<Candidate, 41> kCandidates = {{
    {"windows-1252", 0},   {"windows-1256", 0}, {"windows-1251", 0},   {"windows-1250", 1},
    {"windows-1254", 1.5}, {"windows-1255", 1}, {"windows-1253", 1},   {"KOI8-R", 1},
    {"KOI8-U", 1.5},       {"IBM866", 1.5},     {"ISO-8859-6", 1.5},   {"ISO-8859-2", 1.5},
    {"ISO-8859-5", 2.5},   {"ISO-8859-7", 1.5}, {"ISO-8859-8", 2.5},   {"ISO-8859-9", 3},
    {"ISO-8859-15", 2},    {"ISO-8859-1", 3},   {"x-mac-cyrillic", 2}, {"cp720", 2.5},
    {"x-mac-arabic", 2.5}, {"IBM864", 2},       {"IBM850", 2.5},       {"IBM437", 3},
    {"IBM852", 3},         {"IBM855", 4},       {"cp1125", 4},         {"cp737", 3.5},
    {"IBM862", 3.5},       {"IBM857", 3.5},     {"windows-1257", 2},   {"ISO-8859-13", 3},
    {"ISO-8859-4", 3},     {"ISO-8859-3", 4},   {"macintosh", 3},      {"x-mac-greek", 6},
    {"x-mac-turkish", 6},  {"x-mac-ce", 5},     {"ISO-8859-16", 3},    {"windows-1258", 4},
    {"windows-874", 3},
}};
constexpr std::array<Candidate, 5> kMultiByte = {
    {{"GB18030", 4}, {"Shift_JIS", 4}, {"EUC-JP", 4.5}, {"Big5", 4}, {"EUC-KR", 4.5}}};

using Letters = std::array<Letter, 256>;

struct Weighed {
  const ByteEncoding* table;
  Letters letters;
  double rarity;
};

Letters LettersOf(const ByteEncoding& encoding) {
  Letters letters;
  for (std::size_t i = 0; i < 256; ++i) {
    letters[i] = LetterOf(encoding.meaning[i]);
    if (i >= 0x80 && encoding.meaning[i] < 0x80) letters[i].cost += kSecondAscii;
  }
  return letters;
}

const std::vector<Weighed>& WeighedCandidates() {
  static const std::vector<Weighed> made = [] {
    std::vector<Weighed> all;
    for (const auto& [name, rarity] : kCandidates) {
      if (const ByteEncoding* table = FindByteEncoding(name)) {
        all.push_back({table, LettersOf(*table), rarity});
      }
    }
    return all;
  }();
  return made;
}

// The sum of the pairs of a row of letters, in LetterPairs::kSteps.
class Row {
 public:
  void StartPiece() {
    EndWord();
    before_ = space_;
  }
  void Add(Letter next) {
    cost_ += pairs_.Cost(before_, next);
    if (lone_quote_ && next.group == space_.group) cost_ += kLoneQuote;
    lone_quote_ = (next.kind & Letter::kCurlyQuote) != 0 && before_.group == space_.group;
    before_ = next.After(before_);
    if ((next.kind & Letter::kAlphabetic) != 0) {
      ++letters_;
    } else if (letters_ > 0) {
      EndWord();
    }
  }
  double Likelihood() {
    EndWord();
    return -static_cast<double>(cost_) / LetterPairs::kSteps;
  }

 private:
  void EndWord() {
    if (letters_ > 2) lone_ = 0;
    if (letters_ == 1) cost_ += kLoneLetter * std::min(lone_++, kLoneLettersAtMost);
    letters_ = 0;
  }

  const LetterPairs& pairs_ = LetterPairs::Get();
  const Letter space_ = pairs_.Of(U' ');
  Letter before_ = space_;
  std::int64_t cost_ = 0;
  bool lone_quote_ = false;
  int letters_ = 0;  // of the word so far
  int lone_ = 0;     // words of one letter, one behind the other
};

double Likelihood(std::span<const std::string_view> pieces, const Letters& letters) {
  Row row;
  for (const std::string_view piece : pieces) {
    row.StartPiece();
    for (const char byte : piece) row.Add(letters[static_cast<unsigned char>(byte)]);
  }
  return row.Likelihood();
}

// The likelihood of an encoding of several bytes.
double MultiByteLikelihood(std::span<const std::string_view> pieces, const std::string& encoding) {
  Row row;
  for (const std::string_view piece : pieces) {
    row.StartPiece();
    const auto add = [](void* context, char32_t value, std::size_t) {
      static_cast<Row*>(context)->Add(LetterOf(value));
    };
    if (!ForEachCodePoint(piece, encoding, add, &row)) return -1e9;
  }
  return row.Likelihood();
}

// Whether the pieces may be in an encoding of two bytes or more: hardly a high byte stands alone
// before a space or a sign. Spares most texts the conversions.
bool MayBeMultiByte(std::span<const std::string_view> pieces) {
  std::size_t high = 0;
  std::size_t alone = 0;
  for (const std::string_view piece : pieces) {
    for (std::size_t i = 0; i < piece.size(); ++i) {
      const auto byte = static_cast<unsigned char>(piece[i]);
      if (byte < 0x80) continue;
      ++high;
      const bool kana = byte >= 0xA1 && byte <= 0xDF;  // one byte in Shift_JIS
      ++i;
      const bool pair = i < piece.size() && static_cast<unsigned char>(piece[i]) >= 0x30;
      alone += !pair && !kana;
      if (!pair && i < piece.size()) --i;
    }
  }
  return alone * 50 <= high;
}

std::bitset<256> BytesIn(std::span<const std::string_view> pieces) {
  std::bitset<256> seen;
  for (const std::string_view piece : pieces) {
    for (const char byte : piece) seen.set(static_cast<unsigned char>(byte));
  }
  return seen;
}

bool SayTheSame(const ByteEncoding& a, const ByteEncoding& b, const std::bitset<256>& seen) {
  for (std::size_t byte = 0; byte < 256; ++byte) {
    if (seen[byte] && a.meaning[byte] != b.meaning[byte]) return false;
  }
  return true;
}

std::size_t CountForeign(std::span<const std::string_view> pieces) {
  std::size_t count = 0;
  for (const std::string_view piece : pieces) {
    count += static_cast<std::size_t>(
        std::ranges::count_if(piece, [](char c) { return static_cast<unsigned char>(c) >= 0x80; }));
  }
  return count;
}

struct Contender {
  std::string_view name;
  const ByteEncoding* table;
  double weight;      // with rarity and declaration
  double likelihood;  // of the text alone
};

// The share of the best in the likelihoods of all, those that say the same counted with it.
float Confidence(const std::vector<Contender>& contenders, const Contender& best,
                 const std::bitset<256>& seen) {
  double all = 0;
  double same = 0;
  for (const Contender& contender : contenders) {
    const double share = std::exp((contender.weight - best.weight) * kTemper);
    all += share;
    const bool agrees =
        &contender == &best || (contender.table != nullptr && best.table != nullptr &&
                                SayTheSame(*contender.table, *best.table, seen));
    if (agrees) same += share;
  }
  return static_cast<float>(same / all);
}

// Takes pieces from [begin, end) of the bytes, up to `budget` bytes of them.
void SampleStratum(std::string_view bytes, std::size_t begin, std::size_t end, std::size_t budget,
                   std::vector<std::string_view>& pieces) {
  std::size_t at = begin;
  // Not in the middle of a letter of two bytes.
  const std::size_t near = std::min(end, begin + kContextBytes);
  while (at > 0 && at < near && static_cast<unsigned char>(bytes[at - 1]) >= 0x30) ++at;
  while (at < end && budget > 0) {
    const std::size_t first = at + AsciiPrefix(bytes.substr(at, end - at));
    if (first >= end) return;
    const std::size_t from = std::max(at, first - std::min(first, kContextBytes));
    std::size_t quiet = 0;
    std::size_t to = first;
    const std::size_t last = std::min(end, first + budget);
    for (; to < last && quiet < kQuietBytes; ++to) {
      quiet = static_cast<unsigned char>(bytes[to]) < 0x80 ? quiet + 1 : 0;
    }
    pieces.push_back(bytes.substr(from, to - from));
    budget -= std::min(budget, to - first);
    at = to;
  }
}

}  // namespace

std::vector<std::string_view> SampleForeign(std::string_view bytes) {
  std::vector<std::string_view> pieces;
  if (bytes.size() <= kSampleBytes) {
    SampleStratum(bytes, 0, bytes.size(), bytes.size(), pieces);
    return pieces;
  }
  for (std::size_t i = 0; i < kStrata; ++i) {
    SampleStratum(bytes, bytes.size() / kStrata * i,
                  i + 1 == kStrata ? bytes.size() : bytes.size() / kStrata * (i + 1),
                  kSampleBytes / kStrata, pieces);
  }
  return pieces;
}

LegacyChoice ChooseLegacy(std::span<const std::string_view> pieces, const std::string& declared) {
  std::vector<Contender> contenders;
  const double trust = std::min(
      kDeclaredAtMost, kDeclared + kDeclaredPerByte * static_cast<double>(CountForeign(pieces)));
  bool declared_contends = declared.empty();
  const auto contend = [&](std::string_view name, const ByteEncoding* table, double likelihood,
                           double rarity) {
    const bool is_declared = name == declared;
    declared_contends |= is_declared;
    contenders.push_back({name, table, likelihood + (is_declared ? trust : -rarity), likelihood});
  };
  for (const Weighed& candidate : WeighedCandidates()) {
    contend(candidate.table->name, candidate.table, Likelihood(pieces, candidate.letters),
            candidate.rarity);
  }
  if (MayBeMultiByte(pieces)) {
    for (const auto& [name, rarity] : kMultiByte) {
      contend(name, nullptr, MultiByteLikelihood(pieces, name), rarity);
    }
  }
  if (!declared_contends && !declared.starts_with("UTF-")) {
    const LegacyChoice said{declared, FindByteEncoding(declared)};
    contend(declared, said.table, LegacyLikelihood(pieces, said), 0);
  }
  const auto best = std::ranges::max_element(contenders, {}, &Contender::weight);
  const float confidence = Confidence(contenders, *best, BytesIn(pieces));
  return {std::string(best->name), best->table, confidence, best->likelihood};
}

double LegacyLikelihood(std::span<const std::string_view> pieces, const LegacyChoice& choice) {
  if (choice.table == nullptr) return MultiByteLikelihood(pieces, choice.encoding);
  const std::vector<Weighed>& candidates = WeighedCandidates();
  const auto known = std::ranges::find(candidates, choice.table, &Weighed::table);
  if (known != candidates.end()) return Likelihood(pieces, known->letters);
  return Likelihood(pieces, LettersOf(*choice.table));
}

}  // namespace warraq
