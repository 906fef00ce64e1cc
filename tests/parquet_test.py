"""--to parquet with the real DuckDB: what is read back is every field of the records.

Where its library is not to be had (duckdb_library.py), only the words about that are tested.
"""

import ctypes
import datetime
import json
import os
import pty
import re
import subprocess
import unittest

import duckdb_library
import tool

DERIVED = [f"{key}_{what}" for key in ("published", "modified") for what in ("day", "time", "instant")]
FAULTS = os.path.join(os.path.dirname(tool.TOOL), "libfaults.so")
LIBRARY = duckdb_library.find()


class QueryResult(ctypes.Structure):
    _fields_ = [("columns", ctypes.c_uint64), ("rows", ctypes.c_uint64), ("changed", ctypes.c_uint64),
                ("data", ctypes.c_void_p), ("error", ctypes.c_char_p), ("internal", ctypes.c_void_p)]


class DuckDb:
    """Just enough of it to read a file back."""

    def __init__(self):
        self.c = ctypes.CDLL(LIBRARY)
        self.database, self.connection = ctypes.c_void_p(), ctypes.c_void_p()
        for name in ("column_count", "row_count"):
            getattr(self.c, "duckdb_" + name).restype = ctypes.c_uint64
        self.c.duckdb_result_error.restype = ctypes.c_char_p
        self.c.duckdb_value_varchar.restype = ctypes.c_void_p
        self.c.duckdb_value_varchar.argtypes = [ctypes.c_void_p, ctypes.c_uint64, ctypes.c_uint64]
        self.c.duckdb_free.argtypes = [ctypes.c_void_p]
        assert self.c.duckdb_open(None, ctypes.byref(self.database)) == 0
        assert self.c.duckdb_connect(self.database, ctypes.byref(self.connection)) == 0
        self.ask("SET threads = 1")

    def text(self, result, column, row):
        value = self.c.duckdb_value_varchar(ctypes.byref(result), column, row)
        if not value:
            return None
        taken = ctypes.string_at(value).decode("utf-8")
        self.c.duckdb_free(value)
        return taken

    def ask(self, sql):
        result = QueryResult()
        if self.c.duckdb_query(self.connection, sql.encode(), ctypes.byref(result)) != 0:
            raise ValueError(self.c.duckdb_result_error(ctypes.byref(result)).decode())
        rows = [[self.text(result, column, row)
                 for column in range(self.c.duckdb_column_count(ctypes.byref(result)))]
                for row in range(self.c.duckdb_row_count(ctypes.byref(result)))]
        self.c.duckdb_destroy_result(ctypes.byref(result))
        return rows

    def rows(self, path):
        return [json.loads(row[0]) for row in
                self.ask(f"SELECT to_json(t)::VARCHAR FROM read_parquet('{path}') t")]


def without_nulls(value):
    if isinstance(value, dict):
        return {key: without_nulls(each) for key, each in value.items() if each is not None}
    return [without_nulls(each) for each in value] if isinstance(value, list) else value


def days_of(edtf):
    """What the three columns say of an EDTF date, by another way than the tool's."""
    found = re.fullmatch(r"(\d{4}-\d\d-\d\d)(T\d\d:\d\d(?::\d\d(?:\.\d+)?)?(Z|[+-].*)?)?", edtf)
    try:
        datetime.date.fromisoformat(found[1])
        when = datetime.datetime.fromisoformat(edtf) if found[2] else None
    except (TypeError, ValueError):
        return {}
    days = {"day": found[1]}
    if when is not None:
        days["time"] = when.replace(tzinfo=None)
        if found[3]:
            days["instant"] = when.astimezone(datetime.timezone.utc).replace(tzinfo=None)
    return days


def schema():
    with open(os.path.join(tool.SOURCE, "models", "article.schema.json"), encoding="utf-8") as file:
        return json.load(file)["$defs"]


def names_below(node):
    """The keys that a part of the record may have, but those of what stays JSON."""
    if "$ref" in node:
        node = schema()[node["$ref"].rpartition("/")[2]]
    found = names_below(node["items"]) if isinstance(node.get("items"), dict) else set()
    for name, below in node.get("properties", {}).items():
        found |= {name} | (set() if name in ("from", "map", "carried") else names_below(below))
    return found


@unittest.skipIf(LIBRARY is None, "DuckDB's library is not there: name it in WARRAQ_DUCKDB, or install "
                 "npm, which fetches it")
class Parquet(tool.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.duckdb = DuckDb()

    def run_tool(self, *arguments, **how):
        return tool.run(*arguments, "--duckdb", LIBRARY, **how)

    def inputs(self):
        with open(tool.sample("dumps", "seed-001.txt"), encoding="utf-8") as file:
            text = file.read()
        carried = self.write("carried.jsonl", *(json.dumps(
            {"id": number, "url": f"https://news.example/{number}", "deep": {"a": [1, None, "ط"]},
             "text": text}) + "\n" for number in range(3)))
        return [tool.sample("dumps"), tool.sample("pages"), tool.sample("containers"),
                tool.sample("recognized", "issue", "mets.xml"), tool.sample("recognized", "en.hocr"),
                tool.sample("images", "en-clean.png"), carried]

    def test_every_field_comes_back(self):
        seen = set()
        for provenance, continuations in (("none", "link"), ("spans", "join"), ("full", "link"),
                                          ("full", "join")):
            with self.subTest(provenance, continuations=continuations):
                options = (*self.inputs(), "--provenance", provenance, "--near-duplicates", "mark",
                           "--continuations", continuations)
                wanted = tool.run(*options).records()
                path = self.path(f"{provenance}-{continuations}.parquet")
                self.assert_status(self.run_tool(*options, "--to", "parquet", "-o", path), 1)
                got = self.duckdb.rows(path)
                self.assertEqual(len(got), len(wanted))
                for row, record in zip(got, wanted):
                    for column in DERIVED:
                        row.pop(column)
                    self.assertEqual(without_nulls(row), without_nulls(record), record["source"])
                    seen |= record.keys()
        self.assertEqual(schema()["article"]["properties"].keys() - seen, set(),
                         "no sample has them, so they are not tested")

    def test_types(self):
        path = self.path("news.parquet")
        self.run_tool(tool.sample("dumps"), tool.sample("pages"), "--to", "parquet", "-o", path)
        types = {name: kind for name, kind in self.duckdb.ask(
            f"SELECT column_name, column_type FROM (DESCRIBE FROM read_parquet('{path}'))")}
        self.assertEqual(types["published_day"], "DATE")
        self.assertEqual(types["published_time"], "TIMESTAMP")
        self.assertEqual(types["published_instant"], "TIMESTAMP WITH TIME ZONE")
        self.assertTrue(types["blocks"].endswith("[]") and types["blocks"].startswith("STRUCT("))
        self.assertTrue(types["bylines"].endswith("[]"))
        self.assertIn("confidence DOUBLE", types["published"])
        for column, below in schema()["article"]["properties"].items():
            for name in set() if types[column] == "JSON" else names_below(below):
                self.assertRegex(types[column], rf'[( ]"?{name}"? ', column)
        counts = dict.fromkeys(("day", "time", "instant"), 0)
        for edtf, *found in self.duckdb.ask(
                "SELECT published.edtf, published_day, published_time, "
                f"epoch_us(published_instant) FROM read_parquet('{path}')"):
            if edtf is None:
                self.assertEqual(found, [None] * 3)
                continue
            wanted = days_of(edtf)
            instant = wanted.get("instant")
            self.assertEqual(found[0], wanted.get("day"), edtf)
            self.assertEqual(found[1] and datetime.datetime.fromisoformat(found[1]),
                             wanted.get("time"), edtf)
            self.assertEqual(found[2] and int(found[2]), instant and int(
                (instant - datetime.datetime(1970, 1, 1)) / datetime.timedelta(microseconds=1)), edtf)
            for what in wanted:
                counts[what] += 1
        self.assertTrue(all(counts.values()), counts)

    def test_the_same_bytes(self):
        files = [self.path(f"{jobs}.parquet") for jobs in ("1", "4")]
        for jobs, file in zip("14", files):
            self.run_tool(*self.inputs(), "--to", "parquet", "-o", file, "-j", jobs)
        with open(files[0], "rb") as one, open(files[1], "rb") as four:
            whole = one.read()
            self.assertTrue(whole == four.read())
        ran = self.run_tool(*self.inputs(), "--to", "parquet", env={"TMPDIR": self.path("tmp", "")})
        self.assertTrue(ran.out == whole)
        self.assertEqual(os.listdir(self.path("tmp", "")), [])
        self.assertEqual([name for name in os.listdir(self.folder) if name.endswith(".part")], [])

    def test_batches_become_a_table(self):
        for number in "12":
            tool.run(tool.sample("dumps"), tool.sample("pages"), "-o", self.path(number), "--shard",
                     number + "/2")
        folders = [self.path(number) for number in "21"]
        self.assert_status(self.run_tool("merge", *folders, "--to", "parquet", "-o", "it's.parquet",
                                         cwd=self.folder), 0)
        self.assert_status(tool.run("merge", *folders, "-o", self.path("merged")), 0)
        files = sorted(name for name in os.listdir(self.path("merged")) if "records-" in name)
        self.assertEqual(len(files), 2, files)  # one of joined records
        lines = subprocess.run(["zstdcat", *(self.path("merged", name) for name in files)],
                               stdout=subprocess.PIPE, check=True).stdout.splitlines()
        got = self.duckdb.rows(self.path("it's.parquet").replace("'", "''"))
        self.assertEqual([row["id"] for row in got], [json.loads(line)["id"] for line in lines])
        self.assertEqual(sorted(os.listdir(self.folder)), ["1", "2", "it's.parquet", "merged"])

    def test_memory_is_flat(self):
        with open(tool.sample("dumps", "seed-001.txt"), encoding="utf-8") as file:
            text = file.read()
        ran = []
        for count in (12000, 48000):
            with open(self.path("in.jsonl"), "w", encoding="utf-8") as file:
                for number in range(count):
                    file.write(json.dumps({"text": f"{text}\nthe report {number}\n"}) + "\n")
            ran.append(self.run_tool("in.jsonl", "--to", "parquet", "-o", "out.parquet", "-j", "1",
                                     cwd=self.folder, seconds=200))
            self.assert_status(ran[-1], 0)
        self.assertLess(ran[1].rss_mib, ran[0].rss_mib * 1.5 + 50)
        self.assertEqual(self.duckdb.ask(
            f"SELECT count(*), count(DISTINCT id) FROM read_parquet('{self.path('out.parquet')}')"),
            [["48000", "48000"]])

    def test_what_cannot_be_written(self):
        before = self.write("news.parquet", "what stood there before")
        dump = tool.sample("dumps", "seed-001.txt")
        ran = self.run_tool(dump, "--to", "parquet", "-o", self.path("file") + "/x/y.parquet")
        self.assert_status(ran, 1)
        self.assertIn("(unwritable)", ran.err)
        for fault in ("ENOSPC", "EIO"):
            ran = self.run_tool(dump, "--to", "parquet", "-o", before,
                                env={"LD_PRELOAD": FAULTS, "FAULT": fault, "FAULT_AT": "1"})
            self.assert_status(ran, 1)
            self.assertIn("(unwritable)", ran.err)
            with open(before, encoding="utf-8") as file:
                self.assertEqual(file.read(), "what stood there before")
            self.assertFalse(os.path.exists(before + ".part"))

    def test_not_on_a_terminal(self):
        leader, follower = pty.openpty()
        done = subprocess.run([tool.TOOL, tool.sample("dumps", "seed-001.txt"), "--to", "parquet",
                               "--duckdb", LIBRARY], stdout=follower, stderr=subprocess.PIPE,
                              timeout=60, check=False)
        os.close(leader)
        os.close(follower)
        self.assertEqual(done.returncode, 1)
        self.assertIn(b"not for a terminal; name a file with -o", done.stderr)


class WithoutDuckDb(tool.TestCase):
    def refused(self, *arguments, env=None):
        ran = tool.run(tool.sample("dumps", "seed-001.txt"), "--to", "parquet", "-o", "x.parquet",
                       *arguments, cwd=self.folder, env={"WARRAQ_DUCKDB": "", **(env or {})})
        self.assert_status(ran, 1)
        for next_step in ("1.2 or later", "@duckdb/node-bindings-linux-x64", "--duckdb FILE",
                          "WARRAQ_DUCKDB"):
            self.assertIn(next_step, ran.err)
        self.assertFalse(os.path.exists(self.path("x.parquet")))
        return ran.err

    def library(self, name, source):
        self.write("stub.c", source)
        subprocess.run(["c++", "-x", "c", "-shared", "-fPIC", "-o", self.path(name),
                        self.path("stub.c")], check=True, timeout=60)
        return self.path(name)

    def test_it_is_not_there(self):
        missing = self.path("missing.so")
        self.assertIn(missing, self.refused("--duckdb", missing))
        self.assertIn(missing, self.refused(env={"WARRAQ_DUCKDB": missing}))

    def test_it_is_something_else(self):
        text = self.write("text.so", "no library")
        self.assertIn("text.so", self.refused("--duckdb", text))
        other = self.library("other.so", "int answer(void) { return 42; }")
        self.assertIn("is not DuckDB's library", self.refused("--duckdb", other))

    def test_it_is_too_old(self):
        for version in ("v0.9.2", "v1.1.3", "old"):
            old = self.library("old.so", 'const char* duckdb_library_version(void) { return "%s"; }'
                               % version)
            self.assertIn(f"is DuckDB {version}, which is too old", self.refused("--duckdb", old))
        new = self.library("new.so",
                           'const char* duckdb_library_version(void) { return "v2.0.0"; }')
        self.assertIn("has no duckdb_", self.refused("--duckdb", new))

    def test_the_working_folder_is_not_searched(self):
        self.library("libduckdb.so", '#include <stdio.h>\n__attribute__((constructor)) static void '
                     'begin(void) { fopen("it-was-loaded", "w"); }')
        ran = tool.run(tool.sample("dumps", "seed-001.txt"), "--to", "parquet", "-o", "x.parquet",
                       cwd=self.folder, env={"WARRAQ_DUCKDB": "", "LD_LIBRARY_PATH": "/nowhere"})
        self.assertFalse(os.path.exists(self.path("it-was-loaded")), ran.err)
        # But where it is named, it is taken.
        self.refused("--duckdb", "libduckdb.so")
        self.assertTrue(os.path.exists(self.path("it-was-loaded")))

    def test_options_that_do_not_go_together(self):
        ran = tool.run(tool.sample("dumps"), "--to", "parquet", "-o", "x.parquet", "--shard", "1/2",
                       cwd=self.folder)
        self.assert_status(ran, 2)
        self.assertIn("warraq merge --to parquet", ran.err)
        ran = tool.run(tool.sample("dumps"), "-o", "x", "--failures", "y", cwd=self.folder)
        self.assert_status(ran, 2)
        self.assertIn("--failures excludes --output", ran.err)


if __name__ == "__main__":
    tool.main()
