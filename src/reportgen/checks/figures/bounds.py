"""超出界限

## 检查什么
checks 里的大小关系（其中 ≤ 总数、封顶、上下限、与上年的倍数）不成立。

## 为什么
有的笔误保持了所有比例，只有界限拦得住，例如把万元写成元。

## 反例
审减金额: 70000.00万元   # 送审金额: 64727.72万元

## 正例
审减金额: 6008.00万元
"""

from functools import partial

from reportgen.checks.wording import told
from reportgen.relation import Kind

CODE = "D102"

check = partial(told, CODE, {Kind.BOUND})
