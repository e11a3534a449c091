"""Codes of imports in words: what is wrong with a line, and why a file couldn't be read."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

MESSAGES: dict[str, Promise] = {
    "attributes_invalid": _("The attributes are not a list of names and values."),
    "brand_invalid": _("The brand is too long or has characters that cannot be shown."),
    "category_invalid": _("The category is not a path of names."),
    "category_missing": _("The category is missing."),
    "category_too_deep": _("The category has more than ten levels."),
    "currency_invalid": _("The currency is not a code of three letters, such as USD."),
    "currency_without_rate": _("There is no exchange rate for this currency."),
    "description_control_characters": _("The description has characters that cannot be shown."),
    "description_not_text": _("The description is not a text."),
    "description_too_long": _("The description has more than 20,000 characters."),
    "empty_line": _("The line is empty."),
    "image_url_forbidden": _("A picture's address is not on the public internet."),
    "image_url_invalid": _("A picture's address is not a web address."),
    "images_invalid": _("The pictures are not a list of at most 20 addresses."),
    "line_too_long": _("The line is longer than 8 MB."),
    "not_json": _("The line is not valid JSON."),
    "not_object": _("The line is not a JSON object."),
    "price_invalid": _("The price is not a number with at most two decimals."),
    "price_missing": _("The price is missing."),
    "price_not_positive": _("The price is not above zero."),
    "price_too_high": _("The price is too high."),
    "sku_invalid": _("The SKU has characters other than letters, digits and - _ . : # +."),
    "sku_missing": _("The SKU is missing."),
    "sku_of_other_card": _("A SKU of this line already belongs to another product."),
    "sku_repeated": _("The SKU stands on another line with other content."),
    "stock_invalid": _("The stock is not a whole number of pieces."),
    "text_unreadable": _("A text has characters that cannot be stored."),
    "title_control_characters": _("The title has characters that cannot be shown."),
    "title_missing": _("The title is missing."),
    "title_not_text": _("The title is not a text."),
    "title_too_long": _("The title has more than 300 characters."),
    "variant_options_missing": _("A variant has no options."),
    "variant_options_repeated": _("Two variants have the same options."),
    "variant_sku_repeated": _("Two variants have the same SKU."),
    "variants_invalid": _("The variants are not a list of at most 200."),
    "weight_invalid": _("The weight is not a number of grams."),
    "weight_out_of_bounds": _("The weight is not between 0 and 1,000,000 grams."),
}
FAILURES: dict[str, Promise] = {
    "columns_missing": _("The first row must name the columns sku, title, category and price."),
    "damaged": _("The file is damaged. Please save it again and send it once more."),
    "not_a_table": _("The file is not a table. Please save it as CSV once more."),
    "sheet_too_large": _("The sheet is too large. Please send it as CSV."),
    "sheet_too_long": _("A sheet may have 50,000 rows. Please send more of them as CSV."),
}
UNREADABLE = _("The file could not be read. Please check it and send it once more.")


def words_of(codes: list[str]) -> list[str]:
    """What is wrong with a line, a sentence each; a code we don't know is shown as it is."""
    return [str(MESSAGES.get(code, code)) for code in codes]


def failure_text(code: str) -> str:
    """Why an import failed as a whole; nothing for one that didn't."""
    return str(FAILURES.get(code, UNREADABLE)) if code else ""
