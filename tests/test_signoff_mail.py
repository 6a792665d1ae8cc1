"""The mail of a package: shown first, really delivered to an SMTP server, and nothing lost when the server refuses."""

import json
import os
import socket
from collections.abc import Callable, Iterator
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, Envelope

from offices import Office
from reportgen.cli import main

SETTINGS = {"REPORTGEN_SMTP_FROM": "预算绩效科 <yusuan@example.gov.cn>", "REPORTGEN_SMTP_SECURITY": "none"}
TO = ["--recipient", "shenpi@example.gov.cn", "--recipient", "zhuren@example.gov.cn"]


class Postbox:
    """A handler of aiosmtpd that keeps what it is given, or answers as told."""

    def __init__(self, answer: str = "250 OK") -> None:
        self.answer = answer
        self.mails: list[Envelope] = []

    async def handle_DATA(self, server: object, session: object, envelope: Envelope) -> str:
        if self.answer.startswith("250"):
            self.mails.append(envelope)
        return self.answer


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Office:
    office = Office(tmp_path)
    monkeypatch.chdir(tmp_path)
    for name in [name for name in os.environ if name.startswith("REPORTGEN_")]:
        monkeypatch.delenv(name)
    for name, value in SETTINGS.items():
        monkeypatch.setenv(name, value)
    return office


@pytest.fixture
def serving(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., Postbox]]:
    """serving(…) starts a server on this machine and points the settings at it."""
    running: list[Controller] = []

    def serve(answer: str = "250 OK", **more: Any) -> Postbox:
        postbox = Postbox(answer)
        controller = Controller(postbox, hostname="127.0.0.1", port=free_port(), data_size_limit=None, **more)
        controller.start()
        running.append(controller)
        monkeypatch.setenv("REPORTGEN_SMTP_HOST", "127.0.0.1")
        monkeypatch.setenv("REPORTGEN_SMTP_PORT", str(controller.port))
        return postbox

    yield serve
    for controller in running:
        controller.stop()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def submit(*words: str) -> int:
    return main(["submit", "--locality", "宁县", "--year", "2025", "--date", "2025-12-01", *words])


def package(office: Office) -> bytes:
    (path,) = (office.root / "signoff/2025/ningxian/1").glob("*.zip")
    return path.read_bytes()


def test_without_yes_the_mail_is_only_shown(
    office: Office, serving: Callable[..., Postbox], capsys: pytest.CaptureFixture[str]
) -> None:
    postbox = serving()
    assert submit("--send", *TO) == 0
    shown = capsys.readouterr().out
    for said in (
        "yusuan@example.gov.cn",
        "shenpi@example.gov.cn",
        "主题：送审：宁县2025年",
        "（送审包第1稿）.zip",
        "--yes",
    ):
        assert said in shown
    assert postbox.mails == []


def test_only_from_the_second_draft_on_the_mail_offers_a_redline(
    office: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    assert submit("--send", *TO) == 0
    assert "送审稿、数据变动表" in capsys.readouterr().out
    office.change(("审减金额: 6008.00万元", "审减金额: 6009.00万元"))
    assert submit("--send", *TO) == 0
    assert "送审稿、花脸稿（与上一稿对照）、数据变动表" in capsys.readouterr().out


@pytest.mark.parametrize("wrong", ["", "张三", "a@b.c; d@e.f", "a@b.c\nd@e.f"])
def test_a_recipient_is_an_address(office: Office, capsys: pytest.CaptureFixture[str], wrong: str) -> None:
    assert submit("--send", "--recipient", wrong) == 2
    assert "不是邮箱地址" in capsys.readouterr().err
    assert not (office.root / "signoff").exists()


def test_as_json_the_mail_is_told_beside_it(
    office: Office, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = ["--output-format", "json", *TO]
    assert submit("--send", *asked) == 0
    said = capsys.readouterr()
    assert json.loads(said.out)["submission"]["number"] == 1 and "收件人：shenpi@" in said.err
    assert submit("--send", "--yes", *asked[:2]) == 2
    ((finding,),) = (file["findings"] for file in json.loads(capsys.readouterr().out)["files"])
    assert finding["message"].startswith("没有收件人")
    monkeypatch.setenv("REPORTGEN_SMTP_HOST", "127.0.0.1")
    monkeypatch.setenv("REPORTGEN_SMTP_PORT", str(free_port()))
    assert submit("--send", "--yes", *asked) == 2
    files = json.loads(capsys.readouterr().out)["files"]
    assert "O309" in [finding["code"] for file in files for finding in file["findings"]]


def test_the_mail_arrives_with_the_package(office: Office, serving: Callable[..., Postbox]) -> None:
    postbox = serving()
    assert submit("--send", "--yes", *TO) == 0
    (envelope,) = postbox.mails
    assert envelope.rcpt_tos == ["shenpi@example.gov.cn", "zhuren@example.gov.cn"]
    assert isinstance(envelope.content, bytes)
    mail = message_from_bytes(envelope.content, _class=EmailMessage, policy=policy.default)
    assert mail["Subject"] == "送审：宁县2025年预算绩效管理工作情况（第1稿）" and mail["Message-ID"]
    body, (attached,) = mail.get_body(), tuple(mail.iter_attachments())
    assert body is not None and "请审" in body.get_content()
    assert attached.get_filename() == "宁县2025年预算绩效管理工作情况（送审包第1稿）.zip"
    assert attached.get_content() == package(office)


def test_a_refused_connection_loses_nothing(
    office: Office,
    serving: Callable[..., Postbox],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("REPORTGEN_SMTP_HOST", "127.0.0.1")
    monkeypatch.setenv("REPORTGEN_SMTP_PORT", str(free_port()))
    assert submit("--send", "--yes", *TO) == 2
    said = capsys.readouterr().err
    assert (
        "O309 邮件没有发出：连接被拒绝" in said
        and "再运行一次同样的命令即可重发" in said
        and "Traceback" not in said
    )
    kept = package(office)
    postbox = serving()
    assert submit("--send", "--yes", *TO) == 0
    assert len(postbox.mails) == 1 and package(office) == kept
    assert not (office.root / "signoff/2025/ningxian/2").exists()


def test_a_refusing_server_says_why(
    office: Office, serving: Callable[..., Postbox], capsys: pytest.CaptureFixture[str]
) -> None:
    serving("552 Message size exceeds fixed limit")
    assert submit("--send", "--yes", *TO) == 2
    assert "服务器拒收（552）" in capsys.readouterr().err


def test_a_wrong_password_is_named(
    office: Office,
    serving: Callable[..., Postbox],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    serving(
        authenticator=lambda *_: AuthResult(success=False, handled=False),
        auth_require_tls=False,
        auth_required=True,
    )
    monkeypatch.setenv("REPORTGEN_SMTP_USER", "yusuan")
    monkeypatch.setenv("REPORTGEN_SMTP_PASSWORD", "secret-word")
    assert submit("--send", "--yes", *TO) == 2
    said = capsys.readouterr()
    assert "用户名或密码不被接受" in said.err and "secret-word" not in said.out + said.err


def test_no_encryption_is_never_chosen_silently(
    office: Office,
    serving: Callable[..., Postbox],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.delenv("REPORTGEN_SMTP_SECURITY")
    postbox = serving()
    assert submit("--send", "--yes", *TO) == 2
    assert "REPORTGEN_SMTP_SECURITY=none" in capsys.readouterr().err and postbox.mails == []


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("REPORTGEN_SMTP_HOST", "", "REPORTGEN_SMTP_HOST"),
        ("REPORTGEN_SMTP_FROM", "", "REPORTGEN_SMTP_FROM"),
        ("REPORTGEN_SMTP_PORT", "二五", "端口号"),
        ("REPORTGEN_SMTP_SECURITY", "tls", "只能是"),
    ],
)
def test_settings_that_are_missing_or_wrong(
    office: Office,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    name: str,
    value: str,
    words: str,
) -> None:
    monkeypatch.setenv("REPORTGEN_SMTP_HOST", "127.0.0.1")
    monkeypatch.setenv(name, value)
    assert submit("--send", "--yes", *TO) == 2
    assert words in capsys.readouterr().err
    assert submit("--send", "--yes") == 2
