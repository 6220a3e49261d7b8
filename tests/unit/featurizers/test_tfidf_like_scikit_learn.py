"""TF-IDF beside scikit-learn's: the same terms, columns and bits over random and hostile text."""

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from sklearn.feature_extraction.text import TfidfVectorizer

from retrain.featurizers import FittedFeaturizer, fitted_from_state, read_state, write_state
from retrain.featurizers.tfidf import Tfidf
from retrain.ml_configuration.errors import InputError

HOSTILE = (
    "aa bb aa bb cc",
    "a  b\tcc\u00a0dd\u2028ee\u3000ff\x1cgg\x85hh",
    "İstanbul ISTANBUL \u0131stanbul İİ",
    "ΟΔΟΣ ΟΔΟΣ. Σ ΑΣ",
    "e\u0301te\u0301 été ﬁx ẞ",
    "zero\u200bwidth\u200djoin \ufeffbom",
    "\ud800lone \udfff\udc00 aa",
    "\x00 \x00aa _ __ a_b 4711 ٣٤ 一二三",
    "it's a-b...c!d ??? !!",
    "x" * 3000,
    "",
    " \t\n",
)
WORDS = st.sampled_from([*" ".join(HOSTILE).split()[:40], "aa", "bb", "cc", "a"])
SENTENCES = st.lists(WORDS, max_size=12).map(" ".join)
ANY = st.text(st.characters(exclude_categories=()), max_size=20)
TEXTS = st.lists(SENTENCES | ANY, min_size=1, max_size=16)
OPTIONS = st.fixed_dictionaries(
    {
        "analyzer": st.sampled_from(["word", "char_wb"]),
        "min_ngram": st.integers(1, 3),
        "max_ngram": st.integers(3, 5),
        "min_groups": st.integers(1, 2),
        "sublinear": st.booleans(),
    }
)


def recipe(**options):
    return Tfidf(columns=("text",), **options)


def columns_of(texts):
    return {"text": list(texts)}


def each_alone(texts):
    return np.array([str(position) for position in range(len(texts))], dtype=object)


def theirs(one, **more):
    return TfidfVectorizer(
        analyzer=one.analyzer,
        ngram_range=(one.min_ngram, one.max_ngram),
        sublinear_tf=one.sublinear,
        dtype=np.float32,
        **more,
    )


def loaded(fitted):
    """scikit-learn's class with our state in it."""
    vectorizer = theirs(fitted.recipe, vocabulary=fitted.feature_names)
    vectorizer.idf_ = fitted.state.arrays["idf"]
    return vectorizer


def parts(matrix):
    return matrix.shape, *((part.dtype.str, part.tobytes()) for part in (matrix.data, matrix.indices, matrix.indptr))


@settings(max_examples=150, deadline=None)
@given(TEXTS, TEXTS, OPTIONS)
@example(
    list(HOSTILE),
    list(reversed(HOSTILE)),
    {"analyzer": "word", "min_ngram": 1, "max_ngram": 3, "min_groups": 1, "sublinear": True},
)
@example(
    list(HOSTILE),
    list(reversed(HOSTILE)),
    {"analyzer": "char_wb", "min_ngram": 1, "max_ngram": 5, "min_groups": 1, "sublinear": True},
)
def test_terms_idf_and_features_are_those_of_scikit_learn_to_the_last_bit(texts, fresh, options):
    one = recipe(**options)
    peer = theirs(one, min_df=one.min_groups)
    try:
        peer.fit(texts)
    except ValueError:
        with pytest.raises(InputError, match="lower `min_groups`"):
            one.fit(columns_of(texts), each_alone(texts))
        return
    fitted, features = one.fit_transform(columns_of(texts), each_alone(texts))
    assert fitted.feature_names == tuple(peer.get_feature_names_out())
    assert fitted.state.arrays["idf"].tobytes() == peer.idf_.tobytes()
    assert parts(features) == parts(loaded(fitted).transform(texts))
    assert parts(fitted.transform(columns_of(fresh))) == parts(loaded(fitted).transform(fresh))


@settings(max_examples=60, deadline=None)
@given(TEXTS, OPTIONS, st.data())
def test_the_spread_of_a_term_is_its_number_of_groups(texts, options, data):
    groups = np.array(data.draw(st.lists(st.sampled_from("abc"), min_size=len(texts), max_size=len(texts))), object)
    peer = theirs(recipe(**options))
    try:
        counts = peer.fit_transform(texts)
    except ValueError:
        return
    frequency = sum((counts[groups == group].getnnz(axis=0) > 0).astype(int) for group in set(groups))
    kept = peer.get_feature_names_out()[frequency >= options["min_groups"]]
    try:
        assert recipe(**options).fit(columns_of(texts), groups).feature_names == tuple(kept)
    except InputError:
        assert len(kept) == 0


@pytest.mark.parametrize("analyzer", ["word", "char_wb"])
def test_runs_of_texts_join_without_a_seam(monkeypatch, analyzer):
    texts = [f"{text} {number % 7} shared{number % 5}" for number in range(20) for text in HOSTILE[:9]]
    one = recipe(analyzer=analyzer, min_ngram=1, max_ngram=3, min_groups=2, sublinear=True)
    whole, features = one.fit_transform(columns_of(texts), each_alone(texts))
    monkeypatch.setattr("retrain.featurizers.ragged.CHUNK", 5)
    cut, again = one.fit_transform(columns_of(texts), each_alone(texts))
    assert cut.feature_names == whole.feature_names
    assert parts(again) == parts(features) == parts(cut.transform(columns_of(texts)))


@pytest.mark.parametrize("analyzer", ["word", "char_wb"])
def test_one_record_has_the_bits_that_it_has_among_many(analyzer):
    one = recipe(analyzer=analyzer, min_ngram=1, max_ngram=4, min_groups=1, sublinear=True)
    fitted, features = one.fit_transform(columns_of(HOSTILE), each_alone(HOSTILE))
    for position, text in enumerate(HOSTILE):
        assert parts(fitted.transform(columns_of([text]))) == parts(features[position])


def test_a_state_read_from_disk_still_loads_into_scikit_learns_own_class(tmp_path):
    texts = ["Red car", "blue car red", "green"]
    one = recipe(analyzer="word", min_ngram=1, max_ngram=2, min_groups=1, sublinear=False)
    fitted, features = one.fit_transform(columns_of(texts), each_alone(texts))
    write_state(fitted.to_state(), tmp_path)
    again = fitted_from_state(read_state(tmp_path))
    assert parts(loaded(again).transform(texts)) == parts(features)
    assert isinstance(again, FittedFeaturizer)
