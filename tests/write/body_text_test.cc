// The record's `text`: which blocks are in it.

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

#include "plugin/write/write.h"

namespace warraq {
namespace {

TEST(BodyTextTest, TablesAreInItCaptionsAndCreditsAreNot) {
  const std::vector<std::pair<Role, std::string>> blocks = {
      {Role::kParagraph, "The tide was late."},
      {Role::kSubhead, "By month"},
      {Role::kTable, "February 9"},
      {Role::kListItem, "Ask the harbour."},
      {Role::kQuote, "It will be late again."},
      {Role::kCaption, "High water at the pier"},
      {Role::kCredit, "Photo: the harbour's office"}};
  Article article;
  for (const auto& [role, text] : blocks) {
    Block& block = article.blocks.emplace_back();
    block.role = role;
    block.text = Text::Verbatim(text);
  }
  EXPECT_EQ(BodyText(article),
            "The tide was late.\n\nBy month\n\nFebruary 9\n\nAsk the harbour.\n\n"
            "It will be late again.");
}

TEST(BodyTextTest, RolesAndTheirNamesSayTheSame) {
  constexpr Role kRoles[] = {
#define WARRAQ_ROLE(id, name, of_article) Role::id,
#include "warraq/roles.inc"
#undef WARRAQ_ROLE
  };
  for (const Role role : kRoles) {
    EXPECT_EQ(IsInText(role), IsInText(RoleName(role))) << RoleName(role);
  }
}

}  // namespace
}  // namespace warraq
