"""Words typed with the keyboard in the other language: `ghbdtn` is привет."""

LATIN_KEYS = "`qwertyuiop[]asdfghjkl;'zxcvbnm,."
CYRILLIC_KEYS = "ёйцукенгшщзхъфывапролджэячсмитьбю"
TO_CYRILLIC = str.maketrans(LATIN_KEYS, CYRILLIC_KEYS)
TO_LATIN = str.maketrans(CYRILLIC_KEYS, LATIN_KEYS)


def other_layout(text: str) -> str:
    """The text as the same keys write it in the other of the English and Russian layouts; digits
    and signs of neither stay. Empty when the text has letters of both, or none."""
    lower = text.casefold()
    has_cyrillic = any("а" <= letter <= "я" or letter == "ё" for letter in lower)
    has_latin = any("a" <= letter <= "z" for letter in lower)
    if has_cyrillic == has_latin:
        return ""
    return lower.translate(TO_LATIN if has_cyrillic else TO_CYRILLIC)
