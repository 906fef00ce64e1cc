#!/usr/bin/env python3
"""Makes lam_alef.tsv: Arabic words with lam-alef that can be told from what they are with the two swapped.

  make_lam_alef.py SENTENCES.tsv [ISSUES.jsonl] > lam_alef.tsv

SENTENCES.tsv has a language, a tab and a sentence on each line (ar is read); ISSUES.jsonl has Arabic
texts ({"lines": [...]}). A word is kept, without its marks, if it was seen LEAST times, and MUCH as
often as the word that swapping makes of it ("سلام" is kept: "سالم" is a word too, but a rarer one).
"""
import collections
import json
import re
import sys
import unicodedata

LEAST = 2
MUCH = 8
LAM_ALEF = re.compile('ل([اأإآ])')


def main():
    count = collections.Counter()
    texts = [line.rstrip('\n').split('\t')[1] for line in open(sys.argv[1], encoding='utf-8')
             if line.startswith('ar\t')]
    for path in sys.argv[2:]:
        for line in open(path, encoding='utf-8'):
            texts += json.loads(line)['lines']
    for text in texts:
        text = ''.join(c for c in unicodedata.normalize('NFC', text)
                       if unicodedata.category(c) != 'Mn' and c != '\u0640')
        for word in re.findall('[\u0621-\u064A]+', text):
            count[word] += 1
            bare = re.sub('^[وف]?(?:[بك]?ال|لل)', '', word)
            if bare != word and len(bare) > 2:
                count[bare] += 1
    print('# Arabic words with lam-alef that swapping its two letters makes no other frequent word of.')
    print('# Made by models/make_lam_alef.py from the sentences that the lingua-rs project tests with')
    print("# (Leipzig Wortschatz; Apache-2.0) and OpenArabicPE's al-Muqtabas (1906-1911, public domain).")
    for word in sorted(count):
        if not LAM_ALEF.search(word) or word.startswith(('ال', 'وال', 'فال', 'بال', 'كال')):
            continue
        swapped = LAM_ALEF.sub('\\1ل', word)
        if count[word] >= LEAST and count[word] >= MUCH * count[swapped]:
            print(word)


main()
