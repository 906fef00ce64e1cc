// The days that a page speaks of, each with what speaks for it: where its dates stand in the text,
// and what markup, addresses and scripts say.
//
//   for (const DayWitness& day : DaysOf(page, 0, page.lines.size())) ...
//
// What is noted of a day are features by name ("fact:meta:published", "stand:behind-headline"),
// which models/publication_weights.tsv weighs; models/train_publication.cc made it.

#ifndef WARRAQ_PLUGIN_DATE_WITNESS_H_
#define WARRAQ_PLUGIN_DATE_WITNESS_H_

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "plugin/text/hash.h"
#include "warraq/page.h"

namespace warraq {

// Features by number, in the order of their first use; a name has the same number all its life.
// Over names that are `known`, no others are added: those that are not have the number kNone.
class FeatureNames {
 public:
  static constexpr std::uint32_t kNone = 0xFFFFFFFF;
  FeatureNames() = default;
  explicit FeatureNames(const FeatureNames* known) : known_(known) {}
  std::uint32_t Of(std::string_view name);
  const std::vector<std::string>& names() const { return names_; }

 private:
  const FeatureNames* known_ = nullptr;
  std::unordered_map<std::string, std::uint32_t, PhraseHash, std::equal_to<>> numbers_;
  std::vector<std::string> names_;
};

// A date of the text that names the day, and how it stands there.
struct Stand {
  const DateClaim* claim = nullptr;
  std::vector<std::uint32_t> features;
};

struct DayWitness {
  std::string day;  // "2025-05-14"
  std::vector<std::uint32_t> features;
  std::vector<Stand> stands;
  std::vector<const DateClaim*> facts;
  bool change = false;     // the page calls it the day of a change, and nothing else
  bool contested = false;  // the page calls another day that of its publication or of a change
};

// At most kMostDays, in the order of their first mention; the lines are [first_line, end_line).
inline constexpr std::size_t kMostDays = 256;
std::vector<DayWitness> WitnessedDays(const Page& page, std::size_t first_line,
                                      std::size_t end_line, FeatureNames& names);

// The days that an EDTF names: one, several of a set, none where the day or the year is open.
std::vector<std::string> DaysOf(std::string_view edtf);

}  // namespace warraq

#endif  // WARRAQ_PLUGIN_DATE_WITNESS_H_
