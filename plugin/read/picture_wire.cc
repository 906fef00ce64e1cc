#include "plugin/read/picture_wire.h"

#include <sys/socket.h>

#include <algorithm>
#include <cerrno>
#include <cmath>
#include <cstring>
#include <type_traits>
#include <utility>

#include "plugin/text/utf8.h"

namespace warraq {
namespace {

class Packer {
 public:
  template <typename Number>
  Packer& Put(Number number) {
    static_assert(std::is_arithmetic_v<Number>);
    bytes_.append(reinterpret_cast<const char*>(&number), sizeof number);
    return *this;
  }
  Packer& Put(std::string_view text) {
    Put(static_cast<std::uint32_t>(text.size()));
    bytes_.append(text);
    return *this;
  }
  Packer& Put(const std::string& text) { return Put(std::string_view(text)); }
  Packer& Put(const Box& box) { return Put(box.x).Put(box.y).Put(box.width).Put(box.height); }
  std::string Take() { return std::move(bytes_); }

 private:
  std::string bytes_;
};

// After the first thing that is not there all others are nothing, too.
class Unpacker {
 public:
  explicit Unpacker(std::string_view bytes) : bytes_(bytes) {}

  template <typename Number>
  Unpacker& Get(Number& number) {
    static_assert(std::is_arithmetic_v<Number>);
    const std::string_view from = Next(sizeof number);
    if (good_) std::memcpy(&number, from.data(), sizeof number);
    return *this;
  }
  Unpacker& Get(bool& yes) {
    std::uint8_t byte = 0;
    Get(byte);
    yes = byte != 0;
    return *this;
  }
  Unpacker& Get(std::string& text) {
    std::uint32_t size = 0;
    text = Get(size).Next(size);
    return *this;
  }
  Unpacker& Get(Box& box) { return Get(box.x).Get(box.y).Get(box.width).Get(box.height); }
  // A list's length, each member of which takes `least` bytes.
  std::size_t Count(std::size_t least) {
    std::uint32_t count = 0;
    Get(count);
    good_ = good_ && count <= bytes_.size() / least;
    return good_ ? count : 0;
  }
  bool good() const { return good_; }
  bool whole() const { return good_ && bytes_.empty(); }

 private:
  std::string_view Next(std::size_t size) {
    good_ = good_ && size <= bytes_.size();
    if (!good_) return {};
    const std::string_view next = bytes_.substr(0, size);
    bytes_.remove_prefix(size);
    return next;
  }
  std::string_view bytes_;
  bool good_ = true;
};

bool IsText(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint point = DecodeAt(text, at);
    if (!point.valid || point.value == U'\n' || point.value == 0) return false;
    at += point.bytes;
  }
  return true;
}

bool IsIn(const Box& box, const Recognition& page) {
  return box.x >= 0 && box.y >= 0 && box.width >= 0 && box.height >= 0 &&
         box.width <= page.width - box.x && box.height <= page.height - box.y;
}

bool IsWord(const OcrWord& word, const Recognition& page) {
  const auto is_alternative = [&](const OcrAlternative& other) {
    return other.at.begin <= other.at.end && other.at.end <= word.text.size() &&
           IsText(other.text) && IsText(other.purpose) && std::isfinite(other.confidence);
  };
  return !word.text.empty() && IsText(word.text) && IsIn(word.box, page) &&
         std::isfinite(word.confidence) && std::ranges::all_of(word.alternatives, is_alternative);
}

bool IsLine(const OcrLine& line, const Recognition& page) {
  const auto is_word = [&](const OcrWord& word) { return IsWord(word, page); };
  return !line.words.empty() && IsIn(line.box, page) && std::isfinite(line.letter_height) &&
         line.block >= 0 && line.paragraph >= 0 && std::ranges::all_of(line.words, is_word);
}

bool IsPage(const Recognition& page) {
  const auto is_line = [&](const OcrLine& line) { return IsLine(line, page); };
  return page.width > 0 && page.height > 0 && std::isfinite(page.scale) && page.scale > 0 &&
         std::isfinite(page.confidence) && IsText(page.recognizer) &&
         std::ranges::all_of(page.lines, is_line);
}

void PutWord(const OcrWord& word, Packer& out) {
  out.Put(word.text).Put(word.box).Put(word.confidence);
  out.Put(static_cast<std::uint32_t>(word.alternatives.size()));
  for (const OcrAlternative& other : word.alternatives) {
    out.Put(other.at.begin).Put(other.at.end).Put(other.text).Put(other.confidence);
    out.Put(other.purpose);
  }
}

void GetWord(Unpacker& in, OcrWord& word) {
  constexpr std::size_t kLeastAlternative = 20;
  in.Get(word.text).Get(word.box).Get(word.confidence);
  word.alternatives.resize(in.Count(kLeastAlternative));
  for (OcrAlternative& other : word.alternatives) {
    in.Get(other.at.begin).Get(other.at.end).Get(other.text).Get(other.confidence);
    in.Get(other.purpose);
  }
}

}  // namespace

std::string Pack(const SetUp& set_up) {
  return Packer()
      .Put(set_up.tessdata)
      .Put(set_up.limits.image_pixels)
      .Put(set_up.limits.image_pages)
      .Put(set_up.limits.page_seconds)
      .Put(set_up.limits.page_memory)
      .Put(set_up.warns)
      .Take();
}

std::optional<SetUp> UnpackSetUp(std::string_view bytes) {
  SetUp set_up;
  Unpacker in(bytes);
  in.Get(set_up.tessdata).Get(set_up.limits.image_pixels).Get(set_up.limits.image_pages);
  in.Get(set_up.limits.page_seconds).Get(set_up.limits.page_memory).Get(set_up.warns);
  if (!in.whole()) return std::nullopt;
  return set_up;
}

std::string Pack(const ReadRequest& request) {
  Packer out;
  out.Put(request.number).Put(request.effort == Effort::kLess).Put(request.picture_bytes);
  out.Put(request.language).Put(static_cast<std::uint32_t>(request.deadly_models.size()));
  for (const std::string& model : request.deadly_models) out.Put(model);
  return out.Take();
}

std::optional<ReadRequest> UnpackRead(std::string_view bytes) {
  ReadRequest request;
  bool less = false;
  Unpacker in(bytes);
  in.Get(request.number).Get(less).Get(request.picture_bytes).Get(request.language);
  request.effort = less ? Effort::kLess : Effort::kFull;
  request.deadly_models.resize(in.Count(sizeof(std::uint32_t)));
  for (std::string& model : request.deadly_models) in.Get(model);
  if (!in.whole()) return std::nullopt;
  return request;
}

std::string Pack(const Recognition& page) {
  Packer out;
  out.Put(page.recognizer).Put(page.width).Put(page.height).Put(page.confidence).Put(page.scale);
  out.Put(page.less_effort).Put(static_cast<std::uint32_t>(page.lines.size()));
  for (const OcrLine& line : page.lines) {
    out.Put(line.box).Put(line.letter_height).Put(line.block).Put(line.paragraph);
    out.Put(line.right_to_left).Put(static_cast<std::uint32_t>(line.words.size()));
    for (const OcrWord& word : line.words) PutWord(word, out);
  }
  return out.Take();
}

std::optional<Recognition> UnpackPage(std::string_view bytes) {
  constexpr std::size_t kLeastLine = 33, kLeastWord = 28;
  Recognition page;
  Unpacker in(bytes);
  in.Get(page.recognizer).Get(page.width).Get(page.height).Get(page.confidence).Get(page.scale);
  in.Get(page.less_effort);
  page.lines.resize(in.Count(kLeastLine));
  for (OcrLine& line : page.lines) {
    in.Get(line.box).Get(line.letter_height).Get(line.block).Get(line.paragraph);
    in.Get(line.right_to_left);
    line.words.resize(in.Count(kLeastWord));
    for (OcrWord& word : line.words) GetWord(in, word);
    if (!in.good()) return std::nullopt;
  }
  if (!in.whole() || !IsPage(page)) return std::nullopt;
  return page;
}

std::string Pack(const Error& error) {
  return Packer().Put(CodeName(error.code)).Put(error.at).Put(error.what).Put(error.page).Take();
}

std::optional<Error> UnpackError(std::string_view bytes) {
  constexpr std::size_t kMostWords = 4096;
  // What can come of a picture, and of nothing else.
  constexpr Code kOfPictures[] = {
      Code::kUnknownFormat, Code::kTruncatedImage,  Code::kDamagedImage, Code::kImageTooLarge,
      Code::kLoopingPages,  Code::kUnknownLanguage, Code::kModelMissing, Code::kModelUnreadable,
      Code::kTooLarge,      Code::kTimedOut,        Code::kOutOfMemory,  Code::kRecognitionFailed};
  Error error;
  std::string name;
  Unpacker in(bytes);
  in.Get(name).Get(error.at).Get(error.what).Get(error.page);
  if (!in.whole() || !IsText(error.what) || error.what.size() > kMostWords) return std::nullopt;
  const auto* const code = std::ranges::find(kOfPictures, name, CodeName);
  if (code == std::end(kOfPictures)) return std::nullopt;
  error.code = *code;
  return error;
}

int SendMessage(int socket, Saying saying, std::string_view bytes, int descriptor) {
  if (bytes.size() > kMostMessageBytes) return EMSGSIZE;
  const MessageHead head{saying, static_cast<std::uint32_t>(bytes.size())};
  std::string all(reinterpret_cast<const char*>(&head), sizeof head);
  all += bytes;
  std::string_view left = all;
  alignas(cmsghdr) char control[CMSG_SPACE(sizeof descriptor)] = {};
  while (!left.empty()) {
    iovec part{const_cast<char*>(left.data()), left.size()};  // sendmsg does not write to it
    msghdr message{};
    message.msg_iov = &part, message.msg_iovlen = 1;
    if (descriptor >= 0) {
      message.msg_control = control, message.msg_controllen = sizeof control;
      cmsghdr* const passed = CMSG_FIRSTHDR(&message);
      passed->cmsg_level = SOL_SOCKET, passed->cmsg_type = SCM_RIGHTS;
      passed->cmsg_len = CMSG_LEN(sizeof descriptor);
      std::memcpy(CMSG_DATA(passed), &descriptor, sizeof descriptor);
    }
    const ssize_t count = sendmsg(socket, &message, MSG_NOSIGNAL);
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) return errno;
    descriptor = -1;  // it went with the first bytes
    left.remove_prefix(static_cast<std::size_t>(count));
  }
  return 0;
}

}  // namespace warraq
