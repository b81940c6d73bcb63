#!/usr/bin/env bash
# Turns a request into the resources of a tenant with the real tools: Helm -> Mutate -> Cleanup -> Validate.
#
#   scripts/generate.sh REQUEST OUTDIR
#
# Writes OUTDIR/00-helm.yaml, 01-mutated.yaml, 02-golden.yaml and 03-policy-report.yaml.
# Exit status: 0 done; 1 the request breaks the schema, the chart or a policy (each named); 2 wrong call or a tool
# is missing. HELM, KYVERNO and MAESTRO may name other programs than those on the PATH.
set -euo pipefail

root="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
helm="${HELM:-helm}"
kyverno="${KYVERNO:-kyverno}"
maestro="${MAESTRO:-maestro}"

say() { printf '%s\n' "$*" >&2; }
die() { say "$1"; exit "${2:-1}"; }

[[ $# -eq 2 ]] || die "usage: scripts/generate.sh REQUEST OUTDIR" 2
request="$1"
out="$2"
[[ -f "$request" ]] || die "expected a request file, found none at $request" 2
for tool in "$helm" "$kyverno" "$maestro"; do
  command -v "$tool" >/dev/null 2>&1 || die "expected the program $tool on the PATH, found none; install it first" 2
done

mkdir -p "$out"
rm -f "$out"/0[0-3]-*.yaml
scratch="$(mktemp -d)"
trap 'rm -rf "$scratch"' EXIT

# The schema is the contract of the request alone, not of the chart's defaults merged with it: an empty chart that
# holds nothing but the schema lets Helm check just that.
check_schema() {
  local contract="$scratch/contract"
  mkdir -p "$contract/templates"
  printf 'apiVersion: v2\nname: request\nversion: 1.0.0\n' >"$contract/Chart.yaml"
  cp "$root/schemas/values.schema.json" "$contract/values.schema.json"
  "$helm" template request "$contract" -f "$request" >/dev/null 2>"$scratch/schema.err" && return 0
  say "$request does not follow schemas/values.schema.json:"
  sed -n -E -e "/^ *- at '[^']*': '(allOf|anyOf|if-then)' failed/d" -e 's/^ *(- .*)$/  \1/p' "$scratch/schema.err" >"$scratch/schema.rows"
  if [[ -s "$scratch/schema.rows" ]]; then cat "$scratch/schema.rows" >&2; else cat "$scratch/schema.err" >&2; fi
  exit 1
}

render() {
  "$helm" template tenant "$root/chart" -f "$request" >"$out/00-helm.yaml" 2>"$scratch/helm.err" && return 0
  say "the chart refuses $request:"
  grep -v -e '^$' -e '^Use --debug' "$scratch/helm.err" >&2 || true
  exit 1
}

# The folders of policies: those numbered below 20 change resources, the others judge them.
layers() {
  local folder number
  for folder in "$root"/policies/[0-9]*/; do
    number="$(basename "$folder")"
    number="$((10#${number%%[!0-9]*}))"
    if [[ "$1" == mutating && "$number" -lt 20 ]] || [[ "$1" == validating && "$number" -ge 20 ]]; then
      printf '%s\n' "${folder%/}"
    fi
  done
}

mutate() {
  local folders
  mapfile -t folders < <(layers mutating)
  : >"$out/01-mutated.yaml"
  [[ ${#folders[@]} -gt 0 ]] || return 0
  if ! "$kyverno" apply "${folders[@]}" --resource "$out/00-helm.yaml" --output "$scratch/mutated.yaml" \
    --remove-color >"$scratch/mutate.out" 2>&1; then
    say "the mutating policies failed:"
    grep -i -e error -e fail "$scratch/mutate.out" | grep -v -e type_converter -e 'fail: 0' >&2 || tail -5 "$scratch/mutate.out" >&2
    exit 1
  fi
  # No policy matched: the tool writes no file.
  [[ ! -f "$scratch/mutated.yaml" ]] || mv "$scratch/mutated.yaml" "$out/01-mutated.yaml"
}

clean() {
  "$maestro" factory clean --factory "$root" --rendered "$out/00-helm.yaml" --mutated "$out/01-mutated.yaml" \
    >"$out/02-golden.yaml" || die "the cleanup step failed"
}

validate() {
  local folders
  mapfile -t folders < <(layers validating)
  [[ ${#folders[@]} -gt 0 ]] || { : >"$out/03-policy-report.yaml"; return 0; }
  "$kyverno" apply "${folders[@]}" --resource "$out/02-golden.yaml" --policy-report --remove-color \
    >"$scratch/report.out" 2>"$scratch/validate.err" || true # it ends with 1 for mere warnings too; the report decides
  # The report follows whatever the tool says first; times would make two equal runs differ.
  awk '/^apiVersion: openreports\.io\//{seen=1} /^apiVersion: wgpolicyk8s\.io\//{seen=1}
       !seen{next} /^  timestamp:/{skip=1; next} skip && /^    (nanos|seconds):/{next} {skip=0; print}' \
    "$scratch/report.out" >"$out/03-policy-report.yaml"
  if [[ ! -s "$out/03-policy-report.yaml" ]]; then
    say "the validating policies could not be evaluated:"
    grep -i error "$scratch/validate.err" | grep -v type_converter >&2 || tail -5 "$scratch/validate.err" >&2
    exit 1
  fi
  tell_findings
  grep -q -E '^  (fail|error): [1-9]' "$out/03-policy-report.yaml" && exit 1
  return 0
}

# One line for each row of the report that is a fail, error or warn: result, policy, rule, resource, message.
tell_findings() {
  awk '
    function flush() {
      gsub(/^\047|\047$/, "", message)
      if (result == "fail" || result == "error" || result == "warn")
        printf "%s: policy %s%s, %s/%s: %s\n", result, policy, (rule == "" ? "" : ", rule " rule), kind, name, message
      message = policy = rule = kind = name = result = ""; more = ""
    }
    function value(line) { sub(/^[^:]*:[ ]?/, "", line); gsub(/^\047|\047$/, "", line); return line }
    /^- /          { flush(); sub(/^- /, "  ") }
    /^[a-z]/       { flush() }
    /^    [^ ]/ && more != "" { sub(/^ +/, " "); message = message $0; next }
    { more = "" }
    /^  message:/  { message = value($0); more = "message" }
    /^  policy:/   { policy = value($0) }
    /^  rule:/     { rule = value($0) }
    /^  result:/   { result = value($0) }
    /^  - apiVersion:/ { next }
    /^    kind:/   { kind = value($0) }
    /^    name:/   { name = value($0) }
    END            { flush() }
  ' "$out/03-policy-report.yaml" >&2
}

check_schema
render
mutate
clean
validate
