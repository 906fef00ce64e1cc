// A file descriptor that is closed with its owner.

#ifndef WARRAQ_PLUGIN_READ_DESCRIPTOR_H_
#define WARRAQ_PLUGIN_READ_DESCRIPTOR_H_

#include <unistd.h>

#include <utility>

namespace warraq {

class Descriptor {
 public:
  explicit Descriptor(int number = -1) : number_(number) {}
  ~Descriptor() { Close(); }
  Descriptor(Descriptor&& other) noexcept : number_(std::exchange(other.number_, -1)) {}
  Descriptor& operator=(Descriptor&& other) noexcept {
    std::swap(number_, other.number_);
    return *this;
  }
  void Set(int number) { Close(), number_ = number; }
  void Close() {
    if (number_ >= 0) close(number_);
    number_ = -1;
  }
  int number() const { return number_; }

 private:
  int number_;
};

}  // namespace warraq

#endif  // WARRAQ_PLUGIN_READ_DESCRIPTOR_H_
