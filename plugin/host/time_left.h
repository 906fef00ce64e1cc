// How long a batch has still to run, by how much of its inputs it has come through and how fast.

#ifndef WARRAQ_PLUGIN_HOST_TIME_LEFT_H_
#define WARRAQ_PLUGIN_HOST_TIME_LEFT_H_

#include <cstdint>
#include <optional>
#include <string>

namespace warraq {

class TimeLeft {
 public:
  // Of the input files, where that is known: there is no pipe among them.
  explicit TimeLeft(std::optional<std::uint64_t> all_bytes) : all_bytes_(all_bytes) {}

  // After each source, at so many seconds since the begin: so many bytes of the inputs are behind
  // us. What was done before this run goes by faster than work does: it counts for what is left,
  // not for the speed.
  void Take(std::uint64_t bytes, double seconds, bool done_before);

  // Seconds; nothing as long as nobody can tell, and at the end.
  std::optional<double> Left() const;

  std::uint64_t bytes() const { return bytes_; }
  std::optional<std::uint64_t> all_bytes() const { return all_bytes_; }

 private:
  std::optional<std::uint64_t> all_bytes_;
  std::uint64_t bytes_ = 0;
  double seconds_ = 0;
  double worked_seconds_ = 0;  // of this run's own work, all of it
  double worked_bytes_ = 0;
  double recent_seconds_ = 0, recent_bytes_ = 0;  // of it, what is older counts for less
};

// "about 40 s left", "about 3 min left", "about 2 h 10 min left", "about 4 days left".
std::string WordsOfTimeLeft(double seconds);

}  // namespace warraq

#endif  // WARRAQ_PLUGIN_HOST_TIME_LEFT_H_
