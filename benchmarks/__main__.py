"""One command, one run: `python -m benchmarks` prints what it measures and writes it to `benchmarks/RESULTS.md`.

By default `knowledge/` is asked its own `expect:` questions, then the kept halves of `benchmarks/questions/`.
`--corpus NAME FOLDER QUESTIONS`, as often as one likes, takes other folders and question sets (see `corpus.py`) in place of
the former. The last of the sizes takes most of the time, and 7 GB of memory: `--sizes 1000 --sizes 10000` leaves it out.
`--part kept` asks the kept halves alone, and writes nothing.
"""

from pathlib import Path
from tempfile import TemporaryDirectory

import click

from benchmarks import kept, measure, report
from benchmarks.corpus import EXPECT, Corpus

RESULTS = Path(__file__).with_name("RESULTS.md")
KNOWLEDGE = "knowledge"
OWN = (f"`{KNOWLEDGE}/`", KNOWLEDGE, EXPECT)
SIZES = (1_000, 10_000, 100_000)
PARTS = ("folders", "kept", "growth")


@click.command()
@click.option("--corpus", "corpora", nargs=3, multiple=True, default=(OWN,), metavar="NAME FOLDER QUESTIONS")
@click.option("--sizes", "sizes", type=int, multiple=True, default=SIZES, help="Passages, for the growth of this bot.")
@click.option("--part", "wanted", type=click.Choice(PARTS), multiple=True, default=PARTS, help="What to measure.")
@click.option("--output", type=click.Path(path_type=Path), default=RESULTS, help="Written when all parts are measured.")
def main(corpora: tuple[tuple[str, str, str], ...], sizes: tuple[int, ...], wanted: tuple[str, ...], output: Path) -> None:
    """Measure this bot beside four search libraries and the encoder that it uses."""
    taken = [Corpus(name, Path(folder), questions) for name, folder, questions in corpora]
    parts: list[str] = []

    def tell(text: str) -> None:
        click.echo(text + "\n")
        parts.append(text)

    tell("# Benchmarks")
    tell(report.HOW)
    tell(report.CAVEAT)
    tell(f"Machine: {report.machine()}")
    for corpus in taken if "folders" in wanted else ():
        with TemporaryDirectory() as folder:
            data, cache = Path(folder), Path(folder, "cache")
            found = measure.compare(corpus, cache)
            tell(f"## {report.title(corpus.name, next(iter(found.values())))}")
            tell(report.comparison(found))
            tell(report.curve(found))
            tell(report.starts(measure.starts(corpus.folder, data)))
            tell(report.any_text(measure.alone(measure.any_text, corpus, cache)))
    if "kept" in wanted:
        tell("## Messages that nothing was tuned on")
        with TemporaryDirectory() as folder:
            for part in kept.told(Path(KNOWLEDGE), Path(folder)):
                tell(part)
    if "growth" in wanted:
        tell("## This bot with ever more passages")
        tell(report.GROWTH)
        tell(report.growth(measure.grow(taken, sizes)))
    if set(wanted) == set(PARTS):
        output.write_text("\n\n".join(parts) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
