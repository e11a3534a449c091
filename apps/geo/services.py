"""Loading the places that ship with the project."""

import json
from pathlib import Path

from django.db import transaction

from apps.geo.models import City, Region

DATA = Path(__file__).parent / "data" / "uz.json"


@transaction.atomic
def load_geo() -> int:
    """Bring regions and cities up to the shipped set; returns the number of cities. Repeating it
    changes nothing; places that are gone from the set stay, addresses may name them."""
    places = json.loads(DATA.read_text(encoding="utf-8"))
    Region.objects.bulk_create(
        [
            Region(code=row["code"], name=row["name"], position=position)
            for position, row in enumerate(places["regions"])
        ],
        update_conflicts=True,
        unique_fields=["code"],
        update_fields=["name", "position"],
    )
    cities = [
        City(
            code=row["code"],
            region_id=row["region"],
            district_id=row["parent"],
            name=row["name"],
            position=position,
        )
        for position, row in enumerate(places["cities"])
    ]
    City.objects.bulk_create(
        cities,
        batch_size=1000,
        update_conflicts=True,
        unique_fields=["code"],
        update_fields=["region", "district", "name", "position"],
    )
    return len(cities)
