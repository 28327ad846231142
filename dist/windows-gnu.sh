# A compiler and a linker for Windows on Debian. Read with `.`.
#
# Elsewhere than on Debian: `rustup target add x86_64-pc-windows-gnu` and mingw-w64 do the same.
if ! command -v x86_64-w64-mingw32-gcc >/dev/null; then
    . tests/install/lib/apt.sh
    apt_install "the linker for Windows" gcc-mingw-w64-x86-64-win32
fi
. dist/rustc-web.sh
