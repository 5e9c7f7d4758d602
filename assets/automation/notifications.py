"""Who is told of failed runs: the log always; Slack and e-mail where the environment says so."""

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
# The port at which TLS begins with the connection; at others STARTTLS begins it.
TLS_PORT = 465
STAYS = "The last release, if there is one, stays as it was."


@dg.failure_hook(name="say_what_failed")
def say_what_failed(context: dg.HookContext) -> None:
    """Log in one paragraph what failed, why, and what it means."""
    context.log.error(summary(context.op.name, context.op_exception))


def summary(step: str, error: BaseException | None) -> str:
    """What failed and why, in one paragraph."""
    told = error.description if isinstance(error, dg.Failure) and error.description else str(error or "no reason given")
    return _told(step, told)


def _told(step: str, reason: str) -> str:
    return f"The step {step} failed: {' '.join(reason.split())} {STAYS}"


def notifiers() -> list[dg.SensorDefinition]:
    """Sensors that tell of failed runs, for those who have set the variables of Slack or of e-mail."""
    return [*_slack(), *_mail()]


def _slack() -> Iterator[dg.SensorDefinition]:
    token, channel = (dg.EnvVar(name).get_value() for name in (SLACK_TOKEN, SLACK_CHANNEL))
    if token and channel:
        # Comes with the extra `notify` only.
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
    """What failed in the run and why, as the run's log says it."""
    run = context.dagster_run
    failed = [_of_step(event) for event in context.get_step_failure_events()]
    reasons = " ".join(failed) or f"{context.failure_event.message} {STAYS}"
    return f"The run {run.run_id} of {run.job_name} failed. {reasons}"


def _of_step(event: dg.DagsterEvent) -> str:
    failure = event.step_failure_data
    stated = failure.user_failure_data.description if failure.user_failure_data else None
    reason = stated or (failure.error.message if failure.error else event.message) or "no reason given"
    return _told(event.step_key or "", reason)


def _page(context: dg.RunFailureSensorContext) -> str:
    """The same as HTML, of ASCII alone: Dagster sends no other."""
    return escape(_text(context)).encode("ascii", "xmlcharrefreplace").decode("ascii")
