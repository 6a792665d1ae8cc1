"""What a figure is called: the noun before it, cleared of connectives, years and verbs."""

from reportgen import patterns

_LEADING = patterns.compile(
    r"^(?:其中|包括|主要(?:包括|为|是|用于|有)?|以及|及|和|与|或|并|同时|占(?![地用道有据])|此外|另外|另有|另|分别为?|具体为?|即|再?加(?:上(?![级年解划缴]))?|减去|减|扣除|剔除|:|：|的|是|为|等|则|"
    r"截至?|目前|(?:20\d\d|19\d\d)\s*年(?:度|底|末|初)?|今年|本年(?=[^收支])|全年|当年|我[市县区省]|[比较](?:上年|去年|上年同期|年初)的?|累计|共计?|总共|\(\)|[、,，.;；\s□*#-])+"
)
_TRAILING = patterns.compile(
    r"(?:(?:实际|累计|全年|已|共|均|只|仅|分别)?(?:完成|实现|达到|达|下达|安排|拨付|执行|支付|发放|收到|取得|形成|组织|开展|有|共计|(?<![总合])共|约为?|为|是|(?<![总合会统估设])计|了|数为|到位|涉及|约|近|超过?|:|：|各|由|从|(?:调整|增长|增加|提高|上升|提升|扩大|减少|下降|降低|压减)(?:到|至|为))|\(\)|[、,，\s□])+$"
)
_PLAN = patterns.compile(
    r"(?:年初|调整后?的?|变动|全年|当年|调整)?(?:(?:支出|收入)?预算(?:数|总额)?调整|预算数?|决算数?|预算安排)(?:数|总额)?$"
)
_PREDICATE = patterns.compile(
    r"^(?:实际)?(?:年初|调整后?|变动|本年|全年)?(?:支出|收入)?(?:预算|决算|完成|执行|实际|调整|安排|实绩)?(?:数|额|支出|收入|金额)?(?:调整)?$"
)
_CLAUSE_END = patterns.compile(r"[,，;；。！？]")
_WORDS_END = patterns.compile(r"[,，;；。！？、:]")
_BLANKS = patterns.compile(r"\s{2,}")
_NOISE = patterns.compile(r"[\s“”‘’\"'()（）*#□]")


def clause(gap: str) -> str:
    """The last clause of the words before a figure."""
    return _CLAUSE_END.split(gap)[-1]


def label(gap: str) -> str:
    """The noun before a figure: “，其中：税收收入完成” → 税收收入."""
    clause = _WORDS_END.split(gap.rstrip(" :"))[-1]
    words = _LEADING.sub("", _BLANKS.sub(" ", clause))  # over a page of blanks _TRAILING would never end
    previous = None
    while previous != words:
        previous, words = words, _TRAILING.sub("", words)
    return _NOISE.sub("", words)


def subject(name: str) -> str:
    """A label without its budget words: 一般公共预算支出年初预算 → 一般公共预算支出; empty for a mere predicate (实际完成)."""
    stem = name
    if not name.endswith(("公共预算", "基金预算", "经营预算")):
        stem = _PLAN.sub("", name)
    return "" if _PREDICATE.match(stem) else stem
