"""Ways to reach a phone, in the order in which they are tried. Without a token a channel is left out."""

from typing import Any

from market.settings.env import text

MESSAGE_CHANNELS: dict[str, dict[str, Any]] = {}
if text("WHATSAPP_TOKEN"):
    MESSAGE_CHANNELS["whatsapp"] = {
        "BACKEND": "market.communication.channels.whatsapp.WhatsApp",
        "OPTIONS": {
            "base_url": text("WHATSAPP_BASE_URL", "https://graph.facebook.com/v21.0"),
            "phone_number_id": text("WHATSAPP_PHONE_NUMBER_ID"),
            "token": text("WHATSAPP_TOKEN"),
            "code_template": text("WHATSAPP_CODE_TEMPLATE", "kode_masuk"),
        },
    }
