"""The embedded place: one machine, SQLite and files, the stand-ins of market/sandbox. What `make run` starts."""

from market.settings.base import *  # noqa: F403
from market.settings.couriers import BROKER_STAND_INS, STAND_INS, couriers
from market.settings.gateways import STAND_INS as STAND_IN_GATEWAYS
from market.settings.gateways import gateways
from market.settings.payouts import PAYOUT_STAND_INS, payout_gateways

DEBUG = False
SECRET_KEY = text("SECRET_KEY", "for-the-demo-only-" + "0123456789" * 4)
ALLOWED_HOSTS = words("ALLOWED_HOSTS", "*")
EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
EMAIL_FILE_PATH = VAR_DIR / "mail"
SERVE_MEDIA = True
COURIERS = couriers({**STAND_INS, **BROKER_STAND_INS})
GATEWAYS = gateways(STAND_IN_GATEWAYS)
PAYOUT_GATEWAYS = payout_gateways(PAYOUT_STAND_INS)
TRACKING_SECONDS = number("TRACKING_SECONDS", 60)  # the stand-ins' days can be made short
SMS_SECRET = text("SMS_SECRET", "simulasi")
BASE_URL = text("BASE_URL", f"http://127.0.0.1:{text('PORT', '8000')}")

if not MESSAGE_CHANNELS:
    MESSAGE_CHANNELS["whatsapp"] = {
        "BACKEND": "market.communication.channels.whatsapp.WhatsApp",
        "OPTIONS": {
            "base_url": f"http://127.0.0.1:{text('SANDBOX_WHATSAPP_PORT', '8904')}/v21.0",
            "phone_number_id": "100",
            "token": "simulasi",
            "code_template": "kode_masuk",
        },
    }
