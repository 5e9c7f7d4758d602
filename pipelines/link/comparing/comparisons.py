"""Every comparison of two reports. `link_weights.csv` has a weight for each outcome of each."""

from pipelines.link.comparing import facts, texts
from pipelines.link.comparing.pairs import Comparison

OF_FACTS = (
    Comparison("date", facts.DATE, facts.date),
    Comparison("published", facts.PUBLISHED, facts.published),
    Comparison("telling", facts.TELLING, facts.telling),
    Comparison("host", facts.HOST, facts.host),
    Comparison("place", facts.PLACE, facts.place),
    Comparison("partners", facts.PARTNERS, facts.partners),
    Comparison("people", facts.PEOPLE, facts.people),
    Comparison("event_type", facts.EVENT_TYPE, facts.event_type),
    Comparison("series", facts.SERIES, facts.series),
)
OF_TEXTS = (
    Comparison("words", texts.WORDS, texts.words),
    Comparison("names", texts.NAMES, texts.names),
    Comparison("subject", texts.SUBJECT, texts.subject),
    Comparison("group", texts.GROUP, texts.group),
    Comparison("headed", texts.HEADED, texts.headed),
)
COMPARISONS = (*OF_FACTS, *OF_TEXTS)
