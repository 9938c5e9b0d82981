# SPDX-License-Identifier: GPL-3.0-or-later
#
# Runs libFuzzer targets, one after another on each processor, from the corpora that are kept in the tree. What they find new stays in _fuzz,
# and what fails in _out, as a file to hand to the target again.

# fuzz_one TARGET SECONDS: prints what libFuzzer says only when it fails.
fuzz_one () {
  local target=$1 seconds=$2
  local kept=$project/tests/fuzz/corpus/$target found=$project/_fuzz/corpus/$target log=$project/_out/fuzz-$target.log
  local options=("-max_total_time=$seconds" -timeout=10 -rss_limit_mb=2048 -print_final_stats=1 "-artifact_prefix=$project/_out/fuzz-$target-")
  mkdir -p "$found"
  [[ -d $kept ]] || kept=
  [[ ! -e $project/tests/fuzz/$target.dict ]] || options+=("-dict=$project/tests/fuzz/$target.dict")
  if G_DEBUG=fatal-criticals TMPDIR=/dev/shm enter "$project/_fuzz/tests/fuzz/fuzz-$target" "${options[@]}" "$found" ${kept:+"$kept"} > "$log" 2>&1; then
    say "fuzz: $target: $(sed -n 's/^stat::number_of_executed_units: *//p' "$log") inputs in $seconds s, none failed"
  else
    tail -n 60 "$log" >&2
    say "fuzz: $target FAILED; its input is in _out/fuzz-$target-*"
    return 1
  fi
}

# fuzz_all SECONDS TARGET...: as many at a time as there are processors.
fuzz_all () {
  local seconds=$1 running=() status=0 target
  shift
  mkdir -p "$project/_out"
  for target in "$@"; do
    if ((${#running[@]} >= $(nproc))); then
      wait "${running[0]}" || status=1
      running=("${running[@]:1}")
    fi
    fuzz_one "$target" "$seconds" &
    running+=($!)
  done
  for target in "${running[@]}"; do wait "$target" || status=1; done
  return "$status"
}
