// One source on its way to articles; include/warraq/pipeline.h is the public half.

#ifndef WARRAQ_PLUGIN_BATCH_PIPELINE_H_
#define WARRAQ_PLUGIN_BATCH_PIPELINE_H_

#include <functional>

#include "plugin/label/site_lines.h"
#include "plugin/ocr/recognize.h"
#include "warraq/options.h"
#include "warraq/page.h"
#include "warraq/pipeline.h"
#include "warraq/result.h"

namespace warraq {

// A source of bytes (no picture) as a page with its lines: read, repaired, unwrapped. What
// labelling begins with; the trainer begins here too.
Result<Page> ReadAndRepair(Source& source, const Options& options);

// The page as its site knows it; without lines where the source is no text or web page.
Result<SitePage> ReadSitePage(Source& source, const Options& options);

// The articles of a page that somebody else has recognized. The source, whose page `number` it is,
// outlives them.
Result<PageArticles> ReadRecognized(const Recognition& recognition, int number, Source& source,
                                    const Limits& limits);

// Every page of a source, in order: its articles, or the error that stands in their place. A source
// that cannot be opened at all gives one error. `take` returns whether it wants the next.
void ReadPages(Pipeline& pipeline, Source& source,
               const std::function<bool(const Result<PageArticles>&)>& take);

}  // namespace warraq

#endif  // WARRAQ_PLUGIN_BATCH_PIPELINE_H_
