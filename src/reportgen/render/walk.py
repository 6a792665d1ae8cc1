"""Walks the tags of one part of a template with the types at hand: blocks that match, names that exist, nothing else."""

from collections.abc import Iterator

from jinja2 import Environment, TemplateSyntaxError, nodes

from reportgen import patterns
from reportgen.finding import Finding
from reportgen.render.expression import ExpressionError, Scope, fails, holds, looped, printed
from reportgen.render.names import ANYTHING, LOOP, ROOT
from reportgen.render.tags import Tag
from reportgen.value import Value

_FOR = patterns.compile(r"for\s+(?P<name>\w+)\s+in\s+(?P<what>.+)")
_PARSER = Environment()  # parses only; nothing is ever run with it


class Frame(Value, frozen=True):
    """An open for or if: the scope around it and, for an if, the scope its elif and else start from."""

    tag: Tag
    outside: Scope
    otherwise: Scope


class Walk:
    """The state between two tags: what may be named here, and what is still open."""

    def __init__(self) -> None:
        self._scope: Scope = ROOT
        self._frames: list[Frame] = []

    def step(self, tag: Tag) -> Iterator[Finding]:
        """Judges the next tag."""
        try:
            self._enter(tag)
        except (TemplateSyntaxError, RecursionError):
            hint = "请检查引号、括号和拼写：{{ 名称 }}、{% if 条件 %}、{% for 名称 in 一组内容 %}"
            yield Finding("T101", "标签写法有误", tag.span, hint=hint)
            self._enter_blindly(tag)
        except ExpressionError as error:
            yield _finding(error, tag)
            self._enter_blindly(tag)

    def end(self) -> Iterator[Finding]:
        """What is still open when the part ends."""
        for frame in self._frames:
            word = frame.tag.word
            hint = f"请在它管的内容之后写 {{% end{word} %}}"
            yield Finding("T101", f"{word} 没有对应的 end{word}", frame.tag.span, hint=hint)

    def _enter(self, tag: Tag) -> None:
        match tag.word:
            case "":
                printed(_expression(tag.body), self._scope)
            case "if":
                self._if(tag)
            case "for":
                self._for(tag)
            case "elif" | "else":
                self._otherwise(tag)
            case "endif" | "endfor":
                self._leave(tag)
            case word:
                hint = "模板只用 if、elif、else、endif、for、endfor"
                raise ExpressionError("T104", word, f"模板里不能用 {word} 标签", hint)

    def _enter_blindly(self, tag: Tag) -> None:
        """Keeps the blocks matching after a fault, and asks nothing more of the names it left unknown."""
        if tag.word == "if":
            self._frames.append(Frame(tag, self._scope, self._scope))
        elif tag.word == "for":
            self._frames.append(Frame(tag, self._scope, self._scope))
            name = _FOR.match(tag.body)
            self._scope = {**self._scope, "loop": LOOP} | ({name["name"]: ANYTHING} if name else {})

    def _if(self, tag: Tag) -> None:
        test = _expression(tag.body.removeprefix("if"))
        inside = holds(test, self._scope)
        self._frames.append(Frame(tag, self._scope, fails(test, self._scope)))
        self._scope = inside

    def _for(self, tag: Tag) -> None:
        parts = _FOR.fullmatch(tag.body)
        if parts is None:
            raise ExpressionError("T101", "", "for 的写法有误", "请写成 {% for 名称 in 一组内容 %}")
        inner = looped(_expression(parts["what"]), self._scope)
        self._frames.append(Frame(tag, self._scope, self._scope))
        self._scope = {**self._scope, parts["name"]: inner, "loop": LOOP}

    def _otherwise(self, tag: Tag) -> None:
        frame = self._frames[-1] if self._frames else None
        if frame is None or frame.tag.word != "if":
            raise ExpressionError("T101", "", f"{tag.word} 前面没有对应的 if", "请检查 if 与 endif 是否成对")
        self._scope = frame.otherwise
        if tag.word == "elif":
            test = _expression(tag.body.removeprefix("elif"))
            inside = holds(test, frame.otherwise)
            self._frames[-1] = Frame(frame.tag, frame.outside, fails(test, frame.otherwise))
            self._scope = inside

    def _leave(self, tag: Tag) -> None:
        opened = tag.word.removeprefix("end")
        if not self._frames or self._frames[-1].tag.word != opened:
            inner = f"，里层的 {self._frames[-1].tag.word} 还没有结束" if self._frames else ""
            raise ExpressionError(
                "T101",
                "",
                f"{tag.word} 前面没有对应的 {opened}{inner}",
                f"请检查 {opened} 与 {tag.word} 是否成对",
            )
        self._scope = self._frames.pop().outside


def _expression(source: str) -> nodes.Node:
    """The syntax tree of one expression. Raises TemplateSyntaxError."""
    try:
        output = _PARSER.parse("{{ " + source + " }}").body[0]
    except ValueError as error:  # a number of thousands of digits
        raise TemplateSyntaxError(str(error), 1) from error
    assert isinstance(output, nodes.Output)
    return output.nodes[0]


def _finding(error: ExpressionError, tag: Tag) -> Finding:
    fault = error.fault
    start = tag.span.quote.find(fault.words) if fault.words else -1
    span = tag.span.part(start, start + len(fault.words)) if start >= 0 else tag.span
    return Finding(fault.code, fault.message, span, hint=fault.hint)
