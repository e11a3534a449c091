"""What DRF says is wrong with a body, in our words."""

from rest_framework.exceptions import ValidationError

from apps.core.web.problems import api_exception_handler


def test_a_mistake_in_an_item_of_a_list_is_named_by_its_place(rf):
    error = ValidationError({"items": {1: ["May not be null."]}})

    answer = api_exception_handler(error, {"request": rf.post("/api/")})

    assert answer.data["errors"] == {"items.1": ["May not be null."]}
