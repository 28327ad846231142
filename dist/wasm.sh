# A compiler for the browser: the machine's own where rustup has added the target, else Debian's. Read with `.`; sets WASM_STD to
# what cargo needs beside.
WASM_TARGET=wasm32-unknown-unknown
WASM_STD=()
sysroot=$(rustc --print sysroot)
if [ ! -d "$sysroot/lib/rustlib/$WASM_TARGET/lib" ]; then
    # Debian's compiler has no linker for it; the one of the machine's toolchain does.
    export CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER=$sysroot/lib/rustlib/$(rustc -vV | sed -n 's/^host: //p')/bin/rust-lld
    . dist/rustc-web.sh
    WASM_STD=(-Zbuild-std=std,panic_abort)
fi
