"""What a browser or an app says of itself, in a few words."""

import re

# The first that fits: several browsers also name those they come from.
BROWSERS = (
    ("YaBrowser/", "Yandex"),
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser/", "Samsung Internet"),
    ("Firefox/", "Firefox"),
    ("FxiOS/", "Firefox"),
    ("CriOS/", "Chrome"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
)
SYSTEMS = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("Mac OS X", "Mac"),
    ("CrOS", "ChromeOS"),
    ("Linux", "Linux"),
)
# What an app of ours or a script says: its own name and version.
OWN_NAME = re.compile(r"^([\w .-]{2,40})/[\d.]+")


def device_name(user_agent: str) -> str:
    """`Chrome, Windows` for a browser, its own name for anything else; empty when it says
    nothing."""
    browser = next((name for sign, name in BROWSERS if sign in user_agent), "")
    system = next((name for sign, name in SYSTEMS if sign in user_agent), "")
    if browser or system:
        return ", ".join(filter(None, (browser, system)))
    own = OWN_NAME.match(user_agent)
    return own[1] if own else user_agent[:40]
