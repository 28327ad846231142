"""readers.py checkstyle|teamcity: reads a report on standard input and prints what it says as JSON.

checkstyle: by a parser of XML. teamcity: by the documented grammar; JetBrains' own library (PyPI: teamcity-messages) must write the same.
"""

import io
import json
import re
import sys
import xml.etree.ElementTree as etree


def checkstyle(text):
    root = etree.fromstring(text.encode())
    assert root.tag == "checkstyle" and all(file.tag == "file" for file in root)
    return [[file.get("name"), [dict(error.attrib) for error in file]] for file in root]


# JetBrains, "Service Messages": a value ends at the first apostrophe without a bar before it.
MESSAGE = re.compile(r"##teamcity\[(\w+)((?: \w+='(?:[^'|\[\]\n\r]|\|0x[0-9a-fA-F]{4}|\|['nrxlp|\[\]])*')+)\]")
PROPERTY = re.compile(r" (\w+)='((?:[^'|]|\|.)*)'")
ESCAPE = re.compile(r"\|0x([0-9a-fA-F]{4})|\|(.)")


def value(escaped):
    units = ESCAPE.sub(lambda found: chr(int(found[1], 16)) if found[1] else {"n": "\n", "r": "\r"}.get(found[2], found[2]), escaped)
    # A character outside of the basic plane is written as two units of UTF-16.
    return units.encode("utf-16", "surrogatepass").decode("utf-16")


def messages(text):
    for line in text.splitlines():
        found = MESSAGE.fullmatch(line)
        assert found, line
        yield found[1], {name: value(escaped) for name, escaped in PROPERTY.findall(found[2])}


def teamcity(text):
    from teamcity.messages import TeamcityServiceMessages

    mine, theirs = list(messages(text)), io.TextIOWrapper(io.BytesIO(), encoding="utf-8")
    for name, properties in mine:
        TeamcityServiceMessages(theirs).message(name, **properties)
    written = list(messages(theirs.buffer.getvalue().decode()))
    for _, properties in written:
        del properties["timestamp"]
    assert written == mine, (written, mine)
    return mine


print(json.dumps({"checkstyle": checkstyle, "teamcity": teamcity}[sys.argv[1]](sys.stdin.buffer.read().decode())))
