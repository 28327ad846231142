"""Runs a program on a pseudo-terminal, answers its questions, and prints what the terminal showed.

Usage: terminal.py ANSWERS PROGRAM [ARGUMENT...]; ANSWERS is a file with a line `question<TAB>answer` for each question, in order.
"""
import os
import pty
import select
import sys

answers = [line.rstrip("\n").split("\t") for line in open(sys.argv[1], encoding="utf-8")]
pid, terminal = pty.fork()
if pid == 0:
    os.execv(sys.argv[2], sys.argv[2:])
shown, seen = b"", 0
while True:
    ready, _, _ = select.select([terminal], [], [], 20)
    if not ready:
        os.kill(pid, 9)
        sys.exit(f"no question came; the terminal shows:\n{shown.decode(errors='replace')}")
    try:
        piece = os.read(terminal, 65536)
    except OSError:
        piece = b""
    if not piece:
        break
    shown += piece
    if answers and answers[0][0].encode() in shown[seen:]:
        seen = len(shown)
        os.write(terminal, answers.pop(0)[1].encode() + b"\n")
_, status = os.waitpid(pid, 0)
sys.stdout.buffer.write(shown)
sys.exit(os.waitstatus_to_exitcode(status) if not answers else 99)
