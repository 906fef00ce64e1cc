#include "plugin/batch/record_prover.h"

#include <algorithm>
#include <string_view>

#include "plugin/batch/string_member.h"
#include "plugin/batch/trace.h"
#include "plugin/ocr/image.h"
#include "plugin/ocr/recognize.h"
#include "plugin/read/ocr_file.h"
#include "plugin/read/read.h"
#include "plugin/repair/repair.h"
#include "plugin/text/base64.h"

namespace warraq {
namespace {

using simdjson::dom::array;
using simdjson::dom::element;
using simdjson::dom::object;

// Of a gap, or of a run of a map, which have one stretch.
std::optional<ByteRange> ByteRangeOf(object run) {
  element from;
  if (run["from"].get(from) != simdjson::SUCCESS) return {};
  return ByteRangeIn(from);
}

std::vector<RecordPiece> RemovedOf(object record) {
  std::vector<RecordPiece> removed;
  AddPieces(record, "removed", "text", removed);
  return removed;
}

// Of a piece that says another thing than stands there.
std::string Difference(const Source& source, const RecordPiece& piece, std::string_view stands) {
  return source.name + ": " + piece.what + " says \"" + std::string(piece.text.substr(0, 60)) +
         "\", where the source has \"" + std::string(stands.substr(0, 60)) + "\"";
}

std::string Was(object run) {
  std::string_view coded;
  if (run["was_base64"].get(coded) == simdjson::SUCCESS) return DecodeBase64(coded).value_or("");
  return std::string(StringMember(run, "was"));
}

std::string_view RecognizerOfRecord(object record) {
  object quality;
  if (record["quality"].get(quality) != simdjson::SUCCESS) return {};
  return StringMember(quality, "recognizer");
}

// What does not stand in its box, and what was lost.
std::vector<std::string> DifferencesOf(const Page& page, int number, object record) {
  const std::string place = page.source->name + ", page " + std::to_string(number) + ": ";
  std::vector<std::string> found;
  std::vector<Box> covered;
  for (const RecordPiece& piece : PiecesOf(record)) {
    const std::vector<Box> boxes = BoxesOf(piece.value);
    covered.insert(covered.end(), boxes.begin(), boxes.end());
    if (boxes.empty() || !piece.exact) continue;
    const std::string missing = MissingWord(page, boxes, piece.text);
    if (missing.empty()) continue;
    found.push_back(place + piece.what + " says \"" + missing +
                    "\", which does not stand in its box");
  }
  if (covered.empty()) return found;
  for (const RecordPiece& piece : RemovedOf(record)) {
    const std::vector<Box> boxes = BoxesOf(piece.value);
    covered.insert(covered.end(), boxes.begin(), boxes.end());
  }
  const std::string lost = UncoveredWord(page, covered);
  if (!lost.empty()) found.push_back(place + "lost without a word: \"" + lost + "\"");
  return found;
}

}  // namespace

void RecordProver::Prove(Source& source, object record, bool is_part) {
  if (!is_part) ++findings_.counts.records;
  object of_source;
  if (record["source"].get(of_source) != simdjson::SUCCESS) return;
  if (source.sha256 != StringMember(of_source, "sha256") ||
      source.bytes.size() != NumberMember(of_source, "bytes")) {
    return findings_.Lie(source.name + ": the source is another one than the record was made of");
  }
  if (!is_part && JoinedBlocks(record) != StringMember(record, "text")) {
    findings_.Lie(source.name + ": the text is not that of the blocks");
  }
  const auto number = static_cast<int>(NumberMember(of_source, "page"));
  const Format ocr = OcrFormatOfMediaType(StringMember(of_source, "media_type"));
  if (ocr == Format::kMets) return ProveIssue(source, number, record);
  if (ocr != Format::kAuto) {
    const Result<OcrFile> file = ReadOcrFile(source.bytes, ocr);
    if (!file.ok()) return findings_.Lie(source.name + ": " + file.error().what);
    if (number < 1 || static_cast<std::size_t>(number) > file.value().pages.size()) {
      return findings_.Lie(source.name + ": it has no page " + std::to_string(number));
    }
    return ProveInk(OcrPageToPage(file.value(), number, source), number, record);
  }
  if (StringMember(of_source, "media_type") == kPdfMediaType) {
    return ProvePdf(source, number, record);
  }
  if (number > 0) return ProvePicture(source, number, record);
  Options options = options_;
  options.from =
      StringMember(of_source, "media_type") == "text/html" ? Format::kHtml : Format::kText;
  const Result<Page> read = ReadAndRepair(source, options);
  if (!read.ok()) return findings_.Lie(source.name + ": " + read.error().what);
  ProveBytes(read.value(), record);
  if (record["gaps"].error() == simdjson::SUCCESS) ProveRebuilt(source, record);
}

void RecordProver::ProveBytes(const Page& page, object record) {
  const Tracer tracer(page);
  std::vector<Span> covered;
  bool any = false;
  for (const RecordPiece& piece : PiecesOf(record)) {
    const std::vector<Span> spans = SpansOf(piece.value);
    covered.insert(covered.end(), spans.begin(), spans.end());
    if (spans.empty()) continue;
    any = true;
    ++findings_.counts.pieces;
    const std::string traced = tracer.TextAt(spans);
    const bool same =
        piece.exact ? WithoutSpace(traced) == WithoutSpace(piece.text) : !traced.empty();
    if (!same) findings_.Lie(Difference(*page.source, piece, traced));
  }
  if (!any) return;  // a record without provenance claims nothing
  for (const RecordPiece& piece : RemovedOf(record)) {
    const std::vector<Span> spans = SpansOf(piece.value);
    covered.insert(covered.end(), spans.begin(), spans.end());
  }
  const std::string lost = tracer.Uncovered(std::move(covered));
  if (!lost.empty())
    findings_.Lie(page.source->name + ": lost without a word: \"" + lost.substr(0, 60) + "\"");
}

// What the maps and gaps of a full record say the source was.
void RecordProver::ProveRebuilt(const Source& source, object record) {
  std::string rebuilt(source.bytes.size(), '\0');
  const auto put = [&](std::uint64_t at, std::string_view bytes) {
    if (bytes.size() > rebuilt.size() || at > rebuilt.size() - bytes.size()) return;
    rebuilt.replace(at, bytes.size(), bytes);
  };
  std::vector<RecordPiece> pieces = PiecesOf(record);
  AddPieces(record, "removed", "text", pieces);
  AddPieces(record, "gaps", "was", pieces);
  for (const RecordPiece& piece : pieces) {
    array map;
    if (piece.value["map"].get(map) != simdjson::SUCCESS) {
      const std::optional<ByteRange> gap = ByteRangeOf(piece.value);
      if (gap) put(gap->begin, Was(piece.value));
      continue;
    }
    std::string_view text = StringMember(piece.value, "text");
    if (text.empty()) text = piece.text;
    for (const element item : map) {
      object run;
      if (item.get(run) != simdjson::SUCCESS) continue;
      const std::optional<ByteRange> from = ByteRangeOf(run);
      if (!from) continue;
      const bool changed =
          run["was"].error() == simdjson::SUCCESS || run["was_base64"].error() == simdjson::SUCCESS;
      const std::uint64_t at = std::min<std::uint64_t>(NumberMember(run, "at"), text.size());
      put(from->begin, changed ? Was(run) : std::string(text.substr(at, from->end - from->begin)));
    }
  }
  if (rebuilt != source.bytes)
    return findings_.Lie(source.name + ": the full record does not rebuild its source");
  ++findings_.counts.rebuilt;
}

// A page of a METS issue, whose file must be the one that the record was made of.
void RecordProver::ProveIssue(Source& source, int number, object record) {
  const Limits& limits = options_.limits;
  const Result<int> pages = issue_.Open(source);
  if (!pages.ok()) return findings_.Lie(source.name + ": " + pages.error().what);
  if (number < 1 || number > pages.value()) {
    return findings_.Lie(source.name + ": it has no page " + std::to_string(number));
  }
  const Result<Page> page = issue_.Read(source, number, limits);
  if (!page.ok()) return findings_.Lie(source.name + ": " + page.error().what);
  object part;
  const bool named = record["source"]["part"].get(part) == simdjson::SUCCESS;
  if (!named || StringMember(part, "sha256") != page.value().file.sha256) {
    return findings_.Lie(source.name + ": " + page.value().file.name +
                         " is another file than the record was made of");
  }
  ProveInk(page.value(), number, record);
}

// What metadata beside the ink say must stand in the source's own bytes.
void RecordProver::ProveSpans(const Source& source, const RecordPiece& piece) {
  const std::vector<Span> spans = SpansOf(piece.value);
  if (spans.empty()) return;
  ++findings_.counts.pieces;
  std::string said;
  for (const Span& span : spans) {
    if (span.end <= source.bytes.size() && span.begin < span.end) {
      said += source.bytes.substr(span.begin, span.size());
    }
  }
  std::vector<RepairCount> ignored;
  const Text repaired = RepairAll(Text::Verbatim(said), ignored);
  if (WithoutSpace(repaired.bytes()) != WithoutSpace(piece.text)) {
    findings_.Lie(Difference(source, piece, said));
  }
}

// How the record's page may have been recognized, the likeliest first: with the models that it
// names; or, where they are several, the first was chosen for the page and the others asked again
// for words of which it was unsure, which is another thing than all of them together.
std::vector<Options> RecordProver::OptionsOf(object record) const {
  Options options = options_;
  options.language = "auto";
  std::vector<Options> all{options};
  const std::string_view recognizer = RecognizerOfRecord(record);
  if (!recognizer.starts_with("tesseract")) return all;
  const std::string_view models = recognizer.substr(recognizer.rfind(' ') + 1);
  if (models.find('+') == models.npos) all.clear();
  options.language = models;
  all.push_back(options);
  return all;
}

PictureReader& RecordProver::TheReader() {
  if (reader_ == nullptr) reader_ = MakePictureReader(options_);
  return *reader_;
}

void RecordProver::ProvePdf(Source& source, int number, object record) {
  if (pdf_sha256_ != source.sha256) {
    pdf_.reset();
    pdf_sha256_ = source.sha256;
    Result<PdfFile> opened = PdfFile::Open(source.bytes, options_.limits);
    if (!opened.ok()) return findings_.Lie(source.name + ": " + opened.error().what);
    pdf_ = std::move(opened).value();
  }
  if (!pdf_) return findings_.Lie(source.name + ": it cannot be read");
  ProveReadings(source, number, record, [&](const Options& options) {
    return ReadPdf(*pdf_, source, number, TheReader(), options);
  });
}

void RecordProver::ProveForeign(Source& source, int number, object record) {
  const Limits& limits = options_.limits;
  const Result<PageImage> image = DecodeImageInColour(source.bytes, number, limits);
  if (!image.ok()) return findings_.Lie(source.name + ": " + image.error().what);
  Recognizer recognizer(options_);
  const Result<Recognition> read =
      recognizer.RecognizeAs(image.value(), *ForeignSettingsOf(RecognizerOfRecord(record)));
  if (!read.ok()) return findings_.Doubt(source.name + ": " + read.error().what);
  ProveFacts(source, record);
  const Page page = PageOfRecognition(read.value(), number, source);
  for (const std::string& sentence : DifferencesOf(page, number, record)) findings_.Doubt(sentence);
}

void RecordProver::ProvePicture(Source& source, int number, object record) {
  if (ForeignSettingsOf(RecognizerOfRecord(record))) {
    return ProveForeign(source, number, record);
  }
  ProveReadings(source, number, record, [&](const Options& options) {
    return ReadImage(source, number, TheReader(), options);
  });
}

// It is true if one of the ways to recognize its page makes it so.
void RecordProver::ProveReadings(const Source& source, int number, object record,
                                 const std::function<Result<Page>(const Options&)>& read) {
  std::vector<std::string> least;
  bool first = true;
  for (const Options& options : OptionsOf(record)) {
    const Result<Page> page = read(options);
    std::vector<std::string> found =
        page.ok() ? DifferencesOf(page.value(), number, record)
                  : std::vector<std::string>{source.name + ": " + page.error().what};
    if (first || found.size() < least.size()) least = std::move(found);
    first = false;
    if (least.empty()) break;
  }
  ProveFacts(source, record);
  for (const std::string& sentence : least) findings_.Lie(sentence);
}

void RecordProver::ProveInk(const Page& page, int number, object record) {
  ProveFacts(*page.source, record);
  for (const std::string& sentence : DifferencesOf(page, number, record)) findings_.Lie(sentence);
}

// Counts the pieces, and looks at those that metadata beside the ink say.
void RecordProver::ProveFacts(const Source& source, object record) {
  for (const RecordPiece& piece : PiecesOf(record)) {
    if (BoxesOf(piece.value).empty()) {
      ProveSpans(source, piece);
    } else {
      ++findings_.counts.pieces;
    }
  }
}

}  // namespace warraq
