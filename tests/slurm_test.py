"""samples/slurm on a real Slurm: two nodes on this host, one of which is lost half way.

Slurm and MUNGE run as whoever runs the test, in its folder, on free ports of their own. Everything
that they start is a descendant of this process, and is killed when the test ends, however it ends.
"""

import contextlib
import ctypes
import glob
import json
import os
import pwd
import shutil
import signal
import socket
import sqlite3
import subprocess
import time
import unittest

import tool

PROGRAMS = ("munged", "mungekey", "slurmctld", "slurmd", "sbatch", "scancel", "scontrol", "squeue")
PATH = os.environ["PATH"] + ":/usr/sbin:/sbin"
MISSING = [name for name in PROGRAMS if shutil.which(name, path=PATH) is None]
NODES = ("n1", "n2")
SOURCES = 20000
PR_SET_PDEATHSIG, PR_SET_CHILD_SUBREAPER = 1, 36

CONFIGURATION = """
ClusterName=warraq
SlurmctldHost={host}(127.0.0.1)
SlurmctldPort={ports[0]}
SlurmUser={user}
SlurmdUser={user}
AuthType=auth/munge
# A job that lost its node waits as long as its old credential holds.
AuthInfo=socket={folder}/munge.socket,cred_expire=5
CredType=cred/munge
StateSaveLocation={folder}/state
SlurmdSpoolDir={folder}/spool-%n
SlurmctldPidFile={folder}/slurmctld.pid
SlurmdPidFile={folder}/slurmd-%n.pid
SlurmctldLogFile={folder}/slurmctld.log
SlurmdLogFile={folder}/slurmd-%n.log
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
JobAcctGatherType=jobacct_gather/none
SwitchType=switch/none
MpiDefault=none
SelectType=select/linear
SlurmdTimeout=6
BatchStartTimeout=10
KillWait=2
MessageTimeout=5
SchedulerParameters=batch_sched_delay=0,sched_min_interval=0,bf_interval=1
NodeName=n1 NodeHostname={host} NodeAddr=127.0.0.1 Port={ports[1]} CPUs=1
NodeName=n2 NodeHostname={host} NodeAddr=127.0.0.1 Port={ports[2]} CPUs=1
PartitionName=all Nodes=n1,n2 Default=YES State=UP
"""


def free_ports(count):
    sockets = [socket.socket() for _ in range(count)]
    for each in sockets:
        each.bind(("127.0.0.1", 0))
    ports = [each.getsockname()[1] for each in sockets]
    for each in sockets:
        each.close()
    return ports


def processes():
    """Every process, with its parent."""
    parents = {}
    for path in glob.glob("/proc/[0-9]*/stat"):
        try:
            with open(path, encoding="utf-8", errors="replace") as file:
                pid, rest = file.read().split(" ", 1)
        except OSError:
            continue  # it has ended meanwhile
        parents[int(pid)] = int(rest.rpartition(")")[2].split()[1])
    return parents


def descendants(of):
    parents = processes()
    found = {of}
    while True:
        more = {pid for pid, parent in parents.items() if parent in found} - found
        if not more:
            return found - {of}
        found |= more


def send(number, *pids):
    for pid in pids:
        try:
            os.kill(pid, number)
        except ProcessLookupError:
            pass


def kill_all(of):
    """The descendants of a process; those that come meanwhile, too."""
    end = time.monotonic() + 10
    while (left := descendants(of)) and time.monotonic() < end:
        send(signal.SIGKILL, *left)
        try:
            while os.waitpid(-1, os.WNOHANG)[0] != 0:
                pass
        except ChildProcessError:
            pass
        time.sleep(0.05)
    return left


@unittest.skipIf(MISSING, f"not installed: {', '.join(MISSING)} (Debian: slurm-wlm, munge)")
class Slurm(tool.TestCase):
    def setUp(self):
        super().setUp()
        self.make_inputs(SOURCES)
        self.libc = ctypes.CDLL(None)
        # What daemons leave behind comes back to us, and is killed with the rest.
        self.libc.prctl(PR_SET_CHILD_SUBREAPER, 1)
        self.daemons = []
        self.addCleanup(self.stop)
        self.env = {**os.environ, "SLURM_CONF": self.path("slurm.conf"),
                    "PATH": os.path.dirname(tool.TOOL) + ":" + PATH}
        self.start()

    def stop(self):
        left = kill_all(os.getpid())
        for daemon in self.daemons:
            daemon.poll()
        self.assertEqual(left, set())

    def daemon(self, name, *arguments):
        with open(self.path(name + ".out"), "ab") as out:
            self.daemons.append(subprocess.Popen(
                [shutil.which(name, path=PATH), *arguments], stdin=subprocess.DEVNULL, stdout=out,
                stderr=out, env=self.env, cwd=self.folder, start_new_session=True,
                preexec_fn=lambda: self.libc.prctl(PR_SET_PDEATHSIG, signal.SIGKILL)))
        return self.daemons[-1]

    def ask(self, *command, seconds=20):
        done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
                              env=self.env, cwd=self.folder, timeout=seconds, check=False)
        return done.stdout if done.returncode == 0 else ""

    def wait_for(self, what, check, seconds):
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            if found := check():
                return found
            time.sleep(0.1)
        self.fail(f"{what}: not within {seconds} s\n{self.logs()}")

    def logs(self):
        told = [self.ask("squeue", "-o", "%i %T %r %N"), self.ask("scontrol", "show", "node")]
        for path in sorted(glob.glob(self.path("*.log")) + glob.glob(self.path("*.out")) +
                           glob.glob(self.path("out", "*.log"))):
            with open(path, encoding="utf-8", errors="replace") as file:
                told.append(f"--- {path}\n{file.read()[-1500:]}")
        return "\n".join(told)

    def start(self):
        self.write("slurm.conf", CONFIGURATION.format(
            host=socket.gethostname().split(".")[0], user=pwd.getpwuid(os.getuid()).pw_name,
            folder=self.folder, ports=free_ports(3)))
        os.mkdir(self.path("state"), 0o700)
        for node in NODES:
            os.mkdir(self.path(f"spool-{node}"), 0o755)
        key = self.path("munge.key")
        subprocess.run([shutil.which("mungekey", path=PATH), "--create", "--keyfile", key],
                       check=True, timeout=20)
        # --force: folders for temporary files are open to all, which MUNGE holds against them.
        self.daemon("munged", "--foreground", "--force", "--key-file", key,
                    "--socket", self.path("munge.socket"), "--pid-file", self.path("munge.pid"),
                    "--seed-file", self.path("munge.seed"), "--log-file", self.path("munge.log"))
        self.wait_for("MUNGE", lambda: os.path.exists(self.path("munge.socket")), 10)
        self.daemon("slurmctld", "-D", "-f", self.path("slurm.conf"))
        self.nodes = {node: self.daemon("slurmd", "-D", "-N", node, "-f", self.path("slurm.conf"))
                      for node in NODES}
        self.wait_for("two nodes", lambda: self.ask(
            "scontrol", "show", "node").count("State=IDLE ") == 2, 30)

    def lose(self, node):
        """The node's daemon first, so that it cannot tell of the rest, and all that it started."""
        gone = [self.nodes[node].pid, *self.steps(node)]
        send(signal.SIGKILL, *gone)
        return len(gone)

    def steps(self, node):
        """Processes of jobs on this node, and of the daemons that watch over them."""
        found = set()
        for pid in descendants(os.getpid()):
            try:
                with open(f"/proc/{pid}/environ", "rb") as file:
                    of_node = f"SLURMD_NODENAME={node}\0".encode() in file.read()
            except OSError:
                continue
            if of_node:
                found |= {pid, processes().get(pid, os.getpid())} - {os.getpid()}
        return found

    def make_inputs(self, sources):
        """News, each of its own content, on lines of JSON."""
        texts = []
        for number in range(5):
            with open(tool.sample("dumps", f"seed-00{number}.txt"), encoding="utf-8") as file:
                texts.append(file.read())
        with open(self.path("in", "news.jsonl"), "w", encoding="utf-8") as file:
            for number in range(sources):
                text = f"{texts[number % 5]}\n\nIt was the report {number} of that day.\n"
                file.write(json.dumps({"id": number, "text": text}) + "\n")
            file.write("this line is none of JSON\n")

    def begun(self, share):
        """Some of its records are compressed; about then they are saved."""
        path = self.path("out", f"part-{share}", "records-00000.jsonl.zst.part")
        return os.path.exists(path) and os.path.getsize(path) > 0

    def done(self, share):
        """How many sources of a share would be saved if it were killed now; of a copy, as it lies."""
        copy = self.path("seen", str(share))
        shutil.rmtree(copy, ignore_errors=True)
        shutil.copytree(self.path("out", f"part-{share}"), copy)
        with contextlib.closing(sqlite3.connect(os.path.join(copy, "journal.sqlite"))) as journal:
            saved = journal.execute("SELECT value FROM about WHERE name = 'sources'").fetchone()
        return int(saved[0]) if saved else 0

    def running(self):
        """The shares that run, with their nodes."""
        lines = self.ask("squeue", "--noheader", "--states=RUNNING", "--array",
                         "-o", "%K %N %j").splitlines()
        return {node: int(share) for share, node, name in map(str.split, lines) if name == "warraq"}

    def submit(self, shares):
        command = ["sh", tool.sample("slurm", "articles.sh"), str(shares), "out", "in",
                   "--save-every", "0.1"]
        submitted = self.ask(*command)
        self.assertRegex(submitted, r"^\d+ \d+\n$", self.logs())
        return submitted.split()[0]

    def has_manifest(self, share):
        return os.path.exists(self.path("out", f"part-{share}", "manifest.json"))

    def log(self, name):
        with open(self.path("out", name), encoding="utf-8") as file:
            return file.read()

    def wait_for_merge(self):
        self.wait_for("the merged batch", lambda: os.path.exists(self.path("out", "all")) or
                      not self.ask("squeue", "--noheader"), 90)
        self.assertTrue(os.path.exists(self.path("out", "all")), self.logs())
        self.assertIn(f"{SOURCES} records", self.log("merge.log"))

    def assert_as_on_one_machine(self):
        self.assert_status(tool.run("in", "-o", "one", cwd=self.folder), 1)  # the line of no JSON
        self.assert_status(tool.run("merge", "one", "-o", "wanted", cwd=self.folder), 0)
        got = tool.outputs(self.path("out", "all"))
        wanted = tool.outputs(self.path("wanted"))
        self.assertEqual(got.keys(), wanted.keys())
        self.assertEqual([name for name in got if got[name] != wanted[name]], [])

    def test_a_node_is_lost_half_way(self):
        self.submit(4)

        def half_way():
            share = self.running().get("n1")
            if share is None or not self.begun(share) or self.has_manifest(share):
                return None
            steps = self.steps("n1")
            send(signal.SIGSTOP, *steps)
            if steps and not self.has_manifest(share) and self.done(share) > 0:
                return share
            return send(signal.SIGCONT, *steps)
        lost = self.wait_for("a share on n1 is half done", half_way, 40)
        self.assertGreater(self.lose("n1"), 2)
        before = self.done(lost)
        self.assertFalse(self.has_manifest(lost))

        self.wait_for("the loss of n1 is seen",
                      lambda: "State=DOWN" in self.ask("scontrol", "show", "node", "n1"), 40)
        self.wait_for_merge()
        self.assertIn(f"({before} of them done before)", self.log(f"share-{lost}.log"))
        self.assert_as_on_one_machine()

    def test_a_time_limit_comes_near(self):
        job = self.submit(1)
        self.wait_for("the share is half done", lambda: self.begun(1), 30)
        self.ask("scancel", "--batch", "--signal=USR1", job)  # as Slurm does
        self.wait_for_merge()
        self.assertRegex(self.log("share-1.log"), r"\([1-9]\d* of them done before\)")
        self.assert_as_on_one_machine()


if __name__ == "__main__":
    tool.main()
