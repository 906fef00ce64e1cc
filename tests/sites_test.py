"""What many pages of a site share: counted, given to a run, kept in a batch's folder and proved."""

import json
import os
import random
import shutil
import signal
import subprocess
import time

import tool
from tool import outputs, read

SAMPLE = tool.sample("sites", "harbour-herald.jsonl")


def answers():
    with open(SAMPLE, encoding="utf-8") as file:
        return {page["url"]: page["answer"] for page in map(json.loads, file)}


class Sites(tool.TestCase):
    def count(self, name, *arguments):
        path = self.path(name)
        self.assert_status(tool.run("sites", *arguments, "-o", path), 0)
        return path

    def pages(self):
        """The sample's pages as files of a line each, and pages of other sites."""
        folder = self.path("pages")
        os.mkdir(folder)
        with open(SAMPLE, encoding="utf-8") as file:
            for number, line in enumerate(file):
                tool.write(os.path.join(folder, f"{number:02}.jsonl"), line)
        for name in ("en-json-ld.html", "ar-two-calendars.html"):
            shutil.copy(tool.sample("pages", name), folder)
        for name in ("seed-001.txt", "seed-002.txt", "seed-003.txt"):
            shutil.copy(tool.sample("dumps", name), folder)
        return folder


class Sample(Sites):
    def test_articles_lose_what_the_site_says_everywhere_and_nothing_else(self):
        sites = self.count("sites.zst", SAMPLE)
        without = tool.run(SAMPLE).records()
        ran = tool.run("--sites", sites, "--provenance", "full", SAMPLE)
        self.assert_status(ran, 0)
        self.assertEqual(len(ran.records()), 12)
        wanted = answers()
        for before, record in zip(without, ran.records()):
            answer = wanted[record["source"]["uri"]]
            with self.subTest(answer["headline"]):
                self.assertTrue(any(line in before["text"] for line in answer["boilerplate"]))
                self.assertEqual(record["headline"]["text"], answer["headline"])
                for line in answer["body"]:
                    self.assertIn(line, record["text"])
                named = [piece for piece in record["removed"] if piece["role"] == "boilerplate"]
                for line in answer["boilerplate"]:
                    self.assertNotIn(line, record["text"])
                    self.assertTrue(any(line in piece["text"] for piece in named))
                for piece in named:
                    self.assertEqual(piece["on_pages"], [5, 11])
        self.assert_status(tool.run("verify", self.write("full.jsonl", ran.out)), 0)

    def test_without_it_nothing_changes(self):
        roles = {piece["role"] for record in tool.run(SAMPLE).records() for piece in record["removed"]}
        self.assertNotIn("boilerplate", roles)
        other = self.write("other.jsonl", json.dumps(
            {"url": "https://other.example/1", "text": read(tool.sample("dumps", "seed-001.txt")).decode()}))
        sites = self.count("sites.zst", SAMPLE)
        self.assertEqual(tool.run("--sites", sites, other).out, tool.run(other).out)

    def test_pages_without_an_address_are_one_site(self):
        folder = self.path("bare")
        os.mkdir(folder)
        with open(SAMPLE, encoding="utf-8") as file:
            for number, page in enumerate(map(json.loads, file)):
                tool.write(os.path.join(folder, f"{number:02}.txt"), page["text"])
        sites = self.count("sites.zst", folder)
        texts = "\n".join(record["text"] for record in tool.run("--sites", sites, folder).records())
        for answer in answers().values():
            for line in answer["body"]:
                self.assertIn(line, texts)
            for line in answer["boilerplate"]:
                self.assertNotIn(line, texts)


class Determinism(Sites):
    def test_order_jobs_and_shards_change_nothing(self):
        folder = self.pages()
        wanted = read(self.count("all.zst", folder))
        names = [os.path.join(folder, name) for name in os.listdir(folder)]
        for jobs in (1, 8):
            random.Random(jobs).shuffle(names)
            self.assertEqual(read(self.count("again.zst", "-j", str(jobs), *names)), wanted)
        parts = [self.count(f"part-{i}.zst", "--shard", f"{i}/16", folder) for i in range(1, 17)]
        random.Random(3).shuffle(parts)
        half = self.count("half.zst", "--merge", *parts[:9])
        self.assertEqual(read(self.count("merged.zst", "--merge", half, *parts[5:])), wanted)

    def test_batches_are_the_same_bytes_however_they_are_made(self):
        folder = self.pages()
        whole = self.path("whole")
        self.assert_status(tool.run(folder, "-o", whole, "--site-knowledge"), 0)
        self.assertIn("sites.jsonl.zst", os.listdir(whole))
        self.assert_status(tool.run("merge", whole, "-o", self.path("wanted")), 0)
        wanted = outputs(self.path("wanted"))
        self.assertIn("sites.jsonl.zst", wanted)
        self.assert_status(tool.run("verify", whole), 0)
        self.assert_status(tool.run("verify", self.path("wanted")), 0)
        # Counted beforehand.
        sites = self.count("sites.zst", folder)
        self.assert_status(tool.run(folder, "-o", self.path("given"), "--sites", sites, "-j", "8"), 0)
        self.assertEqual(outputs(self.path("given")), outputs(whole))
        # By sixteen machines that know nothing of each other.
        shares = []
        for i in range(1, 17):
            shares.append(self.path(f"share-{i}"))
            self.assert_status(tool.run(folder, "-o", shares[-1], "--site-knowledge", "--shard",
                                        f"{i}/16", "-j", str(1 + i % 8)), 0)
        random.Random(1).shuffle(shares)
        self.assert_status(tool.run("merge", *shares, "-o", self.path("merged")), 0)
        self.assertEqual(outputs(self.path("merged")), wanted)

    def test_a_batch_that_is_killed_goes_on(self):
        folder = self.pages()
        self.assert_status(tool.run(folder, "-o", self.path("wanted"), "--site-knowledge"), 0)
        wanted = outputs(self.path("wanted"))
        chance = random.Random(4)
        for trial in range(12):
            out = self.path(f"out-{trial}")
            killed = 0
            for _ in range(4):
                process = subprocess.Popen([tool.TOOL, folder, "-o", out, "--site-knowledge",
                                            "--save-every", "0", "-j", "2"],
                                           stderr=subprocess.DEVNULL)
                time.sleep(chance.random() * 0.15)
                process.send_signal(signal.SIGKILL)
                killed += process.wait() == -signal.SIGKILL
            ran = tool.run(folder, "-o", out, "--site-knowledge")
            self.assert_status(ran, 0)
            self.assertEqual(outputs(out), wanted, killed)


class Errors(Sites):
    def test_a_file_that_was_changed_is_named_with_the_next_step(self):
        sites = self.count("sites.zst", SAMPLE)
        lines = subprocess.run(["zstdcat", sites], check=True, capture_output=True).stdout
        for name, bad in (("changed.zst", lines.replace(b"harbour", b"harbous")),
                          ("cut.zst", lines[:len(lines) // 2]), ("other.zst", b"no JSON\n")):
            packed = subprocess.run(["zstd", "-c"], input=bad, check=True, capture_output=True).stdout
            path = self.write(name, packed)
            ran = tool.run("--sites", path, SAMPLE)
            self.assert_status(ran, 1)
            self.assertEqual(ran.out, b"")
            self.assertIn(path, ran.err)
            self.assertIn("(damaged-sites); count the sites again: warraq sites", ran.err)
        self.assertIn("nowhere.zst", tool.run("--sites", "nowhere.zst", SAMPLE).err)

    def test_a_hostile_file_is_bounded(self):
        first = b'{"schema":"warraq/sites/1","version":"0.1.0"}\n'
        bomb = self.path("bomb.zst")
        with open(bomb, "wb") as file:
            packer = subprocess.Popen(["zstd", "-c", "-1"], stdin=subprocess.PIPE, stdout=file)
            packer.stdin.write(first + b'{"host":"')
            for _ in range(1000):
                packer.stdin.write(b"a" * tool.MIB)  # a line of a gigabyte
            packer.stdin.close()
            packer.wait()
        ran = tool.run("--sites", bomb, SAMPLE)
        self.assert_status(ran, 1)
        self.assertIn("a line of it is too long", ran.err)
        self.assert_bounded(ran, 5, 150)

    def test_a_folder_has_one_knowledge(self):
        sites = self.count("sites.zst", SAMPLE)
        self.assert_status(tool.run(SAMPLE, "-o", self.path("out"), "--sites", sites), 0)
        other = self.count("other.zst", tool.sample("dumps"))
        ran = tool.run(SAMPLE, "-o", self.path("out"), "--sites", other)
        self.assert_status(ran, 1)
        self.assertIn("begun with other settings", ran.err)
        self.assert_status(tool.run(SAMPLE, "-o", self.path("plain")), 0)
        ran = tool.run(SAMPLE, "-o", self.path("plain"), "--site-knowledge")
        self.assert_status(ran, 1)
        self.assertIn("begun without --site-knowledge", ran.err)
        ran = tool.run("merge", self.path("out"), self.path("plain"), "-o", self.path("all"))
        self.assert_status(ran, 1)
        self.assertIn("other settings", ran.err)
        # Another file in its place is seen.
        shutil.copy(other, self.path("out", "sites.jsonl.zst"))
        ran = tool.run("verify", self.path("out"))
        self.assert_status(ran, 1)
        self.assertIn("sites.jsonl.zst: it is not what the manifest says", ran.err)

    def test_what_can_be_read_but_once_is_refused(self):
        ran = tool.run("-", "-o", self.path("out"), "--site-knowledge", stdin=b"text")
        self.assert_status(ran, 2)
        self.assertIn("standard input can be read but once", ran.err)
        self.assert_status(tool.run("sites", SAMPLE, "-o", self.path("sites.jsonl")), 2)


class Bounds(Sites):
    LINE = '{"url":"https://%s.example/%d","text":"Our paper\\nHeadline number %d\\nBody of %d.\\n"}\n'

    def test_a_host_of_many_pages_and_many_hosts_of_few(self):
        one = self.write("one.jsonl", *(self.LINE % ("one", i, i, i) for i in range(100_000)))
        few = self.write("few.jsonl", *(self.LINE % (f"h{i}", i, i, i) for i in range(1000)))
        many = self.write("many.jsonl", *(self.LINE % (f"h{i}", i, i, i) for i in range(100_000)))
        small = tool.run("sites", few, "-o", self.path("few.zst"), "-j", "2")
        self.assert_status(small, 0)
        ran = tool.run("sites", one, "-o", self.path("one.zst"), "-j", "2")
        self.assert_status(ran, 0)
        self.assertIn("looked at 32, sites 1, sites with pages enough to tell 1", ran.err)
        self.assertLess(ran.rss_mib, small.rss_mib + 16)
        ran = tool.run("sites", many, "-o", self.path("many.zst"), "-j", "2")
        self.assert_status(ran, 0)
        self.assertIn("looked at 100000, sites 100000, sites with pages enough to tell 0", ran.err)
        self.assertLess(ran.rss_mib, small.rss_mib + 110)  # what is sorted, and hosts watched
        ran = tool.run("--sites", self.path("many.zst"), few, "-j", "1")
        self.assert_status(ran, 0)
        self.assertLess(ran.rss_mib, 80)


if __name__ == "__main__":
    tool.main()
