// It opens what it needs (the models' files), locks itself in, and only then sees a picture. Behind
// the lock it has its socket, the models, and memory; a picture comes as a sealed descriptor, which
// is mapped, so that its bytes count for no limit and nobody can change them.

#include "plugin/read/picture_serving.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <exception>
#include <new>
#include <string>
#include <string_view>
#include <utility>

#include "plugin/ocr/image.h"
#include "plugin/ocr/models.h"
#include "plugin/read/confined.h"
#include "plugin/read/picture_wire.h"

namespace warraq {
namespace {

constexpr int kSocket = STDIN_FILENO;

#if defined(__SANITIZE_ADDRESS__)
constexpr bool kSanitized = true;
#elif defined(__has_feature)
constexpr bool kSanitized = __has_feature(address_sanitizer);
#else
constexpr bool kSanitized = false;
#endif

// All of `size` bytes, and the descriptor that came with the first of them. False at the end.
bool Receive(char* to, std::size_t size, int* passed) {
  while (size > 0) {
    iovec part{to, size};
    msghdr message{};
    alignas(cmsghdr) char control[CMSG_SPACE(sizeof(int))] = {};
    message.msg_iov = &part, message.msg_iovlen = 1;
    message.msg_control = control, message.msg_controllen = sizeof control;
    const ssize_t count = recvmsg(kSocket, &message, MSG_CMSG_CLOEXEC);
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) return false;
    const cmsghdr* const header = CMSG_FIRSTHDR(&message);
    if (header != nullptr && header->cmsg_type == SCM_RIGHTS && passed != nullptr) {
      std::memcpy(passed, CMSG_DATA(header), sizeof *passed);
    }
    to += count;
    size -= static_cast<std::size_t>(count);
  }
  return true;
}

struct Message {
  Saying saying = Saying::kSetUp;
  std::string bytes;
  int descriptor = -1;
};

bool Receive(Message& message) {
  MessageHead head;
  message.descriptor = -1;
  if (!Receive(reinterpret_cast<char*>(&head), sizeof head, &message.descriptor)) return false;
  if (head.size_bytes > kMostMessageBytes) return false;
  message.saying = head.saying;
  message.bytes.resize(head.size_bytes);
  return Receive(message.bytes.data(), message.bytes.size(), nullptr);
}

void Say(Saying saying, std::string_view bytes) {
  if (SendMessage(kSocket, saying, bytes) != 0) _exit(0);  // nobody listens any more
}

// Memory that this process alone can write to, now.
std::size_t DataBytes() {
  std::size_t total = 0, resident = 0, shared = 0, text = 0, library = 0, data = 0;
  std::FILE* const file = std::fopen("/proc/self/statm", "re");
  if (file == nullptr) return 0;
  const int count = std::fscanf(file, "%zu %zu %zu %zu %zu %zu", &total, &resident, &shared, &text,
                                &library, &data);
  std::fclose(file);  // NOLINT: opened above
  return count == 6 ? data * static_cast<std::size_t>(sysconf(_SC_PAGESIZE)) : 0;
}

void Warn(const std::string& why) {
  std::fprintf(
      stderr,
      "warraq: warning: this system does not let processes confine themselves (%s); "
      "pictures are read in processes of their own, with limits of memory and time alone\n",
      why.c_str());
}

// Where the kernel cannot confine, the limits still hold, and it is said.
void LockIn(const SetUp& set_up) {
  ProcessLimits limits{.cpu_seconds = 0, .memory_bytes = 0, .open_files = 0};
  limits.may_write = true;  // standard error, until it is said; nothing else is open for it
  // The address space holds the picture too; a sanitizer's is beyond measure.
  constexpr std::size_t kAddresses = std::size_t{8} << 30;
  if (!kSanitized) {
    limits.data_bytes = DataBytes() + set_up.limits.page_memory;
    limits.memory_bytes = kAddresses + limits.data_bytes;
  }
  const int silence = open("/dev/null", O_WRONLY | O_CLOEXEC);
  const Result<Confinement> confinement = Confinement::Make(limits, Reach::kNothing);
  const int number = confinement.ok() ? confinement.value().LayOnThisThread() : 0;
  if (!confinement.ok() || number != 0) {
    const std::string why = confinement.ok() ? std::strerror(number) : confinement.error().what;
    if (set_up.warns) Warn(why);
    limits.may_write = false;
    Confinement::LayOnLimits(limits);
  }
  if (silence >= 0) dup2(silence, STDERR_FILENO);
}

// The picture that came last, mapped.
class MappedPicture {
 public:
  MappedPicture() = default;
  ~MappedPicture() { Unmap(); }
  MappedPicture(const MappedPicture&) = delete;
  MappedPicture& operator=(const MappedPicture&) = delete;

  bool Map(int descriptor, std::size_t size) {
    Unmap();
    void* const place = mmap(nullptr, size, PROT_READ, MAP_SHARED, descriptor, 0);
    if (place == MAP_FAILED) return false;
    bytes_ = {static_cast<const char*>(place), size};
    return true;
  }
  std::string_view bytes() const { return bytes_; }

 private:
  void Unmap() {
    if (!bytes_.empty()) munmap(const_cast<char*>(bytes_.data()), bytes_.size());
    bytes_ = {};
  }
  std::string_view bytes_;
};

Result<Recognition> ReadPicture(std::string_view bytes, const ReadRequest& request,
                                const Limits& limits, Recognizer& recognizer) {
  try {
    WARRAQ_TRY(const PageImage image, DecodeImage(bytes, request.number, limits));
    return recognizer.Recognize(image, request.language, request.effort);
  } catch (const std::bad_alloc&) {
    return Error{Code::kOutOfMemory, 0, "there was not enough memory for the picture"};
  } catch (const std::exception& exception) {
    return Error{Code::kRecognitionFailed, 0,
                 std::string("a library gave up: ") + exception.what()};
  }
}

}  // namespace

int ServePictures() {
  Message message;
  if (!Receive(message) || message.saying != Saying::kSetUp) return 2;
  const std::optional<SetUp> set_up = UnpackSetUp(message.bytes);
  if (!set_up) return 2;
  Options options;
  options.limits = set_up->limits;
  ModelFiles files(set_up->tessdata);
  files.OpenAll();
  LockIn(*set_up);
  const ModelWatch watch{.loads = [](const std::string& names) {
    Say(names.empty() ? Saying::kLoaded : Saying::kLoads, names);
  }};
  Recognizer recognizer(options, std::move(files), watch);
  Say(Saying::kReady, {});
  MappedPicture picture;
  while (Receive(message)) {
    const std::optional<ReadRequest> request = UnpackRead(message.bytes);
    if (!request) _exit(2);
    if (message.descriptor >= 0) {
      const bool mapped = picture.Map(message.descriptor, request->picture_bytes);
      close(message.descriptor);
      if (!mapped) _exit(2);
    }
    for (const std::string& model : request->deadly_models) recognizer.Refuse(model);
    const Result<Recognition> page =
        ReadPicture(picture.bytes(), *request, options.limits, recognizer);
    Say(page.ok() ? Saying::kPage : Saying::kFailure,
        page.ok() ? Pack(page.value()) : Pack(page.error()));
  }
  // Without the destructors of others' libraries, which may look for files.
  _exit(0);
}

}  // namespace warraq
