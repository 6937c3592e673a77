"""Data files: whatever they hold, they are one call with that value."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kzcorpus.report.chunks import as_script
from tests.report.reading import loaded

TEXTS = st.text() | st.sampled_from(
    ["</script>", "<!--", "-->", "]]>", "\u2028", "\u2029", "\\", '"', "'", "`${x}`", "\x00", "😀"]
)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | TEXTS,
    lambda inner: st.lists(inner) | st.dictionaries(TEXTS, inner),
    max_leaves=20,
)


@given(VALUES)
def test_any_value_comes_back_as_it_was(value: object) -> None:
    assert loaded(as_script("x/1", value).decode()) == ("x/1", value)


@given(st.text(st.characters(codec=None, categories=["Cs", "L", "P", "Zl", "Zp", "Sm"])))
def test_nothing_in_a_text_can_end_the_script(text: str) -> None:
    script = as_script("x", [text]).decode()
    assert "<" not in script
    assert not {"\u2028", "\u2029"} & set(script)
    assert script.count("\n") == 1
    # Halves of surrogate pairs come back as such, as JavaScript reads them.
    assert json.loads(script.removeprefix('KZ.load("x",').removesuffix(");\n")) == json.loads(
        json.dumps([text])
    )


def test_a_number_that_json_cannot_hold_is_refused() -> None:
    with pytest.raises(ValueError, match="not JSON compliant"):
        as_script("x", float("nan"))
