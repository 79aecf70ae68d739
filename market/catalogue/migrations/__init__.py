"""Oscar's migrations are borrowed by path; only our own files stand here."""

from pathlib import Path

import oscar.apps.catalogue

__path__.append(str(Path(oscar.apps.catalogue.__file__).parent / "migrations"))
