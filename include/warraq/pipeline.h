// The whole way from a source to its records.
//
//   warraq::Pipeline pipeline({});
//   warraq::Source source{.name = "page.html", .bytes = bytes};
//   warraq::Result<warraq::PageArticles> read = pipeline.Read(source, 1);
//   for (const auto& article : read.value().articles)
//     std::cout << warraq::WriteJsonLine(article, warraq::Provenance::kSpans);

#ifndef WARRAQ_PIPELINE_H_
#define WARRAQ_PIPELINE_H_

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "warraq/article.h"
#include "warraq/options.h"
#include "warraq/result.h"

namespace warraq {

class SiteLines;

// The articles of one page. They point into the page, or where it holds several each into a copy of
// its own (Article::page); pages point to the source.
struct PageArticles {
  std::unique_ptr<Page> page;
  std::vector<std::unique_ptr<Page>> copies;
  std::vector<Article> articles;
};

// What many pages of each site share, as `warraq sites` counted it: evidence against lines that
// would else be taken for an article's (Options::sites).
class SiteKnowledge {
 public:
  // The file that was written. An error where it is damaged or another version's.
  static Result<SiteKnowledge> Read(const std::string& path);
  ~SiteKnowledge();
  SiteKnowledge(SiteKnowledge&&) noexcept;
  SiteKnowledge& operator=(SiteKnowledge&&) noexcept;

  const std::string& sha256() const;  // of the file, hexadecimal
  const SiteLines& lines() const;     // not of the public interface

 private:
  struct State;
  explicit SiteKnowledge(std::unique_ptr<const State> state);
  std::unique_ptr<const State> state_;
};

// Reads sources one after the other. It keeps recognition models between them, so one is used for
// many sources, by one thread at a time.
class Pipeline {
 public:
  explicit Pipeline(Options options);
  ~Pipeline();
  Pipeline(Pipeline&&) noexcept;
  Pipeline& operator=(Pipeline&&) noexcept;

  // How many pages the source has: 1 for all but pictures and recognized text. Sets the source's
  // media type.
  Result<int> CountPages(Source& source);
  // Page `number`, from 1, alone: read, repaired and cut into lines, which nobody has judged.
  Result<std::unique_ptr<Page>> ReadPage(Source& source, int number);
  // The articles of page `number`, from 1. An error names its page.
  Result<PageArticles> Read(Source& source, int number);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

// A record as one line of JSON with its line end (models/article.schema.json).
std::string WriteJsonLine(const Article& article, Provenance provenance);
// A failure as one line of JSON.
std::string WriteFailure(const Source& source, const Error& error);

// Repaired, normalized text alone: what `warraq text` does.
struct RepairedText {
  Text text;
  std::string encoding, language, script, direction;
  std::vector<RepairCount> repairs;
  std::vector<RepairChange> changes;  // with Options::explain; in the order of the source
  std::vector<Note> notes;            // what is wrong with the text and was not repaired
};
Result<RepairedText> RepairText(std::string_view bytes, const Options& options);

std::string_view Version();

}  // namespace warraq

#endif  // WARRAQ_PIPELINE_H_
