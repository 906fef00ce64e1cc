// A child process between fork and exec, and until its end; for the two that start any
// (confined.cc, picture_worker.cc).

#ifndef WARRAQ_PLUGIN_READ_CHILD_H_
#define WARRAQ_PLUGIN_READ_CHILD_H_

#include <sys/resource.h>
#include <sys/types.h>

#include <vector>

#include "plugin/read/confined.h"

namespace warraq {

// All that the child needs, made before it is.
struct Launch {
  const char* path = nullptr;
  std::vector<char*> arguments;  // ended by null
  char* const* environment = nullptr;
  const char* folder = nullptr;              // to work in; null: that of this process
  const Confinement* confinement = nullptr;  // null: the program confines itself
  int input = -1, output = -1, words = -1, failure = -1;
  pid_t parent = 0;
};

// What a child does from fork on. It becomes leader of a group of its own, which a terminal's
// interrupt does not reach, and dies with the thread that started it.
[[noreturn]] void RunInChild(const Launch& launch);

// Ends the child and all of its group on every way out.
class Child {
 public:
  explicit Child(pid_t id) : id_(id) {}
  ~Child() { Kill(), Wait(); }
  Child(const Child&) = delete;
  Child& operator=(const Child&) = delete;

  pid_t id() const { return id_; }  // 0 once it was waited for
  void Kill();
  int Wait();  // its status, as waitpid gives it
  const rusage& usage() const { return usage_; }

 private:
  pid_t id_;
  int status_ = 0;
  rusage usage_{};
};

}  // namespace warraq

#endif  // WARRAQ_PLUGIN_READ_CHILD_H_
