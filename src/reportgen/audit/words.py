"""Words that tell what a figure is, one list for each concept.

Those of a review (送审 is 审定 and 审减) and of a rectification (问题 are 已整改 and 剩余) tell it in a label of prose and in the head of a
column alike.
"""

from reportgen import patterns

SUMMED = "总计|合计|共计|合共|总共|一共"
"""What announces a sum."""
REST = "其余|其他|其它|剩余|余下"
"""What is left of a list when its other parts are told."""

SUBMITTED = patterns.compile(r"送审|申报|上报|报审|评审(?:总|资金|金额|项目)|资金总额|总额|概算|预算金额")
SETTLED = patterns.compile(r"审定|核定|评审后|审后")
CUT = patterns.compile(r"审减|核减|净减")
SAVED = patterns.compile(r"节约")
BOUGHT = patterns.compile(r"实际|采购金额|中标|成交|合同|决算|支出")
PLANNED = patterns.compile(r"预算|限价|控制价|概算")
OWNED = patterns.compile(r"(?:(?<!母公司)所有者权益|净资产)(?:总[额计]|合计)?$")
OWED = patterns.compile(r"负债(?:总[额计]|合计)?$")
ASSETS = patterns.compile(r"(?<![定动形净])资产(?:总[额计量]|合计)?$")
TRIOS = ((CUT, SETTLED, SUBMITTED), (SAVED, BOUGHT, PLANNED), (OWNED, OWED, ASSETS))
"""What is taken away or left over, what stands beside it, and what both make."""
FOUND = patterns.compile(r"反馈问题|发现问题|问题")
DONE = patterns.compile(r"立行立改|整改到位|已整改|完成整改|整改")
LOSS = patterns.compile("(?:赤字|亏损|超支)[额数]?$")
FULL_SCORE = patterns.compile(r"权重|分值|满分|标准分")
LEFT = patterns.compile(
    r"(?:下剩|剩余|其余|尚有|还有|余下|尚余|在建|节余|缺口|(?<![上去]年)(?<!年末)(?<!滚存)(?<![转和])结余|(?:尚未|未|正在|长期|持续|继续)[^,，]{1,8}?)(?:的)?(?:问题)?$"
)
"""What is left of what was found or given; not 上年结余, 年末滚存结余 or 结转和结余, which go on to the next year."""
