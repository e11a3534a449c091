"""What the pages that show several apps need, gathered once."""

from apps.storefront.selectors.beside import Beside, beside, beside_cart, similar
from apps.storefront.selectors.home import (
    CategoryFace,
    Front,
    HeroPanel,
    Shelf,
    best_photos,
    home_front,
    home_shelves,
    popular_shelf,
)
from apps.storefront.selectors.kept import feed_file, records_of, viewed
from apps.storefront.selectors.promises import promise, with_promises

__all__ = [
    "Beside",
    "CategoryFace",
    "Front",
    "HeroPanel",
    "Shelf",
    "beside",
    "beside_cart",
    "best_photos",
    "feed_file",
    "home_front",
    "home_shelves",
    "popular_shelf",
    "promise",
    "records_of",
    "similar",
    "viewed",
    "with_promises",
]
