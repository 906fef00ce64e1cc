#!/usr/bin/env python3
"""Makes furniture.tsv: lines that many sites' pages have and no article.

  make_furniture.py GOLD.jsonl PAGES [GOLD.jsonl PAGES]... > furniture.tsv

GOLD has an object a line with "id", "text" (the article) and perhaps "url"; PAGES is a folder with ID.txt, the page's
text, a line for each block. A short line that stands on the pages of kLeastHosts hosts, and in the article of none of
them, is furniture. Counts only: nothing of a page is kept that is not on many.
"""
import collections
import json
import os
import re
import sys
import unicodedata

LEAST_HOSTS = 5
LONGEST = 60  # characters


def phrase(line):
    """As plugin/label/shape.h PhraseOf has it."""
    folded = unicodedata.normalize('NFC', line.casefold())
    words = ''.join(c if unicodedata.category(c)[0] in 'LM' or unicodedata.category(c) == 'Nd' or c == '\u00a9'
                    else ' ' for c in folded)
    return ' '.join(words.split())


def host(gold):
    url = gold.get('url', '')
    return '.'.join(url.split('/')[2].split('.')[-2:]) if url else gold['id'].split('_20')[0]


def main():
    hosts = collections.defaultdict(set)
    kept = set()
    for gold_path, folder in zip(sys.argv[1::2], sys.argv[2::2]):
        for row in open(gold_path, encoding='utf-8'):
            gold = json.loads(row)
            path = os.path.join(folder, gold['id'] + '.txt')
            if not os.path.exists(path):
                continue
            kept |= {phrase(line) for line in gold['text'].split('\n') if len(line) <= LONGEST}
            for line in open(path, encoding='utf-8'):
                line = phrase(line) if len(line) <= LONGEST else ''
                if len(line) > 1 and not re.search(r'\d', line):
                    hosts[line].add(host(gold))
    rows = [(line, len(on)) for line, on in hosts.items() if len(on) >= LEAST_HOSTS and line not in kept]
    print('# Lines that the pages of many sites have and their articles do not: the line (as plugin/label/shape.h PhraseOf')
    print('# has it), how many of the hosts have it. Made by models/make_furniture.py from public pages (WCXB, CC BY 4.0;')
    print("# fundus, MIT; article-extraction-benchmark, MIT); counts only. Apache-2.0.")
    for line, count in sorted(rows):
        print(f'{line}\t{count}')


if __name__ == '__main__':
    main()
