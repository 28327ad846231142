#!/usr/bin/env bash
# The action's first step: gets the program and says where it is. A release's program is downloaded and held against the release's
# sums; what is no release, or cannot be had, is compiled.
#
# SOURCE: this repository; REF: the revision that the workflow names; FROM: where the files are, if not at the repository's releases;
# SYSTEM, MACHINE: as GitHub calls the runner's; ROOT: where to put it; PROFILE: how to compile.
set -euo pipefail

field() { sed -n "s/^$1 = \"\(.*\)\"/\1/p" "$SOURCE/Cargo.toml" | head -1; }
version=$(field version)
ending=tar.gz exe=
case $SYSTEM in
Windows) system=windows ending=zip exe=.exe ;;
macOS) system=macos ;;
*) system=linux ;;
esac
case $MACHINE in ARM64) machine=arm64 ;; *) machine=x64 ;; esac
name=osweb-config-$version-$system-$machine.$ending

sum() { if command -v sha256sum >/dev/null; then sha256sum "$1"; else shasum -a 256 "$1"; fi | cut -d' ' -f1; }

# A branch may have another program than the last release.
is_release() { [ -n "$FROM" ] || [ "$REF" = "v$version" ] || [[ $REF =~ ^[0-9a-f]{40}$ ]]; }

download() {
    local from=${FROM:-$(field repository)/releases/download/v$version} wanted
    mkdir -p "$ROOT/download"
    for file in SHA256SUMS "$name"; do
        curl --fail --silent --show-error --location --retry 3 --output "$ROOT/download/$file" "$from/$file" || return 1
    done
    wanted=$(awk -v name="$name" '$2 == name { print $1 }' "$ROOT/download/SHA256SUMS")
    if [ -z "$wanted" ] || [ "$(sum "$ROOT/download/$name")" != "$wanted" ]; then
        echo "::error::$name is not the file that SHA256SUMS speaks of: it is not used" >&2
        exit 1
    fi
    case $ending in
    zip) unzip -q -o "$ROOT/download/$name" -d "$ROOT" ;;
    *) tar -xzf "$ROOT/download/$name" -C "$ROOT" ;;
    esac
    program=$ROOT/osweb-config-$version/osweb-config$exe
}

program=
if ! is_release || ! download; then
    echo "compiling osweb-config $version"
    cargo install --quiet --locked --path "$SOURCE" --root "$ROOT" --profile "$PROFILE" --no-default-features --features policy
    program=$ROOT/bin/osweb-config$exe
fi
"$program" --version
echo "program=$program" >>"$GITHUB_OUTPUT"
