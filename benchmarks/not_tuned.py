"""Numbers of `search/` and `answers/` that no question set can set, each with why; `make tune` leaves them out.

A key is the name of a number (`benchmarks/constants.py`), or of its constant, for all numbers in it.
"""

_NAMES = "a number of a class, not a quantity"
_ROOM = "room or time, not what is answered"
_SHOWN = "how an answer looks, not which it is"
_SOLVED = "how a minimum is found, not where it is"
_FEW = "set on folders with few phrasings (`python -m benchmarks.few_phrasings`): here, all passages have many, or none has any"
_BARE = "set on folders without phrasings (`python -m benchmarks.bare_folders`), which knowledge/ is not"
_PRECEDENTS = "set on questions about past projects, of which these sets have hardly any"
_LAW = "what a word means to people, or what was promised to them"

_LENGTHS = "lengths of runs of letters"
_ELSEWHERE = "knowledge/ has no such passage"
_FINITE = "keeps a computation finite"
_ORDER = "tells two apart that are equal else"

NOT_TUNED = {
    "answers/answer.py:SUGGESTED": _SHOWN,
    "answers/answer.py:WORTH_A_LOOK": _SHOWN,
    "answers/before.py:Before.turned_down": "where it begins to count",
    "answers/call_status.py:DOCUMENTS": _SHOWN,
    "answers/call_status.py:_RANK": "an order",
    "answers/json_output.py:RANGE": _SHOWN,
    "answers/labels.py:SUFFIX": _SHOWN,
    "answers/live.py:PERIOD": _ROOM,
    "answers/notices.py:(FROM, UNTIL)": _LAW,
    "answers/notices.py:_DAYS_BEFORE": _LAW,
    "answers/plainest.py:EASY": _SHOWN,
    "answers/plainest.py:FIRST": _SHOWN,
    "answers/plainest.py:HARDSHIP": _SHOWN,
    "answers/plainest.py:SHORT": _SHOWN,
    "answers/segmentation.py:MAX_QUESTIONS": _SHOWN,
    "answers/snippet.py:ASKED_KIND": _SHOWN,
    "answers/snippet.py:MAX_CHARACTERS": "promised to whoever reads the JSON",
    "search/analyzer.py:_STEMMER": "0 is no cache",
    "search/as_typed.py:LETTERS": _LENGTHS,
    "search/blending.py:ENOUGH": _FEW,
    "search/blending.py:OFTEN": _FEW,
    "search/blending.py:STEEP": _FEW,
    "search/cache.py:KEPT": _ROOM,
    "search/catalogue.py:ELSEWHERE": _PRECEDENTS,
    "search/catalogue.py:EVEN": _PRECEDENTS,
    "search/catalogue.py:OFTEN": _PRECEDENTS,
    "search/catalogue.py:SURE": _PRECEDENTS,
    "search/catalogue.py:UNLIKELY": _PRECEDENTS,
    "search/confidence.py:BEST_OTHERS": _BARE,
    "search/confidence.py:NOTHING_TOLD": "where it begins to count",
    "search/confidence.py:STEPS": _SOLVED,
    "search/fitting.py:CALIBRATION_PHRASINGS": _ROOM,
    "search/encoder.py:QUESTION": _ROOM,
    "search/encoder.py:REMEMBERED": _ROOM,
    "search/fitting.py:FEW_PASSAGES": _ROOM,
    "search/fitting.py:MANY": _FEW,
    "search/index.py:MEANING": _BARE,
    "search/index.py:OUTLINE": _BARE,
    "search/said.py:OWN_SENTENCES": _ROOM,
    "search/index.py:PUBLISHED": _ELSEWHERE,
    "search/index.py:SHORT": _ELSEWHERE,
    "search/index.py:SHORT_TEXT": _ELSEWHERE,
    "search/index.py:SMALLEST": _FINITE,
    "search/intents.py:(_ASKS, _DOES_NOT)": _NAMES,
    "search/intents.py:CALIBRATED_ON": _ROOM,
    "search/intents.py:MAX_COUNTER_EXAMPLES": _ROOM,
    "search/fitting.py:QUICK": _ROOM,
    "search/meaning.py:CHARACTERS": _BARE,
    "search/meaning.py:HEADING": _BARE,
    "search/meaning.py:MOST": _ROOM,
    "search/message.py:MAX_CHARACTERS": _ROOM,
    "search/message.py:MAX_WORDS": _ROOM,
    "search/people.py:LEAST": _BARE,
    "search/people.py:MOST_OF_THEM": _BARE,
    "search/people.py:NOT_NAMED": _BARE,
    "search/phrasings.py:LETTERS_UP_TO": _ROOM,
    "search/query.py:MAX_SLIPS": _ROOM,
    "search/ranker.py:MAX_HITS": "promised to whoever reads the JSON",
    "search/reactions.py:CALIBRATED_ON": _ROOM,
    "search/reactions.py:NOTHING": "where it begins to count",
    "search/reactions.py:OTHERS": _ROOM,
    "search/ridge.py:BLOCK": _ROOM,
    "search/softmax.py:ENOUGH": _SOLVED,
    "search/softmax.py:FLAT": _SOLVED,
    "search/softmax.py:LOOKS": _SOLVED,
    "search/softmax.py:REMEMBERED": _SOLVED,
    "search/softmax.py:STEPS": _SOLVED,
    "search/spelling.py:MAX_LENGTH": _ROOM,
    "search/spelling.py:NEAREST": _ROOM,
}

IN_CODE = {
    ("answers/snippet.py", 0.01): _ORDER,
    ("search/confidence.py", 0.01): _FINITE,
    ("search/confidence.py", 0.99): _FINITE,
    ("search/confidence.py", 1e-9): _FINITE,
}
"""Fractions in functions, by file: they are no constants."""
