#!/usr/bin/env bash
# What a machine needs for Pavior, in one place. ./pavior calls it for the product, ./test for product and tests.
#   setup.sh product|tests
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

need=${1:?product or tests}
# Debian package and the file or command that shows it is there.
product=(clang:clang zlib1g-dev:/usr/include/zlib.h ca-certificates:/etc/ssl/certs/ca-certificates.crt git:git)
tests=(buildah:buildah skopeo:skopeo busybox-static:/usr/share/doc/busybox-static zstd:zstd rpm:rpm db5.3-util:db5.3_load docker-registry:docker-registry debsecan:debsecan python3-jsonschema:/usr/lib/python3/dist-packages/jsonschema)

missing=()
for entry in "${product[@]}" $([ "$need" = tests ] && printf '%s\n' "${tests[@]}"); do
  package=${entry%%:*} mark=${entry#*:}
  case $mark in
    /*) [ -e "$mark" ] || missing+=("$package") ;;
    *) command -v "$mark" >/dev/null || missing+=("$package") ;;
  esac
done

if ! command -v dotnet >/dev/null; then
  echo "pavior: the .NET 10 SDK is needed and 'dotnet' is not on the PATH; see https://dotnet.microsoft.com/download" >&2
  exit 2
fi

if [ ${#missing[@]} -gt 0 ]; then
  if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null; then
    echo "pavior: missing packages; install them with: sudo apt-get install -y --no-install-recommends ${missing[*]}" >&2
    exit 2
  fi
  echo "pavior: installing ${missing[*]}" >&2
  log=$(mktemp)
  if ! { apt-get -qq update && DEBIAN_FRONTEND=noninteractive apt-get -qq install -y --no-install-recommends "${missing[@]}"; } >"$log" 2>&1; then
    tail -3 "$log" >&2
    echo "pavior: could not install ${missing[*]} (whole log: $log)" >&2
    exit 2
  fi
  rm -f "$log"
fi

[ "$need" != tests ] || eng/spdx-schema.py
