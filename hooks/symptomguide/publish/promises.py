"""What every produced page promises its reader, read from the produced HTML alone, so that it holds of any folder.

Each check is named by the rule of the problems it gives: a page has its policy, title, description, language, one main
heading; the page of a record its dates; nothing lies in the folder that no page needs; every result of the check can be
read without script; a level is the same wherever it stands.
"""

from __future__ import annotations

import functools
import html
import posixpath
import re
from collections.abc import Collection, Iterator, Mapping

from ..addresses import DATA_FILE, PAGE_KINDS, START_PAGE, UNKNOWN_FILE
from ..models import DANGER_LEVELS
from ..problem import Problem, shown
from ..store import recall
from .assets import plain_name
from .manifest import MANIFEST
from .produced import ProducedPage, ProducedSite
from .readback import find_leads, resolve
from .theme import find_theme

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'none'"
)
UNLINKED = frozenset(
    (
        UNKNOWN_FILE,
        "robots.txt",
        "sitemap.xml",
        "feed.xml",
        "llms.txt",
        "_headers",
        "_redirects",
        "assets/og.png",
        DATA_FILE,
        MANIFEST,
        START_PAGE,
    )
)
"""Files that hosts, search engines and social networks ask for by name."""
META_POLICY = re.compile(r'<meta http-equiv="Content-Security-Policy" content="([^"]*)">', re.IGNORECASE)
HASHES = r"(?: 'sha256-[A-Za-z0-9+/=]{44}')+"
HELD_POLICY = re.compile(re.sub(r"(?:script|style)-src 'self'", lambda match: f"{match[0]}(?:{HASHES})?", POLICY))
"""That of the page for unknown addresses, which may hold what it needs."""
ALONE_POLICY = re.compile(
    rf"default-src 'none'; script-src{HASHES}; style-src{HASHES}; img-src data:; base-uri 'none'; form-action 'none'"
)
LOADS = re.compile(r"<(?:script|link|style|img|iframe|object|embed)\b", re.IGNORECASE)
TITLE = re.compile(r"<title>\s*([^<]*?)\s*</title>", re.IGNORECASE)
DESCRIPTION = re.compile(r'<meta name="description" content="\s*([^"]*?)\s*">', re.IGNORECASE)
REFRESH = re.compile(r'<meta http-equiv="refresh" content="0; url=([^"]*)">', re.IGNORECASE)
NOINDEX = re.compile(r'<meta name="robots" content="noindex">', re.IGNORECASE)
LANGUAGE = re.compile(r'<html [^>]*\blang="[a-z]{2,3}(?:-[A-Za-z]+)*"', re.IGNORECASE)
HEADING = re.compile(r"<h1[ >]", re.IGNORECASE)
STAMP = re.compile(r'class="cf-stamp">.*?\b20[0-9]{2}\b', re.DOTALL)
LEVEL = r"(emergency|same-day|soon|self-care)"
OWN_LEVEL = re.compile(rf'class="cf-first__level">.*?cf-tag--{LEVEL}', re.DOTALL)
LISTED = re.compile(rf'<a class="cf-pattern [^>]*href="([^"]+)"[^>]*>(?:(?!</a>).)*?cf-tag--{LEVEL}', re.DOTALL)
RESULT = re.compile(r'<section [^>]*data-outcome="([^"]+)"[^>]*>(.*?)</section>', re.DOTALL)
VERDICT = re.compile(rf'class="cf-verdict cf-verdict--{LEVEL}"')
GRAPH_RESULT = re.compile(rf'"([a-z0-9-]+)":\{{"level":"{LEVEL}"')
CHECK = re.compile(r"<html [^>]*data-cf-check")
ITEM = re.compile(r"<li[ >]")
REGION = re.compile(r'<a [^>]*class="cf-fig__[^>]*>', re.IGNORECASE)


def check_promises(site: ProducedSite, label: str) -> list[Problem]:
    """Every promise that a page of the site breaks; paths of problems start with `label`."""
    facts = {
        name: recall(("promises", name, page.sum), functools.partial(_read, page, name))
        for name, page in site.pages.items()
    }
    found = [*_check_stray(site, label), *_check_levels(site, label, facts)]
    for name, (told, _, _) in facts.items():
        found += [Problem(f"{label}/{name}", *site.pages[name].place(at), *what) for at, *what in told]
    return sorted(set(found))


Facts = tuple[list[tuple[int, str, str]], str, list[tuple[int, str, str]]]
"""Of a page: what it breaks by itself, its level or "", and what it lists: where, the address, and its level there."""


def _read(page: ProducedPage, name: str) -> Facts:
    told = [
        *_check_policy(page, name),
        *_check_frame(page, name),
        *_check_moving(page),
        *_check_results(page),
        *_check_regions(page),
    ]
    own = OWN_LEVEL.search(page.text)
    listed = [(match.start(), html.unescape(match[1]), match[2]) for match in LISTED.finditer(page.text)]
    return told, own[1] if own else "", listed


def _check_policy(page: ProducedPage, name: str) -> Iterator[tuple[int, str, str]]:
    policies = list(META_POLICY.finditer(page.text))
    said = [html.unescape(one[1]) for one in policies]
    held = name == UNKNOWN_FILE and len(said) == 1 and HELD_POLICY.fullmatch(said[0])
    if said != [POLICY] and not held and not _is_alone(page):
        yield 0, f"the page must carry this one policy: {POLICY}", "policy"
    elif (loads := LOADS.search(page.text)) and loads.start() < policies[0].start():
        yield loads.start(), "this stands before the policy, which does not hold for it; put the policy first", "policy"


def _is_alone(page: ProducedPage) -> bool:
    """Whether the page is several in one file, whose policy allows what stands in it by its hash and nothing else."""
    policies = [html.unescape(policy) for policy in META_POLICY.findall(page.text)]
    return len(policies) == 1 and bool(ALONE_POLICY.fullmatch(policies[0]))


def _check_frame(page: ProducedPage, name: str) -> Iterator[tuple[int, str, str]]:
    if not ((title := TITLE.search(page.text)) and title[1]):
        yield 0, "the page has no <title>", "no-title"
    if name not in UNLINKED and not ((said := DESCRIPTION.search(page.text)) and said[1]):
        yield 0, 'the page has no <meta name="description">', "no-description"
    if not LANGUAGE.search(page.text):
        yield 0, "<html> does not say in which language the page is", "no-language"
    if (count := len(HEADING.findall(page.text))) != 1 and not (count and _is_alone(page)):
        yield 0, f"the page has {count} main headings (<h1>); it needs one", "main-heading"
    kind, _, rest = name.partition("/")
    if kind in PAGE_KINDS and OWN_LEVEL.search(page.text) and rest and not STAMP.search(page.text):
        yield 0, "the page does not say when it was checked", "no-date"


def _check_moving(page: ProducedPage) -> Iterator[tuple[int, str, str]]:
    """A page that leads on by itself has a link, too, for browsers that stay, and search engines pass it by."""
    if moving := REFRESH.search(page.text):
        if f'<a href="{moving[1]}">' not in page.text:
            yield moving.start(), "this page moves on by itself; link to the other page, too", "moves-on"
        if not NOINDEX.search(page.text):
            yield (
                moving.start(),
                'this page moves on by itself; it needs <meta name="robots" content="noindex">',
                "moves-on",
            )


def _check_results(page: ProducedPage) -> Iterator[tuple[int, str, str]]:
    """Each result that the script can lead to stands on the page for everybody, at its level, with what to do."""
    levels = dict(GRAPH_RESULT.findall(html.unescape(page.text))) if CHECK.search(page.text) else {}
    told = {match[1]: match for match in RESULT.finditer(page.text)} if levels else {}
    for name, level in levels.items():
        match = told.get(name)
        if match is None or not ITEM.search(match[2]) or re.search(r"\shidden[\s>=]", match[0].partition(">")[0] + ">"):
            at = match.start() if match else 0
            yield at, f"the result '{shown(name)}' cannot be read without script", "unreadable-result"
        elif VERDICT.findall(match[2]) != [level]:
            yield match.start(), f"the result '{shown(name)}' is shown at another level than {level}", "level-differs"
    for level in DANGER_LEVELS if levels else ():
        start = page.ids.get(f"care-{level}", -1)
        card = page.text[start:].partition("</section>")[0] if start >= 0 else ""
        if not ITEM.search(card):
            yield max(start, 0), f"the signs of the level {level} cannot be read without script", "unreadable-signs"


def _check_regions(page: ProducedPage) -> Iterator[tuple[int, str, str]]:
    for match in REGION.finditer(page.text):
        if not re.search(r'aria-label="[^"]+"', match[0]):
            yield match.start(), "this place of the figure has no name for those who cannot see it", "figure-region"


def _check_levels(site: ProducedSite, label: str, facts: Mapping[str, Facts]) -> Iterator[Problem]:
    """A page and every list that leads to it say the same level."""
    for name, (_, _, listed) in facts.items():
        for at, address, level in listed:
            target = _find_page(address, name, site.pages)
            own = facts[target][1] if target in facts else ""
            if own not in ("", level):
                message = f"the list says {level}, the page {target} says {own}"
                yield Problem(f"{label}/{name}", *site.pages[name].place(at), message, "level-differs")


def _find_page(address: str, name: str, pages: Mapping[str, ProducedPage]) -> str:
    target = resolve(address.partition("#")[0], name) or ""
    return target if target in pages else posixpath.join(target, "index.html")


def _check_stray(site: ProducedSite, label: str) -> Iterator[Problem]:
    used = set(_find_used(site))
    for name in sorted(site.files - used - UNLINKED):
        if name.endswith(".html"):
            continue
        if not (
            find_theme() / plain_name(name)
        ).is_file():  # scripts of the theme come with it, whichever pages there are
            yield Problem(f"{label}/{name}", 1, 1, "no page needs this file; take it out of the project", "stray-file")


def _find_used(site: ProducedSite) -> Iterator[str]:
    """The files that pages and styles name."""
    for name, page in site.pages.items():
        yield from (lead.target or "" for lead in find_leads(page, name))
    for name in (name for name in site.files if name.endswith(".css")):
        text = (site.folder / name).read_text(encoding="utf-8")
        yield from (resolve(value, name) or "" for value in find_css_addresses(text))


def find_css_addresses(text: str) -> Collection[str]:
    """The relative addresses that a stylesheet loads."""
    found = re.findall(r"url\(\s*['\"]?([^'\")#?]+)|@import\s+['\"]([^'\"]+)", text, re.IGNORECASE)
    return [one or other for one, other in found if not (one or other).startswith("data:")]
