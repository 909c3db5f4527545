"""A folder's configuration tells which tool makes its site; what it does not say is not guessed."""

import pytest

from eig_bot.knowledge.addresses import address_of
from eig_bot.knowledge.front_matter import read_ours
from eig_bot.knowledge.generators.find import generator_of, is_configuration
from eig_bot.knowledge.passage import Site

HOST = Site(address="https://jardins.example")
JEKYLL, HUGO, MKDOCS = "_config.yml", "hugo.toml", "mkdocs.yml"
DOCUSAURUS, ELEVENTY, VUEPRESS = "docusaurus.config.js", ".eleventy.js", ".vuepress/config.js"


def address(configuration: str, source: str, path: str, front: str = "title: Ail", said: Site = HOST) -> str | None:
    """Return where a page stands on a site that a configuration speaks of, without the host."""
    found = address_of(path, read_ours(front), generator_of({configuration: source}).site(said))
    return found.removeprefix("https://jardins.example") if found else None


@pytest.mark.parametrize(
    ("path", "name"),
    [
        (JEKYLL, "Jekyll"),
        ("docs/_config.yaml", "Jekyll"),
        (HUGO, "Hugo"),
        ("config/_default/hugo.yaml", "Hugo"),
        (MKDOCS, "MkDocs"),
        ("website/docusaurus.config.ts", "Docusaurus"),
        (ELEVENTY, "Eleventy"),
        ("eleventy.config.mjs", "Eleventy"),
        ("docs/.vuepress/config.ts", "VuePress"),
        (".vitepress/config.mts", "VuePress"),
        ("book.json", "GitBook"),
        (".gitbook.yaml", "GitBook"),
        (".obsidian/app.json", "Obsidian"),
        ("a/b/c/mkdocs.yml", ""),
        ("mkdocs.yml.bak", ""),
        ("index.md", ""),
    ],
)
def test_each_tool_is_known_by_the_name_of_its_configuration(path: str, name: str) -> None:
    assert is_configuration(path) == bool(name)
    assert generator_of({path: "baseURL: https://jardins.example\n"}).name == name


@pytest.mark.parametrize(
    ("path", "found"),
    [
        ("source/ail/index.md", "/ail/"),
        ("source/ail.md", "/ail.html"),
        ("source/_posts/2031-04-10-ail.md", "/2031/04/10/ail/"),
    ],
)
def test_hexo_has_the_name_of_jekylls_configuration_and_keys_of_its_own(path: str, found: str) -> None:
    assert generator_of({JEKYLL: "source_dir: source\n"}).name == "Hexo"
    assert address(JEKYLL, "new_post_name: ':title.md'\npermalink: ':year/:month/:day/:title/'\n", path) == found


def test_a_folder_of_posts_is_jekylls_and_a_table_of_contents_a_book() -> None:
    assert generator_of({}, ["blog/_posts/2031-04-10-ail.md"]).name == "Jekyll"
    assert generator_of({"SUMMARY.md": "* [Ail](ail.md)\n"}).name == "GitBook"
    assert generator_of({"SUMMARY.md": "Un résumé de l'année.\n"}, ["SUMMARY.md"]).name == ""


def test_the_configuration_nearest_to_the_top_speaks() -> None:
    assert generator_of({"exemples/mkdocs.yml": "", JEKYLL: ""}).name == "Jekyll"


@pytest.mark.parametrize(
    "source", ["", "a: [", "- a", "\t", "1", "a: &b [*b]", "baseURL = ", "url: {}\nbaseurl: 3\ncollections: 4"]
)
@pytest.mark.parametrize("path", [JEKYLL, HUGO, MKDOCS, DOCUSAURUS, ELEVENTY, VUEPRESS, "book.json", ".obsidian/app.json"])
def test_a_configuration_that_cannot_be_read_says_nothing(path: str, source: str) -> None:
    assert generator_of({path: source}).address is None


def test_a_file_of_another_program_is_no_configuration() -> None:
    assert generator_of({"config.toml": "port = 80\n"}).name == ""


@pytest.mark.parametrize(
    ("said", "found"),
    [
        (Site(), "https://serre.example/aide"),
        (HOST, "https://jardins.example/aide"),
        (Site(address="https://jardins.example/doc"), "https://jardins.example/doc"),
    ],
)
def test_site_yml_comes_before_the_configuration(said: Site, found: str) -> None:
    assert generator_of({JEKYLL: "url: https://serre.example\nbaseurl: /aide/\n"}).site(said).address == found


@pytest.mark.parametrize("written", ["http://localhost:4000", "https://example.com", "/aide/", "serre.example"])
def test_an_address_that_is_still_an_example_is_none(written: str) -> None:
    assert generator_of({JEKYLL: f"url: {written}\n"}).address is None


@pytest.mark.parametrize(
    ("source", "path", "found"),
    [
        ("", "semis/ail.md", "/semis/ail.html"),
        ("permalink: pretty", "semis/ail.md", "/semis/ail/"),
        ("permalink: /:title/", "semis/ail.md", "/semis/ail/"),
        ("permalink: /:title", "semis/ail.md", "/semis/ail"),
        ("", "_posts/2031-04-10-ail.md", "/2031/04/10/ail.html"),
        ("permalink: /:year/:title/", "_posts/2031-04-10-ail.md", "/2031/ail/"),
        ("permalink: none", "_posts/2031-04-10-ail.md", "/ail.html"),
        ("permalink: ordinal", "_posts/2031-04-10-ail.md", None),
        ("", "_pages/ail.md", None),
        ("defaults:\n- scope: {path: _pages}\n  values: {permalink: '/:basename/'}", "_pages/ail.md", "/ail/"),
        (
            "defaults:\n- scope: {path: '', type: posts}\n  values: {permalink: '/n/:title/'}",
            "_posts/2031-04-10-ail.md",
            "/n/ail/",
        ),
        ("defaults:\n- scope: {path: '', type: fiches}\n  values: {permalink: '/n/:title/'}", "ail.md", None),
        ("collections: {fiches: {output: true}}", "_fiches/ail.md", "/fiches/ail.html"),
        ("collections: {fiches: {output: true, permalink: '/:collection/:name/'}}", "_fiches/ail.md", "/fiches/ail/"),
        ("collections: [fiches]", "_fiches/ail.md", None),
        ("source: site", "site/ail.md", "/ail.html"),
    ],
)
def test_jekyll(source: str, path: str, found: str | None) -> None:
    assert address(JEKYLL, source, path) == found


@pytest.mark.parametrize(
    ("source", "path", "found"),
    [
        ("", "content/Semis/Ail rose.md", "/semis/ail-rose/"),
        ("uglyURLs = true", "content/ail.md", "/ail.html"),
        ("disablePathToLower = true", "content/Ail.md", "/Ail/"),
        ("contentDir = 'pages'", "pages/ail.md", "/ail/"),
        ("[permalinks]\nactus = '/:year/:slug/'", "content/actus/ail.md", None),
        ("[permalinks.page]\nactus = '/a/:slug/'", "content/actus/ail.md", "/a/ail/"),
        ("", "content/ail.en.md", None),
        ("[languages.fr]\nweight=1\n[languages.en]\nweight=2", "content/ail.md", None),
    ],
)
def test_hugo(source: str, path: str, found: str | None) -> None:
    assert address(HUGO, f"baseURL = 'https://jardins.example/'\n{source}", path) == found


@pytest.mark.parametrize(
    ("source", "path", "found"),
    [
        ("", "docs/semis/ail.md", "/semis/ail/"),
        ("use_directory_urls: false", "docs/semis/ail.md", "/semis/ail.html"),
        ("docs_dir: pages", "pages/ail.md", "/ail/"),
        ("hooks: !ENV [A, b]\ndocs_dir: pages", "pages/README.md", "/"),
    ],
)
def test_mkdocs(source: str, path: str, found: str) -> None:
    assert address(MKDOCS, source, path) == found


@pytest.mark.parametrize(
    ("source", "path", "front", "found"),
    [
        ("", "docs/01-semis/02-ail.md", "title: Ail", "/docs/semis/ail"),
        ("", "docs/semis/ail.md", "id: rose", "/docs/semis/rose"),
        ("", "docs/semis/ail.md", "slug: rose", "/docs/semis/rose"),
        ("trailingSlash: true", "docs/ail.md", "title: Ail", "/docs/ail/"),
        ("docs: { sidebarPath: 'a', routeBasePath: '/' }", "docs/ail.md", "title: Ail", "/ail"),
        ("plugins: [[x, { routeBasePath: 'b' }]]", "docs/ail.md", "title: Ail", None),
        ("", "blog/2031-04-10-ail.md", "slug: rose", "/blog/rose"),
        ("", "src/pages/semis/ail.md", "title: Ail", "/semis/ail"),
    ],
)
def test_docusaurus(source: str, path: str, front: str, found: str | None) -> None:
    assert address(DOCUSAURUS, f"module.exports = {{ {source} }}", path, front) == found


@pytest.mark.parametrize(
    ("configuration", "source", "path", "found"),
    [
        (ELEVENTY, 'return { dir: { input: "src" }, pathPrefix: "/aide/" }', "src/2031-04-10-ail.md", "/aide/ail/"),
        (VUEPRESS, "base: '/aide/'", "semis/ail.md", "/aide/semis/ail.html"),
        (".vitepress/config.js", "cleanUrls: true", "semis/ail.md", "/semis/ail"),
        ("book.json", '{"root": "./docs"}', "docs/ail.md", "/ail.html"),
        (".gitbook.yaml", "root: ./docs/", "docs/ail.md", None),
        (".obsidian/app.json", "{}", "ail.md", None),
    ],
)
def test_the_other_tools(configuration: str, source: str, path: str, found: str | None) -> None:
    assert address(configuration, source, path, "layout: page") == found


def test_a_page_beside_those_of_a_tool_has_no_address() -> None:
    assert address(MKDOCS, "", "notes/ail.md", "layout: page") is None


@pytest.mark.parametrize(
    ("path", "source", "folders"),
    [
        (JEKYLL, "", ("*/_posts",)),
        (JEKYLL, "collections: [fiches]", ("*/_posts", "_fiches")),
        (JEKYLL, "future: true", ()),
        (JEKYLL, "source_dir: source", ()),
        (JEKYLL, "source_dir: source\nfuture: false", ("source/_posts",)),
        (HUGO, "baseURL = 'https://jardins.example'", ("content",)),
        (HUGO, "baseURL = 'https://jardins.example'\nbuildFuture = true", ()),
        (MKDOCS, "", ()),
    ],
)
def test_some_tools_make_no_page_before_its_day(path: str, source: str, folders: tuple[str, ...]) -> None:
    assert generator_of({path: source}).site(Site()).dated_folders == folders


def test_a_vault_leaves_out_what_it_hides_whatever_its_other_files_say() -> None:
    app = '{"userIgnoreFilters": ["Archives/", "/^Journal\\\\d/", " "]}'
    found = generator_of({".obsidian/app.json": app, ".obsidian/templates.json": '{"folder": "Modèles"}'})
    assert found.excluded == ("Archives", "/^Journal\\d/")
    assert "Modèles" in found.left_out
