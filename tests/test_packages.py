"""What is known of packages is what Python's own library knows, and it is loaded only when it is used."""

import subprocess
import sys
from importlib.metadata import PackageNotFoundError, distributions, version

import pytest

from nightcue.packages import version_of

pytestmark = pytest.mark.once

LATER = """
import sys
from concurrent.futures import ThreadPoolExecutor
from nightcue.packages import put_off_metadata
put_off_metadata()
"""


def test_versions_are_those_that_python_knows():
    names = {found.metadata["Name"] for found in distributions()}
    assert len(names) > 20
    assert {name: version_of(name) for name in names} == {name: version(name) for name in names}


def test_a_name_may_be_written_in_any_way():
    assert version_of("ESPEAKNG_loader") == version_of("espeakng-loader") == version("espeakng.Loader")


def test_a_package_that_is_not_here_has_no_version():
    with pytest.raises(PackageNotFoundError):
        version_of("no-such-package")


@pytest.mark.parametrize(
    "use",
    [
        "from importlib.metadata import version; print(version('click'))",
        "import importlib.metadata; print(importlib.metadata.version('click'))",
        "from importlib.metadata._meta import PackageMetadata; print(PackageMetadata.__name__)",
        "from importlib.metadata import entry_points; print(len(entry_points(group='console_scripts')))",
        "import importlib.metadata as all; print(issubclass(all.PackageNotFoundError, ModuleNotFoundError))",
        """
import importlib.metadata as all
with ThreadPoolExecutor(8) as threads:
    print({*threads.map(lambda _: all.version('click'), range(64))})""",
    ],
)
def test_metadata_that_is_put_off_gives_what_it_gives_at_once(use):
    assert printed(LATER + use) == printed(LATER.replace("put_off_metadata()", "") + use) != ""


def test_a_model_of_pydantic_does_not_load_it():
    model = "from pydantic import BaseModel\nclass Step(BaseModel):\n    hold: int\nprint('email' in sys.modules)"
    disabled = "import os\nos.environ['PYDANTIC_DISABLE_PLUGINS'] = '__all__'\n"
    assert printed(disabled + LATER + model) == "False\n"


def printed(code):
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
