"""The HTTP client: requests one document at a time within limits, and gives the reason if it gets none."""

from collections.abc import Mapping
from email.utils import parsedate_to_datetime
from types import TracebackType
from urllib.parse import urljoin

from tenacity import RetryCallState, Retrying, retry_if_exception, stop_after_attempt

from pipelines.ingest.collect.web.answers import Answer, WebError
from pipelines.ingest.collect.web.clock import Clock
from pipelines.ingest.collect.web.pace import LeftAloneError, Pace
from pipelines.ingest.collect.web.robots import ALLOW_ALL, Rules
from pipelines.ingest.collect.web.targets import Lookup, Target, allowed_addresses, look_up, target_of
from pipelines.ingest.collect.web.transport import Transport
from pipelines.ingest.sources.http_policy import HttpPolicy, user_agent

_REDIRECTS = {301, 302, 303, 307, 308}
_PASSING = {408, 425, 429, 500, 502, 503, 504}
_FIRST_WAIT = 1.0


class Client:
    """Fetches for all sources of a run, and keeps each host's pace over all of them.

    Args:
        clock: time, and how to let it pass.
        lookup: how a host's network addresses are found.
    """

    def __init__(self, clock: Clock | None = None, lookup: Lookup = look_up) -> None:
        self.clock = clock or Clock()
        self.pace = Pace(self.clock)
        self._lookup = lookup
        self._transport = Transport(self.clock)
        self._rules: dict[str, Rules | WebError] = {}

    def __enter__(self) -> "Client":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close all connections."""
        self._transport.__exit__(kind, error, trace)

    @property
    def requests(self) -> int:
        """The number of requests sent."""
        return sum(self.pace.requests.values())

    def get(
        self,
        address: str,
        policy: HttpPolicy,
        contact: str,
        conditions: Mapping[str, str] | None = None,
        method: str = "GET",
    ) -> Answer:
        """Return the document at the address, or that it is unchanged.

        Args:
            address: of http or https; where it redirects, each step is checked anew.
            policy: limits.
            contact: how the site's people may reach whoever asks.
            conditions: request headers that ask only for what is new.
            method: `GET`, or `HEAD` for an answer without body.

        Raises:
            WebError: there is none, it may not be fetched, or it is beyond the limits.
        """
        headers = {"User-Agent": user_agent(contact), "Accept-Encoding": "gzip, deflate", **(conditions or {})}
        for _ in range(policy.max_redirects + 1):
            target = target_of(address)
            rules = self._rules_of(target, policy, headers["User-Agent"])
            if not rules.allow(address):
                raise WebError(f"robots.txt of {target.authority} does not allow it")
            answer = self._tried(method, target, headers, policy, rules.delay)
            if answer.status not in _REDIRECTS:
                return _useful(answer, address)
            address = _next_address(answer, address)
        raise WebError(f"more than {policy.max_redirects} redirects in a row")

    def _rules_of(self, target: Target, policy: HttpPolicy, agent: str) -> Rules:
        """Return the rules of a site, fetched once a run; a site whose rules cannot be fetched is skipped."""
        if target.site not in self._rules:
            try:
                self._rules[target.site] = self._read_rules(target, policy, agent)
            except WebError as error:
                if not error.is_passing:
                    raise
                self._rules[target.site] = error
        rules = self._rules[target.site]
        if isinstance(rules, WebError):
            raise WebError(rules.reason, rules.is_passing)
        return rules

    def _read_rules(self, target: Target, policy: HttpPolicy, agent: str) -> Rules:
        address = f"{target.site}/robots.txt"
        headers = {"User-Agent": agent, "Accept-Encoding": "gzip, deflate"}
        try:
            for _ in range(policy.max_redirects + 1):
                answer = self._tried("GET", target_of(address), headers, policy, 0.0)
                if answer.status not in _REDIRECTS:
                    break
                address = _next_address(answer, address)
        except WebError as error:
            if error.status is None:
                raise
            reason = f"robots.txt of {target.authority} cannot be fetched: {error.reason}"
            raise WebError(reason, is_passing=True) from error
        return Rules(answer.body.decode("utf-8", "replace")) if answer.status == 200 else ALLOW_ALL

    def _tried(
        self, method: str, target: Target, headers: Mapping[str, str], policy: HttpPolicy, delay: float
    ) -> Answer:
        """Return the answer, after as many attempts as needed and as the policy allows."""
        retrying = Retrying(
            stop=stop_after_attempt(policy.attempts),
            wait=_wait,
            retry=retry_if_exception(lambda error: _is_worth_another(error, policy)),
            sleep=self.clock.sleep,
            reraise=True,
        )
        try:
            answer: Answer = retrying(self._once, method, target, headers, policy, delay)
        except WebError as error:
            if error.is_passing and not isinstance(error, LeftAloneError):
                self.pace.failed(target.authority, is_for_long=(error.after or 0.0) > policy.longest_wait_seconds)
            raise
        self.pace.succeeded(target.authority)
        return answer

    def _once(
        self, method: str, target: Target, headers: Mapping[str, str], policy: HttpPolicy, delay: float
    ) -> Answer:
        addresses = allowed_addresses(target, policy.allow_private, self._lookup)
        self.pace.wait_turn(target.authority, policy, max(delay, policy.delay_seconds))
        answer = self._send(method, target, addresses, headers, policy)
        if answer.status in _PASSING:
            after = self._asked_wait(answer.headers.get("retry-after"))
            raise WebError(f"the server answers {answer.status}", is_passing=True, status=answer.status, after=after)
        return answer

    def _send(
        self, method: str, target: Target, addresses: list[str], headers: Mapping[str, str], policy: HttpPolicy
    ) -> Answer:
        """Sent to the first of the host's network addresses that takes a connection."""
        for at, network_address in enumerate(addresses, 1):
            try:
                return self._transport.send(method, target, network_address, headers, policy)
            except WebError as error:
                if at == len(addresses) or error.reason != "no connection":
                    raise
        raise WebError(f"the host {target.host} is not found", is_passing=True)

    def _asked_wait(self, stated: str | None) -> float | None:
        """Return the seconds that the header `Retry-After` asks to wait: a number, or a time."""
        if not stated:
            return None
        if stated.strip().isdigit():
            return float(stated)
        try:
            return max((parsedate_to_datetime(stated) - self.clock.now()).total_seconds(), 0.0)
        except (TypeError, ValueError):
            return None


def _wait(state: RetryCallState) -> float:
    """Return the pause that the server asks for, else twice the last one."""
    error = state.outcome.exception() if state.outcome else None
    asked = error.after if isinstance(error, WebError) else None
    return asked if asked is not None else _FIRST_WAIT * 2.0 ** (state.attempt_number - 1)


def _is_worth_another(error: BaseException, policy: HttpPolicy) -> bool:
    if not isinstance(error, WebError) or isinstance(error, LeftAloneError):
        return False
    return error.is_passing and (error.after or 0.0) <= policy.longest_wait_seconds


def _useful(answer: Answer, address: str) -> Answer:
    if answer.status in {200, 304}:
        return Answer(address, answer.status, answer.headers, answer.body)
    raise WebError(f"the server answers {answer.status}", status=answer.status)


def _next_address(answer: Answer, address: str) -> str:
    location = answer.headers.get("location")
    if not location:
        raise WebError(f"the server answers {answer.status} without saying where to go", status=answer.status)
    try:
        return urljoin(address, location)
    except ValueError:
        raise WebError(f"a redirect to {location!r}, which is no address") from None
