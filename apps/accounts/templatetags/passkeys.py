"""What a page hands to the browser's passkey dialogue: `data-options="{{ options|as_json }}"`."""

import json

from django import template
from django.core.serializers.json import DjangoJSONEncoder

register = template.Library()


@register.filter
def as_json(options: object) -> str:
    """Options of WebAuthn as JSON; the template escapes it for an attribute."""
    return json.dumps(options, cls=DjangoJSONEncoder)
