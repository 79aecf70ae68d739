"""The tests' place: quick hashes, memory mail, a database of its own. DATABASE_URL and REDIS_URL choose servers."""

import os
import tempfile

os.environ.setdefault("VAR_DIR", tempfile.mkdtemp(prefix="lumbung-test-"))

from market.settings.base import *  # noqa: F403
from market.settings.gateways import STAND_INS
from market.settings.payouts import PAYOUT_STAND_INS

SECRET_KEY = "for-tests-only-" + "0123456789" * 4
ALLOWED_HOSTS = ["*"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
CELERY_BROKER_URL = text("REDIS_URL") or "memory://"
CELERY_TASK_ALWAYS_EAGER = False
CELERY_TASK_DEFAULT_QUEUE = os.environ.get("TEST_QUEUE", "celery")  # tests with workers of their own share no queue
GATEWAYS = gateways(STAND_INS)
PAYOUT_GATEWAYS = payout_gateways(PAYOUT_STAND_INS)
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}

STATIC_ROOT.mkdir(parents=True, exist_ok=True)
