"""The generator's configuration is validated."""

import pytest
from pydantic import ValidationError


@pytest.mark.parametrize("change", [{"seed": -1}, {"rows_per_month": 0}, {"as_of": None}])
def test_an_invalid_generator_is_refused(mail_source, change):
    with pytest.raises(ValidationError, match=next(iter(change))):
        mail_source(**change)
