"""Yes-or-no answers: three values in the program; true, false or a missing field in the record."""

from __future__ import annotations

from enum import Enum
from typing import Annotated, Any

from pydantic import (
    BeforeValidator,
    PlainSerializer,
    TypeAdapter,
    ValidationError,
    WithJsonSchema,
)

from walletcard.clinical.field_rules import refused


class YesNo(Enum):
    """The answer. Compare it by name: `if answer` would be true for NO as well."""

    YES = "yes"
    NO = "no"
    NOT_ANSWERED = "not answered"


_AS_RECORDED = {YesNo.YES: True, YesNo.NO: False, YesNo.NOT_ANSWERED: None}
_TRUE_OR_FALSE = TypeAdapter[bool | None](bool | None)


def _read(answered: Any) -> YesNo:
    if isinstance(answered, YesNo):
        return answered
    try:
        read = _TRUE_OR_FALSE.validate_python(answered)
    except ValidationError:
        raise refused("Must be true or false.") from None
    return next(one for one, recorded in _AS_RECORDED.items() if recorded is read)


TrueFalse = Annotated[
    YesNo,
    BeforeValidator(_read),
    PlainSerializer(lambda answer: _AS_RECORDED[answer], return_type=bool | None),
    WithJsonSchema({"anyOf": [{"type": "boolean"}, {"type": "null"}]}),
]
