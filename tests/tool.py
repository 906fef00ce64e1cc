"""Runs the tool as a user does, and measures it: for the tests beside this file.

    import tool
    run = tool.run("--failures", "failed.jsonl", "page.html")
    run.status, run.records(), run.err, run.seconds, run.rss_mib

Each test is started as `python3 NAME_test.py TOOL SOURCE_DIR`. Files go to a folder of its own,
which is gone afterwards. Large ones are written in pieces: a child's memory is counted from that of
the process that starts it, so ours has to stay small.
"""

import faulthandler
import json
import os
import shutil
import subprocess
import sys
import tempfile
import threading
import time
import unittest

TOOL = os.path.abspath(sys.argv[1])
SOURCE = os.path.abspath(sys.argv[2])
SAMPLES = os.path.join(SOURCE, "samples")
MIB = 1 << 20


class Run:
    """What a command did."""

    def __init__(self, status, out, err, seconds, rss_mib, timed_out):
        self.status = status  # the exit status; negative for a signal
        self.out, self.err = out, err.decode("utf-8", "backslashreplace")
        self.seconds, self.rss_mib, self.timed_out = seconds, rss_mib, timed_out

    def records(self):
        return [json.loads(line) for line in self.out.splitlines()]


def run(*arguments, stdin=b"", stdout=None, seconds=60, cwd=None, env=None, user=None):
    """`stdin` is bytes or an open file; `stdout` an open file where it is not to be read here."""
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err, \
            tempfile.TemporaryFile() as given:
        if isinstance(stdin, bytes):
            given.write(stdin)
            given.seek(0)
            stdin = given
        begin = time.monotonic()
        process = subprocess.Popen([TOOL, *map(os.fspath, arguments)], stdin=stdin,
                                   stdout=stdout or out, stderr=err, cwd=cwd, user=user,
                                   env={**os.environ, **(env or {})})
        late = threading.Event()
        timer = threading.Timer(seconds, lambda: (late.set(), process.kill()))
        timer.start()
        _, wait_status, usage = os.wait4(process.pid, 0)
        timer.cancel()
        process.returncode = os.waitstatus_to_exitcode(wait_status)
        for file in (out, err):
            file.seek(0)
        return Run(process.returncode, out.read(), err.read(), time.monotonic() - begin,
                   usage.ru_maxrss / 1024, late.is_set())


def sample(*parts):
    return os.path.join(SAMPLES, *parts)


def write(path, *pieces):
    """A file of these pieces; strings are UTF-8."""
    with open(path, "wb") as file:
        for piece in pieces:
            file.write(piece.encode() if isinstance(piece, str) else piece)
    return path


def read(path):
    with open(path, "rb") as file:
        return file.read()


def outputs(folder):
    """Every file of a batch but its journal."""
    return {name: read(os.path.join(folder, name)) for name in sorted(os.listdir(folder))
            if not name.startswith("journal")}


class TestCase(unittest.TestCase):
    """A test with a folder of its own."""

    def setUp(self):
        self.folder = tempfile.mkdtemp(prefix="warraq-test-")
        os.chmod(self.folder, 0o755)
        self.addCleanup(shutil.rmtree, self.folder, ignore_errors=True)

    def path(self, *parts):
        path = os.path.join(self.folder, *parts)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        return path

    def write(self, name, *pieces):
        return write(self.path(name), *pieces)

    def assert_status(self, ran, status):
        self.assertFalse(ran.timed_out, f"killed after {ran.seconds:.0f} s")
        self.assertEqual(ran.status, status, ran.err[-2000:])

    def assert_bounded(self, ran, seconds, rss_mib):
        self.assertLess(ran.seconds, seconds)
        self.assertLess(ran.rss_mib, rss_mib)


def main(seconds=540):
    faulthandler.dump_traceback_later(seconds, exit=True)  # a test that hangs says where
    unittest.main(argv=sys.argv[:1], verbosity=2)
