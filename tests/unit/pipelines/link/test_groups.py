"""Numbers that pairs connect belong together."""

from pipelines.link.groups import Groups


def test_pairs_connect_numbers_whatever_their_order() -> None:
    groups = Groups()
    for pair in ((7, 9), (3, 7), (1, 2)):
        groups.join(*pair)
    assert groups.members() == [1, 2, 3, 7, 9]
    assert [groups.end(number) for number in (1, 2, 3, 7, 9, 5)] == [1, 1, 3, 3, 3, 5]
