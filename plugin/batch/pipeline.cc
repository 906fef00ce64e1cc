// The run of one source: read, repair, find dates, label, assemble. The order of everything is here
// and in the list.inc of each folder, and nowhere else.

#include "plugin/batch/pipeline.h"

#include <new>
#include <optional>
#include <string>
#include <utility>

#include "plugin/article/assemble.h"
#include "plugin/article/live.h"
#include "plugin/article/posts.h"
#include "plugin/batch/mets_parts.h"
#include "plugin/date/publication.h"
#include "plugin/label/label.h"
#include "plugin/ocr/image.h"
#include "plugin/ocr/recognize.h"
#include "plugin/read/ocr_file.h"
#include "plugin/read/pdf.h"
#include "plugin/read/read.h"
#include "plugin/repair/lost_notes.h"
#include "plugin/repair/repair.h"
#include "plugin/text/encoding.h"
#include "plugin/text/hash.h"
#include "plugin/text/language.h"
#include "plugin/write/json.h"
#include "plugin/write/write.h"

namespace warraq {
namespace {

bool IsHtmlType(std::string_view media_type) {
  return media_type == "text/html" || media_type == "application/xhtml+xml";
}

Result<Format> FormatOf(const Source& source, const Options& options) {
  if (source.bytes.empty()) return Error{Code::kEmpty, 0, "there are no bytes in it"};
  if (source.bytes.size() >= options.limits.source_bytes) {
    return Error{Code::kTooLarge, 0,
                 "it has " + std::to_string(source.bytes.size()) +
                     " bytes; the limit source_bytes is " +
                     std::to_string(options.limits.source_bytes)};
  }
  if (options.from != Format::kAuto && options.from < Format::kJsonLines) return options.from;
  WARRAQ_TRY(const Format seen, SniffFormat(source.bytes));
  // Between these two the bytes do not always tell: a page may begin with its text.
  if (seen == Format::kText && IsHtmlType(source.declared_type)) return Format::kHtml;
  if (seen == Format::kHtml && source.declared_type == "text/plain") return Format::kText;
  return seen;
}

void RepairPage(Page& page) {
  page.text = RepairAll(std::move(page.text), page.repairs);
  std::vector<RepairCount> beside;  // repairs of metadata are not repairs of the text
  for (Fact& fact : page.facts) fact.text = RepairAll(std::move(fact.text), beside);
}

// The articles of a page that holds several.
void AssemblePosts(const Source& source, const Limits& limits, PageArticles& read) {
  const std::vector<Post> posts = FindPosts(*read.page);
  for (const Post& post : posts) {
    auto page = std::make_unique<Page>(PageOfPost(*read.page, post));
    FindPageDates(*page, limits.claims);
    const Span at{page->lines[post.first_line].at.begin, page->lines[post.end_line - 1].at.end};
    std::erase_if(page->claims, [&](const DateClaim& claim) {
      return claim.fact < 0 && (claim.at.begin < at.begin || claim.at.end > at.end);
    });
    LabelLines(*page, post.first_line, post.end_line);
    NameTheRest(*page, post, posts);
    JudgeDates(*page);
    Result<Article> article = Assemble(*page, source.sha256, read.articles.size());
    if (!article.ok()) continue;
    read.articles.push_back(std::move(article).value());
    read.copies.push_back(std::move(page));
  }
}

// An allocation that fails is the source's failure, not the batch's.
template <typename Work>
auto Guarded(Work work) -> decltype(work()) {
  try {
    return work();
  } catch (const std::bad_alloc&) {
    return Error{Code::kOutOfMemory, 0, "there was not enough memory for it"};
  } catch (const std::exception& exception) {
    return Error{Code::kRecognitionFailed, 0,
                 std::string("a library gave up: ") + exception.what()};
  }
}

// What is left to do for a page that was read: nobody has repaired it yet.
void RepairInk(Page& page) {
  RepairPage(page);
  SplitLines(page);
}

// And for one that was repaired and cut into lines.
Result<PageArticles> ArticlesOf(std::unique_ptr<Page> ready, const Source& source,
                                const Limits& limits) {
  PageArticles read;
  read.page = std::move(ready);
  Page& page = *read.page;
  AssemblePosts(source, limits, read);
  if (!read.articles.empty()) return read;
  FindPageDates(page, limits.claims);
  LabelLines(page);
  FindUpdates(page);
  JudgeDates(page);
  WARRAQ_TRY(Article article, Assemble(page, source.sha256));
  read.articles.push_back(std::move(article));
  return read;
}

Result<Page> ReadAndRepairAs(Format format, Source& source, const Options& options) {
  if (format == Format::kHtml) {
    WARRAQ_TRY(Page page, ReadHtml(source, options));
    RepairPage(page);
    SplitLines(page);
    return page;
  }
  WARRAQ_TRY(Page page, ReadPlain(source, options));
  RepairPage(page);
  UnwrapLines(page);
  SplitLines(page);
  return page;
}

}  // namespace

Result<Page> ReadAndRepair(Source& source, const Options& options) {
  WARRAQ_TRY(const Format format, FormatOf(source, options));
  return ReadAndRepairAs(format, source, options);
}

Result<SitePage> ReadSitePage(Source& source, const Options& options) {
  return Guarded([&]() -> Result<SitePage> {
    if (source.sha256.empty()) source.sha256 = Sha256Hex(source.bytes);
    WARRAQ_TRY(const Format format, FormatOf(source, options));
    if (format >= Format::kImage) return SitePage();
    WARRAQ_TRY(const Page page, ReadAndRepair(source, options));
    return SitePageOf(page);
  });
}

struct Pipeline::State {
  Options options;
  std::unique_ptr<PictureReader> reader;  // made when the first picture comes
  OcrFile ocr_file;                       // the last one, for its next page
  std::string ocr_sha256;                 // of its source
  MetsPages mets_pages;
  std::optional<PdfFile> pdf;  // the last one
  std::string pdf_sha256;

  Result<Page> ReadPage(Source& source, int number, Format format);
  Result<int> OpenOcrFile(const Source& source, Format format);
  Result<int> OpenPdf(const Source& source);
  PictureReader& TheReader();
};

PictureReader& Pipeline::State::TheReader() {
  if (reader == nullptr) reader = MakePictureReader(options);
  return *reader;
}

// Returns how many pages it has.
Result<int> Pipeline::State::OpenOcrFile(const Source& source, Format format) {
  if (format == Format::kMets) return mets_pages.Open(source);
  if (ocr_sha256 != source.sha256) {
    ocr_sha256.clear();
    WARRAQ_TRY(ocr_file, ReadOcrFile(source.bytes, format));
    ocr_sha256 = source.sha256;
  }
  return static_cast<int>(ocr_file.pages.size());
}

Result<int> Pipeline::State::OpenPdf(const Source& source) {
  if (pdf_sha256 != source.sha256) {
    pdf_sha256.clear();
    pdf.reset();
    WARRAQ_TRY(pdf, PdfFile::Open(source.bytes, options.limits));
    pdf_sha256 = source.sha256;
  }
  return pdf->pages();
}

Result<Page> Pipeline::State::ReadPage(Source& source, int number, Format format) {
  if (format < Format::kImage) return ReadAndRepairAs(format, source, options);
  Page page;
  if (format == Format::kImage) {
    WARRAQ_TRY(page, ReadImage(source, number, TheReader(), options));
  } else if (format == Format::kPdf) {
    WARRAQ_TRY([[maybe_unused]] const int pages, OpenPdf(source));
    WARRAQ_TRY(page, ReadPdf(*pdf, source, number, TheReader(), options));
  } else {
    source.media_type = OcrMediaType(format);
    WARRAQ_TRY(const int pages, OpenOcrFile(source, format));
    if (number > pages) return Error{Code::kEmpty, 0, "it has no such page", number};
    if (format == Format::kMets) {
      WARRAQ_TRY(page, mets_pages.Read(source, number, options.limits));
    } else {
      page = OcrPageToPage(ocr_file, number, source);
    }
  }
  RepairInk(page);
  return page;
}

Pipeline::Pipeline(Options options) : state_(std::make_unique<State>()) {
  state_->options = std::move(options);
}
Pipeline::~Pipeline() = default;
Pipeline::Pipeline(Pipeline&&) noexcept = default;
Pipeline& Pipeline::operator=(Pipeline&&) noexcept = default;

Result<int> Pipeline::CountPages(Source& source) {
  if (source.sha256.empty()) source.sha256 = Sha256Hex(source.bytes);
  WARRAQ_TRY(const Format format, FormatOf(source, state_->options));
  if (format < Format::kImage) return 1;
  if (format == Format::kPdf) {
    source.media_type = kPdfMediaType;
    return Guarded([&] { return state_->OpenPdf(source); });
  }
  if (format != Format::kImage) return state_->OpenOcrFile(source, format);
  source.media_type = ImageMediaType(source.bytes);
  return CountImagePages(source.bytes, state_->options.limits);
}

Result<std::unique_ptr<Page>> Pipeline::ReadPage(Source& source, int number) {
  return Guarded([&]() -> Result<std::unique_ptr<Page>> {
    if (source.sha256.empty()) source.sha256 = Sha256Hex(source.bytes);
    WARRAQ_TRY(const Format format, FormatOf(source, state_->options));
    auto page = std::make_unique<Page>();
    WARRAQ_TRY(*page, state_->ReadPage(source, number, format));
    return page;
  });
}

Result<PageArticles> Pipeline::Read(Source& source, int number) {
  return Guarded([&]() -> Result<PageArticles> {
    WARRAQ_TRY(std::unique_ptr<Page> page, ReadPage(source, number));
    const Options& options = state_->options;
    if (options.sites != nullptr) CountOtherPages(options.sites->lines(), *page);
    return ArticlesOf(std::move(page), source, options.limits);
  });
}

Result<PageArticles> ReadRecognized(const Recognition& recognition, int number, Source& source,
                                    const Limits& limits) {
  return Guarded([&]() -> Result<PageArticles> {
    if (source.sha256.empty()) source.sha256 = Sha256Hex(source.bytes);
    auto page = std::make_unique<Page>(PageOfRecognition(recognition, number, source));
    RepairInk(*page);
    return ArticlesOf(std::move(page), source, limits);
  });
}

void ReadPages(Pipeline& pipeline, Source& source,
               const std::function<bool(const Result<PageArticles>&)>& take) {
  const Result<int> pages = pipeline.CountPages(source);
  if (!pages.ok()) {
    take(pages.error());
    return;
  }
  for (int number = 1; number <= pages.value(); ++number) {
    Result<PageArticles> read = pipeline.Read(source, number);
    if (!read.ok() && pages.value() > 1) {
      Error error = read.error();
      error.page = number;
      read = std::move(error);
    }
    if (!take(read)) return;
  }
}

std::string WriteJsonLine(const Article& article, Provenance provenance) {
  std::string line;
  FindWriter("jsonl")->write(article, provenance, line);
  return line;
}

std::string WriteFailure(const Source& source, const Error& error) {
  std::string line;
  Json json(line);
  json.Object().Key("schema").String("warraq/failure/1").Key("source").Object();
  json.Key("name").String(source.name).Member("media_type", source.media_type);
  json.Member("sha256", source.sha256).Key("bytes").Number(source.bytes.size());
  if (error.page > 0) json.Key("page").Signed(error.page);
  json.EndObject().Key("code").String(CodeName(error.code)).Key("what").String(error.what);
  json.Key("hint").String(CodeHint(error.code)).EndObject();
  line.push_back('\n');
  return line;
}

namespace {

// What of a text of UTF-8 was in another encoding.
void ExplainStretches(const Decoded& decoded, std::string_view bytes,
                      std::vector<RepairChange>& changes) {
  if (decoded.encoding != "UTF-8") return;
  for (const Change& change : decoded.text.Changes()) {
    if (change.origin.size() != 1) continue;
    const Span from = change.origin[0];
    const std::string_view after = decoded.text.bytes();
    changes.push_back({"encoding", change.origin, from.begin,
                       std::string(bytes.substr(from.begin, from.size())),
                       std::string(after.substr(change.text.begin, change.text.size()))});
  }
}

}  // namespace

Result<RepairedText> RepairText(std::string_view bytes, const Options& options) {
  if (bytes.size() >= options.limits.source_bytes) {
    return Error{Code::kTooLarge, 0, "it passes the limit source_bytes"};
  }
  WARRAQ_TRY(Decoded decoded, Decode(bytes));
  RepairedText repaired;
  repaired.encoding = decoded.encoding;
  std::vector<RepairChange>* const changes = options.explain ? &repaired.changes : nullptr;
  if (options.explain) ExplainStretches(decoded, bytes, repaired.changes);
  repaired.text = RepairAll(std::move(decoded.text), repaired.repairs, changes);
  const Text* const whole = &repaired.text;
  NoteLostBytes(*whole, {&whole, 1}, repaired.encoding == "UTF-8" ? bytes : std::string_view(),
                repaired.notes);
  const Language language = IdentifyLanguage(repaired.text.bytes());
  repaired.language = language.tag;
  repaired.script = ScriptName(language.script);
  repaired.direction = DirectionOf(language.script);
  if (options.search_form) {
    repaired.text = RunRepairs(SearchSteps(), std::move(repaired.text), repaired.repairs, changes);
  }
  return repaired;
}

std::string_view Version() { return "0.1.0"; }

}  // namespace warraq
