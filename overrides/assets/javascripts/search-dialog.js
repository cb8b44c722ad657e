/**
 * What the search dialog shows, and how keys move in it. guide.js opens and closes it, and loads this with the first opening.
 * Every text reaches the page as text; only the marks of the levels, which the build made, are markup.
 */
(function () {
  "use strict";
  const panel = /** @type {HTMLElement} */ (document.querySelector(".cf-search"));
  const query = /** @type {HTMLInputElement} */ (panel.querySelector(".cf-search__query"));
  const status = /** @type {HTMLElement} */ (panel.querySelector(".cf-search__status"));
  const results = /** @type {HTMLElement} */ (panel.querySelector(".cf-search__results"));
  const { href: home } = new URL("../../", new URL(panel.dataset.engine || "", document.baseURI));
  /** @type {Map<string, DocumentFragment>} the mark of each level, read once */
  const marks = new Map();
  const start = status.firstElementChild?.textContent || "";
  const search = guideSearch.build(lunr, guideSearchDocuments);

  /**
   * @param {string} tag
   * @param {string} className
   * @param {(Node | string)[]} children
   */
  function make(tag, className, ...children) {
    const one = document.createElement(tag);
    if (className) one.className = className;
    one.append(...children);
    return one;
  }

  /**
   * @param {string} url from the root of the site
   * @param {string} className
   * @param {(Node | string)[]} children
   */
  function makeLink(url, className, ...children) {
    const link = /** @type {HTMLAnchorElement} */ (make("a", className, ...children));
    link.href = home + url;
    return link;
  }

  /** @param {[string, boolean][]} pieces */
  const markUp = (pieces) => pieces.map(([text, marked]) => (marked ? make("mark", "", text) : text));

  /** @param {string} level */
  function markOf(level) {
    const holder = document.createElement("template");
    if (!marks.has(level)) holder.innerHTML = search.tags[level];
    const mark = marks.get(level) || holder.content;
    marks.set(level, mark);
    return mark.cloneNode(true);
  }

  /** @param {Hit} hit */
  function showHit({ page, url, title, line }) {
    const facts = make("span", "cf-hit__facts");
    if (page.level) facts.append(markOf(page.level));
    if (page.section) facts.append(make("span", "cf-hit__section", page.section));
    const parts = [make("span", "cf-hit__title", ...markUp(title))];
    if (facts.hasChildNodes()) parts.push(facts);
    return make("li", "", makeLink(url, "cf-hit", ...parts, make("span", "cf-hit__line", ...markUp(line))));
  }

  /** @param {{ page: PageDocument, sign: string }} help */
  function showHelp({ page, sign }) {
    const why = sign ? "Danger sign: " + sign + "." : "This may be urgent. Look at the danger signs first.";
    return makeLink(page.url, "cf-search__help", make("strong", "", page.title), make("span", "", why));
  }

  /** @param {[string, string][]} mended */
  function showMended(mended) {
    const words = mended.flatMap(([, word], place) => [place ? ", " : "", make("strong", "", word)]);
    return make("p", "cf-search__mended", "Did you mean ", ...words, "?");
  }

  /** @param {PageDocument[]} pages */
  const showOffers = (pages) =>
    make("ul", "cf-search__list", ...pages.map((page) => showHit({ page, url: page.url, title: [[page.title, false]], line: [[page.summary, false]] })));

  /**
   * @param {number} count
   * @param {Answer["help"]} help
   */
  function tell(count, help) {
    if (!count) return "Nothing found. Try another word, or one of these pages:";
    const pages = count === 1 ? "1 page found." : count + " pages found.";
    return help ? pages + " First: " + help.page.title + "." : pages;
  }

  function show() {
    if (!query.value.trim()) {
      results.replaceChildren();
      status.textContent = start;
      return;
    }
    const { hits, help, mended } = search.answer(query.value);
    const list = hits.length ? make("ol", "cf-search__list", ...hits.map(showHit)) : showOffers(search.offers);
    list.setAttribute("role", "list"); // which one browser forgets of a list without marks
    results.scrollTop = 0; // before, since after it the browser would lay the hits out for it
    results.replaceChildren(...(help ? [showHelp(help)] : []), ...(mended.length ? [showMended(mended)] : []), list);
    status.textContent = tell(hits.length, help);
  }

  /** @param {KeyboardEvent} event */
  function move(event) {
    const links = [...results.querySelectorAll("a")];
    const at = links.indexOf(/** @type {HTMLAnchorElement} */ (document.activeElement));
    const typing = document.activeElement === query;
    if (event.key === "Enter" && typing) {
      event.preventDefault();
      links[0]?.click();
    } else if (event.key === "ArrowDown" && (typing || at >= 0)) {
      event.preventDefault();
      links[Math.min(at + 1, links.length - 1)]?.focus();
    } else if (event.key === "ArrowUp" && at >= 0) {
      event.preventDefault();
      (links[at - 1] || query).focus();
    } else if (at >= 0 && event.key.length === 1 && event.key !== " " && !event.ctrlKey && !event.metaKey && !event.altKey) {
      query.focus(); // the letter goes there
    }
  }

  query.addEventListener("input", show);
  panel.addEventListener("keydown", move);
  show();
})();
