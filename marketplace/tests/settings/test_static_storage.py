"""What `collectstatic` makes of our style sheets."""

import re

import pytest
from django.contrib.staticfiles.finders import get_finders
from django.core.files.storage import FileSystemStorage

from marketplace.static_storage import IMPORT, SITE_SHEET, joined_sheet


@pytest.fixture
def ours(settings):
    """Our own files under their names, as `collectstatic` finds them."""
    storage = FileSystemStorage(settings.STATICFILES_DIRS[0])
    names = [
        name
        for finder in get_finders()
        for name, place in finder.list([])
        if place.location == storage.location and name.endswith(".css")
    ]
    return {name: (storage, name) for name in names}


def test_every_page_asks_for_one_sheet_with_all_sheets_in_it(ours, settings):
    text = joined_sheet(ours, SITE_SHEET)

    source, path = ours[SITE_SHEET]
    imported = IMPORT.findall(source.open(path).read().decode())
    assert len(imported) > 15
    assert not IMPORT.search(text)
    css = settings.STATICFILES_DIRS[0] / "css"
    for name in imported:
        assert (css / name).read_text().splitlines()[0] in text
    # Addresses lead from the sheet's own folder to where they led before.
    addresses = set(re.findall(r'url\("([^"]+)"\)', text))
    folders = {each.rpartition("/")[0] for each in addresses}
    assert folders == {"../unfold/fonts/inter", "../fonts", "../img"}
