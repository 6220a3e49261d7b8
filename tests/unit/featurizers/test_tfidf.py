"""TF-IDF takes terms from enough groups, and its features are those of scikit-learn."""

import numpy as np
import pytest
from pydantic import ValidationError
from sklearn.feature_extraction.text import TfidfVectorizer

from retrain.featurizers.tfidf import Tfidf
from retrain.ml_configuration.errors import InputError


def tfidf(**options):
    usual = {"analyzer": "word", "min_ngram": 1, "max_ngram": 1, "min_groups": 1, "sublinear": False}
    return Tfidf(**{"columns": ("text",), **usual, **options})


def texts(*cells):
    return {"text": cells}


def groups(*names):
    return np.array(names, dtype=object)


def test_a_term_enters_the_vocabulary_only_from_enough_groups():
    records = texts("alpha beta", "alpha gamma", "alpha gamma", "beta beta")
    fitted = tfidf(min_groups=2).fit(records, groups("a", "b", "b", "c"))
    assert fitted.feature_names == ("alpha", "beta")


@pytest.mark.parametrize("sublinear", [True, False])
@pytest.mark.parametrize(("analyzer", "longest"), [("word", 2), ("char_wb", 4)])
def test_features_equal_those_of_scikit_learn_to_the_last_bit(analyzer, longest, sublinear):
    records = texts("Grüße aus Köln", "aus aus der Traum", "Köln 4711 ça va", "", "der DER der")
    recipe = tfidf(analyzer=analyzer, max_ngram=longest, sublinear=sublinear)
    theirs = TfidfVectorizer(analyzer=analyzer, ngram_range=(1, longest), sublinear_tf=sublinear, dtype=np.float32)
    expected = theirs.fit_transform(records["text"])
    fitted = recipe.fit(records, groups(*"abcde"))
    features = fitted.transform(records)
    assert fitted.feature_names == tuple(theirs.get_feature_names_out())
    assert features.dtype == np.float32
    assert features.format == "csr"
    assert features.toarray().tobytes() == expected.toarray().tobytes()


def test_the_terms_in_the_most_groups_are_kept_and_ties_are_sorted():
    records = texts("bb aa cc", "cc aa", "cc cc dd dd dd")
    fitted = tfidf(max_features=2).fit(records, groups("1", "2", "3"))
    assert fitted.feature_names == ("aa", "cc")


def test_text_columns_are_read_as_one_text():
    records = {"subject": ["red"], "body": ["blue"]}
    fitted = tfidf(columns=("subject", "body"), max_ngram=2).fit(records, groups("a"))
    assert fitted.feature_names == ("blue", "red", "red blue")


@pytest.mark.parametrize("cells", [(), ("",), ("a !",), ("alpha", "beta"), ("alpha", "alpha")])
def test_an_empty_vocabulary_names_the_remedy(cells):
    with pytest.raises(InputError, match=r"'text' occurs in 2 groups of .* lower `min_groups` in conf/featurizers"):
        tfidf(min_groups=2).fit(texts(*cells), groups(*["same"] * len(cells)))


def test_a_record_of_unknown_terms_has_no_features():
    fitted = tfidf().fit(texts("alpha"), groups("a"))
    assert fitted.transform(texts("omega", "alpha")).toarray().tolist() == [[0.0], [1.0]]
    assert fitted.transform(texts()).shape == (0, 1)


@pytest.mark.parametrize(
    "options", [{"min_ngram": 3, "max_ngram": 2}, {"analyzer": "char"}, {"min_groups": 0}, {"tokenizer": "x"}]
)
def test_options_that_make_no_sense_are_refused(options):
    with pytest.raises(ValidationError):
        tfidf(**options)


def test_a_records_features_do_not_depend_on_the_records_beside_it():
    cells = [f"{word} {other} shared shared" for word in ("aa", "bb", "cc") for other in ("dd", "ee", "ff")]
    fitted = tfidf(max_ngram=2, sublinear=True).fit(texts(*cells), groups(*cells))
    together = fitted.transform(texts(*cells)).toarray()
    alone = [fitted.transform(texts(cell)).toarray()[0] for cell in cells]
    assert together.tobytes() == np.array(alone).tobytes()
