"""Where imported cards go: categories found by their names' path, brands by name; and what those
categories know of their goods."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models.functions import Coalesce
from django.utils.text import slugify

from apps.catalog.models import AttributeValue, Brand, Category, CategoryAttribute
from apps.catalog.rules.attributes import AttributeFacts, fitting

UNSORTED = "unsorted"


class CategoryBook:
    """Category ids by path of names, read once a run. Only staff's imports add what is missing;
    other unknown paths lead to the unsorted category."""

    def __init__(self, *, may_add: bool) -> None:
        self._may_add = may_add
        self._ids: dict[tuple[str, ...], int] = {}
        names: dict[str, list[tuple[str, ...]]] = {}
        for node in Category.objects.order_by("path"):
            parent = node.path[: -Category.steplen]
            own = {name.casefold() for name in node.name.values()} | {node.code}
            above = names.get(parent, [()])
            names[node.path] = [(*path, name) for path in above for name in own][:64]
            for path in names[node.path]:
                self._ids.setdefault(path, node.pk)

    def learn(self, paths: Iterable[tuple[str, ...]]) -> None:
        """Make sure that every path leads somewhere."""
        for path in sorted(set(paths)):
            key = _key(path)
            if key in self._ids:
                continue
            self._ids[key] = self._add(path) if self._may_add else self._unsorted()

    def id_of(self, path: tuple[str, ...]) -> int:
        """The category of a path that was learnt."""
        return self._ids[_key(path)]

    def _add(self, path: tuple[str, ...]) -> int:
        for depth in range(1, len(path) + 1):
            key = _key(path[:depth])
            if key in self._ids:
                continue
            values = {"code": _free_code(path[:depth]), "name": {"en": path[depth - 1]}}
            if depth == 1:
                node = Category.objects.add_root(values)
            else:
                parent = Category.objects.get(pk=self._ids[_key(path[: depth - 1])])
                node = Category.objects.add_child(parent, values)
            self._ids[key] = node.pk
        return self._ids[_key(path)]

    def _unsorted(self) -> int:
        node = Category.objects.filter(code=UNSORTED).first()
        if node is None:
            name = {"en": "Unsorted", "ru": "Без категории", "uz": "Turkumsiz"}
            node = Category.objects.add_root({"code": UNSORTED, "name": name, "is_active": False})
        pk: int = node.pk
        return pk


class BrandBook:
    """Brand ids by name, made where missing, remembered for a run."""

    def __init__(self) -> None:
        self._ids: dict[str, int] = {}

    def learn(self, names: Iterable[str]) -> None:
        """Know every one of these brands: at most 3 queries."""
        slugs = {brand_slug(name): name for name in names if name and brand_slug(name)}
        new = {slug: name for slug, name in slugs.items() if slug not in self._ids}
        if not new:
            return
        Brand.objects.bulk_create(
            [Brand(slug=slug, name=name) for slug, name in new.items()], ignore_conflicts=True
        )
        # Another spelling leads to the brand that stands for it.
        meant = Coalesce("merged_into_id", "pk")
        self._ids |= dict(Brand.objects.filter(slug__in=new).values_list("slug", meant))

    def id_of(self, name: str) -> int | None:
        """The brand's id, None for no brand."""
        return self._ids.get(brand_slug(name)) if name else None


class AttributeBook:
    """What categories know of their goods, read when first needed and remembered for a run."""

    def __init__(self) -> None:
        self._known: dict[int, dict[str, AttributeFacts]] = {}

    def learn(self, category_ids: Iterable[int]) -> None:
        """Know the attributes of every one of these categories: at most 3 queries."""
        new = set(category_ids) - self._known.keys()
        if not new:
            return
        paths = dict(Category.objects.filter(pk__in=new).values_list("pk", "path"))
        above = {each for path in paths.values() for each in Category.paths_to(path)}
        uses = CategoryAttribute.objects.filter(category__path__in=above).order_by("pk")
        rows = list(uses.values_list("category__path", "attribute__code", "attribute__kind"))
        codes = _choices({code for _path, code, _kind in rows})
        for pk, path in paths.items():
            self._known[pk] = {
                code: AttributeFacts(kind, codes[code])
                for owner, code, kind in rows
                if path.startswith(owner)
            }

    def fit(self, raw: Mapping[str, Any], *, category_id: int) -> dict[str, Any]:  # Any: JSON
        """The properties a learnt category knows, in their attributes' form."""
        return fitting(raw, known=self._known.get(category_id, {}))


def _choices(attribute_codes: Iterable[str]) -> defaultdict[str, dict[str, str]]:
    """For each attribute the codes of its values by all their names: 1 query."""
    found: defaultdict[str, dict[str, str]] = defaultdict(dict)
    values = AttributeValue.objects.filter(attribute__code__in=list(attribute_codes))
    for attribute, code, names in values.values_list("attribute__code", "code", "name"):
        found[attribute] |= dict.fromkeys((name.casefold() for name in names.values()), code)
        found[attribute][code] = code
    return found


def brand_slug(name: str) -> str:
    """Brands that differ only in case or punctuation are one."""
    return slugify(name, allow_unicode=True)[:120]


def _key(path: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(name.casefold() for name in path)


def _free_code(path: tuple[str, ...]) -> str:
    base = slugify("-".join(path))[-70:].strip("-") or "category"
    taken = set(Category.objects.filter(code__startswith=base).values_list("code", flat=True))
    number, code = 2, base
    while code in taken:
        code, number = f"{base}-{number}", number + 1
    return code
