"""`python -m verify.suites.graph` writes the graph from the label file (DRIFTPROOF_DATA)."""

import json
from dataclasses import asdict

from learned.files.atomic import write_whole
from verify.suites.graph.table import FILE, counted


def main() -> None:
    about, found = counted()
    pairs = ",\n".join(json.dumps(asdict(row)) for row in found)
    write_whole(FILE, f'{{"about": {json.dumps(about)},\n"pairs": [\n{pairs}\n]}}\n')
    print(f"{FILE}: {sum(r.edge for r in found)} edges of {len(found)} pairs")


if __name__ == "__main__":
    main()
