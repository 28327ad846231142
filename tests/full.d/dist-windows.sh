#!/usr/bin/env bash
# A release for Windows, built on Debian: the zip is held against its sum, unpacked, and run under Wine by the lines of docs/install.md;
# the whole replay of tests/windows then runs with that program.
set -euo pipefail
target=x86_64-pc-windows-gnu
TARGET=$target dist/build "$target" wheel
. dist/lib.sh
scratch=$(mktemp -d "/tmp/osweb page.XXXXXX")
trap 'rm -rf "$scratch"' EXIT
(cd "$DIST" && sha256sum --check --quiet SHA256SUMS)
python3 -m zipfile -e "$DIST/osweb-config-$VERSION-windows-x64.zip" "$scratch"
exe=$scratch/osweb-config-$VERSION/osweb-config.exe
python3 -m zipfile -l "$DIST"/osweb_config-"$VERSION"-py3-none-win_amd64.whl | grep 'scripts/osweb-config.exe' >/dev/null

# Brings Wine, its prefix and the helper programs.
tests/windows/run "$exe"

echo "--- the lines of the page"
export WINEPREFIX=$PWD/target/windows/prefix WINEDEBUG=-all LC_ALL=C.UTF-8 WINEPATH
mkdir -p "$scratch/service-manager/config"
cp fixtures/rules/encryption-not-tls/valid.yml "$scratch/service-manager/config/osweb-prod.yml"
WINEPATH=$(/usr/lib/wine/wine64 winepath -w "$(dirname "$exe")" | tr -d '\r')
place=$(/usr/lib/wine/wine64 winepath -w "$scratch" | tr -d '\r')
count=0
while IFS= read -r line; do
    printf '@%s\r\n' "${line//D:\\enaio/$place}" >"$scratch/line.cmd"
    (cd "$scratch" && /usr/lib/wine/wine64 cmd /c line.cmd) </dev/null || { echo "this line of the page fails: $line" >&2; exit 1; }
    count=$((count + 1))
done < <(sed -n '/^```powershell/,/^```$/p' docs/install.md | grep '^osweb-config ' | grep -v -e --live)
[ "$count" -ge 3 ]
