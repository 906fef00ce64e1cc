// Records of any number are verified a line at a time.

#include "plugin/batch/verify.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "plugin/batch/run.h"
#include "tests/samples.h"

namespace warraq {
namespace {

using testing::ElementsAre;
using testing::EndsWith;
using testing::IsEmpty;
using testing::StartsWith;

class VerifyTest : public testing::Test {
 protected:
  ~VerifyTest() override { std::filesystem::remove(path_); }

  // A line of the records of a dump.
  static std::string Record() {
    RunOptions run;
    run.writer = FindWriter("jsonl");
    std::string records;
    RunOutput output;
    output.take = [&](const Outcome& outcome) {
      records += outcome.records;
      return true;
    };
    RunAll({std::string(WARRAQ_SOURCE_DIR "/samples/dumps/seed-002.txt")}, run, output);
    return records;
  }

  VerifyCounts Verify(std::string_view bytes, const VerifyOptions& options = {}) {
    WriteWhole(path_, bytes);
    said_.clear();
    return VerifyRecords(path_, options, [&](const std::string& lie) { said_.push_back(lie); });
  }

  std::string path_ = testing::TempDir() + "/warraq_verify_" +
                      testing::UnitTest::GetInstance()->current_test_info()->name() + ".jsonl";
  std::vector<std::string> said_;
};

TEST_F(VerifyTest, AFileOfRecordsMayBeLargerThanASource) {
  const std::string record = Record();
  VerifyOptions options;
  options.options.limits.source_bytes = 10 * record.size();
  std::string many;
  for (int i = 0; i < 40; ++i) many += record;
  EXPECT_EQ(Verify(many, options).records, 40u);
  EXPECT_THAT(said_, IsEmpty());
}

TEST_F(VerifyTest, ALineMayNot) {
  const std::string record = Record();
  VerifyOptions options;
  options.options.limits.source_bytes = 10 * record.size();
  EXPECT_EQ(Verify(record + std::string(1000000, ' '), options).records, 1u);
  EXPECT_THAT(said_, ElementsAre(EndsWith("a line of it is too long")));
}

TEST_F(VerifyTest, TheLastLineMayLackItsEnd) {
  std::string record = Record();
  record.pop_back();
  EXPECT_EQ(Verify(record).records, 1u);
  EXPECT_THAT(said_, IsEmpty());
}

TEST_F(VerifyTest, DamagedLinesAreToldByTheirNumber) {
  const std::string record = Record();
  EXPECT_EQ(Verify(record + "\n{\"schema\n" + record + "{}\n[]\n").records, 2u);
  EXPECT_THAT(said_, ElementsAre(path_ + ", line 3: no JSON object",
                                 path_ + ", line 5: no record of an article",
                                 path_ + ", line 6: no JSON object"));
}

// What waits for its source is kept on disk: without one nothing may pass for proved.
TEST_F(VerifyTest, ADiskThatIsGoneIsALie) {
  std::string many;
  for (const std::string record = Record(); many.size() < 200000;) many += record;
  setenv("TMPDIR", "/nowhere", 1);
  const VerifyCounts counts = Verify(many);
  unsetenv("TMPDIR");
  EXPECT_EQ(counts.lies, 1u);
  EXPECT_THAT(said_, ElementsAre(StartsWith("/nowhere: ")));
}

}  // namespace
}  // namespace warraq
