"""What every test shares: a clip cache of its own, so that no test depends on what the machine has spoken before."""

import pytest


@pytest.fixture(autouse=True, scope="session")
def _own_cache(tmp_path_factory):
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("NIGHTCUE_CACHE", str(tmp_path_factory.mktemp("cache")))
        yield
