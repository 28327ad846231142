"""replay.py EXE PROGRAM FILE_EXE [MODULE]...: what the program does under Wine, held against what it does on Linux and what users were promised.

Each test is a function of one of the modules; all of them run, and the last line counts them. On Windows itself EXE runs as it is.
"""

import importlib
import sys
import traceback

names = sys.argv[4:] or ["commands", "reports", "writes", "shells", "live"]
failed, count = [], 0
for module in map(importlib.import_module, names):
    for name, test in list(vars(module).items()):
        if not name.startswith("test_"):
            continue
        try:
            cases = test() or 1
            count += cases
            print(f"ok    {module.__name__}.{name[5:]} ({cases})", flush=True)
        except Exception:
            failed.append(f"{module.__name__}.{name[5:]}")
            print(f"FAILED {failed[-1]}\n{traceback.format_exc()}", flush=True)
print(f"{count} passed, {len(failed)} failed")
raise SystemExit(1 if failed else 0)
