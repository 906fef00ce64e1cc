// Writers: an Article to bytes, one shape a file. To add one: NAME.cc with the constant, and its
// line in list.inc; the command line offers it as --to NAME.

#ifndef WARRAQ_PLUGIN_WRITE_WRITE_H_
#define WARRAQ_PLUGIN_WRITE_WRITE_H_

#include <functional>
#include <span>
#include <string>
#include <string_view>

#include "warraq/article.h"
#include "warraq/options.h"
#include "warraq/result.h"

namespace warraq {

struct Writer {
  std::string_view name;
  std::string_view summary;
  // Appends the article to `out`, whole, with its line end.
  void (*write)(const Article& article, Provenance provenance, std::string& out);
};

std::span<const Writer* const> Writers();
const Writer* FindWriter(std::string_view name);  // null if there is none

// What was removed from an article, as a line of JSON: {"id", "removed": [{"role", "text",
// "from"}]}. Nothing where nothing was.
void WriteRemovedLine(const Article& article, std::string& out);

// Whether blocks of that role are in the record's `text`; the role's name, as the record has it.
bool IsInText(Role role);
bool IsInText(std::string_view role);

// The record's `text`: paragraphs, subheads, quotations, list items and tables, joined by a blank
// line.
std::string BodyText(const Article& article);
// The same in parts, in order.
void ForBodyText(const Article& article, const std::function<void(std::string_view)>& take);

}  // namespace warraq

#endif  // WARRAQ_PLUGIN_WRITE_WRITE_H_
