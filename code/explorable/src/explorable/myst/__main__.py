"""``python -m explorable.myst`` prints the plugin's place; with ``page`` it answers the plugin."""

import json
import sys
from pathlib import Path

if __name__ == "__main__":
    if sys.argv[1:] == ["page"]:
        from explorable.myst import page  # which needs what the extra `site` names

        request = json.load(sys.stdin)
        answered = sys.stdout
        sys.stdout = sys.stderr  # what a book's own packages print is no answer
        json.dump(page.replace_outputs(request), answered)
    else:
        print(Path(__file__).with_name("explorable.mjs"))
