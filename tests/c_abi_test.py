"""The C library from outside: what it shows, that it gives what the tool gives, and the example in
Python. (tests/host/c_abi_test.cc calls every function; install_test.py builds the example in C.)
"""

import json
import os
import platform
import re
import shutil
import subprocess
import sys
import unittest

import tool

LIBRARY = os.path.join(os.path.dirname(tool.TOOL), "libwarraq_c.so")
EXAMPLE = tool.sample("python", "warraq.py")


def sanitized():
    needed = subprocess.run(["readelf", "-Ws", "--dyn-syms", LIBRARY], stdout=subprocess.PIPE,
                            text=True, check=True).stdout
    return "__asan_" in needed or "__tsan_" in needed


def python(*arguments, **how):
    return subprocess.run([sys.executable, *arguments], stdout=subprocess.PIPE,
                          stderr=subprocess.PIPE, text=True, check=False,
                          env={**os.environ, "WARRAQ_LIBRARY": LIBRARY,
                               "PYTHONPATH": os.path.dirname(EXAMPLE),
                               "PYTHONDONTWRITEBYTECODE": "1"}, **how)


class Symbols(tool.TestCase):
    def committed(self):
        with open(os.path.join(tool.SOURCE, "tests/host/c_abi_symbols.txt"),
                  encoding="utf-8") as file:
            return file.read().split()

    def test_what_the_library_shows(self):
        """A name that is gone or new is a decision: it goes into the list, and into c_abi.map."""
        lines = subprocess.run(["nm", "-D", "--defined-only", "--with-symbol-versions", LIBRARY],
                               stdout=subprocess.PIPE, text=True, check=True).stdout.splitlines()
        symbols = [line.split()[1:] for line in lines]
        functions = [name for kind, name in symbols if kind == "T"]
        self.assertEqual(sorted(functions), self.committed())
        others = [name for kind, name in symbols if kind != "T"]
        self.assertEqual(set(others) - {"WARRAQ_0.1"}, set())

    def test_the_header_names_them_all(self):
        with open(os.path.join(tool.SOURCE, "include/warraq/warraq.h"), encoding="utf-8") as file:
            code = re.sub(r"//.*", "", file.read())
        declared = re.findall(r"^[a-z].*?\b(warraq_\w+)\(", code, re.M)
        self.assertEqual(sorted(declared), [name.split("@")[0] for name in self.committed()])


@unittest.skipUnless(shutil.which("abidw") and shutil.which("cc")
                     and platform.machine() == "x86_64",
                     "abigail-tools are not installed, or this is another machine than the dump's")
class Interface(tool.TestCase):
    """Calls and structs as warraq.h has them against those of the release (tests/host/c_abi.abi).

    A struct may grow at its end, since its caller says how large it is; then, and for a new function,
    the dump is made anew: abidw --no-show-locs --no-corpus-path --no-comp-dir-path --type-id-style
    hash LIBRARY, where LIBRARY is what library() builds.
    """

    def library(self, change=lambda header: header):
        """The header's functions with nothing in them: their types are what is compared."""
        with open(os.path.join(tool.SOURCE, "include/warraq/warraq.h"), encoding="utf-8") as file:
            header = change(file.read())
        code = re.sub(r"//.*", "", header)
        functions = re.findall(r"^((?:int|void|const char\*)\s+warraq_\w+\([^;]*\));", code, re.M)
        self.assertEqual(len(functions), 12)
        bodies = [f + (" {}\n" if f.startswith("void") else " { return 0; }\n") for f in functions]
        self.write("warraq.h", header)
        stub = self.write("stub.c", '#include "warraq.h"\n', *bodies)
        library = self.path("libstub.so")
        subprocess.run(["cc", "-w", "-g", "-shared", "-fPIC", "-o", library, stub], check=True)
        return library

    def differences(self, library):
        dump = os.path.join(tool.SOURCE, "tests/host/c_abi.abi")
        ran = subprocess.run(["abidiff", dump, library], stdout=subprocess.PIPE, text=True,
                             check=False)
        self.assertFalse(ran.returncode & 3, ran.stdout)
        return ran.stdout if ran.returncode else ""

    def test_nothing_has_moved(self):
        self.assertEqual(self.differences(self.library()), "")

    def test_a_change_would_be_seen(self):
        for before, after in (("size_t struct_size;", "uint32_t struct_size;"),
                              ("  uint32_t search_form;", "  uint32_t more;\n  uint32_t search_form;"),
                              ("int warraq_normalize(const char* bytes, size_t size",
                               "int warraq_normalize(const char* bytes, uint32_t size")):
            changed = self.library(lambda header: header.replace(before, after, 1))
            self.assertNotEqual(self.differences(changed), "", before)


@unittest.skipIf(sanitized() or not shutil.which("valgrind") or not shutil.which("cc"),
                 "valgrind or cc is not installed, or the library has sanitizers of its own")
class Memcheck(tool.TestCase):
    def test_the_example_in_c(self):
        """No byte is read that nobody wrote, none beyond its memory, and none is lost."""
        program = self.path("records")
        folder = os.path.dirname(LIBRARY)
        subprocess.run(["cc", "-o", program, tool.sample("c", "records.c"),
                        "-I" + os.path.join(tool.SOURCE, "include"), "-L" + folder, "-lwarraq_c",
                        "-Wl,-rpath," + folder], check=True)
        inputs = [tool.sample("dumps", "seed-001.txt"), tool.sample("dumps", "ar-mojibake.txt"),
                  tool.sample("recognized", "ar.alto.xml"), tool.sample("recognized", "en.hocr")]
        inputs += [tool.sample("pages", name) for name in sorted(os.listdir(tool.sample("pages")))
                   if name.endswith(".html")]
        plain = subprocess.run([program, *inputs], capture_output=True, check=False, timeout=60)
        checked = subprocess.run(["valgrind", "-q", "--error-exitcode=99", "--leak-check=full",
                                  "--errors-for-leak-kinds=definite", program, *inputs],
                                 capture_output=True, check=False, timeout=300)
        self.assertEqual(checked.returncode, plain.returncode, checked.stderr[-3000:])
        self.assertEqual(checked.stdout, plain.stdout)


@unittest.skipIf(sanitized(), "Python cannot load a library with sanitizers")
class FromPython(tool.TestCase):
    def ask(self, code, *arguments):
        done = python("-c", "import json, sys\nfrom warraq import *\n" + code, *arguments)
        self.assertEqual(done.returncode, 0, done.stderr[-2000:])
        return json.loads(done.stdout)

    def test_the_example(self):
        done = python(EXAMPLE, tool.sample("dumps", "seed-001.txt"),
                      tool.sample("pages", "en-login.html"))
        self.assertEqual(done.returncode, 0, done.stderr[-2000:])
        first, second = done.stdout.splitlines()
        self.assertTrue(first.endswith("seed-001.txt: Moscow claims Kiev escalated assaults on "
                                       "civilians (en, 2025-05-14T04:44:27)"), first)
        self.assertIn("(no-article)", second)

    def test_what_its_first_lines_promise(self):
        text, day = self.ask('json.dump([normalize("caf&eacute;")["text"], dates("tomorrow, 9 pm", '
                             'reference="2025-05-14")[0]["edtf"]], sys.stdout)')
        self.assertEqual(text, "café")
        self.assertEqual(day, "2025-05-15T21:00")

    def test_what_is_wrong_is_an_exception(self):
        names = self.ask("""
names = []
for wrong in (lambda: Pipeline(from_="docx"), lambda: Pipeline().read(b""),
              lambda: normalize(bytes(range(256)) * 9)):
    try:
        names.append(wrong())
    except Error as error:
        names.append(error.name)
json.dump(names, sys.stdout)""")
        self.assertEqual(names[0], "bad-argument")
        self.assertEqual([line["code"] for line in names[1]], ["empty"])
        self.assertEqual(names[2], "not-text")

    def filtered(self, command, lines):
        asked = "".join(json.dumps({"id": i, "text": line}) + "\n" for i, line in enumerate(lines))
        answers = tool.run(*command, stdin=asked.encode()).records()
        for answer in answers:
            del answer["id"]
        return answers

    def test_the_same_as_the_tool(self):
        """Of every line of the dumps that are UTF-8: repaired text with its changes, and dates."""
        lines = []
        for name in sorted(os.listdir(tool.sample("dumps"))):
            if name.endswith(".txt"):
                with open(tool.sample("dumps", name), encoding="utf-8", errors="replace") as file:
                    lines += [line for line in file.read().split("\n") if line.strip()]
        self.assertGreater(len(lines), 900)
        path = self.write("lines.json", json.dumps(lines))
        texts, days = self.ask("""
lines = json.load(open(sys.argv[1]))
json.dump([[normalize(line, explain=True) for line in lines],
           [{"dates": dates(line, reference="2025-05-14", language="ar")} for line in lines]],
          sys.stdout)""", path)
        self.assertEqual(texts, self.filtered(["text", "--jsonl", "--explain"], lines))
        self.assertEqual(days, self.filtered(["dates", "--jsonl", "--reference", "2025-05-14",
                                              "--language", "ar"], lines))

    def test_records_are_those_of_the_tool(self):
        paths = [tool.sample("pages", name) for name in sorted(os.listdir(tool.sample("pages")))
                 if name.endswith(".html")]
        paths += [tool.sample("recognized", name)
                  for name in sorted(os.listdir(tool.sample("recognized")))
                  if name != "issue"]
        theirs = self.ask("""
pipeline = Pipeline(provenance="full")
json.dump([record for path in sys.argv[1:]
           for record in pipeline.read(open(path, "rb").read(), name=path)], sys.stdout)""", *paths)
        failures = self.path("failures.jsonl")
        mine = tool.run("--provenance", "full", "--failures", failures, *paths).records()
        with open(failures, encoding="utf-8") as file:
            mine += map(json.loads, file)

        def by_source(record):
            return record["schema"], record["source"]["name"], record.get("id")

        self.assertEqual(len(theirs), len(mine))
        self.assertEqual(sorted(theirs, key=by_source), sorted(mine, key=by_source))

    def test_memory_that_is_not_there(self):
        """Each call says so, and the next that needs little is served."""
        names = self.ask("""
import resource
page = b"<p>" + b"A line of a page, and another one behind it. " * 2_000_000
pipeline, names = Pipeline(), []
normalize("some text"), dates("1 May 2025"), pipeline.read(b"<p>warm</p>")
pages = int(open("/proc/self/statm").read().split()[0])
limit = pages * resource.getpagesize() + (40 << 20)
resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
for call in (normalize, pipeline.read):
    try:
        names.append(str(call(page))[:500])
    except Error as error:
        names.append(error.name)
names.append(normalize("caf&eacute;")["text"])
json.dump(names, sys.stdout)""")
        self.assertEqual(names, ["out-of-memory", "out-of-memory", "café"])


if __name__ == "__main__":
    tool.main()
