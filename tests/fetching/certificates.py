"""A certificate of one's own, made by Debian's openssl."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest


def certificate(folder: Path) -> Path:
    """Certificate for the name localhost; the same path with the suffix .key holds its key.

    Without openssl people skip and the gate fails.
    """
    openssl = shutil.which("openssl")
    if openssl is None:
        if os.environ.get("CI") == "true":
            pytest.fail("openssl is missing: apt-get install openssl")
        pytest.skip("openssl is not installed (apt-get install openssl)")
    crt = folder / "localhost.crt"
    subprocess.run(
        [openssl, "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1",
         "-nodes", "-keyout", crt.with_suffix(".key"), "-out", crt, "-days", "2",
         "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost"],
        check=True, capture_output=True,
    )  # fmt: skip
    return crt
