"""licences.py TARGET: the licences of everything that is linked into the program for a target, as one text.

cargo-bundle-licenses finds the texts; equal ones are printed once, below the names of those that use them.
"""

import collections
import json
import pathlib
import re
import subprocess
import sys

target = sys.argv[1]
tool = pathlib.Path("target/dist/tools/bin/cargo-bundle-licenses")


def output(*command):
    return subprocess.run(command, check=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True).stdout


linked = set(re.findall(r"^(\S+) v(\S+)", output("cargo", "tree", "--locked", "--target", target, "--all-features", "--edges", "normal", "--prefix", "none"), re.M))
found = json.loads(output(tool, "bundle-licenses", "--format", "json"))["third_party_libraries"]
# Where a package brings no text of its own, that of the licence it names: it may be had under any of them.
texts = {"MIT": pathlib.Path("LICENSE-MIT").read_text(), "Apache-2.0": pathlib.Path("LICENSE-APACHE").read_text()}

users = collections.defaultdict(list)
names = {}
for package in found:
    if (package["package_name"], package["package_version"]) not in linked:
        continue
    who = f"{package['package_name']} {package['package_version']} ({package['license']}) {package['repository']}".rstrip()
    whole = [text for text in package["licenses"] if text["text"] != "NOT FOUND"]
    for licence in whole or package["licenses"]:
        text = licence["text"]
        if text == "NOT FOUND":
            name = licence["license"]
            if name not in texts:
                sys.exit(f"{who}: no text of the licence {name}")
            # The line of the holder is ours.
            text = re.sub(r"^Copyright.*$", f"Copyright (c) the authors of {package['package_name']}", texts[name], count=1, flags=re.M)
        key = " ".join(text.split())
        names.setdefault(key, (licence["license"], text))
        users[key].append(who)

missing = {name for name, _ in linked} - {package["package_name"] for package in found} - {"osweb-config", "osweb-config-windows"}
if missing:
    sys.exit(f"no licence known: {sorted(missing)}")
print("osweb-config contains the following packages, each under the licence below it.")
print("It also contains the standard library of Rust (MIT OR Apache-2.0), https://github.com/rust-lang/rust")
if target.endswith("linux-gnu"):
    print(
        "and, linked statically, the GNU C Library (LGPL-2.1-or-later), https://www.gnu.org/software/libc/. It can be replaced:\n"
        "dist/build of the program's source links the program again, with the library of the machine that it runs on."
    )
if target.endswith("windows-gnu"):
    print("and the runtime of mingw-w64 (public domain and ZPL-2.1), https://www.mingw-w64.org/")
for key in sorted(users, key=lambda key: (names[key][0], sorted(users[key]))):
    licence, text = names[key]
    print("\n" + "=" * 100 + f"\n{licence}\n")
    for who in sorted(users[key]):
        print(f"  {who}")
    print("\n" + "-" * 100 + "\n" + "\n".join(line.rstrip() for line in text.strip().splitlines()))
