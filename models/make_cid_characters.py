#!/usr/bin/env python3
"""Makes cid_characters.tsv: what the glyph numbers (CIDs) of Adobe's character collections stand for.

    python3 models/make_cid_characters.py > models/cid_characters.tsv

Reads the CMaps Adobe-*-UCS2 of Debian's poppler-data, which are Adobe's own
(github.com/adobe-type-tools/mapping-resources-pdf), and writes runs of CIDs that follow one another.
"""
import re
import sys
from pathlib import Path

CMAPS = Path('/usr/share/poppler/cMap')
ORDERINGS = ('CNS1', 'GB1', 'Japan1', 'KR', 'Korea1')
LONGEST = 256  # characters of a row

HEAD = '''# What the glyph numbers (CIDs) of Adobe's character collections stand for: the collection, the CID of the
# first character, and the characters of that and the next ones; with a "+" behind the number all of
# them together are what the one CID stands for.
# From the CMaps Adobe-*-UCS2 in Debian's poppler-data (Adobe's mapping-resources-pdf, Copyright 1990-2019
# Adobe, BSD-3-Clause, see the end of this file) by make_cid_characters.py.
'''

TAIL = '''# Redistribution and use in source and binary forms, with or without modification, are permitted provided that
# the following conditions are met: Redistributions of source code must retain the above copyright notice, this
# list of conditions and the following disclaimer. Redistributions in binary form must reproduce the above
# copyright notice, this list of conditions and the following disclaimer in the documentation and/or other
# materials provided with the distribution. Neither the name of Adobe Systems Incorporated nor the names of its
# contributors may be used to endorse or promote products derived from this software without specific prior
# written permission. THIS SOFTWARE IS PROVIDED BY THE COPYRIGHT HOLDERS AND CONTRIBUTORS "AS IS" AND ANY EXPRESS
# OR IMPLIED WARRANTIES, INCLUDING, BUT NOT LIMITED TO, THE IMPLIED WARRANTIES OF MERCHANTABILITY AND FITNESS FOR A
# PARTICULAR PURPOSE ARE DISCLAIMED. IN NO EVENT SHALL THE COPYRIGHT HOLDER OR CONTRIBUTORS BE LIABLE FOR ANY
# DIRECT, INDIRECT, INCIDENTAL, SPECIAL, EXEMPLARY, OR CONSEQUENTIAL DAMAGES (INCLUDING, BUT NOT LIMITED TO,
# PROCUREMENT OF SUBSTITUTE GOODS OR SERVICES; LOSS OF USE, DATA, OR PROFITS; OR BUSINESS INTERRUPTION) HOWEVER
# CAUSED AND ON ANY THEORY OF LIABILITY, WHETHER IN CONTRACT, STRICT LIABILITY, OR TORT (INCLUDING NEGLIGENCE OR
# OTHERWISE) ARISING IN ANY WAY OUT OF THE USE OF THIS SOFTWARE, EVEN IF ADVISED OF THE POSSIBILITY OF SUCH DAMAGE.
'''


# Accents that stand by themselves in print.
SPACING = dict(zip('\u0300\u0301\u0302\u0303\u0304\u0306\u0307\u0308\u030a\u030b\u030c\u0327\u0328', '`´ˆ˜¯˘˙¨˚˝ˇ¸˛'))


def text_of(digits):
    return bytes.fromhex(digits).decode('utf-16-be', 'replace')


def as_text(text):
    """Without the selectors of variants, which only print shows."""
    text = re.sub('[\ufe00-\ufe0f\U000e0100-\U000e01ef]', '', text)
    return SPACING.get(text, text)


def characters(path):
    body = re.sub(r'%.*', '', path.read_text('latin-1'))
    texts = {}
    for kind, rows in re.findall(r'beginbf(char|range)(.*?)endbf', body, re.S):
        if kind == 'char':
            for code, to in re.findall(r'<(\w+)>\s*<(\w+)>', rows):
                texts[int(code, 16)] = text_of(to)
            continue
        for low, high, to in re.findall(r'<(\w+)>\s*<(\w+)>\s*<(\w+)>', rows):
            first = text_of(to)
            for i in range(int(high, 16) - int(low, 16) + 1):
                texts[int(low, 16) + i] = first[:-1] + chr(ord(first[-1]) + i)
    # What stands for nothing, or cannot stand in a table.
    texts = {cid: as_text(text) for cid, text in texts.items()}
    return {cid: text for cid, text in texts.items()
            if text and '\ufffd' not in text and text.isprintable()}


def write(ordering, texts):
    row, first = '', 0

    def end():
        nonlocal row
        if row:
            print(ordering, first, row, sep='\t')
        row = ''

    for cid, text in sorted(texts.items()):
        if len(text) > 1:
            end()
            print(ordering, f'{cid}+', text, sep='\t')
            continue
        if row and (cid != first + len(row) or len(row) == LONGEST):
            end()
        if not row:
            first = cid
        row += text
    end()


def main():
    sys.stdout.reconfigure(encoding='utf-8')
    print(HEAD, end='')
    for ordering in ORDERINGS:
        write(ordering, characters(CMAPS / f'Adobe-{ordering}' / f'Adobe-{ordering}-UCS2'))
    print(TAIL, end='')


main()
