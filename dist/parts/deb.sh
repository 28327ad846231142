#!/usr/bin/env bash
# dist/build deb: a Debian package of the program that `dist/build TARGET` has made, for TARGET (default: the machine's own).
set -euo pipefail
. dist/lib.sh
target=${TARGET:-$(host_target)}
bash dist/tools.sh
stage=$DIST/stage/osweb-config-$VERSION
[ -x "$stage/osweb-config" ] || { echo "error: run dist/build $target first" >&2; exit 1; }
# Where cargo-deb looks for the program; [package.metadata.deb] names the other files below the stage.
mkdir -p "$DIST/deb-build/$target/release" "$DIST/deb-assets"
cp "$stage/osweb-config" "$DIST/deb-build/$target/release/"
rm -rf "$DIST/deb-assets" && cp -r "$stage" "$DIST/deb-assets"
gzip -9n "$DIST/deb-assets"/man/man1/*.1
CARGO_TARGET_DIR=$DIST/deb-build "$TOOLS/cargo-deb" --quiet --no-build --no-strip --target "$target" --output "$DIST/"
