"""What a user is told: --help, the man pages, the completions of the shells.

All are made from the options that the tool has; here they are read as man and the shells read them,
and every example that they give is run. What is not installed (man, mandoc, zsh, fish) is passed over.
"""

import os
import pty
import re
import shutil
import subprocess
import unittest

import duckdb_library
import tool

MANUAL = os.path.join(os.path.dirname(tool.TOOL), "manual")
COMMANDS = ("text", "dates", "ocr", "merge", "sites", "verify")


def helps():
    """Each command, "" for the tool itself, with what its --help says."""
    return {name: tool.run(*filter(None, (name, "--help"))).out.decode()
            for name in ("",) + COMMANDS}


def options(text):
    return re.findall(r"^  (?:(-\w), )?(--[\w-]+)", text, re.MULTILINE)


def examples(text):
    return re.findall(r"^  (\S.*)$", text.partition("\nExamples:\n")[2], re.MULTILINE)


def lines_of(*command, **how):
    return subprocess.run(command, stdout=subprocess.PIPE, check=True, text=True, **how).stdout


class Help(tool.TestCase):
    def test_it_fits_a_screen_and_shows_what_can_be_chosen(self):
        for name, text in helps().items():
            with self.subTest(name):
                self.assertRegex(text, r"^[ -~\n]+$")
                self.assertLessEqual(max(map(len, text.splitlines())), 80)
                self.assertTrue(examples(text))
        self.assertIn("--to jsonl|text|markdown|parquet", helps()[""])
        self.assertRegex(helps()[""], r"(?s)--provenance none\|spans\|full\n.*\(default: spans\)")

    def test_commands_are_all_there(self):
        listed = re.findall(r"^  (\w+)  ", helps()[""].partition("\nCommands:\n")[2], re.MULTILINE)
        self.assertEqual(sorted(listed), sorted(COMMANDS))

    def test_examples_run(self):
        """As they stand, in a folder with the files that they name."""
        os.symlink(tool.TOOL, self.path("bin", "warraq"))
        shutil.copy(tool.sample("pages", "en-json-ld.html"), self.path("page.html"))
        shutil.copytree(self.path(), self.path("archive"), ignore=lambda *_: ["bin", "archive"])
        shutil.copy(tool.sample("pages", "ar-two-calendars.html"), self.path("dump", "a.html"))
        shutil.copy(tool.sample("dumps", "seed-001.txt"), self.path("notes.txt"))
        shutil.copy(tool.sample("images", "en-clean.png"), self.path("scan.png"))
        duckdb = duckdb_library.find()
        places = {**os.environ, "PATH": self.path("bin") + ":" + os.environ["PATH"],
                  "WARRAQ_DUCKDB": duckdb or ""}
        for number in "12":
            self.assert_status(tool.run("-o", f"part-{number}", "--shard", f"{number}/2", "dump",
                                        cwd=self.folder), 0)
        for name, text in helps().items():
            for line in examples(text):
                if "parquet" in line and duckdb is None:
                    continue
                with self.subTest(line):
                    ran = subprocess.run(["sh", "-ec", line], cwd=self.folder, env=places,
                                         stdout=subprocess.PIPE, stderr=subprocess.PIPE)
                    self.assertEqual(ran.returncode, 0, ran.stderr)
                    written = re.findall(r"(?:>|-o) (\S+)", line)
                    for path in written:
                        self.assertGreater(os.path.getsize(self.path(path)), 0)
                    if "parquet" in line:
                        continue
                    if " -o " in line:  # a batch tells on standard error how far it is
                        path = self.path(written[-1])
                        self.assertTrue(os.path.isfile(path) or os.listdir(path))
                    else:
                        self.assertEqual(ran.stderr, b"")
                        self.assertTrue(written or ran.stdout)


class ManPages(tool.TestCase):
    def pages(self):
        return {name: os.path.join(MANUAL, "man1", f"warraq-{name}.1" if name else "warraq.1")
                for name in ("",) + COMMANDS}

    def test_every_option_and_example(self):
        self.assertEqual(len(os.listdir(os.path.join(MANUAL, "man1"))), 2 * len(self.pages()))
        for name, page in self.pages().items():
            with open(page, encoding="ascii") as file:
                text = file.read().replace("\\-", "-").replace("\\(aq", "'").replace("\\e", "\\")
            said = helps()[name]
            self.assertTrue(options(said))
            for short, long in options(said):
                self.assertIn(f"\\fB{long}\\fR", text)
                self.assertIn(f"\\fB{short}\\fR" if short else "", text)
            for line in examples(said):
                self.assertIn(f"\n.EX\n{line}\n.EE\n", text)
            for section in ("NAME", "SYNOPSIS", "DESCRIPTION", "OPTIONS", "EXIT STATUS",
                            "EXAMPLES", "SEE ALSO"):
                self.assertEqual(text.count(f"\n.SH {section}\n"), 1)

    @unittest.skipUnless(shutil.which("mandoc"), "mandoc is not installed")
    def test_mandoc_has_no_complaint(self):
        ran = subprocess.run(["mandoc", "-T", "lint", "-W", "style", *self.pages().values()],
                             stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        self.assertEqual(ran.stdout, "")

    @unittest.skipUnless(shutil.which("man"), "man is not installed")
    def test_man_has_no_warning(self):
        for page in self.pages().values():
            ran = subprocess.run(["man", "--warnings", "-E", "UTF-8", "-l", page],
                                 stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
                                 env={**os.environ, "MANWIDTH": "80", "LC_ALL": "C.UTF-8"})
            self.assertEqual((ran.returncode, ran.stderr), (0, ""))
            self.assertIn("EXIT STATUS", ran.stdout)


class Completions(tool.TestCase):
    """The same lines in each shell that is there. A line, and what its last word may become."""

    LINES = (("warraq te", ["text", "texts.d"]),
             ("warraq --to ", ["jsonl", "markdown", "parquet", "text"]),
             ("warraq --to m", ["markdown"]),
             ("warraq --to text oc", ["ocr"]),
             ("warraq --fr", ["--from"]),
             ("warraq page.html --prov", ["--provenance"]),
             ("warraq --provenance ", ["full", "none", "spans"]),
             ("warraq ocr --to ", ["alto", "hocr", "pdf", "pdfa", "text"]),
             ("warraq ocr --keep", ["--keep-original"]),
             ("warraq text --ex", ["--explain"]),
             ("warraq dates --ref", ["--reference"]),
             ("warraq verify --root te", ["texts.d"]),
             ("warraq ocr --language ara+e", ["ara+eng"]))

    def setUp(self):
        super().setUp()
        os.symlink(tool.TOOL, self.path("bin", "warraq"))
        os.mkdir(self.path("texts.d"))
        self.write("page.html", "")
        self.places = {**os.environ, "PATH": self.path("bin") + ":" + os.environ["PATH"],
                       "HOME": self.folder, "TERM": "dumb"}

    def check(self, complete):
        for line, wanted in self.LINES:
            with self.subTest(line):
                self.assertEqual(sorted(complete(line)), wanted)
        for name, text in helps().items():
            with self.subTest(name or "warraq"):
                offered = complete(f"warraq {name} --".replace("  ", " "))
                self.assertEqual(sorted(offered), sorted(long for _, long in options(text)))

    def test_bash(self):
        script = os.path.join(MANUAL, "warraq")

        def complete(line):
            words = line.split(" ")
            return [word.rstrip("/") for word in lines_of(
                "bash", "--norc", "-c",
                f'source "$1"; shift; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _warraq warraq; '
                'printf "%s\\n" "${COMPREPLY[@]}"', "bash", script, *words,
                cwd=self.folder, env=self.places).split("\n") if word.startswith(words[-1]) and word]

        lines_of("bash", "-n", script)
        self.check(complete)
        words = ["bash", "--norc", "-c", 'source "$0"; COMP_WORDS=(warraq --to = m); COMP_CWORD=3; '
                 '_warraq warraq; echo "${COMPREPLY[@]}"', script]
        self.assertEqual(lines_of(*words), "markdown\n")  # "--to=m", as bash splits it

    @unittest.skipUnless(shutil.which("fish"), "fish is not installed")
    def test_fish(self):
        script = os.path.join(MANUAL, "warraq.fish")

        def complete(line):
            offered = lines_of("fish", "--no-config", "-c", f"source '{script}'; complete -C '{line}'",
                               cwd=self.folder, env=self.places).splitlines()
            return [word.split("\t")[0].rstrip("/") for word in offered]

        lines_of("fish", "-n", script)
        self.check(complete)

    @unittest.skipUnless(shutil.which("zsh"), "zsh is not installed")
    def test_zsh(self):
        lines_of("zsh", "-n", os.path.join(MANUAL, "_warraq"))
        self.check(self.zsh)

    def zsh(self, line):
        """Typed into a zsh on a terminal of its own, where what Tab offers goes to a file."""
        self.write(".zshrc", f"""
fpath=({MANUAL} $fpath); autoload -Uz compinit; compinit -D -u
compadd() {{
  if [[ ${{@[1,(i)(-|--)]}} != *-(O|A|D)\\ * ]]; then
    local -a found
    builtin compadd -A found "$@"
    print -rl -- ${{(@)found/#/$IPREFIX}} >> offered
  fi
  builtin compadd "$@"
}}
LISTMAX=9999 PS1='ready>'
""")
        self.write("offered", "")
        master, slave = pty.openpty()
        process = subprocess.Popen(["zsh", "-i"], cwd=self.folder, stdin=slave, stdout=slave,
                                   stderr=slave, start_new_session=True,
                                   env={**self.places, "ZDOTDIR": self.folder})
        os.close(slave)
        self.read_until(master, b"ready>")
        os.write(master, f"{line}\t\x15print -r done >> offered; exit\n".encode())
        self.read_until(master, None)
        process.wait(30)
        os.close(master)
        with open(self.path("offered"), encoding="utf-8") as file:
            offered = file.read().split()
        self.assertEqual(offered.pop(), "done")
        return sorted({word.rstrip("/") for word in offered})

    @staticmethod
    def read_until(terminal, words):
        """Or until the terminal is gone with its shell."""
        read = b""
        while words is None or words not in read:
            try:
                read += os.read(terminal, 4096)
            except OSError:
                return


if __name__ == "__main__":
    tool.main()
