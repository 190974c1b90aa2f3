"""What a view returns to the browser: a page, a page with a status, or a response."""

from werkzeug.wrappers import Response

Reply = Response | tuple[str, int] | str
