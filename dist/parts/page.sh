#!/usr/bin/env bash
# dist/build page: the page that checks and migrates in the browser, target/dist/osweb-config.html, and the folder of an npm package
# around it, target/dist/npm and osweb-config-page-VERSION.tgz. PROFILE=dev builds quickly, for tests.
set -euo pipefail
. dist/lib.sh
. dist/wasm.sh
[ "$PROFILE" != release ] || PROFILE=page
flags=$(flags_for "$WASM_TARGET")
# One crate type alone: for two there is no link-time optimization.
RUSTFLAGS=$flags CARGO_TARGET_DIR=$DIST/build cargo rustc --quiet --locked --profile "$PROFILE" "${WASM_STD[@]}" \
    --target "$WASM_TARGET" --package osweb-config-web --crate-type cdylib
python3 web/build.py "$DIST/build/$WASM_TARGET/$(profile_folder)/osweb_config_web.wasm" "$VERSION" "$DIST/osweb-config.html" \
    $([ "$PROFILE" = page ] || echo quick)
rm -rf "$DIST/npm"
mkdir -p "$DIST/npm"
cp "$DIST/osweb-config.html" LICENSE-MIT LICENSE-APACHE web/README.md "$DIST/npm/"
python3 - "$VERSION" >"$DIST/npm/package.json" <<'PY'
import json, sys
print(json.dumps({"name": "osweb-config-page", "version": sys.argv[1], "description": "One page that checks and migrates the e-mail settings of enaio webclient in the browser",
                  "license": "MIT OR Apache-2.0", "files": ["osweb-config.html", "LICENSE-*"], "exports": {"./osweb-config.html": "./osweb-config.html"}}, indent=2))
PY
tar --sort=name --mtime="@$SOURCE_DATE_EPOCH" --owner=0 --group=0 --numeric-owner --transform 's,^npm,package,' -C "$DIST" -cf - npm |
    gzip -n -9 >"$DIST/osweb-config-page-$VERSION.tgz"
ls -l "$DIST/osweb-config.html"
