"""Notifications of failed runs: always in the log; by Slack and e-mail if the environment configures them."""

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from html import escape

import dagster as dg
from dagster._core.storage.asset_check_execution_record import AssetCheckExecutionRecord

from assets.automation.delivery import Mail, Slack
from assets.composition.naming import Job, Names
from assets.failures import RELEASE_UNCHANGED, reasons

UI_VARIABLE = "MIGRATION_BULLETINS_UI"
DEFAULT_UI = "http://127.0.0.1:3000"
# Checks whose warnings are sent; they say the same until somebody does something.
REPORTED = ("health", "corrections")
ATTENTION = "Migration bulletins: a source or a table needs attention"
NO_REASON = "No reason was given."


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


def notifiers(names: Names, job: Job) -> list[dg.SensorDefinition]:
    """Return the sensors that report failed runs and sources in trouble, by Slack and e-mail if configured."""
    slack, mail = Slack.configured(), Mail.configured()
    senders: list[Callable[[str], None]] = []
    senders += [slack.send] if slack else []
    senders += [partial(mail.send, ATTENTION)] if mail else []
    return [*_on_failure(names, job, slack, mail), *([_on_attention(names, job, senders)] if senders else [])]


def _on_failure(names: Names, job: Job, slack: Slack | None, mail: Mail | None) -> Iterator[dg.SensorDefinition]:
    if slack:
        # Installed with the extra `notify` only.
        from dagster_slack import make_slack_on_run_failure_sensor

        yield make_slack_on_run_failure_sensor(
            slack.channel, slack.token, text_fn=_text, name=names.name("slack_on_failure"),
            monitored_jobs=[job], default_status=dg.DefaultSensorStatus.RUNNING,
        )  # fmt: skip
    if mail:
        yield dg.make_email_on_run_failure_sensor(
            mail.sender, mail.password, mail.to, email_body_fn=_page, smtp_host=mail.host, smtp_port=mail.port,
            smtp_type=mail.kind, name=names.name("mail_on_failure"), monitored_jobs=[job],
            default_status=dg.DefaultSensorStatus.RUNNING,
        )  # fmt: skip


def _on_attention(names: Names, job: Job, senders: Sequence[Callable[[str], None]]) -> dg.SensorDefinition:
    @dg.run_status_sensor(
        run_status=dg.DagsterRunStatus.SUCCESS,
        name=names.name("message_on_attention"),
        monitored_jobs=[job],
        default_status=dg.DefaultSensorStatus.RUNNING,
        description="Reports a source that fails, drifts or has no news, once for each reason.",
    )
    def message_on_attention(context: dg.RunStatusSensorContext) -> None:
        found = list(new_warnings(context.instance, context.dagster_run.run_id))
        if found:
            text = " ".join(found)
            for send in senders:
                send(f"{ATTENTION}. {text} {_link(context.dagster_run.run_id)}")

    return message_on_attention


def new_warnings(instance: dg.DagsterInstance, run_id: str) -> Iterator[str]:
    """Yield what the reported checks of a run warn of, unless they did so in the same words the time before."""
    for entry in instance.all_logs(run_id, of_type=dg.DagsterEventType.ASSET_CHECK_EVALUATION):
        check = entry.get_dagster_event().asset_check_evaluation_data
        if not check.passed and check.check_name in REPORTED:
            history = instance.event_log_storage.get_asset_check_execution_history(check.asset_check_key, limit=2)
            earlier = [record for record in history if record.run_id != run_id]
            if not any(_description(record) == check.description for record in earlier):
                yield f"{check.asset_key.to_user_string()}: {check.description}."


def _description(record: AssetCheckExecutionRecord) -> str | None:
    event = record.event.dagster_event if record.event else None
    return event.asset_check_evaluation_data.description if event else None


def _text(context: dg.RunFailureSensorContext) -> str:
    """Return what `make datasets` prints of a failed run, with a link to the run."""
    run = context.dagster_run
    kinds = {
        dg.DagsterEventType.ASSET_MATERIALIZATION,
        dg.DagsterEventType.ASSET_CHECK_EVALUATION,
        dg.DagsterEventType.STEP_FAILURE,
    }
    events = [entry.get_dagster_event() for entry in context.instance.all_logs(run.run_id, of_type=kinds)]
    why = " ".join(" ".join(reasons(events)).split()) or context.failure_event.message or NO_REASON
    return f"The run of {run.job_name} failed: {why} {RELEASE_UNCHANGED} {_link(run.run_id)}"


def _link(run_id: str) -> str:
    address = dg.EnvVar(UI_VARIABLE).get_value(DEFAULT_UI) or DEFAULT_UI
    return f"See {address.rstrip('/')}/runs/{run_id}"


def _page(context: dg.RunFailureSensorContext) -> str:
    """Return the same text as HTML in ASCII, the only encoding in which Dagster sends mail."""
    return escape(_text(context)).encode("ascii", "xmlcharrefreplace").decode("ascii")
