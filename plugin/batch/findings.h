// What a proof has found: counts, and a sentence for each thing that is untrue or not proved, told
// as soon as it is known.

#ifndef WARRAQ_PLUGIN_BATCH_FINDINGS_H_
#define WARRAQ_PLUGIN_BATCH_FINDINGS_H_

#include <cstddef>
#include <functional>
#include <string>

namespace warraq {

struct VerifyCounts {
  std::size_t records = 0;
  std::size_t pieces = 0;   // texts that were compared with what stands at their `from`
  std::size_t rebuilt = 0;  // sources made again from a full record, bit for bit
  std::size_t doubts = 0;   // what cannot be proved: settings of the program that recognized it
  std::size_t lies = 0;
};

class Findings {
 public:
  // `tell` outlives this.
  explicit Findings(const std::function<void(const std::string&)>& tell) : tell_(tell) {}

  void Lie(const std::string& sentence) {
    ++counts.lies;
    tell_(sentence);
  }
  void Doubt(const std::string& sentence) {
    ++counts.doubts;
    tell_(sentence +
          " (not proved: another program recognized it, whose further settings are not known)");
  }

  VerifyCounts counts;

 private:
  const std::function<void(const std::string&)>& tell_;
};

}  // namespace warraq

#endif  // WARRAQ_PLUGIN_BATCH_FINDINGS_H_
