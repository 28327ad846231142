#!/usr/bin/env bash
# dist/program.sh TARGET: the program with all features, packed with its papers; SBOM beside it. Called by dist/build.
set -euo pipefail
. dist/lib.sh
target=$1
name=osweb-config-$VERSION-$(system_of "$target")

program=$( (build_program "$target") )
folder=$DIST/stage/osweb-config-$VERSION
rm -rf "$DIST/stage"
mkdir -p "$folder/schemas"
cp "$program" "$folder/"
# Who has a certificate signs here: docs/releasing.md, "Code signing".
[ -z "${SIGN:-}" ] || "$SIGN" "$folder/$(basename "$program")"
cp README.md CHANGELOG.md LICENSE-MIT LICENSE-APACHE "$folder/"
cp -r docs "$folder/"
cp schemas/*.json "$folder/schemas/"

# Man pages and completions are made by the program itself; where it cannot run here, by one that can.
case $target in
"$(host_target)") ;;
*-linux-*) [ "$(uname -sm)" != "Linux x86_64" ] || [ "${target%%-*}" = x86_64 ] || program= ;;
*) program= ;;
esac
if [ -z "$program" ]; then
    cargo build --quiet --locked --all-features
    program=${CARGO_TARGET_DIR:-target}/debug/osweb-config
fi
mkdir -p "$folder/completions"
for shell in bash zsh fish powershell elvish; do
    case $shell in powershell) ending=ps1 ;; elvish) ending=elv ;; *) ending=$shell ;; esac
    "$program" completions "$shell" >"$folder/completions/osweb-config.$ending"
done
case $target in *-windows-*) ;; *) "$program" man "$folder/man/man1" ;; esac

bash dist/tools.sh
python3 dist/licences.py "$target" >"$folder/THIRD-PARTY-LICENSES.txt"
case $target in
*-windows-*) python3 dist/archive.py "$DIST/$name.zip" "$folder" ;;
*) python3 dist/archive.py "$DIST/$name.tar.gz" "$folder" ;;
esac

# cargo-cyclonedx writes into the folders of the packages, and takes their paths for names.
sbom=osweb-config-sbom
"$TOOLS/cargo-cyclonedx" cyclonedx -qq --format json --spec-version 1.5 --all-features --no-build-deps --target "$target" \
    --override-filename "$sbom"
sed "s#path+file://$ROOT#path+file:///osweb-config#g" "$sbom.json" >"$DIST/$name.cdx.json"
find . -name "$sbom.json" -not -path './target/*' -delete
