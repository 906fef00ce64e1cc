#!/usr/bin/env python3
"""Writes models/entities.tsv: the named character references of the HTML standard.

    python3 models/make_entities.py > models/entities.tsv

The names are those of Python's html.entities.html5, which is the standard's own table. They are
sorted by their bytes, which the reader relies on.
"""

import html.entities

HEADER = """\
# The named character references of HTML, one a line: the name without its "&" but with its ";"
# where it has one, a tab, and the code points that it stands for, in hexadecimal.
# Origin: HTML Living Standard, section 13.5, https://html.spec.whatwg.org/entities.json
# Licence: Copyright WHATWG (Apple, Google, Mozilla, Microsoft). Creative Commons Attribution 4.0
# International; to the extent that it is part of source code, BSD 3-Clause.
# Made by models/make_entities.py from html.entities.html5 of Python; sorted by bytes.\
"""


def main() -> None:
    print(HEADER)
    for name, text in sorted(html.entities.html5.items(), key=lambda pair: pair[0].encode()):
        print(name, " ".join(f"{ord(character):04X}" for character in text), sep="\t")


if __name__ == "__main__":
    main()
