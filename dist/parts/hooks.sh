#!/usr/bin/env bash
# dist/build hooks: the content of a repository whose pre-commit hooks install the wheel of this version from a package index,
# and compile nothing: target/dist/pre-commit-hooks/. The hooks are those of .pre-commit-hooks.yaml.
set -euo pipefail
. dist/lib.sh
folder=$DIST/pre-commit-hooks
rm -rf "$folder"
mkdir -p "$folder"
sed -e '1d' -e "1i # Hooks for pre-commit; pip takes osweb-config $VERSION from its package index. Made by dist/build hooks of $(package repository)." \
    .pre-commit-hooks.yaml >"$folder/.pre-commit-hooks.yaml"
cat >"$folder/pyproject.toml" <<TOML
# Holds nothing itself: what pip installs for the hooks is the wheel of the program.
[build-system]
requires = ["setuptools"]
build-backend = "setuptools.build_meta"

[project]
name = "osweb-config-hooks"
version = "$VERSION"
dependencies = ["osweb-config==$VERSION"]

[tool.setuptools]
py-modules = []
TOML
