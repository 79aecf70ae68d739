"""Oscar's migrations are borrowed by path; only our own files stand here."""

from pathlib import Path

import oscar.apps.address

__path__.append(str(Path(oscar.apps.address.__file__).parent / "migrations"))
