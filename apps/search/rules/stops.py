"""Words that say nothing about a good, in the market's languages; folded."""

_ENGLISH = "a an and are as at be by for from in into is it its of on or the this to with"
_RUSSIAN = (
    "а без бы в во для до же за и из или к как ко ли на не но о об от по под при с со то у что это"
)
_UZBEK = "bilan uchun va ham bu билан учун ва хам бу"
STOPS = frozenset(f"{_ENGLISH} {_RUSSIAN} {_UZBEK}".split())
