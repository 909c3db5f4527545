from eig_bot.search.sampling import steady_sample

TEXTS = [f"question {number}" for number in range(200)]


def test_a_sample_is_in_order_and_no_larger_than_asked() -> None:
    chosen = steady_sample(TEXTS, 50)
    assert len(chosen) == 50
    assert chosen == sorted(chosen)


def test_a_text_put_in_front_changes_at_most_one_of_the_sample() -> None:
    before = {TEXTS[at] for at in steady_sample(TEXTS, 50)}
    longer = ["une de plus", *TEXTS]
    after = {longer[at] for at in steady_sample(longer, 50)}
    assert len(before - after) <= 1


def test_fewer_texts_than_asked_are_all_taken() -> None:
    assert steady_sample(TEXTS[:3], 50) == [0, 1, 2]
