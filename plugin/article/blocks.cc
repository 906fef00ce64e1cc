// The article's blocks in reading order. On ink, lines of one paragraph become one block, or one
// cell; cells of one table row a row, and rows that follow one another a table; everything else is
// a block a line.

#include <algorithm>

#include "plugin/article/assemble.h"

namespace warraq {
namespace {

bool IsBlockRole(Role role) {
  switch (role) {
    case Role::kParagraph:
    case Role::kSubhead:
    case Role::kQuote:
    case Role::kListItem:
    case Role::kTable:
    case Role::kCaption:
    case Role::kCredit:
      return true;
    default:
      return false;
  }
}

// Whether `line` goes on with the block that `previous` ended.
bool GoesOn(const Page& page, std::size_t previous, std::size_t line) {
  if (page.lines[previous].role != page.lines[line].role || page.hints.empty()) return false;
  if (page.lines[line].role == Role::kTable) return true;
  const std::uint32_t paragraph = page.hints[line].paragraph;
  if (!page.ink || paragraph == 0 || paragraph != page.hints[previous].paragraph) return false;
  // Recognition may take two sizes of type for one paragraph; printers do not.
  const float ratio = page.hints[line].type_size / std::max(page.hints[previous].type_size, 1.0F);
  return ratio > 0.7F && ratio < 1.4F;
}

void AddTable(Assembly& assembly, std::span<const std::size_t> lines) {
  Block& block = assembly.article.blocks.emplace_back();
  block.role = Role::kTable;
  block.text = JoinLines(assembly.page, lines);
  const std::vector<Hints>& hints = assembly.page.hints;
  for (std::size_t i = 0; i < lines.size();) {
    const Hints& cell = hints[lines[i]];
    if (i == 0 || cell.row != hints[lines[i - 1]].row) block.rows.emplace_back();
    std::size_t end = i + 1;
    while (assembly.page.ink && end < lines.size() &&
           hints[lines[end]].paragraph == cell.paragraph) {
      ++end;
    }
    block.rows.back().push_back(JoinLines(assembly.page, lines.subspan(i, end - i)));
    i = end;
  }
}

void AddBlock(Assembly& assembly, std::span<const std::size_t> lines) {
  if (lines.empty()) return;
  for (const std::size_t line : lines) {
    assembly.block_of_line[line] = assembly.article.blocks.size();
  }
  const Line& first = assembly.page.lines[lines.front()];
  if (first.role == Role::kTable) return AddTable(assembly, lines);
  Block& block = assembly.article.blocks.emplace_back();
  block.role = first.role;
  block.confidence = first.confidence;
  block.text = lines.size() == 1 ? TrimmedLine(assembly.page, lines.front())
                                 : JoinLines(assembly.page, lines);
}

void MakeBlocks(Assembly& assembly) {
  const Page& page = assembly.page;
  assembly.block_of_line.assign(page.lines.size(), kNoBlock);
  std::vector<std::size_t> lines;
  for (std::size_t i = assembly.first_line; i < assembly.end_line; ++i) {
    if (!IsBlockRole(page.lines[i].role) || IsBlank(page, i)) continue;
    if (!lines.empty() && !GoesOn(page, lines.back(), i)) {
      AddBlock(assembly, lines);
      lines.clear();
    }
    lines.push_back(i);
  }
  AddBlock(assembly, lines);
}

}  // namespace

extern const AssembleStep blocks_step;
constexpr AssembleStep blocks_step = {
    .name = "blocks",
    .summary = "paragraphs, subheads, quotations, lists, tables, captions",
    .apply = MakeBlocks,
};

}  // namespace warraq
