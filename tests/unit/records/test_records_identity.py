import pandas as pd

from records.identity import content_ids


def frame(*rows):
    return pd.DataFrame(rows, columns=["a", "b"], dtype=str)


def test_an_id_is_twelve_hexadecimal_digits_of_the_content():
    assert content_ids(frame(("x", "y"))).tolist() == ["fc9bead064c8"]


def test_an_id_does_not_depend_on_where_the_row_stands():
    first, second = content_ids(frame(("x", "y"), ("p", "q")))
    assert content_ids(frame(("p", "q"), ("new", "row"), ("x", "y"))).tolist()[::2] == [second, first]


def test_equal_rows_are_numbered():
    one, other, two, three = content_ids(frame(("x", "y"), ("p", "q"), ("x", "y"), ("x", "y")))
    assert (two, three) == (f"{one}-2", f"{one}-3")
    assert other != one


def test_cells_do_not_run_into_each_other():
    assert content_ids(frame(("ab", "c"), ("a", "bc"), ("a,b", "c"), ("a", "b,c"))).is_unique
