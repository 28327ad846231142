#!/usr/bin/env bash
# Coverage-guided fuzzing of the laws in fuzz/src: FUZZ_SECONDS for each of FUZZ_TARGETS, one after the other. What breaks a law, takes
# longer than 10 s or more than 1 GB is a find: it is kept in target/fuzz/finds/TARGET, and `tests/full fuzz` fails. What was learnt
# stays in target/fuzz/corpus for the next time. The last lines say how many executions and seconds each target had.
set -euo pipefail
tools=$PWD/target/full work=${FUZZ_FOLDER:-$PWD/target/fuzz}
seconds=${FUZZ_SECONDS:-600}
targets=${FUZZ_TARGETS:-$(cd fuzz/fuzz_targets && printf '%s\n' *.rs | sed 's/\.rs$//')}
[ -x "$tools/bin/cargo-fuzz" ] || cargo install --quiet --locked --debug --root "$tools" --target-dir "$tools/build" cargo-fuzz
# The versions of the program's own lock file; cargo adds the engine.
cp Cargo.lock fuzz/Cargo.lock

# seed TARGET NAME <TEXT: a text to begin with.
seed() {
    mkdir -p "$work/seeds/$1"
    cat >"$work/seeds/$1/$2"
}

# The fixtures, each where its format is read. Targets that know files by their names take the number of the ending (fuzz/src/lib.rs) first.
plant_seeds() {
    local number=0 file ending ordinal target
    rm -rf "$work/seeds"
    while read -r file; do
        number=$((number + 1)) ending=${file##*.}
        case $ending in
            yml) ordinal=0 && seed yaml "$number" <"$file" ;;
            properties) ordinal=1 && seed properties "$number" <"$file" ;;
            json) ordinal=2 && seed json "$number" <"$file" ;;
            reg) ordinal=3 && seed registry "$number" <"$file" ;;
            reply) seed replies "$number" <"$file" && seed token "$number" <"$file" && continue ;;
        esac
        if grep -q propertySources "$file"; then seed actuator "$number" <"$file"; fi
        for target in fix migrate rotate breaks; do { printf %s "$ordinal" && cat "$file"; } | seed "$target" "$number"; done
        if [ "$ending" = yml ]; then { cat "$file" && printf '\0\200\2\7\2\9\1\3\1\3\2\204\1\5\2\5\6\0\0\1\1\203\3\3\3\3'; } | seed lsp "$number"; fi
        # A secret (§, told by its form) in the place of each that has one, and before every fourth line one told by its name (¤).
        { printf '%b%s' "\\$(printf %o $((number % 15)))" "$ordinal" && printf 'smtpPassword: ¤\n' && cat "$file"; } | seed outputs "$number"
        { printf %s "$ordinal" && sed -E 's/[A-Za-z0-9._-]+~[A-Za-z0-9~._-]+/§/g; 2~4s/([:=] ?)[^ ,}]+$/\1§/' "$file"; } | seed masks "$number"
        { printf %s "$ordinal" && printf 'smtpPassword: ¤\n' && cat "$file"; } | seed masks "$number-named"
    done < <(find fixtures -type f -regex '.*\.\(yml\|properties\|json\|reg\|reply\)' | sort)
    printf '{"type":"object","properties":{"featureSwitches":{"required":["x"],"additionalProperties":false}},"patternProperties":{"^a$":{"enum":[1]}}}' | seed policy 1
    printf '$ref: "#/$defs/a"\n$defs:\n  a: {if: {minProperties: 1}, then: {const: §}, else: false}\ndescription: x\n' | seed policy 2
    printf 'extend = "x"\nselect = ["a"]\nignore = "yaml-syntax"\nfail-on = "info"\nexclude = ["**/x", "!a"]\n' | seed project 1
    printf '[[files]]\npath = "*.yml"\nprofile = "prod"\nbase = ["a.yml"]\ninput-format = "yaml"\nserver = "x.reg"\n' | seed project 2
    printf '${a}${b:${A_B}}\n${c}\nb\n\\${a:b}' | seed placeholders 1
    printf '\011\0\1\2\3\4\5\6\0\0\1\3\1\1\2\1\2\0\1' | seed edits 1
}

# Whatever is longer than what people write is not worth its time.
length() {
    case $1 in
        edits | placeholders) echo 256 ;;
        replies | token) echo 2048 ;;
        *) echo 4096 ;;
    esac
}

dictionary() {
    case $1 in
        edits) ;;
        placeholders) echo -dict=fuzz/placeholders.dict ;;
        replies | token) echo -dict=fuzz/replies.dict ;;
        *) echo -dict=fuzz/files.dict ;;
    esac
}

plant_seeds
# The program has no unsafe code: without a sanitizer there are twice as many executions, and any toolchain will do.
"$tools/bin/cargo-fuzz" fuzz build --fuzz-dir fuzz --sanitizer none --target-dir "$tools/fuzz"
# rounds TARGET: runs a target until its time is over, again after each find, of which ten are enough.
rounds() {
    local target=$1 end=$((SECONDS + seconds)) program
    program=$(find "$tools"/fuzz/*/release -maxdepth 1 -name "$target" -type f)
    : >"$work/$target.log"
    for _ in 1 2 3 4 5 6 7 8 9 10; do
        [ $((end - SECONDS)) -gt 0 ] || break
        # shellcheck disable=SC2046
        "$program" "$work/corpus/$target" "$work/seeds/$target" "-artifact_prefix=$work/finds/$target/" $(dictionary "$target") \
            "-max_len=$(length "$target")" "-max_total_time=$((end - SECONDS))" -timeout=10 -rss_limit_mb=1024 -print_final_stats=1 \
            >>"$work/$target.log" 2>&1 && break
    done
    return 0
}

TIMEFORMAT='%U %S'
results=() failed=0
for target in $targets; do
    echo "==> $target"
    mkdir -p "$work/corpus/$target" "$work/seeds/$target" "$work/finds/$target"
    finds=$(find "$work/finds/$target" -type f | wc -l)
    spent=$({ time rounds "$target"; } 2>&1)
    finds=$(($(find "$work/finds/$target" -type f | wc -l) - finds))
    failed=$((failed + finds))
    results+=("$(awk -v target="$target" -v finds="$finds" -v spent="$spent" '
        /^stat::number_of_executed_units:/ { executions += $2 }
        / cov: [0-9]+ / { for (i = 1; i < NF; i++) if ($i == "cov:") edges = $(i + 1) }
        END { split(spent, cpu, " ")
              printf "%-14s %10d executions %7d CPU s %6d edges %3d finds", target, executions, cpu[1] + cpu[2], edges, finds }
        ' "$work/$target.log")")
done
printf '%s\n' "${results[@]}"
[ "$failed" = 0 ] || { echo "what was found is in $work/finds" >&2; exit 1; }
