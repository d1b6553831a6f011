"""Make the golden files of a format version, with the program as it is now:

    python -m tests.golden.make VERSION

Writes every kind of file that travels into a folder of that name, and ``secrets.json`` with what opens them
and what must be read out of them. Once a version is released, its files are never made again.
"""

from __future__ import annotations

import json
import shutil
import sys
import tempfile
from pathlib import Path

from interview_kit.bundle.export import export
from interview_kit.bundle.seal import seal
from interview_kit.interview.journal import now
from interview_kit.office.intake import import_bundles
from interview_kit.protocol import library
from interview_kit.trust import custody, enrolment, office_keys, own, packs, recovery, team
from interview_kit.vault import backup
from tests.stations import CUSTODIAN_PASSPHRASE, enrolled_stations, record

HERE = Path(__file__).resolve().parent


def main(version: str) -> None:
    """Make them."""
    target = HERE / version
    target.mkdir()
    with tempfile.TemporaryDirectory() as place:
        stations = enrolled_stations(Path(place))
        stick = stations.stick
        with stations.laptop() as laptop, stations.office() as office:
            enrolment.rotate(laptop)
            office_keys.rotate(office)
            request = enrolment.write_request(laptop, target / "laptop.ike")
            enrolment.enrol(office, target / "laptop.ike")
            pack = packs.write_pack(office, target / "office.ikp", library.shipped_protocols()[:1])
            packs.accept_pack(laptop, target / "office.ikp", None)
            sealed = seal(laptop, record(laptop))
            (file,) = export(laptop, stick)
            shutil.copy(file, target / "bundle.ikb")
            report = import_bundles(office, [file], stick)
            shutil.copy(report.receipts[0], target / "receipt.ikr")
            office.keyring.set_recovery_code()
            (stick / "safe").mkdir()
            backup.write(office, stick / "safe", now())
            team.write_team_pack(office, target / "team.ikp")
            made, shares = recovery.make_shares(2, 3)
            recovery.hand_out(office, "office", made, stick).rename(target / "keys.ikk")
            public = own.signing_keys(laptop).public
            secrets = {
                "office": str(own.identity(office)),
                "office_public": office_keys.public(office).model_dump(mode="json"),
                "custodian": str(custody.identities(office, CUSTODIAN_PASSPHRASE)[0]),
                "laptop": str(own.identity(laptop)),
                "laptop_ed25519": public.ed25519.hex(),
                "laptop_mldsa65": public.mldsa65.hex(),
                "fingerprints": {"laptop": request, "office": pack},
                "bundle": sealed.bundle.hex(),
                "interview": sealed.interview,
                "shares": [str(share) for share in shares],
            }
    (target / "secrets.json").write_text(json.dumps(secrets, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main(sys.argv[1])
