#!/usr/bin/env bash
# dist/build image: what an OCI image is built of, in target/dist/image/: the static program of `dist/build`, the authorities that this
# machine trusts, and dist/Dockerfile. `buildah build target/dist/image` or `docker build target/dist/image` makes the image.
set -euo pipefail
. dist/lib.sh
stage=$DIST/stage/osweb-config-$VERSION
[ -x "$stage/osweb-config" ] || { echo "error: run dist/build $(host_target) first" >&2; exit 1; }
folder=$DIST/image
rm -rf "$folder"
mkdir -p "$folder"
cp "$stage/osweb-config" /etc/ssl/certs/ca-certificates.crt "$stage/THIRD-PARTY-LICENSES.txt" "$folder/"
sed -e "s#@VERSION@#$VERSION#" -e "s#@COMMIT@#$COMMIT#" -e "s#@ADDRESS@#$(package repository)#" dist/Dockerfile >"$folder/Dockerfile"
