"""Codes of the narrative's structure (P3)."""

from reportgen.finding.catalogue import catalogue

CODES = catalogue("""
P301 标题层次超过四级
  检查什么：sections 和 items 一层套一层，超过了四级。items 从第三级“1.”算起。
  为什么：公文的结构层次依次用“一、”“（一）”“1.”“（1）”标注，没有第五级（GB/T 9704—2012，7.3.3）。
  反例：items 里的 items 里再写 items
  正例：更细的内容并入正文，或写成 points
P302 points 里写了别的层次
  检查什么：points 的一项里又写了 points、items、sections 或 table。
  为什么：“一是……二是……”在一个自然段之内，段内放不下另起行的标题和表格，也分不清两层“一是”。
  反例：
    points:
      - heading: 抓评估
        items: […]
  正例：
    items:
      - heading: 抓评估
        points: […]
P303 表格列数太多，一页排不下
  检查什么：用最小的字（六号）排，各列的数仍比页面宽，数会断成两行。
  为什么：断开的数读起来像两个数：17555.3 下面一个 7。
  反例：
    attachments:
      - title: 统计表
        table: {rows: 下级, columns: [送审金额, …（二十列）]}
  正例：
    attachments:
      - title: 统计表
        landscape: true
        table: {rows: 下级, columns: [送审金额, …（二十列）]}
""")
