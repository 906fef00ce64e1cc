"""Articles over several pages: one record where a batch holds all of them, whatever the order."""

import json
import os
import random
import shutil
import subprocess

import tool
from batch_test import FAULTS, records
from tool import outputs, read

STORY = ("The {n} hundred and first crossing began late, since the captain had lent his watch to the "
         "postman of quay {n}, who was not there.",
         "Ada Brown wrote in notebook {n} that nobody on board minded, as the soup was hot and the "
         "weather {n} degrees warmer than on the mainland.",
         "By the evening of day {n} the boat was back, with all its passengers and one goat more "
         "than it had carried out.")


def page(number, last, stem="ferry", address=None, headline="A hundred years of the island ferry",
         previous=None, following=None, above="", note=""):
    """Page `number` of `last`, which names the pages beside it unless told otherwise."""
    address = address or (lambda of: f"{stem}.html" if of == 1 else f"{stem}-{of}.html")
    previous = (number - 1 if number > 1 else 0) if previous is None else previous
    following = (number + 1 if number < last else 0) if following is None else following
    links = "".join(f'<link rel="{rel}" href="{address(to)}">\n'
                    for rel, to in (("prev", previous), ("next", following)) if to)
    story = "\n".join(f"<p>{line.format(n=number)}</p>" for line in STORY)
    return (f'<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8">\n'
            f"<title>{headline} - The Harbour Post</title>\n"
            f'<meta property="og:type" content="article">\n'
            f'<meta property="article:published_time" content="2025-04-02T09:00:00+01:00">\n{links}'
            f'</head><body><nav><a href="/">Home</a> <a href="/news">News</a></nav>\n<article>\n'
            f'<h1>{headline}</h1>\n<p class="byline">By <span class="author-name">Mary Roe</span></p>\n'
            f"{above}{story}\n{note}</article>\n"
            f"<footer><p>© 2025 The Harbour Post. All rights reserved.</p></footer></body></html>\n")


def text(*numbers):
    return "\n\n".join(line.format(n=n) for n in numbers for line in STORY)


def joined(found):
    return [record for record in found if "pages" in record]


def linked(found):
    return [record for record in found if "continuation" in record]


class Pages(tool.TestCase):
    def setUp(self):
        super().setUp()
        self.inputs = self.path("in")
        os.mkdir(self.inputs)

    def put(self, name, *pieces):
        return tool.write(self.path("in", name), *pieces)

    def story(self, count, stem="ferry", **more):
        return [self.put(f"{stem}.html" if n == 1 else f"{stem}-{n}.html",
                         page(n, count, stem, **more)) for n in range(1, count + 1)]

    def batch(self, folder, *more, inputs=None, env=None):
        return tool.run(*(inputs or [self.inputs]), "-o", folder, "--save-every", "0", *more,
                        env=env)

    def batched(self, *more, inputs=None):
        """The records of a batch, which is verified, and made one again to the same bytes."""
        shutil.rmtree(self.path("out"), ignore_errors=True)
        shutil.rmtree(self.path("merged"), ignore_errors=True)
        self.assert_status(self.batch(self.path("out"), *more, inputs=inputs), 0)
        self.assert_status(tool.run("verify", self.path("out")), 0)
        self.assert_status(tool.run("merge", self.path("out"), "-o", self.path("merged")), 0)
        self.assert_status(tool.run("verify", self.path("merged")), 0)
        found = records(self.path("out"))
        self.assertEqual(sorted(r["id"] for r in records(self.path("merged"))),
                         sorted(r["id"] for r in found))
        return found

    def assert_same(self, got, wanted):
        self.assertEqual(got.keys(), wanted.keys())
        self.assertEqual([name for name in got if got[name] != wanted[name]], [])


class Joined(Pages):
    def test_three_pages_are_one_record(self):
        paths = self.story(3)
        for inputs in (paths, paths[::-1], [paths[1], paths[2], paths[0]]):
            record, = self.batched("-j", "4", inputs=inputs)
            self.assertEqual(record["text"], text(1, 2, 3))
            self.assertEqual([block.get("on", 0) for block in record["blocks"]],
                             [0] * 3 + [1] * 3 + [2] * 3)
            self.assertEqual([p["source"]["name"] for p in record["pages"]], paths)
            self.assertEqual(record["source"], record["pages"][0]["source"])
            self.assertEqual(record["headline"]["text"], "A hundred years of the island ferry")
            self.assertEqual([name["name"] for name in record["bylines"]], ["Mary Roe"])
            self.assertEqual(record["published"]["edtf"], "2025-04-02T09:00:00+01:00")
            self.assertNotIn("continuation", record)
            repeats = [r["on"] for r in record["removed"] if r["role"] == "headline-repeat"]
            self.assertEqual(repeats, [1, 2])

    def test_each_piece_stands_where_it_says(self):
        self.story(3)
        record, = self.batched()
        sources = [read(p["source"]["name"]) for p in record["pages"]]
        for block in record["blocks"]:
            (begin, end), = block["from"]
            self.assertEqual(sources[block.get("on", 0)][begin:end].decode(), block["text"])

    def test_same_bytes_for_any_order_threads_and_shares(self):
        paths = self.story(3) + self.story(5, "war") + self.story(2, "bench")
        paths += [self.put("alone.html", page(1, 1, "alone"))]
        whole = self.path("whole")
        self.assert_status(self.batch(whole), 0)
        self.assertEqual(sorted(len(r["pages"]) for r in joined(records(whole))), [2, 3, 5])
        merged = self.path("merged-whole")
        self.assert_status(tool.run("merge", whole, "-o", merged), 0)
        continued = "records-continued-00000.jsonl.zst"
        self.assertEqual(read(f"{merged}/{continued}"), read(f"{whole}/{continued}"))
        chance = random.Random(5)
        for turn in range(3):
            chance.shuffle(paths)
            shares = []
            for number in range(1, 4):
                shares.append(self.path(f"share-{turn}-{number}"))
                self.assert_status(self.batch(shares[-1], "--shard", f"{number}/3", "-j", "4",
                                              inputs=paths), 0)
                self.assert_status(tool.run("verify", shares[-1]), 0)
            chance.shuffle(shares)
            again = self.path(f"merged-{turn}")
            self.assert_status(tool.run("merge", *shares, "-o", again), 0)
            self.assert_status(tool.run("verify", again), 0)
            got, wanted = outputs(again), outputs(merged)
            got.pop("manifest.json"), wanted.pop("manifest.json")  # it names the inputs
            self.assert_same(got, wanted)
            shuffled = self.path(f"shuffled-{turn}")
            self.assert_status(self.batch(shuffled, inputs=paths), 0)
            self.assertEqual(read(f"{shuffled}/{continued}"), read(f"{whole}/{continued}"))

    def test_pages_that_come_later(self):
        paths = self.story(3)
        folder = self.path("out")
        self.assert_status(self.batch(folder, inputs=paths[:2]), 0)
        self.assertEqual(len(linked(records(folder))), 2)
        self.assert_status(self.batch(folder, inputs=paths), 0)
        record, = records(folder)
        self.assertEqual(record["text"], text(1, 2, 3))
        self.assert_status(tool.run("verify", folder), 0)
        before = outputs(folder)
        self.assert_status(self.batch(folder, inputs=paths), 0)
        self.assert_same(outputs(folder), before)

    def test_killed_in_any_call(self):
        self.story(3), self.story(4, "war", following=9)
        self.put("alone.html", page(1, 1, "alone"))
        whole = self.path("whole")
        self.batch(whole, "-j", "1")
        count = self.path("count")
        self.batch(self.path("counted"), "-j", "1", env={"LD_PRELOAD": FAULTS, "FAULT_COUNT": count})
        calls = int(read(count))
        for kind in ("kill", "ENOSPC"):
            for at in sorted(random.Random(calls).sample(range(1, calls + 1), 25)) + [calls]:
                with self.subTest(kind=kind, at=at):
                    folder = self.path(f"{kind}-{at}")
                    self.batch(folder, "-j", "1",
                               env={"LD_PRELOAD": FAULTS, "FAULT": kind, "FAULT_AT": str(at)})
                    if "manifest.json" in os.listdir(folder):
                        self.assert_same(outputs(folder), outputs(whole))
                    self.assert_status(self.batch(folder, "-j", "1"), 0)
                    self.assert_same(outputs(folder), outputs(whole))

    def test_killed_as_pages_come_later(self):
        paths = self.story(3)
        whole, first = self.path("whole"), self.path("first")
        for folder in (whole, first):
            self.batch(folder, inputs=paths[:2])
        self.batch(whole, inputs=paths)
        for at in range(1, 40, 3):
            folder = self.path(f"killed-{at}")
            shutil.copytree(first, folder)
            self.batch(folder, inputs=paths,
                       env={"LD_PRELOAD": FAULTS, "FAULT": "kill", "FAULT_AT": str(at)})
            if "manifest.json" in os.listdir(folder):
                self.assert_status(tool.run("verify", folder), 0)
            self.assert_status(self.batch(folder, inputs=paths), 0)
            self.assert_same(outputs(folder), outputs(whole))

    def test_what_later_pages_have_above_their_text(self):
        self.put("ferry.html", page(1, 4))
        self.put("ferry-2.html", page(2, 4, headline="A hundred years of the island ferry (2/4)"))
        self.put("ferry-3.html", page(3, 4, headline="How the war came to the quay"))
        self.put("ferry-4.html", page(4, 4).replace("Mary Roe", "John Pell"))
        record, = self.batched()
        self.assertEqual([(b["text"], b["on"]) for b in record["blocks"] if b["role"] == "subhead"],
                         [("How the war came to the quay", 2)])
        self.assertEqual([(b["name"], b.get("on", 0)) for b in record["bylines"]],
                         [("Mary Roe", 0), ("John Pell", 3)])
        self.assertEqual(record["text"], "\n\n".join(
            (text(1, 2), "How the war came to the quay", text(3, 4))))

    def test_another_day_is_kept_with_its_place(self):
        paths = self.story(2)
        tool.write(paths[1], page(2, 2).replace("2025-04-02", "2025-04-05"))
        record, = self.batched()
        self.assertEqual(record["published"]["edtf"], "2025-04-02T09:00:00+01:00")
        other, = record["published"]["rejected"]
        self.assertEqual((other["why"], other["on"], other["edtf"][:10]),
                         ("other-page", 1, "2025-04-05"))

    def test_full_records_rebuild_every_page(self):
        self.story(3, above="<p><b>A hundred years of the island ferry</b></p>\n")
        for level in ("none", "full"):
            record, = self.batched("--provenance", level)
            self.assertEqual(len(record["pages"]), 3)
        said = tool.run("verify", self.path("out")).out.decode()
        self.batched("--provenance", "full")
        said = tool.run("verify", self.path("out")).out.decode()
        self.assertIn("3 sources rebuilt, 0 untrue", said)

    def test_articles_of_mets_issues(self):
        issue = self.path("in", "issue")
        shutil.copytree(tool.sample("recognized", "issue"), issue)
        record, = joined(self.batched("--provenance", "full", inputs=[issue + "/mets.xml"]))
        self.assertEqual([p["source"]["page"] for p in record["pages"]], [1, 2])
        self.assertTrue(record["text"].endswith("none better since the war."))
        self.assertEqual(record["blocks"][-1]["from"][0]["page"], 2)

    def test_standard_output_links_unless_told(self):
        paths = self.story(3) + [self.put("last.html", page(1, 1, "last"))]
        plain = tool.run(*paths).records()
        self.assertEqual([r["source"]["name"] for r in plain], paths)
        self.assertEqual(len(linked(plain)), 3)
        together = tool.run("--continuations", "join", *paths[::-1]).out
        alone, record = [json.loads(line) for line in together.splitlines()]
        self.assertEqual(alone["source"]["name"], paths[3])
        self.assertEqual(record["text"], text(1, 2, 3))
        self.assert_status(tool.run("verify", "-", stdin=together), 0)
        self.assertEqual(tool.run("--continuations", "join", "-j", "3", *paths[::-1]).out, together)

    def test_as_the_caller_says(self):
        paths = self.story(2)
        self.assertEqual(len(linked(self.batched("--continuations", "link"))), 2)
        later, back = self.path("later"), self.path("back")
        self.assert_status(tool.run("merge", self.path("out"), "-o", later, "--continuations",
                                    "join"), 0)
        self.assertEqual(len(joined(records(later))), 1)
        self.assert_status(tool.run("verify", later), 0)
        self.assert_status(tool.run("merge", later, "-o", back, "--continuations", "link"), 0)
        self.assert_same(outputs(back), outputs(self.path("merged")))
        ran = tool.run("--to", "text", "--continuations", "join", *paths)
        self.assert_status(ran, 2)
        self.assertIn("--to jsonl", ran.err)

    def test_reprints_are_found_among_what_was_joined(self):
        self.story(3)
        self.put("reprint.html", page(1, 1, "reprint").replace(
            "</article>", "".join(f"<p>{line.format(n=n)}</p>" for n in (2, 3) for line in STORY)
            + "</article>"))
        for mode, count in (("mark", 2), ("drop", 1)):
            found = self.batched("--near-duplicates", mode)
            self.assertEqual(len(found), count)
            folder = self.path("out")
            before = outputs(folder)
            self.batch(folder, "--near-duplicates", mode)  # once more: nothing repeats itself
            self.assert_same(outputs(folder), before)
        name = "duplicates-continued-00000.jsonl.zst"
        dropped = json.loads(subprocess.run(["zstdcat", self.path("out", name)], check=True,
                                            capture_output=True).stdout)
        self.assertEqual(len(dropped["pages"]), 3)
        self.assertEqual(dropped["duplicate_of"], records(self.path("out"))[0]["id"])


class Unsound(Pages):
    """What is no whole article stays the records of its pages, all of them."""

    def stays(self, count):
        found = self.batched("-j", "4")
        self.assertEqual(joined(found), [])
        self.assertEqual(len(found), count)
        plain = tool.run(self.inputs).records()
        self.assertEqual({r["id"]: r for r in found}, {r["id"]: r for r in plain})

    def test_a_page_is_missing(self):
        paths = self.story(3)
        for gone in paths:
            with self.subTest(gone):
                data = read(gone)
                os.remove(gone)
                self.stays(2)
                tool.write(gone, data)

    def test_two_pages_have_one_number(self):
        self.story(3)
        os.mkdir(self.path("in", "late"))
        base = '<link rel="canonical" href="https://a.example/{}">\n</head>'
        for number, name in ((1, "ferry.html"), (2, "ferry-2.html"), (3, "ferry-3.html")):
            self.put(name, page(number, 3).replace("</head>", base.format(name)))
        self.put("late/ferry-2.html", page(2, 3, note="<p>Late edition, with a goat more.</p>")
                 .replace("</head>", base.format("ferry-2.html")))
        self.stays(4)

    def test_links_disagree(self):
        for number, change in ((1, {"following": 3}), (2, {"following": 1}), (3, {"previous": 1}),
                               (3, {"following": 4}), (1, {"previous": 3})):
            with self.subTest((number, change)):
                self.story(3)
                name = "ferry.html" if number == 1 else f"ferry-{number}.html"
                self.put(name, page(number, 3, **change))
                self.stays(3)

    def test_a_loop(self):
        for n in range(1, 4):
            name = "ferry.html" if n == 1 else f"ferry-{n}.html"
            self.put(name, page(n, 3, previous=3 if n == 1 else n - 1, following=n % 3 + 1))
        self.stays(3)

    def test_the_same_page_twice(self):
        paths = self.story(3)
        copy = self.put("z/ferry-2.html", read(paths[1]))
        found = self.batched()
        self.assertEqual(len(found), 1)  # the copy is skipped, and said to be
        self.assertIn(copy, read(self.path("out", "skipped.jsonl")).decode())
        # On standard output, where nothing is skipped, it comes as it is.
        lines = tool.run("--continuations", "join", *paths, paths[1]).records()
        self.assertEqual([len(r.get("pages", [1])) for r in lines], [1, 3])
        self.assertEqual(lines[0]["continuation"]["page"], 2)

    def test_files_of_other_folders_are_others(self):
        self.put("a/index.html", page(1, 2, "index"))
        self.put("b/index-2.html", page(2, 2, "index"))
        self.stays(2)
        self.put("b/index.html", page(1, 2, "index", note="<p>Of another town, and another year.</p>"))
        found = self.batched()
        self.assertEqual(len(found), 2)
        record, = joined(found)
        self.assertEqual({p["source"]["name"] for p in record["pages"]},
                         {self.path("in/b/index.html"), self.path("in/b/index-2.html")})


class Bounds(Pages):
    def lines(self, *stories):
        """Pages as lines of JSON Lines, which are read faster than as many files."""
        path = self.path("pages.jsonl")
        with open(path, "w", encoding="utf-8") as file:
            for stem, count, numbers in stories:
                def address(n):
                    return f"https://a.example/{stem}" + (f"?page={n}" if n > 1 else "")
                for n in numbers:
                    html = page(n, count, address=address)
                    file.write(json.dumps({"html": html, "url": address(n)}) + "\n")
        return path

    def test_a_thousand_pages_are_joined_and_no_more(self):
        numbers = list(range(1, 1001))
        random.Random(2).shuffle(numbers)
        path = self.lines(("long", 1000, numbers), ("longer", 1001, range(1, 1002)))
        found = self.batched(inputs=[path])
        record, = joined(found)
        self.assertEqual(len(found), 1002)
        self.assertEqual(record["text"], text(*range(1, 1001)))
        self.assertEqual(len(linked(found)), 1001)

    def test_memory_and_time_stay_flat(self):
        """Twice the pages take twice the time at most, and no more memory than the sorter's."""
        runs = []
        for count in (40, 80):
            stories = [(f"s{i}", 50, range(50, 0, -1)) for i in range(count)]
            ran = self.batch(self.path(f"out-{count}"), "-j", "2", inputs=[self.lines(*stories)])
            self.assert_status(ran, 0)
            self.assertEqual(len(records(self.path(f"out-{count}"))), count)
            runs.append(ran)
        self.assertLess(runs[1].rss_mib, runs[0].rss_mib + 60)
        self.assertLess(runs[1].seconds, 3 * runs[0].seconds + 1)


class Lies(Pages):
    def lie(self, change):
        """Changes the joined record in a batch whose manifest agrees with the change."""
        folder = self.path("lie")
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(self.path("out"), folder)
        name = f"{folder}/records-continued-00000.jsonl.zst"
        line = subprocess.run(["zstdcat", name], check=True, capture_output=True).stdout
        record = json.loads(line)
        change(record)
        bare = self.write("lie.jsonl", json.dumps(record, ensure_ascii=False) + "\n")
        subprocess.run(["zstd", "-qf", bare, "-o", name], check=True)
        manifest = json.loads(read(folder + "/manifest.json"))
        for file in manifest["files"]:
            if file["name"] in name:
                digest = subprocess.run(["sha256sum", name], check=True, capture_output=True).stdout
                file.update(sha256=digest.split()[0].decode(), bytes=os.path.getsize(name))
        tool.write(folder + "/manifest.json", json.dumps(manifest))
        alone = tool.run("verify", bare)
        self.assert_status(tool.run("verify", folder), 1)
        return alone

    def test_lies_are_found(self):
        self.story(3)
        self.batched()

        def swap(record):
            blocks = record["blocks"]
            blocks[3]["on"], blocks[6]["on"] = 2, 1

        def lose(record):
            record["blocks"].pop(4)
            record["text"] = "\n\n".join(block["text"] for block in record["blocks"])

        def forget(record):
            record["removed"] = [r for r in record["removed"] if r.get("on") != 2]

        def word(record):
            record["blocks"][5]["text"] = record["blocks"][5]["text"].replace("goat", "sheep")
            record["text"] = "\n\n".join(block["text"] for block in record["blocks"])

        lies = {"swapped": swap, "lost": lose, "forgotten": forget, "another word": word,
                "no page": lambda r: r["blocks"][4].update(on=3),
                "a page less": lambda r: r["pages"].pop(),
                "another order": lambda r: r["pages"].reverse(),
                "another text": lambda r: r.update(text=r["text"] + "!"),
                "another source": lambda r: r["pages"][1]["source"].update(sha256="0" * 64),
                "another id": lambda r: r.update(id="0" * 32),
                "another link": lambda r: r["pages"][1]["continuation"].pop("next")}
        for name, change in lies.items():
            with self.subTest(name):
                self.assert_status(self.lie(change), 1)

    def test_what_the_pages_alone_do_not_show(self):
        """The record in a folder is what its pages are, to the last member."""
        self.story(3)
        self.batched()
        self.assert_status(self.lie(lambda r: r["published"].update(confidence=0.5)), 0)
        self.assert_status(self.lie(lambda r: None), 0)  # other white space


if __name__ == "__main__":
    tool.main()
