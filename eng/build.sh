#!/usr/bin/env bash
# Builds the native binary to artifacts/native/pavior. Safe to call from several shells at once.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
mkdir -p artifacts
exec 9>artifacts/build.lock
flock 9
eng/setup.sh product
echo "pavior: building (about a minute, once)" >&2
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
log=artifacts/build.log
if ! dotnet publish src/Pavior.Cli -c Release -r "linux-$(uname -m | sed 's/x86_64/x64/;s/aarch64/arm64/')" -o artifacts/native -v q >"$log" 2>&1; then
  grep -E 'error' "$log" | sort -u | head -5 >&2
  echo "pavior: the build failed (whole log: $log)" >&2
  exit 2
fi
touch artifacts/native/pavior
