// JSON onto a string: RapidJSON's writer, with the few words that records need. Text is valid UTF-8 by
// the time it is written.

#ifndef WARRAQ_PLUGIN_WRITE_JSON_H_
#define WARRAQ_PLUGIN_WRITE_JSON_H_

#include <rapidjson/writer.h>

#include <cstdint>
#include <string>
#include <string_view>

namespace warraq {

// What RapidJSON calls a stream.
struct StringStream {
  using Ch = char;
  std::string& out;
  void Put(char c) { out.push_back(c); }
  void Flush() {}
};

class Json {
 public:
  explicit Json(std::string& out) : stream_{out}, writer_(stream_) {}

  Json& Object() { return writer_.StartObject(), *this; }
  Json& EndObject() { return writer_.EndObject(), *this; }
  Json& Array() { return writer_.StartArray(), *this; }
  Json& EndArray() { return writer_.EndArray(), *this; }
  Json& Key(std::string_view key) {
    writer_.Key(key.data(), static_cast<rapidjson::SizeType>(key.size()));
    return *this;
  }
  Json& String(std::string_view text) {
    writer_.String(text.data(), static_cast<rapidjson::SizeType>(text.size()));
    return *this;
  }
  Json& Number(std::uint64_t number) { return writer_.Uint64(number), *this; }
  Json& Signed(std::int64_t number) { return writer_.Int64(number), *this; }
  // To two decimals: enough for a confidence, and the same on every machine.
  Json& Fraction(double number) {
    const auto hundredths = static_cast<int>(number * 100 + 0.5);
    return writer_.Double(hundredths / 100.0), *this;
  }
  // A key with its string, left out where the string is empty.
  Json& Member(std::string_view key, std::string_view text) {
    return text.empty() ? *this : Key(key).String(text);
  }

 private:
  StringStream stream_;
  rapidjson::Writer<StringStream> writer_;
};

}  // namespace warraq

#endif  // WARRAQ_PLUGIN_WRITE_JSON_H_
