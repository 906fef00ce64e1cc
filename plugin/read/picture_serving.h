// The process that reads pictures for another one; the tool runs it when it is started with
// kServePictures as its only argument.

#ifndef WARRAQ_PLUGIN_READ_PICTURE_SERVING_H_
#define WARRAQ_PLUGIN_READ_PICTURE_SERVING_H_

namespace warraq {

inline constexpr const char* kServePictures = "--serve-pictures";

// Answers over the socket that is standard input (picture_wire.h) until its other end is closed,
// confined from the first picture on. Returns the exit status.
int ServePictures();

}  // namespace warraq

#endif  // WARRAQ_PLUGIN_READ_PICTURE_SERVING_H_
