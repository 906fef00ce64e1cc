// Pictures of every format, whole, cut short, lying about their size, and running in circles. All
// of them are made here, in memory.

#include "plugin/ocr/image.h"

#include <gtest/gtest.h>
#include <leptonica/allheaders.h>

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace warraq {
namespace {

// Grey, with a gradient and a few strokes: enough for every coder to have something to do.
PixPointer Picture(int width, int height, int depth) {
  PixPointer pix(pixCreate(width, height, depth));
  for (int y = 0; y < height; ++y) {
    for (int x = 0; x < width; ++x) {
      const auto value =
          static_cast<l_uint32>(depth == 1 ? (x / 3 + y / 5) % 2 : (x * 3 + y) & 0xFF);
      pixSetPixel(pix.get(), x, y, depth == 32 ? value << 24 | 0x00808000u : value);
    }
  }
  return pix;
}

std::string Encode(Pix* pix, l_int32 format) {
  l_uint8* data = nullptr;
  std::size_t size = 0;
  EXPECT_EQ(pixWriteMem(&data, &size, pix, format), 0);
  std::string bytes(reinterpret_cast<const char*>(data), size);
  lept_free(data);
  return bytes;
}

std::string Number(std::uint64_t value, int size) {  // little endian
  std::string bytes;
  for (int i = 0; i < size; ++i) bytes += static_cast<char>(value >> (8 * i) & 0xFF);
  return bytes;
}

// A TIFF directory of one uncompressed row of grey whose picture data stands at `data`.
std::string TiffDirectory(std::uint32_t width, std::uint32_t data, std::uint32_t next) {
  const std::array<std::array<std::uint32_t, 2>, 8> fields = {
      {{256, width}, {257, 1}, {258, 8}, {259, 1}, {262, 1}, {273, data}, {278, 1}, {279, width}}};
  std::string bytes = Number(fields.size(), 2);
  for (const auto& [tag, value] : fields) {
    bytes += Number(tag, 2) + Number(4, 2) + Number(1, 4) + Number(value, 4);
  }
  return bytes + Number(next, 4);
}

constexpr std::uint32_t kDirectoryBytes = 2 + 8 * 12 + 4;

struct Case {
  const char* media_type;
  l_int32 format;
  int depth;
};

class Formats : public testing::TestWithParam<Case> {};

TEST_P(Formats, AreFoundAndDecoded) {
  const std::string bytes = Encode(Picture(97, 61, GetParam().depth).get(), GetParam().format);
  EXPECT_EQ(ImageMediaType(bytes), GetParam().media_type);
  ASSERT_TRUE(CountImagePages(bytes, {}).ok());
  EXPECT_EQ(CountImagePages(bytes, {}).value(), 1);
  const Result<PageImage> image = DecodeImage(bytes, 1, {});
  ASSERT_TRUE(image.ok()) << image.error().what;
  EXPECT_EQ(image.value().width(), 97);
  EXPECT_EQ(image.value().height(), 61);
  EXPECT_EQ(pixGetDepth(image.value().pix()), GetParam().depth == 1 ? 1 : 8);
}

// At every length: an error, of a kind that says so, and no crash.
TEST_P(Formats, CutShortAreErrors) {
  const std::string whole = Encode(Picture(97, 61, GetParam().depth).get(), GetParam().format);
  for (std::size_t size = 0; size < whole.size(); size += size < 600 ? 1 : 97) {
    const std::string bytes = whole.substr(0, size);
    const Result<PageImage> image = DecodeImage(bytes, 1, {});
    ASSERT_FALSE(image.ok()) << size << " of " << whole.size();
    const Code code = image.error().code;
    EXPECT_TRUE(code == Code::kTruncatedImage || (size < 80 && code == Code::kUnknownFormat) ||
                code == Code::kDamagedImage)
        << size << ": " << image.error().what;
  }
}

TEST_P(Formats, LimitedInPixels) {
  const std::string bytes = Encode(Picture(97, 61, GetParam().depth).get(), GetParam().format);
  const Limits limits{.image_pixels = 97 * 61 - 1};
  const Result<PageImage> image = DecodeImage(bytes, 1, limits);
  ASSERT_FALSE(image.ok());
  EXPECT_EQ(image.error().code, Code::kImageTooLarge);
  EXPECT_NE(image.error().what.find("image_pixels"), std::string::npos);
}

TEST_P(Formats, WithABrokenByteNeverCrash) {
  const std::string whole = Encode(Picture(97, 61, GetParam().depth).get(), GetParam().format);
  const Limits limits{.image_pixels = 1'000'000};
  for (std::size_t at = 0; at < whole.size(); at += at < 200 ? 1 : 61) {
    std::string bytes = whole;
    bytes[at] = static_cast<char>(bytes[at] ^ 0x55);
    const Result<PageImage> image = DecodeImage(bytes, 1, limits);
    if (!image.ok()) continue;
    EXPECT_GT(image.value().width(), 0);
  }
}

INSTANTIATE_TEST_SUITE_P(
    All, Formats,
    testing::Values(Case{"image/png", IFF_PNG, 8}, Case{"image/png", IFF_PNG, 1},
                    Case{"image/png", IFF_PNG, 32}, Case{"image/jpeg", IFF_JFIF_JPEG, 8},
                    Case{"image/jpeg", IFF_JFIF_JPEG, 32}, Case{"image/webp", IFF_WEBP, 32},
                    Case{"image/jp2", IFF_JP2, 8}, Case{"image/tiff", IFF_TIFF, 8},
                    Case{"image/tiff", IFF_TIFF_G4, 1}, Case{"image/tiff", IFF_TIFF_LZW, 32},
                    Case{"image/x-portable-anymap", IFF_PNM, 8},
                    Case{"image/x-portable-anymap", IFF_PNM, 1}, Case{"image/bmp", IFF_BMP, 8}));

TEST(Image, TextIsNoPicture) {
  for (const std::string_view text :
       {"/etc/hostname\n", "page1.png\npage2.png\n", "P5 is a kind of picture", "BMW recalls cars",
        "GIF", "", "II*", "RIFF and RAFF"}) {
    EXPECT_EQ(ImageMediaType(text), "") << text;
    EXPECT_EQ(DecodeImage(text, 1, {}).error().code, Code::kUnknownFormat) << text;
    EXPECT_EQ(CountImagePages(text, {}).error().code, Code::kUnknownFormat) << text;
  }
}

TEST(Image, HugeClaimFailsAtOnce) {
  const std::string ppm = "P6\n30000 30000\n255\nabcdef";
  EXPECT_EQ(DecodeImage(ppm, 1, {}).error().code, Code::kTruncatedImage);
  std::string png = Encode(Picture(8, 8, 8).get(), IFF_PNG);
  png.replace(16, 8,
              std::string("\0\0\x75\x30\0\0\x75\x30", 8));  // 30,000 each; checksum now wrong
  EXPECT_EQ(DecodeImage(png, 1, {}).error().code, Code::kDamagedImage);
  std::string jpeg = Encode(Picture(16, 16, 8).get(), IFF_JFIF_JPEG);
  const std::size_t frame = jpeg.find("\xFF\xC0");
  ASSERT_NE(frame, std::string::npos);
  jpeg.replace(frame + 5, 4, "\x75\x30\x75\x30");
  EXPECT_EQ(DecodeImage(jpeg, 1, {}).error().code, Code::kImageTooLarge);
}

TEST(Image, TransparencyIsWhite) {
  PixPointer pix(pixCreate(20, 20, 32));
  pixSetSpp(pix.get(), 4);  // black, and wholly transparent
  const Result<PageImage> image = DecodeImage(Encode(pix.get(), IFF_PNG), 1, {});
  ASSERT_TRUE(image.ok());
  l_uint32 value = 0;
  pixGetPixel(image.value().pix(), 10, 10, &value);
  EXPECT_EQ(value, 255u);
}

TEST(Image, OnlyPageOneOfOnePage) {
  const std::string png = Encode(Picture(8, 8, 8).get(), IFF_PNG);
  EXPECT_FALSE(DecodeImage(png, 2, {}).ok());
  EXPECT_FALSE(DecodeImage(png, 0, {}).ok());
}

std::string TwoPageTiff(std::uint32_t next_of_second) {
  const std::uint32_t first = 8, second = first + kDirectoryBytes, data = second + kDirectoryBytes;
  return "II*" + std::string(1, '\0') + Number(first, 4) + TiffDirectory(4, data, second) +
         TiffDirectory(6, data, next_of_second) + "\x10\x20\x30\x40\x50\x60";
}

TEST(Tiff, PagesAreCountedAndRead) {
  const std::string bytes = TwoPageTiff(0);
  ASSERT_TRUE(CountImagePages(bytes, {}).ok());
  EXPECT_EQ(CountImagePages(bytes, {}).value(), 2);
  const Result<PageImage> first = DecodeImage(bytes, 1, {}), second = DecodeImage(bytes, 2, {});
  ASSERT_TRUE(first.ok()) << first.error().what;
  ASSERT_TRUE(second.ok()) << second.error().what;
  EXPECT_EQ(first.value().width(), 4);
  EXPECT_EQ(second.value().width(), 6);
  l_uint32 value = 0;
  pixGetPixel(second.value().pix(), 5, 0, &value);
  EXPECT_EQ(value, 0x60u);
  EXPECT_FALSE(DecodeImage(bytes, 3, {}).ok());
  EXPECT_FALSE(DecodeImage(bytes, 0, {}).ok());
}

TEST(Tiff, LoopsAreFound) {
  for (const std::uint32_t back_to : {8u, 8u + kDirectoryBytes}) {
    const std::string bytes = TwoPageTiff(back_to);
    EXPECT_EQ(CountImagePages(bytes, {}).error().code, Code::kLoopingPages);
    EXPECT_EQ(DecodeImage(bytes, 1, {}).error().code, Code::kLoopingPages);
  }
}

TEST(Tiff, OffsetsOutsideTheFile) {
  EXPECT_EQ(CountImagePages(TwoPageTiff(1'000'000), {}).error().code, Code::kTruncatedImage);
  EXPECT_EQ(CountImagePages(std::string("II*\0\xFF\xFF\xFF\xFF", 8), {}).error().code,
            Code::kTruncatedImage);
  EXPECT_EQ(CountImagePages(std::string("MM\0*\0\0\0\0", 8), {}).error().code, Code::kDamagedImage);
  EXPECT_EQ(CountImagePages(std::string("II+\0\x08\0\0\0\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF", 16), {})
                .error()
                .code,
            Code::kTruncatedImage);
}

TEST(Tiff, TooManyPages) {
  const Limits limits{.image_pages = 1};
  const Result<int> pages = CountImagePages(TwoPageTiff(0), limits);
  ASSERT_FALSE(pages.ok());
  EXPECT_EQ(pages.error().code, Code::kTooLarge);
  EXPECT_NE(pages.error().what.find("image_pages"), std::string::npos);
}

TEST(Tiff, BothEndsAndBothSizes) {
  // BigTIFF, most significant byte first: one directory of no fields but the size of the picture.
  std::string big("MM\0+\0\x08\0\0\0\0\0\0\0\0\0\x10", 16);
  big += std::string("\0\0\0\0\0\0\0\x02", 8);
  big += std::string("\x01\0\0\x04\0\0\0\0\0\0\0\x01\0\0\0\x05\0\0\0\0", 20);
  big += std::string("\x01\x01\0\x04\0\0\0\0\0\0\0\x01\0\0\0\x07\0\0\0\0", 20);
  big += std::string(8, '\0');
  ASSERT_TRUE(CountImagePages(big, {}).ok());
  EXPECT_EQ(CountImagePages(big, {}).value(), 1);
  EXPECT_EQ(DecodeImage(big, 1, {}).error().code, Code::kDamagedImage);  // no strips
}

TEST(Image, VersionIsANumber) { EXPECT_EQ(LeptonicaVersion().substr(0, 2), "1."); }

}  // namespace
}  // namespace warraq
