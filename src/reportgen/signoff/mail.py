"""The package as a mail. What the server refuses loses nothing: the package lies where it was written."""

import smtplib
import socket
import ssl
from collections.abc import Mapping, Sequence
from email.message import EmailMessage
from email.policy import SMTP as POLICY
from email.utils import make_msgid, parseaddr
from pathlib import Path

from reportgen import patterns
from reportgen.files import read_bytes
from reportgen.finding import Finding, at_file
from reportgen.value import Value

_ADDRESS = patterns.compile(r"[^\s@]+@[^\s@]+")
_TIMEOUT = 30  # seconds
_SSL_PORT = 465
_ZIP = ("application", "zip")


class Server(Value, frozen=True):
    """Where mail is handed in; `security` is ssl, starttls or none."""

    host: str
    port: int
    user: str
    password: str
    sender: str
    security: str


def server(environment: Mapping[str, str]) -> Server | str:
    """The server the environment names (REPORTGEN_SMTP_HOST, _PORT, _USER, _PASSWORD, _FROM, _SECURITY), or what is missing."""
    said = {name: environment.get(f"REPORTGEN_SMTP_{name}", "").strip() for name in _SETTINGS}
    if not said["HOST"]:
        return "没有设置邮件服务器：请设环境变量 REPORTGEN_SMTP_HOST（以及 REPORTGEN_SMTP_FROM 等，见 docs/signoff.md）"
    sender = said["FROM"] or said["USER"]
    if not is_address(sender):
        return "没有设置发件人：请设环境变量 REPORTGEN_SMTP_FROM，例如 ysjx@example.gov.cn"
    if said["PORT"] and not said["PORT"].isdecimal():
        return f"REPORTGEN_SMTP_PORT 应是端口号，这里是“{said['PORT']}”"
    port = int(said["PORT"] or 587)
    security = said["SECURITY"] or ("ssl" if port == _SSL_PORT else "starttls")
    if security not in ("ssl", "starttls", "none"):
        return f"REPORTGEN_SMTP_SECURITY 只能是 ssl、starttls 或 none，这里是“{security}”"
    return Server(said["HOST"], port, said["USER"], said["PASSWORD"], sender, security)


_SETTINGS = ("HOST", "PORT", "USER", "PASSWORD", "FROM", "SECURITY")


def is_address(text: str) -> bool:
    """Whether a text is one address, with or without a name before it."""
    return text.isprintable() and text.count("@") == 1 and bool(_ADDRESS.fullmatch(parseaddr(text)[1]))


def message(sender: str, recipients: Sequence[str], subject: str, body: str, package: Path) -> EmailMessage:
    """The mail with the package attached. Raises FileTrouble."""
    mail = EmailMessage(policy=POLICY)
    mail["From"], mail["To"], mail["Subject"] = sender, ", ".join(recipients), subject
    mail.set_content(body)
    mail.add_attachment(read_bytes(package), maintype=_ZIP[0], subtype=_ZIP[1], filename=package.name)
    return mail


def send(mail: EmailMessage, to: Server) -> Finding | None:
    """Hands a mail in; a finding says why it was not taken and what to do."""
    mail["Message-ID"] = make_msgid(domain=parseaddr(to.sender)[1].rpartition("@")[2])
    try:
        with _connected(to) as connection:
            if to.user and to.password:
                connection.login(to.user, to.password)
            refused = connection.send_message(mail)
    except (OSError, smtplib.SMTPException) as error:
        return _failed(to, *_reason(error))
    if refused:
        return _failed(to, f"有收件人没有被接受：{'、'.join(refused)}", "核对收件人地址")
    return None


def _connected(to: Server) -> smtplib.SMTP:
    if to.security == "ssl":
        return smtplib.SMTP_SSL(to.host, to.port, timeout=_TIMEOUT, context=ssl.create_default_context())
    connection = smtplib.SMTP(to.host, to.port, timeout=_TIMEOUT)
    if to.security == "starttls":
        try:
            connection.starttls(context=ssl.create_default_context())
        except BaseException:
            connection.close()
            raise
    return connection


def _reason(error: Exception) -> tuple[str, str]:
    match error:
        case smtplib.SMTPAuthenticationError():
            return "用户名或密码不被接受", "核对 REPORTGEN_SMTP_USER 和 REPORTGEN_SMTP_PASSWORD（多为授权码）"
        case smtplib.SMTPRecipientsRefused():
            return "收件人都没有被接受", "核对收件人地址"
        case smtplib.SMTPNotSupportedError():
            return "服务器不支持加密连接", "内网服务器可设 REPORTGEN_SMTP_SECURITY=none"
        case smtplib.SMTPResponseException():
            return f"服务器拒收（{error.smtp_code}）", "附件太大或发件人不被允许时会这样，请问邮件管理员"
        case socket.gaierror():
            return "找不到这个服务器", "核对 REPORTGEN_SMTP_HOST"
        case ssl.SSLError():
            return "加密连接没有建成", "核对端口；REPORTGEN_SMTP_SECURITY 可设 ssl 或 starttls"
        case TimeoutError():
            return "服务器没有回应", "检查网络和 REPORTGEN_SMTP_PORT，稍后再试"
        case ConnectionRefusedError():
            return "连接被拒绝", "检查 REPORTGEN_SMTP_HOST、REPORTGEN_SMTP_PORT 和网络，稍后再试"
        case _:
            return "连接中断", "检查网络，稍后再试"


def _failed(to: Server, reason: str, hint: str) -> Finding:
    place = at_file(f"{to.host}:{to.port}")
    kept = "送审包完好，改好后再运行一次同样的命令即可重发"
    return Finding("O309", f"邮件没有发出：{reason}", place, hint=f"{hint}；{kept}")
