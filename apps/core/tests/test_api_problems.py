"""What DRF says is wrong with a body, in our words."""

from rest_framework.exceptions import ValidationError

from apps.core.web.problems import api_exception_handler


def test_of_a_list_of_values_the_list_is_named_and_of_objects_the_place_too(rf):
    error = ValidationError(
        {"brand": {1: ["No."], 2: ["Too long."]}, "items": {1: {"sku": ["No."]}}}
    )

    answer = api_exception_handler(error, {"request": rf.post("/api/")})

    assert answer.data["errors"] == {"brand": ["No.", "Too long."], "items.1.sku": ["No."]}
