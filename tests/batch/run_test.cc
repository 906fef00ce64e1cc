// A run over many sources.

#include "plugin/batch/run.h"

#include <gtest/gtest.h>

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

}  // namespace
}  // namespace warraq
