// What comes out of an input, for tests.

#ifndef WARRAQ_TESTS_BATCH_OPENED_H_
#define WARRAQ_TESTS_BATCH_OPENED_H_

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "plugin/batch/container.h"
#include "plugin/batch/inputs.h"
#include "plugin/batch/stream.h"

namespace warraq {

// Bytes in memory as a file gives them: a little at a time, so that every border is met.
class BytesStream : public ByteStream {
 public:
  BytesStream(std::string_view bytes, std::size_t most, Budget& budget)
      : bytes_(bytes), most_(most), budget_(budget) {}
  Result<std::size_t> Read(std::span<char> room) override {
    const std::size_t count = std::min({room.size(), most_, bytes_.size() - at_});
    bytes_.copy(room.data(), count, at_);
    at_ += count;
    budget_.CountStored(count);
    return count;
  }
  std::optional<std::uint64_t> Size() const override { return bytes_.size(); }
  bool Seek(std::uint64_t offset) override {
    at_ = static_cast<std::size_t>(offset);
    return at_ <= bytes_.size();
  }

 private:
  std::string_view bytes_;
  std::size_t at_ = 0;
  std::size_t most_;
  Budget& budget_;
};

struct Opened {
  std::vector<Source> sources;
  std::vector<std::pair<std::string, std::string>> failures;  // name, code
  std::map<std::string, int> skipped;                         // reason, how often

  std::vector<std::string> Texts() const {
    std::vector<std::string> texts;
    for (const Source& source : sources) texts.push_back(source.bytes);
    return texts;
  }
};

inline Opened OpenBytes(const std::string& name, std::string_view bytes,
                        const Options& options = {}, std::size_t at_once = 65536) {
  Opened opened;
  InputTaker taker;
  taker.take = [&](Source source, const Error* error) {
    if (error == nullptr) {
      opened.sources.push_back(std::move(source));
    } else {
      opened.failures.emplace_back(source.name, CodeName(error->code));
    }
    return true;
  };
  taker.skip = [&](const Skipped& skipped) { ++opened.skipped[std::string(skipped.reason)]; };
  Budget budget(options.limits);
  BytesStream stream(bytes, at_once, budget);
  Window window(stream);
  OpenContainer(name, window, budget, options, taker);
  return opened;
}

}  // namespace warraq

#endif  // WARRAQ_TESTS_BATCH_OPENED_H_
