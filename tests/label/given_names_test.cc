#include "plugin/label/given_names.h"

#include <gtest/gtest.h>

namespace warraq {
namespace {

TEST(GivenNamesTest, PeopleAreToldFromOtherWords) {
  for (const char* name : {"Jane Doe", "Dr. Jane Doe", "J. Robert Roe", "Анна Петрова",
                           "أحمد الحسن", "Jean-Luc Picard", "Ingrid Berg Holm"}) {
    EXPECT_TRUE(IsPersonName(name)) << name;
  }
  for (const char* other :
       {"", "Jane", "Dr.", "Frequently Asked Questions", "Media Kit", "The Northern Sound",
        "Jane and six more of the people who came", "Новости дня"}) {
    EXPECT_FALSE(IsPersonName(other)) << other;
  }
}

}  // namespace
}  // namespace warraq
