#!/usr/bin/env bash
# How often the gate raises a false alarm, and how often it finds a slowdown that was put in on purpose.
#   bash bench/gate-power.sh RUNS PERCENT [STRATEGY]
# builds the committed kernels twice, the second time in a copy whose STRATEGY (such as pointwise, which one layer of the quick list takes) waits for PERCENT of its
# own time after each call; 0 percent is the same code on both sides. Then it runs the gate RUNS times with other seeds.
# With FIRST=14 in the environment it begins with the 14th run, to go on where an earlier call ended.
# With LOADED=1 in the environment the gate keeps to the first core while convolutions run on all the others (needs taskset).
set -euo pipefail
cd "$(dirname "$0")/.."
runs=$1 percent=$2 strategy=${3:-pointwise}
room=$(mktemp -d)
load=
trap '[ -z "$load" ] || kill -- "-$load" 2>/dev/null; rm -rf "$room"' EXIT
bench=(dotnet run -c Release --no-build --project bench --)
build() { (cd "$1" && dotnet build optimized -c Release -o "$2" --nologo -v quiet -p:EnforceCodeStyleInBuild=false -p:RunAnalyzers=false >/dev/null); }

git clone -q . "$room/source"
build "$room/source" "$room/base"
if [ "$percent" != 0 ]; then
  call=$room/source/optimized/Gemm/PreparedGemm.cs
  [ "$(grep -c '^            Execute(call);$' "$call")" = 1 ] || { echo "PreparedGemm.cs has changed: no place for the slowdown"; exit 2; }
  sed -i "s|^            Execute(call);\$|            long began = System.Diagnostics.Stopwatch.GetTimestamp(); Execute(call); long took = System.Diagnostics.Stopwatch.GetTimestamp() - began;\n            if (Strategy!.StartsWith(\"$strategy\")) while (System.Diagnostics.Stopwatch.GetTimestamp() - began < took * (100 + $percent) / 100) { }|" "$call"
fi
build "$room/source" "$room/head"
dotnet build bench -c Release --nologo -v quiet >/dev/null

if [ "${LOADED:-0}" = 1 ]; then
  cores=$(nproc)
  [ "$cores" -gt 1 ] || { echo "LOADED=1 needs a second core"; exit 2; }
  set -m
  (while :; do taskset -c "1-$((cores - 1))" "${bench[@]}" compare --layers res2_3x3 res5_3x3 --against ort-all --rounds 20 >/dev/null 2>&1; done) &
  load=$!
  set +m
  bench=(taskset -c 0 "${bench[@]}")
fi

alarms=0 longest=0 first=${FIRST:-1}
for run in $(seq "$first" "$runs"); do
  status=0
  "${bench[@]}" gate --base "$room/base" --head "$room/head" --seed $((1000 * run)) >"$room/out" || status=$?
  [ "$status" -le 1 ] || { cat "$room/out"; exit "$status"; }
  slower=$(sed -nE 's/^\| ([^ ]+) \| \*\*slower by ([0-9.]+) %.*/\1 \2%/p' "$room/out" | paste -sd' ')
  faster=$(sed -nE 's/^\| ([^ ]+) \| faster by ([0-9.]+) %.*/\1 \2%/p' "$room/out" | paste -sd' ')
  unclear=$(grep -c "can't tell" "$room/out" || true)
  took=$(sed -nE '1s/.*, ([0-9]+) s$/\1/p' "$room/out")
  [ "$took" -le "$longest" ] || longest=$took
  echo "run $run: $took s; slower: ${slower:-none}; faster: ${faster:-none}; unclear: $unclear"
  [ "$status" = 0 ] || alarms=$((alarms + 1))
done
echo "$alarms of $((runs - first + 1)) runs found something slower ($percent % in $strategy); the longest took $longest s"
