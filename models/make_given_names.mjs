// Makes given_names.tsv: given names of people, by language.
//
//   npm install @faker-js/faker && node make_given_names.mjs > given_names.tsv
//
// From the lists of @faker-js/faker (MIT). Of a locale's given names those of one word and two
// letters or more are kept, lower-cased; a name that an earlier language has is not said again, and
// names that are words of menus and headings more often are left out (NO_NAMES).
import { allLocales } from '@faker-js/faker';

const LOCALES = [
  ['en', 'en', 'en_AU', 'en_IN', 'en_NG', 'en_ZA', 'en_GH'], ['ar', 'ar'], ['ru', 'ru'],
  ['fa', 'fa'], ['de', 'de', 'de_AT', 'de_CH'], ['fr', 'fr', 'fr_BE', 'fr_CH'],
  ['es', 'es', 'es_MX'], ['he', 'he'], ['tr', 'tr'], ['uk', 'uk'], ['it', 'it'],
  ['pt', 'pt_BR', 'pt_PT'], ['nl', 'nl', 'nl_BE'], ['pl', 'pl'], ['cs', 'cs_CZ'], ['sk', 'sk'],
  ['sv', 'sv'], ['nb', 'nb_NO'], ['da', 'da'], ['fi', 'fi'], ['hu', 'hu'], ['ro', 'ro'],
  ['hr', 'hr'], ['sr', 'sr_RS_latin'], ['sl', 'sl_SI'], ['el', 'el'], ['id', 'id_ID'],
  ['ur', 'ur'], ['az', 'az'], ['af', 'af_ZA'],
];
// Given names that begin other things more often: months, days, titles, places, words of menus.
const NO_NAMES = new Set(('april august june may summer winter autumn prince princess royal precious '
  + 'general major king queen sir lord doc doctor trinity america paris london sydney dallas '
  + 'houston denver phoenix orlando memphis brooklyn india china israel jordan kenya asia '
  + 'carolina florida dakota washington santa sunny golden grant art will hope faith crystal '
  + 'amber river ocean sky star sage angel angels blaze gold home east west north south sport '
  + 'sports news best top media data blue web live new old the de la el al an in on at is to so '
  + 'my me do no us').split(' '));

const seen = new Set();
process.stdout.write(
  `# Given names of people: the language, its names (lower-cased), those of the languages before left
# out. Made by models/make_given_names.mjs from the lists of @faker-js/faker 10 (MIT, Copyright (c)
# 2022-2025 Faker). Permission is granted, free of charge, to deal in them without restriction, if this
# notice is kept; they are provided "as is", without warranty of any kind.
`);
for (const [language, ...locales] of LOCALES) {
  const names = new Set();
  for (const locale of locales) {
    for (const list of Object.values(allLocales[locale].person?.first_name ?? {})) {
      for (const name of list) {
        const folded = String(name).normalize('NFC').toLowerCase();
        const fits = /^[\p{L}\p{M}]{2,}(?:[-'’][\p{L}\p{M}]+)*$/u.test(folded);
        if (fits && !NO_NAMES.has(folded) && !seen.has(folded)) names.add(folded);
      }
    }
  }
  const sorted = [...names].sort();
  for (const name of sorted) seen.add(name);
  process.stdout.write(`${language}\t${sorted.join(' ')}\n`);
}
