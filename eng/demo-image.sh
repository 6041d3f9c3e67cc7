#!/usr/bin/env bash
# Builds a small real image from Debian's own packages, without any registry: something to try a scan on.
#   eng/demo-image.sh   writes artifacts/demo-base.oci.tar and artifacts/demo.oci.tar (which stands on the first)
set -euo pipefail
cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/.."

fail() { echo "demo-image: $1" >&2; exit 2; }

[ "$(id -u)" = 0 ] || fail "the files of an image belong to root; run it as root: sudo eng/demo-image.sh"
command -v apt-get >/dev/null || fail "Debian's apt-get is needed, from whose archive the packages come"
if ! command -v buildah >/dev/null; then
  echo "demo-image: installing buildah" >&2
  log=$(mktemp)
  { apt-get -qq update && DEBIAN_FRONTEND=noninteractive apt-get -qq install -y --no-install-recommends buildah; } >"$log" 2>&1 ||
    { tail -3 "$log" >&2; fail "could not install buildah (whole log: $log)"; }
  rm -f "$log"
fi

mkdir -p artifacts
work=$(mktemp -d "$PWD/artifacts/demo.XXXXXX")
trap 'rm -rf "$work"' EXIT
buildah() { command buildah --root "$work/storage" --runroot "$work/run" --storage-driver vfs "$@"; }

# Unpacks Debian packages into a folder and records them as dpkg does, but runs none of their scripts.
unpack() {
  local root=$1 deb name list
  shift
  mkdir -p "$root/var/lib/dpkg/info" "$work/debs"
  (cd "$work/debs" && apt-get -qq -o APT::Sandbox::User=root download "$@")
  for name in "$@"; do
    deb=$(echo "$work/debs/${name}"_*.deb)
    dpkg-deb -x "$deb" "$root"
    list=$name
    [ "$(dpkg-deb -f "$deb" Multi-Arch)" != same ] || list=$name:$(dpkg-deb -f "$deb" Architecture)
    dpkg-deb --fsys-tarfile "$deb" | tar -t | sed 's,^\.,,; s,\(.\)/$,\1,; s,^/$,/.,' >"$root/var/lib/dpkg/info/$list.list"
    { dpkg-deb -f "$deb" | sed '1a Status: install ok installed'; echo; } >>"$root/var/lib/dpkg/status"
  done
  rm -rf "${root:?}"/usr/share/{doc,man,locale,lintian}
}

# What an unpacked folder has more than the one it was copied from.
layer() { # before after to
  mkdir -p "$3"
  (cd "$2" && find . \( -type f -o -type l \) -print0 | sort -z | while IFS= read -r -d '' file; do
    cmp -s "$file" "$1/$file" 2>/dev/null || printf '%s\0' "$file"
  done) | tar -C "$2" --null -T - -c | tar -C "$3" -x
}

echo "demo-image: fetching a dozen Debian packages" >&2
[ -n "$(find /var/lib/apt/lists -name '*_Packages*' -print -quit)" ] || apt-get -qq update
root=$work/root
unpack "$root" base-files libc6 dash busybox-static zlib1g
ln -sf dash "$root/bin/sh"
cp -a "$root" "$work/1"
unpack "$root" libssl3 openssl ca-certificates
cp -a "$root" "$work/2"
unpack "$root" python3-certifi python3-idna node-semver libslf4j-java fzf
cp -a "$root" "$work/3"

mkdir -p "$work/app/node_modules"
cp -aL "$root/usr/share/nodejs/semver" "$work/app/node_modules/semver"
printf '{"name": "demo", "version": "1.0.0", "dependencies": {"semver": "*"}}\n' >"$work/app/package.json"
layer "$work/1" "$work/2" "$work/tls"
layer "$work/2" "$work/3" "$work/tools"

# One commit is one layer; the history says what a Dockerfile would have said.
commit() { # from folder destination image [what buildah config takes...]
  local from=$1 folder=$2 to=$3 image=$4 container
  shift 4
  container=$(buildah from --pull-never "$from")
  buildah copy -q "$container" "$work/$folder" "$to" >/dev/null
  buildah config --created-by "COPY $folder $to" "$@" "$container"
  buildah commit -q --rm --timestamp 1735689600 "$container" "localhost/$image" >/dev/null
}
mv "$work/1" "$work/debian"
commit scratch debian / demo-base --cmd /bin/sh
commit localhost/demo-base tls / demo --add-history --cmd '["/bin/sh"]'
commit localhost/demo tools / demo
commit localhost/demo app /app demo --user 1000 --cmd '["/bin/sh", "-c", "fzf --version"]' \
  --label org.opencontainers.image.base.name=localhost/demo-base

for image in demo-base demo; do
  rm -f "artifacts/$image.oci.tar"
  buildah push -q "localhost/$image" "oci-archive:artifacts/$image.oci.tar:$image"
  echo "demo-image: wrote artifacts/$image.oci.tar" >&2
done
