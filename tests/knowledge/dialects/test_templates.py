"""Tags of templates go; the links that their arguments make, and the addresses that they stand for, stay."""

import pytest

from eig_bot.knowledge.dialects.templates import arguments, link_of
from eig_bot.knowledge.links import UNKNOWN

from .plainly import plain


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("{% hint a %}b{% endhint %}", "b"),
        ("{% if a %}b{% else %}c{% endif %}d", "[…]d"),
        ("{% if a %}b{% if c %}d{% endif %}e{% endif %}f", "[…]f"),
        ("{% if a %}b", "b"),
        ("{% for a in b %}{{ a }} : c{% endfor %}d", "[…]d"),
        ("{%- unless a -%}\nb\n{%- endunless -%}c", "[…]\n\nc"),
        ("{% capture a %}b{% endcapture %}{% set a %}b{% endset %}c{% set d = 1 %}e", "ce"),
        ("{%- include a.html b='c' -%}\nd", "\nd"),
        ("{% include a.html url='/b/' text='C' %}", "[C](/b/)"),
        ("{% raw %}{{ a }}{% endraw %}", "{{ a }}"),
        ("{% comment %}{{ a }}{% endcomment %}b", "b"),
        ("{% comment %}a", "a"),
        ("{% embed url='https://a.example/b (c)' %}", "[https://a.example/b (c)](https://a.example/b%20%28c%29)"),
        ("{% file src='../a/b.pdf' %}", "[b.pdf](../a/b.pdf)"),
        ("{% tab title='A' %}\nb", "A  \nb"),
        ("{{ a.b | c: 'd' }}e {{{f}}}", "[…]e […]"),
        ("{{< a b='c' >}}d{{< /a >}} {{% e %}}f{{% /e %}}", "d f"),
        ("{{< a url='b.pdf' title='C [d]' class='e' >}}", "[C (d)](/b.pdf)"),
        ("{{ a }}\n{% include b %}\n- {% if a %}b{% endif %}", "\n\n- "),
        ("{{ a }} {{ b }} c", "[…] […] c"),
        ("{% a", "{% a"),
        ("{{ a", "{{ a"),
        ("{{< a", "{{< a"),
    ],
)
def test_a_tag_leaves_what_it_stands_around_and_its_link(text: str, left: str) -> None:
    assert plain(text) == left


@pytest.mark.parametrize(
    ("written", "address"),
    [
        ("{{ site.baseurl }}/a/", "/a/"),
        ("{{ site.baseurl }}{% link _pages/a.md %}", "/_pages/a.md"),
        ("{{ '/a/' | relative_url }}", "/a/"),
        ('{{ "/a b/" | url }}', "/a%20b/"),
        ("{% post_url 2031-01-02-a %}", "/_posts/2031-01-02-a.md"),
        ('{{< relref "a.md#b" >}}', "a.md#b"),
        ('{{% ref "/a" %}}', "/a"),
        ("{{ site.url }}{{ site.baseurl }}/a/", "/a/"),
        ("{{ '/a/' | prepend: site.baseurl }}", "/a/"),
        ("{{ page.url }}", UNKNOWN),
        ("{{ site.forge }}/wiki", f"{UNKNOWN}/wiki"),
        ("{{ '/a/' | append: page.slug }}", UNKNOWN),
        ('{{< param "a" >}}', UNKNOWN),
    ],
)
def test_in_the_place_of_an_address_a_tag_leaves_one(written: str, address: str) -> None:
    assert plain(f"[a]({written})") == f"[a]({address})"


def test_arguments_have_names_and_single_spaces() -> None:
    assert arguments("""a b="c  d" E='f' g={"h"} i=j""") == {"b": "c d", "e": "f", "g": "h"}


def test_a_link_takes_a_label_and_an_address() -> None:
    assert link_of({"title": "A", "url": "b"}, str.upper) == "[A](B)"
    assert link_of({"title": "A"}) == link_of({"url": "b"}) == ""
