"""What the messages of a document were read into, as one document."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from pipelines.ingest.documents import Block, DocumentRef, Entry, Fate, Problem, ReadDocument
from pipelines.ingest.read.mail.messages import NO_TEXT, Message

_QUOTED = 200


def joined(
    ref: DocumentRef, byte_count: int, media_type: str, messages: Sequence[Message], reads: Sequence[ReadDocument]
) -> ReadDocument:
    """Join what messages were read into; blocks and entries are numbered through.

    An entry whose text states no day of publication has that on which its message was sent.

    Args:
        ref: the document that holds the messages.
        byte_count: its size.
        media_type: of the document.
        messages: its messages.
        reads: what each was read into.
    """
    blocks: list[Block] = []
    fates: list[Fate] = []
    entries: list[Entry] = []
    problems: list[Problem] = []
    for message, read in zip(messages, reads, strict=True):
        before, first = len(blocks), len(entries)
        blocks += (block._replace(number=before + block.number) for block in read.blocks)
        fates += (_shifted(fate, first) for fate in read.fates)
        entries += (
            entry._replace(number=first + entry.number, published_on=entry.published_on or message.sent_on)
            for entry in read.entries
        )
        problems += _problems(ref, message, read, before)
    told = max(reads, key=lambda read: len(read.entries), default=None)
    if told is None:
        return ReadDocument(ref, byte_count, media_type, problems=(_problem(ref, NO_TEXT),))
    return replace(
        told, ref=ref, byte_count=byte_count, media_type=media_type, blocks=tuple(blocks), fates=tuple(fates),
        entries=tuple(entries), problems=tuple(dict.fromkeys(problems)),
    )  # fmt: skip


def _shifted(fate: Fate, first: int) -> Fate:
    return fate if fate.entry_number is None else fate._replace(entry_number=first + fate.entry_number)


def _problems(ref: DocumentRef, message: Message, read: ReadDocument, before: int) -> Iterator[Problem]:
    """The reading's problems; a message without text is reported as such."""
    for problem in read.problems:
        number = problem.block_number and before + problem.block_number
        reason = NO_TEXT if not message.raw else problem.reason
        yield problem._replace(block_number=number, reason=reason)
    yield from (_problem(ref, reason) for reason in message.left_out)


def _problem(ref: DocumentRef, reason: str) -> Problem:
    return Problem(ref.bulletin_id, ref.source_id, 0, reason, ref.location[:_QUOTED])
