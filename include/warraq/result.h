// A value, or the reason why there is none.
//
// An error means that no record can be made of a source (a missing file, a picture cut short).
// Damage inside a source is not an error: it is repaired or kept, and noted on the record.
//
//   warraq::Result<warraq::Page> page = ReadPage(source, options);
//   if (!page.ok()) std::fputs(page.error().what.c_str(), stderr);

#ifndef WARRAQ_RESULT_H_
#define WARRAQ_RESULT_H_

#include <cassert>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

namespace warraq {

// What went wrong. Each code has one name that never changes (CodeName: "truncated-image") and one
// sentence that says what to do next (CodeHint). Both stand in failure lines.
enum class Code : std::uint8_t {
#define WARRAQ_CODE(id, name, hint) id,
#include "warraq/codes.inc"
#undef WARRAQ_CODE
};

std::string_view CodeName(Code code);  // static storage
std::string_view CodeHint(Code code);  // static storage

struct Error {
  Code code{};
  std::size_t at = 0;  // byte offset in the source, 0 where the whole source is meant
  std::string what;    // a sentence without the file's name; the caller adds that
  int page = 0;        // 1-based; 0 where the source has no pages
};

template <typename T>
class [[nodiscard]] Result {
 public:
  Result(T value) : either_(std::move(value)) {}      // NOLINT: a value is a result
  Result(Error error) : either_(std::move(error)) {}  // NOLINT: so is an error

  bool ok() const { return either_.index() == 0; }
  // Each may only be asked for what is there.
  T& value() & { return assert(ok()), *std::get_if<0>(&either_); }
  const T& value() const& { return assert(ok()), *std::get_if<0>(&either_); }
  T&& value() && { return assert(ok()), std::move(*std::get_if<0>(&either_)); }
  const Error& error() const { return assert(!ok()), *std::get_if<1>(&either_); }

 private:
  std::variant<T, Error> either_;
};

}  // namespace warraq

// Declares `name` with the value of a Result, or returns its error from the function.
#define WARRAQ_TRY(declaration, expression) WARRAQ_TRY_AT_(declaration, expression, __LINE__)
#define WARRAQ_TRY_AT_(declaration, expression, line) WARRAQ_TRY_AS_(declaration, expression, line)
#define WARRAQ_TRY_AS_(declaration, expression, line)                  \
  auto warraq_result_##line = (expression);                            \
  if (!warraq_result_##line.ok()) return warraq_result_##line.error(); \
  declaration = std::move(warraq_result_##line).value()

// The same where only the error matters.
#define WARRAQ_CHECK(expression)                               \
  if (auto warraq_result = (expression); warraq_result.ok()) { \
  } else /* NOLINT */                                          \
    return warraq_result.error()

#endif  // WARRAQ_RESULT_H_
