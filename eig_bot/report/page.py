"""A report as one web page: no script, nothing fetched, legible without colour and with a screen reader.

Charts are SVG in the page (pygal), each with what it is in words and its figures in a table.
"""

import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET
from xml.etree.ElementTree import Element

import pygal  # type: ignore[import-untyped]
from pygal.style import Style  # type: ignore[import-untyped]

from eig_bot.errors import InputError
from eig_bot.files import whole
from eig_bot.messages import cli as cli_messages
from eig_bot.messages import french
from eig_bot.messages import report as messages
from eig_bot.report import tables
from eig_bot.report.build import Report
from eig_bot.report.tables import Row, Section

# pygal leaves an import hook of an old form behind, of which Python warns at every import that follows.
sys.meta_path[:] = [finder for finder in sys.meta_path if not isinstance(finder, pygal.PluginImportFixer)]

MODE = 0o600
"""What people wrote is in it: whoever passes it on decides to whom."""
ROWS = 100
"""Rows of a table that are shown."""
BARS, DATES, VALUES = 10, 8, 14
"""Subjects of a chart; dates that have room below one; bars wide enough for their values."""
LABEL = 40
"""Characters of a label."""

CSS = """
:root { color-scheme: light; }
body { margin: 0; background: #fff; color: #1b1b1b; font: 1rem/1.5 system-ui, sans-serif; }
main { max-width: 62rem; margin: 0 auto; padding: 1.5rem 1rem 3rem; }
h1 { font-size: 1.7rem; line-height: 1.25; margin: 0 0 .75rem; }
h2 { font-size: 1.25rem; margin: 2.5rem 0 .5rem; border-top: 2px solid #d0d0d0; padding-top: 1rem; }
p { margin: .5rem 0; max-width: 48rem; }
nav ul { padding-left: 1.25rem; }
a { color: #12456b; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; margin: .75rem 0; }
caption { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
th, td { text-align: left; vertical-align: top; padding: .4rem .75rem .4rem 0; border-bottom: 1px solid #d0d0d0; }
th { font-weight: 600; }
.figure { text-align: right; white-space: nowrap; font-variant-numeric: tabular-nums; }
figure { margin: 1rem 0; }
figcaption { font-weight: 600; }
svg { width: 100%; height: auto; }
summary { cursor: pointer; }
footer { margin-top: 3rem; color: #505050; }
"""
DARK, LIGHT = "#12456b", "#f0b429"
"""Far apart in lightness: they differ without colour too."""
STYLE = Style(
    background="transparent",
    plot_background="transparent",
    foreground="#1b1b1b",
    foreground_strong="#1b1b1b",
    foreground_subtle="#505050",
    colors=(DARK, LIGHT),
    value_colors=("#ffffff", "#1b1b1b"),
    opacity="1",
    opacity_hover="1",
    font_family="system-ui, sans-serif",
    label_font_size=13,
    major_label_font_size=13,
    legend_font_size=14,
    value_font_size=12,
)


def write_page(report: Report, path: Path) -> None:
    """Write the page into a file that its owner alone can read, whole or not at all.

    What is no file, as `/dev/stdout`, is written to as it is.

    Args:
        report: to show.
        path: of the file, in a folder that is there; a file of that name is replaced.

    Raises:
        InputError: it cannot be written.
    """
    page = as_page(report).encode()
    try:
        if path.exists() and not path.is_file():
            path.write_bytes(page)
            return
        if path.exists():
            path.chmod(MODE)  # a draft takes over the permissions of what it replaces
        with whole(path.resolve(), mode=MODE) as draft:
            draft.write_bytes(page)
    except OSError as error:
        raise InputError(cli_messages.cannot_write(str(path))) from error


def as_page(report: Report) -> str:
    """Return the page: one file, with its charts and its style in it.

    Args:
        report: to show; of each table, `ROWS` rows at most.
    """
    title = tables.title(report)
    parts = tables.sections(report)
    charts = {messages.ACTIVITY: _activity, messages.OPINIONS: _reasons, messages.RISING: _rising}
    listed = [_tag("li", _tag("a", part.title, href=f"#{_name(number)}")) for number, part in enumerate(parts) if part.rows]
    main = _tag(
        "main",
        _tag("h1", title),
        *(_tag("p", sentence) for sentence in tables.lead(report)),
        _tag("nav", _tag("ul", *listed), aria_label=messages.CONTENTS),
        *(
            _section(part, _name(number), charts[part.title](report) if part.title in charts else ())
            for number, part in enumerate(parts)
        ),
        _tag("footer", _tag("p", messages.PRIVACY)),
    )
    head = _tag(
        "head",
        _tag("meta", charset="utf-8"),
        _tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
        _tag("meta", http_equiv="Content-Security-Policy", content="default-src 'none'; style-src 'unsafe-inline'"),
        _tag("title", title),
        _tag("style", CSS),
    )
    page = _tag("html", head, _tag("body", main), lang="fr")
    return f"<!doctype html>\n{ET.tostring(page, encoding='unicode', method='html')}\n"


# --- tables -----------------------------------------------------------------------------------------------------------


def _section(part: Section, name: str, charts: Iterable[Element]) -> Element:
    more = len(part.rows) - ROWS
    return _tag(
        "section",
        _tag("h2", part.title, id=name),
        *([_tag("p", part.note)] if part.note else []),
        *charts,
        *([_table(part.title, part.columns, part.rows[:ROWS], part.figures)] if part.rows else []),
        *([_tag("p", messages.more(more))] if more > 0 else []),
        aria_labelledby=name,
    )


def _table(caption: str, columns: Sequence[str], rows: Iterable[Row], figures: Sequence[int]) -> Element:
    def cells(name: str, row: Row, **more: str) -> Iterator[Element]:
        for column, cell in enumerate(row):
            lines = [cell] if isinstance(cell, str) else [_tag("div", line) for line in cell]
            yield _tag(name, *lines, **more, **({"class": "figure"} if column in figures else {}))

    head = _tag("thead", _tag("tr", *cells("th", tuple(columns), scope="col")))
    body = _tag("tbody", *(_tag("tr", *cells("td", row)) for row in rows))
    scrolled = {"class": "scroll", "tabindex": "0", "role": "region"}
    return _tag("div", _tag("table", _tag("caption", caption), head, body), **scrolled, aria_label=caption)


def _tag(name: str, /, *inside: Element | str, **attributes: str) -> Element:
    """Return an element; `aria_label` is written `aria-label`. Text stays text, whatever stands in it."""
    element = Element(name, {key.replace("_", "-"): value for key, value in attributes.items()})
    for part in inside:
        if isinstance(part, str):
            element.text = part if name == "style" else tables.on_one_line(part)
        else:
            element.append(part)
    return element


def _name(number: int) -> str:
    return f"partie-{number + 1}"


# --- charts -----------------------------------------------------------------------------------------------------------


def _activity(report: Report) -> Iterator[Element]:
    parts = report.figures.parts
    if not report.figures.counts.asked or len(parts) < 2:
        return
    chart = pygal.StackedBar(
        x_labels=[french.short_day(part.since) for part, _ in parts],
        x_labels_major_every=-(-len(parts) // DATES),
        show_minor_x_labels=False,
        print_values=len(parts) <= VALUES,
        **_options(height=320),
    )
    chart.add(messages.ANSWERED, [counts.answered for _, counts in parts])
    chart.add(messages.HELD_BACK, [counts.held_back for _, counts in parts])
    yield _figure(messages.BY_DATE, chart)
    rows = [
        (french.span(*tables.ends(part)), *map(french.number, (counts.asked, counts.answered, counts.held_back)))
        for part, counts in parts
    ]
    columns = (messages.DATES, messages.ASKED, messages.ANSWERED, messages.HELD_BACK)
    figures = _table(messages.BY_DATE, columns, rows, (1, 2, 3))
    yield _tag("details", _tag("summary", messages.BY_DATE_FIGURES), figures)


def _reasons(report: Report) -> Iterator[Element]:
    if found := tables.reasons(report.opinions):
        yield _figure(messages.REASONS, _bars(list(found), {messages.BAD: list(found.values())}))


def _rising(report: Report) -> Iterator[Element]:
    if rising := (report.rising or ())[:BARS]:
        labels = [one.subject.section for one in rising]
        counts = {messages.NOW: [one.now for one in rising], messages.THEN: [one.before for one in rising]}
        yield _figure(messages.MORE_THAN_BEFORE, _bars(labels, counts))


def _bars(labels: Sequence[str], series: Mapping[str, Sequence[int]]) -> pygal.HorizontalBar:
    """Return bars below each other, the first on top; pygal draws upwards."""
    chart = pygal.HorizontalBar(
        x_labels=[_clipped(label) for label in reversed(labels)],
        print_values=True,
        show_legend=len(series) > 1,
        **_options(height=60 + 30 * (len(series) + 0.5) * len(labels)),
    )
    for name, values in series.items():
        chart.add(name, list(reversed(values)))
    return chart


def _options(height: float) -> dict[str, Any]:
    return {
        "width": 900,
        "height": height,
        "style": STYLE,
        "legend_at_bottom": True,
        "print_zeroes": False,
        "value_formatter": lambda value: french.number(int(value)) if value == int(value) else "",
        "margin": 10,
        "truncate_label": -1,
        "js": [],
    }


def _figure(title: str, chart: Any) -> Element:  # noqa: ANN401 - pygal has no types
    """Return a chart with its title; what pygal adds for scripts is left out."""
    drawing = ET.fromstring(chart.render(is_unicode=True, disable_xml_declaration=True))  # noqa: S314 - written by pygal
    for element in list(drawing.iter()):
        element.tag = element.tag.removeprefix("{http://www.w3.org/2000/svg}")
        if element is not drawing:
            element.attrib.pop("id", None)
        for child in list(element):
            is_tooltip = "tooltip-overlay" in child.get("class", "")
            if is_tooltip or child.tag.rpartition("}")[2] in {"script", "desc", "title"}:
                element.remove(child)
    drawing.attrib |= {"role": "img", "aria-label": messages.chart_of(title)}
    return _tag("figure", _tag("figcaption", title), drawing)


def _clipped(label: str) -> str:
    label = tables.on_one_line(label)
    return label if len(label) <= LABEL else f"{label[: LABEL - 1]}…"
