// A record is checked against its source, which is read again from the place that it names:
//   - size and hash are the source's;
//   - each piece of text is what stands at its `from`, read through the map of the page (which is
//   built
//     anew, and which a law of the tests holds to be exact);
//   - `from` and `removed` together cover every letter of the page: nothing is lost;
//   - a full record makes the source again from itself alone.
// Ink is recognized again with the models that the record names; its words must stand in their
// boxes. What a program of others recognized (ArticleRenderer) is recognized as it says it did;
// since it may have set more than it says, words that differ are doubts, not lies.

#include "plugin/batch/verify.h"

#include <simdjson.h>

#include <algorithm>
#include <compare>
#include <filesystem>
#include <map>
#include <optional>
#include <sstream>

#include "plugin/batch/inputs.h"
#include "plugin/batch/joined_record.h"
#include "plugin/batch/line_file.h"
#include "plugin/batch/mets_parts.h"
#include "plugin/batch/pipeline.h"
#include "plugin/batch/string_member.h"
#include "plugin/batch/trace.h"
#include "plugin/ocr/image.h"
#include "plugin/ocr/recognize.h"
#include "plugin/read/ocr_file.h"
#include "plugin/read/pdf.h"
#include "plugin/read/read.h"
#include "plugin/repair/repair.h"
#include "plugin/text/base64.h"
#include "plugin/text/hash.h"
#include "plugin/write/write.h"

namespace warraq {
namespace {

using simdjson::dom::array;
using simdjson::dom::element;
using simdjson::dom::object;

// The pieces of a record that carry a `from`, each with its name and the text that it claims.
struct Piece {
  std::string what;
  std::string_view text;
  object value;
  bool exact = true;  // the text is what stands there, and not a name made of it
};

void AddPiece(object record, const char* key, const char* text, std::vector<Piece>& pieces) {
  object piece;
  if (record[key].get(piece) != simdjson::SUCCESS) return;
  pieces.push_back({key, StringMember(piece, text), piece, std::string_view(key) != "agency"});
}

void AddPieces(object owner, const char* key, const char* text, std::vector<Piece>& pieces) {
  array list;
  if (owner[key].get(list) != simdjson::SUCCESS) return;
  for (const element item : list) {
    object piece;
    if (item.get(piece) != simdjson::SUCCESS) continue;
    pieces.push_back({key, StringMember(piece, text), piece, true});
  }
}

std::vector<Piece> PiecesOf(object record) {
  std::vector<Piece> pieces;
  for (const char* key : {"headline", "kicker", "deck", "dateline"}) {
    AddPiece(record, key, "text", pieces);
  }
  AddPiece(record, "agency", "name", pieces);
  AddPieces(record, "bylines", "name", pieces);
  AddPieces(record, "blocks", "text", pieces);
  AddPieces(record, "identifiers", "value", pieces);
  for (const char* key : {"published", "modified"}) {
    object dating;
    if (record[key].get(dating) != simdjson::SUCCESS) continue;
    AddPieces(dating, "evidence", "text", pieces);
    AddPieces(dating, "rejected", "text", pieces);
  }
  object continuation;
  if (record["continuation"].get(continuation) == simdjson::SUCCESS) {
    AddPiece(continuation, "previous", "uri", pieces);
    AddPiece(continuation, "next", "uri", pieces);
  }
  array updates;
  if (record["updates"].get(updates) != simdjson::SUCCESS) return pieces;
  for (const element item : updates) {
    object update;
    object dating;
    if (item.get(update) != simdjson::SUCCESS) continue;
    AddPiece(update, "stamp", "text", pieces);
    if (update["published"].get(dating) != simdjson::SUCCESS) continue;
    AddPieces(dating, "evidence", "text", pieces);
  }
  return pieces;
}

std::vector<Span> SpansOf(object piece) {
  std::vector<Span> spans;
  array from;
  if (piece["from"].get(from) != simdjson::SUCCESS) return spans;
  for (const element item : from) {
    array pair;
    std::uint64_t begin = 0;
    std::uint64_t end = 0;
    if (item.get(pair) != simdjson::SUCCESS || pair.at(0).get(begin) != simdjson::SUCCESS ||
        pair.at(1).get(end) != simdjson::SUCCESS) {
      continue;
    }
    spans.push_back({static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)});
  }
  return spans;
}

std::vector<Box> BoxesOfPiece(object piece) {
  std::vector<Box> boxes;
  array from;
  if (piece["from"].get(from) != simdjson::SUCCESS) return boxes;
  for (const element item : from) {
    array box;
    if (item["box"].get(box) != simdjson::SUCCESS) continue;
    Box read;
    std::int64_t value = 0;
    if (box.at(0).get(value) == simdjson::SUCCESS) read.x = static_cast<std::int32_t>(value);
    if (box.at(1).get(value) == simdjson::SUCCESS) read.y = static_cast<std::int32_t>(value);
    if (box.at(2).get(value) == simdjson::SUCCESS) read.width = static_cast<std::int32_t>(value);
    if (box.at(3).get(value) == simdjson::SUCCESS) read.height = static_cast<std::int32_t>(value);
    boxes.push_back(read);
  }
  return boxes;
}

// What `text` has to be: the blocks of the body, joined by a blank line.
std::string JoinedBlocks(object record) {
  std::string text;
  array blocks;
  if (record["blocks"].get(blocks) != simdjson::SUCCESS) return text;
  for (const element item : blocks) {
    object block;
    if (item.get(block) != simdjson::SUCCESS) continue;
    if (!IsInText(StringMember(block, "role"))) continue;
    if (!text.empty()) text += "\n\n";
    text += StringMember(block, "text");
  }
  return text;
}

class Verifier {
 public:
  Verifier(const VerifyOptions& options, const std::function<void(const std::string&)>& tell)
      : options_(options), tell_(tell) {}

  VerifyCounts Verify(const std::string& path) {
    if (path.ends_with(".zst")) {  // a shard of a batch
      std::string bytes;
      const Result<bool> read = ForEachLine(path, [&](std::string_view line) {
        bytes += line;
        bytes += '\n';
        return true;
      });
      if (!read.ok()) return Lie(read.error().what), counts_;
      SortByContainer(bytes, path);
    } else {
      Result<std::string> read = ReadBytes(path, options_.options.limits);
      if (!read.ok()) return Lie(path + ": " + read.error().what), counts_;
      SortByContainer(read.value(), path);
    }
    for (const auto& [container, wanted] : containers_) OpenSources(container, wanted);
    for (const auto& [place, lines] : records_) Lie(place.name + ": the source is gone");
    return counts_;
  }

 private:
  // A source: of lines and rows also the member that it is, since each may be a source of its own.
  struct Place {
    std::string name, field;
    auto operator<=>(const Place&) const = default;
  };
  struct Claim {
    std::string record;
    bool is_part = false;  // what a joined record says of one of its pages
  };

  std::string Rooted(const std::string& path) const {
    return options_.root.empty() ? path : options_.root + "/" + path;
  }

  // The file that a source is in: what stands before a "!", unless that is part of its name.
  std::string ContainerOf(const std::string& name) const {
    const std::size_t first = name.find('!');
    for (std::size_t at = first; at != std::string::npos; at = name.find('!', at + 1)) {
      std::error_code error;
      if (std::filesystem::exists(Rooted(name.substr(0, at)), error)) return name.substr(0, at);
    }
    std::error_code error;
    if (std::filesystem::exists(Rooted(name), error)) return name;
    return name.substr(0, first);
  }

  // The container once, from its beginning as far as there are sources wanted.
  void OpenSources(const Place& container, std::size_t wanted) {
    Options options = options_.options;
    options.field = container.field;
    InputTaker taker;
    taker.take = [&](Source source, const Error* error) {
      if (!options_.root.empty()) source.name.erase(0, options_.root.size() + 1);
      const auto found = records_.find(Place{source.name, container.field});
      if (found == records_.end()) return true;
      if (error != nullptr) {
        Lie(source.name + ": the source is gone: " + error->what);
      } else {
        for (const Claim& claim : found->second) VerifyRecord(source, claim);
      }
      records_.erase(found);
      return --wanted > 0;
    };
    OpenInputs({Rooted(container.name)}, options, taker);
  }

  void Lie(const std::string& sentence) {
    ++counts_.lies;
    tell_(sentence);
  }

  void Doubt(const std::string& sentence) {
    ++counts_.doubts;
    tell_(sentence +
          " (not proved: another program recognized it, whose further settings are not known)");
  }

  void SortByContainer(const std::string& bytes, const std::string& path) {
    std::istringstream lines(bytes);
    std::size_t number = 0;
    for (std::string line; std::getline(lines, line);) {
      ++number;
      if (line.empty()) continue;
      object record;
      if (parser_.parse(line).get(record) != simdjson::SUCCESS) {
        Lie(path + ", line " + std::to_string(number) + ": no JSON object");
        continue;
      }
      if (StringMember(record, "schema") == "warraq/failure/1") continue;
      if (StringMember(record, "schema") != "warraq/article/1" ||
          record["source"].error() != simdjson::SUCCESS) {
        Lie(path + ", line " + std::to_string(number) + ": no record of an article");
        continue;
      }
      if (record["pages"].error() == simdjson::SUCCESS) {
        SortPages(record);
      } else {
        Sort(record, {.record = line});
      }
    }
  }

  void Sort(object record, Claim claim) {
    const std::string name(StringMember(record["source"], "name"));
    const std::string field(StringMember(record["source"], "field"));
    std::vector<Claim>& of_source = records_[Place{name, field}];
    if (of_source.empty()) ++containers_[Place{ContainerOf(name), field}];
    of_source.push_back(std::move(claim));
  }

  // Each page of a joined record is proved by itself.
  void SortPages(object record) {
    ++counts_.records;
    const std::string name(StringMember(record["source"], "name"));
    if (JoinedBlocks(record) != StringMember(record, "text")) {
      Lie(name + ": the text is not that of the blocks");
    }
    const Result<std::vector<std::string>> pages = PagesOfJoined(record);
    if (!pages.ok()) return Lie(name + ": the joined record is none: " + pages.error().what);
    for (const std::string& page : pages.value()) {
      object parsed;
      if (parser_.parse(page).get(parsed) == simdjson::SUCCESS) {
        Sort(parsed, {.record = page, .is_part = true});
      }
    }
  }

  void VerifyRecord(Source& source, const Claim& claim) {
    if (!claim.is_part) ++counts_.records;
    object record;
    object of_source;
    if (parser_.parse(claim.record).get(record) != simdjson::SUCCESS) return;
    if (record["source"].get(of_source) != simdjson::SUCCESS) return;
    if (Sha256Hex(source.bytes) != StringMember(of_source, "sha256") ||
        source.bytes.size() != NumberMember(of_source, "bytes")) {
      return Lie(source.name + ": the source is another one than the record was made of");
    }
    if (!claim.is_part && JoinedBlocks(record) != StringMember(record, "text")) {
      Lie(source.name + ": the text is not that of the blocks");
    }
    const auto number = static_cast<int>(NumberMember(of_source, "page"));
    const Format ocr = OcrFormatOfMediaType(StringMember(of_source, "media_type"));
    if (ocr == Format::kMets) return VerifyIssue(source, number, record);
    if (ocr != Format::kAuto) {
      const Result<OcrFile> file = ReadOcrFile(source.bytes, ocr);
      if (!file.ok()) return Lie(source.name + ": " + file.error().what);
      if (number < 1 || static_cast<std::size_t>(number) > file.value().pages.size()) {
        return Lie(source.name + ": it has no page " + std::to_string(number));
      }
      return VerifyInk(OcrPageToPage(file.value(), number, source), number, record);
    }
    if (StringMember(of_source, "media_type") == kPdfMediaType)
      return VerifyPdf(source, number, record);
    if (number > 0) return VerifyPicture(source, number, record);
    Options options = options_.options;
    options.from =
        StringMember(of_source, "media_type") == "text/html" ? Format::kHtml : Format::kText;
    const Result<Page> read = ReadAndRepair(source, options);
    if (!read.ok()) return Lie(source.name + ": " + read.error().what);
    VerifyBytes(read.value(), record);
    if (record["gaps"].error() == simdjson::SUCCESS) VerifyRebuilt(source, record);
  }

  void VerifyBytes(const Page& page, object record) {
    const std::string& name = page.source->name;
    const Tracer tracer(page);
    std::vector<Span> covered;
    bool any = false;
    for (const Piece& piece : PiecesOf(record)) {
      const std::vector<Span> spans = SpansOf(piece.value);
      covered.insert(covered.end(), spans.begin(), spans.end());
      if (spans.empty()) continue;
      any = true;
      ++counts_.pieces;
      const std::string traced = tracer.TextAt(spans);
      const bool same =
          piece.exact ? WithoutSpace(traced) == WithoutSpace(piece.text) : !traced.empty();
      if (!same) {
        Lie(name + ": " + piece.what + " says \"" + std::string(piece.text.substr(0, 60)) +
            "\", where the source has \"" + traced.substr(0, 60) + "\"");
      }
    }
    if (!any) return;  // a record without provenance claims nothing
    array removed;
    if (record["removed"].get(removed) == simdjson::SUCCESS) {
      for (const element item : removed) {
        object piece;
        if (item.get(piece) != simdjson::SUCCESS) continue;
        const std::vector<Span> spans = SpansOf(piece);
        covered.insert(covered.end(), spans.begin(), spans.end());
      }
    }
    const std::string lost = tracer.Uncovered(std::move(covered));
    if (!lost.empty()) Lie(name + ": lost without a word: \"" + lost.substr(0, 60) + "\"");
  }

  // What the maps and gaps of a full record say the source was.
  void VerifyRebuilt(const Source& source, object record) {
    std::string rebuilt(source.bytes.size(), '\0');
    const auto put = [&](std::uint64_t at, std::string_view bytes) {
      if (at + bytes.size() <= rebuilt.size()) rebuilt.replace(at, bytes.size(), bytes);
    };
    std::vector<Piece> pieces = PiecesOf(record);
    AddPieces(record, "removed", "text", pieces);
    AddPieces(record, "gaps", "was", pieces);
    for (const Piece& piece : pieces) {
      array map;
      if (piece.value["map"].get(map) != simdjson::SUCCESS) {
        const std::vector<Span> spans = SpansOfGap(piece.value);
        if (!spans.empty()) put(spans[0].begin, Was(piece.value));
        continue;
      }
      std::string_view text = StringMember(piece.value, "text");
      if (text.empty()) text = piece.text;
      for (const element item : map) {
        object run;
        array from;
        std::uint64_t begin = 0;
        std::uint64_t end = 0;
        if (item.get(run) != simdjson::SUCCESS || run["from"].get(from) != simdjson::SUCCESS)
          continue;
        if (from.at(0).get(begin) != simdjson::SUCCESS || from.at(1).get(end) != simdjson::SUCCESS)
          continue;
        const bool changed = run["was"].error() == simdjson::SUCCESS ||
                             run["was_base64"].error() == simdjson::SUCCESS;
        const std::uint64_t at = std::min<std::uint64_t>(NumberMember(run, "at"), text.size());
        put(begin, changed ? Was(run) : std::string(text.substr(at, end - begin)));
      }
    }
    if (rebuilt != source.bytes)
      return Lie(source.name + ": the full record does not rebuild its source");
    ++counts_.rebuilt;
  }

  static std::vector<Span> SpansOfGap(object gap) {
    array from;
    std::uint64_t begin = 0;
    std::uint64_t end = 0;
    if (gap["from"].get(from) != simdjson::SUCCESS || from.at(0).get(begin) != simdjson::SUCCESS ||
        from.at(1).get(end) != simdjson::SUCCESS) {
      return {};
    }
    return {{static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)}};
  }

  static std::string Was(object run) {
    std::string_view coded;
    if (run["was_base64"].get(coded) == simdjson::SUCCESS) return DecodeBase64(coded).value_or("");
    return std::string(StringMember(run, "was"));
  }

  // A page of a METS issue, whose file must be the one that the record was made of.
  void VerifyIssue(Source& source, int number, object record) {
    const Limits& limits = options_.options.limits;
    source.sha256 = Sha256Hex(source.bytes);
    const Result<int> pages = issue_.Open(source);
    if (!pages.ok()) return Lie(source.name + ": " + pages.error().what);
    if (number < 1 || number > pages.value()) {
      return Lie(source.name + ": it has no page " + std::to_string(number));
    }
    const Result<Page> page = issue_.Read(source, number, limits);
    if (!page.ok()) return Lie(source.name + ": " + page.error().what);
    object part;
    const bool named = record["source"]["part"].get(part) == simdjson::SUCCESS;
    if (!named || StringMember(part, "sha256") != page.value().file.sha256) {
      return Lie(source.name + ": " + page.value().file.name +
                 " is another file than the record was made of");
    }
    VerifyInk(page.value(), number, record);
  }

  // What metadata beside the ink say must stand in the source's own bytes.
  void VerifySpans(const Source& source, const Piece& piece) {
    const std::vector<Span> spans = SpansOf(piece.value);
    if (spans.empty()) return;
    ++counts_.pieces;
    std::string said;
    for (const Span& span : spans) {
      if (span.end <= source.bytes.size() && span.begin < span.end) {
        said += source.bytes.substr(span.begin, span.size());
      }
    }
    std::vector<RepairCount> ignored;
    const Text repaired = RepairAll(Text::Verbatim(said), ignored);
    if (WithoutSpace(repaired.bytes()) != WithoutSpace(piece.text)) {
      Lie(source.name + ": " + piece.what + " says \"" + std::string(piece.text.substr(0, 60)) +
          "\", where the source has \"" + said.substr(0, 60) + "\"");
    }
  }

  static std::string_view RecognizerOfRecord(object record) {
    object quality;
    if (record["quality"].get(quality) != simdjson::SUCCESS) return {};
    return StringMember(quality, "recognizer");
  }

  // How the record's page may have been recognized, the likeliest first: with the models that it
  // names; or, where they are several, the first was chosen for the page and the others asked again
  // for words of which it was unsure, which is another thing than all of them together.
  std::vector<Options> OptionsOf(object record) const {
    Options options = options_.options;
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

  PictureReader& TheReader() {
    if (reader_ == nullptr) reader_ = MakePictureReader(options_.options);
    return *reader_;
  }

  void VerifyPdf(Source& source, int number, object record) {
    const std::string hash = Sha256Hex(source.bytes);
    if (pdf_sha256_ != hash) {
      pdf_.reset();
      pdf_sha256_ = hash;
      Result<PdfFile> opened = PdfFile::Open(source.bytes, options_.options.limits);
      if (!opened.ok()) return Lie(source.name + ": " + opened.error().what);
      pdf_ = std::move(opened).value();
    }
    if (!pdf_) return Lie(source.name + ": it cannot be read");
    VerifyReadings(source, number, record, [&](const Options& options) {
      return ReadPdf(*pdf_, source, number, TheReader(), options);
    });
  }

  void VerifyForeign(Source& source, int number, object record) {
    const Limits& limits = options_.options.limits;
    const Result<PageImage> image = DecodeImageInColour(source.bytes, number, limits);
    if (!image.ok()) return Lie(source.name + ": " + image.error().what);
    Recognizer recognizer(options_.options);
    const Result<Recognition> read =
        recognizer.RecognizeAs(image.value(), *ForeignSettingsOf(RecognizerOfRecord(record)));
    if (!read.ok()) return Doubt(source.name + ": " + read.error().what);
    VerifyFacts(source, record);
    const Page page = PageOfRecognition(read.value(), number, source);
    for (const std::string& sentence : DifferencesOf(page, number, record)) Doubt(sentence);
  }

  void VerifyPicture(Source& source, int number, object record) {
    if (ForeignSettingsOf(RecognizerOfRecord(record))) {
      return VerifyForeign(source, number, record);
    }
    VerifyReadings(source, number, record, [&](const Options& options) {
      return ReadImage(source, number, TheReader(), options);
    });
  }

  // It is true if one of the ways to recognize its page makes it so.
  void VerifyReadings(const Source& source, int number, object record,
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
    VerifyFacts(source, record);
    for (const std::string& sentence : least) Lie(sentence);
  }

  void VerifyInk(const Page& page, int number, object record) {
    VerifyFacts(*page.source, record);
    for (const std::string& sentence : DifferencesOf(page, number, record)) Lie(sentence);
  }

  // Counts the pieces, and looks at those that metadata beside the ink say.
  void VerifyFacts(const Source& source, object record) {
    for (const Piece& piece : PiecesOf(record)) {
      if (BoxesOfPiece(piece.value).empty()) {
        VerifySpans(source, piece);
      } else {
        ++counts_.pieces;
      }
    }
  }

  // What does not stand in its box, and what was lost.
  static std::vector<std::string> DifferencesOf(const Page& page, int number, object record) {
    const std::string place = page.source->name + ", page " + std::to_string(number) + ": ";
    std::vector<std::string> found;
    std::vector<Box> covered;
    for (const Piece& piece : PiecesOf(record)) {
      const std::vector<Box> boxes = BoxesOfPiece(piece.value);
      covered.insert(covered.end(), boxes.begin(), boxes.end());
      if (boxes.empty() || !piece.exact) continue;
      const std::string missing = MissingWord(page, boxes, piece.text);
      if (missing.empty()) continue;
      found.push_back(place + piece.what + " says \"" + missing +
                      "\", which does not stand in its box");
    }
    if (covered.empty()) return found;
    array removed;
    if (record["removed"].get(removed) == simdjson::SUCCESS) {
      for (const element item : removed) {
        object piece;
        if (item.get(piece) != simdjson::SUCCESS) continue;
        const std::vector<Box> boxes = BoxesOfPiece(piece);
        covered.insert(covered.end(), boxes.begin(), boxes.end());
      }
    }
    const std::string lost = UncoveredWord(page, covered);
    if (!lost.empty()) found.push_back(place + "lost without a word: \"" + lost + "\"");
    return found;
  }

  const VerifyOptions& options_;
  const std::function<void(const std::string&)>& tell_;
  VerifyCounts counts_;
  simdjson::dom::parser parser_;
  MetsPages issue_;
  std::map<Place, std::size_t> containers_;  // how many sources of it have records
  std::map<Place, std::vector<Claim>> records_;
  std::unique_ptr<PictureReader> reader_;
  std::optional<PdfFile> pdf_;  // the last one, for the next of its records
  std::string pdf_sha256_;
};

}  // namespace

VerifyCounts VerifyRecords(const std::string& path, const VerifyOptions& options,
                           const std::function<void(const std::string&)>& tell) {
  return Verifier(options, tell).Verify(path);
}

}  // namespace warraq
