"""Who may ask how often: what `core.limits` counts, by name."""

from environs import Env


def rate_limits_from(env: Env) -> dict[str, tuple[int, int]]:
    """`RATE_LIMITS`: uses at once, and the seconds in which as many come back."""
    return {
        # Reading by the API: an app that opens a page asks a dozen times.
        "read": (600, 60),
        "write": (120, 60),
        # A shop's program: 100 offers a call, so ten thousand in a minute and a half at most.
        "sync": (100, 60),
        # Doors, by address and by account; each stays shut when nobody can count.
        "login-from": (30, 300),
        # A name from one network, and from all that its owner has not come from lately.
        "login-as": (10, 300),
        "login-as-anywhere": (30, 300),
        # One sign-in's tries of the code that was sent.
        "code-guess": (5, 300),
        # A million codes of six digits at this pace: years.
        "second-factor": (6, 600),
        "register": (10, 3600),
        "code-to": (5, 3600),
        "code-from": (20, 900),
        # What is sent at most, whoever asks: messages cost, and some ask for many on purpose.
        "sms-to": (20, 86_400),
        "sms-all": (env.int("SMS_PER_DAY", 5000), 86_400),
        "reset": (10, 3600),
        # By network, of which a mobile carrier has few: each of its phones asks every ten minutes.
        "refresh": (600, 60),
        "export": (3, 86_400),
        # Pages of products that browsers tell of; a whole mobile network may share an address.
        "view": (36_000, 3600),
        # "Tell me when…": by network, and letters to one address, whoever asks.
        "alert-from": (30, 3600),
        "alert-to": (6, 86_400),
        # Questions on goods and answers to them, by person.
        "question": (10, 3600),
        "answer": (60, 3600),
        # Whether reviews helped, by person: each has a page made anew.
        "vote": (60, 3600),
        # Photos with reviews, by person: each is decoded and rendered.
        "photo": (60, 3600),
        # What browsers report of the policy's breaches: a broken page must not fill the log.
        "csp-report": (20, 60),
        # After so many of these from one address a captcha is asked for, where one is configured.
        "suspicion": (3, 900),
    }
