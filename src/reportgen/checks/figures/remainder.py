"""完成数与剩余数不符

## 检查什么
问题数 = 整改数 + 剩余数 一类的关系不成立。

## 为什么
说“全部整改”又说“下剩 5 个”，审计一眼就能看出。

## 反例
问题整改: {问题数: 110个, 整改数: 105个, 剩余数: 6个}

## 正例
问题整改: {问题数: 110个, 整改数: 105个, 剩余数: 5个}
"""

from functools import partial

from reportgen.checks.wording import told
from reportgen.relation import Kind

CODE = "D105"

check = partial(told, CODE, {Kind.REMAINDER})
