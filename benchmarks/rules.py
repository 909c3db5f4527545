"""What each rule of `answers/policy.py` is worth: question sets, asked with all of them and then without each one in turn.

    python -m benchmarks.rules FILE... [--knowledge DIR]

FILE is a question set as `eig-bot eval` takes. Of the questions that the folder answers, the share of right, helpful and
misleading answers; of the others, the share that is held back, and that is shown no passage at all.
"""

import argparse
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from eig_bot.answers.policy import Policy, Rule
from eig_bot.answers.responder import Responder
from eig_bot.clock import PARIS
from eig_bot.evaluation.measure import evaluate
from eig_bot.evaluation.question_sets import read_questions
from eig_bot.knowledge.library import Library
from eig_bot.search.ranker import Ranker


def main() -> None:
    """Print one line a policy."""
    parser = argparse.ArgumentParser(description="What each rule is worth.")
    parser.add_argument("files", nargs="+", metavar="FILE")
    parser.add_argument("--knowledge", type=Path, default=Path("knowledge"), metavar="DIR")
    options = parser.parse_args()
    rows = [row for file in options.files for row in read_questions(file, Path(file).read_bytes().splitlines())]
    ranker = Ranker(Library(options.knowledge).load())
    whole = Policy()
    policies = {"all rules": whole}
    policies |= {f"without: {rule.name}": replace(whole, rules=_without(whole, rule.name)) for rule in whole.rules}
    print(f"{'':42}{'right':>8}{'helpful':>9}{'misleading':>12}{'held back':>11}{'silent':>8}")
    for name, policy in policies.items():
        found = evaluate(rows, Responder(ranker, policy), datetime.now(PARIS))
        ours, foreign = found.overall, [held for _, held in found.off_topic]
        counts = (ours.right, ours.helpful, ours.misleading)
        asked = sum(held.questions for held in foreign)
        held_back, silent = (
            _share(sum(of), asked) for of in zip(*((one.held_back, one.silent) for one in foreign), strict=True)
        )
        right, helpful, misleading = (_share(count, ours.questions) for count in counts)
        print(f"{name:42}{right:>8}{helpful:>9}{misleading:>12}{held_back:>11}{silent:>8}")


def _without(policy: Policy, name: str) -> tuple[Rule, ...]:
    return tuple(rule for rule in policy.rules if rule.name != name)


def _share(part: int, whole: int) -> str:
    return f"{100 * part / whole:.1f} %" if whole else "-"


if __name__ == "__main__":
    main()
