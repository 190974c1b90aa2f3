"""The drafts of a session as `Draft` objects; nothing else reads or writes their JSON."""

from collections.abc import Iterator, MutableMapping

from walletcard.form.drafts import Draft
from walletcard.sharing.sessions import Session


class Drafts(MutableMapping[int, Draft]):
    """The drafts of a session by number. Each is handed out as a copy: put it back to save it."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def __getitem__(self, number: int) -> Draft:
        return Draft.from_json(number, self._session.drafts[number])

    def __setitem__(self, number: int, draft: Draft) -> None:
        self._session.drafts[number] = draft.to_json()

    def __delitem__(self, number: int) -> None:
        del self._session.drafts[number]

    def __iter__(self) -> Iterator[int]:
        return iter(list(self._session.drafts))

    def __len__(self) -> int:
        return len(self._session.drafts)

    def add(self, draft: Draft) -> int:
        """Keep a new draft under a number of its own."""
        draft.number = self._session.add(draft.to_json())
        return draft.number

    def like(self, draft: Draft) -> Draft | None:
        """A draft with the same content, if there is one."""
        same = (one for one in self.values() if one.to_json() == draft.to_json())
        return next(same, None)
