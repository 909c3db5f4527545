"""An offline Block Kit validator: what Slack would refuse, told with the path of the part that is wrong."""

import copy
from collections import Counter

from slack_sdk.errors import SlackObjectFormationError
from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View

from .catalogue import BLOCKS, SURFACES, VIEWS, Surface, text_size
from .schema import Report, length, objects, tagged

MOST_BLOCKS: dict[Surface, int] = {"message": 50, "modal": 100, "home": 100}
MOST_MARKDOWN = 12_000
# Slack documents no such limit and answers msg_blocks_too_long somewhere above it.
MOST_TEXT = 13_200


def violations(blocks: object, surface: Surface) -> list[str]:
    """Say what Slack would refuse in these blocks, one line a fault; nothing means that they are good."""
    report = Report()
    _check_blocks(report, "blocks", blocks, surface)
    return report.lines


def view_violations(view: object) -> list[str]:
    """Say what Slack would refuse in this view, a modal or a Home tab."""
    report = Report()
    tagged(VIEWS, "view")(report, "view", view)
    if isinstance(view, dict) and view.get("type") in VIEWS:
        _check_view_blocks(report, view)
    if not report.lines and isinstance(view, dict):
        _ask_sdk(report, "view", view)
    return report.lines


def _check_view_blocks(report: Report, view: dict[str, object]) -> None:
    blocks = view.get("blocks")
    surface: Surface = "modal" if view["type"] == "modal" else "home"
    _check_blocks(report, "view.blocks", blocks, surface)
    if not isinstance(blocks, list):
        return
    if not blocks:
        report.add("view.blocks", "0 blocks, at least 1 expected")
    asks = any(isinstance(block, dict) and block.get("type") == "input" for block in blocks)
    if surface == "modal" and asks and "submit" not in view:
        report.add("view.submit", "missing, the modal has input blocks")


def _check_blocks(report: Report, path: str, blocks: object, surface: Surface) -> None:
    if not isinstance(blocks, list):
        report.add(path, "a list is expected")
        return
    length(report, path, len(blocks), MOST_BLOCKS[surface], "blocks")
    for position, block in enumerate(blocks):
        _check_block(report, f"{path}[{position}]", block)
    _check_surface(report, path, blocks, surface)
    _check_ids(report, path, blocks)
    _check_totals(report, path, blocks)


def _check_block(report: Report, path: str, block: object) -> None:
    before = len(report.lines)
    tagged(BLOCKS, "block")(report, path, block)
    if len(report.lines) == before and isinstance(block, dict):
        _ask_sdk(report, path, block)


def _ask_sdk(report: Report, path: str, part: dict[str, object]) -> None:
    """Ask Slack's own library for a second opinion, where nothing was found here."""
    try:
        # The models keep what they are given, and some change it.
        model = View(**copy.deepcopy(part)) if path == "view" else Block.parse(copy.deepcopy(part))  # type: ignore[arg-type]
        if model is not None:
            model.to_dict()
    except SlackObjectFormationError as error:
        report.add(path, f"slack_sdk: {error}")
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        report.add(path, f"slack_sdk cannot read it: {error!r}")


def _check_surface(report: Report, path: str, blocks: list[object], surface: Surface) -> None:
    # Blocks within a container are held to the surface too; elements are told apart by their checks.
    for place, part in objects(path, blocks):
        kind = part.get("type")
        if isinstance(kind, str) and surface not in SURFACES.get(kind, {surface}):
            report.add(place, f"no {kind} block in a {surface}")


def _check_ids(report: Report, path: str, blocks: list[object]) -> None:
    seen: set[object] = set()
    for place, part in objects(path, blocks):
        if isinstance(part.get("block_id"), str):
            if part["block_id"] in seen:
                report.add(f"{place}.block_id", f"{part['block_id']!r} is there twice")
            seen.add(part["block_id"])
        for action_id in _repeated_actions(part):
            report.add(f"{place}.elements", f"action_id {action_id!r} is there twice")


def _repeated_actions(block: dict[str, object]) -> list[str]:
    elements = block.get("elements")
    if block.get("type") not in {"actions", "context_actions"} or not isinstance(elements, list):
        return []
    ids = Counter(str(element["action_id"]) for element in elements if isinstance(element, dict) and "action_id" in element)
    return [action_id for action_id, count in ids.items() if count > 1]


def _check_totals(report: Report, path: str, blocks: list[object]) -> None:
    parts = [part for _, part in objects(path, blocks)]
    markdown = [part for part in parts if part.get("type") == "markdown"]
    length(report, path, sum(map(text_size, markdown)), MOST_MARKDOWN, "characters of markdown in all")
    length(report, path, text_size(blocks), MOST_TEXT, "characters of text in all")
    length(report, path, sum(part.get("type") == "table" for part in parts), 1, "tables")
    length(report, path, sum(part.get("focus_on_load") is True for part in parts), 1, "elements with focus_on_load")
