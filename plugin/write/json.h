// JSON onto a string: RapidJSON's writer, with the few words that records need. Text is valid UTF-8
// by the time it is written.

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

// RapidJSON keeps count of commas and colons; strings are put in whole stretches, since records are
// made of long ones that have little to escape.
class JsonWriter : public rapidjson::Writer<StringStream> {
 public:
  JsonWriter(StringStream& stream, std::string& out) : Writer(stream), out_(out) {}

  void BeginText() {
    Prefix(rapidjson::kStringType);
    out_.push_back('"');
  }
  void PutText(std::string_view text);
  void PutUnit(unsigned unit);  // of UTF-16, as an escape
  void PutReady(std::string_view json) {
    Prefix(rapidjson::kObjectType);
    out_.append(json);
    EndValue(true);
  }
  void EndText() {
    out_.push_back('"');
    EndValue(true);
  }

 private:
  std::string& out_;
};

class Json {
 public:
  explicit Json(std::string& out) : stream_{out}, writer_(stream_, out) {}

  Json& Object() { return writer_.StartObject(), *this; }
  Json& EndObject() { return writer_.EndObject(), *this; }
  Json& Array() { return writer_.StartArray(), *this; }
  Json& EndArray() { return writer_.EndArray(), *this; }
  Json& Key(std::string_view key) { return String(key); }
  Json& String(std::string_view text) {
    writer_.BeginText();
    writer_.PutText(text);
    writer_.EndText();
    return *this;
  }
  // A string in which all that is not `visible` is escaped.
  Json& VisibleString(std::string_view text, bool (*visible)(char32_t));
  // A string in parts, for what is too long to be put together first.
  Json& BeginString() { return writer_.BeginText(), *this; }
  Json& PutString(std::string_view part) { return writer_.PutText(part), *this; }
  Json& EndString() { return writer_.EndText(), *this; }
  // A value that is JSON already.
  Json& Ready(std::string_view json) { return writer_.PutReady(json), *this; }
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
  JsonWriter writer_;
};

}  // namespace warraq

#endif  // WARRAQ_PLUGIN_WRITE_JSON_H_
