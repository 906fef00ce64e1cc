"""The packages for Debian, as `cpack` makes them from the build: what they hold, what they need, and
what lintian says.

With WARRAQ_CHROOT_TEST=1, as root and where debootstrap reaches a mirror of Debian (some minutes),
they are installed into an empty Debian of their own, and used there. WARRAQ_MIRROR names a mirror.
"""

import gzip
import json
import os
import re
import shutil
import subprocess
import tempfile
import unittest

import tool

BUILD = os.path.dirname(tool.TOOL)
MISSING = [name for name in ("cpack", "dpkg-deb", "dpkg-shlibdeps") if shutil.which(name) is None]
ALLOWED = os.environ.get("WARRAQ_CHROOT_TEST") == "1"
# What a user of the packages would install beside them.
BESIDE = ("gcc", "libc6-dev", "pkg-config", "man-db", "tesseract-ocr-eng")


def call(*command, **how):
    """What it wrote; a failure with its words otherwise."""
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
                          **how)
    if done.returncode != 0:
        raise AssertionError(f"{' '.join(command)}: {done.returncode}\n{done.stdout[-3000:]}")
    return done.stdout


@unittest.skipIf(MISSING, f"not installed: {', '.join(MISSING)}")
class Packages(tool.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.root = tempfile.mkdtemp(prefix="warraq-packages-")
        cls.addClassCleanup(shutil.rmtree, cls.root, ignore_errors=True)
        call("cpack", "--config", os.path.join(BUILD, "CPackConfig.cmake"), "-B", cls.root,
             "-D", "CPACK_DEBIAN_COMPRESSION_TYPE=gzip")  # xz would take most of the time
        cls.packages = {name.split("_")[0]: os.path.join(cls.root, name)
                        for name in os.listdir(cls.root) if name.endswith(".deb")}

    def field(self, package, name):
        return call("dpkg-deb", "-f", self.packages[package], name).strip()

    def files(self, package):
        """Paths, links with where they lead."""
        listed = call("dpkg-deb", "-c", self.packages[package])
        return {re.sub(r" -> \S+$", "", path): path.partition(" -> ")[2]
                for path in re.findall(r"(?m) \.(/\S.*[^/\n])$", listed)}

    def test_what_they_hold(self):
        self.assertEqual(sorted(self.packages),
                         ["libwarraq-dev", "libwarraq0", "warraq", "warraq-ocrmypdf"])
        held = {package: self.files(package) for package in self.packages}
        for path in ("/usr/bin/warraq", "/usr/share/man/man1/warraq.1.gz",
                     "/usr/share/man/man1/warraq-verify.1.gz", "/usr/share/zsh/vendor-completions/_warraq",
                     "/usr/share/bash-completion/completions/warraq",
                     "/usr/share/fish/vendor_completions.d/warraq.fish"):
            self.assertIn(path, held["warraq"])
        self.assertIn("/usr/share/warraq/warraq_ocrmypdf.py", held["warraq-ocrmypdf"])
        libraries = {os.path.basename(path): to for path, to in held["libwarraq0"].items()}
        development = {os.path.basename(path): to for path, to in held["libwarraq-dev"].items()}
        for library in ("libwarraq.so", "libwarraq_c.so", "libwarraq_tesseract.so"):
            soname = re.search(r"SONAME\s+(\S+)", call(
                "objdump", "-p", os.path.join(BUILD, library)))[1]
            self.assertEqual(development[library], soname)
            self.assertTrue(libraries[soname].startswith(library))
            self.assertNotIn(library, libraries)
        for name in ("warraq.h", "pipeline.h", "WarraqConfig.cmake", "warraq-c.pc", "records.c"):
            self.assertIn(name, development)
        for package, paths in held.items():
            for document in ("copyright", "changelog.gz"):
                self.assertIn(f"/usr/share/doc/{package}/{document}", paths)

    def test_what_they_need(self):
        version = call(tool.TOOL, "--version").split()[1]
        for package in self.packages:
            self.assertEqual(self.field(package, "Version"), version)
        for package in ("warraq", "libwarraq0"):
            for needed in ("libicu", "libtesseract5", "libarchive13", "libc6 (>="):
                self.assertIn(needed, self.field(package, "Depends"))
        self.assertEqual(self.field("libwarraq-dev", "Depends"), f"libwarraq0 (= {version})")
        self.assertIn("ocrmypdf", self.field("warraq-ocrmypdf", "Depends"))
        self.assertEqual(self.field("warraq-ocrmypdf", "Architecture"), "all")

    def test_changelog_is_of_this_version_and_day(self):
        with gzip.open(os.path.join(BUILD, "manual", "changelog.gz"), "rt") as file:
            changelog = file.read()
        self.assertEqual(re.match(r"warraq \((\S+)\)", changelog)[1],
                         call(tool.TOOL, "--version").split()[1])
        day = call("date", "-u", "-d", re.search(r"(?m)^ -- .*>  (.*)$", changelog)[1], "+%F").strip()
        with open(os.path.join(BUILD, "manual", "man1", "warraq.1"), encoding="ascii") as file:
            self.assertIn(f".TH WARRAQ 1 {day} ", file.read())

    @unittest.skipUnless(shutil.which("lintian"), "lintian is not installed")
    def test_lintian(self):
        root = ["--allow-root"] if os.getuid() == 0 else []
        ran = subprocess.run(["lintian", *root, "--fail-on", "error,warning", *self.packages.values()],
                             stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        self.assertEqual(ran.returncode, 0, ran.stdout)

    @unittest.skipUnless(ALLOWED, "WARRAQ_CHROOT_TEST=1 is not set")
    @unittest.skipUnless(os.getuid() == 0 and shutil.which("debootstrap"), "no root or debootstrap")
    def test_in_an_empty_debian(self):
        debian = self.path("debian")
        call("debootstrap", "--variant=minbase", "--include=ca-certificates", "bookworm", debian,
             os.environ.get("WARRAQ_MIRROR", "http://deb.debian.org/debian"))
        for package in self.packages.values():
            shutil.copy(package, os.path.join(debian, "tmp"))
        for name in (("dumps", "seed-001.txt"), ("pages", "en-login.html"),
                     ("images", "en-clean.png")):
            shutil.copy(tool.sample(*name), os.path.join(debian, "root"))

        def inside(script):
            return call("chroot", debian, "sh", "-ec", "export HOME=/root LC_ALL=C.UTF-8 "
                        "DEBIAN_FRONTEND=noninteractive PATH=/usr/sbin:/usr/bin:/sbin:/bin\ncd\n"
                        + script)

        inside("rm -f /etc/dpkg/dpkg.cfg.d/*\napt-get install -y -qq --no-install-recommends "
               f"{' '.join(BESIDE)} $(ls /tmp/*.deb | grep -v ocrmypdf)")
        self.assertEqual(inside("warraq --version").split("\n")[0],
                         "warraq " + self.field("warraq", "Version"))
        record, = map(json.loads, inside("warraq seed-001.txt").splitlines())
        mine, = tool.run(tool.sample("dumps", "seed-001.txt")).records()
        for each in (record, mine):
            del each["source"]["name"]
        self.assertEqual(record, mine)
        self.assertEqual(inside("warraq seed-001.txt | warraq verify -").split(", ")[-1],
                         "0 untrue\n")
        self.assertIn("Clockmaker Climbs Tower", inside("warraq --language eng en-clean.png"))
        self.assertIn("EXIT STATUS", inside("man warraq-ocr | cat"))
        lines = inside("cc -std=c99 -o records /usr/share/doc/libwarraq-dev/examples/c/records.c "
                       "$(pkg-config --cflags --libs warraq-c)\n"
                       "./records seed-001.txt 2>/dev/null")
        self.assertEqual(json.loads(lines)["id"], record["id"])
        inside("apt-get install -y -qq --no-install-recommends /tmp/warraq-ocrmypdf*.deb")
        inside("ocrmypdf --plugin /usr/share/warraq/warraq_ocrmypdf.py --image-dpi 150 -l eng "
               "--output-type pdf --pdf-renderer hocr --warraq-records news.jsonl en-clean.png out.pdf")
        self.assertIn("Clockmaker", inside("cat news.jsonl"))
        inside("apt-get remove -y -qq warraq libwarraq0\n! test -e /usr/bin/warraq")


if __name__ == "__main__":
    tool.main()
