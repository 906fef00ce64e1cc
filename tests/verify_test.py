"""The proof of batches: each source is read once, in whatever order the records stand, and no lie is
passed over."""

import hashlib
import json
import os
import random
import shutil
import subprocess
import tarfile
import threading

import tool
from batch_test import FAULTS
from tool import read

STORY = ("The {n} hundredth crossing of the island ferry began late, since the captain had lent his "
         "watch to the postman of quay {n}, who was not there.",
         "Ada Brown wrote in notebook {n} that nobody on board minded, as the soup was hot and the "
         "weather {n} degrees warmer than on the mainland.",
         "By the evening of day {n} the boat was back, with all its passengers and one goat more "
         "than it had carried out.")


def story(number, paragraphs=6):
    lines = [STORY[i % 3].format(n=number * 10 + i) for i in range(paragraphs)]
    return "\n\n".join([f"Ferry number {number} is late once more", "By Mary Roe", *lines]) + "\n"


def packed(path, lines):
    subprocess.run(["zstd", "-qf", "-o", path], check=True, input=b"".join(lines),
                   capture_output=True)


class Folder(tool.TestCase):
    """A batch over lines, files and members of archives, in several shards."""

    def setUp(self):
        super().setUp()
        inputs = self.path("in/x")
        self.write("in/lines.jsonl", *(
            json.dumps({"id": n, "body" if n % 5 == 0 else "text": story(n)}) + "\n"
            for n in range(40)))
        for n in range(40, 50):
            self.write(f"in/{n}.txt", story(n))
        with tarfile.open(self.path("in/some.tar.gz"), "w:gz") as archive:
            for n in range(50, 60):
                archive.add(self.write(f"members/{n}.txt", story(n)), f"{n}.txt")
        self.inputs = os.path.dirname(inputs)

    def batch(self, folder, *inputs):
        self.assert_status(tool.run(*(inputs or ["in"]), "-o", folder, "--shard-size", "12KB",
                                    cwd=self.folder), 0)

    def verify(self, *arguments, status=0, **how):
        ran = tool.run("verify", *arguments, cwd=self.folder, **how)
        self.assert_status(ran, status)
        return ran

    def shards(self, folder):
        """The lines of each."""
        names = sorted(n for n in os.listdir(self.path(folder)) if n.startswith("records-"))
        return {name: subprocess.run(["zstdcat", self.path(folder, name)], check=True,
                                     capture_output=True).stdout.splitlines(True)
                for name in names}

    def rewrite(self, folder, shards):
        """Other records, with which the manifest agrees."""
        manifest = json.loads(read(self.path(folder, "manifest.json")))
        for file in manifest["files"]:
            if file["name"] in shards:
                path = self.path(folder, file["name"])
                packed(path, shards[file["name"]])
                file.update(sha256=hashlib.sha256(read(path)).hexdigest(),
                            bytes=os.path.getsize(path), lines=len(shards[file["name"]]))
        manifest["counts"]["records"] = sum(map(len, shards.values()))
        tool.write(self.path(folder, "manifest.json"), json.dumps(manifest))


class Order(Folder):
    def test_records_in_any_order(self):
        self.batch("out")
        whole = self.verify("out")
        self.assertRegex(whole.out.decode(), r"^60 records, \d{3,} pieces traced")
        shards = self.shards("out")
        self.assertGreater(len(shards), 5)
        lines = sum(shards.values(), [])
        for turn in range(3):
            random.Random(turn).shuffle(lines)
            rest = iter(lines)
            self.rewrite("out", {name: [next(rest) for _ in old] for name, old in shards.items()})
            self.assertEqual(self.verify("out").out, whole.out)

    def test_sources_are_read_once(self):
        """A pipe gives its bytes once, however many shards there are."""
        pipe = self.path("pipe")
        os.mkfifo(pipe)
        lines = "".join(json.dumps({"text": story(n, 60)}) + "\n" for n in range(40)).encode()
        self.assertGreater(len(lines), 3 << 16)  # more than a pipe holds

        def once(*arguments):
            """With the lines in the pipe, which ends when they have been read."""
            end = os.open(pipe, os.O_RDWR)

            def feed():
                with os.fdopen(end, "wb") as file:
                    file.write(lines)

            feeder = threading.Thread(target=feed, daemon=True)
            feeder.start()
            ran = tool.run(*arguments, cwd=self.folder)
            feeder.join(10)
            return ran

        self.assert_status(once("pipe", "--from", "jsonl", "-o", "out", "--shard-size", "30KB"), 0)
        self.assertGreater(len(self.shards("out")), 5)
        ran = once("verify", "out")
        self.assert_status(ran, 0)
        self.assertTrue(ran.out.startswith(b"40 records"), ran.out)

    def test_sources_that_have_moved(self):
        self.batch("out")
        shutil.move(self.path("in"), self.path("archive/in"))
        self.assertEqual(self.verify("out", status=1).err.count("the source is gone"), 60)
        ran = self.verify("--root", "archive", "out")
        self.assertTrue(ran.out.startswith(b"60 records"))

    def test_inputs_of_earlier_runs(self):
        """The manifest names those of the last one."""
        self.batch("out", "in/lines.jsonl", "in/41.txt")
        self.batch("out", "in/42.txt")
        self.assertTrue(self.verify("out").out.startswith(b"42 records"))
        tool.write(self.path("in/41.txt"), story(77))
        self.assertIn("41.txt: the source is another one than the record was made of",
                      self.verify("out", status=1).err)
        os.remove(self.path("in/41.txt"))
        self.assertIn("41.txt: the source is gone", self.verify("out", status=1).err)
        os.remove(self.path("in/lines.jsonl"))
        ran = self.verify("out", status=1)
        self.assertEqual(ran.err.count("the source is gone"), 41)
        self.assertTrue(ran.out.startswith(b"1 records"))


class Lies(Folder):
    def test_each_is_told_wherever_it_stands(self):
        self.batch("out")
        shards = self.shards("out")

        def word(record):
            record["blocks"][2]["text"] = record["blocks"][2]["text"].replace("the", "The")
            record["text"] = record["text"].replace("the", "The")

        another = "is another one than the record was made of"
        lies = (("says \"", word),
                (another, lambda r: r["source"].update(sha256="0" * 64)),
                (another, lambda r: r["source"].update(bytes=7)),
                ("x.txt: the source is gone", lambda r: r["source"].update(name="in/x.txt")),
                ("lost without a word", lambda r: r["blocks"].pop(3)),
                ("the text is not that of the blocks", lambda r: r.update(text="All is well.")),
                ("no record of an article", lambda r: r.update(schema="warraq/article/9")))
        for sentence, change in lies:
            for at in (0, len(shards) // 2, len(shards) - 1):
                with self.subTest(sentence, at=at):
                    name = sorted(shards)[at]
                    lines = list(shards[name])
                    record = json.loads(lines[1])
                    change(record)
                    lines[1] = (json.dumps(record, ensure_ascii=False) + "\n").encode()
                    self.rewrite("out", {**shards, name: lines})
                    told = self.verify("out", status=1).err
                    self.assertIn(sentence, told)
                    # The file alone says the same.
                    alone = self.verify("out/" + name, status=1).err
                    self.assertTrue(set(alone.splitlines()) <= set(told.splitlines()), (alone, told))

    def test_records_that_are_missing_or_doubled(self):
        self.batch("out")
        shards = self.shards("out")
        name = sorted(shards)[-1]
        last = json.loads(shards[name][-1])["source"]["name"]
        self.rewrite("out", {**shards, name: shards[name][:-1]})
        ran = self.verify("out", status=1)
        self.assertEqual(ran.err, f"warraq: {last}: neither a record, nor a failure, nor skipped\n")
        self.assertTrue(ran.out.startswith(b"59 records"))
        first = sorted(shards)[0]
        self.rewrite("out", {**shards, name: shards[name] + shards[first][:1]})
        ran = self.verify("out", status=1)
        self.assertIn("this id was there before", ran.err)
        self.assertTrue(ran.out.startswith(b"61 records"))

    def test_a_member_that_the_batch_did_not_read(self):
        """A record of another text of the same line is looked for where it says that it stands."""
        self.write("two.jsonl", json.dumps({"text": story(1), "body": story(2)}) + "\n")
        self.batch("out", "two.jsonl")
        other = tool.run("--field", "body", "two.jsonl", cwd=self.folder).out
        self.rewrite("out", {"records-00000.jsonl.zst": [other]})
        ran = self.verify("out", status=1)
        self.assertEqual(ran.err, "warraq: two.jsonl!@0: neither a record, nor a failure, nor "
                         "skipped\n")
        self.assertTrue(ran.out.startswith(b"1 records"))

    def test_a_damaged_file(self):
        self.batch("out")
        name = sorted(self.shards("out"))[2]
        path = self.path("out", name)
        tool.write(path, read(path)[:-5])
        manifest = json.loads(read(self.path("out/manifest.json")))
        for file in manifest["files"]:
            if file["name"] == name:
                file.update(sha256=hashlib.sha256(read(path)).hexdigest(),
                            bytes=os.path.getsize(path))
        tool.write(self.path("out/manifest.json"), json.dumps(manifest))
        self.assertIn(name + ": it ends within a line", self.verify("out", status=1).err)
        self.assertIn(name + ": it ends within a line", self.verify(path, status=1).err)


class Faults(Folder):
    def test_places_far_behind_the_source(self):
        page = self.write("page.html", "<!doctype html><title>Ferry</title><article><h1>Ferry</h1>"
                          f"<p>{story(1)}</p></article>")
        record = tool.run("--provenance", "full", page).records()[0]
        runs = [run for block in record["blocks"] for run in block["map"]] + record["gaps"]
        self.assertGreater(len(runs), len(record["gaps"]))
        for begin, end in ((2**64 - 5, 5), (2**64 - 1, 2**64 - 1), (2**32, 2**32 + 1), (10**6, 0)):
            for run in runs:
                run["from"] = [begin, end]
            ran = tool.run("verify", self.write("records.jsonl", json.dumps(record)))
            self.assert_status(ran, 1)
            self.assertIn("the full record does not rebuild its source", ran.err)

    def test_what_cannot_be_kept_is_not_proved(self):
        """Records wait in a temporary file: where it fails, no proof is had."""
        for n in range(60, 360):
            self.write(f"in/{n}.txt", story(n))
        self.batch("out")
        log = self.path("count")
        self.verify("out", env={"LD_PRELOAD": FAULTS, "FAULT_COUNT": log})
        calls = int(read(log))
        self.assertGreater(calls, 5)
        for at in range(2, calls + 1):  # the first takes the name away
            for kind in ("ENOSPC", "EIO"):
                with self.subTest(kind=kind, at=at):
                    ran = self.verify("out", status=1, env={"LD_PRELOAD": FAULTS, "FAULT": kind,
                                                            "FAULT_AT": str(at)})
                    self.assertIn("what is put aside cannot be kept there", ran.err)
            self.verify("out", env={"LD_PRELOAD": FAULTS, "FAULT": "short", "FAULT_AT": str(at)})


class Bounds(Folder):
    def test_memory_stays_flat(self):
        """Eight times the records take no more memory, in a file, on standard input, in a folder."""
        runs = {}
        for count in (1500, 12000):
            with open(self.path("many.jsonl"), "w", encoding="utf-8") as file:
                for n in range(count):
                    file.write(json.dumps({"text": story(n, 24)}) + "\n")
            folder = self.path(f"out-{count}")
            self.assert_status(tool.run("many.jsonl", "-o", folder, cwd=self.folder), 0)
            plain = self.path("records.jsonl")
            with open(plain, "wb") as file:
                subprocess.run(["zstdcat", folder + "/records-00000.jsonl.zst"], stdout=file,
                               check=True)
            with open(plain, "rb") as file:
                runs[count] = [self.verify(folder), self.verify(plain),
                               self.verify("-", stdin=file)]
        for small, large in zip(*runs.values()):
            self.assertTrue(large.out.startswith(b"12000 records"))
            self.assertLess(large.rss_mib, small.rss_mib + 12)


if __name__ == "__main__":
    tool.main()
