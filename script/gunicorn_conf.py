"""How script/server runs gunicorn; https://gunicorn.org/reference/settings/ explains each name."""

import os
import sys
from typing import Any

bind = f"127.0.0.1:{os.environ.get('PORT') or 8000}"
wsgi_app = "wsgi:app"

# Rendering keeps a core busy, so there is a process a core; one document at a time is rendered in
# each. The threads are for browsers that open a spare connection and send nothing: one of those
# held a worker without threads for half a minute, and the code on a card did not open.
workers = os.cpu_count() or 1
worker_class = "gthread"
threads = 4
timeout = 30
# WeasyPrint's renderer may grow a little with every document on older Pango releases.
max_requests = 500
max_requests_jitter = 100
# macOS kills a forked process whose parent has loaded Pango.
preload_app = sys.platform != "darwin"

# Neither a visitor's address nor the path of a page is written down: "error" also leaves out
# gunicorn's warnings about malformed requests, which name the address.
accesslog = None
loglevel = "error"
control_socket_disable = True


def post_worker_init(worker: Any) -> None:
    """Say where walletcard is once the first worker can answer."""
    if worker.age == 1:
        print(f"walletcard is at http://{bind} (Ctrl-C stops it)", flush=True)  # noqa: T201
