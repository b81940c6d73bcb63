#!/usr/bin/env bash
# Builds the real helm and kyverno that scripts/generate.sh of a factory and the
# tests marked "realtools" use, from their pinned module sources, into .tools/bin.
# Idempotent: a tool that is there in the pinned version is left alone.
set -euo pipefail

readonly HELM_VERSION="v3.22.0"
readonly KYVERNO_VERSION="v1.19.1"

root="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
bin="${TOOLS_BIN:-$root/.tools/bin}"

say() { printf '%s\n' "$*" >&2; }

if ! command -v go >/dev/null 2>&1; then
  say "Go is needed to build helm ${HELM_VERSION} and kyverno ${KYVERNO_VERSION}, and is not on the PATH: install Go, then run this again."
  exit 2
fi

mkdir -p "$bin"
scratch="$(mktemp -d)"
cleanup() {
  chmod -R u+w "$scratch" 2>/dev/null || true
  rm -rf "$scratch"
}
trap cleanup EXIT

# A stamp beside the binary names the version it was built from.
is_built() { [[ -x "$bin/$1" && "$(cat "$bin/.$1.version" 2>/dev/null)" == "$2" ]]; }

install_built() {
  mv -f "$scratch/$1" "$bin/$1"
  printf '%s\n' "$2" >"$bin/.$1.version"
  say "$1 $2 is in $bin"
}

build_helm() {
  is_built helm "$HELM_VERSION" && return 0
  say "building helm $HELM_VERSION (about two minutes)"
  # The version is stamped in as the project's own releases do; without it helm calls itself v3.
  GOBIN="$scratch" CGO_ENABLED=0 go install -trimpath \
    -ldflags "-s -w -X helm.sh/helm/v3/internal/version.version=$HELM_VERSION" \
    "helm.sh/helm/v3/cmd/helm@$HELM_VERSION"
  install_built helm "$HELM_VERSION"
}

build_kyverno() {
  is_built kyverno "$KYVERNO_VERSION" && return 0
  say "building kyverno $KYVERNO_VERSION (about seven minutes)"
  # Its go.mod replaces modules, which "go install" refuses: build from a writable copy instead.
  local module="github.com/kyverno/kyverno@$KYVERNO_VERSION"
  (cd "$scratch" && go mod download "$module")
  cp -R "$(go env GOMODCACHE)/$module" "$scratch/source"
  chmod -R u+w "$scratch/source"
  (cd "$scratch/source" && CGO_ENABLED=0 go build -trimpath \
    -ldflags "-s -w -X github.com/kyverno/kyverno/pkg/version.BuildVersion=$KYVERNO_VERSION" \
    -o "$scratch/kyverno" ./cmd/cli/kubectl-kyverno)
  install_built kyverno "$KYVERNO_VERSION"
}

build_helm
build_kyverno
