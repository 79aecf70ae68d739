"""Oscar's migrations are borrowed by path; only our own files stand here."""

from pathlib import Path

import oscar.apps.communication

__path__.append(str(Path(oscar.apps.communication.__file__).parent / "migrations"))
