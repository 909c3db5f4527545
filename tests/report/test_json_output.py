"""A report as programs read it."""

import json

from eig_bot.report.json_output import as_json
from tests.report.reports import EMPTY, REPORT


def test_the_object_holds_all_of_it_with_shares() -> None:
    found = json.loads(json.dumps(as_json(REPORT)))
    assert {name: found[name] for name in ("name", "since", "until", "days", "oldest", "people", "asked", "turned_down")} == {
        "name": "Jardins partagés",
        "since": "2031-04-04T00:00:00+02:00",
        "until": "2031-04-10T12:00:00+02:00",
        "days": 7,
        "oldest": "2031-03-01T09:00:00+01:00",
        "people": 37,
        "asked": 1_142,
        "turned_down": 2,
    }
    assert found["held_back"] == {"count": 24, "share": 0.021}
    assert found["before"]["answered"] == {"count": 90, "share": 0.75}
    assert [part["asked"] for part in found["parts"]] == [3, 4, 5, 6, 7, 8, 9]
    assert found["opinions"] == {"good": 12, "bad": 4, "reasons": {"wrong": 3, "none": 1}}
    assert found["requests"] == {"asked": 3, "waiting": 1}
    assert found["unanswered"]["count"] == 16
    assert found["unanswered"]["groups"][0] == {
        "size": 9,
        "wordings": [{"text": "des ruches\n?", "count": 7}, {"text": "peut-on avoir des <ruches>", "count": 2}],
    }
    assert found["rising"][1] == {"page": "ruches.md", "headings": ["Les ruches"], "now": 5, "before": 0}
    assert found["often_bad"][0]["reasons"] == {"wrong": 2, "outdated": 1}
    assert found["remarks"][1] == {
        "comment": "Rien compris.",
        "reason": None,
        "question": "ouvert ?",
        "page": None,
        "headings": [],
    }
    assert [late["review_by"] for late in found["overdue"]] == ["2031-04-01"]
    assert found["expired"] == [
        {
            "page": "eau.md",
            "headings": ["L'eau au jardin", "À quelle heure arroser ?"],
            "valid_until": "2030-10-31",
            "owner": None,
        }
    ]
    assert len(found["never_asked"]) == 2
    assert found["unphrased"][0] == {"page": "eau.md", "headings": ["L'eau au jardin", "À quelle heure arroser ?"], "count": 17}
    assert found["team_acts"] == {"request_opened": 3, "request_answered": 2, "accepted": 1_200}


def test_the_object_of_an_empty_report_has_no_shares_and_no_comparison() -> None:
    found = as_json(EMPTY)
    assert (found["answered"], found["rising"], found["oldest"]) == ({"count": 0, "share": None}, None, None)
    assert found["team_acts"] == {}
