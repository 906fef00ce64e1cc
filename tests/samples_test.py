#!/usr/bin/env python3
"""The samples against the answers beside them.

  samples_test.py TOOL SOURCE_DIR

Dumps: each line's role and the facts (samples/README.md says how they are written). Pages: headline,
publication date, names, text. Images: characters wrong, headline and language.
"""
import collections
import glob
import json
import os
import re
import subprocess
import sys
import unicodedata
import unittest

TOOL, SOURCE = sys.argv[1], sys.argv[2]
SAMPLES = os.path.join(SOURCE, 'samples')
KEPT = {'headline', 'kicker', 'deck', 'body', 'subhead', 'credit', 'caption', 'byline', 'dateline',
        'list-item', 'quote'}
# Characters wrong, in per cent, on pages printed clean and on worn ones that are still read well.
LIMITS = {'en-clean.png': 2, 'ar-clean.png': 2, 'ru-clean.png': 2, 'ru-low-contrast.webp': 2,
          'ar-blurred.jpg': 4, 'en-skewed-salt.png': 6, 'en-ar-two-pages.tif': 4}




def read_open():
    """What is not right yet: {(sample, key)}, from samples/open.tsv, which says why."""
    with open(os.path.join(SAMPLES, 'open.tsv'), encoding='utf-8') as file:
        rows = [line.rstrip('\n').split('\t') for line in file if not line.startswith('#')]
    return {(sample, key) for sample, keys, _ in rows for key in keys.split(', ')}


def run(*arguments):
    return subprocess.run([TOOL, *arguments], capture_output=True, check=False)


def records(*arguments):
    out = run(*arguments).stdout.decode('utf-8')
    return [json.loads(line) for line in out.split('\n') if line]


def words(text):
    return ' '.join(re.findall(r'\w+', unicodedata.normalize('NFKC', text or '').casefold()))


def text_of(piece):
    return (piece or {}).get('text', '')


MARKS = {mark.encode() for mark in '\u200e\u200f\u061c\ufeff'}


def roles_of(record, source=b''):
    """(start, end, role) of every piece, in bytes of the source; direction marks alone are none."""
    found = []

    def take(piece, role):
        found.extend((start, end, role) for start, end in (piece or {}).get('from', []))
    for key in ('headline', 'kicker', 'deck', 'dateline', 'agency'):
        take(record.get(key), key)
    for block in record['blocks']:
        take(block, block['role'])
    for piece in record.get('removed', []):
        at = piece.get('from', [])
        if not all(source[start:end] in MARKS for start, end in at) or not source:
            take(piece, 'removed:' + piece['role'])
    for evidence in (record.get('published') or {}).get('evidence', []):
        take(evidence, 'timestamp')
    for update in record.get('updates', []):
        take(update['stamp'], 'timestamp')
    for name in record.get('bylines', []):
        take(name, 'byline')
    for identifier in record.get('identifiers', []):
        take(identifier, 'identifier')
    return found


def fits(role, names):
    if role == 'body':
        return 'paragraph' in names and not any(name.startswith('removed') for name in names)
    if role in KEPT or role in ('timestamp', 'identifier'):
        return role in names
    return 'removed:' + role in names and 'paragraph' not in names


def distance(a, b):
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        before, row[0] = row[0], i
        for j, y in enumerate(b, 1):
            before, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, before + (x != y))
    return row[-1]


def printed(text):
    return ' '.join(unicodedata.normalize('NFC', text.replace('\f', ' ')).split())


def same_names(names, expected):
    return {words(each['name']) for each in names} == {words(each) for each in expected}


def facts_of(record, facts):
    """(key, whether the record says so, what it says) for each of the facts."""
    text, published = record['text'], record.get('published') or {}
    for key in ('headline', 'kicker', 'deck'):
        if key in facts:
            said = text_of(record.get(key))
            yield key, words(said) == words(facts[key]), said
    for key in ('published', 'modified'):
        if key in facts:
            said = (record.get(key) or {}).get('edtf', '')
            yield key, said.startswith(facts[key]) if facts[key] else not said, said
    rejected = [each['edtf'] for each in published.get('rejected', [])]
    for day in facts.get('rejected', []):
        yield 'rejected', any(day in each for each in rejected), rejected
    if 'dateline' in facts:
        said = text_of(record.get('dateline'))
        yield 'dateline', facts['dateline'] in said and not text.startswith(facts['dateline']), said
    if 'agency' in facts:
        said = (record.get('agency') or {}).get('name')
        yield 'agency', said == facts['agency'], said
    if 'bylines' in facts:
        said = record.get('bylines', [])
        yield 'bylines', same_names(said, facts['bylines']), said
    dates = {each['text']: each['edtf'] for each in record.get('dates', [])}
    for said, day in facts.get('dates', {}).items():
        yield 'dates', dates.get(said) == day, (said, dates.get(said))
    for key in ('language', 'script', 'direction', 'section'):
        if key in facts:
            yield key, record.get(key) == facts[key], record.get(key)
    yield from parts_of(record, facts)
    yield 'text_starts', text.startswith(facts.get('text_starts', '')), text[:60]
    yield from pieces_of(record, facts)


def parts_of(record, facts):
    """The same for the updates of a live blog, and for the other pages of an article."""
    said = [(each.get('published', {}).get('edtf', ''), record['blocks'][each['blocks'][0]]['text'])
            for each in record.get('updates', [])]
    wanted = facts.get('updates', [])
    yield 'updates', len(said) == len(wanted) and all(
        each[0].startswith(want[0].rstrip('Z')) and each[1].startswith(want[1])
        for each, want in zip(said, wanted)), said
    pages = record.get('continuation', {})
    pages = {key: value.get('uri') if isinstance(value, dict) else value for key, value in pages.items()}
    yield 'continuation', pages == facts.get('continuation', {}), pages


def pieces_of(record, facts):
    """The same for what stands in the text and the blocks, and what must not."""
    text = record['text']
    for piece in facts.get('text_excludes', []):
        yield 'text_excludes', piece not in text, piece
    for piece in facts.get('text_includes', []):
        yield 'text_includes', piece in text, piece
    for piece in facts.get('text', '').split('\n\n'):
        yield 'text', words(piece) in words(text), piece
    blocks = [(each['role'], ' '.join(each.get('text', '').split()), each.get('rows'))
              for each in record['blocks']]
    for piece in facts.get('blocks_include', []):
        wanted = (piece['role'], piece.get('text'), piece.get('rows'))
        yield 'blocks_include', any(wanted[0] == each[0] and wanted[1] in (None, each[1]) and
                                    wanted[2] in (None, each[2]) for each in blocks), wanted
    for key, role in (('captions', 'caption'), ('credits', 'credit')):
        said = ' | '.join(words(each[1]) for each in blocks if each[0] in ('caption', 'credit'))
        for piece in facts.get(key, []):
            yield key, words(piece) in said, piece
    roles = {each['role'] for each in record.get('removed', [])}
    for role in facts.get('removed_includes', []):
        yield 'removed_includes', role in roles, role


OPEN = read_open()


class SamplesTest(unittest.TestCase):

    def compare(self, name, checks):
        """Each fact of the sample is right, or is named as open and wrong."""
        wrong = {}
        for key, right, said in checks:
            if not right:
                wrong.setdefault(key, []).append(said)
        known = {key for each, key in OPEN if each == name}
        for key in sorted(set(wrong) | known):
            with self.subTest(name=name, key=key):
                self.assertEqual(key in wrong, key in known, wrong.get(key))

    def lines_of(self, source, record):
        """(line, whether its role is what its label says, the roles it came out with)."""
        with open(source, 'rb') as file:
            whole = file.read()
        roles, lines = roles_of(record, whole), whole.split(b'\n')
        starts = [0]
        for line in lines:
            starts.append(starts[-1] + len(line) + 1)
        with open(source[:-len('.txt')] + '.labels', encoding='utf-8') as file:
            for row in file:
                numbers, role = row.rstrip('\n').split('\t')[:2]
                first, _, last = numbers.partition('-')
                for number in range(int(first), int(last or first) + 1):
                    begin, end = starts[number - 1], starts[number] - 1
                    names = {each[2] for each in roles if each[0] < end and each[1] > begin}
                    right = any(fits(each, names) for each in role.split('|'))
                    yield f'line {number}', right, f'{role} came out as {sorted(names)}'

    def test_every_line_of_the_dumps(self):
        labels = sorted(glob.glob(f'{SAMPLES}/dumps/*.labels'))
        self.assertGreaterEqual(len(labels), 40)
        for path in labels:
            source = path[:-len('.labels')] + '.txt'
            name = os.path.basename(source)
            found = records(source)
            self.assertEqual(len(found), 1, name)
            with open(path[:-len('.labels')] + '.facts.json', encoding='utf-8') as file:
                facts = json.load(file)
            self.compare(name, [*self.lines_of(source, found[0]), *facts_of(found[0], facts)])

    def test_pages(self):
        answers = sorted(glob.glob(f'{SAMPLES}/pages/*.expected.json'))
        self.assertGreaterEqual(len(answers), 25)
        scores = []
        for path in answers:
            source = path[:-len('.expected.json')] + '.html'
            name = os.path.basename(source)
            with open(path, encoding='utf-8') as file:
                expected = json.load(file)
            if 'failure' in expected:
                out = run(source)
                self.assertEqual(out.returncode, 1, name)
                self.assertIn(expected['failure'], out.stderr.decode(), name)
                continue
            found = records(source)
            for record, answer in zip(found, expected.get('records', [expected]), strict=True):
                self.compare(name, facts_of(record, answer))
                have = collections.Counter(words(record['text']).split())
                want = collections.Counter(words(answer['text']).split())
                same = sum((have & want).values())
                scores.append(2 * same / (sum(have.values()) + sum(want.values())))
                with self.subTest(name=name, key='F1'):
                    self.assertGreater(scores[-1], 0.8)
        self.assertGreater(sum(scores) / len(scores), 0.96)

    def test_every_piece_is_traced(self):
        # As samples/run.sh does it: whatever lies in the folders, the answers too, is a source.
        out = subprocess.run([TOOL, 'samples/dumps', 'samples/pages'], cwd=SOURCE, capture_output=True,
                             check=False).stdout
        verified = subprocess.run([TOOL, 'verify', '-'], cwd=SOURCE, input=out, capture_output=True, check=False)
        self.assertEqual(verified.returncode, 0, verified.stdout + verified.stderr)

    def test_images(self):
        for name, limit in LIMITS.items():
            source = f'{SAMPLES}/images/{name}'
            stem = os.path.splitext(source)[0]
            with open(stem + '.txt', encoding='utf-8') as file:
                truth = printed(file.read())
            read = printed(run('ocr', source).stdout.decode('utf-8'))
            wrong = 100 * distance(truth, read) / len(truth)
            self.assertLessEqual(wrong, limit, name)
            with open(stem + '.expected.json', encoding='utf-8') as file:
                expected = json.load(file)
            found = records(source)
            for record, answer in zip(found, expected.get('records', [expected]), strict=True):
                self.assertEqual(record['language'], answer['language'], name)


if __name__ == '__main__':
    unittest.main(argv=sys.argv[:1])
