"""Installs the build into an empty folder and uses it from there, as a stranger would: programs in
C++ and in C that find their library with CMake and with pkg-config, the installed tool, and the
schema.

The library must come with all that its headers need, and with nothing of the build's folders.
"""

import hashlib
import json
import os
import re
import shutil
import subprocess
import tempfile

import tool

BUILD = os.path.dirname(tool.TOOL)

PROGRAM = r"""
#include <fstream>
#include <iostream>
#include <iterator>

#include "warraq/pipeline.h"

int main(int count, char** arguments) {
  if (count != 2) return 2;
  std::ifstream file(arguments[1], std::ios::binary);
  warraq::Source source{.name = "sample"};
  source.bytes.assign(std::istreambuf_iterator<char>(file), {});
  warraq::Pipeline pipeline({});
  const warraq::Result<warraq::PageArticles> read = pipeline.Read(source, 1);
  if (!read.ok()) {
    std::cerr << warraq::CodeName(read.error().code) << ": " << read.error().what << "\n";
    return 1;
  }
  for (const warraq::Article& article : read.value().articles) {
    std::cout << warraq::WriteJsonLine(article, warraq::Provenance::kSpans);
  }
  for (const warraq::DateClaim& claim : warraq::FindDates("Cairo, 14 May 2025", {})) {
    std::cerr << claim.edtf << "\n";
  }
  return 0;
}
"""

PROJECT = """
cmake_minimum_required(VERSION 3.25)
project(Consumer LANGUAGES CXX)
find_package(Warraq 0.1 REQUIRED)
add_executable(consumer consumer.cc)
target_link_libraries(consumer PRIVATE Warraq::warraq)
"""

C_PROJECT = """
cmake_minimum_required(VERSION 3.25)
project(Consumer LANGUAGES C)
find_package(Warraq 0.1 REQUIRED)
add_executable(consumer records.c)
target_link_libraries(consumer PRIVATE Warraq::c)
"""


def call(*command, **how):
    """What it wrote; a failure with its words otherwise."""
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
                          **how)
    if done.returncode != 0:
        raise AssertionError(f"{' '.join(command)}: {done.returncode}\n{done.stdout[-3000:]}")
    return done.stdout


class Install(tool.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.root = tempfile.mkdtemp(prefix="warraq-install-")
        cls.addClassCleanup(shutil.rmtree, cls.root, ignore_errors=True)
        cls.prefix = os.path.join(cls.root, "prefix")
        cls.log = call("cmake", "--install", BUILD, "--prefix", cls.prefix)
        cls.sample = tool.sample("dumps", "seed-001.txt")

    def installed(self, name):
        for folder, _, names in os.walk(self.prefix):
            if name in names:
                return os.path.join(folder, name)
        self.fail(f"{name} is not installed")

    def built_by_cmake(self):
        with open(os.path.join(BUILD, "CMakeCache.txt"), encoding="utf-8") as cache:
            return dict(line.strip().split("=", 1) for line in cache if "=" in line
                        and line[0] not in "#/")

    def compiler(self):
        return self.built_by_cmake().get("CMAKE_CXX_COMPILER:FILEPATH") or self.built_by_cmake()[
            "CMAKE_CXX_COMPILER:STRING"]

    def c_compiler(self):
        name = self.compiler().replace("clang++", "clang").replace("g++", "gcc")
        return name.replace("/c++", "/cc")

    def flags(self):
        sanitized = next(value for name, value in self.built_by_cmake().items()
                         if name.startswith("WARRAQ_SANITIZE:"))  # BOOL where -D gave it
        kinds = {"ON": "address,undefined", "1": "address,undefined", "TRUE": "address,undefined",
                 "THREAD": "thread"}
        return [f"-fsanitize={kinds[sanitized]}"] if sanitized in kinds else []

    def check(self, program, **how):
        done = subprocess.run([program, self.sample], stdout=subprocess.PIPE,
                              stderr=subprocess.PIPE, text=True, **how)
        self.assertEqual(done.returncode, 0, done.stderr)
        record = json.loads(done.stdout)
        self.assertEqual(record["schema"], "warraq/article/1")
        mine = tool.run(self.sample).records()[0]
        for theirs in (record, mine):
            del theirs["source"]["name"]
        self.assertEqual(record, mine)
        self.assertIn("2025-05-14\n", done.stderr)

    def source(self):
        return self.write("consumer.cc", PROGRAM)

    def test_find_package(self):
        self.source()
        self.write("CMakeLists.txt", PROJECT)
        call("cmake", "-S", self.folder, "-B", self.path("build"),
             f"-DCMAKE_PREFIX_PATH={self.prefix}",
             f"-DCMAKE_CXX_COMPILER={self.compiler()}",
             f"-DCMAKE_CXX_FLAGS={' '.join(self.flags())}")
        call("cmake", "--build", self.path("build"))
        self.check(self.path("build", "consumer"))

    def test_pkg_config(self):
        if shutil.which("pkg-config") is None:
            self.skipTest("pkg-config is not installed")
        folder = os.path.dirname(self.installed("warraq.pc"))
        flags = call("pkg-config", "--cflags", "--libs", "warraq",
                     env={**os.environ, "PKG_CONFIG_PATH": folder}).split()
        call(self.compiler(), "-std=c++20", "-Wall", "-Wextra", "-Werror", *self.flags(),
             self.source(),
             "-o", self.path("consumer"), *flags)
        library = os.path.dirname(self.installed("libwarraq.so"))
        self.check(self.path("consumer"), env={**os.environ, "LD_LIBRARY_PATH": library})

    def check_c(self, program, **how):
        done = subprocess.run([program, self.sample, tool.sample("pages", "en-login.html")],
                              stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, **how)
        self.assertEqual(done.returncode, 1, done.stderr)
        record, failure = map(json.loads, done.stdout.splitlines())
        self.assertEqual(record, tool.run(self.sample).records()[0])
        self.assertEqual(failure["code"], "no-article")
        self.assertIn('"edtf":"2025-05-14"', done.stderr)
        self.assertIn("nothing here reads like an article (no-article)", done.stderr)

    def test_c_find_package(self):
        self.write("records.c", self.c_example())
        self.write("CMakeLists.txt", C_PROJECT)
        call("cmake", "-S", self.folder, "-B", self.path("build"),
             f"-DCMAKE_PREFIX_PATH={self.prefix}", f"-DCMAKE_C_COMPILER={self.c_compiler()}",
             f"-DCMAKE_C_FLAGS={' '.join(self.flags())}")
        call("cmake", "--build", self.path("build"))
        self.check_c(self.path("build", "consumer"))

    def c_example(self):
        with open(tool.sample("c", "records.c"), "rb") as file:
            return file.read()

    def test_c_pkg_config(self):
        if shutil.which("pkg-config") is None:
            self.skipTest("pkg-config is not installed")
        folder = os.path.dirname(self.installed("warraq-c.pc"))
        flags = call("pkg-config", "--cflags", "--libs", "warraq-c",
                     env={**os.environ, "PKG_CONFIG_PATH": folder}).split()
        source = self.write("records.c", self.c_example())
        call(self.compiler(), "-x", "c", "-std=c99", "-Wall", "-Wextra", "-Wpedantic", "-Werror",
             *self.flags(), source, "-x", "none", "-o", self.path("records"), *flags)
        library = os.path.dirname(self.installed("libwarraq_c.so"))
        self.check_c(self.path("records"), env={**os.environ, "LD_LIBRARY_PATH": library})

    def built_example(self, name, *compiler, change=("", "")):
        """A program of samples/tesseract, built with pkg-config alone; `change` is made to it before."""
        if shutil.which("pkg-config") is None:
            self.skipTest("pkg-config is not installed")
        with open(tool.sample("tesseract", name), encoding="utf-8") as file:
            code = file.read()
        self.assertIn(change[0], code)
        source = self.write(name, code.replace(*change) if change[0] else code)
        flags = call("pkg-config", "--cflags", "--libs", "warraq-tesseract", "tesseract", "lept",
                     env={**os.environ, "PKG_CONFIG_PATH":
                          os.path.dirname(self.installed("warraq-tesseract.pc"))}).split()
        call(self.compiler(), *compiler, "-Wall", "-Wextra", "-Werror", *self.flags(), source,
             "-x", "none", "-o", self.path("render"), *flags)
        return self.path("render")

    def rendered(self, program, languages, *scans):
        """The lines of its article renderer; its hOCR and PDF are there too."""
        call(program, self.path("out"), languages, *scans, env={
            **os.environ, "OMP_THREAD_LIMIT": "1",
            "LD_LIBRARY_PATH": os.path.dirname(self.installed("libwarraq_tesseract.so"))})
        with open(self.path("out.hocr"), encoding="utf-8") as file:
            self.assertEqual(file.read().count("class='ocr_page'"), len(scans))
        with open(self.path("out.pdf"), "rb") as file:
            pdf = file.read()
        self.assertTrue(pdf.startswith(b"%PDF-") and pdf.rstrip().endswith(b"%%EOF"))
        self.assertEqual(pdf.count(b"/Type /Page\n"), len(scans))
        with open(self.path("out.jsonl"), encoding="utf-8") as file:
            return file.read()

    def scans(self):
        blank = self.write("blank.pgm", b"P5 400 300 255\n", b"\xFF" * (400 * 300))
        return (tool.sample("images", "en-clean.png"), blank, tool.sample("images", "ar-clean.png"))

    def test_tesseract_renderer(self):
        scans = self.scans()
        lines = self.rendered(self.built_example("records.cc", "-std=c++20", "-x", "c++"),
                              "ara+eng", *scans)
        english, blank, arabic = map(json.loads, lines.splitlines())
        self.assertEqual([line["schema"] for line in (english, blank, arabic)],
                         ["warraq/article/1", "warraq/failure/1", "warraq/article/1"])
        self.assertEqual(blank["code"], "no-article")
        for record, scan in ((english, scans[0]), (blank, scans[1]), (arabic, scans[2])):
            with open(scan, "rb") as file:
                digest = hashlib.sha256(file.read()).hexdigest()
            self.assertEqual((record["source"]["name"], record["source"]["sha256"]), (scan, digest))
        self.assertIn("Clockmaker Climbs Tower", english["headline"]["text"])
        self.assertEqual(english["published"]["edtf"], "1935-10-12")
        self.assertEqual(english["blocks"][0]["from"][0]["page"], 1)
        self.assertEqual((arabic["language"], arabic["direction"]), ("ar", "rtl"))
        self.assertIn("قطار الجبل", arabic["headline"]["text"])
        # The pictures are recognized again as that program did it.
        ran = tool.run("verify", "-", stdin=lines.encode())
        self.assert_status(ran, 0)
        self.assertIn(b"2 records, 14 pieces traced, 0 sources rebuilt, 0 untrue", ran.out)
        other = tool.run("verify", "-", stdin=lines.replace("Clockmaker", "Watchmaker").encode())
        self.assert_status(other, 1)
        self.assertIn("not proved: another program recognized it", other.err)
        self.assertIn(b"1 not proved, 0 untrue", other.out)

    def test_tesseract_renderer_from_c(self):
        """Gives what that in C++ gives."""
        scan = tool.sample("images", "en-clean.png")
        theirs = self.rendered(self.built_example("records.c", "-x", "c", "-std=c99"), "eng", scan)
        mine = self.rendered(self.built_example("records.cc", "-std=c++20", "-x", "c++"), "eng",
                             scan)
        self.assertEqual(theirs, mine)
        self.assertEqual(json.loads(mine)["published"]["edtf"], "1935-10-12")

    def test_tesseract_renderer_without_a_file(self):
        """Pixels whose name is that of no picture, or of another one, are their own source."""
        scan = tool.sample("images", "en-clean.png")
        for name in ("nowhere", tool.sample("images", "render.py"), "/dev/stdin",
                     tool.sample("images", "ru-low-contrast.webp")):
            program = self.built_example("records.cc", "-std=c++20", "-x", "c++",
                                         change=("i - 3, arguments[i],", f'i - 3, "{name}",'))
            record = json.loads(self.rendered(program, "eng", scan))
            self.assertEqual(record["source"]["name"], name)
            self.assertEqual(record["source"]["media_type"], "image/x-portable-anymap")
            self.assertIn("Clockmaker Climbs Tower", record["headline"]["text"])

    def test_tool(self):
        done = subprocess.run([os.path.join(self.prefix, "bin", "warraq"), self.sample],
                              stdout=subprocess.PIPE, check=True)
        self.assertEqual(done.stdout, tool.run(self.sample).out)

    def test_manual(self):
        for name in ("warraq.1.gz", "warraq-text.1.gz", "_warraq", "warraq.fish"):
            self.installed(name)

    def test_versions_of_libraries(self):
        """What a program asks the loader for: C++ changes with each minor version, C does not."""
        for name, soname in (("libwarraq.so", "libwarraq.so.0.1"),
                             ("libwarraq_tesseract.so", "libwarraq_tesseract.so.0.1"),
                             ("libwarraq_c.so", "libwarraq_c.so.0")):
            self.assertRegex(call("objdump", "-p", self.installed(name)),
                             rf"SONAME +{re.escape(soname)}\n")

    def test_schema(self):
        with open(self.installed("article.schema.json"), encoding="utf-8") as file:
            self.assertEqual(json.load(file)["title"], "A line of Warraq's output")

    def test_headers_alone(self):
        """Each public header compiles by itself, and none but renderer.h, which makes a renderer of
        Tesseract, names a library that we stand on."""
        include = os.path.dirname(os.path.dirname(self.installed("pipeline.h")))
        for name in sorted(os.listdir(os.path.join(include, "warraq"))):
            path = os.path.join(include, "warraq", name)
            with open(path, encoding="utf-8") as file:
                text = file.read()
            for word in ("<unicode/", "<tesseract/", "<leptonica/", "<allheaders", "<iostream>",
                         "<regex>",
                         "<filesystem>", "<functional>", "<ranges>", "plugin/"):
                if (name, word) == ("renderer.h", "<tesseract/"):
                    continue
                self.assertNotIn(word, text, name)
            if name.endswith(".h"):
                self.write("alone.cc", f'#include "warraq/{name}"\n')
                call(self.compiler(), "-std=c++20", "-Wall", "-Wextra", "-Wpedantic", "-Werror",
                     f"-I{include}",
                     "-fsyntax-only", self.path("alone.cc"))
        call(self.compiler(), "-x", "c", "-std=c99", "-Wall", "-Wextra", "-Wpedantic", "-Werror",
             "-fsyntax-only", os.path.join(include, "warraq", "warraq.h"))
        self.write("alone.c", '#include "warraq/renderer.h"\n')
        call(self.compiler(), "-x", "c", "-std=c99", "-Wall", "-Wextra", "-Werror", f"-I{include}",
             "-fsyntax-only", self.path("alone.c"))

    def test_nothing_of_the_build_is_in_it(self):
        for folder, _, names in os.walk(self.prefix):
            for name in names:
                if name.endswith((".cmake", ".pc", ".h", ".inc", ".json")):
                    with open(os.path.join(folder, name), encoding="utf-8") as file:
                        text = file.read()
                    for place in (BUILD, tool.SOURCE):
                        self.assertNotIn(place, text, name)


if __name__ == "__main__":
    tool.main()
