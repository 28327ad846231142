#!/usr/bin/env bash
# A release for Linux: built twice in different folders with the same bytes; the archive, the wheel and the Debian package work.
set -euo pipefail
. tests/install/lib/apt.sh
same() { cmp "$1" "$2" || { echo "two builds differ: $1" >&2; exit 1; }; }

dist/build x86_64-unknown-linux-gnu wheel
dist/build deb hooks image manifests
. dist/lib.sh
name=osweb-config-$VERSION
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

echo "--- again, from another folder"
git clone --quiet . "$scratch/clone"
# What builds the papers is the same program of others; it need not be built again.
mkdir -p "$scratch/clone/target/dist" && cp -r "$DIST/tools" "$scratch/clone/target/dist/"
(cd "$scratch/clone" && dist/build x86_64-unknown-linux-gnu)
for file in "$name-linux-x64.tar.gz" "$name-linux-x64.cdx.json"; do same "$DIST/$file" "$scratch/clone/target/dist/$file"; done

echo "--- the archive"
(cd "$DIST" && sha256sum --check --quiet SHA256SUMS)
tar -xzf "$DIST/$name-linux-x64.tar.gz" -C "$scratch"
program=$scratch/$name/osweb-config
"$program" --version --verbose | grep "^commit: .*$(git rev-parse HEAD)" >/dev/null
! ldd "$program" 2>/dev/null | grep -q '=>' || { echo "the program is not static" >&2; exit 1; }
! grep -q -a -e "$PWD" -e "${CARGO_HOME:-$HOME/.cargo}/registry" "$program" || { echo "a path of this machine is in the program" >&2; exit 1; }
"$program" check fixtures/osweb-prod.yml >/dev/null && exit 1 || [ $? = 1 ]
[ -s "$scratch/$name/man/man1/osweb-config-check.1" ] && [ -s "$scratch/$name/THIRD-PARTY-LICENSES.txt" ]
# What it is made of, and why it is not smaller: docs/releasing.md, "Size".
test "$(stat -c %s "$program")" -lt $((14 * 1024 * 1024)) || { echo "the program is larger than 14 MB" >&2; exit 1; }

echo "--- the wheel, without Cargo"
python3 -m venv "$scratch/env"
PATH=/usr/bin:/bin "$scratch/env/bin/pip" install --quiet --no-index --find-links "$DIST" "osweb-config==$VERSION"
"$scratch/env/bin/osweb-config" --version --verbose | grep 'features: .*live' >/dev/null

echo "--- the Debian package"
apt_install "the test of the Debian package" "$DIST"/*.deb
[ "$(command -v osweb-config)" = /usr/bin/osweb-config ] && osweb-config --version && [ -e /usr/share/man/man1/osweb-config.1.gz ]
apt-get -q -y remove osweb-config >/dev/null
[ ! -e /usr/bin/osweb-config ]
