import re
import tarfile
import time
import unicodedata
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from corpus import markup
from corpus.cleaning import clean
from corpus.sentences import sentences

CORPORA = Path(__file__).parent.parent.parent / "shared" / "corpora"


def kinds(source: str) -> list[tuple[str, str]]:
    text, blocks = clean(source)
    return [(block.kind, text[block.start : block.end]) for block in blocks]


def texts(source: str) -> str:
    return clean(source)[0]


def test_empty_bodies_give_nothing():
    for source in ("", " \n\t\n", "<p> </p>", "![chart](c.png)", "<!-- note -->", "---", "\ufeff"):
        assert clean(source) == ("", ())


def test_blocks_are_parted_by_a_blank_line_and_items_by_a_line_break():
    text, blocks = clean("First\nline.\n\nWe need:\n\n- salt\n- oil\n\n1. mix\n2. wait\n\nDone.")
    assert text == "First line.\n\nWe need:\n\n- salt\n- oil\n\n1. mix\n2. wait\n\nDone."
    assert [block.kind for block in blocks] == ["paragraph"] * 2 + ["item"] * 4 + ["paragraph"]
    assert [text[block.start : block.end] for block in blocks][2:6] == [
        "salt",
        "oil",
        "mix",
        "wait",
    ]


def test_html_and_markdown_read_alike():
    rendered = (
        "<p>We <em>need</em>:</p>\n\n<ul>\n<li>salt</li>\n<li>oil\n<ol><li>olive</li>"
        "</ol></li>\n</ul>\n\n<h2>Then</h2>\n<blockquote>\n<p>Wait.</p>\n\n<p>Long.</p></blockquote>"
    )
    written = "We *need*:\n\n- salt\n- oil\n  1. olive\n\n## Then\n\n> Wait.\n>\n> Long."
    assert clean(rendered) == clean(written)
    assert texts(written) == ("We need:\n\n- salt\n- oil\n  1. olive\n\nThen\n\nWait.\n\nLong.")
    assert [kind for kind, _ in kinds(written)] == [
        "paragraph", "item", "item", "item", "heading", "quote", "quote",
    ]  # fmt: skip


def test_an_item_of_several_paragraphs_keeps_its_indent():
    assert texts("- one\n\n  more\n- two") == "- one\n  more\n- two"


@pytest.mark.parametrize(
    ("source", "wanted"),
    [
        ("Q&amp;A &#8212; caf&eacute; &lt;ok&gt;", "Q&A — café <ok>"),
        ("It&amp;#039;s &amp;quot;fine&amp;quot;", "It's \"fine\""),
        ("AT&T and R&D; fine", "AT&T and R&D; fine"),
        ("[our guide](http://a.example/b) helps", "our guide helps"),
        ("[our guide][1] helps\n\n  [1]: http://a.example", "our guide helps"),
        ("[our guide][1] helps\n[1]: http://a.example", "our guide helps"),
        ("See [2] and [guide][3].", "See [2] and [guide][3]."),
        ("Read http://a.example/b_c_d?x=1 now", "Read http://a.example/b_c_d?x=1 now"),
        ("Read <http://a.example/b> now", "Read http://a.example/b now"),
        ("a ![alt text](x.png) b", "a b"),
        ("[![alt][2]][3]\n\nText.\n\n[2]: a.png\n[3]: http://a.example", "Text."),
        ("![Image removed.](/core/misc/icons/x.svg)Text.", "Text."),
        ('<a href="http://a.example"><img src="x.png" alt="alt"></a> Text.', "Text."),
        ("One.<!-- hidden\n\nwords --> Two.", "One. Two."),
        ("One. <script>var a = 1;\n\nf(a);</script>Two.", "One. Two."),
        ('One.\n\n<iframe src="a.html">no frames</iframe>\n\nTwo.', "One.\n\nTwo."),
        ("<style>p { x: y; }</style>\n\nText.", "Text."),
        ("I <promise> to call </promise> you", "I <promise> to call </promise> you"),
        ("<p>about <friends and family> money</p>", "about <friends and family> money"),
        ("Put it in the <body> or an <h1> tag.", "Put it in the <body> or an <h1> tag."),
        ("An unclosed <script> tag stays.", "An unclosed <script> tag stays."),
        ("An unclosed <!-- comment stays.", "An unclosed <!-- comment stays."),
        ("10\\. rules \\[draft\\]", "10. rules [draft]"),
        ("a  \nb<br>c<br/>d", "a\nb\nc\nd"),
        ("a<br><br>b", "a\n\nb"),
        ("a\u2028b", "a\nb"),
        ("a\xa0b&nbsp;c\u200b\x07\ufeffd", "a b cd"),
        ("a \t  b\r\nc", "a b c"),
        ("cafe\u0301", "café"),
        ("** Update: ** more to **come", "Update: more to come"),
        ("a **** word and 2**3", "a **** word and 2**3"),
        ("Text.\n\n* * *\n\n====\n\nMore.", "Text.\n\nMore."),
        ("For these:\n• salt\n• oil", "For these:\n• salt\n• oil"),
        ("a | b\n--|--\nc | d", "a | b\n\nc | d"),
        ('{{< figure src="a.png" >}}\n\n{{% note %}}Read this.{{% /note %}}', "Read this."),
        ("{% include a.html %}\n\nText costs {{ price }}.", "Text costs {{ price }}."),
    ],
)  # fmt: skip
def test_text_is_what_a_person_would_read(source, wanted):
    assert texts(source) == wanted


@pytest.mark.parametrize(
    "source",
    ["## Why ask?", "##Why ask?##", "### Why ask? ###", "Why ask?\n--------", "<h3>Why ask?</h3>"],
)
def test_headings_of_every_form(source):
    assert kinds(f"{source}\n\nText.") == [("heading", "Why ask?"), ("paragraph", "Text.")]


def test_a_hash_that_is_no_heading():
    assert kinds("#1 reason: price") == [("paragraph", "#1 reason: price")]
    assert kinds("## Why C#") == [("heading", "Why C#")]


def test_a_short_bold_line_is_a_heading_only_above_something():
    assert kinds("**Start small**\n\nText.") == [
        ("heading", "Start small"),
        ("paragraph", "Text."),
    ]
    for sentence in ("**Do not sell.**", "**Start** small", "**" + "word " * 9 + "end**"):
        assert kinds(f"{sentence}\n\nText.")[0][0] == "paragraph"
    assert kinds("Text.\n\n**Start small**")[-1] == ("paragraph", "Start small")


def test_the_inserted_duplicate_banner_goes_and_other_quotes_stay():
    banner = (
        "> **Possible Duplicate:**  \n> [What sells?](http://a.example/1)  \n\n"
        "<!-- End of automatically inserted text -->\n\n"
    )
    assert kinds(f"{banner}My question.\n\n> He said so.") == [
        ("paragraph", "My question."),
        ("quote", "He said so."),
    ]


def test_code_is_a_block_of_its_own_wherever_it_stands():
    script = "function send(mail) {\n  var to = mail.to;\n  post(to);\n}"
    indented = "".join(f"    {line}\n" for line in script.split("\n"))
    bare = script.replace("  ", "")
    for source in (indented, f"```js\n{script}\n```", f"<pre><code>{script}</code></pre>"):
        assert kinds(f"Text.\n\n{source}\n\nMore.") == [
            ("paragraph", "Text."),
            ("code", script),
            ("paragraph", "More."),
        ]
    assert kinds(f"Text.\n\n{bare}\n\nMore.")[1] == ("code", bare)
    filing = "<issuer>\n    <item>06</item>\n</issuer>"
    assert kinds("    " + filing.replace("\n", "\n    ")) == [("code", filing)]


def test_prose_indented_by_accident_is_prose():
    assert kinds("Costs:\n\n    * paper & <ink>\n    * post\n\n    Then we print it all.") == [
        ("paragraph", "Costs:"),
        ("item", "paper & <ink>"),
        ("item", "post"),
        ("paragraph", "Then we print it all."),
    ]
    assert kinds("~~~~~~ A simple view.\n\nAnd another.") == [
        ("paragraph", "A simple view."),
        ("paragraph", "And another."),
    ]


@settings(deadline=None)
@given(
    st.text(
        st.sampled_from("ab <>&;#*_`[]()!-=+.1\n\t\\/{%}|~:\"'p\u2028\xa0\0\ud800"), max_size=80
    )
)
@example("<div>" * 3000 + "x" + "</b>" * 50)
@example("> " * 500 + "x")
@example("\n\n".join("    " * depth + "word" for depth in range(40)))
@example("</ul></li></p></blockquote><li>x<td>y")
@example(";\u2028{")
def test_any_text_gives_exact_ordered_blocks(source):
    text, blocks = clean(source)
    place = 0
    for block in blocks:
        assert block.start >= place
        assert re.fullmatch(r"\n*[ ]*(?:- |\d+\. )?", text[place : block.start])
        assert text[block.start : block.end].strip()
        place = block.end
    assert place == len(text)
    assert text == unicodedata.normalize("NFC", text)
    assert not re.search("[\0-\x08\x0b-\x1f\x7f\xa0\u200b\u2028\ufeff\ud800-\udfff]", text)


@settings(deadline=None)
@given(st.text(max_size=200))
def test_arbitrary_unicode_never_raises(source):
    assert isinstance(clean(source)[0], str)


def seconds(source: str) -> float:
    start = time.process_time()
    text, blocks = clean(source)
    sentences(text, blocks)
    return time.process_time() - start


@pytest.mark.parametrize("between", ["", "some words between them "])
@pytest.mark.parametrize(
    "unit",
    ["{{< highlight ", "{%", "[", "![[", "[a][", "*a", "*_", "**", "`", "<script>", "<style ",
     "<div>", "<zz>", "<noscript>", "<!-- ", "a <!--", "<![CDATA[", "> ", "- > ", "- a\n", "> a\n",
     "|a", "## a ", "a( ) ;}", "\u0316\u0301", "\n", "<pre>", "word", "a\n["],
)  # fmt: skip
def test_no_text_takes_more_than_linear_time(unit, between):
    size = 5_000
    source = (unit + between) * (8 * size // len(unit + between))
    least = max(min(seconds(source[:size]) for _ in range(2)), 0.02)
    # The machine may be busy with something else for a moment, but hardly three times.
    assert any(seconds(source) < 8 * 3 * least for _ in range(3))


def test_growing_runs_nests_and_tables_take_bounded_time():
    table = "|a" * 250 + "\n" + "|-" * 250 + "\n" + "|\n" * 2000
    links = "[a]: " + "b" * 50_000 + "\n\n" + "[a] " * 1500
    nest = "".join("  " * depth + "- a\n" for depth in range(300))
    ticks = " ".join("`" * length for length in range(300))
    spaces = "## a" + " " * 50_000 + "b"
    quotes = ("> " * 19 + "x\n") * 300
    for source in (table, links, nest, ticks, spaces, quotes):
        assert seconds(source) < 10


def test_a_body_with_more_marks_than_anybody_writes_is_kept_as_it_stands():
    words = [f"word{number}" for number in range(3_000)]
    for mark in ("[", "<div> ", "*a* ", "- ", "`", "{% "):
        source = "Above.\n\n" + " ".join(mark + word for word in words) + "\n\n" + mark * 9_000
        text, blocks = clean(source)
        assert blocks[0].end == len("Above.")
        assert set(words) <= set(re.findall(r"word\d+", text))
    nest = "".join("  " * depth + f"- {word}\n" for depth, word in enumerate(words[:60]))
    assert set(re.findall(r"word\d+", clean(nest)[0])) == set(words[:60])
    long = "A [guide](http://a.example) to *selling*, for everyone who has to sell. " * 800
    assert "](" not in clean(long)[0]


PROSE = st.lists(
    st.tuples(st.from_regex(r"[A-Za-zéß]{1,9}[.,;:?!]?", fullmatch=True), st.sampled_from(" \n")),
    max_size=40,
)


@settings(deadline=None)
@given(PROSE)
def test_every_word_of_plain_prose_survives(words):
    source = "".join(word + gap for word, gap in words)
    assert texts(source).split() == source.split()


@settings(deadline=None)
@given(st.text(st.sampled_from("ab.&> \n"), max_size=60))
def test_the_short_way_for_plain_bodies_reads_like_the_long_one(source):
    short = clean(source)
    whole, markup._MARKUP = markup._MARKUP, re.compile("")
    try:
        assert clean(source) == short
    finally:
        markup._MARKUP = whole


@pytest.fixture(scope="module")
def threads() -> dict[str, str]:
    path = CORPORA / "onstartups-240fea96.tar.gz"
    if not path.exists():
        pytest.skip("the archive of threads is not beside this checkout")
    wanted = re.compile(r"/questions/(41303|17996|11671|41632|21712|3612)/[^/]+\.md$")
    with tarfile.open(path) as archive:
        return {
            found[1]: archive.extractfile(member).read().decode()
            for member in archive
            if (found := wanted.search(member.name))
        }


@pytest.mark.archive
def test_tricky_threads(threads):
    clean_texts = {number: clean(source) for number, source in threads.items()}
    assert len(clean_texts) == 6
    assert "enter image" not in clean_texts["41303"][0]
    assert 'SOURCE: "Bootstrapping a Lean Startup"' in clean_texts["41303"][0]
    assert "Possible Duplicate" not in clean_texts["17996"][0]
    assert "alt text" not in clean_texts["17996"][0]
    assert "<iframe" not in clean_texts["11671"][0]
    assert "[GoldMine][4]" in clean_texts["3612"][0]
    assert "\u2028" in threads["21712"]
    assert "\u2028" not in clean_texts["21712"][0]
    text, blocks = clean_texts["41632"]
    filing = text.index("<offeringData>")
    assert any(b.kind == "code" and b.start <= filing < b.end for b in blocks)
