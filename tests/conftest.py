"""What every test run shares."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

settings.register_profile(
    "suite",
    deadline=None,
    database=None,
    derandomize=True,
    max_examples=150,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("suite")


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Take away what those who tested beside each other shared."""
    config = session.config
    if (dist := config.pluginmanager.get_plugin("dsession")) is not None:
        run = dist.nodemanager.testrunuid if dist.nodemanager else ""
        shutil.rmtree(Path(tempfile.gettempdir()) / f"built-{run}", ignore_errors=True)


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let golden files be written anew, to be read before they are kept."""
    parser.addoption("--rewrite", action="store_true", help="write golden files anew")


@pytest.fixture
def rewrite(request: pytest.FixtureRequest) -> bool:
    """Whether golden files are written instead of compared."""
    return bool(request.config.getoption("--rewrite"))
