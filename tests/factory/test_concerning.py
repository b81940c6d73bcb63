"""Policies by the words of what they say of themselves."""

from maestro.factory.concerning import concerning
from maestro.factory.generated import About

BACKUPS = About("backups", "Back databases up", "Switches daily backups on.", "15")
OTHER = About("alloy", "Back AlloyDB up", "Switches backups of AlloyDB on.", "15")
PUBLIC = About("public", "Never public", "Buckets are never public.", "20")


def test_what_acts_comes_first() -> None:
    """Of those that tell of it."""
    found = concerning((OTHER, BACKUPS, PUBLIC), ("backup",), {"backups"})
    assert found == (
        ("Back databases up", "Switches daily backups on.", True),
        ("Back AlloyDB up", OTHER.description, False),
    )


def test_most_of_the_words_must_be_told_of() -> None:
    """One of three is chance."""
    assert concerning((BACKUPS,), ("backup", "tape", "vault"), ()) == ()


def test_a_word_counts_from_its_beginning() -> None:
    """ "lic" is in "public" only by chance."""
    assert concerning((PUBLIC,), ("lic",), ()) == ()


def test_a_word_that_all_have_tells_none_from_the_others() -> None:
    """ "request" stands in every description of a sizing policy."""
    many = [About(f"size-{n}", f"Size {n}", "Left alone where the request names it.", "10") for n in range(5)]
    assert concerning(many, ("request",), ()) == ()
