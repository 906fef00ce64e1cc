#!/bin/sh
# The records of one large file of JSON Lines, read in blocks by GNU parallel:
#
#   sh samples/parallel.sh DUMP.jsonl RECORDS.jsonl FAILURES.jsonl [OPTION...]   options of warraq
#
# Blocks end where lines end; records and failures come in the order of the lines and name the place of
# theirs in the whole file, so that the bytes are those of `warraq --failures FAILURES.jsonl DUMP.jsonl`.
# On several machines: PARALLEL='--sshloginfile nodes --wd .', where all of them see these files and this
# script under the same names. BLOCK=BYTES says how large a block is; the tool is `warraq` of the PATH,
# or $WARRAQ.
set -eu

# This script again, for one block: --block START LENGTH DUMP FOLDER [OPTION...]. What was read from a
# pipe is called "-!@PLACE"; its name becomes that of the line in the file.
if [ "${1:-}" = --block ]; then
  start=$2 length=$3 dump=$4 folder=$5
  shift 5
  rm -f "$folder/read"
  rename() {
    NAME=$(printf %s "$dump" | sed 's/[\\"]/\\&/g') START=$start LC_ALL=C awk '
      match($0, /"name":"-!@[0-9]+/) {
        place = sprintf("%.0f", substr($0, RSTART + 11, RLENGTH - 11) + ENVIRON["START"])
        $0 = substr($0, 1, RSTART + 7) ENVIRON["NAME"] "!@" place substr($0, RSTART + RLENGTH)
      }
      { print }'
  }
  tail -c "+$((start + 1))" "$dump" | head -c "$length" | {
    status=0
    "${WARRAQ:-warraq}" --from jsonl - -j 1 --failures "$folder/failures" "$@" || status=$?
    [ $status -gt 1 ] || : >"$folder/read"  # 1: some lines gave no article, which failures tell
  } | rename >"$folder/records"
  [ -f "$folder/read" ]
  rename <"$folder/failures" >"$folder/failures.named"
  exit
fi

[ $# -ge 3 ] || { sed -n '2,11s/^# \{0,1\}//p' "$0" >&2; exit 2; }
dump=$1 records=$2 failures=$3
shift 3
block=${BLOCK:-67108864}
size=$(wc -c <"$dump")
folder=$(mktemp -d "$records.XXXXXX")
trap 'rm -rf "$folder"' EXIT

# Where blocks begin, how long they are, and where their output goes.
start=0
while [ "$start" -lt "$size" ]; do
  end=$((start + block))
  if [ "$end" -lt "$size" ]; then
    end=$((end - 1 + $(tail -c "+$end" "$dump" | head -n 1 | wc -c)))
  else
    end=$size
  fi
  mkdir "$folder/$start"
  printf '%s\t%s\t%s\n' "$start" $((end - start)) "$folder/$start"
  start=$end
done >"$folder/blocks"
parallel --quote --halt now,fail=1 --retries 3 --colsep '\t' -a "$folder/blocks" \
  sh "$0" --block {1} {2} "$dump" {3} "$@" </dev/null

: >"$folder/all.records"
: >"$folder/all.failures"
while IFS="$(printf '\t')" read -r start length of_block; do
  cat "$of_block/records" >>"$folder/all.records"
  cat "$of_block/failures.named" >>"$folder/all.failures"
  rm -r "$of_block"
done <"$folder/blocks"
mv "$folder/all.records" "$records"
mv "$folder/all.failures" "$failures"
[ ! -s "$failures" ] || exit 1
