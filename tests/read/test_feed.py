"""Feeds: each item an article of its own, read from its own characters, however broken the feed is around it."""

from __future__ import annotations

import io
import json
import time
import tracemalloc

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archives import STORY, page
from onrecord.article import Article, visible
from onrecord.errors import PassedOver, ReadError
from onrecord.read.feed import articles_of_feed, day_of
from onrecord.read.how import Got, How
from onrecord.read.jsonfeed import articles_of_json
from onrecord.read.links import NO_FETCH

SPACES = 'xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"'
HEAD = "<title>The Larnaby Post</title><link>https://larnaby.example/</link><language>en-GB</language>"
GOOD = "<item><title>{0}</title><link>https://larnaby.example/{0}</link><description>Story {0} is told.</description></item>"


def rss(*items: str, head: str = HEAD, start: str = "") -> str:
    return f'{start}<rss version="2.0" {SPACES}><channel>{head}{"".join(items)}</channel></rss>'


def read(feed: str | bytes, how: How | None = None) -> list[Article | ReadError]:
    raw = feed.encode() if isinstance(feed, str) else feed
    return list(articles_of_feed(io.BytesIO(raw), "f.xml", {}, how or How()))


def told(items: list[Article | ReadError]) -> list[str]:
    return [i.text if isinstance(i, Article) else f"{i.code.id} {i.name}" for i in items]


def only(items: list[Article | ReadError]) -> Article:
    (item,) = items
    assert isinstance(item, Article), str(item)
    return item


def test_an_item_of_rss_with_all_that_it_says() -> None:
    a = only(read(rss(
        "<item><title>Bridge &lt;i&gt;closed&lt;/i&gt;</title><link> https://larnaby.example/1 </link><guid>tag:1</guid>"
        "<pubDate>Mon, 06 May 2024 23:30:00 -0500</pubDate><description>Short.</description>"
        "<content:encoded><![CDATA[<p>The <b>bridge</b> is&nbsp;closed.</p><p>R&amp;D works.</p>]]>"
        "</content:encoded></item>"
    )))  # fmt: skip
    s = a.source
    assert (s.kind, s.title, s.url, s.name, s.outlet) == (
        "html", "Bridge closed", "https://larnaby.example/1", "tag:1", "The Larnaby Post",
    )  # fmt: skip
    assert (s.metadata_date, s.language, s.part_of, s.path) == ("2024-05-06", "en", "https://larnaby.example/", "f.xml:1")
    assert s.text.startswith("<p>The <b>bridge</b> is&nbsp;closed.</p>")
    assert a.text.startswith("The bridge is closed.\n\nR&D")
    assert [n.code for n in a.notes] == []
    mark = a.mark(a.text.index("bridge is"), a.text.index("bridge is") + 9)
    assert mark.span.cut(s.text) == "bridge</b> is"
    assert a.words(mark) == "bridge is"


ATOM = """<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><id>urn:larnaby</id>
<title>Larnaby</title><link href="https://larnaby.example/"/><entry><id>e1</id><title type="html">Bridge &amp;amp; road</title>
<link rel="enclosure" href="https://larnaby.example/a.mp3"/><link href="https://larnaby.example/1"/>
<updated>2024-05-07T01:00:00Z</updated><published>2024-05-06T23:00:00+02:00</published><summary>Short.</summary>
<content type="{type}">{content}</content></entry></feed>"""


@pytest.mark.parametrize(
    ("type_", "content", "kind", "text"),
    [
        ("html", "&lt;p&gt;It is &lt;b&gt;shut&lt;/b&gt;.&lt;/p&gt;", "html", "It is shut."),
        ("xhtml", '<div xmlns="http://www.w3.org/1999/xhtml"><p>It is <b>shut</b>.</p></div>', "html", "It is shut."),
        ("text", "1 &lt; 2, it is shut.", "text", "1 < 2, it is shut."),
    ],
)
def test_entries_of_atom(type_: str, content: str, kind: str, text: str) -> None:
    a = only(read(ATOM.format(type=type_, content=content)))
    s = a.source
    assert (s.kind, a.text, s.title, s.url) == (kind, text, "Bridge & road", "https://larnaby.example/1")
    assert (s.part_of, s.outlet, s.metadata_date, s.name, s.language) == ("urn:larnaby", "Larnaby", "2024-05-06", "e1", "en")


def test_items_of_rss_1_stand_beside_the_channel() -> None:
    feed = (
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="x"><title>Larnaby</title>'
        '<items><rdf:Seq><rdf:li resource="y"/></rdf:Seq></items></channel>'
        '<item rdf:about="y"><title>One</title><description>It is shut.</description>'
        "<dc:date>2024-05-06</dc:date></item></rdf:RDF>"
    )
    a = only(read(feed))
    assert (a.text, a.source.outlet, a.source.metadata_date) == ("It is shut.", "Larnaby", "2024-05-06")


def test_names_with_prefixes() -> None:
    feed = '<a:feed xmlns:a="http://www.w3.org/2005/Atom"><a:title>L</a:title><a:entry><a:content>Shut.</a:content></a:entry></a:feed>'
    assert only(read(feed)).source.outlet == "L"


def test_media_titles_and_descriptions_are_not_the_items() -> None:
    media = '<media:group xmlns:media="http://search.yahoo.com/mrss/"><media:title>no</media:title></media:group>'
    loose = "<media:description>no</media:description><media:title>no</media:title>"
    for extra in (media, loose):
        a = [
            i
            for i in read(rss(f"<item>{extra}<title>One</title><description>Shut.</description></item>"))
            if isinstance(i, Article)
        ]
        assert [(x.text, x.source.title) for x in a] == [("Shut.", "One")]


def test_a_summary_is_read_and_told_to_be_one() -> None:
    a = only(read(rss(GOOD.format("a"))))
    assert [n.code for n in a.notes] == ["R222"]


@pytest.mark.parametrize(
    ("bad", "code"),
    [
        ("<item><title>no text</title></item>", "R123"),
        ("<item><description>  &lt;p&gt;&amp;nbsp;&lt;/p&gt; </description></item>", "R123"),
        ("<item/>", "R123"),
        ("<item>" + "<d>" * 5000 + "</item>", "R123"),
    ],
)
def test_a_bad_item_is_one_error_and_the_others_are_read(bad: str, code: str) -> None:
    assert told(read(rss(GOOD.format("a"), bad, GOOD.format("b")))) == [
        "Story a is told.",
        f"{code} f.xml:2",
        "Story b is told.",
    ]


@pytest.mark.parametrize(
    ("bad", "text"),
    [
        ("<item><description>Fish & chips <b>now</description></item>", "Fish & chips now"),
        ("<item><description>Fish &bogus; chips</description></item>", "Fish &bogus; chips"),
        ("<item><title>x</description><description>Fish</description></item>", "Fish"),
        ("<item><description>Fi\x08sh</description></item>", "Fish"),
        ("<item><description>Fish</description>", "Fish"),
        ("<item><foo:bar>1</foo:bar><description>Fish</description></item>", "Fish"),
    ],
)
def test_what_is_not_well_formed_is_mended_and_told(bad: str, text: str) -> None:
    a, b, c = read(rss(GOOD.format("a"), bad, GOOD.format("c")))
    assert isinstance(b, Article)
    assert b.text == text
    assert "R221" in [n.code for n in b.notes]
    assert told([a, c]) == ["Story a is told.", "Story c is told."]


def test_names_of_characters_that_only_html_knows_are_no_fault() -> None:
    a = only(read(rss("<item><description>Caf&eacute;&nbsp;shut &mdash; for now</description></item>")))
    assert (a.text, [n.code for n in a.notes]) == ("Café\u00a0shut — for now", ["R222"])


def test_items_within_comments_and_cdata_are_none() -> None:
    assert told(
        read(rss(f"<!-- {GOOD.format('x')} -->", "<item><description><![CDATA[a </item><item> b]]></description></item>"))
    ) == ["a b"]


@pytest.mark.parametrize("end", ["</channel>", "", GOOD.format("b")[:60]])
def test_a_feed_that_is_cut_off_keeps_what_came_before(end: str) -> None:
    items = read(f"<rss><channel>{HEAD}{GOOD.format('a')}{end}")
    assert told(items)[0] == "Story a is told."
    codes = [i.code.id for i in items if isinstance(i, ReadError)]
    assert codes == (["R125", "R103"] if end.startswith("<item") else ["R103"])


BOMB = '<?xml version="1.0"?><!DOCTYPE r [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'
OUTSIDE = '<!DOCTYPE r [<!ENTITY f SYSTEM "file:///etc/hostname">]>'


@pytest.mark.parametrize("start", [BOMB, OUTSIDE, OUTSIDE.replace("f SYSTEM", "% f SYSTEM")])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entities_of_a_feeds_own_are_refused(start: str, encoding: str) -> None:
    item = "<item><description>&b;&f;</description></item>"
    assert told(read(rss(item, start=start).encode(encoding))) == ["R122 f.xml"]


def test_a_document_type_alone_is_no_fault() -> None:
    doctype = '<!DOCTYPE rss PUBLIC "-//Netscape Communications//DTD RSS 0.91//EN" "http://my.netscape.com/rss-0.91.dtd">'
    assert told(read(rss(GOOD.format("a"), start=doctype))) == ["Story a is told."]


@pytest.mark.parametrize("raw", [b"", b"hello", b"<html><body>no</body></html>", b"<rss", b"\x00\x01\x02", b"<a" * 5000])
def test_what_is_no_feed(raw: bytes) -> None:
    assert told(read(raw)) == ["R121 f.xml"]


def test_a_feed_without_items_is_no_failure() -> None:
    (item,) = read(rss())
    assert isinstance(item, PassedOver)
    assert item.code.id == "R225"


@pytest.mark.parametrize(
    ("written", "declared"),
    [
        ("utf-8", "utf-8"),
        ("cp1252", "windows-1252"),
        ("cp1252", "ISO-8859-1"),
        ("utf-16", "utf-16"),
        ("utf-16-le", "utf-16"),
        ("utf-8", "utf-16"),
    ],
)
def test_encodings(written: str, declared: str) -> None:
    feed = rss("<item><description>Café “shut”</description></item>", start=f'<?xml version="1.0" encoding="{declared}"?>')
    a = only(read(feed.encode(written)))
    assert (a.text, [n.code for n in a.notes]) == ("Café “shut”", ["R222"])


@pytest.mark.parametrize(
    "declared", ["hex", "idna", "rot13", "punycode", "undefined", "utf-7", "no-such", "zip", "unicode_escape", "mbcs"]
)
def test_encodings_that_are_none_of_text_are_read_as_utf_8(declared: str) -> None:
    feed = rss("<item><description>Café “shut”</description></item>", start=f'<?xml version="1.0" encoding="{declared}"?>')
    assert only(read(feed)).text == "Café “shut”"


def test_windows_1252_in_what_should_be_utf_8() -> None:
    feed = rss("<item><description>Café “shut”</description></item>", start='<?xml version="1.0" encoding="utf-8"?>')
    a = only(read(feed.encode("cp1252")))
    assert (a.text, [n.code for n in a.notes]) == ("Café “shut”", ["R222", "R201"][::-1])


def test_an_item_over_the_limit_is_an_error_and_is_not_held() -> None:
    long = f"<item><description>{'word ' * 2_000_000}</description></item>"
    raw = rss(GOOD.format("a"), long, GOOD.format("b")).encode()
    tracemalloc.start()
    items = read(raw, How(max_bytes=500_000))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert told(items) == ["Story a is told.", "R104 f.xml:2", "Story b is told."]
    assert peak < 8_000_000  # the item has ten million characters


def test_many_items_in_flat_memory() -> None:
    raw = rss(*(GOOD.format(n) for n in range(4_000))).encode()
    start = time.monotonic()
    tracemalloc.start()
    count = sum(isinstance(i, Article) for i in articles_of_feed(io.BytesIO(raw), "f.xml", {}))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert count == 4_000
    assert peak < 3_000_000
    assert time.monotonic() - start < 60


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("Mon, 06 May 2024 10:00:00 GMT", "2024-05-06"),
        ("6 May 2024 10:00 EST", "2024-05-06"),
        ("2024-05-06T10:00:00Z", "2024-05-06"),
        ("2024-05-06T10:00:00.123+02:00", "2024-05-06"),
        ("2024-05-06 10:00:00 whatever", "2024-05-06"),
        ("2024-05-06", "2024-05-06"),
        ("2024-13-45", None),
        ("yesterday", None),
        ("Mon, 00 Foo 2024", None),
        ("", None),
    ],
)
def test_dates(said: str, day: str | None) -> None:
    assert day_of(said) == day


def test_a_date_that_cant_be_read_is_told() -> None:
    a = only(read(rss("<item><description>Shut.</description><pubDate>yesterday</pubDate></item>")))
    assert (a.source.metadata_date, [n.code for n in a.notes]) == (None, ["R223", "R222"])


def test_followed_links_are_read_in_the_items_place() -> None:
    def fetch(urls: object) -> object:
        for url in urls:  # type: ignore[attr-defined]
            yield ReadError(NO_FETCH, url) if url.endswith("b") else Got(f"{url}?final", page().encode(), "text/html")

    dated = GOOD.format("a").replace("</item>", "<pubDate>Mon, 06 May 2024 10:00:00 GMT</pubDate></item>")
    a, b = read(rss(dated, GOOD.format("b")), How(fetch=fetch, follow=True))  # type: ignore[arg-type]
    assert isinstance(a, Article)
    assert isinstance(b, Article)
    assert STORY in a.text
    assert (a.source.url, a.source.metadata_date, a.source.part_of) == (
        "https://larnaby.example/a?final", "2024-05-06", "https://larnaby.example/",
    )  # fmt: skip
    assert (b.text, [n.code for n in b.notes]) == ("Story b is told.", ["R224", "R222"])


def test_a_sitemap_is_a_list_of_links() -> None:
    news = "<n:news xmlns:n='http://www.google.com/schemas/sitemap-news/0.9'><n:publication><n:name>Larnaby</n:name></n:publication>"
    news += "<n:publication_date>2024-05-06T09:00Z</n:publication_date><n:title>Shut</n:title></n:news>"
    sitemap = f"<urlset><url><loc>https://larnaby.example/a</loc>{news}</url><url><loc> https://larnaby.example/b</loc></url></urlset>"
    assert told(read(sitemap)) == ["R126 f.xml"]

    def fetch(urls: object) -> object:
        for url in urls:  # type: ignore[attr-defined]
            yield Got(url, (sitemap if url.endswith("xml") else page()).encode(), None)

    a, b = read(sitemap, How(fetch=fetch, follow=True))  # type: ignore[arg-type]
    assert isinstance(a, Article)
    assert isinstance(b, Article)
    assert (a.source.outlet, a.source.metadata_date, b.source.metadata_date) == ("Larnaby", "2024-05-06", None)
    index = "<sitemapindex><sitemap><loc>https://larnaby.example/s.xml</loc></sitemap></sitemapindex>"
    assert len(read(index, How(fetch=fetch, follow=True))) == 2  # type: ignore[arg-type]
    limited = read(sitemap, How(fetch=fetch, follow=True, max_links=1))  # type: ignore[arg-type]
    assert told(limited)[1:] == ["R127 f.xml"]


def test_sitemaps_that_name_each_other_end() -> None:
    index = "<sitemapindex><sitemap><loc>https://larnaby.example/s.xml</loc></sitemap></sitemapindex>"

    def fetch(urls: object) -> object:
        for url in urls:  # type: ignore[attr-defined]
            yield Got(url, index.encode(), None)

    assert told(read(index, How(fetch=fetch, follow=True))) == ["R127 https://larnaby.example/s.xml"]  # type: ignore[arg-type]


def json_items(value: object, how: How | None = None) -> list[Article | ReadError]:
    raw = value if isinstance(value, bytes) else json.dumps(value).encode()
    return list(articles_of_json(io.BytesIO(raw), "f.json", {}, how or How()))


def test_json_feed() -> None:
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "Larnaby",
        "feed_url": "https://larnaby.example/f",
        "language": "en-GB",
        "items": [
            {
                "id": 7,
                "url": "https://larnaby.example/1",
                "title": "Shut",
                "content_html": "<p>It is <i>shut</i>.</p>",
                "content_text": "no",
                "date_published": "2024-05-06T10:00:00Z",
            },
            {"id": "8", "content_text": "It is <open>."},
            {"id": "9", "summary": "Short."},
            {"id": "10"},
            "nonsense",
        ],
    }
    items = json_items(feed)
    assert told(items) == ["It is shut.", "It is <open>.", "Short.", "R123 f.json:4", "R128 f.json:5"]
    a = items[0]
    assert isinstance(a, Article)
    s = a.source
    assert (s.name, s.url, s.title, s.outlet, s.metadata_date, s.part_of, s.language) == (
        "7", "https://larnaby.example/1", "Shut", "Larnaby", "2024-05-06", "https://larnaby.example/f", "en",
    )  # fmt: skip


def test_json_records_in_a_list_or_alone() -> None:
    assert told(json_items([{"id": "a", "text": "One."}, {"id": "b"}, 3])) == ["One.", "R108 f.json:2", "R107 f.json:3"]
    assert told(json_items({"text": "One."})) == ["One."]
    assert told(json_items(b"{nonsense")) == ["R128 f.json"]
    assert told(json_items(b"[" * 100_000)) == ["R128 f.json"]
    assert told(json_items(b'"' + b"x" * 600 + b'"', How(max_bytes=100))) == ["R104 f.json"]


TAGS = "<p> </p> <br> <b> </b> <script>s()</script> <h2> </h2>"
PARTS = [
    *TAGS.split(),
    "<img alt='x'>",
    " ",
    "\n",
    "&amp;",
    "&nbsp;",
    "&#8220;",
    "word",
    "Zoë",
    "1<2",
    "<!-- x -->",
    "\u00ad",
    "&",
    "<",
    ";",
    "&copy2019",
    "&ampx",
    "<td>",
    "<iframe>x</iframe>",
    "</iframe>",
    "&#0;",
]


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(PARTS), max_size=25))
def test_what_is_read_stands_on_its_characters(parts: list[str]) -> None:
    """Reading text is what the fragment shows, and every word of it is found again at its place."""
    fragment = "".join(parts)
    item = {"version": "https://jsonfeed.org/version/1", "items": [{"content_html": fragment}]}
    (a,) = json_items(item)
    if not isinstance(a, Article):
        assert visible(fragment) == ""
        return
    assert a.text.split() == visible(fragment).split()
    at = 0
    for word in a.text.split():
        at = a.text.index(word, at)
        assert a.words(a.mark(at, at + len(word))) == word
        at += len(word)


@pytest.mark.parametrize("junk", ["\0", "!", " "])
def test_an_item_whose_opening_tag_is_damaged_costs_itself_only(junk: str) -> None:
    feed = rss(*(GOOD.format(n) for n in "abc"))
    at = feed.index("<item>") + 1
    assert told(read(feed[:at] + junk + feed[at:])) == ["R124 f.xml:1", "Story b is told.", "Story c is told."]
    at = feed.index("<item>", at) + 1
    assert told(read(feed[:at] + junk + feed[at:])) == ["Story a is told.", "R124 f.xml:2", "Story c is told."]


def test_a_closing_tag_too_many_costs_nothing() -> None:
    assert told(read(rss(GOOD.format("a"), "</item>\n</item>", GOOD.format("b")))) == ["Story a is told.", "Story b is told."]


@settings(max_examples=150, deadline=None)
@given(
    cut=st.integers(0, 2000),
    junk=st.one_of(st.binary(max_size=30), st.sampled_from([b"<", b"<![CDATA[", b"<!--", b"</item>", b"<item>", b"&", b'"'])),
)
def test_junk_anywhere_raises_nothing_and_costs_two_items_at_most(cut: int, junk: bytes) -> None:
    raw = rss(*(GOOD.format(n) for n in "abcdefgh")).encode()
    cut = min(cut, len(raw))
    items = read(raw[:cut] + junk + raw[cut:])
    texts = {i.text for i in items if isinstance(i, Article)}
    begun = raw.index(b"<item>")
    if cut >= begun and not junk.startswith((b"<!", b"</")):
        assert len({f"Story {n} is told." for n in "abcdefgh"} - texts) <= 2
    assert texts or any(isinstance(i, ReadError) for i in items)


@pytest.mark.parametrize(
    ("head", "path", "link", "url"),
    [
        ("<link>https://larnaby.example/news/</link>", "f.xml", "/a", "https://larnaby.example/a"),
        ("<link>https://larnaby.example/news/</link>", "f.xml", "a?b=1", "https://larnaby.example/news/a?b=1"),
        ("<link>https://larnaby.example/news/</link>", "f.xml", "//other.example/a", "https://other.example/a"),
        ("<link>https://larnaby.example/</link>", "https://feeds.example/x/rss", "a", "https://feeds.example/x/a"),
        ("", "f.xml", "/a", "/a"),
        ("", "f.xml", "javascript:alert(1)", None),
        ("<link>https://larnaby.example/</link>", "f.xml", "mailto:desk@larnaby.example", None),
        ("<link>https://[</link>", "f.xml", "/a", "/a"),
    ],
)
def test_links_are_made_whole(head: str, path: str, link: str, url: str | None) -> None:
    feed = rss(f"<item><link>{link}</link><description>A story.</description></item>", head=head)
    [item] = articles_of_feed(io.BytesIO(feed.encode()), path, {})
    assert isinstance(item, Article)
    assert item.source.url == url


def test_links_stand_where_the_feed_says_or_came_from() -> None:
    entry = "<entry><link href='a'/><summary>A story.</summary></entry>"
    atom = f"<feed xmlns='http://www.w3.org/2005/Atom' xml:base='/news/'><link rel='self' href='https://l.example/x/f'/>{entry}</feed>"
    [item] = read(atom)
    assert isinstance(item, Article)
    assert item.source.url == "https://l.example/news/a"
    record = {"version": "https://jsonfeed.org/version/1", "items": [{"url": "a", "content_text": "A story."}]}
    [item] = articles_of_json(io.BytesIO(json.dumps(record).encode()), "https://l.example/x/f.json", {})
    assert isinstance(item, Article)
    assert item.source.url == "https://l.example/x/a"
