#!/usr/bin/env python3
"""Score `rosterwatch extract` on the labelled documents, print the table, and fail where a figure fell.

usage: score.py [--write] [BINARY]     (default binary: target/release/rosterwatch)

The labelled documents and their scorer stand beside the checkout (../shared); without them nothing can be scored, which is said and is
no failure. Two thirds of each set are read while the rules are written ("dev"); the third whose sha256 of the id is divisible by three
is only ever looked at as a score ("unread"). tests/scores.json keeps the last figures; --write renews it.
"""
import hashlib, json, pathlib, subprocess, sys, tempfile

HERE = pathlib.Path(__file__).resolve().parent
SHARED = HERE.parent.parent / "shared"
BASE = HERE / "scores.json"
SETS = [("openai-2024-09", "--roster"), ("en", None), ("headlines", None), ("zh", None)]
FIGURES = ["precision", "recall", "role", "alarms_per_1000", "history_leaks"]
LOWER_IS_BETTER = {"alarms_per_1000", "history_leaks"}


def unread(row):
    return int(hashlib.sha256(str(json.loads(row)["id"]).encode()).hexdigest(), 16) % 3 == 0


def extract(binary, folder, roster):
    command = [str(binary), "extract"]
    if roster:
        command += ["--roster", str(folder / "roster-before.csv"), "--organisation", "OpenAI"]
    with open(folder / "docs.jsonl", encoding="utf-8") as documents:
        return subprocess.run(command, stdin=documents, stdout=subprocess.PIPE, check=True, text=True).stdout


def score(gold_rows, predicted, scratch):
    gold, pred = scratch / "gold.jsonl", scratch / "pred.jsonl"
    gold.write_text("".join(gold_rows), encoding="utf-8")
    pred.write_text(predicted, encoding="utf-8")
    command = [sys.executable, str(SHARED / "tools" / "score.py"), "--json", "--gold", str(gold), "--pred", str(pred)]
    return json.loads(subprocess.run(command, stdout=subprocess.PIPE, check=True, text=True).stdout)["all"]


def main():
    arguments = [a for a in sys.argv[1:] if a != "--write"]
    binary = pathlib.Path(arguments[0] if arguments else HERE.parent / "target" / "release" / "rosterwatch")
    if not (SHARED / "tools" / "score.py").exists():
        print(f"score: skipped, the labelled documents are not at {SHARED.name}/ beside the checkout")
        return 0
    table = {}
    with tempfile.TemporaryDirectory() as scratch:
        for name, roster in SETS:
            folder = SHARED / "gold" / name
            predicted = extract(binary, folder, roster)
            rows = (folder / "gold.jsonl").read_text(encoding="utf-8").splitlines(keepends=True)
            parts = {"all": rows} if roster else {"dev": [r for r in rows if not unread(r)], "unread": [r for r in rows if unread(r)]}
            for part, some in parts.items():
                table[f"{name} {part}"] = score(some, predicted, pathlib.Path(scratch))
    before = json.loads(BASE.read_text()) if BASE.exists() else {}
    print(f"{'set':<24}{'docs':>6}{'gold':>6}" + "".join(f"{f:>17}" for f in FIGURES))
    fallen = []
    for name, figures in table.items():
        print(f"{name:<24}{figures['docs']:>6}{figures['gold']:>6}" + "".join(f"{'-' if figures[f] is None else figures[f]:>17}" for f in FIGURES))
        for f in FIGURES:
            now, was = figures[f], before.get(name, {}).get(f)
            if now is not None and was is not None and (now > was if f in LOWER_IS_BETTER else now < was):
                fallen.append(f"{name}: {f} fell from {was} to {now}")
    if "--write" in sys.argv:
        BASE.write_text(json.dumps({n: {f: t[f] for f in FIGURES} for n, t in table.items()}, indent=1) + "\n")
        return 0
    for line in fallen:
        print(f"score: {line}", file=sys.stderr)
    return 1 if fallen else 0


if __name__ == "__main__":
    sys.exit(main())
