"""Words of the form that are said in two ways: to the person, and about somebody else."""

from typing import Self


class TwoWays(str):
    """Words to the person themselves, and `of_another` about somebody else, who is {} there."""

    __slots__ = ("of_another",)
    of_another: str

    def __new__(cls, to_the_person: str, of_another: str) -> Self:
        words = super().__new__(cls, to_the_person)
        words.of_another = of_another
        return words
