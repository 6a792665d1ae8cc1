"""Codes of the narrative's structure (P3)."""

from reportgen.finding.catalogue import Code, catalogue

CODES = catalogue(
    Code(
        "P301",
        "标题层次超过四级",
        "sections 和 items 一层套一层，超过了四级。items 从第三级“1.”算起。",
        "公文的结构层次依次用“一、”“（一）”“1.”“（1）”标注，没有第五级（GB/T 9704—2012，7.3.3）。",
        "items 里的 items 里再写 items",
        "更细的内容并入正文，或写成 points",
    ),
    Code(
        "P302",
        "points 里写了别的层次",
        "points 的一项里又写了 points、items、sections 或 table。",
        "“一是……二是……”在一个自然段之内，段内放不下另起行的标题和表格，也分不清两层“一是”。",
        "points:\n  - heading: 抓评估\n    items: […]",
        "items:\n  - heading: 抓评估\n    points: […]",
    ),
    Code(
        "P303",
        "表格列数太多，一页排不下",
        "用最小的字（六号）排，各列的数仍比页面宽，数会断成两行。",
        "断开的数读起来像两个数：17555.3 下面一个 7。",
        "attachments:\n  - title: 统计表\n    table: {rows: 下级, columns: [送审金额, …（二十列）]}",
        "attachments:\n  - title: 统计表\n    landscape: true\n    table: {rows: 下级, columns: [送审金额, …（二十列）]}",
    ),
)
