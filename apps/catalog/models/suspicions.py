"""Cards that are perhaps one thing: found at night, decided on by staff."""

from typing import Self
from uuid import UUID

from django.conf import settings
from django.db import connection, models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from apps.catalog.models.cards import Product, ProductState

# What a title is compared by: letters and figures alone, small, with one ё and no apostrophes.
FOLDED = (
    "btrim(regexp_replace(translate(lower({title}), 'ёʻʼ‘’`''', 'е'),"
    " '[[:space:][:punct:]«»№–—]+', ' ', 'g'))"
)
# Each card is paired with the three before it that have the same word, so that the work grows with
# the cards and never with their square, however many share a word.
PAIRS = """
SELECT first_id, second_id, left(word, 300)
FROM (
    SELECT DISTINCT ON (first_id, second_id) first_id, id AS second_id, word
    FROM (
        SELECT id, word, lag(id) OVER own AS one, lag(id, 2) OVER own AS two,
               lag(id, 3) OVER own AS three
        FROM ({words}) AS words
        WINDOW own AS (PARTITION BY word, brand_id ORDER BY id)
    ) AS same, LATERAL (VALUES (one), (two), (three)) AS before (first_id)
    WHERE first_id IS NOT NULL
    ORDER BY first_id, second_id, word
) AS pairs
WHERE NOT EXISTS (
    SELECT FROM catalog_suspectedduplicate known
    WHERE known.first_id = pairs.first_id AND known.second_id = pairs.second_id
)
ORDER BY second_id DESC, first_id
LIMIT %s
"""
BARCODES = """
SELECT DISTINCT p.id, v.barcode AS word, NULL::bigint AS brand_id
FROM catalog_variant v JOIN catalog_product p ON p.id = v.product_id
WHERE v.barcode <> '' AND p.state = 'live'
"""
TITLES = f"""
SELECT id, word, brand_id FROM (
    SELECT DISTINCT p.id, {FOLDED.format(title="title.value")} AS word, p.brand_id
    FROM catalog_product p, jsonb_each_text(p.title) AS title
    WHERE p.state = 'live'
) AS titles WHERE word <> ''
"""  # noqa: S608  # made of constants
UNTRUE = f"""
DELETE FROM catalog_suspectedduplicate WHERE id IN (
    SELECT s.id FROM catalog_suspectedduplicate s
    JOIN catalog_product a ON a.id = s.first_id JOIN catalog_product b ON b.id = s.second_id
    WHERE s.state = 'open' AND NOT (
        a.state = 'live' AND b.state = 'live' AND (
            EXISTS (
                SELECT FROM catalog_variant v JOIN catalog_variant w ON w.barcode = v.barcode
                WHERE v.product_id = a.id AND w.product_id = b.id AND v.barcode <> ''
            ) OR a.brand_id IS NOT DISTINCT FROM b.brand_id AND EXISTS (
                SELECT FROM jsonb_each_text(a.title) t, jsonb_each_text(b.title) u
                WHERE {FOLDED.format(title="t.value")} = {FOLDED.format(title="u.value")}
                  AND {FOLDED.format(title="t.value")} <> ''
            )
        )
    ) FOR UPDATE OF s SKIP LOCKED
)
"""  # noqa: S608  # made of constants


class SuspicionKind(models.TextChoices):
    BARCODE = "barcode", _("the same barcode")
    TITLE = "title", _("the same title")


class SuspicionState(models.TextChoices):
    OPEN = "open", _("to be looked at")
    MERGED = "merged", _("merged")
    DISMISSED = "different", _("not the same")


class SuspicionQuerySet(models.QuerySet["SuspectedDuplicate"]):
    def to_look_at(self) -> Self:
        """Those nobody has decided on, of which both cards are still on sale."""
        live = Q(first__state=ProductState.LIVE, second__state=ProductState.LIVE)
        return self.filter(live, state=SuspicionState.OPEN)

    def alike(self, kind: SuspicionKind, *, most: int) -> list[tuple[UUID, UUID, str]]:
        """Up to `most` pairs of live cards of that kind which are not known yet, the newest cards
        first: the older one, the newer one, what they share. 1 query, over all cards."""
        words = BARCODES if kind == SuspicionKind.BARCODE else TITLES
        with connection.cursor() as cursor:
            cursor.execute(PAIRS.format(words=words), [most])
            return cursor.fetchall()

    def drop_untrue(self) -> int:
        """Delete open ones whose cards are off sale or no longer alike, but for those that somebody
        holds at this moment; returns how many."""
        with connection.cursor() as cursor:
            cursor.execute(UNTRUE)
            return cursor.rowcount


class SuspectedDuplicate(models.Model):
    """Two cards that share a barcode, or a title and a brand. `first` is the older card; `word` is
    what they share, as it was compared."""

    first = models.ForeignKey(Product, models.CASCADE, related_name="+", db_index=False)
    second = models.ForeignKey(Product, models.CASCADE, related_name="+")
    kind = models.CharField(_("why"), max_length=8, choices=SuspicionKind)
    word = models.CharField(_("what they share"), max_length=300)
    state = models.CharField(
        _("state"), max_length=10, choices=SuspicionState, default=SuspicionState.OPEN
    )
    found_at = models.DateTimeField(_("found"))
    decided_at = models.DateTimeField(_("decided"), null=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("decided by"),
    )

    objects = SuspicionQuerySet.as_manager()

    class Meta:
        verbose_name = _("suspected duplicate")
        verbose_name_plural = _("suspected duplicates")
        constraints = [
            models.UniqueConstraint(fields=["first", "second"], name="suspicion_once"),
            models.CheckConstraint(
                condition=Q(first__lt=F("second")), name="suspicion_older_first"
            ),
        ]
        indexes = [models.Index(fields=["state", "-id"], name="suspicion_by_state")]

    def __str__(self) -> str:
        return self.word
