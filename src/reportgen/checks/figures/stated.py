"""写的数与公式不符

## 检查什么
写明的数与它自己的公式（本文件的，或指标字典的）算出来的数，按各自写出的小数位与限定词所允许的区间比较，两者没有交集。
送审 − 审减 = 审定、审减率 = 审减 ÷ 送审、部分之和 = 合计，都在此列。

## 为什么
读者会当场把数加一遍；签发后才发现对不上，就要发更正。

## 反例
事前评估: {送审金额: 64727.72万元, 审减金额: 6008.00万元, 审定金额: 58791.72万元}

## 正例
事前评估: {送审金额: 64727.72万元, 审减金额: 6008.00万元, 审定金额: 58719.72万元}
"""

from functools import partial

from reportgen.checks.wording import told
from reportgen.relation import Kind

CODE = "D101"

check = partial(told, CODE, {Kind.IDENTITY, Kind.SUM, Kind.RATIO, Kind.GROWTH, Kind.MULTIPLE, Kind.REPEAT})
