#!/bin/sh
# Builds Warraq and runs it on some of the samples: a page in, its record out. From anywhere, as often
# as you like: sh samples/run.sh
set -eu
cd "$(dirname "$0")/.."
. samples/packages.sh
install_missing $BUILD_PACKAGES

cmake -S . -B build -G Ninja -DWARRAQ_TESTS="${WARRAQ_TESTS:-OFF}" >/dev/null
echo "building (the first time takes some minutes)"
cmake --build build --target warraq | tail -n 1

# A sample, what it is, and what came of it as a person reads it.
show() {
  echo
  echo "==== $1  ($2)"
  build/warraq --to markdown "samples/$1" | cut -c 1-160 | head -n "${3:-14}"
}

echo
echo "==== in: samples/dumps/seed-001.txt, a scraped page as it came"
cut -c 1-100 samples/dumps/seed-001.txt | head -n 16
echo "..."
echo
echo "==== out: its record (the blocks and what was removed cut short)"
build/warraq samples/dumps/seed-001.txt | sed 's/,"blocks":.*"text":"A senior[^"]*"/ .../; s/,"removed":.*//' |
  sed 's/,"\([a-z]*\)":[{[]/\n "\1": &/g; s/: ,"[a-z]*":/: /g'
echo "..."
show dumps/ar-two-digit-sets.txt "Arabic dump, mixed header, both digit sets"
show dumps/ru-agency-dateline.txt "Russian dump"
show pages/en-json-ld.html "web page"
show pages/ar-two-calendars.html "Arabic web page, Hijri and Gregorian dates"
show images/en-clean.png "scan, English; the language is found"
show images/ar-blurred.jpg "worn scan, Arabic; the language is found"
show images/ru-clean.png "scan, Russian; the language is found"

echo
echo "==== and every piece traced back to its source"
out=$(mktemp)
trap 'rm -f "$out"' EXIT
build/warraq samples/dumps samples/pages 2>/dev/null >"$out" || true
build/warraq verify "$out"
