"""A YAML file that cannot be written again says so in both languages."""

from __future__ import annotations

import re

import pytest

from scheduler.domain.conflict import Edit
from scheduler.errors import UsageError
from scheduler.outputs.amend.yaml_file import changed_yaml

EDIT = Edit("policy.yaml", "", "a", "1")


@pytest.mark.parametrize(
    "text", ["a: [", "a: 1\na: 2\n", "a: *b\n", "- x\n", "a: &x 1\nb: &x 1\n!<"]
)
def test_what_the_parser_says_is_told_in_chinese(text: str) -> None:
    with pytest.raises(UsageError) as caught:
        changed_yaml(text.encode(), "policy.yaml", [EDIT])
    zh = re.sub("“[^”]*”", "", caught.value.message.zh).replace("policy.yaml", "")
    assert re.findall("[A-Za-z]{2,}", zh) == []
    assert "\n" not in caught.value.message.zh
    assert "\n" not in caught.value.message.en
