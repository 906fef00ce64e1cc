// Readers: a Source to a Page, one format a file. A reader decodes, finds the lines in reading
// order and what is known about each; it repairs nothing and judges nothing.

#ifndef WARRAQ_PLUGIN_READ_READ_H_
#define WARRAQ_PLUGIN_READ_READ_H_

#include <string_view>

#include "plugin/read/picture_reader.h"
#include "warraq/options.h"
#include "warraq/page.h"
#include "warraq/result.h"

namespace warraq {

// What the bytes are, by their content. An error for what is known and not read.
Result<Format> SniffFormat(std::string_view bytes);

// Each sets the source's media type and encoding. The page points to the source.
Result<Page> ReadPlain(Source& source, const Options& options);
Result<Page> ReadHtml(Source& source, const Options& options);

// One page image, from 1.
Result<Page> ReadImage(Source& source, int number, PictureReader& reader, const Options& options);
// What is to be said of a page of which this was seen.
std::vector<Note> NotesOn(const Recognition& seen);

// Joins the lines of a dump that was wrapped at a fixed width: each pair where the next line's
// first word would not have fitted. A dump with a paragraph a line is left alone.
void UnwrapLines(Page& page);

// Cuts the text at its line feeds into page.lines. Where there are hints, there is one for each
// line.
void SplitLines(Page& page);

}  // namespace warraq

#endif  // WARRAQ_PLUGIN_READ_READ_H_
