"""Vietnamese interface words in a Khmer page carry their language; nothing else is touched."""

from __future__ import annotations

from markupsafe import Markup

from generator.make.lent import lend, own, told


def test_lent_words_say_their_language_where_they_stand() -> None:
    """In text a span, in a control's attribute its lang, in titles and scripts not a trace."""
    words = lend("Đóng")
    assert told(f"<p>{words}</p>") == '<p><span lang="vi">Đóng</span></p>'
    assert (
        told(f'<button aria-label="{words}">×</button>')
        == '<button lang="vi" aria-label="Đóng">×</button>'
    )
    assert told(f'<button lang="en" title="{words}">') == '<button lang="en" title="Đóng">'
    assert (
        told(f'<p role="status" data-none="{words}"></p>')
        == '<p lang="vi" role="status" data-none="Đóng"></p>'
    )
    assert told(f"<title>{words}</title>") == "<title>Đóng</title>"
    assert told(f'<script>"{words}"</script>') == '<script>"Đóng"</script>'


def test_lent_words_of_an_element_with_words_of_its_own_do_not_change_their_language() -> None:
    """What a script will say is told as `data-tongue`; a label moves into a span, each of its own name."""
    words = lend("Đóng")
    assert told(f'<p data-none="{words}">x</p>') == '<p data-tongue="vi" data-none="Đóng">x</p>'
    assert told(
        f'<nav class="a" aria-label="{words}">វត្ត</nav><nav aria-label="{words}">x</nav>'
    ) == (
        '<nav class="a" aria-labelledby="Lent-1"><span id="Lent-1" lang="vi" hidden>Đóng</span>វត្ត</nav>'
        '<nav aria-labelledby="Lent-2"><span id="Lent-2" lang="vi" hidden>Đóng</span>x</nav>'
    )


def test_what_fills_a_hole_speaks_for_itself() -> None:
    """A Khmer name within lent words, markup too, is not called Vietnamese; a bare number is."""
    said = lend("Nghe {name}, {n} phút").format(name=own("វត្ត"), n=own(3))
    assert told(f"<p>{said}") == '<p><span lang="vi">Nghe </span>វត្ត<span lang="vi">, 3 phút</span>'
    link = lend(Markup("Bạn ở: {name}")).format(name=own(Markup('<a href="#">វត្ត</a>')))
    assert isinstance(link, Markup)
    assert told(f"<p>{link}") == '<p><span lang="vi">Bạn ở: </span><a href="#">វត្ត</a>'
    within = lend("Dài {t}.").format(t=own(lend("5 giây")))
    assert told(within) == '<span lang="vi">Dài </span><span lang="vi">5 giây</span>.'


def test_a_page_without_lent_words_stays_as_it_is() -> None:
    """Not a byte; and signs that content smuggled in without their other half leave no tag behind."""
    page = '<p>Đóng <b title="a">x</b></p>'
    assert told(page) == page
    assert told("<p>a\ufdd0b</p><p>\ufdd1c</p>") == "<p>ab</p><p>c</p>"
