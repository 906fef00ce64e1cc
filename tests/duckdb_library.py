"""DuckDB's library for the tests: that of WARRAQ_DUCKDB, or npm fetches it into the build folder."""

import os
import platform
import shutil
import subprocess
import tempfile

import tool

PACKAGE = {"x86_64": "@duckdb/node-bindings-linux-x64", "aarch64": "@duckdb/node-bindings-linux-arm64"}
VERSION = "1.5.6-r.1"


def find():
    """Its path, or None."""
    if os.environ.get("WARRAQ_DUCKDB"):
        return os.environ["WARRAQ_DUCKDB"]
    build = os.path.dirname(tool.TOOL)
    folder = os.path.join(build, "duckdb")
    library = os.path.join(folder, "libduckdb.so")
    if not os.path.exists(library) and shutil.which("npm") and platform.machine() in PACKAGE:
        with tempfile.TemporaryDirectory(dir=build) as fetched:
            try:
                package = subprocess.run(
                    ["npm", "pack", "--silent", f"{PACKAGE[platform.machine()]}@{VERSION}"],
                    cwd=fetched, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=True,
                    text=True, timeout=120).stdout.split()[-1]
                subprocess.run(["tar", "xzf", package], cwd=fetched, check=True, timeout=60)
                os.rename(os.path.join(fetched, "package"), folder)
            except (subprocess.SubprocessError, OSError, IndexError) as error:
                if not os.path.exists(library):  # else another test was quicker
                    print(f"npm cannot fetch DuckDB: {error}")
    return library if os.path.exists(library) else None
