"""Runs a program on a pseudo-terminal, answers its questions, and prints what the terminal showed.

Usage: terminal.py ANSWERS PROGRAM [ARGUMENT...]; ANSWERS is a file with a line `question<TAB>answer` for each question, in order.
A third field `hidden` waits until the program has switched the terminal's echo off, as a person who reads the question does.
"""
import os
import pty
import select
import sys
import termios
import time

answers = [line.rstrip("\n").split("\t") for line in open(sys.argv[1], encoding="utf-8")]
pid, terminal = pty.fork()
if pid == 0:
    os.execv(sys.argv[2], sys.argv[2:])
shown, seen = b"", 0


def wait_until_hidden():
    """Ends the run when the echo is not switched off in time: then the program would show what is typed."""
    for _ in range(1000):
        if not termios.tcgetattr(terminal)[3] & termios.ECHO:
            return
        time.sleep(0.01)
    os.kill(pid, 9)
    sys.exit("the terminal still shows what is typed")


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
        _, answer, *hidden = answers.pop(0)
        if hidden == ["hidden"]:
            wait_until_hidden()
        os.write(terminal, answer.encode() + b"\n")
_, status = os.waitpid(pid, 0)
sys.stdout.buffer.write(shown)
sys.exit(os.waitstatus_to_exitcode(status) if not answers else 99)
