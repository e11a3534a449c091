"""What people read is found by whoever translates it."""

import ast

from marketplace import translations


def test_every_short_name_of_gettext_is_one_the_collector_knows():
    unknown = set()
    for path in translations._files():
        if path.suffix != ".py":
            continue
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.ImportFrom) and node.module == "django.utils.translation":
                unknown |= {
                    f"{path.name}: {name.name} as {name.asname}"
                    for name in node.names
                    if "gettext" in name.name
                    and (name.asname or name.name) not in translations.KEYWORDS
                }

    assert not unknown
