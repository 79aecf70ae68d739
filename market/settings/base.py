"""The settings of every place. The list of forks is the table of contents of our changes to Oscar."""

from pathlib import Path

import dj_database_url
from oscar.defaults import *  # noqa: F403  Oscar reads its defaults from our namespace

from market.settings.beat import CELERY_BEAT_SCHEDULE  # noqa: F401
from market.settings.channels import MESSAGE_CHANNELS  # noqa: F401
from market.settings.couriers import couriers
from market.settings.env import flag, number, text, words
from market.settings.gateways import gateways
from market.settings.operator import OPERATOR  # noqa: F401
from market.settings.payouts import (  # noqa: F401
    BANK_CHANGE_HOLD_HOURS,
    PAYOUT_MINIMUM_RUPIAH,
    payout_gateways,
)
from market.settings.trade import (  # noqa: F401
    ANSWER_HOURS,
    ANSWER_LIMIT_HOURS,
    COMMISSION_BASIS_POINTS,
    GOODS_REVIEW,
    GUEST_ADDRESS_DAYS,
    HOLD_DAYS,
    LOSS_PAYS_SELLER,
    OSCAR_INITIAL_ORDER_STATUS,
    OSCAR_ORDER_STATUS_PIPELINE,
    PAY_WITHIN_MINUTES,
    POSTAGE_DIFFERENCE_BY,
    PRICE_REVIEW_PERCENT,
    RETURN_REFUNDS_POSTAGE,
    TRACKING_PAGES,
    VA_FROM_RUPIAH,
)
from market.settings.warung import *  # noqa: F403

BASE_DIR = Path(__file__).resolve().parent.parent.parent
VAR_DIR = Path(text("VAR_DIR", str(BASE_DIR / "var")))

# --- what is ours -----------------------------------------------------------------------------------------------------

SITE_NAME = text("SITE_NAME", "Lumbung Desa")
BASE_URL = text("BASE_URL", "http://127.0.0.1:8000")

# --- Django -----------------------------------------------------------------------------------------------------------

DEBUG = False
SECRET_KEY = text("SECRET_KEY")
ALLOWED_HOSTS = words("ALLOWED_HOSTS")
ROOT_URLCONF = "market.urls"
WSGI_APPLICATION = "market.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "users.User"
SITE_ID = 1

OSCAR_FORKS = {
    "oscar.apps.address.apps.AddressConfig": "market.address.apps.AddressConfig",
    "oscar.apps.basket.apps.BasketConfig": "market.basket.apps.BasketConfig",
    "oscar.apps.catalogue.apps.CatalogueConfig": "market.catalogue.apps.CatalogueConfig",
    "oscar.apps.checkout.apps.CheckoutConfig": "market.checkout.apps.CheckoutConfig",
    "oscar.apps.communication.apps.CommunicationConfig": "market.communication.apps.CommunicationConfig",
    "oscar.apps.order.apps.OrderConfig": "market.order.apps.OrderConfig",
    "oscar.apps.partner.apps.PartnerConfig": "market.partner.apps.PartnerConfig",
    "oscar.apps.shipping.apps.ShippingConfig": "market.shipping.apps.ShippingConfig",
}
OSCAR_APPS = [
    "oscar.config.Shop",
    "oscar.apps.analytics.apps.AnalyticsConfig",
    "oscar.apps.checkout.apps.CheckoutConfig",
    "oscar.apps.address.apps.AddressConfig",
    "oscar.apps.shipping.apps.ShippingConfig",
    "oscar.apps.catalogue.apps.CatalogueConfig",
    "oscar.apps.catalogue.reviews.apps.CatalogueReviewsConfig",
    "oscar.apps.communication.apps.CommunicationConfig",
    "oscar.apps.partner.apps.PartnerConfig",
    "oscar.apps.basket.apps.BasketConfig",
    "oscar.apps.payment.apps.PaymentConfig",
    "oscar.apps.offer.apps.OfferConfig",
    "oscar.apps.order.apps.OrderConfig",
    "oscar.apps.customer.apps.CustomerConfig",
    "oscar.apps.search.apps.SearchConfig",
    "oscar.apps.voucher.apps.VoucherConfig",
    "oscar.apps.wishlists.apps.WishlistsConfig",
    "oscar.apps.dashboard.apps.DashboardConfig",
    "oscar.apps.dashboard.reports.apps.ReportsDashboardConfig",
    "oscar.apps.dashboard.users.apps.UsersDashboardConfig",
    "oscar.apps.dashboard.orders.apps.OrdersDashboardConfig",
    "oscar.apps.dashboard.catalogue.apps.CatalogueDashboardConfig",
    "oscar.apps.dashboard.offers.apps.OffersDashboardConfig",
    "oscar.apps.dashboard.partners.apps.PartnersDashboardConfig",
    "oscar.apps.dashboard.pages.apps.PagesDashboardConfig",
    "oscar.apps.dashboard.ranges.apps.RangesDashboardConfig",
    "oscar.apps.dashboard.reviews.apps.ReviewsDashboardConfig",
    "oscar.apps.dashboard.vouchers.apps.VouchersDashboardConfig",
    "oscar.apps.dashboard.communications.apps.CommunicationsDashboardConfig",
    "oscar.apps.dashboard.shipping.apps.ShippingDashboardConfig",
]
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.sites",
    "django.contrib.flatpages",
    # the cellar and the rooms
    "market.core",
    "market.users",
    "market.inbox",
    "market.ledger",
    *[OSCAR_FORKS.get(app, app) for app in OSCAR_APPS],
    "market.payments",
    "market.lifecycle",
    # the doors
    "market.signin",
    "market.storefront",
    "market.warung",
    "market.api",
    "market.desk",
    "market",
    "sellers",
    # what others keep well
    "allauth",
    "allauth.account",
    "rest_framework",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    # imported by Oscar, used only by its dashboard
    "widget_tweaks",
    "haystack",
    "treebeard",
    "django_tables2",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "market.storefront.language.ChosenLanguage",
    "django.middleware.http.ConditionalGetMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "market.basket.middleware.BasketMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "frontend_templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.template.context_processors.i18n",
                "django.contrib.messages.context_processors.messages",
                "market.storefront.context.site",
            ],
        },
    },
]

# --- database, cache, queue: files by default, servers by setting -----------------------------------------------------

SQLITE_OPTIONS = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-32000;",
}
DATABASES = {
    "default": dj_database_url.parse(text("DATABASE_URL") or f"sqlite:///{VAR_DIR}/lumbung.sqlite3", conn_max_age=60)
}
DATABASES["default"]["ATOMIC_REQUESTS"] = False
if "sqlite" in DATABASES["default"]["ENGINE"]:
    DATABASES["default"].setdefault("OPTIONS", {}).update(SQLITE_OPTIONS)
else:
    # For disks without a moving head and short questions: an index rather than a whole table, no compiling, no helpers.
    # The last one is the share of trigrams from which a search takes a word for alike (market/catalogue/search.py).
    quick = "-c random_page_cost=1.1 -c jit=off -c max_parallel_workers_per_gather=0"
    alike = "-c pg_trgm.word_similarity_threshold=0.3"
    DATABASES["default"].setdefault("OPTIONS", {}).setdefault("options", f"{quick} {alike}")

REDIS_URL = text("REDIS_URL")
if REDIS_URL:
    CACHES = {"default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": REDIS_URL}}
    CELERY_BROKER_URL = REDIS_URL
    # A nudge gives up after a second; without these, kombu asks a dead broker for ever inside a web request.
    CELERY_BROKER_TRANSPORT_OPTIONS = {
        "socket_connect_timeout": 1,
        "max_retries": 1,
        "interval_start": 0,
        "interval_step": 0.1,
        "interval_max": 0.1,
    }
else:
    CACHES = {
        "default": {"BACKEND": "django.core.cache.backends.filebased.FileBasedCache", "LOCATION": VAR_DIR / "cache"}
    }
    CELERY_BROKER_URL = "filesystem://"
    CELERY_BROKER_TRANSPORT_OPTIONS = {
        "data_folder_in": str(VAR_DIR / "queue"),
        "data_folder_out": str(VAR_DIR / "queue"),
        "control_folder": str(VAR_DIR / "queue-control"),
    }

CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_TASK_TIME_LIMIT = 120
CELERY_TIMEZONE = "Asia/Jakarta"
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BEAT_SCHEDULE_FILENAME = str(VAR_DIR / "beat")

# --- language, time, money --------------------------------------------------------------------------------------------

LANGUAGE_CODE = "id"
LANGUAGES = [("id", "Bahasa Indonesia"), ("en", "English")]
LANGUAGE_COOKIE_NAME = "bahasa"
LANGUAGE_COOKIE_AGE = 60 * 60 * 24 * 365
LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SAMESITE = "Lax"
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Jakarta"
PHONENUMBER_DEFAULT_REGION = "ID"
PHONENUMBER_DB_FORMAT = "E164"

OSCAR_DEFAULT_CURRENCY = "IDR"
OSCAR_CURRENCY_FORMAT = {"IDR": {"format": "¤#,##0", "currency_digits": False}}
OSCAR_SHOP_NAME = SITE_NAME
OSCAR_ALLOW_ANON_CHECKOUT = True
OSCAR_ALLOW_ANON_REVIEWS = False
OSCAR_MODERATE_REVIEWS = True
OSCAR_SEND_REGISTRATION_EMAIL = False
OSCAR_SAVE_SENT_EMAILS_TO_DB = False
OSCAR_MAX_BASKET_QUANTITY_THRESHOLD = 1000
OSCAR_REQUIRED_ADDRESS_FIELDS = ("first_name", "line1")
OSCAR_OFFER_ROUNDING_FUNCTION = "market.core.money.round_rupiah"
OSCAR_THUMBNAILER = "market.catalogue.thumbnails.Thumbnailer"
OSCAR_DELETE_IMAGE_FILES = False  # market.catalogue.photos removes them
HAYSTACK_CONNECTIONS = {"default": {"ENGINE": "haystack.backends.simple_backend.SimpleEngine"}}
HAYSTACK_SIGNAL_PROCESSOR = "haystack.signals.BaseSignalProcessor"  # Oscar would index on every save

# --- files ------------------------------------------------------------------------------------------------------------

STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "market" / "static"]
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
    "market.core.static.SheetFinder",
]
MEDIA_URL = "/media/"
SERVE_MEDIA = flag("SERVE_MEDIA")
MEDIA_ROOT = Path(text("MEDIA_ROOT", str(VAR_DIR / "media")))
PRIVATE_ROOT = Path(text("PRIVATE_ROOT", str(VAR_DIR / "private")))  # scans of papers: no address leads there
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "market.core.static.Storage"},
}
WHITENOISE_USE_FINDERS = True
FILE_UPLOAD_MAX_MEMORY_SIZE = 2_621_440
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_621_440

# --- who may come in --------------------------------------------------------------------------------------------------

MESSAGE_STORAGE = "django.contrib.messages.storage.cookie.CookieStorage"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 8}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
ACCOUNT_ADAPTER = "market.signin.adapter.PhoneAdapter"
ACCOUNT_LOGIN_METHODS = {"phone"}
ACCOUNT_SIGNUP_FIELDS = ["phone*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS = 3
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 600  # a message to a village is slow
ALLAUTH_USER_CODE_FORMAT = {"numeric": True, "length": 6, "dashed": False}
ACCOUNT_PHONE_VERIFICATION_ENABLED = False  # the village enters the number; signing in by code proves it
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = True
# A whole village may share one address of the network: the limit by address is wide, the one by phone is narrow.
ACCOUNT_RATE_LIMITS = {
    "login": "300/m/ip",
    "login_failed": "100/m/ip,5/5m/key",
    "request_login_code": "60/m/ip,3/m/key",
}
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"

SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 60 * 60 * 24 * 30
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
OSCAR_BASKET_COOKIE_LIFETIME = 60 * 60 * 24 * 30
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "EXCLUDE_URL_PREFIXES": ("/dashboard/",),
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "style-src": ["'self'"],
        "script-src": ["'self'"],
        "object-src": ["'none'"],
        "base-uri": ["'self'"],
        "frame-ancestors": ["'none'"],
        "form-action": ["'self'"],
    },
}

TRUSTED_PROXIES = number("TRUSTED_PROXIES", 0)  # how many of our own stand before the web server and name the visitor
ALLAUTH_TRUSTED_PROXY_COUNT = TRUSTED_PROXIES

# --- log: standard error, for whoever runs the process; Django's own default shows a surprise to nobody ---------------

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"stderr": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {"django.request": {"level": "ERROR"}},  # a page that is not there is no news
}

# --- API --------------------------------------------------------------------------------------------------------------

REST_FRAMEWORK = {
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "DEFAULT_AUTHENTICATION_CLASSES": [],
    "DEFAULT_PERMISSION_CLASSES": [],
    "UNAUTHENTICATED_USER": None,
    "COERCE_DECIMAL_TO_STRING": False,
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "EXCEPTION_HANDLER": "market.api.errors.handle",
    "DEFAULT_THROTTLE_RATES": {"rates": "60/min"},  # each may ask the couriers
    "NUM_PROXIES": TRUSTED_PROXIES,
}
SPECTACULAR_SETTINGS = {
    "TITLE": SITE_NAME,
    "DESCRIPTION": "Goods, sellers, villages and postage, for reading. Money is whole rupiah.",
    "VERSION": "1",
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "SWAGGER_UI_SETTINGS": {"deepLinking": True, "validatorUrl": None},  # no badge from a foreign host
    "SERVE_INCLUDE_SCHEMA": False,
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
    "REDOC_DIST": "SIDECAR",
}

EMAIL_BACKEND = text("EMAIL_BACKEND", "django.core.mail.backends.smtp.EmailBackend")
DEFAULT_FROM_EMAIL = text("DEFAULT_FROM_EMAIL", "Lumbung Desa <lumbung@example.com>")

# --- couriers (docs/couriers.md) --------------------------------------------------------------------------------------

COURIERS = couriers()
COURIER_SECONDS = float(text("COURIER_SECONDS", "3.5"))  # a buyer waits no longer for any of them (at most 8)
QUOTE_LIFE_SECONDS = number("QUOTE_LIFE_SECONDS", 2 * 3_600)  # how long postage that was shown is honoured
TRACKING_SECONDS = number("TRACKING_SECONDS", 2 * 3_600)  # how often a parcel under way is asked after

# --- gateways (docs/gateways.md) --------------------------------------------------------------------------------------

GATEWAYS = gateways()
PAYOUT_GATEWAYS = payout_gateways()
PAYMENT_GATEWAY = text("PAYMENT_GATEWAY", "midtrans")
PAYMENT_FINISH_PATH = "/pesanan/{number}/{secret}/"  # the order's own page; a secret link, it proves nothing
