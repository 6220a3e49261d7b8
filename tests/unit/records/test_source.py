"""The kind selects the class of a source, and importing the classes is fast."""

import subprocess
import sys

from pydantic import TypeAdapter

from records.configuration import FileSource
from records.demo_mail.generator_source import GeneratorSource
from records.source import Source


def test_the_kind_selects_the_class(csv_source, mail_source):
    for source, kind in ((csv_source("a\n1\n"), FileSource), (mail_source(), GeneratorSource)):
        assert type(TypeAdapter(Source).validate_python(source.model_dump())) is kind


def test_the_configuration_loads_neither_pandas_nor_numpy():
    code = "import sys, records.source; sys.exit(bool({'pandas', 'numpy'} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
