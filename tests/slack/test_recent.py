from eig_bot.slack.recent import Recent


def test_a_key_is_new_once() -> None:
    seen: Recent[bool] = Recent(60, size=10)
    assert [seen.update("a", lambda _: True), seen.update("a", lambda _: True)] == [None, True]


def test_a_key_is_forgotten_after_its_time() -> None:
    now = [0.0]
    seen: Recent[bool] = Recent(60, size=10, clock=lambda: now[0])
    seen.update("a", lambda _: True)
    now[0] = 61
    assert seen.update("a", lambda _: True) is None


def test_the_oldest_keys_go_first_when_there_are_too_many() -> None:
    seen: Recent[bool] = Recent(60, size=2)
    for key in "abcd":
        seen.update(key, lambda _: True)
    assert seen.update("d", lambda _: True) is True
    assert seen.update("a", lambda _: True) is None


def test_a_value_is_changed_from_what_it_was() -> None:
    turns: Recent[tuple[str, ...]] = Recent(60, size=10)
    turns.update("fil", lambda before: (*(before or ()), "un"))
    turns.update("fil", lambda before: (*(before or ()), "deux"))
    assert turns.update("fil", lambda _: ()) == ("un", "deux")
