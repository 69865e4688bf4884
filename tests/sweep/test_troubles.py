"""What is wrong with a cluster's address is told in both languages."""

from __future__ import annotations

import errno
import os
import re
import subprocess
import sys

import pytest

from scheduler.sweep.troubles import unreachable


@pytest.mark.parametrize(
    "error",
    [ValueError("unknown address scheme 'foo'"), ValueError("missing port number in address")],
)
def test_what_is_no_address_of_a_cluster(error: Exception) -> None:
    told = unreachable("10.0.0.5", error).message
    assert f'"10.0.0.5" is no address of a cluster ({error})' in told.en
    assert re.findall("[A-Za-z]{2,}", told.zh.replace("tcp://", "")) == []


def test_why_a_cluster_is_not_reached() -> None:
    error = OSError("Timed out trying to connect to tcp://10.0.0.5:1 after 10 s")
    told = unreachable("tcp://10.0.0.5:1", error).message
    assert told.zh.startswith("连不上集群 tcp://10.0.0.5:1（没有在限时内应答）；")
    error.__cause__ = ConnectionRefusedError(errno.ECONNREFUSED, os.strerror(errno.ECONNREFUSED))
    told = unreachable("tcp://10.0.0.5:1", error).message
    assert told.zh.startswith("连不上集群 tcp://10.0.0.5:1（连接被拒绝）；")
    assert str(error) in told.en


def test_an_encrypted_address_is_one() -> None:
    """As the cluster's client says it where no certificates are set up."""
    error = TypeError("TLS expects a `ssl_context` argument")
    told = unreachable("tls://10.0.0.5:1", error).message
    assert told.en.startswith(f"The cluster at tls://10.0.0.5:1 asks for TLS ({error});")
    assert told.zh.startswith("集群 tls://10.0.0.5:1 要求加密连接（TLS），")


ASKING = """
import sys
from scheduler.errors import UsageError
from scheduler.sweep.cluster import reach
for address in sys.argv[1:]:
    try:
        reach(address)
    except UsageError as error:
        print(error.message.en.partition(" (")[0])
"""


def test_what_is_no_address_holds_no_program_up_at_its_end() -> None:
    """A client that fails as it is made has something to say, later and in English alone."""
    asked = [sys.executable, "-c", ASKING, "odd://10.0.0.5:1", "10.0.0.5", "tls://10.0.0.5:1"]
    ended = subprocess.run(asked, capture_output=True, text=True, timeout=120)
    assert ended.stderr == ""
    assert ended.stdout.splitlines() == [
        '"odd://10.0.0.5:1" is no address of a cluster', '"10.0.0.5" is no address of a cluster',
        "The cluster at tls://10.0.0.5:1 asks for TLS",
    ]  # fmt: skip
