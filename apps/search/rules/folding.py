"""One spelling for what people write in many ways: case, apostrophes, ё, Uzbek in two scripts."""

import re
import unicodedata

MAX_WORD = 40
# Between letters these are all one sign: oʻ, o', oʼ, o‘ and o` are written by the same people.
SIGNS = re.compile("['`´ʻʼʹʽ‘’‛′]+")
WORD = re.compile(r"[^\W_]+")
LATIN = {
    "а": "a", "б": "b", "в": "v", "г": "g", "ғ": "g", "д": "d", "е": "e", "ж": "j", "з": "z",
    "и": "i", "й": "y", "к": "k", "қ": "q", "л": "l", "м": "m", "н": "n", "о": "o", "п": "p",
    "р": "r", "с": "s", "т": "t", "у": "u", "ў": "o", "ф": "f", "х": "x", "ҳ": "h", "ц": "ts",
    "ч": "ch", "ш": "sh", "щ": "sh", "ъ": "", "ы": "i", "ь": "", "э": "e", "ю": "yu", "я": "ya",
}  # fmt: skip
TO_LATIN = str.maketrans(LATIN)
# Uzbek says `ye` at the start of a word and after a vowel: ер is yer, but келди is keldi.
SOFT_E = re.compile(r"(?<![^\W\d_])е|(?<=[аеиоуўэюя])е")


def fold(text: str) -> str:
    """Lower case, one form of each letter, no apostrophes within a word; ё is е."""
    # First the apostrophes: the compatible form of some of them is a space.
    text = SIGNS.sub(_kept_sign, text)
    if text.isascii():
        return text.lower()
    text = unicodedata.normalize("NFKC", text).casefold()
    return unicodedata.normalize("NFKC", text).replace("ё", "е")


def _kept_sign(found: re.Match[str]) -> str:
    """Nothing in place of an apostrophe within a word or after oʻ's and gʻ's letter."""
    text, start, end = found.string, *found.span()
    before, after = text[start - 1 : start], text[end : end + 1]
    is_within = (before.isalnum() or before == "_") and (after.isalnum() or after == "_")
    return "" if is_within or (before and before in "oOgG") else found[0]


def latin(word: str) -> str:
    """A folded word in Latin letters as Uzbek writes it, without apostrophes: кўйлак → koylak.
    A word without Cyrillic stays as it is."""
    return word if word.isascii() else SOFT_E.sub("ye", word).translate(TO_LATIN)


def words_of(text: str, *, most: int) -> list[str]:
    """The folded words of a text in order, the first `most`, each at most 40 letters."""
    return [word[:MAX_WORD] for word in WORD.findall(fold(text))[:most]]
