// CommonMark: the headline as heading 1, subheads as heading 2, a line of byline, agency and date,
// and the blocks. Characters that would be markup are escaped.

#include <cctype>

#include "plugin/write/write.h"

namespace warraq {
namespace {

void Escape(std::string_view text, std::string& out) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    const bool markup = std::string_view("\\`*_[]<>").find(c) != std::string_view::npos;
    const bool at_start = i == 0 && std::string_view("#+-=|~").find(c) != std::string_view::npos;
    // "1. " at the start of a line would begin a list.
    bool number = (c == '.' || c == ')') && i > 0 && i < 10;
    for (std::size_t k = 0; k < i && number; ++k) {
      number = std::isdigit(static_cast<unsigned char>(text[k])) != 0;
    }
    if (markup || at_start || number) out.push_back('\\');
    out.push_back(c);
  }
}

void WriteFacts(const Article& article, std::string& out) {
  std::string facts;
  const auto add = [&](std::string_view fact) {
    if (fact.empty()) return;
    if (!facts.empty()) facts += " \xC2\xB7 ";
    Escape(fact, facts);
  };
  for (const Name& name : article.bylines) add(name.name);
  add(article.agency.name);
  add(article.dateline_place);
  add(article.published.edtf);
  if (!facts.empty()) out += "*" + facts + "*\n\n";
}

void WriteTable(const Block& block, std::string& out) {
  std::size_t columns = 0;
  for (const auto& row : block.rows) columns = std::max(columns, row.size());
  for (std::size_t i = 0; i < block.rows.size(); ++i) {
    for (std::size_t k = 0; k < columns; ++k) {
      out += "| ";
      if (k < block.rows[i].size()) Escape(block.rows[i][k].bytes(), out);
      out += ' ';
    }
    out += "|\n";
    if (i > 0) continue;
    for (std::size_t k = 0; k < columns; ++k) out += "|---";
    out += "|\n";
  }
}

void WriteBlock(const Block& block, std::string& out) {
  switch (block.role) {
    case Role::kSubhead:
      out += "## ";
      break;
    case Role::kQuote:
      out += "> ";
      break;
    case Role::kListItem:
      out += "- ";
      break;
    case Role::kCaption:
    case Role::kCredit:
      out += "*";
      break;
    case Role::kTable:
      WriteTable(block, out);
      out += '\n';
      return;
    default:
      break;
  }
  Escape(block.text.bytes(), out);
  if (block.role == Role::kCaption || block.role == Role::kCredit) out += "*";
  out += "\n\n";
}

void WriteMarkdown(const Article& article, Provenance /*provenance*/, std::string& out) {
  if (!article.headline.empty()) {
    out += "# ";
    Escape(article.headline.bytes(), out);
    out += "\n\n";
  }
  WriteFacts(article, out);
  if (!article.deck.empty()) {
    out += "**";
    Escape(article.deck.bytes(), out);
    out += "**\n\n";
  }
  for (const Block& block : article.blocks) WriteBlock(block, out);
}

}  // namespace

extern const Writer markdown_writer;
constexpr Writer markdown_writer = {
    .name = "markdown",
    .summary = "CommonMark, with headings, lists, quotations and tables",
    .write = WriteMarkdown,
};

}  // namespace warraq
