// The names of byline lines, as the page shows them.

#include "plugin/label/bylines.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

namespace warraq {
namespace {

struct Row {
  std::string_view line;
  BylineSigns signs;
  std::vector<std::string> names;
};

const BylineSigns kBare = {};
const BylineSigns kMarkup = {.sure = false, .markup = true};
const BylineSigns kSure = {.sure = true, .markup = true};

const std::vector<Row>& Rows() {
  static const std::vector<Row> rows = {
      {"By Jane Doe and Omar Haddad", kBare, {"Jane Doe", "Omar Haddad"}},
      {"By Jane Doe, Staff Writer | May 14", kBare, {"Jane Doe"}},
      {"March 15, 2022 · 3 min read · By Jane Doe", kBare, {"Jane Doe"}},
      {"Published August 7, 2023 by Jane Doe", kBare, {"Jane Doe"}},
      {"Jane DoePublished: Jan 4, 2025", kSure, {"Jane Doe"}},
      {"Jane McDonald Senior Reporter", kSure, {"Jane McDonald"}},
      {"Jane Doe - Marketing Team", kSure, {"Jane Doe"}},
      {"by jsmith", kMarkup, {"jsmith"}},
      {"by jsmith", kBare, {}},
      {"Reviewed by Jane Doe", kSure, {}},
      {"Photo by Jane Doe", kSure, {}},
      {"By nightfall the harbour was empty", kBare, {}},
      {"بقلم: نجيب الصيرفي", kBare, {"نجيب الصيرفي"}},
      {"Автор: Анна Петрова", kBare, {"Анна Петрова"}},
      {"Par Lucie Massol, avec AFP", kBare, {"Lucie Massol"}},
      {"December 15, 2025 · 30 min · Jane Doe", kSure, {"Jane Doe"}},
      {"December 15, 2025 · Media Kit", kSure, {}},
      {"Posted on July 1, 2024 by jsmith", kBare, {"jsmith"}},
      {"He had come by 2024 by boat", kBare, {}},
      {"", kSure, {}},
  };
  return rows;
}

TEST(BylinesTest, NamesAreFound) {
  for (const Row& row : Rows()) {
    std::vector<std::string> names;
    for (const Span& name : NamesOfByline(row.line, row.signs)) {
      names.emplace_back(row.line.substr(name.begin, name.size()));
    }
    EXPECT_EQ(names, row.names) << row.line;
  }
}

}  // namespace
}  // namespace warraq
