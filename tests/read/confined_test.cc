// What a confined child cannot do, tried by Python, which says what the system answered.

#include "plugin/read/confined.h"

#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <linux/landlock.h>
#include <signal.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <chrono>
#include <filesystem>
#include <string>
#include <thread>
#include <vector>

namespace warraq {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

Command Python(std::string code) {
  return {.program = "python3", .arguments = {"-I", "-S", "-c", std::move(code)}};
}

Finished RunIt(const Command& command) {
  Result<Finished> ran = RunConfined(command);
  EXPECT_TRUE(ran.ok()) << (ran.ok() ? "" : ran.error().what);
  return ran.ok() ? std::move(ran).value() : Finished{};
}

TEST(ConfinedTest, BytesGoInAndComeOut) {
  std::string bytes(300'000, 'x');
  for (std::size_t i = 0; i < bytes.size(); i += 7) bytes[i] = static_cast<char>(i);
  const Result<SealedBytes> input = SealedBytes::Of(bytes);
  ASSERT_TRUE(input.ok());
  for (int i = 0; i < 2; ++i) {  // each child reads it from the beginning
    const Finished ran =
        RunIt({.program = "cat", .arguments = {kInputPath}, .input = &input.value()});
    EXPECT_TRUE(ran.clean()) << ran.last_words;
    EXPECT_EQ(ran.out, bytes);
  }
}

TEST(ConfinedTest, ItsEndIsTold) {
  const Finished ran =
      RunIt(Python("import sys; print('one\\ntwo', file=sys.stderr); sys.exit(3)"));
  EXPECT_EQ(ran.end, End::kExited);
  EXPECT_EQ(ran.status, 3);
  EXPECT_EQ(ran.last_words, "two");
}

TEST(ConfinedTest, AProgramThatIsNotThere) {
  for (const char* name : {"no-such-program", "../bin/cat", "/usr/bin/cat", ""}) {
    const Result<Finished> ran = RunConfined({.program = name});
    ASSERT_FALSE(ran.ok()) << name;
    EXPECT_EQ(ran.error().code, Code::kMissingProgram);
  }
}

TEST(ConfinedTest, WhatItIsRefused) {
  const std::string place = testing::TempDir() + "warraq-confined";
  std::filesystem::remove(place);
  const struct {
    const char* what;
    std::string code;
  } kCases[] = {
      {"a socket", "import socket; socket.socket()"},
      {"a local socket", "import socket; socket.socketpair()"},
      {"a file", "open('" + place + "', 'w')"},
      {"a folder", "import os; os.mkdir('" + place + "')"},
      {"a link", "import os; os.symlink('a', '" + place + "')"},
      {"removing", "import os; os.unlink('/proc/self/fd/0')"},
      {"writing to its input", "import os; os.write(0, b'x')"},
      {"a process", "import os; os.fork()"},
      {"a shell", "import os; assert os.system('true') == 0"},
      {"a signal to its parent", "import os; os.kill(os.getppid(), 0)"},
      {"more memory",
       "import resource; "
       "resource.setrlimit(resource.RLIMIT_AS, (1 << 40, 1 << 40))"},
  };
  const Result<SealedBytes> input = SealedBytes::Of("input");
  ASSERT_TRUE(input.ok());
  for (const auto& [what, code] : kCases) {
    Command command = Python(code);
    command.input = &input.value();
    const Finished ran = RunIt(command);
    EXPECT_EQ(ran.end, End::kExited) << what;
    EXPECT_EQ(ran.status, 1) << what << ": " << ran.last_words;
    EXPECT_FALSE(std::filesystem::exists(place)) << what;
  }
  EXPECT_THAT(RunIt(Python(kCases[0].code)).last_words, StartsWith("PermissionError"));
}

TEST(ConfinedTest, WhereTheKernelCanItReadsOnlyTheSystem) {
  const auto version =
      syscall(SYS_landlock_create_ruleset, nullptr, 0, LANDLOCK_CREATE_RULESET_VERSION);
  if (version < 1) GTEST_SKIP() << "this kernel has no Landlock";
  EXPECT_TRUE(RunIt(Python("open('/usr/bin/env', 'rb')")).clean());
  EXPECT_EQ(RunIt(Python("open('/etc/passwd')")).status, 1);
  EXPECT_EQ(RunIt(Python("import os; os.listdir('/')")).status, 1);
}

TEST(ConfinedTest, NoDescriptorOfOursIsOpen) {
  const int open_here = open("/dev/null", O_RDONLY);  // NOLINT: meant to be inherited
  const Finished ran =
      RunIt(Python("import os\n"
                   "for i in range(4, 64):\n"
                   "  try: os.fstat(i)\n"
                   "  except OSError: continue\n"
                   "  print(i)\n"));
  close(open_here);
  EXPECT_EQ(ran.out, "");
  EXPECT_EQ(ran.status, 0) << ran.last_words;
}

TEST(ConfinedTest, ThreadsAreAllowed) {
  const Finished ran =
      RunIt(Python("import threading\n"
                   "t = threading.Thread(target=lambda: print('here'))\n"
                   "t.start(); t.join()\n"));
  EXPECT_EQ(ran.out, "here\n") << ran.last_words;
}

TEST(ConfinedTest, CpuTimeEnds) {
  Command command = Python("while True: pass");
  command.limits.cpu_seconds = 1;
  const Finished ran = RunIt(command);
  EXPECT_EQ(ran.end, End::kKilled);
  EXPECT_EQ(ran.status, SIGXCPU);
}

TEST(ConfinedTest, MemoryEnds) {
  Command command = Python("bytearray(1 << 29)");
  EXPECT_TRUE(RunIt(command).clean());
  command.limits.memory_bytes = std::size_t{256} << 20;
  EXPECT_EQ(RunIt(command).last_words, "MemoryError");
}

TEST(ConfinedTest, TimeOnTheClockEnds) {
  Command command = Python("import time; time.sleep(60)");
  command.seconds = 0.3;
  const auto begin = std::chrono::steady_clock::now();
  EXPECT_EQ(RunIt(command).end, End::kTooSlow);
  EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds(20));
}

TEST(ConfinedTest, OutputEnds) {
  Command command = Python("while True: print('x' * 1000)");
  command.output_bytes = 100'000;
  const Finished ran = RunIt(command);
  EXPECT_EQ(ran.end, End::kTooMuchOutput);
  EXPECT_LE(ran.out.size(), 100'000u);
}

TEST(ConfinedTest, ManyAtOnce) {
  std::vector<std::jthread> threads;
  for (int i = 0; i < 8; ++i) {
    threads.emplace_back([i] {
      const std::string text(1000, static_cast<char>('a' + i));
      const Result<SealedBytes> input = SealedBytes::Of(text);
      ASSERT_TRUE(input.ok());
      for (int round = 0; round < 5; ++round) {
        EXPECT_EQ(RunIt({.program = "cat", .input = &input.value()}).out, text);
      }
    });
  }
}

}  // namespace
}  // namespace warraq
