"""Every sample's record is what the contract says, at each level of provenance.

The JSON Schema of models/ holds the shape; here stands what it cannot say: the order of keys, that
`text` is the blocks' joined, that offsets lie inside the source, and that the three levels tell the
same story.
"""

import copy
import json
import os
import unittest

from jsonschema import Draft202012Validator

import tool

LEVELS = ("none", "spans", "full")
# In the order of the contract.
KEYS = ("schema id source carried kind language script direction headline kicker deck dateline bylines "
        "agency published modified blocks text updates dates identifiers tags section images alternates "
        "continuation pages removed repairs quality duplicate_of gaps").split()
INNER_KEYS = {
    "pages": "id source carried continuation quality",
    "source": "name media_type sha256 bytes encoding page uri retrieved part field",
    "part": "name sha256 bytes",
    "headline": "text from map", "kicker": "text from map", "deck": "text from map",
    "dateline": "text place from map",
    "bylines": "name text from map on", "agency": "name text from map on",
    "published": "edtf confidence evidence rejected",
    "modified": "edtf confidence evidence rejected",
    "evidence": "kind text from map on", "rejected": "edtf text why from map on",
    "blocks": "role text rows from map language on",
    "updates": "stamp published blocks on", "stamp": "text from map",
    "continuation": "of page previous next", "previous": "uri page from map", "next": "uri page from map",
    "dates": "edtf calendar text block kind",
    "identifiers": "scheme value from map on",
    "images": "uri caption credit", "alternates": "language uri",
    "removed": "role on_pages text from map on", "repairs": "rule count",
    "quality": "kind_confidence ocr_confidence recognizer notes",
    "notes": "code from count candidates on",
    "map": "at from was was_base64", "gaps": "from was was_base64 on",
}
BODY = {"paragraph", "subhead", "quote", "list-item", "table"}


def load_schema():
    with open(os.path.join(tool.SOURCE, "models/article.schema.json"), encoding="utf-8") as file:
        return json.load(file)


SCHEMA = load_schema()
VALIDATOR = Draft202012Validator(SCHEMA)


def validator_of(shape):
    """Of one of the two alone: its errors name the place, which oneOf hides."""
    return Draft202012Validator({"$ref": f"#/$defs/{shape}", "$defs": SCHEMA["$defs"]})


ARTICLE, FAILURE = validator_of("article"), validator_of("failure")


def text_samples():
    paths = []
    for folder, end in (("dumps", ".txt"), ("pages", ".html")):
        names = sorted(os.listdir(tool.sample(folder)))
        paths += [tool.sample(folder, name) for name in names if name.endswith(end)]
    return paths


def pages_of_one():
    """An article of a web site and one of a METS issue, over two pages each."""
    names = ("ferry-history.html", "ferry-history-2.html")
    return [tool.sample("pages", name) for name in names] + [
        tool.sample("recognized", "issue", "mets.xml")]


def walk(value, path=()):
    """Every value with the keys that lead to it."""
    yield path, value
    children = ()
    if isinstance(value, dict):
        children = value.items()
    elif isinstance(value, list):
        children = enumerate(value)
    for key, child in children:
        yield from walk(child, path + (key,))


def without_provenance(record):
    """The record as it would be at level none."""
    if isinstance(record, list):
        return [without_provenance(item) for item in record]
    if not isinstance(record, dict):
        return record
    return {key: without_provenance(value) for key, value in record.items() if key not in ("from",
                                                                                           "map",
                                                                                           "gaps")}


class Records(tool.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.paths = text_samples()
        cls.records = {}
        for level in LEVELS:
            ran = tool.run("--provenance", level, *cls.paths)
            cls.records[level] = ran.records()
            cls.failed = ran.status
        ran = tool.run("--provenance", "full", "--language", "eng",
                       tool.sample("images", "en-clean.png"))
        cls.ink = ran.records()
        cls.joined = [record for level in LEVELS
                      for record in tool.run("--provenance", level, "--continuations", "join",
                                             *pages_of_one()).records()]
        cls.all = [record for records in cls.records.values() for record in records]
        cls.all += cls.ink + cls.joined

    def test_there_is_one_for_each(self):
        self.assertGreaterEqual(len(self.paths), 12)
        self.assertEqual(len(self.ink), 1)
        self.assertEqual(sum("pages" in record for record in self.joined), 2 * len(LEVELS))
        for level in LEVELS:
            names = [record["source"]["name"] for record in self.records[level]]
            several = "en-three-posts.html"  # one page, three articles
            self.assertEqual(sum(several in name for name in names), 3)
            self.assertEqual(list(dict.fromkeys(names)), [path for path in self.paths if path in names])

    def test_schema_is_a_schema(self):
        Draft202012Validator.check_schema(SCHEMA)
        self.assertEqual(SCHEMA["$schema"], "https://json-schema.org/draft/2020-12/schema")

    def test_records_are_valid(self):
        for record in self.all:
            errors = [f"{list(e.absolute_path)}: {e.message[:200]}"
                      for e in ARTICLE.iter_errors(record)]
            self.assertEqual(errors, [], record["source"]["name"])
            self.assertTrue(VALIDATOR.is_valid(record))

    def test_keys_stand_in_order(self):
        for record in self.all:
            self.ordered(record, KEYS, record)
            for path, value in walk(record):
                names = [key for key in path if isinstance(key, str)]
                if isinstance(value, dict) and names:
                    self.assertIn(names[-1], {**INNER_KEYS, "from": ""}, path)
                    order = INNER_KEYS.get(names[-1], "page box").split()
                    self.ordered(value, order, path)

    def ordered(self, value, order, where):
        keys = list(value)
        self.assertEqual(keys, [key for key in order if key in keys], where)

    def test_no_null_and_nothing_empty(self):
        may_be_empty = {"blocks", "text", "gaps", "map", "rows", "was", "evidence"}
        for record in self.all:
            for path, value in walk(record):
                self.assertIsNotNone(value, path)
                if value in ("", [], {}):
                    self.assertTrue(set(path) & may_be_empty, (record["source"]["name"], path))

    def test_text_is_the_blocks(self):
        for record in self.all:
            body = [block["text"] for block in record["blocks"] if block["role"] in BODY]
            self.assertEqual(record["text"], "\n\n".join(body))

    def test_dates_point_into_blocks(self):
        for record in self.all:
            for date in record.get("dates", []):
                self.assertLess(date["block"], len(record["blocks"]))
                # A dateline stands in front of its block's text, and is none of it.
                place = record.get("dateline", {}).get("text", "") + " "
                place += record["blocks"][date["block"]]["text"]
                self.assertIn(" ".join(date["text"].split()), place)

    def test_offsets_lie_inside_the_source(self):
        for level in ("spans", "full"):
            for record in self.records[level]:
                size = record["source"]["bytes"]
                self.assertEqual(size, os.path.getsize(record["source"]["name"]))
                for path, value in walk(record):
                    if path and path[-1] == "from" and not set(path) & {"map", "gaps"}:
                        flat = [offset for span in value for offset in span]
                        self.assertEqual(flat, sorted(set(flat)), path)
                        self.assertLessEqual(flat[-1], size)

    def test_pieces_are_traced(self):
        """At spans and full, whatever has a text has its place."""
        for level in ("spans", "full"):
            for record in self.records[level]:
                for path, value in walk(record):
                    names = [key for key in path if isinstance(key, str)]
                    traced = names and names[-1] in ("headline", "kicker", "deck", "dateline",
                                                     "bylines", "agency",
                                                     "evidence", "rejected", "blocks",
                                                     "identifiers", "removed")
                    if traced and isinstance(value, dict):
                        self.assertIn("from", value, (record["source"]["name"], path))
                        if level == "full" and names[-1] != "removed":
                            self.assertIn("map", value, (record["source"]["name"], path))

    def test_none_has_no_places(self):
        for record in self.records["none"]:
            for path, value in walk(record):
                self.assertFalse(set(path) & {"from", "map", "gaps", "was", "was_base64"}, path)

    def test_levels_tell_the_same(self):
        for none, spans, full in zip(*(self.records[level] for level in LEVELS)):
            self.assertEqual(without_provenance(spans), none)
            told = without_provenance(full)
            pieces = told.get("removed", []) + told.get("bylines", [])
            for piece in pieces + [told["agency"]] if "agency" in told else pieces:
                piece.pop("text", None)
            self.assertEqual(told, none)

    def test_boxes_of_ink(self):
        record = self.ink[0]
        self.assertEqual(record["source"]["page"], 1)
        self.assertNotIn("encoding", record["source"])
        self.assertIn("ocr_confidence", record["quality"])
        self.assertIn("eng", record["quality"]["recognizer"])
        boxes = [value for path, value in walk(record) if path and path[-1] == "box"]
        self.assertTrue(boxes)
        for x, y, width, height in boxes:
            self.assertTrue(0 <= x and 0 <= y and width > 0 and height > 0)

    def test_lines_are_compact_json(self):
        ran = tool.run(self.paths[0])
        self.assertTrue(ran.out.endswith(b"}\n"))
        self.assertNotIn(b"\r", ran.out)
        again = json.dumps(json.loads(ran.out), ensure_ascii=False, separators=(",", ":"))
        self.assertEqual(len(again.encode()), len(ran.out) - 1)

    def test_other_words_for_nobody(self):
        """The same bytes under another name have the same id."""
        with open(self.paths[0], "rb") as file:
            path = self.write("renamed.txt", file.read())
        self.assertEqual(tool.run(path).records()[0]["id"], self.records["none"][0]["id"])


class Failures(tool.TestCase):
    def test_failure_lines_are_valid(self):
        inputs = [self.write("empty.txt"), self.path("missing.txt"),
                  self.write("rubbish.txt", bytes(range(256)) * 20),
                  self.write("cut.png",
                             open(tool.sample("images", "en-clean.png"), "rb").read()[:3000]),
                  self.write("empty.html", "<html><body></body></html>")]
        lines = self.path("failures.jsonl")
        ran = tool.run("--failures", lines, "--language", "klingon", *inputs,
                       tool.sample("images", "en-clean.png"))
        self.assert_status(ran, 1)
        self.assertEqual(ran.out, b"")
        with open(lines, encoding="utf-8") as file:
            failures = [json.loads(line) for line in file]
        self.assertEqual([f["source"]["name"] for f in failures],
                         inputs + [tool.sample("images", "en-clean.png")])
        for failure in failures:
            self.assertEqual([e.message for e in FAILURE.iter_errors(failure)], [])
            self.assertTrue(VALIDATOR.is_valid(failure))
            self.assertEqual(list(failure), ["schema", "source", "code", "what", "hint"])
            self.assertNotIn(None, [value for _, value in walk(failure)])
            self.assertIn(f"({failure['code']})", ran.err)

    def test_nothing_failed_nothing_written(self):
        lines = self.path("failures.jsonl")
        self.assert_status(tool.run("--failures", lines, text_samples()[0]), 0)
        self.assertEqual(os.path.getsize(lines), 0)


class PlantedErrors(unittest.TestCase):
    """The schema is worth something: it says no to what is wrong."""

    @classmethod
    def setUpClass(cls):
        dumps = tool.run("--provenance", "full", *text_samples()).records()
        cls.record = next(r for r in dumps if "rejected" in r.get("published", {})
                          and "bylines" in r)

    def test_the_record_itself(self):
        self.assertTrue(VALIDATOR.is_valid(self.record))

    def test_what_is_wrong(self):
        plants = {
            "no schema": lambda r: r.pop("schema"),
            "another schema": lambda r: r.update(schema="warraq/article/2"),
            "no id": lambda r: r.pop("id"),
            "a short id": lambda r: r.update(id="abc"),
            "an id in capitals": lambda r: r.update(id=r["id"].upper()),
            "a null": lambda r: r.update(headline=None),
            "an empty headline": lambda r: r.update(headline={"text": ""}),
            "an unknown key": lambda r: r.update(title="T"),
            "an unknown key within": lambda r: r["source"].update(file="x"),
            "another kind": lambda r: r.update(kind="story"),
            "another direction": lambda r: r.update(direction="up"),
            "a script in small letters": lambda r: r.update(script="arab"),
            "a language in words": lambda r: r.update(language="English"),
            "a hash cut short": lambda r: r["source"].update(sha256=r["source"]["sha256"][1:]),
            "bytes as text": lambda r: r["source"].update(bytes="12"),
            "page 0": lambda r: r["source"].update(page=0),
            "no blocks": lambda r: r.pop("blocks"),
            "a role of none": lambda r: r["blocks"][0].update(role="sentence"),
            "a removed role in a block": lambda r: r["blocks"][0].update(role="navigation"),
            "a kept role removed": lambda r: r.update(removed=[{"role": "paragraph"}]),
            "a span of one": lambda r: r["blocks"][0].update({"from": [[1]]}),
            "a span of three": lambda r: r["blocks"][0].update({"from": [[1, 2, 3]]}),
            "a negative span": lambda r: r["blocks"][0].update({"from": [[-1, 2]]}),
            "an empty from": lambda r: r["blocks"][0].update({"from": []}),
            "spans and boxes": lambda r: r["blocks"][0].update({"from": [[1, 2],
                                                                         {"page": 1,
                                                                          "box": [1, 2, 3, 4]}]}),
            "a box of three": lambda r: r["blocks"][0].update({"from": [{"page": 1,
                                                                         "box": [1, 2, 3]}]}),
            "a map without from": lambda r: r["blocks"][0].pop("from"),
            "a confidence of 2": lambda r: r["published"].update(confidence=2),
            "a confidence below 0": lambda r: r["published"].update(confidence=-0.1),
            "a claim without why": lambda r: r["published"]["rejected"][0].pop("why"),
            "base64 that is none": lambda r: r["gaps"].append({"from": [0, 1], "was_base64": "?"}),
            "a gap of nothing": lambda r: r["gaps"].append({"from": [0, 1]}),
            "a repair of none": lambda r: r.update(repairs=[{"rule": "nfc", "count": 0}]),
            "a failure's key": lambda r: r.update(code="empty"),
        }
        for name, plant in plants.items():
            with self.subTest(name):
                wrong = copy.deepcopy(self.record)
                plant(wrong)
                self.assertFalse(VALIDATOR.is_valid(wrong))

    def test_dates(self):
        good = ("2025-05-14", "2025-05", "2025", "1912-03-04~", "2025-05-14?", "2025-05-14%",
                "2025-05-14T04:44:27",
                "2025-05-14T12:17", "2025-05-14T12:17Z", "2025-05-14T12:17:00+03:00",
                "[1911-12-05,1911-12-06]",
                "../2025-03", "2019/..", "2019/", "/2019", "2024-01-01/2024-03-31", "XXXX-08-06",
                "19XX", "1925-21",
                "-0043", "Y-17000", "2004-XX-XX", "1398/..")
        bad = ("", "14 May 2025", "2025-5-14", "2025-13", "2025-05-32", "2025/05/14", "25-05-14",
               "2025-05-14 04:44",
               "2025-05-14T4:44", "[2025-05-14]", "[2025-05-14,]", "2025-05-14T25:00",
               "2025-05-14~?", "20X5", "Y2025",
               "2025-00", "2025-05-00")
        edtf = validator_of("edtf")
        for text in good:
            self.assertTrue(edtf.is_valid(text), text)
        for text in bad:
            self.assertFalse(edtf.is_valid(text), text)

    def test_failures(self):
        failure = {"schema": "warraq/failure/1", "source": {"name": "a.txt", "bytes": 0},
                   "code": "empty",
                   "what": "there are no bytes in it", "hint": "fetch it again"}
        self.assertTrue(VALIDATOR.is_valid(failure))
        for key in failure:
            self.assertFalse(VALIDATOR.is_valid({k: v for k, v in failure.items() if k != key}),
                             key)
        self.assertFalse(VALIDATOR.is_valid({**failure, "code": "oops"}))
        self.assertFalse(VALIDATOR.is_valid({**failure, "hint": ""}))

    def test_lists_are_those_of_the_code(self):
        """Roles and codes of the schema are those of include/warraq/*.inc."""
        defs = SCHEMA["$defs"]
        removed = defs["article"]["properties"]["removed"]["items"]["properties"]["role"]["enum"]
        blocks = defs["block"]["properties"]["role"]["enum"]
        kept, dropped = set(), set()
        with open(os.path.join(tool.SOURCE, "include/warraq/roles.inc"), encoding="utf-8") as file:
            for line in file:
                if line.startswith("WARRAQ_ROLE"):
                    _, name, is_kept = line[line.index("(") + 1:line.rindex(")")].split(", ")
                    (kept if is_kept == "true" else dropped).add(name.strip('"'))
        self.assertEqual(set(removed), dropped - {"unknown"})
        self.assertLessEqual(set(blocks), kept)
        with open(os.path.join(tool.SOURCE, "include/warraq/codes.inc"), encoding="utf-8") as file:
            codes = [line.split('"')[1] for line in file if line.startswith("WARRAQ_CODE")]
        self.assertEqual(defs["failure"]["properties"]["code"]["enum"], codes)


if __name__ == "__main__":
    tool.main()
