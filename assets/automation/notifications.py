"""Notifications of failed runs: always in the log; by Slack and e-mail if the environment configures them."""

from collections.abc import Iterator
from html import escape

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
NO_REASON = "No reason was given."
RELEASE_UNCHANGED = "The last release, if there is one, is unchanged."


@dg.failure_hook(name="log_failure")
def log_failure(context: dg.HookContext) -> None:
    """Log what failed, why and what that means, in one paragraph."""
    context.log.error(summary(context.op.name, context.op_exception))


def summary(step: str, error: BaseException | None) -> str:
    """Return what failed and why, in one paragraph."""
    description = error.description if isinstance(error, dg.Failure) else None
    return _failure_text(step, description or str(error or NO_REASON))


def _failure_text(step: str, reason: str) -> str:
    return f"The step {step} failed: {' '.join(reason.split())} {RELEASE_UNCHANGED}"


def notifiers() -> list[dg.SensorDefinition]:
    """Return the sensors that report failed runs: one each for Slack and e-mail if its variables are set."""
    return [*_slack(), *_mail()]


def _slack() -> Iterator[dg.SensorDefinition]:
    token, channel = (dg.EnvVar(name).get_value() for name in (SLACK_TOKEN, SLACK_CHANNEL))
    if token and channel:
        # Installed with the extra `notify` only.
        from dagster_slack import make_slack_on_run_failure_sensor

        yield make_slack_on_run_failure_sensor(
            channel, token, text_fn=_text, name="slack_on_failure", default_status=dg.DefaultSensorStatus.RUNNING
        )


def _mail() -> Iterator[dg.SensorDefinition]:
    sender, password, to, host, port = (
        dg.EnvVar(name).get_value() for name in (MAIL_FROM, MAIL_PASSWORD, MAIL_TO, MAIL_HOST, MAIL_PORT)
    )
    if sender and password and to:
        at = int(port or TLS_PORT)
        yield dg.make_email_on_run_failure_sensor(
            sender, password, to.split(","), email_body_fn=_page, smtp_host=host or "smtp.gmail.com", smtp_port=at,
            smtp_type="SSL" if at == TLS_PORT else "STARTTLS",
            name="mail_on_failure", default_status=dg.DefaultSensorStatus.RUNNING,
        )  # fmt: skip


def _text(context: dg.RunFailureSensorContext) -> str:
    """Return what failed in the run and why, in the words of the run's log."""
    run = context.dagster_run
    failed = [_of_step(event) for event in context.get_step_failure_events()]
    reasons = " ".join(failed) or f"{context.failure_event.message} {RELEASE_UNCHANGED}"
    return f"The run {run.run_id} of {run.job_name} failed. {reasons}"


def _of_step(event: dg.DagsterEvent) -> str:
    failure = event.step_failure_data
    description = failure.user_failure_data.description if failure.user_failure_data else None
    reason = description or (failure.error.message if failure.error else event.message) or NO_REASON
    return _failure_text(event.step_key or "", reason)


def _page(context: dg.RunFailureSensorContext) -> str:
    """Return the same text as HTML in ASCII, the only encoding in which Dagster sends mail."""
    return escape(_text(context)).encode("ascii", "xmlcharrefreplace").decode("ascii")
