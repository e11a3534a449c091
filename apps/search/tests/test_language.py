"""R9.2, S3: what people of this market really type, and what they mean by it."""

import pytest

from apps.catalog.tests.factories import CategoryFactory
from apps.search import selectors, services
from apps.search.query import Query
from apps.search.tests.clusters import ENGINES, in_engine
from apps.search.tests.factories import make_card

pytestmark = pytest.mark.django_db

GOODS = {
    "sneakers": {
        "en": "Running sneakers",
        "ru": "Кроссовки беговые",
        "uz": "Yugurish krossovkalari",
    },
    "dress": {"en": "Summer dress", "ru": "Летнее платье", "uz": "Yozgi koʻylak"},
    "case": {"en": "Silicone phone case", "ru": "Силиконовый чехол", "uz": "Silikon gʻilof"},
    "kettle": {"en": "Electric kettle", "ru": "Электрический чайник", "uz": "Elektr choynak"},
    "carpet": {"en": "Wool carpet", "ru": "Шерстяной ковёр", "uz": "Jun gilam"},
    "pan": {"en": "Cast iron frying pan", "ru": "Чугунная сковорода", "uz": "Choʻyan tova"},
    "drill": {"en": "Cordless drill", "ru": "Аккумуляторная дрель", "uz": "Akkumulyatorli drel"},
    "honey": {"en": "Mountain honey", "ru": "Горный мёд", "uz": "Togʻ asali"},
    "bowl": {"en": "Rishtan tea bowl", "ru": "Пиала риштанская", "uz": "Rishton piyolasi"},
    "shirt": {"en": "Men's linen shirt", "ru": "Мужская льняная рубашка", "uz": "Erkaklar kuylagi"},
    "toys": {"en": "Wooden toys", "ru": "Деревянные игрушки", "uz": "Yogʻoch oʻyinchoqlar"},
    "tree": {"ru": "Ёлка искусственная"},
    "scarf": {"uz": "Шойи рўмол"},
    "fridge": {"ru": "Холодильник двухкамерный"},
    "headset": {"en": "Wireless headphones"},
    "laptop": {"en": "Laptop 15 inch"},
}
TYPED = {
    # As it is written, in any form.
    "sneakers": "sneakers",
    "running sneaker": "sneakers",
    "DRESSES": "dress",
    "dress for summer": "dress",
    "men shirts": "shirt",
    "mens shirt": "shirt",
    "wooden toy": "toys",
    "frying pans": "pan",
    "кроссовок": "sneakers",
    "беговых кроссовках": "sneakers",
    "летние платья": "dress",
    "чехлом силиконовым": "case",
    "электрические чайники": "kettle",
    "игрушка деревянная": "toys",
    "мужские рубашки": "shirt",
    "чугунную сковороду": "pan",
    # ё and е.
    "ковер": "carpet",
    "ковёр": "carpet",
    "мед": "honey",
    "МЁД ГОРНЫЙ": "honey",
    "елка": "tree",
    # Uzbek with any apostrophe, and in the other script.
    "koʻylak": "dress",
    "ko'ylak yozgi": "dress",
    "ko`ylak": "dress",
    "ko‘ylak": "dress",
    "koylak": "dress",
    "кўйлак": "dress",
    "ёзги кўйлак": "dress",
    "gʻilof": "case",
    "g'ilof": "case",
    "ғилоф": "case",
    "чойнак": "kettle",
    "пиёла": "bowl",
    "ўйинчоқлар": "toys",
    "тоғ асали": "honey",
    "roʻmol": "scarf",
    "shoyi ro'mol": "scarf",
    # Russian in Latin letters.
    "krossovki": "sneakers",
    "skovoroda": "pan",
    "xolodilnik": "fridge",
    # The wrong layout.
    "rhjccjdrb": "sneakers",
    "xfqybr": "kettle",
    "ыруфлукы": None,
    "ытуфлукы": "sneakers",
    "gkfnmt": "dress",
    # Typing errors, by length.
    "snekers": "sneakers",
    "sneakesr": "sneakers",
    "кросовки": "sneakers",
    "сковарода": "pan",
    "холодильнк": "fridge",
    "chocynak": "kettle",
    "kabob": None,
    # Another name for it, in any language.
    "trainers": "sneakers",
    "наушники": "headset",
    "quloqchin": "headset",
    "ноутбук": "laptop",
    "notebook computer": "laptop",
    "muzlatkich": "fridge",
    "refrigerator": "fridge",
    "skovorodka": "pan",
    "сковородки": "pan",
    "asal": "honey",
}


@pytest.mark.parametrize("engine", ENGINES)
def test_what_people_type_finds_what_they_mean(engine, settings, tmp_path, request):
    in_engine(engine, settings=settings, folder=tmp_path, request=request)
    category = CategoryFactory(name={"en": "Goods"})
    cards = {make_card(title, category=category).pk: name for name, title in GOODS.items()}
    services.load_synonyms()
    selectors.forget_synonyms()

    wrong = {}
    for text, meant in TYPED.items():
        hits = selectors.find(query=Query(text=text)).hits
        first = cards[hits[0]] if hits else None
        if first != meant:
            wrong[text] = first

    assert wrong == {}
    assert len(TYPED) >= 40


@pytest.mark.parametrize("engine", ENGINES)
def test_a_code_finds_its_card_and_no_other(engine, settings, tmp_path, request):
    """S3: SKU and barcode are exact."""
    in_engine(engine, settings=settings, folder=tmp_path, request=request)
    card, other = make_card("Teapot"), make_card("Teapot")
    offer = card.offers.get()
    offer.variant.barcode = "4780012345678"
    offer.variant.save()
    services.mark_dirty(product_ids=[card.pk])
    services.drain_dirty()

    assert selectors.find(query=Query(text=offer.sku)).hits[0] == card.pk
    assert selectors.find(query=Query(text="4780012345678")).hits == (card.pk,)
    assert selectors.find(query=Query(text="4780012345679")).hits == ()
    assert other.pk != card.pk


@pytest.mark.parametrize("engine", ENGINES)
def test_few_hits_are_followed_by_those_that_lack_one_word(engine, settings, tmp_path, request):
    """R9.2: all words, then most of them; an order of one's own isn't mixed."""
    in_engine(engine, settings=settings, folder=tmp_path, request=request)
    sold_out = make_card("Blue tea pot", stock=0)
    whole = make_card("Blue tea pot of clay")
    most = make_card("Green tea pot", sold_count=1000)
    make_card("Green lamp")

    found = selectors.find(query=Query(text="blue tea pot"))
    exact = selectors.find(query=Query(text="blue tea pot", is_exact=True))
    cheapest = selectors.find(query=Query(text="blue tea pot", sort="price"))

    assert found.hits == (whole.pk, sold_out.pk, most.pk)
    assert (found.total, found.whole) == (3, 2)
    assert {exact.total, cheapest.total} == {2}
    assert exact.whole is None


def test_staff_keep_their_own_groups_when_the_shipped_ones_are_loaded_again():
    first = services.load_synonyms()

    assert first > 150
    assert services.load_synonyms() == 0
