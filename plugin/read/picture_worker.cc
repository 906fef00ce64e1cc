// The side that asks. A process that dies, hangs or takes too much costs the page that it had: that
// page is tried once more, in a new process and with less effort (recognize.h), and is an error
// then. A model that ends the process that loads it does not do so twice: from then on it is an
// error where it is asked for, and nothing is started in vain.

#include <fcntl.h>
#include <poll.h>
#include <sys/socket.h>
#include <time.h>

#include <array>
#include <atomic>
#include <cerrno>
#include <cstring>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>

#include "plugin/read/child.h"
#include "plugin/read/confined.h"
#include "plugin/read/descriptor.h"
#include "plugin/read/picture_reader.h"
#include "plugin/read/picture_serving.h"
#include "plugin/read/picture_wire.h"

extern char** environ;  // NOLINT: POSIX declares it nowhere

namespace warraq {
namespace {

constexpr int kMostStarts = 3;        // one after the other in vain, before the reader gives up
constexpr int kMostDeathsOnLoad = 2;  // of processes that loaded the same models
constexpr int kRoundMilliseconds = 250;
constexpr double kStill = 1e-4;  // seconds of CPU in a round that are no progress
// The process minds its own time too, and says so better; that of decoding comes on top.
constexpr double kGrace = 1.1, kGraceSeconds = 1;
constexpr double kMostOfMemory = 0.75;  // who dies with so much of it has died of that

// Why no answer came.
enum class Loss : unsigned char { kNone, kDied, kTooSlow, kStoodStill, kNonsense };

struct Answer {
  Saying saying = Saying::kReady;
  std::string bytes;
};

// One process, from its start to its end.
class Worker {
 public:
  static Result<std::unique_ptr<Worker>> Start(const std::string& program);

  int Send(Saying saying, std::string_view bytes, int descriptor = -1) {
    return SendMessage(socket_.number(), saying, bytes, descriptor);
  }
  // From here on its time is counted.
  void Begin() { begin_ = CpuSeconds(), last_ = begin_, still_ = 0; }
  // The next message. So much CPU since Begin, or standing still so long, is too much.
  Loss Wait(double seconds, Answer& answer);
  // Whether it has died of the memory that it took; `limit` is what it may take.
  bool DiedOfMemory(std::size_t limit) {
    child_.Kill();
    child_.Wait();
    const double resident = static_cast<double>(child_.usage().ru_maxrss) * 1024;
    return resident >= kMostOfMemory * static_cast<double>(limit);
  }

 private:
  Worker(pid_t id, Descriptor socket) : child_(id), socket_(std::move(socket)) {}
  double CpuSeconds() const;
  bool Take(Answer& answer);
  Loss Hear();

  Child child_;
  Descriptor socket_;
  std::string heard_;
  double begin_ = 0, last_ = 0, still_ = 0;  // seconds
};

Result<std::unique_ptr<Worker>> Worker::Start(const std::string& program) {
  const auto failed = [](int number) {
    return Error{
        Code::kProgramFailed, 0,
        std::string("no process to read pictures can be started: ") + std::strerror(number)};
  };
  std::array<int, 2> ends{};
  if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends.data()) != 0) return failed(errno);
  Descriptor ours(ends[0]);
  const Descriptor theirs(ends[1]);
  const Descriptor nothing(open("/dev/null", O_RDWR | O_CLOEXEC));
  if (nothing.number() < 0) return failed(errno);
  const bool heard = fcntl(STDERR_FILENO, F_GETFD) >= 0;
  std::array<std::string, 2> named = {"warraq", kServePictures};
  Launch launch;
  launch.path = program.c_str();
  for (std::string& argument : named) launch.arguments.push_back(argument.data());
  launch.arguments.push_back(nullptr);
  launch.environment = environ;
  launch.input = theirs.number(), launch.output = nothing.number();
  launch.words = heard ? STDERR_FILENO : nothing.number();
  launch.failure = nothing.number();  // that it was not started is seen by its silence
  launch.parent = getpid();
  const pid_t id = fork();
  if (id < 0) return failed(errno);
  if (id == 0) RunInChild(launch);
  return std::unique_ptr<Worker>(new Worker(id, std::move(ours)));  // NOLINT: owned at once
}

Loss Worker::Hear() {
  std::array<char, 65536> block{};
  const ssize_t count = recv(socket_.number(), block.data(), block.size(), MSG_DONTWAIT);
  if (count < 0 && (errno == EINTR || errno == EAGAIN)) return Loss::kNone;
  if (count <= 0) return Loss::kDied;
  heard_.append(block.data(), static_cast<std::size_t>(count));
  return Loss::kNone;
}

// The first whole message of what was heard.
bool Worker::Take(Answer& answer) {
  MessageHead head;
  if (heard_.size() < sizeof head) return false;
  std::memcpy(&head, heard_.data(), sizeof head);
  if (heard_.size() - sizeof head < head.size_bytes) return false;
  answer.saying = head.saying;
  answer.bytes.assign(heard_, sizeof head, head.size_bytes);
  heard_.erase(0, sizeof head + head.size_bytes);
  return true;
}

double Worker::CpuSeconds() const {
  clockid_t clock{};
  timespec now{};
  if (clock_getcpuclockid(child_.id(), &clock) != 0 || clock_gettime(clock, &now) != 0) return 0;
  return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) * 1e-9;
}

Loss Worker::Wait(double seconds, Answer& answer) {
  while (!Take(answer)) {
    if (heard_.size() > kMostMessageBytes + sizeof(MessageHead)) return Loss::kNonsense;
    pollfd end{socket_.number(), POLLIN, 0};
    const int ready = poll(&end, 1, kRoundMilliseconds);
    if (ready > 0) {
      if (const Loss loss = Hear(); loss != Loss::kNone) return loss;
    }
    if (ready != 0) continue;
    // Rounds are counted and not the clock: this process may have been stopped meanwhile, too.
    const double now = CpuSeconds();
    still_ = now - last_ < kStill ? still_ + kRoundMilliseconds / 1000.0 : 0;
    last_ = now;
    if (now - begin_ > seconds) return Loss::kTooSlow;
    if (still_ > seconds) return Loss::kStoodStill;
  }
  return Loss::kNone;
}

class WorkerReader : public PictureReader {
 public:
  explicit WorkerReader(const Options& options)
      : program_(options.picture_worker),
        set_up_{.tessdata = TessdataFolder(options), .limits = options.limits} {}

  Result<Recognition> Read(const Picture& picture, std::string_view language) override;

 private:
  Result<Recognition> Try(const Picture& picture, std::string_view language, Effort effort);
  std::optional<Error> Start();
  std::optional<Error> Seal(const Picture& picture);
  int Ask(const Picture& picture, std::string_view language, Effort effort);
  Result<Recognition> Listen();
  Error Lost(Loss loss);
  bool ModelsAreDeadly();
  double Patience() const { return set_up_.limits.page_seconds * kGrace + kGraceSeconds; }

  std::string program_;
  SetUp set_up_;
  std::unique_ptr<Worker> worker_;
  std::optional<SealedBytes> sealed_;  // the picture that is read, or was last
  std::string sealed_sha256_;          // empty: not known
  bool passed_ = false;                // the worker has it
  std::string loading_;                // models, at the moment
  std::map<std::string, int> deaths_;  // by the models that were being loaded
  std::set<std::string> deadly_;
  std::optional<Error> hopeless_;
};

// One that says once for all what the kernel lacks.
bool IsFirst() {
  static std::atomic_flag started;  // NOLINT: one sentence for the whole process
  return !started.test_and_set();
}

std::optional<Error> WorkerReader::Start() {
  if (worker_ != nullptr || hopeless_) return hopeless_;
  set_up_.warns = IsFirst();
  Error error{Code::kProgramFailed, 0, "the process that reads pictures ends before it begins"};
  for (int i = 0; i < kMostStarts; ++i) {
    passed_ = false;
    Result<std::unique_ptr<Worker>> started = Worker::Start(program_);
    if (!started.ok()) {
      error = started.error();
      continue;
    }
    worker_ = std::move(started).value();
    worker_->Begin();
    Answer answer;
    if (worker_->Send(Saying::kSetUp, Pack(set_up_)) == 0 &&
        worker_->Wait(Patience(), answer) == Loss::kNone && answer.saying == Saying::kReady) {
      return std::nullopt;
    }
    worker_.reset();
  }
  hopeless_ = error;
  return hopeless_;
}

std::optional<Error> WorkerReader::Seal(const Picture& picture) {
  if (sealed_ && !picture.sha256.empty() && sealed_sha256_ == picture.sha256) return std::nullopt;
  sealed_.reset();
  passed_ = false;
  Result<SealedBytes> sealed = SealedBytes::Of(picture.bytes);
  if (!sealed.ok()) return sealed.error();
  sealed_ = std::move(sealed).value();
  sealed_sha256_ = picture.sha256;
  return std::nullopt;
}

int WorkerReader::Ask(const Picture& picture, std::string_view language, Effort effort) {
  ReadRequest request;
  request.number = picture.number, request.effort = effort, request.language = language;
  request.picture_bytes = picture.bytes.size();
  request.deadly_models.assign(deadly_.begin(), deadly_.end());
  worker_->Begin();
  const int number =
      worker_->Send(Saying::kRead, Pack(request), passed_ ? -1 : sealed_->descriptor());
  passed_ = number == 0;
  return number;
}

// What the page costs that ended the worker, which is gone then.
Error WorkerReader::Lost(Loss loss) {
  const bool of_memory = loss == Loss::kDied && worker_->DiedOfMemory(set_up_.limits.page_memory);
  worker_.reset();
  const std::string seconds = std::to_string(static_cast<int>(set_up_.limits.page_seconds));
  if (of_memory) {
    return {Code::kOutOfMemory, 0,
            "the page needs more memory than the limit page_memory = " +
                std::to_string(set_up_.limits.page_memory)};
  }
  if (loss == Loss::kTooSlow) {
    return {Code::kTimedOut, 0,
            "the page needs more CPU time than the limit page_seconds = " + seconds};
  }
  if (loss == Loss::kStoodStill) {
    return {Code::kTimedOut, 0, "the process that read the page did nothing for " + seconds + " s"};
  }
  return {Code::kCrashed, 0,
          loss == Loss::kDied ? "the process that read the page crashed"
                              : "the process that read the page answered nonsense"};
}

Result<Recognition> WorkerReader::Listen() {
  for (;;) {
    Answer answer;
    const Loss loss = worker_->Wait(Patience(), answer);
    if (loss != Loss::kNone) return Lost(loss);
    if (answer.saying == Saying::kLoads) {
      loading_ = answer.bytes;
    } else if (answer.saying == Saying::kLoaded) {
      loading_.clear();
    } else if (answer.saying == Saying::kPage) {
      std::optional<Recognition> page = UnpackPage(answer.bytes);
      if (!page) return Lost(Loss::kNonsense);
      return std::move(*page);
    } else {
      std::optional<Error> error;
      if (answer.saying == Saying::kFailure) error = UnpackError(answer.bytes);
      if (!error) return Lost(Loss::kNonsense);
      return *error;
    }
  }
}

Result<Recognition> WorkerReader::Try(const Picture& picture, std::string_view language,
                                      Effort effort) {
  loading_.clear();
  // One that was ended while it had nothing to do is no page's fault.
  for (int i = 0; i < kMostStarts; ++i) {
    if (const auto error = Start()) return *error;
    if (Ask(picture, language, effort) == 0) return Listen();
    worker_.reset();
  }
  return Error{Code::kProgramFailed, 0, "the process that reads pictures ends before it is asked"};
}

// Whether those that the lost worker was loading have now ended enough of them.
bool WorkerReader::ModelsAreDeadly() {
  if (++deaths_[loading_] < kMostDeathsOnLoad) return false;
  deadly_.insert(loading_);
  return true;
}

Result<Recognition> WorkerReader::Read(const Picture& picture, std::string_view language) {
  if (const auto error = Seal(picture)) return *error;
  const auto is_retried = [](const Error& error) {
    return error.code == Code::kCrashed || error.code == Code::kTimedOut ||
           error.code == Code::kOutOfMemory;
  };
  Effort effort = Effort::kFull;
  for (;;) {
    Result<Recognition> page = Try(picture, language, effort);
    if (page.ok() || !is_retried(page.error())) {
      if (picture.sha256.empty()) sealed_.reset();
      return page;
    }
    const bool died = worker_ == nullptr;
    worker_.reset();
    if (died && !loading_.empty()) {
      if (ModelsAreDeadly()) return DeadlyModel(loading_, set_up_.tessdata);
      continue;
    }
    if (effort == Effort::kLess) {
      Error error = page.error();
      error.what += ", with less effort too";
      return error;
    }
    effort = Effort::kLess;
  }
}

}  // namespace

std::unique_ptr<PictureReader> MakePictureWorker(const Options& options) {
  return std::make_unique<WorkerReader>(options);
}

}  // namespace warraq
