"""How the elements of an official document look to somebody who must find them even when they are wrong."""

from reportgen import patterns
from reportgen.report import TO_FILL_IN

CJK = "\u4e00-\u9fff"

NUMBER = patterns.compile(
    rf"[{CJK}A-Za-z]{{1,20}}\s*[〔\[［【（(〈﹝]\s*\d{{2,4}}\s*年?\s*[〕\]］】）)〉﹞]\s*第?\s*\d+\s*号|{TO_FILL_IN}发文字号】"
)
SIGNER = patterns.compile(r"签\s*发\s*人\s*[:：]?")
SERIAL = patterns.compile(r"(?:№|No\.?)?\s*\d{1,8}")
SECRECY = patterns.compile(r"(?:绝|机|秘)\s*密")
URGENCY = patterns.compile(r"(?:特|加|平)\s*(?:急|提)|急件")
ENCLOSURE = patterns.compile(r"附\s*件\s*[:：]\s*\S")
ENCLOSURE_NEXT = patterns.compile(r"[\d一二三四五六七八九十]+\s*[.．、,，]\s*\S")
LABEL = patterns.compile(r"附\s*件\s*(?P<number>[\d一二三四五六七八九十]*)\s*(?P<mark>[:：.．、]?)")
DATE = patterns.compile(
    r"(?:\d{2,4}|[一二三四五六七八九〇○零Oo]{2,4})\s*年\s*[\d一二三四五六七八九十〇○零]{1,3}\s*月\s*[\d一二三四五六七八九十〇○零]{1,3}\s*[日号]"
    r"|\d{2,4}\s*[-./－．]\s*\d{1,2}\s*[-./－．]\s*\d{1,2}"
    rf"|{TO_FILL_IN}(?:成文|印发)日期】"
)
NOTE = patterns.compile(r"[（(].+[）)]。?")
COPIES = patterns.compile(r"(?P<word>抄\s*送|主\s*送)\s*(?P<colon>[:：]?)")
PRINTED = patterns.compile(rf"(?P<date>\S*年\S*月\S*[日号]|{TO_FILL_IN}印发日期】)\s*印\s*发?$")
UNIT = patterns.compile(r"[（(]?单位\s*[:：]")
TABLE_NOTE = patterns.compile(r"注\s*[:：]")
CHAPTER = patterns.compile(r"第[一二三四五六七八九十百]+[章节](?:\s|$)")
"""What heads the articles of a regulation, of which 9704 says nothing."""
ARTICLE = patterns.compile(r"第[一二三四五六七八九十百]+条")

HEADINGS = (
    patterns.compile(r"[一二三四五六七八九十]{1,3}(?P<mark>[、．.，,\s])"),
    patterns.compile(r"[（(][一二三四五六七八九十]{1,3}[）)](?P<mark>[、．.，,]?)"),
    patterns.compile(r"\d{1,2}(?P<mark>[.．、，,])(?!\d)"),
    patterns.compile(r"[（(]\d{1,2}[）)](?P<mark>[、．.，,]?)"),
)
"""The four levels of 7.3.3, from 一、 to （1）, with the marks people type after them."""
