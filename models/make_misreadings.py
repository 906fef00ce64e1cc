#!/usr/bin/env python3
"""Makes misreadings.tsv: what the upper half of each single-byte encoding means.

  make_misreadings.py > misreadings.tsv

From the tables that Python's codecs have (the mapping tables of unicode.org and of the vendors). A
byte that an encoding leaves undefined is "-". windows-1252 stands for ISO-8859-1 too.
"""
NAMES = ['windows-1252', 'windows-1250', 'windows-1254', 'windows-1251', 'windows-1256',
         'windows-1253', 'windows-1255', 'windows-1257', 'ISO-8859-2', 'ISO-8859-5', 'ISO-8859-6',
         'ISO-8859-7', 'ISO-8859-15', 'KOI8-R', 'KOI8-U', 'IBM437', 'IBM850', 'IBM852', 'IBM866',
         'IBM720', 'macintosh', 'x-mac-cyrillic', 'windows-1258', 'windows-874',
         'ISO-8859-8', 'ISO-8859-9', 'ISO-8859-13']
CODECS = {'macintosh': 'mac_roman', 'x-mac-cyrillic': 'mac_cyrillic', 'IBM720': 'cp720',
          'windows-874': 'cp874'}


def main():
    print('# What the bytes 80 to FF mean in the single-byte encodings: name, 128 code points.')
    print('# Made by models/make_misreadings.py from the mapping tables in Python (PSF licence; the')
    print('# mappings themselves are facts published by unicode.org).')
    for name in NAMES:
        codec = CODECS.get(name, name)
        row = []
        for byte in range(0x80, 0x100):
            try:
                row.append(f'{ord(bytes([byte]).decode(codec)):X}')
            except UnicodeDecodeError:
                row.append('-')
        print(name + '\t' + ' '.join(row))


main()
