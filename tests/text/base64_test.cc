#include "plugin/text/base64.h"

#include <gtest/gtest.h>

namespace warraq {
namespace {

// RFC 4648, section 10.
TEST(Base64Test, BothWays) {
  const struct {
    std::string_view bytes;
    std::string_view coded;
  } kCases[] = {{"", ""},
                {"f", "Zg=="},
                {"fo", "Zm8="},
                {"foo", "Zm9v"},
                {"foob", "Zm9vYg=="},
                {"fooba", "Zm9vYmE="},
                {"foobar", "Zm9vYmFy"},
                {{"\0\xFF\xFE", 3}, "AP/+"}};
  for (const auto& [bytes, coded] : kCases) {
    EXPECT_EQ(EncodeBase64(bytes), coded);
    EXPECT_EQ(DecodeBase64(coded), bytes);
  }
}

TEST(Base64Test, EveryByteAtEveryPlace) {
  std::string bytes;
  for (int i = 0; i < 3 * 256 + 2; ++i) bytes.push_back(static_cast<char>(i * 7));
  for (std::size_t i = 0; i < 3; ++i) {
    const std::string_view part = std::string_view(bytes).substr(i);
    EXPECT_EQ(DecodeBase64(EncodeBase64(part)), part);
  }
}

TEST(Base64Test, WhatIsNone) {
  for (const std::string_view coded :
       {"%%%%", "Zg", "Zg=", "Z", "=", "====", "Z===", "Z=g=", "Zg==Zg==", "Zm 9v", "Zm9v-", "Zg=-",
        "Zm9v----", "Zm\n9v", "Zm9_"}) {
    EXPECT_EQ(DecodeBase64(coded), std::nullopt) << coded;
  }
}

TEST(Base64Test, SpaceAroundItDoesNotCount) {
  EXPECT_EQ(DecodeBase64(" Zg==\r\n"), "f");
  EXPECT_EQ(DecodeBase64("\n"), "");
}

}  // namespace
}  // namespace warraq
