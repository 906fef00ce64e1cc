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


# What is not right yet: the headline of a page of 1999 that has neither headings nor metadata, only bold type.
# An entry that comes right fails the test, so that it is struck out.
OPEN = {('en-br-text.html', 'headline')}


def run(*arguments):
    return subprocess.run([TOOL, *arguments], capture_output=True, check=False)


def records(*arguments):
    out = run(*arguments).stdout.decode('utf-8')
    return [json.loads(line) for line in out.split('\n') if line]


def words(text):
    return ' '.join(re.findall(r'\w+', unicodedata.normalize('NFKC', text or '').casefold()))


def text_of(piece):
    return (piece or {}).get('text', '')


def roles_of(record):
    """(start, end, role) of every piece, in bytes of the source."""
    found = []

    def take(piece, role):
        found.extend((start, end, role) for start, end in (piece or {}).get('from', []))
    for key in ('headline', 'kicker', 'deck', 'dateline', 'agency'):
        take(record.get(key), key)
    for block in record['blocks']:
        take(block, block['role'])
    for piece in record.get('removed', []):
        take(piece, 'removed:' + piece['role'])
    for evidence in (record.get('published') or {}).get('evidence', []):
        take(evidence, 'timestamp')
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


class SamplesTest(unittest.TestCase):

    def check_facts(self, record, facts, name):
        text, published = record['text'], record.get('published') or {}
        if 'headline' in facts:
            self.assertEqual(words(text_of(record.get('headline'))), words(facts['headline']), name)
        if 'published' in facts:
            edtf = published.get('edtf', '')
            day = facts['published']
            self.assertTrue(edtf.startswith(day) if day else not published, (name, edtf, day))
        for day in facts.get('rejected', []):
            self.assertTrue(any(day in each['edtf'] for each in published.get('rejected', [])),
                            (name, day))
        if facts.get('dateline'):
            self.assertIn(facts['dateline'], text_of(record.get('dateline')), name)
            self.assertFalse(text.startswith(facts['dateline']), name)
        if 'agency' in facts:
            self.assertEqual((record.get('agency') or {}).get('name'), facts['agency'], name)
        if 'bylines' in facts:
            self.assertEqual({words(each['name']) for each in record.get('bylines', [])},
                             {words(each) for each in facts['bylines']}, name)
        dates = {each['text']: each['edtf'] for each in record.get('dates', [])}
        for said, day in facts.get('dates', {}).items():
            self.assertEqual(dates.get(said), day, (name, said))
        for key in ('language', 'script', 'direction'):
            if key in facts:
                self.assertEqual(record.get(key), facts[key], name)
        self.assertTrue(text.startswith(facts.get('text_starts', '')), (name, text[:60]))
        for piece in facts.get('text_excludes', []):
            self.assertNotIn(piece, text, name)
        for piece in facts.get('text_includes', []):
            self.assertIn(piece, text, name)

    def test_every_line_of_the_dumps(self):
        labels = sorted(glob.glob(f'{SAMPLES}/dumps/*.labels'))
        self.assertGreaterEqual(len(labels), 10)
        for path in labels:
            source = path[:-len('.labels')] + '.txt'
            name = os.path.basename(source)
            found = records(source)
            self.assertEqual(len(found), 1, name)
            roles = roles_of(found[0])
            with open(source, 'rb') as file:
                lines = file.read().split(b'\n')
            starts = [0]
            for line in lines:
                starts.append(starts[-1] + len(line) + 1)
            with open(path, encoding='utf-8') as file:
                for row in file:
                    numbers, role = row.rstrip('\n').split('\t')[:2]
                    first, _, last = numbers.partition('-')
                    for number in range(int(first), int(last or first) + 1):
                        begin, end = starts[number - 1], starts[number] - 1
                        names = {each[2] for each in roles if each[0] < end and each[1] > begin}
                        self.assertTrue(any(fits(each, names) for each in role.split('|')),
                                        f'{name}, line {number}: {role} came out as {names}')
            with open(path[:-len('.labels')] + '.facts.json', encoding='utf-8') as file:
                self.check_facts(found[0], json.load(file), name)

    def test_pages(self):
        answers = sorted(glob.glob(f'{SAMPLES}/pages/*.expected.json'))
        self.assertGreaterEqual(len(answers), 6)
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
            record = records(source)[0]
            self.assertEqual(record['language'], expected['language'], name)
            with self.subTest(name=name, key='headline'):
                right = words(text_of(record.get('headline'))) == words(expected['headline'])
                self.assertEqual(right, (name, 'headline') not in OPEN, record.get('headline'))
            if expected.get('published'):
                with self.subTest(name=name, key='published'):
                    edtf = (record.get('published') or {}).get('edtf', '')
                    self.assertTrue(edtf.startswith(expected['published']),
                                    (edtf, expected['published']))
            have = collections.Counter(words(record['text']).split())
            want = collections.Counter(words(expected['text']).split())
            same = sum((have & want).values())
            scores.append(2 * same / (sum(have.values()) + sum(want.values())))
            with self.subTest(name=name, key='text'):
                self.assertGreater(scores[-1], 0.8)
        self.assertGreater(sum(scores) / len(scores), 0.93)

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
