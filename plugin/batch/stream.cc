// The window moves its bytes to the front when it runs full, and doubles when even that is too
// little: so each byte is moved a bounded number of times, and the buffer is at most twice the
// longest piece that was asked for.

#include "plugin/batch/stream.h"

#include <algorithm>
#include <cstring>

namespace warraq {
namespace {

constexpr std::uint64_t kFreeGrowth = std::uint64_t{64} << 20;  // may always be unpacked
constexpr std::uint64_t kBombs = 16;  // that an input may hold, each stopped by itself
constexpr std::size_t kFirstCapacity = std::size_t{64} << 10;
constexpr std::size_t kLeastRead = std::size_t{16} << 10;

}  // namespace

std::uint64_t MostUnpacked(std::uint64_t stored_bytes, const Limits& limits) {
  return kFreeGrowth + stored_bytes * limits.inflation;
}

Error InflatesTooMuch(std::uint64_t most) {
  return {Code::kTooLarge, 0,
          "it unpacks to more than " + std::to_string(most) +
              " bytes (limits source_bytes and inflation)"};
}

bool Budget::Spend(std::size_t bytes) {
  unpacked_ += bytes;
  return unpacked_ <= kBombs * MostUnpacked(stored_, limits_);
}

void Window::MakeRoom() {
  if (capacity_ - end_ >= kLeastRead) return;
  const std::size_t held = end_ - begin_;
  const bool enough = capacity_ - held >= std::max(kLeastRead, capacity_ / 2);
  if (enough) {
    std::memmove(buffer_.get(), buffer_.get() + begin_, held);
  } else {
    capacity_ = std::max(kFirstCapacity, capacity_ * 2);
    auto larger = std::make_unique_for_overwrite<char[]>(capacity_);
    if (held > 0) std::memcpy(larger.get(), buffer_.get() + begin_, held);
    buffer_ = std::move(larger);
  }
  begin_ = 0;
  end_ = held;
}

bool Window::Grow() {
  if (ended_) return false;
  MakeRoom();
  const Result<std::size_t> read = stream_.Read(std::span(buffer_.get() + end_, capacity_ - end_));
  if (!read.ok()) error_ = read.error();
  ended_ = !read.ok() || read.value() == 0;
  if (ended_) return false;
  const std::optional<std::uint64_t> member = stream_.MemberAt();
  if (member && (marks_.empty() || marks_.back().member != *member)) {
    marks_.push_back({offset_ + (end_ - begin_), *member});
    PassMarks();
  }
  end_ += read.value();
  return true;
}

bool Window::Reach(std::size_t bytes) {
  while (end_ - begin_ < bytes) {
    if (!Grow()) return false;
  }
  return true;
}

void Window::PassMarks() {
  while (marks_.size() > 1 && marks_[1].offset <= offset_) marks_.pop_front();
}

void Window::Drop(std::size_t bytes) {
  begin_ += bytes;
  offset_ += bytes;
  if (begin_ == end_) begin_ = end_ = 0;
  PassMarks();
}

std::uint64_t Window::Skip(std::uint64_t bytes) {
  std::uint64_t skipped = 0;
  while (skipped < bytes) {
    if (begin_ == end_ && !Grow()) break;
    const std::uint64_t now = std::min<std::uint64_t>(end_ - begin_, bytes - skipped);
    Drop(static_cast<std::size_t>(now));
    skipped += now;
  }
  return skipped;
}

void Window::DropLine() {
  for (;;) {
    const std::size_t feed = view().find('\n');
    const bool found = feed != std::string_view::npos;
    Drop(found ? feed + 1 : view().size());
    if (found || !Grow()) return;
  }
}

bool Window::Resume() {
  offset_ += end_ - begin_;
  begin_ = end_ = 0;
  error_.reset();
  ended_ = !stream_.Resume();
  return !ended_;
}

bool Window::Seek(std::uint64_t offset) {
  if (offset >= offset_ && offset - offset_ <= end_ - begin_) {
    Drop(static_cast<std::size_t>(offset - offset_));
    return true;
  }
  if (!stream_.Seek(offset)) return false;
  begin_ = end_ = 0;
  offset_ = offset;
  marks_.clear();
  error_.reset();
  ended_ = false;
  return true;
}

std::string Window::Place() const {
  if (marks_.empty()) return "@" + std::to_string(offset_);
  const Mark& mark = marks_.front();
  std::string place = "@" + std::to_string(mark.member);
  if (offset_ != mark.offset) place += "+" + std::to_string(offset_ - mark.offset);
  return place;
}

std::optional<std::size_t> Window::NextMember() const {
  if (marks_.size() < 2) return std::nullopt;
  return static_cast<std::size_t>(marks_[1].offset - offset_);
}

Result<std::string> ReadRest(Window& window, const Limits& limits) {
  std::string bytes;
  if (const auto size = window.Size())
    bytes.reserve(std::min<std::uint64_t>(*size, limits.source_bytes));
  do {
    bytes += window.view();
    window.Drop(window.view().size());
    if (bytes.size() >= limits.source_bytes) {
      return Error{Code::kTooLarge, 0,
                   "it passes the limit source_bytes, " + std::to_string(limits.source_bytes)};
    }
  } while (window.Grow());
  if (window.error()) return *window.error();
  return bytes;
}

}  // namespace warraq
