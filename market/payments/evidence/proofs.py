"""Photos that buyers send of a transfer: made anew, kept apart from the public pictures, compared by their digest."""

import hashlib
from typing import IO, Any

from django.utils.translation import gettext as _

from market.catalogue import photos
from market.core.errors import RuleBroken
from market.payments.models import PaymentAttempt, Proof

MOST = 3
WIDTH = 640


def keep(attempt: PaymentAttempt, file: IO[bytes]) -> Proof:
    """Keep a photo; the same one again is the one that is there. `RuleBroken` when it is no photo or the fourth."""
    data = file.read(photos.MAX_BYTES + 1)
    digest = hashlib.sha256(data).hexdigest()
    known = Proof.objects.filter(attempt=attempt, sha256=digest).first()
    if known is not None:
        return known
    if attempt.proofs.count() >= MOST:
        raise RuleBroken(_("Sudah ada tiga foto. Petugas sedang memeriksanya."), code="enough_proofs")
    file.seek(0)
    made = photos.remake(file)
    plain = [(width, content) for width, _height, ending, content in made.files if ending == photos.PLAIN[1]]
    fitting = [content for width, content in plain if width <= WIDTH] or [plain[0][1]]
    return Proof.objects.create(attempt=attempt, sha256=digest, photo=fitting[-1])


def seen_elsewhere(proofs: list[Proof]) -> dict[str, list[str]]:
    """By digest, the references of other orders on which the same photo was sent. One query."""
    orders = {proof.sha256: proof.attempt.order_id for proof in proofs}
    twins: Any = Proof.objects.filter(sha256__in=orders).select_related("attempt").defer("photo")
    found: dict[str, list[str]] = {}
    for twin in twins:
        if twin.attempt.order_id != orders[twin.sha256]:
            found.setdefault(twin.sha256, []).append(twin.attempt.reference)
    return found
