"""Papers and pictures for a page: from the visitor's shelf if they are there, else printed."""

import pickle
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from hashlib import sha256
from typing import TypeVar

from flask import request

from walletcard.paper.card import Card
from walletcard.paper.papers import Order, Papers
from walletcard.paper.pictures import Box, page_pictures, part_picture
from walletcard.paper.printer import always
from walletcard.web.session import visit
from walletcard.web.site.current import site

IS_WANTED = "walletcard.is_wanted"  # in the WSGI environ: whether the client is still there

Printed = TypeVar("Printed")


def card(order: Order) -> Card:
    """The wallet card. Raises what `Order` and `walletcard.paper.press.Press.run` raise."""
    return _printed_once(_named("card", order, order.number), Order.card, order)


def action_plan(order: Order) -> bytes:
    """The action plan as PDF. Raises what `card` raises."""
    return _printed_once(_named("plan", order, order.details_code), Order.action_plan, order)


def both(order: Order) -> bytes:
    """Both papers as one PDF. Raises what `card` raises."""
    return _printed_once(_named("both", order, order.number, order.details_code), Order.both, order)


def papers(order: Order) -> Papers:
    """Both, at the same time if two renderers are free. Raises what `card` raises."""
    with ThreadPoolExecutor(1) as beside:
        printed = beside.submit(copy_context().run, action_plan, order)
        return Papers.of(card(order), printed.result())


def picture(pdf: bytes, dpi: int) -> bytes:
    """The one page of a PDF as a PNG. Raises what `Press.run` raises."""
    named = "picture", sha256(pdf).hexdigest(), dpi
    (drawn,) = _printed_once(named, page_pictures, pdf, dpi)
    return drawn


def part_of_picture(pdf: bytes, dpi: int, box_mm: Box) -> bytes:
    """A part of its first page (mm) as a PNG. Raises what `Press.run` raises."""
    named = "part", sha256(pdf).hexdigest(), dpi, box_mm
    return _printed_once(named, part_picture, pdf, dpi, box_mm)


def run(job: Callable[..., Printed], *given: object) -> Printed:
    """The result of a job of the press, kept nowhere. Raises what `Press.run` raises."""
    return site().press.run(request.environ.get(IS_WANTED, always), job, *given)


def _named(kind: str, order: Order, *also: object) -> tuple[object, ...]:
    """What tells a print of an order from others: what each kind shows, and `also` this one."""
    whose = order.patient.model_dump_json(), order.photo
    printed = order.sheet.key, order.language, order.link, order.reach
    return kind, *whose, *printed, *also


def _printed_once(name: tuple[object, ...], job: Callable[..., Printed], *given: object) -> Printed:
    """The result of a job, from the visitor's shelf, or else put there; kept for visitors alone."""
    visitor, what = visit.sent_secret(), repr(name).encode()
    found = site().shelf.find(visitor, what) if visitor else None
    if found is not None:
        printed: Printed = pickle.loads(found)  # noqa: S301 - sealed by ourselves
        return printed
    printed = run(job, *given)
    if visitor:
        site().shelf.put(visitor, what, pickle.dumps(printed))
    return printed
