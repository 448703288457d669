"""The editor's keys: one map that the script obeys and that the key table is printed from.

Keys are bound by `event.code` (the place on the keyboard), so that they work with a Chinese input method on.
"""

from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Key:
    """`do`: what the script calls; `send`: fields of the POST that goes with it."""

    code: str
    words: str | Promise
    do: str
    group: str | Promise
    shift: bool = False
    ctrl: bool = False
    alt: bool = False
    send: dict[str, str] = field(default_factory=dict)

    @property
    def cap(self) -> str:
        """What is printed on the key."""
        if self.code == "Slash" and self.shift:
            return "?"
        name = self.code.removeprefix("Key").removeprefix("Digit")
        name = CAPS.get(name, name.lower() if len(name) == 1 else name)
        return name.upper() if self.shift and len(name) == 1 else name

    @property
    def held(self) -> tuple[str, ...]:
        named = (("Ctrl", self.ctrl), ("Alt", self.alt), ("Shift", self.shift and self.cap != "?"))
        return tuple(name for name, down in named if down)


CAPS = {"Slash": "/", "BracketLeft": "[", "BracketRight": "]", "ArrowUp": "↑", "ArrowDown": "↓", "Escape": "Esc"}
WALK, SELECT, BOUNDS, ORDER = _("走动"), _("选择"), _("分篇与合并"), _("移动与排序")
ROLES, TEXT, DOUBT, STEP = _("角色"), _("行与文字"), _("存疑与核定"), _("撤销与其他")


def op(code: str, words: str | Promise, name: str, group: str | Promise, **more: Any) -> Key:
    """A key that sends the selected lines (or the line under the cursor) with an operation."""
    return Key(code, words, "send", group, send={"op": name, **more.pop("send", {})}, **more)


def role(digit: int, words: str | Promise, code: str) -> Key:
    return op(f"Digit{digit}", words, "role", ROLES, send={"role": code})


KEYS: tuple[Key, ...] = (
    Key("KeyJ", _("下一行"), "next", WALK),
    Key("KeyK", _("上一行"), "previous", WALK),
    Key("ArrowDown", _("下一行"), "next", WALK),
    Key("ArrowUp", _("上一行"), "previous", WALK),
    Key("KeyN", _("下一处存疑"), "next_doubt", WALK),
    Key("KeyP", _("上一处存疑"), "previous_doubt", WALK),
    Key("BracketRight", _("下一篇"), "next_article", WALK),
    Key("BracketLeft", _("上一篇"), "previous_article", WALK),
    Key("Slash", _("在本期中查找"), "find", WALK),
    Key("KeyX", _("选中或取消本行"), "select", SELECT),
    Key("ArrowDown", _("连选到下一行"), "extend_down", SELECT, shift=True),
    Key("ArrowUp", _("连选到上一行"), "extend_up", SELECT, shift=True),
    Key("KeyX", _("选中本篇全部行"), "select_article", SELECT, shift=True),
    Key("Escape", _("取消选择"), "clear", SELECT),
    op("KeyS", _("从本行起分出新的一篇"), "split", BOUNDS),
    op("KeyB", _("所选各行另立一篇"), "new_article", BOUNDS),
    op("KeyH", _("所选各行都作标题，各开一篇"), "headline", BOUNDS),
    op("KeyM", _("本篇并入上一篇"), "merge_before", BOUNDS),
    op("KeyM", _("下一篇并入本篇"), "merge_behind", BOUNDS, shift=True),
    Key("KeyG", _("移到另一篇（输入序号或标题）"), "choose_target", ORDER, send={"op": "move"}),
    Key("KeyG", _("本篇并入另一篇"), "choose_target", ORDER, shift=True, send={"op": "merge_into"}),
    Key("KeyI", _("所选各行移到本行之前"), "insert_before", ORDER, send={"op": "move"}),
    Key("KeyO", _("所选各行移到本行之后"), "insert_behind", ORDER, send={"op": "move"}),
    op("ArrowUp", _("在篇内上移"), "up", ORDER, alt=True),
    op("ArrowDown", _("在篇内下移"), "down", ORDER, alt=True),
    op("KeyT", _("放到待定区"), "to_tray", ORDER),
    role(1, _("主题"), "title"),
    role(2, _("引题"), "kicker"),
    role(3, _("副题"), "subtitle"),
    role(4, _("正文"), "body"),
    role(5, _("署名"), "credit"),
    role(6, _("图片说明"), "caption"),
    role(7, _("下转"), "jump_out"),
    role(8, _("栏目·通栏"), "banner"),
    op("Digit9", _("作版面附件（报头、报眉、口号）"), "furniture", ROLES),
    Key("Digit0", _("其他角色…"), "choose_role", ROLES, send={"op": "role"}),
    op("KeyJ", _("接在上一段之后；再按断开"), "toggle_join", TEXT, shift=True),
    op("KeyE", _("排除；再按放回"), "toggle_exclude", TEXT),
    op("KeyE", _("作为重复排除；再按放回"), "toggle_exclude", TEXT, shift=True, send={"reason": "duplicate"}),
    Key("KeyC", _("断行（在要断开处加 |）"), "edit_line", TEXT, send={"op": "cut"}),
    op("KeyC", _("接回断行"), "heal", TEXT, shift=True),
    Key("KeyF", _("改字"), "edit_line", TEXT, send={"op": "fix_text"}),
    Key("KeyA", _("照建议处理这处存疑"), "flag", DOUBT, send={"op": "accept"}),
    Key("KeyD", _("这处存疑不再提示"), "flag", DOUBT, send={"op": "dismiss"}),
    op("KeyV", _("核定本篇，到下一篇未核定的"), "verify", DOUBT),
    Key("KeyV", _("本期校对完毕，打开下一期"), "finish", DOUBT, shift=True),
    Key("KeyU", _("撤销"), "step", STEP, send={"op": "undo"}),
    Key("KeyZ", _("撤销"), "step", STEP, ctrl=True, send={"op": "undo"}),
    Key("KeyU", _("重做"), "step", STEP, shift=True, send={"op": "redo"}),
    Key("KeyZ", _("重做"), "step", STEP, ctrl=True, shift=True, send={"op": "redo"}),
    Key("KeyR", _("阅读视图与编辑视图互换"), "reading", STEP),
    Key("Slash", _("这张键表"), "help", STEP, shift=True),
)


def as_data(keys: Iterable[Key] = KEYS) -> list[dict[str, Any]]:
    """The map for the script."""
    return [{k: v for k, v in asdict(key).items() if k not in ("words", "group")} for key in keys]


def grouped() -> list[tuple[str, list[Key]]]:
    """The key table: groups in order."""
    found: dict[str, list[Key]] = {}
    for key in KEYS:
        found.setdefault(str(key.group), []).append(key)
    return list(found.items())
