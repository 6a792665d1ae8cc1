"""Why a file is not let in."""

from reportgen.finding import Finding, at_file
from reportgen.value import Value

RESAVE = "请在 Word 或 WPS 中打开，重新另存为 .docx"
RESEND = "请重新下载或拷贝一次；仍不行，请对方重新发送"


class Refusal(Value, frozen=True):
    """Why a file is refused (as the predicate of a Chinese sentence), what its sender can do about it, and the finding code."""

    reason: str
    hint: str
    code: str

    def finding(self, shown: str) -> Finding:
        """What is told of the file, `shown` being its path."""
        return Finding(self.code, f"文件{self.reason}", at_file(shown), hint=self.hint)


def crooked(what: str) -> Refusal:
    """The refusal of a file that different programs would read differently."""
    return Refusal(f"内部结构不正常（{what}）", f"请确认文件来源可靠；{RESAVE}", "L507")


def too_big() -> Refusal:
    """The refusal of a file that would fill the memory."""
    return Refusal("展开后过大", "请确认文件来源可靠；内容确实很多的，请分成几个文件", "L506")
