"""Pictures are read in processes of their own: what of them is lost, and when they end.

libhostile.so, beside the tool, makes decoders break at PNGs of certain widths (tests/read/hostile.h).
"""

import json
import os
import shutil
import signal
import struct
import subprocess
import time
import unittest
import zlib

import tool

HOSTILE = os.path.join(os.path.dirname(tool.TOOL), "libhostile.so")
CRASHES, CRASHES_ONCE, SLEEPS = 1201, 1202, 1204


def png(width, height=100):
    """A white page."""
    def chunk(kind, data):
        return (struct.pack(">I", len(data)) + kind + data +
                struct.pack(">I", zlib.crc32(kind + data)))
    return (b"\x89PNG\r\n\x1a\n" +
            chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)) +
            chunk(b"IDAT", zlib.compress((b"\0" + b"\xff" * width) * height)) + chunk(b"IEND", b""))


def workers_of(parent):
    """The processes that `parent` has."""
    found = []
    for task in os.listdir(f"/proc/{parent}/task"):
        with open(f"/proc/{parent}/task/{task}/children", encoding="ascii") as file:
            found += map(int, file.read().split())
    return found


def is_running(process):
    try:
        with open(f"/proc/{process}/stat", encoding="ascii") as file:
            return file.read().rsplit(")", 1)[1].split()[0] != "Z"
    except FileNotFoundError:
        return False


def wait_for(condition, seconds=60):
    """What the condition gives as soon as it gives something."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if result := condition():
            return result
        time.sleep(0.02)
    raise AssertionError("it did not happen in time")


class Workers(tool.TestCase):
    def setUp(self):
        super().setUp()
        self.hostile = {"LD_PRELOAD": HOSTILE, "HOSTILE_STARTS": self.path("starts")}

    def starts(self):
        path = self.path("starts")
        return os.path.getsize(path) if os.path.exists(path) else 0

    def page(self, name):
        shutil.copy(tool.sample("images", "en-clean.png"), self.path(name))
        return self.path(name)

    def start(self, *arguments):
        process = subprocess.Popen([tool.TOOL, *arguments], stdout=subprocess.PIPE,
                                   stderr=subprocess.PIPE, env={**os.environ, **self.hostile})
        self.addCleanup(process.stdout.close)
        self.addCleanup(process.stderr.close)
        self.addCleanup(process.wait)
        self.addCleanup(process.kill)
        return process

    def test_text_starts_none(self):
        ran = tool.run(self.write("a.txt", "One line.\n\nAnother one, longer than the first.\n"),
                       env=self.hostile)
        self.assertEqual((ran.status, self.starts()), (0, 0), ran.err)

    def test_a_crash_costs_its_page(self):
        inputs = [self.page("1.png"), self.write("2.png", png(CRASHES)), self.page("3.png"),
                  tool.sample("dumps", "seed-001.txt")]
        whole = tool.run("--language", "eng", *inputs[:1], inputs[2], inputs[3])
        for jobs in ("1", "2"):
            with self.subTest(jobs=jobs):
                ran = tool.run("-j", jobs, "--language", "eng", "--failures", self.path("lost"),
                               *inputs, env=self.hostile)
                self.assertEqual(ran.status, 1)
                self.assertEqual(ran.out, whole.out)
                with open(self.path("lost"), encoding="utf-8") as file:
                    [lost] = map(json.loads, file)
                self.assertEqual((lost["code"], lost["source"]["name"], lost["source"]["page"]),
                                 ("crashed", inputs[1], 1))
                self.assertIn("crashed, with less effort too", ran.err)
                self.assertIn("open the picture in another program", ran.err)

    def test_less_effort_is_noted(self):
        page = tool.sample("images", "en-clean.png")
        whole = tool.run("--language", "eng", page)
        self.assertNotIn(b"read-with-less-effort", whole.out)
        ran = tool.run("--language", "eng", page,
                       env={**self.hostile, "HOSTILE_AS": str(CRASHES_ONCE)})
        self.assertEqual((ran.status, self.starts()), (0, 2), ran.err)
        [record] = ran.records()
        self.assertIn({"code": "read-with-less-effort"}, record["quality"]["notes"])
        self.assertEqual(record["headline"]["text"],
                         whole.records()[0]["headline"]["text"])

    def test_an_old_kernel_is_named_once(self):
        inputs = [self.page("1.png"), self.page("2.png")]
        ran = tool.run("-j", "2", "--language", "eng", *inputs,
                       env={**self.hostile, "HOSTILE_KERNEL": "1"})
        self.assertEqual((ran.status, ran.out), (0, tool.run("--language", "eng", *inputs).out))
        self.assertEqual(self.starts(), 2)
        self.assertEqual(ran.err.count("does not let processes confine themselves"), 1, ran.err)
        self.assertEqual(len(ran.err.splitlines()), 1, ran.err)

    def test_a_deadly_model_is_loaded_twice(self):
        folder = "/usr/share/tesseract-ocr/5/tessdata"
        if not os.path.exists(os.path.join(folder, "eng.traineddata")):
            self.skipTest("no English model is installed")
        with open(os.path.join(folder, "eng.traineddata"), "rb") as file:
            whole = file.read()
        [network] = struct.unpack_from("<q", whole, 4 + 8 * 17)
        self.write("models/eng.traineddata", whole[:network], bytes(200), whole[network + 200:])
        ran = tool.run("-j", "1", "--tessdata", self.path("models"), "--language", "eng",
                       *map(self.page, ("1.png", "2.png", "3.png")),
                       tool.sample("dumps", "seed-001.txt"), env=self.hostile)
        self.assertEqual((ran.status, len(ran.records())), (1, 1))
        self.assertEqual(ran.err.count("breaks down when it loads eng"), 3, ran.err)
        self.assertEqual(ran.err.count("(model-unreadable)"), 3, ran.err)
        self.assertEqual(self.starts(), 3)  # two died, one goes on

    def test_a_folder_of_models_by_a_relative_path(self):
        folder = "/usr/share/tesseract-ocr/5/tessdata"
        if not os.path.exists(folder):
            self.skipTest("no models are installed there")
        page = tool.sample("images", "en-clean.png")
        ran = tool.run("--tessdata", os.path.relpath(folder, self.folder), "--language", "eng",
                       page, cwd=self.folder)
        self.assertEqual((ran.status, ran.out), (0, tool.run("--language", "eng", page).out))

    def test_a_killed_worker_is_replaced(self):
        process = self.start("-j", "1", "--language", "eng", self.write("1.png", png(SLEEPS)),
                             self.page("2.png"))
        for count in (1, 2):
            wait_for(lambda count=count: self.starts() == count)
            [worker] = wait_for(lambda: workers_of(process.pid))
            time.sleep(1)  # until it sleeps
            os.kill(worker, signal.SIGKILL)
        out, err = process.communicate(timeout=60)
        self.assertEqual((process.returncode, len(out.splitlines())), (1, 1), err)
        self.assertIn(b"(crashed)", err)

    def test_none_outlives_the_tool(self):
        for end in (signal.SIGKILL, signal.SIGTERM):
            with self.subTest(end=end):
                process = self.start("-j", "2", self.write("1.png", png(SLEEPS)),
                                     self.write("2.png", png(SLEEPS)))
                workers = wait_for(lambda: (w := workers_of(process.pid)) and len(w) == 2 and w)
                time.sleep(0.5)
                self.assertEqual(len(workers_of(process.pid)), 2)
                process.send_signal(end)
                process.wait(timeout=10)
                wait_for(lambda: not any(map(is_running, workers)), seconds=5)

    def test_a_folder_ends_in_time(self):
        process = self.start("-j", "2", self.write("1.png", png(SLEEPS)), "-o", self.path("out"))
        workers = wait_for(lambda: workers_of(process.pid))
        time.sleep(0.5)
        begin = time.monotonic()
        process.send_signal(signal.SIGINT)
        process.wait(timeout=10)
        self.assertLess(time.monotonic() - begin, 5)
        wait_for(lambda: not any(map(is_running, workers)), seconds=5)


if __name__ == "__main__":
    tool.main()
