#!/usr/bin/env python3
"""Makes letter_order.tsv: in which order the letters of Arabic and Hebrew words stand.

  make_letter_order.py SENTENCES.tsv [ISSUES.jsonl] > letter_order.tsv

SENTENCES.tsv has a language, a tab and a sentence on each line (ar, fa, ur, he are read); ISSUES.jsonl
has Arabic texts ({"lines": [...]}). Only counts of pairs and triples of letters are kept: of each,
ln(share in this order / share in the reverse order), the shares being the mean of the languages. A
triple's figure is what it adds to those of its two pairs; the TRIPLES that tell most are kept. Words
of two letters have figures of their own: "ال" begins most words, but alone it is "لا" reversed.
"""
import collections
import json
import math
import sys
import unicodedata

FLOOR = 4e-6  # of a share: what was seen once or twice tells little
LEAST = 0.2   # of a pair's figure
MOST = 4
TRIPLES = 1200
WORDS = 300


def is_letter(letter):
    value = ord(letter)
    if letter == '\u0640':
        return False
    return (0x5D0 <= value <= 0x5EA or 0x620 <= value <= 0x64A or 0x66E <= value <= 0x6D3 or
            value == 0x6D5) and letter.isalpha()


def letters_of(sentence):
    letters = ['_']
    for letter in unicodedata.normalize('NFC', sentence) + ' ':
        if unicodedata.category(letter) == 'Mn' or letter in '\u0640\u200d':
            continue
        here = letter if is_letter(letter) else '_'
        if here != '_' or letters[-1] != '_':
            letters.append(here)
    return letters


def read(paths):
    texts = collections.defaultdict(list)
    for line in open(paths[0], encoding='utf-8'):
        language, sentence = line.rstrip('\n').split('\t')
        if language in ('ar', 'fa', 'ur', 'he'):
            texts[language].append(sentence)
    for path in paths[1:]:
        for line in open(path, encoding='utf-8'):
            texts['ar older'] += json.loads(line)['lines']
    return texts


def shares_of(texts):
    share = collections.Counter()
    for sentences in texts.values():
        count = {2: collections.Counter(), 3: collections.Counter(), 4: collections.Counter()}
        for sentence in sentences:
            letters = letters_of(sentence)
            count[2].update(zip(letters, letters[1:]))
            count[3].update(x for x in zip(letters, letters[1:], letters[2:]) if x[1] != '_')
            count[4].update(x for x in zip(letters, letters[1:], letters[2:], letters[3:])
                            if x[0] == x[3] == '_' and '_' not in x[1:3])
        total = sum(count[2].values())
        for counts in count.values():
            for letters, n in counts.items():
                share[letters] += n / total
    return share


def main():
    share = shares_of(read(sys.argv[1:]))

    def figure(letters):
        value = math.log((share[letters] + FLOOR) / (share[letters[::-1]] + FLOOR))
        return max(-MOST, min(MOST, value))

    seen = sorted({max(x, x[::-1], key=lambda y: (share[y], y)) for x in list(share)})
    rows = {x: figure(x) for x in seen if len(x) == 2 and abs(figure(x)) >= LEAST}

    def pair(a, b):
        return rows.get((a, b), -rows.get((b, a), 0))

    added = {x: figure(x) - pair(*x[:2]) - pair(*x[1:]) for x in seen if len(x) == 3 and x[0] != x[2]}
    added = {x: max(-MOST, min(MOST, value)) for x, value in added.items()}
    weight = {x: abs(value) * (share[x] + share[x[::-1]]) for x, value in added.items()}
    for x in sorted(added, key=lambda x: (-weight[x], x))[:TRIPLES]:
        rows[x] = added[x]
    words = {x: share[x] + share[x[::-1]] for x in seen if len(x) == 4 and x[1] != x[2]}
    for x in sorted(words, key=lambda x: (-words[x], x))[:WORDS]:
        rows[x] = figure(x)
    print('# In which order the letters of Arabic and Hebrew words stand ("_" the edge of a word): pairs,')
    print('# 100 ln(share in this order / share in the reverse), what triples add to their pairs, and whole')
    print('# words of two letters.')
    print('# Made by models/make_letter_order.py from the sentences that the lingua-rs project tests with')
    print("# (Leipzig Wortschatz; Apache-2.0) and OpenArabicPE's al-Muqtabas (1906-1911, public domain);")
    print('# only these figures are shipped.')
    for letters in sorted(rows):
        print(f'{"".join(letters)}\t{round(100 * rows[letters])}')


main()
