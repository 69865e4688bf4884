"""What the readers of files say of bad content, in both languages."""

from __future__ import annotations

import re
import zipfile
import zlib

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
    (r'found duplicate key "(.+?)" with value', "键{0}写了两次"),
    (r"found undefined alias '(.+)'", "没有定义别名{0}"),
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


NO_SHEET = "no sheet"
"""What a workbook without any raises; other lists of it have too few entries, too."""

_DAMAGED = Text("已损坏或不完整", "damaged or cut short")
_FOREIGN = Text("内容不合格式", "what it holds is not as it should be")
_NO_BOOK = Text("不是 .xlsx 文件或不完整", "no .xlsx, or cut short")
_UNREAD: tuple[tuple[type[Exception], str, Text], ...] = (
    (zipfile.BadZipFile, "not a zip file", _NO_BOOK),
    (zipfile.BadZipFile, "", _DAMAGED),
    (zlib.error, "", _DAMAGED),
    (EOFError, "", _DAMAGED),
    (SyntaxError, "", _DAMAGED),
    (RuntimeError, "encrypted", Text("有密码保护", "protected by a password")),
    (NotImplementedError, "", Text("压缩方式特殊", "packed in an unusual way")),
    (IndexError, NO_SHEET, Text("没有工作表", "without a sheet")),
    (KeyError, "", Text("缺少必需的部分", "a part of it is missing")),
    (MemoryError, "", Text("内存不足", "not enough memory")),
    (RecursionError, "", Text("嵌套过深", "nested too deeply")),
)


def workbook_text(error: Exception) -> Text:
    """Why a workbook cannot be read; its readers raise whatever they stumble over."""
    said = str(error)
    fits = (t for kind, part, t in _UNREAD if isinstance(error, kind) and part in said)
    return next(fits, _FOREIGN)


def calendar_text(error: Exception) -> Text:
    """Why a calendar cannot be read."""
    if isinstance(error, OverflowError):
        return Text("日期超出范围", "a date out of range")
    if isinstance(error, (MemoryError, RecursionError)):
        return workbook_text(error)
    return _FOREIGN


def _token(name: str) -> str:
    return name if name.isdigit() else _TOKENS.get(name, f"“{name}”")
