"""What the readers of YAML and CSV say of bad syntax, in both languages."""

from __future__ import annotations

import re

from scheduler.domain.text import Text

_TOKENS = {
    "<stream end>": "文件结尾", "<block end>": "该段结尾", "<scalar>": "文字",
    "<block mapping start>": "新的一段", "<block sequence start>": "新的列表",
    "<document start>": "“---”", "\\x00": "文件结尾",
}  # fmt: skip
_SAID = (
    (r"unexpected end of (?:stream|data)", "引号没有成对，直到文件结尾"),
    (r"mapping values are not allowed here", "此处不能有冒号"),
    (r"mapping keys are not allowed here", "此处不能有键"),
    (r"sequence entries are not allowed here", "此处不能有列表项"),
    (r"could not find expected ':'", "键之后缺冒号"),
    (r"found unexpected ':'", "此处不能有冒号"),
    (r"found character '(.+)' that cannot start any token", "此处不能以字符{0}开头"),
    (r"found unknown escape character '(.+)'", "不认识的转义字符{0}"),
    (r"special characters are not allowed", "含不可显示的控制字符"),
    (r"found unexpected document separator", "引号之内有“---”"),
    (r"found non-comment content after document end marker.*", "文档结尾之后还有内容"),
    (r"found incompatible YAML document.*", "不是 YAML 1.x"),
    (r"found duplicate YAML directive", "YAML 版本写了两次"),
    (r"found undefined tag handle '(.+)'", "没有定义标签{0}"),
    (r"duplicate tag handle '(.+)'", "标签{0}定义了两次"),
    (r"expected <block end>, .*?found '(.+)'", "与上文的缩进或层级不符，遇到{0}"),
    (r"expected the node content, .*?found '(.+)'", "此处缺内容，遇到{0}"),
    (r"expected '(.)' or '(.)', but got '(.+)'", "此处须有{0}或{1}，遇到{2}"),
    (r"expected '(.+?)',? but found \(?'(.*?)'(?:,\))?$", "此处须有{0}，遇到{1}"),
    (r"expected a comment or a line break, but found '(.+)'", "此处须换行，遇到{0}"),
    (r"expected alphabetic or numeric character, but found '(.+)'", "此处须有字母或数字，遇到{0}"),
    (r"expected (?:a digit|URI|escape|chomping|indentation).*", "写法不完整"),
    (r"while scanning .*", "写法不完整"),
    (r"'(.)' expected after '(.)'", "{1}之后须有{0}"),
    (r"field larger than field limit \((\d+)\)", "单元格长于 {0} 个字符"),
    (r"new-line character seen in unquoted field.*", "未加引号的单元格中有换行"),
)


def syntax_text(said: str) -> Text:
    """What a reader said; what there are no words for is quoted in Chinese as it was said."""
    for pattern, words in _SAID:
        if match := re.search(pattern, said):
            return Text(words.format(*map(_token, match.groups())), said)
    return Text(f"读取程序报告“{said}”", said)


def _token(name: str) -> str:
    return name if name.isdigit() else _TOKENS.get(name, f"“{name}”")
