"""What is asked, and in which order."""

import subprocess
import sys


def test_the_catalogue_is_not_read_while_the_questions_are_defined() -> None:
    """A process that only starts, or only prints its settings, does not wait for it."""
    code = (
        "import walletcard.web.app, walletcard.form.outline\n"
        "from walletcard.clinical.catalogue import catalogue\n"
        "print(catalogue.cache_info().misses)"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "0"
