# What the scripts of dist/ share. Read with `.` in the root of the repository.
export CARGO_TERM_COLOR=${CARGO_TERM_COLOR:-never}
ROOT=$PWD
DIST=$ROOT/target/dist
TOOLS=$DIST/tools/bin
mkdir -p "$DIST"

# Value of a field of the package in Cargo.toml: name, version, repository.
package() {
    cargo metadata --locked --no-deps --format-version 1 |
        python3 -c 'import json, sys; print(next(p for p in json.load(sys.stdin)["packages"] if p["name"] == "osweb-config")[sys.argv[1]])' "$1"
}

host_target() { rustc -vV | sed -n 's/^host: //p'; }

# How a target is called in the names of files: users know their system, not its triple.
system_of() {
    case $1 in
    x86_64-unknown-linux-*) echo linux-x64 ;;
    aarch64-unknown-linux-*) echo linux-arm64 ;;
    x86_64-pc-windows-*) echo windows-x64 ;;
    aarch64-pc-windows-*) echo windows-arm64 ;;
    x86_64-apple-darwin) echo macos-x64 ;;
    aarch64-apple-darwin) echo macos-arm64 ;;
    *) echo "$1" ;;
    esac
}

VERSION=$(package version)
COMMIT=$(git rev-parse HEAD 2>/dev/null || echo unknown)
if [ -z "${SOURCE_DATE_EPOCH:-}" ]; then
    SOURCE_DATE_EPOCH=$(git log -1 --format=%ct 2>/dev/null || echo 0)
fi
export SOURCE_DATE_EPOCH TZ=UTC LC_ALL=C.UTF-8 OSWEB_CONFIG_COMMIT=$COMMIT

# The compiler's flags for a target's program. Why, and what they cost: docs/releasing.md, "How the program is linked".
flags_for() {
    local cargo_home=${CARGO_HOME:-$HOME/.cargo} sysroot
    sysroot=$("${RUSTC:-rustc}" --print sysroot)
    # No path of this machine gets into the program.
    local flags=(
        "--remap-path-prefix=$ROOT=/osweb-config"
        "--remap-path-prefix=$cargo_home=/cargo"
        "--remap-path-prefix=$sysroot=/rust"
    )
    case $1 in
    *-windows-gnu) flags+=(-Ctarget-feature=+crt-static -Clink-arg=-Wl,--no-insert-timestamp) ;;
    *-windows-msvc) flags+=(-Ctarget-feature=+crt-static -Clink-arg=/Brepro) ;;
    *-linux-gnu) flags+=(-Ctarget-feature=+crt-static -Crelocation-model=static) ;;
    esac
    echo "${flags[*]}"
}

# What the program can do: all of it. Archive and wheel name the features in the same way, so that they are built once.
FEATURES=live,lsp,policy

# The profile of the program; PROFILE=dev builds quickly, for the tests of these scripts.
PROFILE=${PROFILE:-release}
profile_folder() { [ "$PROFILE" = dev ] && echo debug || echo "$PROFILE"; }

# build_program TARGET: builds it and prints where it is.
build_program() {
    local target=$1 exe='' std=()
    case $target in *-windows-*) exe=.exe ;; esac
    if [ "$target" = x86_64-pc-windows-gnu ] && [ "$(uname -s)" = Linux ]; then
        . dist/windows-gnu.sh >&2
        std=(-Zbuild-std=std,panic_abort)
    fi
    # Said, since `set -e` does not hold where a function's output is taken.
    RUSTFLAGS=$(flags_for "$target") CARGO_TARGET_DIR=$DIST/build cargo build --quiet --locked --profile "$PROFILE" \
        ${std[@]+"${std[@]}"} --target "$target" --bin osweb-config --no-default-features --features "$FEATURES" >&2 || return
    echo "$DIST/build/$target/$(profile_folder)/osweb-config$exe"
}
