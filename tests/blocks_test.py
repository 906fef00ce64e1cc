"""samples/parallel.sh and samples/dask_articles.py: one file read in blocks, the bytes of a single run."""

import importlib.util
import json
import os
import shutil
import signal
import subprocess
import unittest

import tool

LINES = 3000
BLOCK = 1 << 20
# Ends the process that started it, the first time; then it is warraq.
KILLER = """#!/bin/sh
if mkdir "$0.killed" 2>/dev/null; then kill -9 {whom}; sleep 1; fi
exec "{tool}" "$@"
"""


class Blocks:
    """What holds of every way to read a file in blocks."""

    def setUp(self):
        super().setUp()
        texts = []
        for number in range(5):
            with open(tool.sample("dumps", f"seed-00{number}.txt"), encoding="utf-8") as file:
                texts.append(file.read())
        self.dump = 'the "dump\'s.jsonl'
        with open(self.path(self.dump), "w", encoding="utf-8", newline="") as file:
            for number in range(LINES):
                text = f"{texts[number % 5]}\n\nIt was the report {number} of that day.\n"
                file.write(json.dumps({"id": number, "body": text, "text": "no article"},
                                      ensure_ascii=number % 2 == 0) + "\r\n"[number % 3 == 0:])
                if number % 500 == 7:
                    file.write("this line is none of JSON\n\n")
            # A line over several blocks, and one without its end.
            file.write(json.dumps({"body": texts[1], "filler": "x" * 3 * BLOCK}) + "\n")
            file.write(json.dumps({"body": texts[2]}))

    def single(self):
        ran = tool.run("--failures", "failures", "--field", "body", self.dump, cwd=self.folder)
        self.assert_status(ran, 1)
        with open(self.path("failures"), "rb") as file:
            return ran.out, file.read()

    def blocks(self, program=tool.TOOL):
        process = subprocess.Popen(
            self.command(), cwd=self.folder, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT, start_new_session=True,
            env={**os.environ, "WARRAQ": program, "BLOCK": str(BLOCK), "PARALLEL": "",
                 "HOME": self.folder})
        try:
            said, _ = process.communicate(timeout=120)
        finally:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)
        return process.returncode, said.decode("utf-8", "replace")[-3000:]

    def script(self, name, text):
        path = self.write(name, text)
        os.chmod(path, 0o755)
        return path

    def assert_as_single(self, program=tool.TOOL):
        status, said = self.blocks(program)
        self.assertEqual(status, 1, said)
        records, failures = self.single()
        self.assertEqual(records.count(b"\n"), LINES + 2)
        self.assertEqual(failures.count(b"\n"), LINES // 500)
        for name, wanted in (("got.records", records), ("got.failures", failures)):
            with open(self.path(name), "rb") as file:
                self.assertTrue(file.read() == wanted, f"{name} is another")

    def test_same_bytes_as_a_single_run(self):
        self.assert_as_single()

    def test_what_a_kill_took_is_read_again(self):
        program = self.script("killer", KILLER.format(whom=self.killed, tool=tool.TOOL))
        self.assert_as_single(program)
        self.assertTrue(os.path.isdir(program + ".killed"))

    def test_a_program_that_fails_gives_nothing(self):
        status, _ = self.blocks(self.script("failing", "#!/bin/sh\nexit 2\n"))
        self.assertNotIn(status, (0, -signal.SIGKILL))
        self.assertFalse(os.path.exists(self.path("got.records")))
        self.assertFalse([name for name in os.listdir(self.folder)
                          if name.startswith("got.records") and not name.endswith(".part")])


@unittest.skipIf(shutil.which("parallel") is None, "not installed: GNU parallel (Debian: parallel)")
class Parallel(Blocks, tool.TestCase):
    killed = "$$"  # the reader

    def command(self):
        return ["sh", tool.sample("parallel.sh"), self.dump, "got.records", "got.failures",
                "--field", "body"]


@unittest.skipIf(importlib.util.find_spec("distributed") is None,
                 "not installed: Dask (Debian: python3-distributed)")
class Dask(Blocks, tool.TestCase):
    killed = "$PPID"  # Dask's worker

    def command(self):
        return ["/usr/bin/python3", tool.sample("dask_articles.py"), "--block", str(BLOCK),
                self.dump, "got.records", "got.failures", "--", "--field", "body"]


if __name__ == "__main__":
    tool.main()
