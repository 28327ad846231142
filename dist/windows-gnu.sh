# A compiler for Windows on Debian, without touching the machine's Rust toolchain. Read with `.`; what it brings lies below
# target/windows/. Debian packages a newer rustc for its web browsers, with the sources of the standard library, and a linker.
#
# Elsewhere than on Debian: `rustup target add x86_64-pc-windows-gnu` and mingw-w64 do the same.
windows=$PWD/target/windows
if [ ! -e "$windows/root/complete" ]; then
    . tests/install/lib/apt.sh
    command -v x86_64-w64-mingw32-gcc >/dev/null || apt_install "the linker for Windows" gcc-mingw-w64-x86-64-win32
    rm -rf "$windows/root" "$windows/debs"
    mkdir -p "$windows/root" "$windows/debs"
    # The newest there is; the libraries' names hold their versions.
    newest() { apt-cache search --names-only "$1" | awk '{print $1}' | sort -V | tail -1; }
    packages=(rustc-web libstd-rust-web-dev rust-web-src "$(newest '^libstd-rust-web-[0-9.]+$')" "$(newest '^libllvm[0-9]+$')" libz3-4)
    (cd "$windows/debs" && apt-get download -qq "${packages[@]}")
    for deb in "$windows"/debs/*.deb; do dpkg -x "$deb" "$windows/root"; done
    rm -rf "$windows/debs"
    touch "$windows/root/complete"
fi
export RUSTC=$windows/root/usr/bin/rustc LD_LIBRARY_PATH=$windows/root/usr/lib/x86_64-linux-gnu RUSTC_BOOTSTRAP=1
