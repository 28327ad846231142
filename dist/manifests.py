"""manifests.py FOLDER: what package managers need to know of a release, from FOLDER/SHA256SUMS, into FOLDER/manifests.

winget (three files, as microsoft/winget-pkgs takes them), scoop, and a Homebrew formula. Version, words and the repository's
address come from Cargo.toml. An archive that is not in SHA256SUMS is left out.
"""

import json
import pathlib
import sys
import tomllib

folder = pathlib.Path(sys.argv[1])
cargo = tomllib.loads(pathlib.Path("Cargo.toml").read_text())
package = cargo["package"] | cargo["workspace"]["package"]
version, address, about, licence = (package[field] for field in ("version", "repository", "description", "license"))
owner = address.rstrip("/").split("/")[-2]
sums = dict(reversed(line.split("  ", 1)) for line in (folder / "SHA256SUMS").read_text().splitlines())
download = f"{address}/releases/download/v{version}"
inside = f"osweb-config-{version}"


def archive(system):
    """Name and sum of a system's archive, or nothing."""
    ending = "zip" if system.startswith("windows") else "tar.gz"
    name = f"osweb-config-{version}-{system}.{ending}"
    return (name, sums[name]) if name in sums else None


def write(name, text):
    path = folder / "manifests" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, newline="\n")


def text(value):
    """A scalar for YAML and a string for Ruby: JSON's form is both."""
    return json.dumps(value, ensure_ascii=False)


windows = [(architecture, archive(f"windows-{architecture}")) for architecture in ("x64", "arm64")]
windows = [(architecture, *found) for architecture, found in windows if found]
identifier = f"{owner}.osweb-config"


def winget(kind, body):
    schema = {"version": "version", "installer": "installer", "locale.en-US": "defaultLocale"}[kind]
    ending = "" if kind == "version" else f".{kind}"
    head = f"# yaml-language-server: $schema=https://aka.ms/winget-manifest.{schema}.1.10.0.schema.json\n"
    head += f"PackageIdentifier: {identifier}\nPackageVersion: {version}\n"
    write(f"winget/{identifier}{ending}.yaml", f"{head}{body}ManifestType: {schema}\nManifestVersion: 1.10.0\n")


if windows:
    winget("version", "DefaultLocale: en-US\n")
    installers = "".join(
        f"- Architecture: {architecture}\n  InstallerUrl: {download}/{name}\n  InstallerSha256: {text(sum.upper())}\n"
        for architecture, name, sum in windows
    )
    winget(
        "installer",
        "InstallerType: zip\nNestedInstallerType: portable\nNestedInstallerFiles:\n"
        f"- RelativeFilePath: {inside}\\osweb-config.exe\n  PortableCommandAlias: osweb-config\n"
        f"Commands:\n- osweb-config\nInstallers:\n{installers}",
    )
    winget(
        "locale.en-US",
        f"PackageLocale: en-US\nPublisher: {owner}\nPackageName: osweb-config\nPackageUrl: {address}\nLicense: {licence}\n"
        f"ShortDescription: {text(about)}\nReleaseNotesUrl: {address}/releases/tag/v{version}\n",
    )
    bits = {"x64": "64bit", "arm64": "arm64"}
    scoop = {
        "version": version,
        "description": about,
        "homepage": address,
        "license": licence.replace(" OR ", "|"),
        "architecture": {bits[architecture]: {"url": f"{download}/{name}", "hash": sum} for architecture, name, sum in windows},
        "extract_dir": inside,
        "bin": "osweb-config.exe",
        "checkver": "github",
        "autoupdate": {
            "architecture": {
                bits[architecture]: {"url": f"{address}/releases/download/v$version/{name.replace(version, '$version')}"}
                for architecture, name, _ in windows
            },
            "hash": {"url": "$baseurl/SHA256SUMS"},
            "extract_dir": "osweb-config-$version",
        },
    }
    write("scoop/osweb-config.json", json.dumps(scoop, indent=4) + "\n")

blocks = []
for system, block in (("macos", "on_macos"), ("linux", "on_linux")):
    machines = [(machine, archive(f"{system}-{suffix}")) for machine, suffix in (("on_arm", "arm64"), ("on_intel", "x64"))]
    machines = [
        f"    {machine} do\n      url {text(f'{download}/{found[0]}')}\n      sha256 {text(found[1])}\n    end\n" for machine, found in machines if found
    ]
    if machines:
        blocks.append(f"  {block} do\n" + "".join(machines) + "  end\n")
if blocks:
    parts = licence.split(" OR ")
    write(
        "homebrew/osweb-config.rb",
        f"""class OswebConfig < Formula
  desc {text(about.split(" of enaio")[0])}
  homepage {text(address)}
  version {text(version)}
  license any_of: [{", ".join(text(part) for part in parts)}]

{chr(10).join(blocks)}
  def install
    bin.install "osweb-config"
    man1.install Dir["man/man1/*.1"]
    bash_completion.install "completions/osweb-config.bash" => "osweb-config"
    zsh_completion.install "completions/osweb-config.zsh" => "_osweb-config"
    fish_completion.install "completions/osweb-config.fish"
  end

  test do
    assert_match version.to_s, shell_output("#{{bin}}/osweb-config --version")
  end
end
""",
    )
