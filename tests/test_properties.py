"""What goes in comes out: every character, any number; and what looks like a program stays text."""

import random
import re
import subprocess
import sys
from pathlib import Path

import pytest

from ours import TEMPLATES, TESTS
from reportgen.characters import REFUSED, unfit
from reportgen.compose import compose
from reportgen.derive import derive
from reportgen.finding import Finding
from reportgen.load import load
from reportgen.pipeline import Request, build
from reportgen.read.docx import read_docx
from reportgen.render import render
from scale import times

HEAD = "locality: 宁县\nyear: 2025\nreport: work-summary\ntitle: 宁县说明\n"
EVERY = 0x110000
MARK = "〇"
SEED = 20251231


def through(folder: Path, text: str, metrics: str = "") -> tuple[str, list[Finding]]:
    """What is read back from the document made of a text, and what was told on the way; the paragraphs one a line."""
    place = folder / "content" / "2025" / "ningxian.yaml"
    place.parent.mkdir(parents=True, exist_ok=True)
    (folder / "content" / "indicators.yaml").write_text("names: [1+8]\n", encoding="utf-8")
    indented = "\n\n".join(f"      {line}" for line in text.split("\n"))
    written = f"{HEAD}{metrics}sections:\n  - text: |\n{indented}\n"
    place.write_bytes(written.encode())
    content, findings = load(folder / "content", [2025])
    content, derived = derive(content)
    report, composed = compose(content, content.localities["2025/ningxian"])
    document, rendered = render(report, TEMPLATES)
    assert document is not None, rendered
    read, refused = read_docx(document, "报告.docx")
    assert read is not None, refused
    _title, *passages = (passage.text for passage in read.passages)
    return "\n".join(passages), [*findings, *derived, *composed, *rendered]


def refused_by_name(character: str) -> bool:
    """Whether a character may not come in, and the message gives its code point."""
    code = f"U+{ord(character):04X}"
    return any(found.kind in REFUSED and code in found.message for found in unfit(character))


def test_every_character_comes_back_or_is_refused_by_name(tmp_path: Path) -> None:
    silent = [chr(code) for code in range(EVERY) if not any(unfit(chr(code)))]
    remarked = [c for code in range(EVERY) if any(unfit(c := chr(code))) and not refused_by_name(c)]
    assert len(silent) > 150_000 and 1_000 < len(remarked) < 10_000
    batches = [silent[n : n + 60_000] for n in range(0, len(silent), 60_000)]
    batches += [remarked[n : n + 900] for n in range(0, len(remarked), 900)]  # a file may have 1,000 findings
    changed = [character for batch in batches for character in changed_silently(batch, tmp_path)]
    assert [f"U+{ord(character):04X}" for character in changed] == []


def changed_silently(characters: list[str], folder: Path) -> list[str]:
    """Those that come back as others, or not at all, without a finding that names them."""
    kept = [character for character in characters if character != "\n"]
    lines = (MARK + MARK.join(kept[n : n + 1_000]) + MARK for n in range(0, len(kept), 1_000))
    sent = "\n".join(lines)
    back, findings = through(folder, sent)
    assert len(back) == len(sent)
    told = {character for finding in findings for character in named_in(finding.message)}
    return [a for a, b in zip(sent, back, strict=True) if a != b and a not in told]


def named_in(message: str) -> list[str]:
    """The characters a message names."""
    listed = [chr(int(code, 16)) for code in re.findall(r"U\+([0-9A-F]{4,6})", message)]
    return [*listed, "\t"] if "制表符" in message else listed


def decimals(count: int) -> list[str]:
    """Numbers from -10^18 to 10^18 with 0 to 6 decimals, zeros at the end and all."""
    chance = random.Random(SEED)
    found = []
    for _ in range(count):
        places = chance.randint(0, 6)
        digits = str(chance.randrange(1, 10 ** chance.randint(1, 18 + places))).zfill(places + 1)
        sign = "-" if chance.random() < 0.2 else ""
        found.append(sign + (f"{digits[:-places]}.{digits[-places:]}" if places else digits))
    return found


def test_a_hundred_thousand_decimals_survive(tmp_path: Path) -> None:
    count = times(100_000)
    every = decimals(count)
    for start in range(0, count, 10_000):
        numbers = every[start : start + 10_000]
        cells = "".join(f"    数{n}: {number}万元\n" for n, number in enumerate(numbers))
        lines = ["、".join(f"{{{{ 数.数{n} }}}}" for n in range(m, m + 500)) for m in range(0, 10_000, 500)]
        back, findings = through(tmp_path, "\n".join(lines), f"metrics:\n  数:\n{cells}")
        assert [finding.message for finding in findings if finding.is_error] == []
        assert back.replace("\n", "、").split("、") == [f"{number}万元" for number in numbers]


FORMS = (
    "{{ %s }}", "{{%s}}", "{%% print(%s) %%}", "{%% set x = %s %%}{{ x }}", "{{ (%s)|string }}", "{%% if %s %%}甲{%% endif %%}",
    "${%s}", "#{%s}", "<%%= %s %%>", "{%% for x in [%s] %%}{{ x }}{%% endfor %%}", "{{- %s -}}", "{{ [%s][0] }}", "{#%s#}", "{{ %s",
    "%s }}", "{_{ %s }_}", "{{p %s }}", "{%%p if %s %%}", "{{r %s }}", "｛｛ %s ｝｝", "{{ %s | safe }}", "<w:t>{{ %s }}</w:t>",
    "{%% raw %%}{{ %s }}{%% endraw %%}", "{{{{ %s }}}}", "%%(%s)s",
)  # fmt: skip
PROGRAMS = (
    "7919*7919", "''.__class__.__mro__[1].__subclasses__()", "cycler.__init__.__globals__.os.popen('echo PWN'+'ED').read()",
    "self.__init__.__globals__.__builtins__.__import__('os').system('echo PWN''ED')", "lipsum.__globals__['os'].popen('id').read()",
    "config.items()", "request.application.__globals__", "joiner.__init__.__globals__.os.getcwd()",
    "namespace.__init__.__globals__.os.environ", "url_for.__globals__.current_app", "range(99999999)|list|length", "'x'*99999999",
    "report.title.__class__", "report.__class__.__init__.__globals__", "dict(a=1).__class__", "'%c'%80+'WNED'",
    "''|attr('__class__')", "()|attr('\\x5f\\x5fclass\\x5f\\x5f')", "'{0.__class__}'.format(report)", "open('/etc/passwd').read()",
)  # fmt: skip
PAYLOADS = [form % program for form in FORMS for program in PROGRAMS]

WATCHED = """
import sys
from pathlib import Path

def watch(event, arguments):
    if event.startswith(("os.system", "os.exec", "os.fork", "os.posix_spawn", "os.spawn", "subprocess.", "socket.", "pty.")):
        print("RAN", event, arguments, flush=True)
        raise SystemExit(3)

sys.path.insert(0, sys.argv[1])
from test_properties import build_all  # imports run their own programs
sys.addaudithook(watch)
print(build_all(Path(sys.argv[2]), sys.argv[3]))
"""


def yaml_quoted(text: str) -> str:
    plain = "'" in text and '"' not in text and "\\" not in text
    return f'"{text}"' if plain else "'" + text.replace("'", "''") + "'"


def laid(placing: str) -> dict[str, str]:
    """The payloads as files below content/2025/, placed as fragments, cells, keys, titles, names, or names of files."""
    head = "locality: 宁县\nyear: 2025\nreport: work-summary\n"
    below = "sections:\n  - text: |\n      甲。\n"
    match placing:
        case "fragment":
            texts = "".join(f"  - text: |\n      甲{payload}乙\n" for payload in PAYLOADS)
            return {"ningxian": f"{head}title: 宁县说明\nsections:\n{texts}"}
        case "cell":
            cells = "".join(f"    值{n}: {yaml_quoted('甲' + p)}\n" for n, p in enumerate(PAYLOADS))
            texts = "".join(f"  - text: |\n      {{{{ 组.值{n} }}}}\n" for n in range(len(PAYLOADS)))
            return {"ningxian": f"{head}title: 宁县说明\nmetrics:\n  组:\n{cells}sections:\n{texts}"}
        case "key":
            keys = "".join(f"    {yaml_quoted(payload)}: 3个\n" for payload in PAYLOADS)
            return {"ningxian": f"{head}title: 宁县说明\nmetrics:\n  组:\n{keys}{below}"}
        case "title":
            titled = (f"{head}title: {yaml_quoted('宁县' + payload)}\n{below}" for payload in PAYLOADS)
            return {
                f"x{n}": text.replace("宁县", f"宁{chr(0x4E00 + n)}县", 1) for n, text in enumerate(titled)
            }
        case "name":
            named = head.partition("\n")[2] + "title: 宁县说明\n" + below
            return {f"x{n}": f"locality: {yaml_quoted(p)}\n{named}" for n, p in enumerate(PAYLOADS)}
        case _:
            kept = (re.sub(r"[/\0]", "", payload)[:80] for payload in PAYLOADS)
            return dict.fromkeys(kept, f"{head}title: 宁县说明\n{below}")


def build_all(folder: Path, placing: str) -> str:
    """Builds the payloads as drafts, which print whatever is wrong with them; gives all that is said and printed."""
    content = folder / "content"
    (content / "2025").mkdir(parents=True)
    (content / "indicators.yaml").write_text("names: [1+8]\n", encoding="utf-8")
    for name, text in laid(placing).items():
        (content / "2025" / f"{name}.yaml").write_text(text, encoding="utf-8")
    request = Request(2025, (), content, TEMPLATES, folder / "output", draft=True)
    outcome = build(request)
    said = [f"{finding.code} {finding.message}" for finding in outcome.findings]
    for made in outcome.built:
        document = read_docx(made.written.read_bytes(), "")[0] if made.written else None
        said += [f"PRINTED {passage.text}" for passage in document.passages] if document else ()
    return "\n".join(said)


def test_a_program_that_runs_is_seen(tmp_path: Path) -> None:
    """The watch itself."""
    running = WATCHED.replace("print(build_all", "__import__('os').system('true'); print(build_all")
    command = [sys.executable, "-c", running, str(TESTS), str(tmp_path), "key"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 3 and "RAN os.system" in done.stdout


@pytest.mark.parametrize("placing", ["fragment", "cell", "key", "title", "name", "file"])
def test_what_looks_like_a_program_stays_text(placing: str, tmp_path: Path) -> None:
    here = str(TESTS)
    command = [sys.executable, "-c", WATCHED, here, str(tmp_path), placing]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=600)
    assert done.returncode == 0, done.stderr[-2_000:]
    assert len(PAYLOADS) == 500 and len(done.stdout) > 1_000
    for evaluated in ("62710561", "PWNED", "RAN ", "<class", "root:x", "uid="):
        assert evaluated not in done.stdout
