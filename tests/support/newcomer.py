"""Run ``make book`` as the README says, read the first page at the address that it prints, end it.

Standard library alone: ``python3 tests/support/newcomer.py``, on a machine that has nothing yet.
"""

import re
import subprocess
import sys
from urllib.request import urlopen


def main() -> int:
    """Return 0 if the book is served where the command says."""
    with subprocess.Popen(["make", "book"], stdout=subprocess.PIPE, text=True) as book:
        for line in book.stdout or ():
            print(line, end="", flush=True)
            if address := re.search(r"http://127\.0\.0\.1:\d+/", line):
                with urlopen(address[0]) as page:
                    served = b"Descent" in page.read()
                book.terminate()
                return int(not served)
    return 1


if __name__ == "__main__":
    sys.exit(main())
