"""Oscar's migrations are borrowed by path; only our own files stand here."""

from pathlib import Path

import oscar.apps.partner

__path__.append(str(Path(oscar.apps.partner.__file__).parent / "migrations"))
