"""The embedded place: one machine, SQLite and files, the stand-ins of market/sandbox. What `make run` starts."""

from market.settings.base import *  # noqa: F403

DEBUG = False
SECRET_KEY = text("SECRET_KEY", "for-the-demo-only-" + "0123456789" * 4)  # noqa: F405
ALLOWED_HOSTS = words("ALLOWED_HOSTS", "*")  # noqa: F405
EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
EMAIL_FILE_PATH = VAR_DIR / "mail"  # noqa: F405
SERVE_MEDIA = True
