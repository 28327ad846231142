#!/usr/bin/env bash
# Work that allocates nothing grows with the text, too: instructions at n and at 4n, counted by callgrind (Debian: valgrind).
# PROGRAM=target/debug/osweb-config tests/full growth: with another build than the release.
set -euo pipefail
. tests/install/lib/apt.sh
command -v valgrind >/dev/null || apt_install "counting instructions" valgrind
[ -n "${PROGRAM:-}" ] || cargo build --release --locked
program=$(realpath "${PROGRAM:-target/release/osweb-config}")
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cd "$scratch"

section='featureSwitches:
  sendEmail:
    smtpServer: smtp.office365.com
    smtpPort: 587
    smtpEncryption: TLS
    smtpAuthentication: LOGIN
    smtpUsername: mailer@contoso.com
'
check=(check --format short)
migrate=(migrate --client-id 3f2504e0-4f89-41d3-9a0c-0305e82c3301 --tenant-id contoso.onmicrosoft.com --client-secret-placeholder OSWEB)

# pieces N TEXT: the text N times, with its number in place of @
pieces() { awk -v n="$1" -v text="$2" 'BEGIN { for (i = 0; i < n; i++) { piece = text; gsub(/@/, i, piece); printf "%s", piece } }'; }

instructions() {
    # The program says by its exit code that something was found.
    { valgrind --tool=callgrind --callgrind-out-file=/dev/null "$program" "$@" 2>&1 >/dev/null || true; } | awk '/Collected :/ { print $4 }'
}

failed=0
# grows NAME N FILE BEFORE PIECE AFTER ARGUMENTS: what the start of the program costs is taken off.
grows() {
    local name=$1 n=$2 file=$3 before=$4 piece=$5 after=$6 counts=() size
    shift 6
    for size in 0 "$n" $((4 * n)); do
        { printf '%b' "$before"; pieces "$size" "$piece"; printf '%b' "$after"; } >"$file"
        counts+=("$(instructions "$@" "$file")")
    done
    awk -v name="$name" -v none="${counts[0]}" -v small="${counts[1]}" -v large="${counts[2]}" 'BEGIN {
        small -= none; large -= none
        bad = large > 6 * small && large > 20000000
        printf "%-16s %12d %12d  %4.1f%s\n", name, small, large, large / small, bad ? "  too much" : ""
        exit bad
    }' || failed=1
}

grows words 1000 osweb-prod.yml 'a: ' 'password=' "\n$section" "${check[@]}"
grows addresses 1000 osweb-prod.yml 'a: ' '://u:p' "@h\n$section" "${check[@]}"
grows commas 1000 osweb-prod.yml 'a: ' 'x.y,' "\n$section" "${check[@]}"
grows keywords 1000 osweb-prod.yml '# ' 'Kennwort ' "\n$section" "${check[@]}"
grows dots 300 osweb-prod.yml '' 'a.' "b: 1\n$section" "${check[@]}"
grows unknown 400 osweb-prod.yml "$section" '    k@: v\n' '' "${check[@]}"
grows ignores 400 osweb-prod.yml "$section" '    k@: v # osweb-config: ignore[unknown-setting] x\n' '' "${check[@]}"
grows ignores-run 400 osweb-prod.yml '' '# osweb-config: ignore[unknown-setting] x\n' "$section" "${check[@]}"
grows comments 400 osweb-prod.yml '' '# smtpPassword: Herbst@x\n' "$section" "${check[@]}"
grows twice 400 osweb-prod.yml '' 'a: 1\n' "$section" "${check[@]}"
grows aliases 400 osweb-prod.yml '' 'a@: \\&a@ x\nb@: *a@\n' "$section" "${check[@]}"
grows conflicts 400 osweb-prod.yml '' '<<<<<<< a\n=======\n>>>>>>> b\n' "$section" "${check[@]}"
grows conflicts-human 400 osweb-prod.yml '' '<<<<<<< a\n=======\n>>>>>>> b\n' "$section" check
grows misplaced 400 osweb-prod.yml "$section" 'm@:\n  smtpServer: x\n  smtpPort: 25\n' '' "${check[@]}"
grows documents 1000 osweb-prod.yml '' 'a: 1\n---\n' "$section" "${migrate[@]}"
grows fixes 100 osweb-prod.yml "$section" 'x@: 0 # osweb-config: ignore[unknown-setting] x\n' '' check --fix --no-backup --format short
grows fixes-refused 100 osweb-prod.yml "$section" 'a@:\tx\n' '' check --fix --no-backup --format short
grows properties 400 osweb.properties '' 'featureSwitches.sendEmail.k@=v\n' '' "${check[@]}"
grows registry-keys 500 server.reg 'REGEDIT4\r\n' '\r\n[HKEY_LOCAL_MACHINE\\SOFTWARE\\OPTIMAL SYSTEMS\\k@]\r\n"SMTPPort"="25"\r\n' '' "${check[@]}"
exit $failed
