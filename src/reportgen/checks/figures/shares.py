"""占比不对

## 检查什么
占比不等于部分 ÷ 总数，或各项占比之和（按写出的小数位）凑不成 100%。

## 为什么
占比合计 100.07% 说明至少有一项算错。

## 反例
占比: 71.73% = 部分 / 总数   # 应为 71.65%

## 正例
占比: 71.65% = 部分 / 总数
"""

from functools import partial

from reportgen.checks.wording import told
from reportgen.relation import Kind

CODE = "D104"

check = partial(told, CODE, {Kind.SHARE, Kind.SHARE_SUM})
