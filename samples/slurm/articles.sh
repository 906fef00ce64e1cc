#!/bin/sh
# A batch on Slurm: an array job reads a share of the inputs in each of its tasks, and a job that waits
# for all of them makes one batch of the shares and traces every record of it.
#
#   sh samples/slurm/articles.sh SHARES OUT INPUT... [OPTION...]    all that `warraq INPUT...` takes
#
# OUT must be on a disk that all nodes see, and the inputs too. What each task needs is told to Slurm as
# for any job (SBATCH_PARTITION, SBATCH_TIMELIMIT, ...); the tool is `warraq` of the PATH, or $WARRAQ.
# Given again after a failure, or with more inputs, it goes on where it was broken off.
set -eu
[ $# -ge 3 ] || { sed -n '2,9s/^# \{0,1\}//p' "$0" >&2; exit 2; }
shares=$1
here=$(dirname "$0")
mkdir -p "$2"
out=$(cd "$2" && pwd)
shift 2

array=$(sbatch --parsable --array="1-$shares" --output="$out/share-%a.log" \
  "$here/share.sbatch" "$shares" "$out" "$@")
merge=$(sbatch --parsable --dependency="afterok:$array" --output="$out/merge.log" \
  "$here/merge.sbatch" "$shares" "$out")
echo "$array $merge"
