"""Warraq from Python: the shared library and ctypes, nothing to build or to install.

    from warraq import Pipeline, dates, normalize

    normalize("caf&eacute;")["text"]                            # "café"
    dates("tomorrow, 9 pm", reference="2025-05-14")[0]["edtf"]  # "2025-05-15T21:00"
    for record in Pipeline().read(open("page.html", "rb").read()):
        print(record["headline"]["text"])

As a program, the headlines of files:

    WARRAQ_LIBRARY=build/libwarraq_c.so python3 samples/python/warraq.py page.html scan.tif

Any number of threads may call at once: ctypes lets go of Python's lock.
"""

import ctypes
import ctypes.util
import json
import os
import sys
from ctypes import POINTER, byref, c_char_p, c_int, c_size_t, c_uint32, c_void_p


class String(ctypes.Structure):
    """What a call gives. Its bytes are the library's kind of memory, so they are copied and freed."""

    _fields_ = [("data", c_void_p), ("size", c_size_t)]

    def take(self):
        taken = ctypes.string_at(self.data, self.size) if self.data else b""
        library.warraq_string_free(byref(self))
        return taken.decode("utf-8")


class Options(ctypes.Structure):
    """Each struct of options begins with its size; what is not named has its default."""

    def __init__(self, **options):
        super().__init__(ctypes.sizeof(self), **options)


class TextOptions(Options):
    _fields_ = [("struct_size", c_size_t), ("search_form", c_uint32), ("explain", c_uint32)]


class DateOptions(Options):
    _fields_ = [("struct_size", c_size_t), ("reference", c_char_p), ("language", c_char_p)]


class PipelineOptions(Options):
    _fields_ = [("struct_size", c_size_t), ("from_", c_char_p), ("provenance", c_char_p),
                ("ink_language", c_char_p), ("tessdata", c_char_p)]


class Source(Options):
    _fields_ = [("struct_size", c_size_t), ("bytes", c_char_p), ("size", c_size_t),
                ("name", c_char_p), ("uri", c_char_p), ("retrieved", c_char_p)]


def load():
    path = os.environ.get("WARRAQ_LIBRARY") or ctypes.util.find_library("warraq_c")
    if path is None:
        raise OSError("libwarraq_c is not installed; WARRAQ_LIBRARY can name its file")
    loaded = ctypes.CDLL(path)
    for name in ("version", "status_name", "status_hint", "error_text"):
        getattr(loaded, "warraq_" + name).restype = c_char_p
    loaded.warraq_string_free.argtypes = [POINTER(String)]
    text = [c_char_p, c_size_t]
    loaded.warraq_normalize_json.argtypes = [*text, POINTER(TextOptions), POINTER(String)]
    loaded.warraq_find_dates.argtypes = [*text, POINTER(DateOptions), POINTER(String)]
    loaded.warraq_pipeline_new.argtypes = [POINTER(PipelineOptions), POINTER(c_void_p)]
    loaded.warraq_pipeline_free.argtypes = [c_void_p]
    loaded.warraq_pipeline_read.argtypes = [c_void_p, POINTER(Source), POINTER(String)]
    return loaded


library = load()
BAD_ARGUMENT, OUT_OF_MEMORY, INTERNAL = 1, 2, 3


class Error(Exception):
    """What a call would not do: its name, "too-large", and the sentence."""

    def __init__(self, status):
        self.name = library.warraq_status_name(c_int(status)).decode()
        super().__init__(f"{library.warraq_error_text().decode()} ({self.name})")


def check(status):
    if status != 0:
        raise Error(status)


def as_bytes(text):
    return text.encode("utf-8") if isinstance(text, str) else text


def normalize(text, search_form=False, explain=False):
    """Text in any encoding, repaired: {"text", "encoding", "language", "script", "repairs", ...}."""
    text, line = as_bytes(text), String()
    options = TextOptions(search_form=search_form, explain=explain)
    check(library.warraq_normalize_json(text, len(text), byref(options), byref(line)))
    return json.loads(line.take())


def dates(text, reference=None, language=None):
    """The dates of a text, in its order: [{"edtf", "text", "start", "end", ...}]."""
    text, line = as_bytes(text), String()
    options = DateOptions(reference=as_bytes(reference), language=as_bytes(language))
    check(library.warraq_find_dates(text, len(text), byref(options), byref(line)))
    return json.loads(line.take())["dates"]


class Pipeline:
    """The way from pages to records. One serves many pages, and keeps the models between them."""

    def __init__(self, **options):
        """from_="html", provenance="full", ink_language="ara+eng", tessdata="/folder"."""
        self.pipeline = c_void_p()
        given = PipelineOptions(**{name: as_bytes(value) for name, value in options.items()})
        check(library.warraq_pipeline_new(byref(given), byref(self.pipeline)))

    def __del__(self):
        library.warraq_pipeline_free(self.pipeline)

    def read(self, page, name=None, uri=None):
        """The records of a page or scan, and a failure for each page that gave none."""
        source = Source(bytes=page, size=len(page), name=as_bytes(name), uri=as_bytes(uri))
        lines = String()
        status = library.warraq_pipeline_read(self.pipeline, byref(source), byref(lines))
        records = [json.loads(line) for line in lines.take().split("\n") if line]
        if status in (BAD_ARGUMENT, OUT_OF_MEMORY, INTERNAL) or (status and not records):
            raise Error(status)
        return records


def main():
    pipeline = Pipeline()
    for path in sys.argv[1:]:
        with open(path, "rb") as file:
            for record in pipeline.read(file.read(), name=path):
                if record["schema"] == "warraq/failure/1":
                    print(f"{path}: {record['what']} ({record['code']}); {record['hint']}")
                    continue
                headline = record.get("headline", {}).get("text", "(no headline)")
                day = record.get("published", {}).get("edtf", "no date")
                print(f"{path}: {headline} ({record['language']}, {day})")


if __name__ == "__main__":
    main()
