"""`python -m verify.suites.graph` writes the graph and the extreme effects from the label file (DRIFTPROOF_DATA)."""

import json
from dataclasses import asdict

from learned.files.atomic import write_whole
from verify.suites.graph import effects
from verify.suites.graph.table import FILE, counted


def main() -> None:
    about, found = counted()
    pairs = ",\n".join(json.dumps(asdict(row)) for row in found)
    write_whole(FILE, f'{{"about": {json.dumps(about)},\n"pairs": [\n{pairs}\n]}}\n')
    print(f"{FILE}: {sum(r.edge for r in found)} edges of {len(found)} pairs")
    extreme = effects.counted()
    ranges = ",\n".join(map(json.dumps, extreme["ranges"]))
    write_whole(effects.FILE, f'{{"about": {json.dumps(extreme["about"])},\n"ranges": [\n{ranges}\n]}}\n')
    print(f"{effects.FILE}: {sum(r['counted'] for r in extreme['ranges'])} sets")


if __name__ == "__main__":
    main()
