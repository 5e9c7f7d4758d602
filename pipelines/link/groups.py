"""Numbers that belong together, by pairs that connect them."""

from dataclasses import dataclass, field


@dataclass
class Groups:
    """Numbers that belong together."""

    _towards: dict[int, int] = field(default_factory=dict)

    def join(self, one: int, other: int) -> None:
        """Put two numbers, and all that belong to them, into one group."""
        first, second = sorted((self.end(one), self.end(other)))
        self._towards[second] = first

    def members(self) -> list[int]:
        """All numbers, in ascending order."""
        return sorted(self._towards)

    def end(self, number: int) -> int:
        """The smallest of the number's group."""
        self._towards.setdefault(number, number)
        while self._towards[number] != number:
            self._towards[number] = self._towards[self._towards[number]]
            number = self._towards[number]
        return number
