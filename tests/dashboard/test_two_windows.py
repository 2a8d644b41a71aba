"""A page that was drawn before somebody else changed the library."""

from pathlib import Path

import pytest
from forked_dashboard import forked_dashboard
from made_library import NOON
from page_socket import open_page

from quotes.library import Library


@pytest.mark.faults
def test_a_choice_in_a_list_that_is_out_of_date_draws_the_page_as_it_is_now(
    library: Library, tmp_path: Path
) -> None:
    with forked_dashboard(library.path, tmp_path / "log") as address, open_page(address) as page:
        assert "6%3C/b%3E quotes" in page.run()  # in an attribute (placed_html.py)
        library.delete([NOON.doc_id])
        drawn = page.act("quote_list", "chose", in_part=True, quote=NOON.quote_id)
        while "The article with this quote was deleted" not in drawn:
            drawn = page.wait()
        assert "4%3C/b%3E quotes" in drawn
        assert "We sail at dawn" in drawn
