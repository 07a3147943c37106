"""Whether a mail's DKIM signature holds (python3-dkim). Usage: verify.py PUBLIC-KEY-RECORD < MAIL; exit code 0 where it does."""

import sys

import dkim

record = sys.argv[1].encode()
asked = []


def look_up(name, timeout=5):
    asked.append(name)
    return record


holds = dkim.verify(sys.stdin.buffer.read(), dnsfunc=look_up)
print(*(name.decode() for name in asked))
sys.exit(0 if holds else 1)
