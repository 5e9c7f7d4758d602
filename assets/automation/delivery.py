"""Sends a message to Slack or by e-mail, as the environment configures them."""

import smtplib
import ssl
from dataclasses import dataclass
from email.message import EmailMessage

import dagster as dg

SLACK_TOKEN = "MIGRATION_BULLETINS_SLACK_TOKEN"  # noqa: S105 - a variable's name
SLACK_CHANNEL = "MIGRATION_BULLETINS_SLACK_CHANNEL"
MAIL_FROM = "MIGRATION_BULLETINS_MAIL_FROM"
MAIL_PASSWORD = "MIGRATION_BULLETINS_MAIL_PASSWORD"  # noqa: S105 - a variable's name
MAIL_TO = "MIGRATION_BULLETINS_MAIL_TO"
MAIL_HOST = "MIGRATION_BULLETINS_MAIL_HOST"
MAIL_PORT = "MIGRATION_BULLETINS_MAIL_PORT"
# At this port the connection starts with TLS; at any other it is upgraded by STARTTLS.
TLS_PORT = 465
SECONDS = 60


@dataclass(frozen=True)
class Slack:
    """A channel, and the token of an app that may post in it."""

    token: str
    channel: str

    @classmethod
    def configured(cls) -> "Slack | None":
        """Return what the environment configures, if anything."""
        token, channel = (dg.EnvVar(name).get_value() for name in (SLACK_TOKEN, SLACK_CHANNEL))
        return cls(token, channel) if token and channel else None

    def send(self, text: str) -> None:
        """Post a message."""
        # Installed with the extra `notify` only.
        from slack_sdk.web.client import WebClient

        WebClient(self.token).chat_postMessage(channel=self.channel, text=text)


@dataclass(frozen=True)
class Mail:
    """A mail server, an account there, and who gets mail."""

    sender: str
    password: str
    to: tuple[str, ...]
    host: str
    port: int

    @classmethod
    def configured(cls) -> "Mail | None":
        """Return what the environment configures, if anything."""
        sender, password, to, host, port = (
            dg.EnvVar(name).get_value() for name in (MAIL_FROM, MAIL_PASSWORD, MAIL_TO, MAIL_HOST, MAIL_PORT)
        )
        if not (sender and password and to):
            return None
        return cls(sender, password, tuple(to.split(",")), host or "smtp.gmail.com", int(port or TLS_PORT))

    @property
    def kind(self) -> str:
        """How the connection is encrypted, in Dagster's terms."""
        return "SSL" if self.port == TLS_PORT else "STARTTLS"

    def send(self, subject: str, text: str) -> None:
        """Send a letter."""
        letter = EmailMessage()
        letter["Subject"], letter["From"], letter["To"] = subject, self.sender, ", ".join(self.to)
        letter.set_content(text)
        tls = ssl.create_default_context()
        if self.kind == "SSL":
            server: smtplib.SMTP = smtplib.SMTP_SSL(self.host, self.port, timeout=SECONDS, context=tls)
        else:
            server = smtplib.SMTP(self.host, self.port, timeout=SECONDS)
            server.starttls(context=tls)
        with server:
            server.login(self.sender, self.password)
            server.send_message(letter)
