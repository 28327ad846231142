#!/usr/bin/env bash
# dist/build wheel: the program as a Python wheel, for TARGET (default: the machine's own). pip, uv and pre-commit install it.
#
# It holds the same program as the archive. That of Linux is static, so that one wheel serves every glibc and musl.
set -euo pipefail
. dist/lib.sh
target=${TARGET:-$(host_target)}

python=$DIST/tools/python
if ! cmp -s dist/requirements.txt "$python/installed-pins"; then
    rm -rf "$python"
    python3 -m venv "$python"
    bin=bin
    [ -d "$python/bin" ] || bin=Scripts
    "$python/$bin/python" -m pip install --quiet --disable-pip-version-check --only-binary :all: -r dist/requirements.txt
    cp dist/requirements.txt "$python/installed-pins"
fi
export PATH=$python/bin:$python/Scripts:$PATH

options=(--locked --profile "$PROFILE" --target "$target" --features "$FEATURES" --out "$DIST")
case $target in
*-linux-*) options+=(--compatibility manylinux2014) ;;
x86_64-pc-windows-gnu) [ "$(uname -s)" != Linux ] || { . dist/windows-gnu.sh && options+=(-Zbuild-std=std,panic_abort); } ;;
esac
RUSTFLAGS=$(flags_for "$target") CARGO_TARGET_DIR=$DIST/build maturin build --quiet "${options[@]}"
# maturin gives it the tag of one C library; being static, it runs with the other as well.
case $target in
*-linux-*) wheel tags --remove --platform-tag "+musllinux_1_1_${target%%-*}" "$DIST"/osweb_config-"$VERSION"-*manylinux*_"${target%%-*}".whl ;;
esac
