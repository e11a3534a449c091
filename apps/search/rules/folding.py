"""One spelling for what people write in many ways: case, apostrophes, ё, Uzbek in two scripts."""

import re
import unicodedata

MAX_WORD = 40
# Between letters these are all one sign: oʻ, o', oʼ, o‘ and o` are written by the same people.
SIGNS = "['`´ʻʼʹʽ‘’‛′]+"
APOSTROPHES = re.compile(rf"(?<=\w){SIGNS}(?=\w)|(?<=[oOgG]){SIGNS}")
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
    text = unicodedata.normalize("NFKC", APOSTROPHES.sub("", text)).casefold()
    return unicodedata.normalize("NFKC", text).replace("ё", "е")


def latin(word: str) -> str:
    """A folded word in Latin letters as Uzbek writes it, without apostrophes: кўйлак → koylak.
    A word without Cyrillic stays as it is."""
    return SOFT_E.sub("ye", word).translate(TO_LATIN)


def words_of(text: str, *, most: int) -> list[str]:
    """The folded words of a text in order, the first `most`, each at most 40 letters."""
    found: list[str] = []
    for match in WORD.finditer(fold(text)):
        if len(found) == most:
            break
        found.append(match.group()[:MAX_WORD])
    return found
