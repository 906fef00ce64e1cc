#!/usr/bin/env python3
"""Makes letters.tsv: how common each letter is in the writing of its script.

  make_letters.py SENTENCES.tsv > letters.tsv

SENTENCES.tsv has a language, a tab and a sentence on each line. Only counts of letters are kept.
The figure is the natural logarithm of a letter's share of all letters of its script, times 100, the
mean of the shares in each language, so that a language with more sentences weighs no more.
"""
import collections
import math
import sys
import unicodedata

SCRIPTS = {'ar': 'Arab', 'fa': 'Arab', 'ur': 'Arab', 'ru': 'Cyrl', 'uk': 'Cyrl', 'he': 'Hebr',
           'en': 'Latn', 'de': 'Latn', 'fr': 'Latn', 'es': 'Latn', 'tr': 'Latn'}
NAMES = {'Arab': 'ARABIC', 'Cyrl': 'CYRILLIC', 'Hebr': 'HEBREW', 'Latn': 'LATIN'}


def main():
    counts = collections.defaultdict(collections.Counter)
    for line in open(sys.argv[1], encoding='utf-8'):
        language, sentence = line.rstrip('\n').split('\t')
        script = SCRIPTS.get(language)
        if script is None:
            continue
        for letter in unicodedata.normalize('NFC', sentence):
            if letter.isalpha() and unicodedata.name(letter, '').startswith(NAMES[script]):
                counts[language][letter] += 1
    print('# How common letters are in the writing of their script: code point, 100 ln(share).')
    print('# Made by models/make_letters.py from the sentences that the lingua-rs project tests with')
    print('# (Leipzig Wortschatz; Apache-2.0); only these counts are shipped.')
    for script in sorted(set(SCRIPTS.values())):
        languages = [k for k in counts if SCRIPTS[k] == script]
        share = collections.Counter()
        for language in languages:
            total = sum(counts[language].values())
            for letter, count in counts[language].items():
                share[letter] += count / total / len(languages)
        for letter, value in sorted(share.items()):
            print(f'{ord(letter):04X}\t{round(100 * math.log(value))}')


main()
