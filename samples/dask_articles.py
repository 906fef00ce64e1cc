"""The records of one large file of JSON Lines, read in blocks by Dask:

    python3 samples/dask_articles.py DUMP.jsonl RECORDS.jsonl FAILURES.jsonl
    python3 samples/dask_articles.py --scheduler tcp://HOST:8786 DUMP.jsonl ... -- --field body

With a scheduler, its workers on all machines must see DUMP.jsonl under the same name and have `warraq`
in their PATH; without one, this machine's cores work. What stands behind -- goes to warraq.

Each block is a pure function of the file and its place, so what is lost with a worker Dask asks of
another. Records and failures come in the order of the lines and name their places in the whole file: the
bytes are those of `warraq --failures FAILURES.jsonl DUMP.jsonl`. Debian: python3-distributed.
"""

import argparse
import collections
import json
import os
import re
import subprocess
import sys
import tempfile

SOURCE_NAME = re.compile(rb'"name":"-!@(\d+)')  # what came through a pipe


def read_block(dump, start, end):
    """The lines that begin in [start, end), and where the first of them does."""
    with open(dump, "rb") as file:
        if start > 0:
            file.seek(start - 1)
            file.readline()  # what began before is the block's before this
        first = file.tell()
        lines = file.read(end - first) if first < end else b""
        if lines and not lines.endswith(b"\n"):
            lines += file.readline()
    return first, lines


def named_as_in_the_file(lines, dump, first):
    name = json.dumps(dump, ensure_ascii=False)[1:-1].encode("utf-8", "surrogateescape")
    return b"".join(
        SOURCE_NAME.sub(lambda found: b'"name":"%s!@%d' % (name, first + int(found[1])), line, 1)
        for line in lines.splitlines(keepends=True))


def articles(dump, start, end, program, options):
    """Records and failures of a block, as lines. It runs on any worker."""
    first, lines = read_block(dump, start, end)
    if not lines:
        return b"", b""
    with tempfile.NamedTemporaryFile() as failures:
        done = subprocess.run(
            [program, "--from", "jsonl", "-", "-j", "1", "--failures", failures.name, *options],
            input=lines, stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=False)
        if done.returncode not in (0, 1):  # 1: some lines gave no article, which failures tell
            raise RuntimeError(f"{program} at byte {first} of {dump}: status {done.returncode}: "
                               + done.stderr.decode("utf-8", "replace")[-500:])
        failed = failures.read()
    return (named_as_in_the_file(done.stdout, dump, first),
            named_as_in_the_file(failed, dump, first))


def in_order(client, arguments, ahead, **named):
    """What comes of each call, in order; so many wait that memory stays flat."""
    waiting = collections.deque()
    for each in arguments:
        waiting.append(client.submit(articles, *each, **named))
        if len(waiting) >= ahead:
            yield waiting.popleft().result()
    while waiting:
        yield waiting.popleft().result()


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("dump")
    parser.add_argument("records")
    parser.add_argument("failures")
    parser.add_argument("options", nargs="*", help="of warraq, behind --")
    parser.add_argument("--scheduler", help="a Dask scheduler; none: processes of this machine")
    parser.add_argument("--block", type=int, default=32 << 20, help="bytes (default: 32 MiB)")
    parser.add_argument("--warraq", default=os.environ.get("WARRAQ", "warraq"))
    settings = parser.parse_args()

    from distributed import Client  # after --help, which needs no Dask
    size = os.path.getsize(settings.dump)
    blocks = ((settings.dump, start, min(start + settings.block, size))
              for start in range(0, size, settings.block))
    parts = [path + ".part" for path in (settings.records, settings.failures)]
    failed = False
    with Client(settings.scheduler, threads_per_worker=1, dashboard_address=None) \
            if settings.scheduler is None else Client(settings.scheduler) as client, \
            open(parts[0], "wb") as records, open(parts[1], "wb") as failures:
        ahead = 2 * max(1, sum(client.nthreads().values()))
        for lines, lost in in_order(client, blocks, ahead, program=settings.warraq,
                                    options=settings.options):
            records.write(lines)
            failures.write(lost)
            failed = failed or bool(lost)
    os.rename(parts[0], settings.records)
    os.rename(parts[1], settings.failures)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
