"""What stands in the folders of this place, for tests that change some of it."""

from pathlib import Path

HERE = Path(__file__).parent
OVER, NEXT, FILE = (
    (HERE / "calls" / f"{name}.md").read_text(encoding="utf-8") for name in ("appel-2030", "appel-2031", "dossier")
)
"""The page of a call that is over, that of the next one, and one that tells how one applied to the first."""
CANTEEN = (HERE / "canteen" / "cantine.md").read_text(encoding="utf-8")
