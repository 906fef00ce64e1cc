"""Batches into a folder: the same bytes however they are broken off, split or ordered.

WARRAQ_FAULTS=all tries every call that changes a file (an hour); without it a few of each kind.
"""

import json
import os
import random
import shutil
import signal
import subprocess
import tarfile
import time

import tool
from tool import outputs, read

FAULTS = os.path.join(os.path.dirname(tool.TOOL), "libfaults.so")
EVERY = os.environ.get("WARRAQ_FAULTS") == "all"
RECORDS = "records-00000.jsonl.zst"


def records(folder):
    lines = []
    for name in sorted(os.listdir(folder)):
        if name.startswith("records-"):
            lines += subprocess.run(["zstdcat", os.path.join(folder, name)], check=True,
                                    capture_output=True).stdout.splitlines()
    return [json.loads(line) for line in lines]


class Batch(tool.TestCase):
    def setUp(self):
        super().setUp()
        self.inputs = self.path("in")
        os.mkdir(self.inputs)
        self.sources = 0
        for folder in ("dumps", "pages"):
            for name in sorted(os.listdir(tool.sample(folder)))[:40]:
                if name.endswith((".txt", ".html")):
                    self.put(name, read(tool.sample(folder, name)))
        self.put("seed-001.txt", read(tool.sample("dumps", "seed-001.txt")))
        self.put("again.txt", read(tool.sample("dumps", "seed-001.txt")))
        with tarfile.open(os.path.join(self.inputs, "some.tar.gz"), "w:gz") as archive:
            for name in ("seed-002.txt", "seed-003.txt"):
                archive.add(tool.sample("dumps", name), "member-" + name)
        self.missing = os.path.join(self.inputs, "missing.txt")

    def put(self, name, data):
        tool.write(os.path.join(self.inputs, name), data)

    def batch(self, folder, *more, env=None, inputs=None):
        return tool.run(*(inputs or [self.inputs, self.missing]), "-o", folder, "--shard-size",
                        "40KB", "--save-every", "0", *more, env=env)

    def assert_same(self, got, wanted):
        self.assertEqual(got.keys(), wanted.keys())
        self.assertEqual([name for name in got if got[name] != wanted[name]], [])

    def reference(self):
        folder = self.path("reference")
        self.assert_status(self.batch(folder), 1)  # the missing file
        return outputs(folder)


class Folder(Batch):
    def test_what_stands_in_it(self):
        folder = self.path("out")
        ran = self.batch(folder)
        self.assert_status(ran, 1)
        self.assertIn("missing-file", ran.err)
        manifest = json.loads(read(os.path.join(folder, "manifest.json")))
        self.assertEqual({file["name"] for file in manifest["files"]} | {"manifest.json"},
                         set(outputs(folder)))
        names = {r["source"]["name"] for r in records(folder)}
        self.assertIn(self.inputs + "/some.tar.gz!member-seed-002.txt", names)
        skipped = [json.loads(line) for line in read(folder + "/skipped.jsonl").splitlines()]
        self.assertEqual({s["code"] for s in skipped}, {"same-content"})
        failures = [json.loads(line) for line in read(folder + "/failures.jsonl").splitlines()]
        self.assertIn("missing-file", {f["code"] for f in failures})
        counts = manifest["counts"]
        self.assertEqual(counts["records"], len(records(folder)))
        self.assertEqual(counts["failures"], len(failures))
        self.assertEqual(counts["skipped"]["same-content"], len(skipped))
        plain = tool.run(self.inputs).records()
        self.assertEqual({r["id"]: r for r in plain}.keys(), {r["id"] for r in records(folder)})
        self.assert_status(tool.run("verify", folder), 0)

    def test_same_for_any_number_of_threads(self):
        reference = self.reference()
        for jobs in (1, 8):
            folder = self.path(f"out-{jobs}")
            self.batch(folder, "-j", str(jobs))
            self.assert_same(outputs(folder), reference)

    def test_again_does_nothing(self):
        folder = self.path("out")
        self.batch(folder)
        before = outputs(folder)
        ran = self.batch(folder)
        self.assert_same(outputs(folder), before)
        self.assertNotIn("(0 of them done before)", ran.err)

    def test_more_inputs_are_added(self):
        folder = self.path("out")
        self.batch(folder)
        before = {r["id"] for r in records(folder)}
        self.put("late.txt", read(tool.sample("dumps", "seed-004.txt")) + b"\nlate\n")
        self.assert_status(self.batch(folder), 1)
        after = [r["id"] for r in records(folder)]
        self.assertEqual(len(after), len(set(after)))
        self.assertEqual(len(after), len(before) + 1)
        self.assert_status(tool.run("verify", folder), 0)

    def test_other_settings_are_refused(self):
        folder = self.path("out")
        self.batch(folder)
        before = outputs(folder)
        ran = self.batch(folder, "--provenance", "none")
        self.assert_status(ran, 1)
        self.assertIn("other settings", ran.err)
        self.assert_same(outputs(folder), before)

    def test_failures_have_one_place(self):
        ran = self.batch(self.path("out"), "--failures", self.path("failures"))
        self.assert_status(ran, 2)
        self.assertFalse(os.path.exists(self.path("out")))

    def test_what_is_said_may_be_json(self):
        folder = self.path("out")
        ran = self.batch(folder, "--log", "json")
        self.assert_status(ran, 1)
        said = [json.loads(line) for line in ran.err.splitlines()]
        failures = [json.loads(line) for line in read(folder + "/failures.jsonl").splitlines()]
        self.assertEqual(said[:-1], failures)
        summary = said[-1]
        self.assertEqual(summary["schema"], "warraq/summary/1")
        self.assertEqual(summary["records"], len(records(folder)))
        self.assertEqual(summary["failures"], len(failures))
        self.assertEqual(summary["failed"]["missing-file"],
                         {"count": 1, "examples": [self.missing]})
        self.assertIs(summary["whole"], True)
        plain = tool.run(self.inputs, self.missing, "--log", "json")
        self.assertEqual([json.loads(line) for line in plain.err.splitlines()], failures)

    def test_a_folder_of_others_is_left_alone(self):
        folder = self.path("out")
        os.mkdir(folder)
        tool.write(folder + "/thesis.txt", "mine")
        ran = self.batch(folder)
        self.assert_status(ran, 1)
        self.assertIn("not empty", ran.err)
        self.assertEqual(os.listdir(folder), ["thesis.txt"])

    def test_second_run_at_once_is_refused(self):
        folder = self.path("out")
        with subprocess.Popen([tool.TOOL, "-", "-o", folder], stdin=subprocess.PIPE,
                              stderr=subprocess.DEVNULL) as first:
            while not os.path.exists(folder + "/journal.sqlite"):
                time.sleep(0.01)
            time.sleep(0.2)
            ran = self.batch(folder)
            first.stdin.write(b"Story\n")
        self.assertEqual(ran.status, 1)
        self.assertIn("another run", ran.err)


class Verify(Batch):
    def lie(self, change):
        folder = self.path("lie")
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(self.batched, folder)
        change(folder)
        ran = tool.run("verify", folder)
        self.assert_status(ran, 1)
        return ran.err

    def test_lies_are_found(self):
        self.batched = self.path("out")
        self.batch(self.batched)
        manifest = json.loads(read(self.batched + "/manifest.json"))

        def flip(folder):
            data = bytearray(read(folder + "/" + RECORDS))
            data[len(data) // 2] ^= 1
            tool.write(folder + "/" + RECORDS, bytes(data))

        self.assertIn("not what the manifest says", self.lie(flip))
        self.assertIn("not what the manifest says",
                      self.lie(lambda f: tool.write(f + "/failures.jsonl", "")))
        self.assertIn("not finished", self.lie(lambda f: os.remove(f + "/manifest.json")))
        self.assertIn("does not name",
                      self.lie(lambda f: tool.write(f + "/records-00099.jsonl.zst", "")))
        self.assertIn("opened", self.lie(lambda f: os.remove(f + "/" + RECORDS)))

        def counts(folder):
            manifest["counts"]["records"] += 1
            tool.write(folder + "/manifest.json", json.dumps(manifest))

        self.assertIn("the manifest says", self.lie(counts))
        self.put("never-read.txt", "A headline\nA paragraph that nobody has read.\n")
        self.assertIn("neither a record", self.lie(lambda f: None))


class Shares(Batch):
    def test_any_split_merges_to_the_same_bytes(self):
        whole = self.path("whole")
        self.batch(whole)
        one = self.path("one")
        self.assert_status(tool.run("merge", whole, "-o", one), 0)
        self.assert_status(tool.run("verify", one), 0)
        names = [os.path.join(self.inputs, name) for name in os.listdir(self.inputs)]
        random.Random(7).shuffle(names)
        shares = []
        for number in range(1, 17):
            shares.append(self.path(f"share-{number}"))
            self.batch(shares[-1], "--shard", f"{number}/16", inputs=[*names, self.missing])
            self.assert_status(tool.run("verify", shares[-1]), 0)
        random.Random(8).shuffle(shares)
        sixteen = self.path("sixteen")
        self.assert_status(tool.run("merge", *shares, "-o", sixteen), 0)
        self.assert_status(tool.run("verify", sixteen), 0)
        ones, sixteens = outputs(one), outputs(sixteen)
        # The manifest names the inputs, which were given in another way.
        self.assertNotEqual(ones.pop("manifest.json"), sixteens.pop("manifest.json"))
        self.assert_same(ones, sixteens)
        shuffled = self.path("shuffled")
        self.batch(shuffled, inputs=[*names, self.missing])
        unordered = self.path("unordered")
        self.batch(unordered, "--unordered", "-j", "8")
        self.assert_status(tool.run("verify", unordered), 0)
        another = self.path("another")
        self.assert_status(tool.run("merge", shuffled, unordered, "-o", another), 0)
        anothers = outputs(another)
        anothers.pop("manifest.json")
        self.assert_same(anothers, ones)

    def test_a_record_goes_over_to_the_smallest_name_whole(self):
        story = read(tool.sample("dumps", "seed-002.txt")).decode()
        line = self.write("in/a-line.jsonl", json.dumps({"body": story, "url": "https://e.org/1"}))
        file = self.write("in/z-file.txt", story)
        whole = []
        for number, inputs in enumerate(((file, line), (line, file))):
            folder, merged = self.path(f"out-{number}"), self.path(f"merged-{number}")
            self.assert_status(self.batch(folder, inputs=inputs), 0)
            self.assert_status(tool.run("merge", folder, "-o", merged), 0)
            ran = tool.run("verify", merged)
            self.assert_status(ran, 0)
            record, = records(merged)
            record.pop("carried", None)
            whole.append(record["source"])
            skipped = json.loads(read(merged + "/skipped.jsonl"))
            self.assertEqual(skipped["source"]["name"], file)
        self.assertEqual(whole[0], whole[1])
        self.assertEqual(whole[0]["name"], line + "!@0")
        self.assertEqual(whole[0]["field"], "body")
        self.assertEqual(whole[0]["uri"], "https://e.org/1")

    def test_a_failure_is_told_by_its_share_alone(self):
        told = [self.batch(self.path(f"out-{number}"), "--shard", f"{number}/3").err
                for number in (1, 2, 3)]
        self.assertEqual(sum("missing-file" in err for err in told), 1, told)

    def test_bad_shares(self):
        for share in ("0/3", "4/3", "x", "1", "1/0", "-1/3", "1/3x"):
            with self.subTest(share):
                ran = self.batch(self.path("out"), "--shard", share)
                self.assert_status(ran, 2)

    def test_unfinished_batches_are_not_merged(self):
        folder = self.path("out")
        self.batch(folder)
        os.remove(folder + "/manifest.json")
        ran = tool.run("merge", folder, "-o", self.path("merged"))
        self.assert_status(ran, 1)
        self.assertIn("not finished", ran.err)


class NearDuplicates(Batch):
    def setUp(self):
        super().setUp()
        # A paper prints another's piece under a line of its own.
        for name in ("seed-001.txt", "seed-002.txt"):
            self.put("reprint-" + name, read(tool.sample("dumps", name)) + b"\nlate edition\n")

    def test_an_index_that_cannot_be_kept_is_no_answer(self):
        batch = self.path("batch")
        self.batch(batch)
        for command in ([self.inputs], [self.inputs, "-o", self.path("marked")],
                        ["merge", batch, "-o", self.path("merged")]):
            with self.subTest(command):
                ran = tool.run(*command, "--near-duplicates", "mark",
                               env={"TMPDIR": self.path("nowhere")})
                self.assert_status(ran, 1)
                self.assertIn("nowhere: the index of near duplicates cannot be kept there", ran.err)

    def lines(self, folder, kind):
        found = []
        for name in sorted(os.listdir(folder)):
            if name.startswith(kind + "-"):
                found += subprocess.run(["zstdcat", os.path.join(folder, name)], check=True,
                                        capture_output=True).stdout.splitlines()
        return [json.loads(line) for line in found]

    def test_reprints_are_marked(self):
        marked = tool.run(self.inputs, "--near-duplicates", "mark").records()
        plain = tool.run(self.inputs).records()
        by_id = {record["id"]: record for record in marked}
        found = {}
        for record in marked:
            first = record.pop("duplicate_of", None)
            if first is not None:
                found[os.path.basename(record["source"]["name"])] = by_id[first]["source"]["name"]
        self.assertEqual(marked, plain)
        for name in ("seed-001.txt", "seed-002.txt"):
            self.assertIn("reprint-" + name, {*found, *map(os.path.basename, found.values())})
        dropped = tool.run(self.inputs, "--near-duplicates", "drop")
        self.assertIn(f"{len(found)} records left out that repeat another nearly", dropped.err)
        self.assertEqual([r["id"] for r in dropped.records()],
                         [r["id"] for r in plain
                          if os.path.basename(r["source"]["name"]) not in found])

    def test_dropped_ones_stand_apart(self):
        folder = self.path("out")
        self.batch(folder, "--near-duplicates", "drop")
        self.assert_status(tool.run("verify", folder), 0)
        apart = self.lines(folder, "duplicates")
        kept = {record["id"] for record in records(folder)}
        self.assertGreaterEqual(len(apart), 2)
        for record in apart:
            self.assertIn(record["duplicate_of"], kept)
            self.assertNotIn(record["id"], kept)
        manifest = json.loads(read(folder + "/manifest.json"))
        self.assertEqual(manifest["counts"]["near_duplicates"], len(apart))
        for jobs in ("1", "8"):
            again = self.path("out-" + jobs)
            self.batch(again, "--near-duplicates", "drop", "-j", jobs)
            self.assert_same(outputs(again), outputs(folder))

    def test_any_split_merges_to_the_same_bytes(self):
        for mode in ("mark", "drop"):
            merged = []
            for of in (1, 5):
                shares = []
                for number in range(1, of + 1):
                    shares.append(self.path(f"{mode}-{number}-{of}"))
                    self.batch(shares[-1], "--shard", f"{number}/{of}", "--near-duplicates", mode)
                merged.append(self.path(f"{mode}-{of}"))
                self.assert_status(tool.run("merge", *reversed(shares), "-o", merged[-1]), 0)
                self.assert_status(tool.run("verify", merged[-1]), 0)
            self.assert_same(outputs(merged[1]), outputs(merged[0]))
        # The same is had of a batch in which nobody looked for them.
        plain, later = self.path("plain"), self.path("later")
        self.batch(plain)
        self.assert_status(
            tool.run("merge", plain, "-o", later, "--near-duplicates", "drop"), 0)
        self.assert_same(outputs(later), outputs(merged[0]))

    def test_killed_at_any_time(self):
        whole = self.path("whole")
        self.batch(whole, "--near-duplicates", "mark")
        chance = random.Random(3)
        for at in chance.sample(range(1, 200), 8):
            folder = self.path(f"killed-{at}")
            self.batch(folder, "--near-duplicates", "mark",
                       env={"LD_PRELOAD": FAULTS, "FAULT": "kill", "FAULT_AT": str(at)})
            self.batch(folder, "--near-duplicates", "mark")
            self.assert_same(outputs(folder), outputs(whole))

    def test_only_records_have_marks(self):
        ran = tool.run(self.inputs, "--near-duplicates", "mark", "--to", "text")
        self.assert_status(ran, 2)
        self.assertIn("--to jsonl", ran.err)


class Faults(Batch):
    def count(self):
        log = self.path("count")
        folder = self.path("counted")
        self.batch(folder, env={"LD_PRELOAD": FAULTS, "FAULT_COUNT": log})
        return int(read(log))

    def places(self, calls, most=12):
        if EVERY:
            return range(1, calls + 1)
        return sorted(random.Random(calls).sample(range(1, calls + 1), most))

    def try_all(self, kind, check):
        reference = self.reference()
        calls = self.count()
        self.assertGreater(calls, 50)
        for at in self.places(calls):
            with self.subTest(kind=kind, at=at):
                folder = self.path(f"{kind}-{at}")
                ran = self.batch(folder, "-j", "2", env={"LD_PRELOAD": FAULTS, "FAULT": kind,
                                                       "FAULT_AT": str(at)})
                check(ran, folder, reference)
                self.assert_status(self.batch(folder), 1)
                self.assert_same(outputs(folder), reference)
                shutil.rmtree(folder)

    def test_killed_in_any_call(self):
        self.try_all("kill", self.check_killed)

    def check_killed(self, ran, folder, reference):
        self.assertEqual(ran.status, -signal.SIGKILL)
        for name, data in outputs(folder).items():
            if not name.endswith(".part"):
                self.assertEqual(data, reference[name], name)

    def test_full_disk(self):
        self.try_all("ENOSPC", self.check_said)

    def test_failing_disk(self):
        self.try_all("EIO", self.check_said)

    def check_said(self, ran, folder, reference):
        """Either all was well in spite of it, or it was said, and nothing torn has a whole name."""
        self.assertEqual(ran.status, 1)
        if "manifest.json" in os.listdir(folder):
            return self.assert_same(outputs(folder), reference)
        self.assertIn("(unwritable); free disk space", ran.err)
        for name, data in outputs(folder).items():
            if not name.endswith(".part"):
                self.assertEqual(data, reference[name], name)

    def test_short_writes(self):
        self.try_all("short", lambda ran, folder, reference:
                     self.assert_same(outputs(folder), reference))

    def test_killed_at_any_time(self):
        reference = self.reference()
        chance = random.Random(11)
        folder = self.path("killed")
        for _ in range(200 if EVERY else 10):
            kills = 0
            while True:
                with subprocess.Popen([tool.TOOL, self.inputs, self.missing, "-o", folder,
                                       "--shard-size", "40KB", "--save-every", "0"],
                                      stderr=subprocess.DEVNULL) as process:
                    try:
                        process.wait(chance.uniform(0.01, 0.3) if kills < 20 else None)
                        break
                    except subprocess.TimeoutExpired:
                        process.kill()
                        kills += 1
            self.assert_same(outputs(folder), reference)
            shutil.rmtree(folder)

    def test_asked_to_end(self):
        reference = self.reference()
        for number in (signal.SIGINT, signal.SIGTERM):
            folder = self.path(f"asked-{number}")
            with subprocess.Popen([tool.TOOL, self.inputs, self.missing, "-o", folder,
                                   "--shard-size", "40KB"],
                                  stderr=subprocess.PIPE) as process:
                while not os.path.exists(folder + "/journal.sqlite"):
                    time.sleep(0.01)
                time.sleep(0.05)
                begin = time.monotonic()
                process.send_signal(number)
                said = process.stderr.read().decode()
                process.wait(10)
            self.assertLess(time.monotonic() - begin, 5)
            self.assertIn("sources", said)
            self.batch(folder)
            self.assert_same(outputs(folder), reference)

    def test_asked_to_end_while_nothing_comes(self):
        folder = self.path("asked")
        with subprocess.Popen([tool.TOOL, tool.sample("dumps", "seed-001.txt"), "-", "-o", folder],
                              stdin=subprocess.PIPE, stderr=subprocess.PIPE) as process:
            while not os.path.exists(folder + "/journal.sqlite"):
                time.sleep(0.01)
            time.sleep(0.2)
            begin = time.monotonic()
            process.send_signal(signal.SIGTERM)
            self.assertEqual(process.wait(10), 1)
            self.assertLess(time.monotonic() - begin, 5)
            self.assertIn(b"goes on from the last save", process.stderr.read())
        ran = tool.run(tool.sample("dumps", "seed-001.txt"), "-", "-o", folder, stdin=b"A story\n")
        self.assertIn("no-article", ran.err)
        self.assertEqual(len(records(folder)), 1)


if __name__ == "__main__":
    tool.main(7200 if EVERY else 540)
