"""与下级合计不符

## 检查什么
用 下级.… 核对的数，与各下级的数之和（或最大、最小）不符。

## 为什么
市里的合计与县里报来的对不上，不知道该信谁。

## 反例
项目数: 100个 = sum(下级.事前评估.项目数)   # 各县合计 120个

## 正例
项目数: 120个 = sum(下级.事前评估.项目数)
"""

from functools import partial

from reportgen.checks.wording import told
from reportgen.relation import Kind

CODE = "D106"

check = partial(told, CODE, {Kind.CROSS_PART})
