"""Sentences for synthetic reports: the wording of budget performance offices, put together by a seeded generator.

None holds a digit: figures come from cells only.
"""

from random import Random

STARTS = [
    "实践中",
    "工作中",
    "在此基础上",
    "与此同时",
    "针对薄弱环节",
    "着眼长远",
    "从源头抓起",
    "经过持续努力",
]
WHO = [
    "各预算单位",
    "县级财政部门",
    "各主管部门",
    "绩效管理股室",
    "项目实施单位",
    "部门单位财务负责人",
    "预算归口股室",
]
HOW = [
    "对照省、市部署",
    "紧扣年度重点任务",
    "坚持问题导向",
    "立足本地实际",
    "按照分级分类的要求",
    "结合预算编制",
    "围绕民生保障",
]
DID = [
    "逐项梳理工作流程",
    "细化职责分工",
    "健全管理台账",
    "压实主体责任",
    "把绩效要求嵌入预算编制、执行和监督各环节",
    "对目标设置不合理的限期修改完善",
    "将评估结论作为安排预算的前置条件",
    "建立发现、反馈、整改、销号的闭环机制",
    "会同主管部门开展联合会审",
    "采取书面审核与实地核查相结合的方式",
]
SO = [
    "管理的规范化水平稳步提高",
    "财政资源配置更趋合理",
    "“花钱必问效、无效必问责”的理念逐步深入人心",
    "资金使用效益进一步显现",
    "低效无效支出得到有效压减",
    "问题发现在早、提醒在早、解决在早",
    "工作质量和效率同步提升",
    "部门履职与绩效管理同谋划、同推进",
]
HEADINGS = [
    "健全制度",
    "前移关口",
    "审核目标",
    "做实监控",
    "深化评价",
    "反馈整改",
    "挂钩预算",
    "公开信息",
    "培训业务",
    "督促落实",
]

_FIRST = "安宁永平新昌华丰兴清泰和长康嘉德广顺福临文武靖怀定彭石金玉东南西北龙云青白黄赤紫梅柳松竹兰桂杨林"
_SECOND = "阳川原山河江湖溪泉陵谷岭城台关桥港湾源沙洲塘浦津渡垣峰岗坪坝堡寨营屯塬峪口丘泽滨海潭浪潮岩岸野田"
_LAST = "县区旗"


def passage(random: Random, sentences: int) -> str:
    """Sentences of some sixty characters each."""
    return "".join(_sentence(random) for _ in range(sentences))


def _sentence(random: Random) -> str:
    who, how, so = random.choice(WHO), random.choice(HOW), random.choice(SO)
    return f"{random.choice(STARTS)}，{who}{how}，{'，'.join(random.sample(DID, 2))}，{so}。"


def place_name(number: int, last: str = "") -> str:
    """The name of a locality: another for each number up to some 7,000. A city ends in 市, a county does not."""
    first, second = divmod(number, len(_SECOND))
    last = last or _LAST[first // len(_FIRST) % len(_LAST)]
    return _FIRST[first % len(_FIRST)] + _SECOND[second] + last


def in_chinese(number: int) -> str:
    """A number as digits that are no figures: 一二 for 12."""
    return "".join("〇一二三四五六七八九"[int(digit)] for digit in str(number))
