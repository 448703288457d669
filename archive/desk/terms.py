"""The words for stored codes: roles, reasons, kinds of doubt, operations. Interface text, so translatable."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Words = dict[str, str | Promise]

ROLE_WORDS: Words = {
    "kicker": _("引题"),
    "title": _("主题"),
    "subtitle": _("副题"),
    "crosshead": _("小标题"),
    "summary": _("提要"),
    "body": _("正文"),
    "byline": _("作者行"),
    "credit": _("署名"),
    "caption": _("图片说明"),
    "photo_credit": _("摄影署名"),
    "jump_out": _("下转"),
    "jump_in": _("上接"),
    "banner": _("栏目·通栏"),
    "masthead": _("报头"),
    "header": _("报眉·版次"),
    "slogan": _("口号"),
    "advert": _("广告"),
    "table": _("表格"),
    "noise": _("杂讯"),
}
REASON_WORDS: Words = {"duplicate": _("重复"), "noise": _("杂讯"), "other": _("其他")}
MISSING_WORDS: Words = {"start": _("缺开头"), "end": _("缺结尾"), "title": _("缺标题")}
FURNITURE_ROLES = ("header", "masthead", "slogan", "banner")

OPERATION_WORDS: Words = {
    "split_article": _("分篇"),
    "merge": _("合并"),
    "new_article": _("另立一篇"),
    "dissolve": _("拆散"),
    "place_article": _("调整篇次"),
    "set_article": _("改文章属性"),
    "verify": _("核定"),
    "unverify": _("取消核定"),
    "move": _("移动"),
    "reorder": _("调整行序"),
    "role": _("改角色"),
    "join": _("接上段"),
    "unjoin": _("断开成段"),
    "split_piece": _("断行"),
    "heal": _("接回断行"),
    "exclude": _("排除"),
    "furniture": _("作版面附件"),
    "restore_pieces": _("放回文章"),
    "fix_text": _("改字"),
    "several": _("连续几步"),
    "undo": _("撤销"),
    "redo": _("重做"),
    "restore": _("恢复旧版本"),
    "restore_article": _("恢复一篇"),
    "set_issue": _("改期的信息"),
    "withdraw": _("撤下"),
    "publish": _("恢复公开"),
    "ingest": _("导入"),
    "reingest": _("重新导入"),
    "resegment": _("重新划分"),
    "move_source": _("移动文件"),
    "merge_issue": _("合并两期"),
    "undo_move": _("撤回移动"),
    "import": _("从导出文件载入"),
    "recount": _("重数略去的字"),
}
VIA_WORDS: Words = {
    "ingest": _("导入"),
    "editor": _("编辑"),
    "bulk": _("批量"),
    "restore": _("恢复"),
    "reingest": _("重新导入"),
    "resegment": _("重新划分"),
    "import": _("载入"),
    "repair": _("修复"),
    "state": _("撤下与公开"),
    "move": _("移动文件"),
}
FLAG_WORDS: Words = {
    "headless": _("没有标题的片段"),
    "doubtful": _("分合不确定的文章"),
    "elsewhere": _("可能属于别篇的段落"),
    "missing_start": _("开头可能缺失"),
    "missing_end": _("结尾可能缺失"),
    "weak_join": _("接续把握不大"),
    "overlap": _("重复的字已略去"),
    "title_name": _("标题里的人名与正文不同"),
    "name_variant": _("人名疑似有错字"),
    "word": _("疑似识别错误"),
    "jump": _("下转的版不在档案里"),
    "date": _("日期不明或互相矛盾"),
    "undated": _("没有日期"),
    "facts": _("各版所印互相矛盾"),
    "page": _("版次互相矛盾"),
    "page_unknown": _("版次不明"),
    "paper": _("报名互相矛盾"),
    "paper_guessed": _("报名是推断的"),
    "paper_unknown": _("报名不明"),
    "characters": _("有存不下的字符"),
    "repeated_file": _("重复的文件"),
    "source_changed": _("原始文件有更新"),
    "lost_text": _("更正后少了的文字"),
    "new_text": _("更正后多出的文字"),
    "stale_fix": _("改字失去了依据"),
    "resegment": _("新的识别有不同的分法"),
    "reader": _("读者来信"),
}


def word(words: Words, code: str) -> str:
    """The word for a code; the code itself where there is none."""
    return str(words.get(code, code))
