#include "plugin/host/time_left.h"

#include <algorithm>
#include <cmath>

namespace warraq {
namespace {

// Pages and pictures cost unlike time for their bytes, and stand together in folders: the speed is
// that of the last minutes, and none is told before there was some of it.
constexpr double kHalfLife = 120;      // seconds after which work counts half
constexpr double kLeastSeconds = 10;   // of work, before anything is told
constexpr double kLeastShare = 0.005;  // of all bytes; or
constexpr double kLongSeconds = 60;    // so much time

constexpr double kMinute = 60, kHour = 60 * kMinute, kDay = 24 * kHour;

long Rounded(double seconds, double unit) { return std::lround(seconds / unit); }

}  // namespace

void TimeLeft::Take(std::uint64_t bytes, double seconds, bool done_before) {
  if (all_bytes_) bytes = std::min(bytes, *all_bytes_);
  const double more_bytes = bytes > bytes_ ? static_cast<double>(bytes - bytes_) : 0;
  const double more_seconds = std::max(0.0, seconds - seconds_);
  bytes_ = std::max(bytes_, bytes);
  seconds_ = std::max(seconds_, seconds);
  if (done_before) return;
  const double kept = std::exp2(-more_seconds / kHalfLife);
  recent_bytes_ = recent_bytes_ * kept + more_bytes;
  recent_seconds_ = recent_seconds_ * kept + more_seconds;
  worked_bytes_ += more_bytes;
  worked_seconds_ += more_seconds;
}

std::optional<double> TimeLeft::Left() const {
  if (!all_bytes_ || bytes_ >= *all_bytes_ || recent_bytes_ <= 0) return std::nullopt;
  const auto all = static_cast<double>(*all_bytes_);
  const bool enough = worked_bytes_ >= all * kLeastShare || worked_seconds_ >= kLongSeconds;
  if (worked_seconds_ < kLeastSeconds || !enough) return std::nullopt;
  return (all - static_cast<double>(bytes_)) * recent_seconds_ / recent_bytes_;
}

std::string WordsOfTimeLeft(double seconds) {
  const auto number = [](long value) { return std::to_string(value); };
  if (seconds < 90) return "about " + number(std::max(1L, Rounded(seconds, 5)) * 5) + " s left";
  if (seconds < 90 * kMinute) return "about " + number(Rounded(seconds, kMinute)) + " min left";
  if (seconds < 2 * kDay) {
    const long tens = Rounded(seconds, 10 * kMinute);
    const std::string minutes = tens % 6 == 0 ? "" : " " + number(tens % 6 * 10) + " min";
    return "about " + number(tens / 6) + " h" + minutes + " left";
  }
  return "about " + number(Rounded(std::min(seconds, 1000 * kDay), kDay)) + " days left";
}

}  // namespace warraq
