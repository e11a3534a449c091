"""Which variant a review is of: said beside it, and what the list can be narrowed to."""

import re

import pytest
from django.urls import reverse
from django.utils import timezone

from apps.accounts.tests.factories import UserFactory
from apps.catalog.models import Variant
from apps.catalog.services import merge_products
from apps.catalog.tests.factories import OfferFactory, ProductFactory, VariantFactory
from apps.core.actors import Actor
from apps.core.errors import Conflict
from apps.media.tests.factories import ImageFactory
from apps.reviews import selectors, services
from apps.reviews.models import ReviewPhoto, WordState
from apps.reviews.tests.factories import ReplyFactory, ReviewFactory, received
from apps.sellers.tests.factories import MemberFactory, SellerFactory

STAFF = Actor(role="staff")
COLOURS = {"red": ("Red", "Красный"), "blue": ("Blue", "Синий"), "green": ("Green", "Зелёный")}


@pytest.fixture
def card(db):
    return ProductFactory(title={"en": "Teapot"})


def variant_of(card, colour, **facts):
    position = list(COLOURS).index(colour) if colour in COLOURS else card.variants.count()
    facts = {"options": {"colour": colour}, "position": position} | facts
    return card.variants.filter(options=facts["options"]).first() or VariantFactory(
        product=card, **facts
    )


def review_of(card, colour, *, seller=None, options=None, **said):
    """A review of a card's variant by somebody who bought it of a shop (of the same again)."""
    seller = seller or card.author
    variant = variant_of(card, colour)
    offer = variant.offers.filter(seller=seller).first() or OfferFactory(
        product=card, variant=variant, seller=seller
    )
    item = received(offer=offer, seller=seller)
    english, russian = COLOURS.get(colour, (colour.upper(), colour.upper()))
    name, value = {"en": "Colour", "ru": "Цвет"}, {"en": english, "ru": russian}
    item.options = [{"name": name, "value": value}] if options is None else options
    item.save(update_fields=["options"])
    return ReviewFactory(item=item, **said)


def list_of(card):
    return reverse("reviews:list", args=[card.code])


def read(client, address, **query):
    answer = client.get(address, query)
    assert answer.status_code == 200
    return answer.content.decode()


def chips(page):
    """What the list can be narrowed to, as it is read."""
    row = page.partition('aria-label="Variant">')[2].partition("</nav>")[0]
    return [" ".join(re.sub("<[^>]+>", " ", chip).split()) for chip in row.split("</li>")[:-1]]


def words(page):
    return re.findall(r'class="review-text" lang="en">(.*?)</p>', page)


def test_each_review_says_in_the_readers_language_which_variant_was_bought(client, card):
    """P7: as it was called when it was bought."""
    large = {"name": {"en": "Size"}, "value": {"en": "M"}}
    red = {"name": {"en": "Colour"}, "value": {"en": "Red", "ru": "Красный"}}
    review = review_of(card, "red", options=[red, large])
    Variant.objects.update(options={"colour": "crimson"})
    card_page = reverse("storefront:product", args=[card.slug, card.code])
    narrowed = f"{list_of(card)}?v={review.item.offer.variant_id}"

    for address in (list_of(card), card_page):
        assert ">Red, M</a>" in read(client, address)
        assert ">Красный, M</a>" in read(client, address.replace("/en/", "/ru/"))
        assert f'href="{narrowed}" aria-label="Reviews of Red, M"' in read(client, address)


def test_of_goods_of_one_kind_nothing_is_said_of_variants(client, card):
    review_of(card, "red", options=[])

    page = read(client, list_of(card))

    assert "Variant" not in page
    assert chips(page) == []


def test_a_shop_reads_which_variant_it_sold(client, card):
    review = review_of(card, "blue")
    ReplyFactory(review=review_of(card, "red"))
    client.force_login(MemberFactory(seller=card.author, role="manager").user)
    address = reverse("seller:reviews", args=[card.author.slug])

    assert "Variant: Blue" in read(client, address)
    assert "Variant: Red" in read(client, address, state="answered")
    assert review.item.options[0]["value"]["ru"] in read(client, address.replace("/en/", "/ru/"))


def test_the_list_is_narrowed_to_a_variant_whoever_sold_it(client, card):
    """P7"""
    review_of(card, "blue", text="Bluer than blue")
    review_of(card, "red", text="Redder")
    review_of(card, "red", text="Reddest", seller=SellerFactory())
    review_of(card, "green", text="Nobody reads it", state=WordState.HELD)
    red = variant_of(card, "red")
    address = list_of(card)

    every = read(client, address)
    narrowed = read(client, address, v=red.pk)

    assert chips(every) == ["Red 2", "Blue 1"]
    assert words(narrowed) == ["Reddest", "Redder"]
    assert chips(narrowed) == ["Red", "Blue 1"]
    assert f'class="chip on" href="{address}"' in narrowed
    assert chips(read(client, address.replace("/en/", "/ru/"))) == []
    assert "Красный" in read(client, address.replace("/en/", "/ru/"))


def test_a_variant_is_one_of_several_filters_that_keep_each_other(client, card):
    good = review_of(card, "red", text="Pours well", rating=5)
    ReviewPhoto.objects.create(review=good, image=ImageFactory(), position=0)
    review_of(card, "red", text="Pours badly", rating=2)
    review_of(card, "red", text="Never pours", rating=1, helpful_count=4)
    review_of(card, "blue", text="Pours like nothing", rating=5)
    address, red = list_of(card), variant_of(card, "red")

    assert words(read(client, address, v=red.pk, stars=5)) == ["Pours well"]
    assert words(read(client, address, v=red.pk, photos=1)) == ["Pours well"]
    assert words(read(client, address, v=red.pk, q="badly")) == ["Pours badly"]
    page = read(client, address, v=red.pk, sort="lowest", q="pours")
    assert words(page) == ["Never pours", "Pours badly", "Pours well"]
    # Every way on from there keeps what the list is narrowed to, but for what it changes.
    rest = f"v={red.pk}&amp;sort=lowest&amp;q=pours"
    assert f'href="{address}?stars=5&amp;{rest}"' in page
    assert f'href="{address}?photos=1&amp;{rest}"' in page
    assert f'href="{address}?v={red.pk}&amp;sort=helpful&amp;q=pours"' in page
    assert f'href="{address}?v={variant_of(card, "blue").pk}&amp;sort=lowest&amp;q=pours"' in page
    assert f'class="chip on" href="{address}?sort=lowest&amp;q=pours"' in page
    assert f'<input type="hidden" name="v" value="{red.pk}">' in page


def test_a_long_list_of_one_variant_goes_on_page_by_page(client, card):
    for number in range(12):
        review_of(card, "red", text=f"Red {number}", user=None)
    review_of(card, "blue", text="Blue")
    address, red = list_of(card), variant_of(card, "red")

    first = read(client, address, v=red.pk)
    after = re.search(r"after=([^\"]+)", first)[1]
    second = read(client, address, v=red.pk, after=after)

    assert f"?v={red.pk}&amp;after={after}" in first
    assert words(first) + words(second) == [f"Red {n}" for n in range(11, -1, -1)]


def test_where_nothing_fits_the_whole_list_is_a_step_away(client, card):
    review_of(card, "red", rating=5)
    review_of(card, "blue", rating=1)

    page = read(client, list_of(card), v=variant_of(card, "red").pk, stars=1)

    assert "No review like this yet" in page
    assert f'<a class="btn btn-2" href="{list_of(card)}">All reviews</a>' in page


@pytest.mark.parametrize(
    "made_up", ["x", "\0", "1" * 5000, f"{9:032}", "{uuid}", "' OR 1=1", "00000000"]
)
def test_a_variant_that_nobody_reviewed_leads_to_the_reviews_of_all(client, card, made_up):
    review_of(card, "red")
    elsewhere = review_of(ProductFactory(), "red").item.offer.variant_id

    for value in (made_up, str(elsewhere), str(variant_of(card, "red").pk).upper()):
        answer = client.get(list_of(card), {"v": value, "stars": "5", "q": "a&b"})

        assert (answer.status_code, answer.url) == (302, f"{list_of(card)}?stars=5&q=a%26b")
    assert client.get(list_of(card), {"v": ""}).status_code == 200


def test_many_variants_are_chosen_from_a_list_that_needs_no_javascript(client, card):
    for number in range(9):
        review_of(card, f"c{number}", rating=4)
    chosen = variant_of(card, "c3")

    page = read(client, list_of(card), v=chosen.pk, stars=4)

    options = re.findall(r'<option value="([^"]*)" ?(selected)?>([^<]*)<', page)
    assert [name for _value, _selected, name in options][:3] == ["All variants", "C0 (1)", "C1 (1)"]
    assert len(options) == 10
    assert [value for value, selected, _name in options if selected] == [str(chosen.pk)]
    form = page.partition('class="review-variants')[2].partition("</form>")[0]
    assert '<input type="hidden" name="stars" value="4">' in form
    assert 'type="hidden" name="v"' not in form
    assert f'<a class="chip on" href="{list_of(card)}?stars=4">C3' in page


def test_of_very_many_variants_the_most_reviewed_are_named_and_the_chosen_one(card, monkeypatch):
    monkeypatch.setattr("apps.reviews.selectors.variants.MOST_NAMED", 2)
    for colour in ("red", "blue", "blue", "green", "green"):
        review_of(card, colour)
    counts = selectors.reviews_of(product_id=card.pk, has_variants=True).variants

    names = [each.text for each in selectors.named(counts)]
    chosen_id = variant_of(card, "red").pk
    with_red = [each.text for each in selectors.named(counts, chosen_id=chosen_id)]

    assert names == ["Blue", "Green"]
    assert with_red[0] == "Red"


def test_a_variant_without_options_beside_others_has_a_name_too(client, card):
    review_of(card, "red")
    plain = OfferFactory(product=card, variant__options={}, seller=card.author)
    ReviewFactory(item=received(offer=plain, seller=card.author))

    assert "Standard 1" in chips(read(client, list_of(card)))


def test_reviews_of_merged_cards_are_of_the_variants_that_stayed(client, card, deliver_events):
    other = ProductFactory()
    review_of(card, "red", text="Of the one that stayed")
    review_of(other, "red", text="Of its duplicate")
    review_of(other, "blue", text="Of what only the duplicate had")
    merge_products(survivor_id=card.pk, duplicate_id=other.pk, by=STAFF)
    deliver_events()

    address = list_of(card)

    assert chips(read(client, list_of(other))) == ["Red 2", "Blue 1"]
    assert words(read(client, address, v=variant_of(card, "red").pk)) == [
        "Of its duplicate",
        "Of the one that stayed",
    ]


def test_what_was_bought_before_its_card_was_merged_is_reviewed_on_the_card_that_stayed(
    client, card, deliver_events
):
    variant_of(card, "blue")
    person, other = UserFactory(), ProductFactory()
    offer = OfferFactory(product=other, variant=variant_of(other, "red"), seller=other.author)
    line, again = (received(person, offer=offer, seller=other.author) for _ in range(2))
    merge_products(survivor_id=card.pk, duplicate_id=other.pk, by=STAFF)
    deliver_events()
    said = {"rating": 2, "text": "Came late", "language": "en", "now": timezone.now()}

    services.write_review(user=person, item_id=line.pk, **said)

    card.refresh_from_db()
    assert card.rating_count == 1
    assert words(read(client, list_of(card), v=offer.variant_id)) == ["Came late"]
    assert selectors.waiting_items(user=person) == []
    both = {line.pk, again.pk}
    assert selectors.reviewed_items(user=person, item_ids=both) == both
    with pytest.raises(Conflict):
        services.write_review(user=person, item_id=again.pk, **said)


@pytest.mark.parametrize("count", [1, 9])
def test_naming_the_variants_costs_the_list_one_query_however_many(
    client, card, count, django_assert_num_queries
):
    for number in range(count):
        for colour in ("red", "blue", *[f"c{n}" for n in range(count)]):
            review_of(card, colour, text=f"Word {number}")
    red = variant_of(card, "red")

    # card; counts; page; variants
    for query in ({}, {"v": red.pk}, {"v": red.pk, "stars": 5, "sort": "lowest"}):
        with django_assert_num_queries(4):
            client.get(list_of(card), query)
    # Kept.
    with django_assert_num_queries(0):
        client.get(list_of(card), {"v": red.pk})


@pytest.mark.parametrize("count", [1, 4])
def test_the_product_page_and_the_shop_read_variants_along_with_the_reviews(
    card, count, django_assert_num_queries
):
    for colour in ("red", "blue", "green"):
        for _ in range(count):
            ReplyFactory(review=review_of(card, colour))

    with django_assert_num_queries(2):  # figures; page
        view = selectors.reviews_of(product_id=card.pk, has_strip=True)
        shown = [(each.variant, each.review.item.offer.variant_id) for each in view.reviews]
        replies = [each.reply.seller.name for each in view.reviews]
    with django_assert_num_queries(2):  # page; photos
        rows, _after = selectors.seller_reviews(seller_id=card.author_id, is_open=False)
        sold = [(each.variant, each.review.product.title, each.own.text) for each in rows]

    assert len(shown) == len(replies) == len(sold) == min(3 * count, selectors.PAGE)
    assert {name for name, _pk in shown} == {"Red", "Blue", "Green"}
    assert view.variants == []
