"""Settings shared by every surrounding; the surroundings differ only by environment variables."""

import logging
from datetime import timedelta
from decimal import Decimal
from pathlib import Path

import structlog
from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _
from environs import Env

from marketplace.logs import logging_config
from marketplace.settings.elsewhere import providers_from
from marketplace.settings.files import media_origins, storages_from
from marketplace.settings.limits import rate_limits_from

BASE_DIR = Path(__file__).resolve().parent.parent.parent
env = Env()

# --- what this deployment is -------------------------------------------------------------------
DEBUG = False
SECRET_KEY = env.str("SECRET_KEY", "development-only")
# Fernet keys, newest first: TOTP secrets, codes on their way, bank details. To rotate, put a new
# one in front; the old ones stay until `reseal_factors` and `reseal_payout_details` were run.
SEALING_KEYS = env.list("SEALING_KEYS", ["ZGV2ZWxvcG1lbnQtb25seS1ub3QtYS1zZWNyZXQtMDA="])
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", ["localhost", "127.0.0.1", "[::1]"])
SITE_URL = env.str("SITE_URL", "http://localhost:8000")
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", [SITE_URL])
MARKET_NAME = "Bozor"
MARKET_CURRENCY = env.str("MARKET_CURRENCY", "UZS")
MARKET_COUNTRY = env.str("MARKET_COUNTRY", "UZ")
MARKET_TIME_ZONE = env.str("MARKET_TIME_ZONE", "Asia/Tashkent")
# SOATO code of the city whose delivery promise the cacheable pages show.
MARKET_DEFAULT_CITY = env.str("MARKET_DEFAULT_CITY", "1726")
RESERVATION_TTL = timedelta(minutes=30)
RETURN_WINDOW = timedelta(days=14)
# Whether commands accept `--now`: a demo day can end early, a production ledger cannot.
MAY_TRAVEL_IN_TIME = False
COMMISSION_VAT_RATE = Decimal("0.12")
GOODS_VAT_RATE = Decimal("0.12")

# --- apps, by floor ----------------------------------------------------------------------------
INSTALLED_APPS = [
    "unfold.apps.BasicAppConfig",
    "marketplace.staff_site.StaffPanel",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.contrib.humanize",
    "django.contrib.sites",
    "django.contrib.sitemaps",
    "pgtrigger",
    "treebeard",
    "template_partials.apps.SimpleAppConfig",
    "django_htmx",
    "django_elasticsearch_dsl",
    "heroicons",
    "phonenumber_field",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "allauth.headless",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.google",
    "allauth.socialaccount.providers.github",
    "allauth.socialaccount.providers.apple",
    "allauth.socialaccount.providers.facebook",
    "django_otp",
    "axes",
    "csp",
    "corsheaders",
    "rest_framework",
    "django_filters",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "django_structlog",
    "apps.core",
    "apps.media",
    "apps.geo",
    "apps.content",
    "apps.accounts",
    "apps.sellers",
    "apps.catalog",
    "apps.search",
    "apps.shipping",
    "apps.payments",
    "apps.cart",
    "apps.alerts",
    "apps.orders",
    "apps.reviews",
    "apps.storefront",
    "apps.notifications",
    "marketplace.demo",
]
SITE_ID = 1

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django_structlog.middlewares.RequestMiddleware",
    "apps.core.middleware.AuditMiddleware",
    "csp.middleware.CSPMiddleware",
    "apps.core.middleware.HeadersMiddleware",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "corsheaders.middleware.CorsMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django_otp.middleware.OTPMiddleware",
    # After it: it would take the proof of staff away who look as somebody else.
    "apps.accounts.web.impersonation.ImpersonationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "apps.accounts.web.devices.SeenMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "apps.core.middleware.DomainErrorMiddleware",
    "apps.accounts.web.policy.DoorPolicyMiddleware",
    "axes.middleware.AxesMiddleware",
]
ROOT_URLCONF = "marketplace.urls"
WSGI_APPLICATION = "marketplace.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "OPTIONS": {
            "loaders": [
                (
                    "template_partials.loader.Loader",
                    [
                        (
                            "django.template.loaders.cached.Loader",
                            [
                                "django.template.loaders.filesystem.Loader",
                                "django.template.loaders.app_directories.Loader",
                            ],
                        )
                    ],
                )
            ],
            "builtins": ["template_partials.templatetags.partials"],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "apps.core.context_processors.site",
            ],
        },
    }
]

# --- data --------------------------------------------------------------------------------------
DATABASES = {"default": env.dj_db_url("DATABASE_URL", "postgres://localhost/bozor")}
DATABASES["default"].update(CONN_MAX_AGE=0, ATOMIC_REQUESTS=False)
# Only the web server asks for a pool (wsgi.py); one must never cross the worker's fork.
# Connections that stay have what is asked often planned once: that costs more than most answers.
if pool_size := env.int("DATABASE_POOL_SIZE", 0):
    DATABASES["default"].setdefault("OPTIONS", {}).update(
        pool={"min_size": 1, "max_size": pool_size}, server_side_binding=True, prepare_threshold=5
    )
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Durable keys (broker, limits, locks) and the cache may be two servers; see ARCHITECTURE.md.
REDIS_URL = env.str("REDIS_URL", "redis://localhost:6379/1")
DURABLE_PREFIX = env.str("DURABLE_PREFIX", "bozor")
DURABLE_TIMEOUT_S = 0.5
CACHES: dict[str, dict[str, object]] = {
    "default": {
        "BACKEND": "marketplace.cache.RedisCache",
        "LOCATION": env.str("CACHE_URL", "redis://localhost:6379/0"),
        "KEY_PREFIX": env.str("CACHE_PREFIX", "bozor"),
    },
    # Parts of pages that change with the code alone, drawn once by each process.
    "drawn": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "TIMEOUT": None,
        "OPTIONS": {"MAX_ENTRIES": 1_000},
    },
}
# `tantivy` keeps an index on this machine's disk; `postgres` needs nothing beside the database and
# is for small shops; `elasticsearch` and `opensearch` ask a cluster, for shops of many machines.
SEARCH_ENGINE = env.str("SEARCH_ENGINE", "tantivy")
SEARCH_INDEX_ROOT = env.path("SEARCH_INDEX_ROOT", BASE_DIR / ".local" / "search")
SEARCH_ALIAS = env.str("SEARCH_ALIAS", "bozor-cards")
OPENSEARCH_URL = env.str("OPENSEARCH_URL", "http://localhost:9200")
# Of a cluster's index. A shard holds some tens of gigabytes; a replica is for a second machine.
SEARCH_SHARDS = env.int("SEARCH_SHARDS", 1)
SEARCH_REPLICAS = env.int("SEARCH_REPLICAS", 0)
ELASTICSEARCH_DSL = {
    "default": {
        "hosts": env.str("ELASTICSEARCH_URL", "http://localhost:9200"),
        "request_timeout": 10,
    }
}
ELASTICSEARCH_DSL_AUTOSYNC = False
SESSION_ENGINE = "django.contrib.sessions.backends.cached_db"

STATIC_URL = "static/"
STATIC_ROOT = env.path("STATIC_ROOT", BASE_DIR / ".local" / "static")
STATICFILES_DIRS = [BASE_DIR / "static"]
MEDIA_URL = env.str("MEDIA_URL", "media/")
MEDIA_ROOT = env.path("MEDIA_ROOT", BASE_DIR / ".local" / "media")
STORAGES = {
    # `private` is given out only by views that have looked who asks.
    **storages_from(env, base_dir=BASE_DIR),
    "staticfiles": {"BACKEND": "marketplace.static_storage.ModuleStaticFilesStorage"},
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000

# --- language, time, money ---------------------------------------------------------------------
LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English")), ("ru", _("Russian")), ("uz", _("Uzbek"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = MARKET_TIME_ZONE
PHONENUMBER_DEFAULT_REGION = MARKET_COUNTRY

# --- people ------------------------------------------------------------------------------------
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
# `id:secret` of each pepper, newest first; see apps/accounts/passwords.py for how to rotate.
PASSWORD_PEPPERS = dict(
    pair.split(":", 1) for pair in env.list("PASSWORD_PEPPERS", ["0:development-only"])
)
PWNED_PASSWORDS_URL = env.str("PWNED_PASSWORDS_URL", "")
PASSWORD_HASHERS = [
    "apps.accounts.passwords.PepperedArgon2",
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("name", "email", "phone")},
    },
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
    {"NAME": "apps.accounts.passwords.BreachedPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "storefront:account"
LOGOUT_REDIRECT_URL = "storefront:home"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email", "phone"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "phone", "password1*"]
ACCOUNT_SIGNUP_FORM_CLASS = "apps.accounts.web.forms.NameForm"
# Whether an address has an account is told to nobody but its owner, so it is verified first: by a
# code, which is typed in the same window.
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_RESEND = True
ACCOUNT_FORMS = {
    "login": "apps.accounts.web.entrance_forms.EntranceLoginForm",
    "signup": "apps.accounts.web.entrance_forms.EmailSignupForm",
    "request_login_code": "apps.accounts.web.entrance_forms.CodeForm",
    "reset_password": "apps.accounts.web.entrance_forms.ResetForm",
    "change_phone": "apps.accounts.web.entrance_forms.ChangeForm",
    "confirm_login_code": "apps.accounts.web.entrance_forms.LoginCodeForm",
    "confirm_email_verification_code": "apps.accounts.web.entrance_forms.EmailCodeForm",
    "verify_phone": "apps.accounts.web.entrance_forms.PhoneCodeForm",
    "set_password": "apps.accounts.web.entrance_forms.FirstPasswordForm",
    "change_password": "apps.accounts.web.entrance_forms.OtherPasswordForm",
    "reset_password_from_key": "apps.accounts.web.entrance_forms.NewPasswordForm",
}
# `hcaptcha` or `turnstile`; asked only from where doors were tried too often (RATE_LIMITS'
# `suspicion`). CAPTCHA_VERIFY_URL is for tests.
CAPTCHA_PROVIDER = env.str("CAPTCHA_PROVIDER", "none")
CAPTCHA_SITE_KEY = env.str("CAPTCHA_SITE_KEY", "")
CAPTCHA_SECRET = env.str("CAPTCHA_SECRET", "")
CAPTCHA_HOSTNAMES = env.list("CAPTCHA_HOSTNAMES", ALLOWED_HOSTS)
CAPTCHA_VERIFY_URL = ""
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_ADAPTER = "apps.accounts.adapter.AccountAdapter"
# Ours are counted atomically and by the network we trust (RATE_LIMITS); allauth's are off.
ACCOUNT_RATE_LIMITS = False
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 300
ACCOUNT_PHONE_VERIFICATION_TIMEOUT = 300
ACCOUNT_PHONE_VERIFICATION_SUPPORTS_RESEND = True
# Digits alone: a phone's keyboard shows no others for a one-time code.
ACCOUNT_PHONE_VERIFICATION_CODE_FORMAT = {"numeric": True, "length": 6, "dashed": False}
ACCOUNT_PREVENT_ENUMERATION = True
# Who changed a password or a second factor is told by e-mail: it may have been somebody else.
ACCOUNT_EMAIL_NOTIFICATIONS = True
# Other shops' accounts as a way in: each is offered once its keys are in the environment.
SOCIALACCOUNT_ADAPTER = "apps.accounts.adapter.SocialAdapter"
SOCIALACCOUNT_STORE_TOKENS = False
SOCIALACCOUNT_LOGIN_ON_GET = False
# An e-mail that belongs to somebody here opens nothing, whoever vouches for it.
SOCIALACCOUNT_EMAIL_AUTHENTICATION = False
SOCIALACCOUNT_PROVIDERS = providers_from(env)
MFA_ADAPTER = "apps.accounts.mfa.MfaAdapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes", "webauthn"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_FORMS = {
    "add_webauthn": "apps.accounts.web.key_forms.AddPasskeyForm",
    "edit_webauthn": "apps.accounts.web.key_forms.RenamePasskeyForm",
}
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_TOTP_ISSUER = MARKET_NAME
# Half a minute either way: phones' clocks differ, and people type slowly.
MFA_TOTP_TOLERANCE = 1
# How long a proof of who one is holds for grave steps, and from which sum a refund is one.
FRESH_PROOF_TTL = timedelta(minutes=10)
FRESH_PROOF_REFUND_FROM = Decimal(env.str("FRESH_PROOF_REFUND_FROM", "1000000"))
# Our adapter decides by FRESH_PROOF_TTL; allauth's own count of password proofs never does.
ACCOUNT_REAUTHENTICATION_TIMEOUT = 0
IMPERSONATION_TTL = timedelta(minutes=30)
PAYOUT_COOL_OFF = timedelta(hours=48)
# Tokens of the API: `id:secret` of each key, newest first. To rotate, put a new one in front; an
# old one may leave once the longest-lived token it signed is over.
JWT_KEYS = dict(
    pair.split(":", 1) for pair in env.list("JWT_KEYS", ["0:development-only-development-only"])
)
ACCESS_TOKEN_TTL = timedelta(minutes=env.int("ACCESS_TOKEN_MINUTES", 10))
REFRESH_TOKEN_TTL = timedelta(days=env.int("REFRESH_TOKEN_DAYS", 14))
REFRESH_GRACE = timedelta(seconds=10)
# Whether a token that comes from another network or app than it was given to is fine (`off`), told
# to its owner once a sign-in (`notify`) or refused (`refuse`). Phones change networks all day.
DEVICE_BINDING = env.str("DEVICE_BINDING", "off")
HEADLESS_TOKEN_STRATEGY = "apps.accounts.strategy.FamilyTokens"  # noqa: S105  # a class
HEADLESS_CLIENTS = ("app",)
AXES_FAILURE_LIMIT = 8
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_USERNAME_CALLABLE = "apps.accounts.adapter.axes_username"
AXES_RESET_ON_SUCCESS = True
AXES_CLIENT_IP_CALLABLE = "apps.core.web.client.client_ip"
AXES_LOCKOUT_CALLABLE = "apps.accounts.adapter.locked_out"

# --- who may ask how often ----------------------------------------------------------------------
# Networks whose `X-Forwarded-For` is believed; none unless a proxy of ours stands before us.
TRUSTED_PROXIES: list[str] = env.list("TRUSTED_PROXIES", [])
# Behind a proxy on the same machine requests come over a unix socket, which has no address.
TRUST_UNIX_SOCKET = env.bool("TRUST_UNIX_SOCKET", False)
RATE_LIMITS = rate_limits_from(env)

# --- outside -----------------------------------------------------------------------------------
EMAIL_BACKEND = env.str("EMAIL_BACKEND", "django.core.mail.backends.smtp.EmailBackend")
EMAIL_FILE_PATH = env.str("EMAIL_FILE_PATH", str(BASE_DIR / ".local" / "mail"))
# Short messages: `eskiz` in Uzbekistan; `files` keeps them on this machine.
SMS_PROVIDER = env.str("SMS_PROVIDER", "files")
SMS_FILE_PATH = env.str("SMS_FILE_PATH", str(BASE_DIR / ".local" / "sms"))
ESKIZ_URL = env.str("ESKIZ_URL", "https://notify.eskiz.uz")
ESKIZ_EMAIL = env.str("ESKIZ_EMAIL", "")
ESKIZ_PASSWORD = env.str("ESKIZ_PASSWORD", "")
ESKIZ_SENDER = env.str("ESKIZ_SENDER", "4546")
EMAIL_HOST = env.str("EMAIL_HOST", "localhost")
EMAIL_PORT = env.int("EMAIL_PORT", 25)
EMAIL_TIMEOUT = 15
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", "Bozor <hello@bozor.example>")
# The sandbox bank is offered only where its address is configured.
SANDBOX_BANK_URL = env.str("SANDBOX_BANK_URL", "")
SANDBOX_BANK_SECRET = env.str("SANDBOX_BANK_SECRET", "")

CELERY_APP = "marketplace.celery.app"
CELERY_BROKER_URL = env.str("CELERY_BROKER_URL", REDIS_URL)

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "apps.accounts.api.authentication.TokenLogin",
        "apps.core.api.authentication.SessionLogin",
    ],
    "DEFAULT_THROTTLE_CLASSES": ["apps.core.api.throttling.Throttle"],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["apps.core.api.parsers.ShallowJSONParser"],
    "DEFAULT_SCHEMA_CLASS": "apps.core.api.schema.ProblemSchema",
    "EXCEPTION_HANDLER": "apps.core.web.problems.api_exception_handler",
    "DEFAULT_VERSIONING_CLASS": "rest_framework.versioning.NamespaceVersioning",
    "DEFAULT_VERSION": "v1",
    "ALLOWED_VERSIONS": ["v1"],
    "TEST_REQUEST_DEFAULT_FORMAT": "json",
    "COERCE_DECIMAL_TO_STRING": True,
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Bozor API",
    "DESCRIPTION": "The marketplace for mobile apps and partners.",
    "VERSION": "1.0.0",
    "SERVE_INCLUDE_SCHEMA": False,
    "SCHEMA_PATH_PREFIX": r"/api/v1",
    "DEFAULT_GENERATOR_CLASS": "apps.core.api.schema.ApiGenerator",
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
}

# --- headers -----------------------------------------------------------------------------------
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:", *media_origins(env)],
        "font-src": [SELF],
        "connect-src": [SELF],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "report-uri": ["/csp-report/"],
        "report-to": ["csp"],
    }
}
# Nothing of the device is asked for, but where one is by the person's own press of a button.
PERMISSIONS_POLICY: dict[str, list[str]] = {
    name: []
    for name in (
        *("accelerometer", "autoplay", "browsing-topics", "camera", "display-capture"),
        *("encrypted-media", "fullscreen", "gyroscope", "magnetometer", "microphone", "midi"),
        *("payment", "picture-in-picture", "screen-wake-lock", "sync-xhr", "usb"),
        "xr-spatial-tracking",
    )
} | {
    "geolocation": ["self"],
    "publickey-credentials-get": ["self"],
}
X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "apps.core.web.pages.csrf_failed"
CORS_ALLOWED_ORIGINS: list[str] = env.list("CORS_ALLOWED_ORIGINS", [])
CORS_URLS_REGEX = r"^/api/"

# --- logs --------------------------------------------------------------------------------------
LOGGING = logging_config(level=env.str("LOG_LEVEL", "INFO"), as_json=env.bool("LOG_JSON", True))
# Tasks take the request's id along; that they came and went is for debugging.
DJANGO_STRUCTLOG_CELERY_ENABLED = True
# A page that is the same for all must not open the visitor's session for the sake of a log line.
DJANGO_STRUCTLOG_USER_ID_FIELD = None
DJANGO_STRUCTLOG_CELERY_DEFAULT_LOG_LEVEL = logging.DEBUG
structlog.configure(
    processors=[
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.filter_by_level,
        structlog.processors.TimeStamper(fmt="iso"),
        structlog.stdlib.add_logger_name,
        structlog.stdlib.add_log_level,
        structlog.processors.format_exc_info,
        structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
    ],
    logger_factory=structlog.stdlib.LoggerFactory(),
    cache_logger_on_first_use=True,
)

from marketplace.settings.staff_panel import UNFOLD  # noqa: E402, F401  # needs no other setting
