// Bytes that come one block after the other: a file, a pipe, a member of an archive, what a
// compressed file unpacks to. Layers stand on one another, and none holds more than its block.

#ifndef WARRAQ_PLUGIN_BATCH_STREAM_H_
#define WARRAQ_PLUGIN_BATCH_STREAM_H_

#include <cstddef>
#include <cstdint>
#include <deque>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "warraq/options.h"
#include "warraq/result.h"

namespace warraq {

class ByteStream {
 public:
  virtual ~ByteStream() = default;
  // Fills the front of `room`, never over the end of a compressed member; 0 at the end.
  virtual Result<std::size_t> Read(std::span<char> room) = 0;
  // Of what the last Read gave: where its compressed member begins in the file as stored. Nothing
  // where nothing is compressed member by member.
  virtual std::optional<std::uint64_t> MemberAt() const { return std::nullopt; }
  // After an error or rubbish between members: goes on with the next member. False where none is.
  virtual bool Resume() { return false; }
  // Bytes, where that is known and Seek works; else nothing.
  virtual std::optional<std::uint64_t> Size() const { return std::nullopt; }
  virtual bool Seek(std::uint64_t /*offset*/) { return false; }
};

// How much may come out of one input, whatever is packed in what: bombs are packed in bombs.
class Budget {
 public:
  explicit Budget(const Limits& limits) : limits_(limits) {}

  void CountStored(std::size_t bytes) { stored_ += bytes; }
  std::uint64_t stored() const { return stored_; }
  // Bytes that were unpacked somewhere. False once they are too many for what is stored.
  bool Spend(std::size_t bytes);
  const Limits& limits() const { return limits_; }

 private:
  const Limits& limits_;
  std::uint64_t stored_ = 0;
  std::uint64_t unpacked_ = 0;
};

// What may have come out of so many stored bytes.
std::uint64_t MostUnpacked(std::uint64_t stored_bytes, const Limits& limits);
Error InflatesTooMuch(std::uint64_t most);

// The part of a stream that is looked at: from any place on as much as is asked for, in one piece.
class Window {
 public:
  // The stream outlives it.
  explicit Window(ByteStream& stream) : stream_(stream) {}

  // Until the next call that is not const.
  std::string_view view() const { return {buffer_.get() + begin_, end_ - begin_}; }
  std::uint64_t offset() const { return offset_; }  // of the view in the stream

  // Some more bytes behind; false at the end or where reading failed (then there is an error).
  bool Grow();
  // Until the view has so many bytes; false where the stream has fewer.
  bool Reach(std::size_t bytes);
  void Drop(std::size_t bytes);  // at most the view's
  // Drops so many, reading on where the view is shorter. Returns how many there were.
  std::uint64_t Skip(std::uint64_t bytes);

  void DropLine();  // up to its line feed, however far that is

  const std::optional<Error>& error() const { return error_; }
  // Goes on behind an error or rubbish, with an empty view.
  bool Resume();
  bool CanSeek() const { return stream_.Size().has_value(); }
  std::optional<std::uint64_t> Size() const { return stream_.Size(); }
  bool Seek(std::uint64_t offset);

  // Where the view begins, as names of records say it: the offset, or that of its compressed
  // member, with "+" and the offset inside where it does not begin one.
  std::string Place() const;
  // Of the view's first byte.
  std::optional<std::uint64_t> Member() const {
    return marks_.empty() ? std::nullopt : std::optional(marks_.front().member);
  }
  // Where in the view the next compressed member begins; nothing where that is not in it.
  std::optional<std::size_t> NextMember() const;

 private:
  struct Mark {
    std::uint64_t offset;  // in the stream
    std::uint64_t member;  // where it begins in the file as stored
  };
  void MakeRoom();
  void PassMarks();

  ByteStream& stream_;
  std::unique_ptr<char[]> buffer_;
  std::size_t capacity_ = 0, begin_ = 0, end_ = 0;
  std::uint64_t offset_ = 0;
  std::deque<Mark> marks_;  // the first is that of the view's first byte
  std::optional<Error> error_;
  bool ended_ = false;
};

// All that is left. An error where it passes Limits::source_bytes.
Result<std::string> ReadRest(Window& window, const Limits& limits);

}  // namespace warraq

#endif  // WARRAQ_PLUGIN_BATCH_STREAM_H_
