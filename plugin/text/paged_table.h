// What a function says of code points, worked out a page of 256 at a time when one of the page is
// first asked for. Asking for what ICU and utf8proc know costs some two hundred instructions a
// letter; of the scripts that lie far up, a text has a page or two.

#ifndef WARRAQ_PLUGIN_TEXT_PAGED_TABLE_H_
#define WARRAQ_PLUGIN_TEXT_PAGED_TABLE_H_

#include <array>
#include <atomic>
#include <cstddef>
#include <memory>
#include <mutex>
#include <utility>
#include <vector>

namespace warraq {

// Of the first two planes; what is beyond them is worked out each time. Threads may ask at once.
template <class Value, Value (*compute)(char32_t)>
class PagedTable {
 public:
  Value Of(char32_t value) {
    const std::size_t number = value / kPage;
    if (number >= pages_.size()) return compute(value);
    const Page* page = pages_[number].load(std::memory_order_acquire);
    if (page == nullptr) page = Make(number);
    return (*page)[value % kPage];
  }

 private:
  static constexpr std::size_t kPage = 256;
  using Page = std::array<Value, kPage>;

  const Page* Make(std::size_t number) {
    const std::scoped_lock lock(making_);
    if (const Page* page = pages_[number].load(std::memory_order_relaxed); page != nullptr)
      return page;
    auto made = std::make_unique<Page>();
    for (std::size_t i = 0; i < kPage; ++i) {
      (*made)[i] = compute(static_cast<char32_t>(number * kPage + i));
    }
    made_.push_back(std::move(made));
    pages_[number].store(made_.back().get(), std::memory_order_release);
    return made_.back().get();
  }

  std::array<std::atomic<const Page*>, 0x20000 / kPage> pages_{};
  std::mutex making_;
  std::vector<std::unique_ptr<const Page>> made_;
};

}  // namespace warraq

#endif  // WARRAQ_PLUGIN_TEXT_PAGED_TABLE_H_
