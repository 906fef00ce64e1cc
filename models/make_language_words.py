#!/usr/bin/env python3
"""Makes language_words.tsv: the commonest words and the letters of each language.

  make_language_words.py SENTENCES.tsv > language_words.tsv

SENTENCES.tsv has a language, a tab and a sentence on each line. A word is kept where it makes up at
least 1 in 2,500 of its language's words; a letter, with a leading '.', always. The figure is
100 ln(share).
"""
import collections
import math
import re
import sys
import unicodedata

LEAST = 1 / 2500


def main():
    words = collections.defaultdict(collections.Counter)
    letters = collections.defaultdict(collections.Counter)
    for line in open(sys.argv[1], encoding='utf-8'):
        language, sentence = line.rstrip('\n').split('\t')
        sentence = unicodedata.normalize('NFC', sentence).lower()
        for word in re.findall(r"[^\W\d_]+", sentence):
            words[language][word] += 1
            letters[language].update(word)
    print('# Common words and letters of languages: language, word (or .letter), 100 ln(share).')
    print('# Made by models/make_language_words.py from the sentences that the lingua-rs project tests')
    print('# with (Leipzig Wortschatz; Apache-2.0); only these counts are shipped.')
    for language in sorted(words):
        total = sum(words[language].values())
        for word, count in sorted(words[language].items()):
            if count / total >= LEAST and count > 3:
                print(f'{language}\t{word}\t{round(100 * math.log(count / total))}')
        total = sum(letters[language].values())
        for letter, count in sorted(letters[language].items()):
            if count > 1:
                print(f'{language}\t.{letter}\t{round(100 * math.log(count / total))}')


main()
