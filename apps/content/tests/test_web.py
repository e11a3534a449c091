from datetime import timedelta

import pytest
from django.utils import timezone

from apps.content import selectors
from apps.content.tests.factories import BannerFactory, PageFactory

BODY = "## Where\n\nTo every\nregion.\n\n- Tashkent\n- <b>Nukus</b>"


def test_a_help_page_shows_headings_paragraphs_and_lists_and_no_markup_of_its_writer(client, db):
    PageFactory(slug="delivery", body={"en": BODY})

    page = client.get("/en/help/delivery/").content.decode()

    assert "<h2>Where</h2>" in page
    assert "<p>To every region.</p>" in page
    assert "<li>&lt;b&gt;Nukus&lt;/b&gt;</li>" in page


def test_a_page_that_is_not_published_or_not_there_is_not_found(client, db):
    PageFactory(slug="draft", is_published=False)

    assert client.get("/en/help/draft/").status_code == 404
    assert client.get("/en/help/nothing/").status_code == 404


@pytest.mark.parametrize("others", [1, 20])
def test_a_help_page_costs_two_queries_however_many_pages_there_are(
    client, others, django_assert_num_queries, db
):
    PageFactory(slug="delivery")
    PageFactory.create_batch(others)

    with django_assert_num_queries(2):  # the page, the list beside it
        client.get("/en/help/delivery/")


def test_a_page_not_yet_translated_says_in_which_language_it_is(client, db):
    PageFactory(slug="terms", title={"en": "Terms"}, body={"en": "Be fair."})

    assert '<article class="content" lang="en">' in client.get("/uz/help/terms/").content.decode()


def test_panels_are_shown_in_their_time_only_and_in_order(db):
    now = timezone.now()
    day = timedelta(days=1)
    BannerFactory(title={"en": "Over"}, shown_until=now)
    BannerFactory(title={"en": "To come"}, shown_from=now + day)
    BannerFactory(title={"en": "Hidden"}, is_published=False)
    BannerFactory(title={"en": "Second"}, position=2, shown_from=now - day, shown_until=now + day)
    BannerFactory(title={"en": "First"}, position=1)

    assert [str(panel.title) for panel in selectors.panels(now=now)] == ["First", "Second"]
