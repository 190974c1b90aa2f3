"""Languages that are typed by name."""

from typing import Any

from walletcard.form import languages
from walletcard.form.fields import LineField


class LanguagesField(LineField):
    """Languages by name, separated by commas; the record has their codes.

    An unknown code stays if the record already has it (`kept`).
    """

    kept: tuple[str, ...] = ()

    def process_data(self, value: Any) -> None:
        self.kept = tuple(value or ())
        self.data = ", ".join(languages.name(code) for code in value or ())

    def slip(self) -> str | None:
        for typed in languages.parts(self.data or ""):
            if languages.code(typed) is None and typed not in self.kept:
                return languages.not_known(typed)
        return None

    @property
    def answer(self) -> Any:
        return [languages.code(typed) or typed for typed in languages.parts(self.data)] or None


class LanguageField(LanguagesField):
    """One language by name."""

    def process_data(self, value: Any) -> None:
        super().process_data([value] if value else [])

    def slip(self) -> str | None:
        if len(languages.parts(self.data)) > 1:
            return "Write one language."
        return super().slip()

    @property
    def answer(self) -> Any:
        found = [languages.code(typed) or typed for typed in languages.parts(self.data)]
        return ", ".join(found) or None
