# A compiler for other targets on Debian, without touching the machine's Rust toolchain. Read with `.`; what it brings lies below
# target/rustc-web/. Debian packages a newer rustc for its web browsers, with the sources of the standard library, from which
# `-Zbuild-std` builds it for a target.
rustc_web=$PWD/target/rustc-web
if [ ! -e "$rustc_web/root/complete" ]; then
    . tests/install/lib/apt.sh
    apt_lists
    rm -rf "$rustc_web/root" "$rustc_web/debs"
    mkdir -p "$rustc_web/root" "$rustc_web/debs"
    # The newest there is; the libraries' names hold their versions.
    newest() { apt-cache search --names-only "$1" | awk '{print $1}' | sort -V | tail -1; }
    packages=(rustc-web libstd-rust-web-dev rust-web-src "$(newest '^libstd-rust-web-[0-9.]+$')" "$(newest '^libllvm[0-9]+$')" libz3-4)
    (cd "$rustc_web/debs" && apt-get download -qq "${packages[@]}")
    for deb in "$rustc_web"/debs/*.deb; do dpkg -x "$deb" "$rustc_web/root"; done
    rm -rf "$rustc_web/debs"
    touch "$rustc_web/root/complete"
fi
export RUSTC=$rustc_web/root/usr/bin/rustc LD_LIBRARY_PATH=$rustc_web/root/usr/lib/x86_64-linux-gnu RUSTC_BOOTSTRAP=1
