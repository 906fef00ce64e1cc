// A run over many sources.

#include "plugin/batch/run.h"

#include <gtest/gtest.h>

#include <semaphore>
#include <string>
#include <vector>

namespace warraq {
namespace {

// What is not taken must not be passed over: a batch that went on behind it would look whole.
TEST(RunTest, NothingIsTakenBehindWhatWasRefused) {
  std::vector<std::string> inputs;
  for (int i = 0; i < 500; ++i) inputs.push_back("/nowhere/" + std::to_string(i) + ".txt");
  for (const std::size_t jobs : {1, 2, 8}) {
    for (const std::size_t refused : {1, 3, 490, 500}) {
      RunOptions run;
      run.writer = FindWriter("jsonl");
      run.jobs = jobs;
      std::size_t taken = 0;
      RunOutput output;
      output.take = [&](const Outcome& outcome) {
        EXPECT_EQ(outcome.source.name, inputs[taken]);
        return ++taken != refused;
      };
      EXPECT_EQ(RunAll(inputs, run, output).sources, refused);
      EXPECT_EQ(taken, refused) << jobs << " jobs";
    }
  }
}

// The first source is not begun before the third has come out: in order that would never end.
TEST(RunTest, UnorderedNoneWaitsForASlowOne) {
  const std::string dump = WARRAQ_SOURCE_DIR "/samples/dumps/seed-00";
  const std::vector<std::string> inputs = {dump + "1.txt", dump + "2.txt", dump + "3.txt"};
  RunOptions run;
  run.writer = FindWriter("jsonl");
  run.jobs = 2;
  run.unordered = true;
  std::binary_semaphore third(0);
  std::vector<std::string> taken;
  RunOutput output;
  output.wants = [&](const Source& source) {
    if (source.name == inputs[0]) third.acquire();
    return true;
  };
  output.take = [&](const Outcome& outcome) {
    taken.push_back(outcome.source.name);
    EXPECT_EQ(outcome.record_count, 1);
    if (outcome.source.name == inputs[2]) third.release();
    return true;
  };
  EXPECT_EQ(RunAll(inputs, run, output).sources, inputs.size());
  EXPECT_EQ(taken, (std::vector<std::string>{inputs[1], inputs[2], inputs[0]}));
}

}  // namespace
}  // namespace warraq
