"""The review page in a browser: figures, tree, keyboard, phone, print, and nothing from outside."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from projects import WRONG, Project, report
from reportgen.cli import main
from reportgen.pipeline import build
from reportgen.value import replace
from shelf import FIVE, TWO_YEARS, clear, shelf

CHROMIUM = shutil.which("chromium") or "/usr/bin/chromium"
LARGEST = 1_000_000
EVERY_DETAIL = """() => Array.from(document.querySelectorAll("#paper .f"), (_, n) => {
  document.getElementById("f" + (n + 1)).click();
  return document.getElementById("detail").innerText;
})"""
pytestmark = pytest.mark.system


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with sync_playwright() as started:
        yield started.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
    clear()


@pytest.fixture
def browser(chromium: Browser) -> Iterator[Page]:
    """A page of a desktop's size, its own profile; whatever it asks of a network, and every complaint of its script, fails the test."""
    page = chromium.new_page(viewport={"width": 1440, "height": 900})
    faults: list[str] = []
    page.on("console", lambda message: faults.append(message.text))
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on(
        "request", lambda request: faults.append(request.url) if not request.url.startswith("file:") else None
    )
    yield page
    page.close()
    assert faults == []


def opened(page: Page, path: Path) -> Page:
    page.goto(path.as_uri())
    return page


def detail(page: Page) -> str:
    return page.locator("#detail").inner_text()


def figure(page: Page, text: str) -> None:
    page.locator("#paper .f", has_text=text).first.click()


def line_of(path: str, words: str, after: str = "") -> str:
    """path:line of the first line of a content file with these words, after the line with those."""
    lines = (TWO_YEARS.parent.parent / path).read_text(encoding="utf-8").splitlines()
    first = next((i for i, line in enumerate(lines) if after in line), 0)
    return f"{path}:{next(i for i, line in enumerate(lines, 1) if i > first and words in line)}"


def test_an_entered_figure_shows_its_line_and_its_guards(browser: Page) -> None:
    page = opened(browser, shelf(2025).file("ningxian", ".html"))
    figure(page, "58719.72万元")
    said = detail(page)
    assert "事前评估.审定金额" in said and "由人填写" in said and "等式核对" in said
    assert line_of("content/2025/ningxian.yaml", "审定金额: 58719.72万元") in said
    assert "送审金额 = 审减金额 + 审定金额" in said and "64727.72万元 = 6008.00万元 + 58719.72万元" in said
    page.locator("#detail .node", has_text="事前评估.送审金额").first.click()
    assert "64727.72万元" in page.locator(".value-line").inner_text()


def test_a_derived_figure_shows_its_tree(browser: Page) -> None:
    page = opened(browser, shelf(2024, TWO_YEARS).file("heilongjiang", ".html"))
    figure(page, "807亿元")
    said = detail(page)
    assert (
        "由公式推算" in said and "资金合计 ＝ 专项资金额 + 债券资金额" in said and "210亿元 + 597亿元" in said
    )
    nodes = page.locator("#detail .tree .node").all_inner_texts()
    assert nodes == ["210亿元 自评价.专项资金额", "597亿元 自评价.债券资金额"]


def test_a_list_and_a_figure_of_a_child(browser: Page) -> None:
    page = opened(browser, shelf(2023).file("baoji", ".html"))
    figure(page, "22404万元")
    assert "凤翔区 事前评估.送审金额" in detail(page) and "content/2023/baoji/fengxiang.yaml:" in detail(page)
    figure(page, "《提高预算绩效管理水平激励约束机制》")
    assert "清单" in detail(page) and "计数(工作机制)" in detail(page)


CITY = """
locality: 庆阳市
year: 2025
report: work-summary
title: 庆阳市{{ 事前评估.项目数 }}项目事前评估情况
metrics:
  事前评估: {项目数: 70个 = sum(下级.项目数), 送审金额: 90.00万元, 审减金额: 10.00万元}
  制度: {办法: [《甲办法》, 《乙办法》], 办法数: 2项 = count(办法)}
checks: [事前评估.项目数 <= 3 * 上年.事前评估.项目数]
sections:
  - heading: 情况
    with: 事前评估
    text: |
      按“1+8”机制，全市评估{{ 项目数 }}，送审{{ 送审金额 }}，审定{{ 审定金额 }}，印发{{ 制度.办法 }}等{{ 制度.办法数 | 汉字 }}。
    table: {rows: 下级, columns: [事前评估.项目数], total: 合计}
""".lstrip()


def test_figures_of_every_kind_tell_what_they_are(browser: Page, tmp_path: Path) -> None:
    county = "locality: {}\nyear: 2025\nmetrics:\n  事前评估: {{项目数: {}个}}\n"
    before = "locality: 庆阳市\nyear: 2024\nmetrics:\n  事前评估: {项目数: 56个}\n"
    files = {
        "2025/qingyang": CITY,
        "2024/qingyang": before,
        "2025/qingyang/ningxian": county.format("宁县", 40),
        "2025/qingyang/huanxian": county.format("环县", 30),
    }
    made = Project(tmp_path, files)
    outcome = build(replace(made.request(draft=True), formats=("html",)))
    assert not [f.message for f in outcome.findings if f.is_error]
    (path,) = (made.output / "2025/qingyang").glob("*.html")
    page = opened(browser, path)
    page.locator("h1 .f").click()
    title = detail(page)
    assert (
        "事前评估.项目数" in title and "上年 56个，+14个（+25.0%）" in title and "正文 第1段 第4字" in title
    )
    assert [n.split(" ")[0] for n in page.locator("#detail .tree .node").all_inner_texts()][:2] == [
        "30个",
        "40个",
    ]
    said = {
        "90.00万元": ("由人填写", "送审金额: 90.00万元"),
        "80.00万元": ("由公式推算", "90.00万元 − 10.00万元"),
        "《甲办法》《乙办法》": ("清单", "计数(办法)"),
        "两项": ("由人填写", "清单计数"),
        "1+8": ("写在文字里的，没有单元格", "引号内"),
    }
    for text, wanted in said.items():
        figure(page, text)
        shown = detail(page)
        assert all(part in shown for part in wanted), (text, shown)
        assert ".yaml:" in shown
    page.locator("#paper td .f", has_text="40").click()
    assert "宁县 事前评估.项目数" in detail(page) and "qingyang/ningxian.yaml:4:" in detail(page)
    page.locator("#paper tr.total .f").click()
    assert "合计行，由表中各行算出" in detail(page) and "之和" in detail(page)


def test_last_year_and_its_chart(browser: Page) -> None:
    page = opened(browser, shelf(2024, TWO_YEARS).file("heilongjiang", ".html"))
    bars = page.locator("#overview .chart g")
    assert bars.count() == 4
    bars.first.click()
    assert "上年 192项，−31项（−16.1%）" in detail(page)
    assert page.locator("#detail .bar2 i").count() == 2


def test_the_keyboard_walks_findings_and_unguarded_figures(browser: Page, tmp_path: Path) -> None:
    made = Project(tmp_path, {"2025/ningxian": report(approved=WRONG)})
    outcome = build(replace(made.request(draft=True), formats=("html",)))
    assert outcome.built
    (path,) = (made.output / "2025/ningxian").glob("*.html")
    page = opened(browser, path)
    assert "错误" in page.locator(".verdict").inner_text() and "草稿" in page.locator(".bar").inner_text()
    page.keyboard.press("n")
    assert page.locator(".value-line").inner_text() == WRONG
    assert "按公式应为 58719.72万元" in page.locator("#detail .notices").inner_text()
    assert page.locator("#detail li .chip").first.inner_text() == "不成立"
    page.keyboard.press("Escape")
    assert page.locator("#overview").is_visible() and not page.locator("#detail").is_visible()
    unguarded = opened(browser, shelf(2025).file("ningxian", ".html"))
    seen = []
    for key in ("u", "u", "u", "U"):
        unguarded.keyboard.press(key)
        seen.append(unguarded.locator(".f.here").inner_text())
    assert seen == ["1次", "3次", "1次", "3次"]
    unguarded.keyboard.press("Escape")
    unguarded.keyboard.press("/")
    unguarded.keyboard.type("58719")
    assert unguarded.locator(".f.hit").all_inner_texts() == ["58719.72万元"]
    assert unguarded.locator("#found").inner_text() == "1 处"
    unguarded.keyboard.type("999")
    assert unguarded.locator("#found").inner_text() == "没有找到"
    unguarded.keyboard.press("Escape")
    assert unguarded.locator(".f.hit").count() == 0 and unguarded.locator("#found").inner_text() == ""


def test_enter_opens_the_focused_figure_and_a_link_leads_to_it(browser: Page) -> None:
    path = shelf(2025).file("ningxian", ".html")
    page = opened(browser, path)
    page.locator("#f3").focus()
    page.keyboard.press("Enter")
    assert page.locator(".f.here").get_attribute("id") == "f3"
    page.goto(f"{path.as_uri()}#f12")
    page.reload()
    assert page.locator(".f.here").get_attribute("id") == "f12"


MANY_COLUMNS = """
locality: 宁县
year: 2025
report: work-summary
title: 宁县2025年预算绩效管理工作开展情况
metrics:
  台账:
    明细:
      - {{项目: 义务教育薄弱环节改善项目, 单位: 县住房和城乡建设局, {figures}}}
sections:
  - text: |
      情况如下。
    table: 台账.明细
"""


def test_tables_of_many_columns_are_read_by_scrolling_and_printed_whole(
    browser: Page, tmp_path: Path
) -> None:
    figures = ", ".join(f"金额{name}: 100125.93万元" for name in "甲乙丙丁戊己庚辛壬癸")
    made = Project(tmp_path, {"2025/ningxian": MANY_COLUMNS.format(figures=figures)})
    build(replace(made.request(draft=True), formats=("html",)))
    (path,) = (made.output / "2025/ningxian").glob("*.html")
    page = opened(browser, path)
    words = page.locator(".sheet td:not(.number)")
    for width in (1440, 900, 390):
        page.set_viewport_size({"width": width, "height": 900})
        characters = words.evaluate_all(
            "all => all.map(n => n.clientWidth / parseFloat(getComputedStyle(n).fontSize))"
        )
        assert min(characters) > 4, (width, characters)
        assert page.evaluate("document.documentElement.scrollWidth") == width
    page.set_viewport_size({"width": 642, "height": 900})  # A4 between its margins
    page.emulate_media(media="print")
    assert page.evaluate("document.documentElement.scrollWidth") == 642
    page.emulate_media(media="screen")


def test_what_the_keyboard_stands_on_is_ringed(browser: Page) -> None:
    page = opened(browser, shelf(2023).file("baoji", ".html"))
    ring = "getComputedStyle(document.activeElement).outline"
    for sort in ("#find", "[data-step]:enabled", "#f1", "#overview [data-f]", "#overview [data-kind]"):
        page.locator(sort).first.focus()
        page.keyboard.press("Shift+Tab")
        page.keyboard.press("Tab")
        assert "rgb(31, 95, 191) solid 2px" in page.evaluate(ring), sort


FAINT = """() => {
  const light = (colour) => {
    const parts = colour.match(/[0-9.]+/g).slice(0, 3).map((n) => n / 255)
      .map((n) => (n <= 0.03928 ? n / 12.92 : ((n + 0.055) / 1.055) ** 2.4));
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2];
  };
  const ground = (node) => {
    for (let at = node; at; at = at.parentElement) {
      const colour = getComputedStyle(at).backgroundColor;
      if (colour !== "rgba(0, 0, 0, 0)") return colour;
    }
    return "rgb(255, 255, 255)";
  };
  const said = [...document.querySelectorAll("body *")].filter((node) => node.checkVisibility() && !node.disabled
    && [...node.childNodes].some((inner) => inner.nodeType === 3 && inner.data.trim()));
  const ratio = (node) => {
    const [a, b] = [light(getComputedStyle(node).color), light(ground(node))].sort((x, y) => y - x);
    return (a + 0.05) / (b + 0.05);
  };
  return said.filter((node) => ratio(node) < 4.5).map((node) => node.outerHTML.slice(0, 90));
}"""


RIGHTS, LEFTS = (f"all => all.map(n => n.getBoundingClientRect().{side})" for side in ("right", "left"))


@pytest.mark.parametrize("width", [390, 1280])
def test_all_words_stand_out_from_their_ground(browser: Page, width: int) -> None:
    page = opened(browser, shelf(2023).file("baoji", ".html"))
    page.set_viewport_size({"width": width, "height": 900})
    assert page.evaluate(FAINT) == []
    page.locator("#paper .f.bare").first.click()
    assert page.evaluate(FAINT) == []


@pytest.mark.parametrize("width", [390, 900])
def test_a_narrow_page_shows_mark_number_and_signer_each_in_one_line(browser: Page, width: int) -> None:
    page = opened(browser, shelf(2023).file("baoji", ".html"))
    page.set_viewport_size({"width": width, "height": 844})
    parts = page.locator(".letterhead .mark, .letterhead .number > *")
    high = parts.evaluate_all(
        "all => all.map(n => n.offsetHeight / parseFloat(getComputedStyle(n).fontSize))"
    )
    assert len(high) == 3 and max(high) < 2
    wide = page.locator(".letterhead .mark").evaluate("n => n.scrollWidth - n.clientWidth")
    assert wide <= 0


def test_the_name_of_an_attachment_goes_on_below_its_first_character(browser: Page) -> None:
    page = opened(browser, shelf(2023).file("baoji", ".html"))
    page.set_viewport_size({"width": 390, "height": 844})
    numbers = page.locator(".enclosure > :nth-last-child(2)").evaluate_all(RIGHTS)
    names = page.locator(".enclosure > :last-child").evaluate_all(LEFTS)
    assert len(names) == 6 and names == numbers


@pytest.mark.parametrize(("year", "slug"), FIVE)
def test_a_phone_shows_it_without_scrolling_sideways(browser: Page, year: int, slug: str) -> None:
    browser.set_viewport_size({"width": 390, "height": 844})
    page = opened(browser, shelf(year).file(slug, ".html"))
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    page.locator("#f2").click()
    page.wait_for_timeout(500)
    box = page.locator("#panel").bounding_box()
    chosen = page.locator("#f2").bounding_box()
    assert box and chosen and box["y"] > 200 and chosen["y"] + chosen["height"] <= box["y"]
    page.locator("#back").click()
    assert page.locator("#overview").is_visible()
    page.locator("#show").click()
    page.wait_for_timeout(400)
    assert not page.locator("#panel").is_visible()


def test_it_prints_the_sheets_and_then_the_overview(browser: Page, tmp_path: Path) -> None:
    from reportgen.read import read

    page = opened(browser, shelf(2025).file("ningxian", ".html"))
    figure(page, "58719.72万元")
    page.pdf(path=tmp_path / "page.pdf", prefer_css_page_size=True)
    document, _ = read(tmp_path / "page.pdf")
    assert document
    text = "".join(passage.text for passage in document.passages).replace("\n", "")
    assert "工作完成情况" in text and "需人工核对" in text
    assert "总览" not in text and "由人填写" not in text and "筛选" not in text


@pytest.mark.parametrize(("year", "slug"), FIVE)
def test_every_figure_opens_and_names_its_place(browser: Page, year: int, slug: str) -> None:
    page = opened(browser, shelf(year).file(slug, ".html"))
    told = page.evaluate(EVERY_DETAIL)
    assert len(told) == page.locator("#paper .f").count() > 10
    for number, said in enumerate(told, 1):
        assert "正文" in said or "附件" in said, number
        assert ".yaml:" in said or "合计行" in said, number


def test_the_imprint_stands_on_the_last_sheet_and_tables_can_be_scrolled_by_key(browser: Page) -> None:
    page = opened(browser, shelf(2023).file("baoji", ".html"))
    assert page.locator(".sheet").last.locator(".imprint").count() == page.locator(".imprint").count() == 1
    assert page.locator(".sheet .table:not([tabindex='0'])").count() == 0 < page.locator(".table").count()


def test_what_is_to_be_looked_at_is_counted_by_figure_and_by_place(browser: Page) -> None:
    page = opened(browser, shelf(2023).file("baoji", ".html"))
    said = page.locator(".verdict").inner_text()
    figures = page.locator("#overview section", has_text="需人工核对").locator("li").count()
    places = page.locator("#paper .f.bare").count()
    assert f"{figures} 个数须人工核对（连同推算的，印出 {places} 处）" in said
    assert page.locator(".legend [data-kind=bare] b").inner_text() == str(places)


def test_the_board_prints_as_a_table(browser: Page) -> None:
    page = opened(browser, shelf(2023).output / "2023/index.html")
    page.set_viewport_size({"width": 700, "height": 900})
    assert page.locator("thead").is_hidden(), "cards on a phone"
    page.emulate_media(media="print")
    assert page.locator("thead").is_visible()


LETTER = """
report: official-letter
letter: {发文机关: 宁县财政局, 发文字号: 待补, 签发人: 待补, 主送机关: 市财政局, 成文日期: 待补, 印发日期: 待补}
"""


def test_what_a_letter_waits_for_is_marked(browser: Page, tmp_path: Path) -> None:
    made = Project(tmp_path, {"2025/ningxian": report().replace("\nreport: work-summary\n", LETTER)})
    build(replace(made.request(draft=True), formats=("html",)))
    (path,) = (made.output / "2025/ningxian").glob("*.html")
    marked = opened(browser, path).locator("#paper mark").all_inner_texts()
    assert marked == [f"【待补：{name}】" for name in ("发文字号", "签发人", "成文日期", "印发日期")]


JOINT = """
report: official-letter
letter:
  发文机关: [宁县财政局, 宁县人力资源和社会保障局, 宁县农业农村局]
  发文字号: 宁财发〔2025〕2号
  签发人: [林一舟, 欧阳文远, 张三, 李四五]
  主送机关: 市财政局
  成文日期: 2025年12月1日
"""


@pytest.mark.parametrize("width", [390, 1280])
def test_names_of_issuers_and_signers_stay_whole(browser: Page, tmp_path: Path, width: int) -> None:
    made = Project(tmp_path, {"2025/ningxian": report().replace("\nreport: work-summary\n", JOINT)})
    build(replace(made.request(draft=True), formats=("html",)))
    (path,) = (made.output / "2025/ningxian").glob("*.html")
    page = opened(browser, path)
    page.set_viewport_size({"width": width, "height": 900})
    names = page.locator(".mark .names span, .letterhead span .whole")
    high = names.evaluate_all(
        "all => all.map(n => n.offsetHeight / parseFloat(getComputedStyle(n).fontSize))"
    )
    assert len(high) == 3 + 4 and max(high) < 2
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.set_viewport_size({"width": 1440, "height": 900})


def test_text_from_content_never_becomes_markup(browser: Page, tmp_path: Path) -> None:
    hostile = '"</script><img src=x onerror=alert(1)>'
    text = report().replace("审减金额: 6008.00万元", f"审减金额: {{value: 6008.00万元, note: '{hostile}'}}")
    made = Project(tmp_path, {"2025/ningxian": text})
    build(replace(made.request(draft=True), formats=("html",)))
    (path,) = (made.output / "2025/ningxian").glob("*.html")
    page = opened(browser, path)
    figure(page, "6008.00万元")
    assert "<img src=x" in detail(page)
    assert page.locator("img").count() == 0


def test_three_hundred_figures_of_one_sum_stay_below_a_megabyte(browser: Page, tmp_path: Path) -> None:
    names = [f"第{n}乡镇评价项目数" for n in range(1, 300)]
    cells = "\n".join(f"    {name}: {n}个" for n, name in enumerate(names, 1))
    total = f"    合计: {sum(range(1, 300))}个 = sum({', '.join(names)})\n"
    sentences = "，".join(f"{{{{ {name} }}}}" for name in ["合计", *names])
    text = f"locality: 宁县\nyear: 2025\nreport: work-summary\ntitle: 情况\nmetrics:\n  多:\n{total}{cells}\n"
    text += f"sections:\n  - heading: 情况\n    with: 多\n    text: |\n      {sentences}。\n"
    made = Project(tmp_path, {"2025/ningxian": text})
    outcome = build(replace(made.request(draft=True), formats=("html",)))
    assert not [f.message for f in outcome.findings if f.is_error]
    (path,) = (made.output / "2025/ningxian").glob("*.html")
    assert path.stat().st_size < LARGEST // 2
    page = opened(browser, path)
    page.locator("#f7").click()
    assert "等式核对" in detail(page) and "另有 287 个数" in detail(page)
    assert page.locator("#detail .tree .node:visible").count() == 12


def test_three_hundred_figures_stay_below_a_megabyte(tmp_path: Path) -> None:
    cells = "\n".join(f"    项{n}: {n}个" for n in range(1, 301))
    sentences = "，".join(f"第项{{{{ 项{n} }}}}" for n in range(1, 301))
    text = f"locality: 宁县\nyear: 2025\nreport: work-summary\ntitle: 情况\nmetrics:\n  多:\n{cells}\n"
    text += "checks:\n" + "\n".join(f"  - 多.项{n} <= 多.项{n + 1}" for n in range(1, 300))
    text += f"\nsections:\n  - heading: 情况\n    with: 多\n    text: |\n      {sentences}。\n"
    made = Project(tmp_path, {"2025/ningxian": text})
    build(replace(made.request(draft=True), formats=("html",)))
    (path,) = (made.output / "2025/ningxian").glob("*.html")
    data = path.read_text(encoding="utf-8")
    assert data.count('class="f ') == 300
    assert path.stat().st_size < LARGEST
    assert "http:" not in data.replace("http://www.w3.org", "") and "https:" not in data


def test_the_page_of_an_audit_answers_to_the_keyboard(browser: Page, tmp_path: Path) -> None:
    source, path = tmp_path / "报告.txt", tmp_path / "audit.html"
    source.write_text("全年评估项目59个。送审100万元，审减40万元，审定70万元。\n", encoding="utf-8")
    assert main(("audit", str(source), "--report", str(path))) == 1
    page = opened(browser, path)
    for figure, said in (("59个", "文中没有别的数可以核对它"), ("100万元", "送审 = 审定 + 审减")):
        page.locator(".text a.n", has_text=figure).focus()
        page.keyboard.press("Enter")
        assert said in page.locator("#panel").inner_text()
        page.keyboard.press("Escape")
        assert not page.locator("#panel").is_visible()
