// The names of codes and roles, from their lists.

#include "warraq/page.h"
#include "warraq/result.h"

namespace warraq {

std::string_view CodeName(Code code) {
  static constexpr std::string_view kNames[] = {
#define WARRAQ_CODE(id, name, hint) name,
#include "warraq/codes.inc"
#undef WARRAQ_CODE
  };
  return kNames[static_cast<std::size_t>(code)];
}

std::string_view CodeHint(Code code) {
  static constexpr std::string_view kHints[] = {
#define WARRAQ_CODE(id, name, hint) hint,
#include "warraq/codes.inc"
#undef WARRAQ_CODE
  };
  return kHints[static_cast<std::size_t>(code)];
}

std::string_view RoleName(Role role) {
  static constexpr std::string_view kNames[] = {
#define WARRAQ_ROLE(id, name, kept) name,
#include "warraq/roles.inc"
#undef WARRAQ_ROLE
  };
  return kNames[static_cast<std::size_t>(role)];
}

bool IsBody(Role role) {
  return role == Role::kParagraph || role == Role::kQuote || role == Role::kListItem ||
         role == Role::kTable;
}

bool IsKept(Role role) {
  static constexpr bool kKept[] = {
#define WARRAQ_ROLE(id, name, kept) kept,
#include "warraq/roles.inc"
#undef WARRAQ_ROLE
  };
  return kKept[static_cast<std::size_t>(role)];
}

}  // namespace warraq
