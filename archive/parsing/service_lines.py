"""Lines in which the paper serves its readers and that belong to no article: weather, guides to other pages, its own telephones."""

from __future__ import annotations

import re

DIGITS = r"〇零○一二三四五六七八九十百\d０-９"
_PAGE = rf"第?[A-Z]?[{DIGITS}]{{1,3}}版"
_SKY = r"晴|阴|陰|多云|多雲|阵雨|陣雨|雷雨|雷阵雨|[大中小暴]雨|[大中小暴]雪|雨夹雪|雾|霾|沙尘|有雨|有雪"
_WEATHER_WORD = (
    rf"今|明|后|天|晚|夜|日|白|间|到|至|转|轉|有|局部|部分|地区|全县|全市|{_SKY}|东|南|西|北|東|偏|风|風|微|力|级|級|气温|氣溫|最高|最低|"
    rf"温度|溫度|度|摄氏|攝氏|℃|零下|零星|伴有|短时|降水|相对湿度|空气质量|优|良|[{DIGITS}]|[\s:：，,、；~～—–−\-/.%％]"
)
# nothing but what a forecast says, the sky or a temperature among it
_WEATHER = re.compile(
    rf"^[●■◆]?\s*(?:(?:[今明昨][日天]|[本我][市县省区州]|县城|城区|市区)?天[气氣](?:[预預][报報])?\s*[:：\s]|今[日天晚][:：\s])\s*(?:省城|县城|城区|市区)?"
    rf"(?=.*(?:{_SKY}|℃|度))(?:{_WEATHER_WORD}){{4,90}}$"
)
_GUIDE = re.compile(
    rf"^(?:(?:今日|本期|要闻)?(?:导\s?读|要目)|(?:今日|本期)导航)(?:[:：\s][^。]{{0,100}}[{DIGITS}]版[^。]{{0,100}})?$"
)
# 冬小麦怎么管 ——第五版, 高考倒计时 （三版）, 元宵灯会本周亮灯 A4版
_GUIDED = re.compile(
    rf"^(?:[-*•]\s)?[^。]{{4,40}}\s+(?:——|…+|-{{2,}}|[>＞》→►▶]{{2,}}|[►▶])\s*(?:{_PAGE}|[A-D]\d\d)$"
    rf"|^[^。《》]{{6,40}}\s*[（(](?:见|详见)?(?:第?[A-D]\d{{1,2}}|第?[二三四五六七八２-８2-8])版[)）]$|^[^。《》]{{6,40}}\s[A-D]\d{{1,2}}版$"
)
_BOOK = re.compile(r"典|全书|诗集|文集|丛书|出版|再版|教材|课本")
_OTHER_PAGE = re.compile(rf"(?:^|[\s。])第?[A-Z]?[{DIGITS}]{{1,2}}版[:：\s]")
_CORRECTS = re.compile(r"误|更正|应为|刊登")
_JUMP = re.compile(r"[转接]\s*[（(]?\s*第?[A-Z]?\S{1,3}版")
_NUMBER = r"\s*[:：]?\s*[(（]?\d[\d\-—－ ()（）转、,/]{4,60}"
_MAIL = r"\s*[:：]?\s*[A-Za-z0-9_.\-]+@[A-Za-z0-9.\-]+"
# what may stand behind: 报料有奖, 来信请寄：…
_ASKS = r"(?:\s*[(（]?(?:报料|爆料|有奖|有事|欢迎|每天|来信|来稿|投稿|地址|邮箱|信箱|值班|传真|QQ|微信|发行|广告|投诉|订阅|一经采用|即付).{0,40})?\s*"
_CONTACT = re.compile(
    rf"^(?:24小时)?(?:本报)?(?:广告|新闻|报料|爆料|发行|订阅|投递|投稿|读者)[\u4e00-\u9fff]{{0,4}}(?:热线|电话){_NUMBER}{_ASKS}$"
    rf"|^(?:民生|市民|读者|新闻|帮忙|维权|教育|本报)热线(?:电话)?{_NUMBER}{_ASKS}$"
    rf"|^(?:本[报版刊])?(?:投稿|来稿|编辑|读者|新闻)[\u4e00-\u9fff]{{0,4}}(?:邮箱|信箱){_MAIL}{_ASKS}$"
)
_ADDRESS = re.compile(
    rf"^(?:本[报報刊版](?:编辑部)?\s*(?:地址|社址|电话|邮箱)|社址)\s*[:：](?=.*(?:\d{{3}}|[{DIGITS}]\s*[号號](?![台楼])|电话\s*[:：]|電話))[^。，]{{2,110}}$"
    rf"|^(?:编辑部|报社|[\u4e00-\u9fff]{{2,6}}报社)\s*(?:地址|社址|电话|邮箱)\s*[:：](?=.*(?:\d{{3}}|[{DIGITS}]\s*[号號](?![台楼])|电话))[^。]{{2,110}}$"
    r"|^欢迎订阅(?:《[^《》]{2,10}》|[\u4e00-\u9fff]{2,8}[报刊])(?:\s.{0,40})?$"
    r"|^本[版期](?:内容)?由[^，。]{2,30}(?:供稿|提供|协办|主办|联办)$|^[\u4e00-\u9fff]{2,8}(?:融媒体中心|报社|编辑部)(?:出品|编印|承印)$"
    r"|^总编辑\s+[\u4e00-\u9fff]{2,4}\s(?=.*(?:电话|印刷|承印))[^。，]{2,60}$"
    r"|^扫(?:一扫|码)[，,、]?\s*(?:立即)?关注(?:[“《][^”》]{2,16}[”》]|[\u4e00-\u9fff]{0,8}(?:报|发布|新闻|融媒|微信|公众号))$"
)
# how to read more: 扫码看视频, 扫描右侧二维码关注…, 青溪发布官方微信; not 扫码看病一步到位
_MORE = re.compile(
    r"^(?:更多[^，。]{0,14}[，,\s]*)?(?:欢迎|请)?(?:用?(?:手机|微信))?扫(?:一扫|码|描)(?:[上下左右]方|[左右]侧|以下|此)?(?:二维码)?[，,\s]*(?:即可)?"
    r"(?:(?:看|观看|阅读|查看|浏览|收听)(?:视频|直播|全文|更多|详情|原文|新闻|图片|音频|报纸|电子报)?|下载[^，。]{0,12}客户端|进入(?:小程序|直播间|专题|页面|公众号)|了解(?:更多|详情))?$"
    r"|^请?扫(?:描)?[^，。]{0,6}二维码[，,\s]*(?:关注|进入|加入)[^，。]{0,14}$|^(?:微信|微博|抖音|客户端|公众号|视频号|小程序|[\u4e00-\u9fff]{2,6}(?:报|发布|融媒|客户端|公众号))?二维码$|^官方微[信博](?:\s*官方微[信博])?$"
    r"|^(?:本报|[\u4e00-\u9fff]{2,8}(?:报|发布|融媒|新闻网))(?:官方)?(?:微信|微博|客户端|抖音号|公众号|视频号|网址)(?:公众号|二维码)?(?:\s*[:：].{2,30})?$"
    r"|^(?:[\u4e00-\u9fff]{2,6}(?:微信|微博|客户端)\s*){2,4}$"
    r"|^更多[^，。]{2,14}[，,\s]*请(?:关注|登录|下载|看|见)[^。]{2,24}$|^(?:网址\s*[:：]\s*)?(?:https?://)?www\.[\w./-]+(?:\s+E-?mail\s*[:：]\s*\S+@\S+)?$|^[\u4e00-\u9fff]{2,8}新闻网\s*[:：]\s*www\S+$"
)
# who prints and advises the paper, and what it costs
_OF_THE_PAPER = re.compile(
    r"^(?:本报)?(?:常年)?法律顾问\s*[:：][^。]{0,24}(?:律师|事务所)[^。]{0,20}$|^广告(?:经营)?(?:许可证|登记)号?\s*[:：][^。]{2,30}$|^(?:承印|印刷)(?:单位|厂)?\s*[:：][^，。]{2,24}(?:厂|公司|社|中心|车间)$"
    r"|^版权所有[^。]{0,24}$|^(?:零售)?每份\s*[:：]?\s*[\d.]+\s*元$|^(?:登报|刊登)热线\s*[:：]?\s*[\d\-—转、\s]{5,40}$"
    r"|^第\s*\d+\s*期\s*主编\s*[:：][^。]{2,60}$|^编辑部(?:电话|地址)\s[^。]{4,80}$"
)


def is_contact(text: str) -> bool:
    """Whether the line tells how to reach the paper, or whoever the notice is from that it stands in."""
    return "。" not in text and bool(_CONTACT.match(text) or _ADDRESS.match(text))


def is_service(text: str) -> bool:
    """Whether the line tells the weather, what stands on other pages, or how to reach the paper."""
    if _WEATHER.match(text) or _GUIDE.match(text):
        return True
    if is_contact(text) or ("。" not in text and (_MORE.match(text) or _OF_THE_PAPER.match(text))):
        return True
    if _JUMP.search(text) or _CORRECTS.search(text):
        return False
    return len(_OTHER_PAGE.findall(text)) > 1 or (bool(_GUIDED.match(text)) and not _BOOK.search(text))
