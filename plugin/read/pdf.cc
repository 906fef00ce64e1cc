#include "plugin/read/pdf.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <optional>
#include <utility>

#include "plugin/ocr/script.h"
#include "plugin/read/pdf_content.h"
#include "plugin/read/pdf_lines.h"
#include "plugin/read/pdf_objects.h"
#include "plugin/read/read.h"

namespace warraq {
namespace {

// Each block costs a look through the whole file, so large files have large ones.
constexpr int kFewPages = 32, kManyPages = 256, kBlocks = 40;
constexpr std::size_t kBlockBytes = std::size_t{96} << 20;  // of JSON
constexpr double kPictureShare = 0.85;  // of the page, of a picture that is the page
// Of a page that is mostly picture, so few letters are a stamp or a line of the archive's.
constexpr double kMostlyPicture = 0.5;
constexpr int kFewLetters = 200;
constexpr double kLeastDpi = 72, kMostDpi = 600;

Error Failed(const char* program, const Finished& ran, const Command& command) {
  std::string what = program;
  switch (ran.end) {
    case End::kTooSlow:
      what += " took longer than " + std::to_string(static_cast<int>(command.seconds)) + " s";
      break;
    case End::kTooMuchOutput:
      what += " gave more than " + std::to_string(command.output_bytes) + " bytes";
      break;
    case End::kKilled:
      what += " was ended by signal " + std::to_string(ran.status) +
              " (its limits: " + std::to_string(command.limits.cpu_seconds) + " s of CPU, " +
              std::to_string(command.limits.memory_bytes >> 20) + " MiB)";
      break;
    case End::kExited:
      what += " failed: " + ran.last_words;
      break;
  }
  return {Code::kProgramFailed, 0, std::move(what)};
}

// What qpdf says of the file, without its own name and the path under which it saw it.
std::string Complaint(const Finished& ran) {
  std::string_view words = ran.last_words;
  for (const std::string_view before : {"qpdf: ", kInputPath, " ", ": "}) {
    if (words.starts_with(before)) words.remove_prefix(before.size());
  }
  return words.empty() ? "it cannot be read" : std::string(words);
}

Error FailureOfQpdf(const Finished& ran, const Command& command) {
  if (ran.end != End::kExited) return Failed("qpdf", ran, command);
  if (ran.last_words.find("password") != std::string::npos) {
    return {Code::kEncrypted, 0, "it opens only with a password"};
  }
  return {Code::kDamagedPdf, 0, Complaint(ran)};
}

// That asks qpdf for the object of a reference, "7 0 R".
std::string OptionFor(std::string_view reference) {
  const std::size_t space = reference.find(' ');
  return "--json-object=" + std::string(reference.substr(0, space)) + "," +
         std::string(reference.substr(space + 1, reference.rfind(' ') - space - 1));
}

// The second letter of a ligature has nothing to say, but not every third.
double ShareUnknown(const PdfContent& content) {
  std::size_t all = 0, unknown = 0, mute = 0;
  for (const PdfGlyph& glyph : content.glyphs) {
    if (!glyph.has_width()) continue;  // a sign over a letter
    ++all;
    unknown += glyph.is_unknown();
    mute += glyph.known && glyph.text.empty();
  }
  if (3 * mute > all) return 1;
  return all > 0 ? static_cast<double>(unknown) / static_cast<double>(all) : 0;
}

std::string TextOf(const Recognition& recognition) {
  std::string text;
  for (const OcrLine& line : recognition.lines) {
    for (const OcrWord& word : line.words) text.append(word.text).push_back(' ');
    text.push_back('\n');
  }
  return text;
}

// Whether a picture's stream is a JPEG or JPEG 2000 file that shows what the page shows: no other
// filter, no colours that only the PDF explains, nothing cut out.
bool IsPictureFile(const PdfObjects& objects, PdfValue picture) {
  for (const char* key : {"/SMask", "/Mask", "/Decode", "/ImageMask"}) {
    if (objects.Get(picture, key)) return false;
  }
  const std::vector<PdfValue> filters = objects.List(picture, "/Filter");
  const std::string_view filter =
      filters.size() == 1 ? PdfString(filters[0]) : objects.Name(picture, "/Filter");
  if (filter == "/JPXDecode") return true;
  if (filter != "/DCTDecode") return false;
  const std::vector<PdfValue> space = objects.List(picture, "/ColorSpace");
  const std::string_view name =
      space.empty() ? objects.Name(picture, "/ColorSpace") : PdfString(space[0]);
  if (name == "/ICCBased" && space.size() == 2) return objects.Number(space[1], "/N", 0) != 4;
  return name == "/DeviceGray" || name == "/DeviceRGB" || name == "/CalGray" || name == "/CalRGB";
}

PdfPage PageOf(const PdfContent& content, const PdfObjects& objects) {
  PdfPage page;
  page.width = content.width, page.height = content.height;
  if (content.picture_share >= kPictureShare) {
    const auto picture = objects.ByReference(content.picture);
    const double pixels = picture ? objects.Number(*picture, "/Width", 0) : 0;
    page.picture_dpi = pixels * 72 / content.width;
    if (picture && content.picture_upright && IsPictureFile(objects, *picture)) {
      page.picture = content.picture;
    }
  }
  OcrFileBuilder builder;
  AddPdfPage(content, builder);
  OcrFile file = std::move(builder).Finish();
  page.layer = std::move(file.pages[0]);
  const std::string text = TextOf(page.layer.recognition);
  ScriptCount letters;
  letters.Add(text);
  const bool is_picture = content.pictures_share >= kMostlyPicture;
  if (content.glyphs.empty() || (is_picture && letters.letters() < kFewLetters)) return page;
  page.refusal = DoubtInPdfText(text, ShareUnknown(content));
  page.has_text = page.refusal.empty();
  if (content.cut) page.layer.notes.push_back({.code = "text-layer-cut", .origin = {}});
  return page;
}

}  // namespace

Result<PdfFile> PdfFile::Open(std::string_view bytes, const Limits& limits) {
  WARRAQ_TRY(SealedBytes sealed, SealedBytes::Of(bytes));
  PdfFile file(std::move(sealed));
  const Command command{.program = "qpdf",
                        .arguments = {"--no-warn", "--warning-exit-0", "--show-npages",
                                      "--list-attachments", kInputPath},
                        .input = &file.bytes_};
  WARRAQ_TRY(const Finished ran, RunConfined(command));
  if (!ran.clean()) return FailureOfQpdf(ran, command);
  std::from_chars(ran.out.data(), ran.out.data() + ran.out.size(), file.pages_);
  if (file.pages_ < 1) return Error{Code::kDamagedPdf, 0, "it has no pages"};
  if (static_cast<std::size_t>(file.pages_) > limits.image_pages) {
    return Error{Code::kTooLarge, 0,
                 "it has " + std::to_string(file.pages_) + " pages; the limit image_pages is " +
                     std::to_string(limits.image_pages)};
  }
  file.block_ = std::clamp(file.pages_ / kBlocks, kFewPages, kManyPages);
  for (std::size_t at = ran.out.find(" -> "); at != std::string::npos;
       at = ran.out.find(" -> ", at + 1)) {
    ++file.attachments_;
  }
  // What keeps the first page from being read, such as a circle in the page tree, mostly keeps all
  // of them, and the tree may say that there are thousands.
  const Result<const PdfPage*> first = file.Get(1);
  if (!first.ok() && first.error().code == Code::kDamagedPdf) {
    Error error = first.error();
    error.page = 0;
    return error;
  }
  return file;
}

Result<std::string> PdfFile::AskQpdf(std::vector<std::string> options, int first, int count) const {
  Command command{.program = "qpdf",
                  .arguments = {"--no-warn", "--warning-exit-0", "--json-output"},
                  .input = &bytes_,
                  .output_bytes = kBlockBytes};
  const std::string range = std::to_string(first) + "-" + std::to_string(first + count - 1);
  command.arguments.insert(command.arguments.end(), options.begin(), options.end());
  for (const char* word : {"--empty", "--pages", kInputPath, range.c_str(), "--", "-"}) {
    command.arguments.emplace_back(word);
  }
  WARRAQ_TRY(Finished ran, RunConfined(command));
  if (!ran.clean()) return FailureOfQpdf(ran, command);
  return std::move(ran.out);
}

Result<std::vector<PdfPage>> PdfFile::ReadBlock(int first, int count) const {
  WARRAQ_TRY(const std::string json, AskQpdf({"--json-stream-data=none"}, first, count));
  WARRAQ_TRY(PdfObjects objects, PdfObjects::Parse(json));
  const std::vector<PdfValue> pages = objects.Pages();
  std::set<std::string> streams;
  for (const PdfValue& page : pages) AddStreamsOfPage(objects, page, streams);
  if (!streams.empty()) {
    std::vector<std::string> wanted = {"--json-stream-data=inline", "--decode-level=generalized"};
    for (const std::string& stream : streams) wanted.push_back(OptionFor(stream));
    WARRAQ_TRY(const std::string data, AskQpdf(std::move(wanted), first, count));
    if (!objects.AddData(data)) return Error{Code::kDamagedPdf, 0, "its streams cannot be read"};
  }
  PdfFonts fonts;
  std::vector<PdfPage> made;
  for (const PdfValue& page : pages) {
    made.push_back(PageOf(ReadPdfContent(objects, page, fonts), objects));
  }
  made.resize(static_cast<std::size_t>(count));
  return made;
}

Result<std::vector<PdfPage>> PdfFile::ReadBlockOf(int number) {
  first_ = (number - 1) / block_ * block_ + 1;
  return ReadBlock(first_, std::min(block_, pages_ - first_ + 1));
}

Result<const PdfPage*> PdfFile::Get(int number) {
  if (number < 1 || number > pages_) {
    return Error{Code::kEmpty, 0, "it has no such page", number};
  }
  const bool kept =
      number >= first_ && number < first_ + static_cast<int>(kept_.size()) && !kept_.empty();
  if (!kept) {
    kept_.clear();
    Result<std::vector<PdfPage>> block = ReadBlockOf(number);
    while (!block.ok() && block.error().code == Code::kProgramFailed && block_ > 1) {
      block_ = std::max(1, block_ / 4);
      block = ReadBlockOf(number);
    }
    // One page may be what spoils all of them.
    if (!block.ok() && block_ > 1) {
      first_ = number;
      block = ReadBlock(number, 1);
    }
    if (!block.ok()) {
      Error error = block.error();
      error.page = number;
      return error;
    }
    kept_ = std::move(block).value();
  }
  return &kept_[static_cast<std::size_t>(number - first_)];
}

// Empty also where that fails; the page can still be drawn.
std::string PdfFile::Scan(const PdfPage& page) const {
  const std::string& reference = page.picture;
  if (reference.empty()) return {};
  const Result<std::string> json =
      AskQpdf({"--json-stream-data=inline", "--decode-level=none", OptionFor(reference)}, first_,
              static_cast<int>(kept_.size()));
  if (!json.ok()) return {};
  Result<PdfObjects> objects = PdfObjects::Parse(json.value());
  if (!objects.ok() || !objects.value().AddData(json.value(), PdfObjects::Filters::kKept)) {
    return {};
  }
  return std::string(objects.value().Data(reference));
}

Result<std::string> PdfFile::Render(int number, const PdfPage& page, const Limits& limits) const {
  double dpi = page.picture_dpi > 0 ? std::clamp(page.picture_dpi, 150.0, kMostDpi) : kPdfDpi;
  const double inches = std::max(1.0, page.width) * std::max(1.0, page.height) / (72.0 * 72.0);
  const auto most = static_cast<double>(limits.image_pixels);
  dpi = std::floor(std::min(dpi, std::sqrt(most / inches)));
  if (dpi < kLeastDpi) {
    return Error{Code::kImageTooLarge, 0,
                 "the page is " + std::to_string(static_cast<int>(page.width / 72)) + " x " +
                     std::to_string(static_cast<int>(page.height / 72)) +
                     " inches, more than the limit image_pixels = " +
                     std::to_string(limits.image_pixels) + " can show",
                 number};
  }
  const std::string page_number = std::to_string(number);
  const Command command{
      .program = "pdftoppm",
      .arguments = {"-gray", "-cropbox", "-r", std::to_string(static_cast<int>(dpi)), "-f",
                    page_number, "-l", page_number, kInputPath},
      .input = &bytes_,
      .output_bytes = limits.image_pixels + (std::size_t{1} << 20)};
  WARRAQ_TRY(Finished ran, RunConfined(command));
  if (ran.clean() && !ran.out.empty()) return std::move(ran.out);
  Error error = Failed("pdftoppm", ran, command);
  error.page = number;
  return error;
}

namespace {

// A page without a text layer: its scan, where that can be decoded, else drawn.
Result<Recognition> LookAt(const PdfFile& file, int number, const PdfPage& page,
                           PictureReader& reader, const Options& options) {
  const std::string scan = file.Scan(page);
  if (!scan.empty()) {
    Result<Recognition> seen = reader.Read({.bytes = scan}, options.language);
    if (seen.ok() || !IsOfDecoding(seen.error())) return seen;
  }
  WARRAQ_TRY(const std::string drawn, file.Render(number, page, options.limits));
  return reader.Read({.bytes = drawn}, options.language);
}

}  // namespace

Result<Page> ReadPdf(PdfFile& file, Source& source, int number, PictureReader& reader,
                     const Options& options) {
  source.media_type = kPdfMediaType;
  WARRAQ_TRY(const PdfPage* const known, file.Get(number));
  std::vector<Note> notes = known->layer.notes;
  if (number == 1 && file.attachments() > 0) {
    notes.push_back({.code = "attachments-left-out",
                     .origin = {},
                     .candidates = {},
                     .count = file.attachments()});
  }
  Page page;
  if (known->has_text) {
    page = PageOfRecognition(known->layer.recognition, number, source);
  } else {
    if (!known->refusal.empty()) {
      notes.push_back({.code = std::string(known->refusal), .origin = {}});
    }
    const Result<Recognition> seen = LookAt(file, number, *known, reader, options);
    if (!seen.ok()) {
      Error error = seen.error();
      error.page = number;
      return error;
    }
    for (Note& note : NotesOn(seen.value())) notes.push_back(std::move(note));
    page = PageOfRecognition(seen.value(), number, source);
  }
  page.notes = std::move(notes);
  return page;
}

}  // namespace warraq
