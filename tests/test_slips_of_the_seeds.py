"""The slips that were printed in the five real reports, typed into a copy of our content: each is found, at its place.

And the content as it stands gives no error, and no remark that is not listed here.
"""

import shutil
from pathlib import Path

import pytest

from ours import CONTENT
from reportgen import checks
from reportgen.derive import derive
from reportgen.finding import Finding
from reportgen.load import load

YEARS = (2019, 2021, 2022, 2023, 2024, 2025)

REMARKS = {
    ("2023/baoji.yaml", "F107", ""),  # no figure of the year before was given
    ("2023/baoji/longxian.yaml", "D122", "反馈问题.分类.政策制度.占比"),  # printed so, and kept
    ("2023/baoji/meixian.yaml", "D110", "事前评估.送审金额"),  # the county sent two figures of three
}
"""What is to be said of the content as it is."""

SLIPS = [
    # file, what stands there, what was printed, the code, and what the caret stands under
    ("2023/baoji", "审减金额: 9160.33万元", "审减金额: 14892.89万元", "D101", "14892.89万元"),
    ("2023/baoji", "审减金额{{ 审减金额 }}", "审减金额{{ 审定金额 }}", "P222", "审减金额"),
    ("2023/baoji", "工作的报告 ", "工作报告 ", "P213", "宝鸡市财政局关于2023年度预算绩效管理工作报告"),
    ("2023/baoji", "  成文日期: 2024年1月12日", "", "D125", "official-letter"),
    ("2023/baoji", "总得分由高到低", "总得分从高到底", "P212", "从高到底"),
    ("2023/baoji", "一并报送市人代会", "一并报市送人代会", "P212", "报市送人代会"),
    ("2023/baoji", "难以操作", "缺乏可具体性", "P212", "可具体性"),
    ("2023/baoji", "送审金额: 24053.22万元", '送审金额: "24,053.22万元"', "D123", "24,053.22万元"),
    ("2023/baoji", "{{ 今年 }}以来，全市绩效评价", "今年以来，全市绩效评价", "P218", "今年"),
    ("2023/baoji", "通知》《预算", "通知》、《预算", "P210", "、"),
    ("2023/baoji", "随文附上，供参阅", "见附件7，供参阅", "P205", "附件7"),
    ("2023/baoji/linyou", "管理主体责任，", "管理主题责任，", "P212", "主题责任"),
    ("2023/baoji/linyou", "办法（试行）》", "办法(试行)》", "P210", "("),
    ("2023/baoji/longxian", "这样一来", "这样以来", "P212", "这样以来"),
    ("2023/baoji/longxian", "“差”{{", "“低”{{", "P222", "低"),
    ("2023/baoji/taibai", "管理效率和行政效能\n          同步提升。", "提升管理水平和。", "P212", "和"),
    ("2023/baoji/taibai", "2018年至{{ 去年 }}新增", "2018年-2022年新增", "P210", "-"),
    ("2025/ningxian", "截至目前", "截止目前", "P212", "截止目前"),
    ("2025/ningxian", "“花钱必问效、无效必问责”统一", "“花钱必问效，无效必问责”统一", "P217", "“花钱必问效、无效必问责”"),
    ("2025/ningxian", "对照“全覆盖、全方位、全过程”", "对照“全覆盖、全过程、全方位”", "P217", "“全覆盖、全过程、全方位”"),
    ("2025/ningxian", "〔2025〕9号", "〔2025〕29号", "D132", "《宁县社会保险基金预算绩效管理暂行办法》（宁财发〔2025〕11号）"),
    ("2025/ningxian", "{{ 财政评价.整体评价数 }}）", "{{ 财政评价.整体评价数 }})", "P210", ")"),
    ("2025/ningxian", "部门整体{{ 部门评价.整体评价数 }}）", "部门整体{{ 部门评价.整体评价数 }}", "P215", "（"),
    ("2025/ningxian", "办法（试行）》（宁财发〔2025〕29号", "办法<试行>》（宁财发〔2025〕29号", "P210", "<"),
    ("2025/ningxian", "汇报学习{{ 赴省次数 }}", "先后{{ 赴省次数 }}汇报学习", "P220", "先后"),
    ("2025/ningxian", "把绩效管理置于群众监督之下", "主动接收社会监督", "P212", "接收"),
    ("2025/ningxian", "分1至6月", "分1-6月份", "P210", "-"),
    ("2025/ningxian", "整改完成率{{ 财政评价整改.整改率 }}", "整改完成率95.45%", "P201", "95.45%"),
    ("2019/pingyin", "9月25日，平阴县", "9月25日，平阳县", "P203", "平阳县"),
    ("2019/pingyin", "《平阴县部门整体", "《平阳县部门整体", "P203", "平阳县"),
    ("2019/pingyin", "上级文件精神和政策", "上级文件精神 and 政策", "P212", "and"),
    ("2019/pingyin", "卫健部门", "卫计部门", "P221", "卫计"),
    ("2019/pingyin", "heading: 健全工作机制", "heading: （一）健全工作机制", "P209", "（一）"),
    ("2021/wuzhong", "资金管理和结果应用", "资金管理 & 结果应用", "P212", "&"),
    ("2021/wuzhong", "“花钱必问效，无效必问责”的责任", "“花钱必问效，无效要问责”的责任", "P217", "“花钱必问效，无效要问责”"),
    ("2021/wuzhong", "要求绩效信息随同部门", "要求绩效信息联同部门", "P212", "联同部门"),
    ("2021/wuzhong", "原则，{{ 今年 }}预算", "原则,{{ 今年 }}预算", "P210", ","),
    ("2021/wuzhong", "必问责”的责任", "必问责”、“重绩效”的责任", "P210", "、"),
    ("2024/jiashi", "{{ 明年 }}全面实施预算绩效管理的目标", "2024年全面实施预算绩效管理的目标", "P204", "2024年"),
    ("2024/jiashi", "{{ 明年 }}的工作目标是", "2024年的工作目标是", "P204", "2024年"),
    ("2024/jiashi", "是“十四五”规划收官之年", "是贯彻落实党的二十大精神开局之年", "P211", "{{ 明年 }}是贯彻落实党的二十大精神开局之年"),
    ("2024/jiashi", "报告目录见下表", "（具体项目见附件5）", "P205", "附件5"),
    ("2024/jiashi", "相关业务股室", "相关业务处室/科室", "P206", "处室/科室"),
    ("2024/jiashi", "部门（单位）整体评价", "部门/单位整体评价", "P206", "部门/单位"),
    ("2024/jiashi", "评价对象的遴选面向“四本预算”，", "评价类型覆盖政府购买服务。", "P208", "覆盖"),
    ("2024/jiashi", "heading: 工作思路", "heading: ①工作思路", "P209", "①"),
    ("2024/jiashi", "，当年实际开展评价的为", ",当年实际开展评价的为", "P210", ","),
    ("2024/jiashi", "自觉接受群众监督", "自觉接收群众监督", "P212", "接收"),
]  # fmt: skip


def said(content: Path, years: tuple[int, ...]) -> list[Finding]:
    """What loading, deriving and the checks say."""
    loaded, first = load(content, years)
    derived, second = derive(loaded)
    return [
        *first,
        *second,
        *(f for place in derived.localities.values() for f in checks.run(derived, place)),
    ]


def test_the_content_gives_no_error_and_no_remark_but_these() -> None:
    found = said(CONTENT, YEARS)
    assert [f for f in found if f.is_error] == []
    assert {(f.span.text.path.rpartition("content/")[2], f.code, f.at) for f in found} == REMARKS


@pytest.mark.parametrize(
    ("file", "right", "printed", "code", "caret"), SLIPS, ids=[f"{s[0]}-{s[3]}-{s[4][:8]}" for s in SLIPS]
)
def test_a_slip_is_found(file: str, right: str, printed: str, code: str, caret: str, tmp_path: Path) -> None:
    year = file[:4]
    shutil.copytree(CONTENT / year, tmp_path / year)
    shutil.copy(CONTENT / "indicators.yaml", tmp_path)
    path = tmp_path / f"{file}.yaml"
    text = path.read_text(encoding="utf-8")
    assert right in text
    path.write_text(text.replace(right, printed, 1), encoding="utf-8")
    found = said(tmp_path, (int(year),))
    assert (code, caret) in [(f.code, f.span.quote) for f in found], [
        (f.code, f.span.quote, f.message) for f in found
    ]
