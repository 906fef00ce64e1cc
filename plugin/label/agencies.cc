#include "plugin/label/agencies.h"

#include <array>
#include <string>
#include <unordered_map>

#include "plugin/label/shape.h"
#include "plugin/text/model.h"

namespace warraq {
namespace {

// Agencies by their wording, and those of more than four bytes by its phrase too: "PA" is an
// agency, "pa" a word. Of several with one phrase the first counts.
struct Agencies {
  std::unordered_map<std::string_view, std::string_view> by_wording;
  std::unordered_map<std::string, std::string_view> by_phrase;
};

Agencies ReadAgencies() {
  Agencies agencies;
  std::string_view model = Model("agencies.tsv");
  for (std::array<std::string_view, 2> row; NextRow(model, row);) {
    agencies.by_wording.emplace(row[1], row[0]);
    if (row[1].size() > 4) agencies.by_phrase.emplace(PhraseOf(row[1]), row[0]);
  }
  return agencies;
}

}  // namespace

std::string_view AgencyNamed(std::string_view wording) {
  static const Agencies agencies = ReadAgencies();
  if (wording.empty() || wording.size() > 60) return {};
  const auto exact = agencies.by_wording.find(wording);
  if (exact != agencies.by_wording.end()) return exact->second;
  const auto folded = agencies.by_phrase.find(PhraseOf(wording));
  return folded == agencies.by_phrase.end() ? std::string_view() : folded->second;
}

}  // namespace warraq
