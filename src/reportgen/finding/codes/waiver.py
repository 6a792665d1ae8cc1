"""Codes of waivers (D190)."""

from reportgen.finding.catalogue import catalogue

CODES = catalogue("""
D190 豁免没有用上
  检查什么：waive: 里的一条豁免，没有对应的问题；或者那个问题不能豁免：读不出、算不出、待补的数没有可印的，只能改好。
  为什么：问题改好后，豁免也应删去；留着它，将来同一处再出错就没有人看见了。
  反例：waive: [{code: D101, at: 事前评估.审定金额, reason: …, by: 张三}]   # 该处已经没有 D101
  正例：删去这一条
""")
