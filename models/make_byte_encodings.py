#!/usr/bin/env python3
"""Makes byte_encodings.tsv: what each byte of the single-byte encodings means.

  make_byte_encodings.py > byte_encodings.tsv

Python's codecs are made from the mapping tables that Unicode publishes. A row has the name (IANA's,
else WHATWG's, else the usual one), other names, and the code points of the bytes 80 to FF:
hexadecimal; "1A+5" are five in a row; "-" is undefined. "25=66A" is a byte below 80 that is not
ASCII. Undefined bytes 80 to 9F mean the C1 control of the same number, as in WHATWG's windows-125x.
"""
ENCODINGS = [
    ('windows-1250', 'cp1250'), ('windows-1251', 'cp1251'), ('windows-1252', 'cp1252'),
    ('windows-1253', 'cp1253'), ('windows-1254', 'cp1254'), ('windows-1255', 'cp1255'),
    ('windows-1256', 'cp1256'), ('windows-1257', 'cp1257'), ('windows-1258', 'cp1258'),
    ('windows-874', 'cp874'),
    ('ISO-8859-1', 'iso8859_1', 'latin1'), ('ISO-8859-2', 'iso8859_2', 'latin2'),
    ('ISO-8859-3', 'iso8859_3'), ('ISO-8859-4', 'iso8859_4'), ('ISO-8859-5', 'iso8859_5'),
    ('ISO-8859-6', 'iso8859_6'), ('ISO-8859-7', 'iso8859_7'), ('ISO-8859-8', 'iso8859_8'),
    ('ISO-8859-9', 'iso8859_9', 'latin5'), ('ISO-8859-10', 'iso8859_10'),
    ('ISO-8859-13', 'iso8859_13'), ('ISO-8859-14', 'iso8859_14'), ('ISO-8859-15', 'iso8859_15'),
    ('ISO-8859-16', 'iso8859_16'), ('KOI8-R', 'koi8_r'), ('KOI8-U', 'koi8_u'),
    ('IBM437', 'cp437'), ('cp720', 'cp720', 'IBM720'), ('cp737', 'cp737'), ('IBM775', 'cp775'),
    ('IBM850', 'cp850'), ('IBM852', 'cp852'), ('IBM855', 'cp855'), ('IBM857', 'cp857'),
    ('IBM858', 'cp858', 'IBM00858'), ('IBM860', 'cp860'), ('IBM861', 'cp861'),
    ('IBM862', 'cp862'), ('IBM863', 'cp863'), ('IBM864', 'cp864'), ('IBM865', 'cp865'),
    ('IBM866', 'cp866'), ('IBM869', 'cp869'), ('cp1125', 'cp1125', 'x-cp866-u'),
    ('macintosh', 'mac_roman', 'x-mac-roman'), ('x-mac-ce', 'mac_latin2'),
    ('x-mac-greek', 'mac_greek'), ('x-mac-turkish', 'mac_turkish'),
    ('x-mac-arabic', 'mac_arabic'), ('x-mac-farsi', 'mac_farsi'),
    ('x-mac-cyrillic', 'mac_cyrillic'), ('x-mac-iceland', 'mac_iceland'),
    ('x-mac-croatian', 'mac_croatian'), ('x-mac-romanian', 'mac_romanian'),
]


def meaning(byte, codec):
    try:
        return ord(bytes([byte]).decode(codec))
    except UnicodeDecodeError:
        return byte if 0x80 <= byte < 0xA0 else None


def row(codec):
    tokens = []
    for byte in range(0x80):
        if meaning(byte, codec) != byte:
            tokens.append(f'{byte:X}={meaning(byte, codec):X}')
    values = [meaning(byte, codec) for byte in range(0x80, 0x100)]
    at = 0
    while at < len(values):
        end = at + 1
        while end < len(values) and values[at] is not None and values[end] == values[at] + end - at:
            end += 1
        tokens.append('-' if values[at] is None else
                      f'{values[at]:X}' + (f'+{end - at}' if end - at > 1 else ''))
        at = end
    return ' '.join(tokens)


print('# What the bytes of single-byte encodings mean; make_byte_encodings.py, which made this')
print('# from the codecs of Python (PSF-2.0; mappings by Unicode, Unicode-3.0), says how it is read.')
for name, codec, *others in ENCODINGS:
    print(name, ' '.join([codec, *others]), row(codec), sep='\t')
