// What a process that reads pictures and the one that asks it say to each other over a socket:
// short messages, numbers as this machine has them. The picture itself is passed as a sealed
// descriptor.
//
//   asking:   kSetUp                     once
//             kRead, with the picture's descriptor unless it is the last one again
//   reading:  kReady                     once; from then on it is confined
//             kLoads NAMES, kLoaded      around the loading of models
//             kPage or kFailure          the answer
//
// Whoever has broken the reading process may say anything, so its answers are taken only where they
// are what a recognizer can have found.

#ifndef WARRAQ_PLUGIN_READ_PICTURE_WIRE_H_
#define WARRAQ_PLUGIN_READ_PICTURE_WIRE_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "plugin/ocr/recognize.h"
#include "warraq/options.h"
#include "warraq/result.h"

namespace warraq {

enum class Saying : std::uint32_t { kSetUp, kRead, kReady, kLoads, kLoaded, kPage, kFailure };

struct MessageHead {
  Saying saying = Saying::kSetUp;
  std::uint32_t size_bytes = 0;  // of what follows
};
inline constexpr std::size_t kMostMessageBytes = std::size_t{64} << 20;

struct SetUp {
  std::string tessdata;
  Limits limits;
  bool warns = false;  // on standard error, of what the kernel does not have
};
struct ReadRequest {
  std::int32_t number = 1;
  Effort effort = Effort::kFull;
  std::uint64_t picture_bytes = 0;  // 0: the picture before
  std::string language;
  std::vector<std::string> deadly_models;
};

std::string Pack(const SetUp& set_up);
std::string Pack(const ReadRequest& request);
std::string Pack(const Recognition& page);
std::string Pack(const Error& error);

// Nothing where the bytes are not one.
std::optional<SetUp> UnpackSetUp(std::string_view bytes);
std::optional<ReadRequest> UnpackRead(std::string_view bytes);
std::optional<Recognition> UnpackPage(std::string_view bytes);
std::optional<Error> UnpackError(std::string_view bytes);

// Sends all of a message, with `descriptor` unless that is -1. 0, or the errno of what failed.
int SendMessage(int socket, Saying saying, std::string_view bytes, int descriptor = -1);

}  // namespace warraq

#endif  // WARRAQ_PLUGIN_READ_PICTURE_WIRE_H_
