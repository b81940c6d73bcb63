#!/usr/bin/env bash
# Prints the folder below tenants/ that a golden file belongs to: <tenant>/<environment>, as its namespace says.
#
#   scripts/tenant-folder.sh 02-golden.yaml
set -euo pipefail

[[ $# -eq 1 && -f "$1" ]] || { printf 'usage: scripts/tenant-folder.sh 02-golden.yaml\n' >&2; exit 2; }

folder="$(awk '
  /^---/                      { inside = 0 }
  /^kind: Namespace$/         { inside = 1 }
  inside && /^    tenant: /      { tenant = $2 }
  inside && /^    environment: / { environment = $2 }
  END { if (tenant != "" && environment != "") print tenant "/" environment }
' "$1")"

# The folder becomes a path: nothing but what the contract allows may stand in it.
[[ "$folder" =~ ^[a-z][a-z0-9-]{1,18}[a-z0-9]/(prod|nonprod)$ ]] || {
  printf 'expected a namespace with the labels tenant and environment in %s, found none\n' "$1" >&2
  exit 1
}
printf '%s\n' "$folder"
