/**
 * Search: from the words of a reader to pages, the danger first. Pure: it knows neither the page it runs in nor the topic.
 * It is given lunr and what search-documents.js holds. No query is ever read as lunr's own syntax.
 *
 * newer: .toArray, .metadata because they are lunr's own
 *
 * @typedef {[url: string, title: string, section: string, level: string, summary: string, names: string[],
 *   parts: [string, string][]]} PackedPage
 * @typedef {[sign: string, anchor: string, phrases: string[], causes: number[]]} PackedSign
 * @typedef {{ pages: PackedPage[], signs: PackedSign[], help: number[], offers: number[], tags: Record<string, string> }} Packed
 *   what search-documents.js holds; numbers are places in the list of pages
 * @typedef {{ toArray: () => string[], intersect: (other: TokenSet) => TokenSet }} TokenSet
 * @typedef {{ ref: string, score: number, matchData: { metadata: Record<string, object> } }} Match
 * @typedef {{ term: (term: string, how: { boost: number, usePipeline: boolean }) => void }} Query
 * @typedef {{ invertedIndex: Record<string, object>, tokenSet: TokenSet, query: (ask: (query: Query) => void) => Match[] }} Index
 * @typedef {{ ref: (name: string) => void, field: (name: string, how: { boost: number }) => void, add: (document: object) => void,
 *   build: () => Index }} Builder
 * @typedef {{ Builder: new () => Builder, TokenSet: { fromString: (text: string) => TokenSet,
 *   fromFuzzyString: (text: string, slips: number) => TokenSet } }} Lunr what is used of the library
 * @typedef {{ url: string, title: string, section: string, level: string, summary: string, names: string[],
 *   parts: [string, string][], urgent: boolean, named: string[][] }} PageDocument
 * @typedef {{ cause: number | undefined, sign: string, anchor: string, phrases: Set<string>[], words: Set<string>, pages: number[] }} Sign
 * @typedef {[string, boolean][]} Marked a text in pieces, each with whether it was searched for
 * @typedef {{ page: PageDocument, url: string, title: Marked, line: Marked }} Hit a page, the address that fits best, and
 *   what to show: a heading or entry of the page that the query names, or the summary of the page
 * @typedef {{ hits: Hit[], help: { page: PageDocument, sign: string } | null, mended: [string, string][] }} Answer
 *   `help` is the line above all hits, for a query about danger; `mended` are words that were read as others
 * @typedef {{ word: string, readings: string[], scores: Map<number, number>, mended: string }} Found
 *   what the index holds for a word: its own words for it, the pages by score, and the word it was read as or ""
 */
const guideSearch = (function () {
  "use strict";

  const LETTERS_READ = 1000; // of a pasted text
  const WORDS = 12; // lunr takes time for each,
  const LETTERS = 24; // and freezes on long words
  const MENDED = 4; // unknown words that are looked up with slips, which takes the longest
  const FAR_LETTERS = 16; // of a word looked up with two
  const HITS = 10;
  const NAME_WEIGHT = 4; // of a page that is called just so
  const SIGN_WEIGHT = 3; // of the pages of the sign that a query tells of,
  const CAUSE_WEIGHT = 2; // and more for the first cause that it points to
  const URGENT_WEIGHT = 1.15; // of urgent pages where it tells of none
  const MENDED_WEIGHT = 0.5; // of a word that was read as another
  const SHORT = 4; // words of a way to say a sign that may stand anywhere in a query
  const TOLD = 3; // words of a longer one, at least,
  const SIGN_SHARE = 0.75; // of a query that a sign holds, to be what the query is about
  const FIELDS = { title: 8, names: 8, danger: 5, parts: 4, summary: 1 };
  const STOP = new Set(
    (
      "a about above across after again against all almost alone along already also although always am among an and " +
      "another any are around as at be because been before behind being below beneath beside besides between beyond " +
      "both but by can could did do does doing dont during each either else ever every few for from get gets getting " +
      "got had has have having he help her here hers him his how however i if im in into is it its ive just know like " +
      "many may me might mine more most much my neither no nor not now of off often on onto or other our out per quite " +
      "rather really s same shall she should since so some someone something sometimes somewhere such than that the " +
      "their them then there these they thing things this those though through till to together too toward towards " +
      "under until up upon us very via want was we were what whats when where whether which while who whom whose why " +
      "will with within without would yet you your"
    ).split(" "),
  );

  const CANNOT = new Set(["cant", "couldnt", "unable"]);

  /**
   * The words of a text, without accents, apostrophes, signs and words that say nothing.
   * @param {string} text
   * @returns {string[]}
   */
  function readWords(text) {
    const bare = text.normalize("NFKD").replace(/[\p{M}'’‘ʼ]/gu, "");
    return bare
      .toLowerCase()
      .split(/[^\p{L}\p{N}]+/u)
      .map((word) => (CANNOT.has(word) ? "cannot" : word))
      .filter((word) => word && !STOP.has(word));
  }

  /**
   * @param {string} query anything that can be typed or pasted
   * @returns {string[]} few and short words, each once
   */
  function readQuery(query) {
    const words = readWords(query.slice(0, LETTERS_READ)).map((word) => word.slice(0, LETTERS));
    return [...new Set(words)].slice(0, WORDS);
  }

  /**
   * Two words that are often written as one: "night time", "nighttime".
   * @param {string[]} words
   */
  const joined = (words) => words.slice(1).map((word, place) => words[place] + word);

  /** @param {string} name a name and what stands for it when it is written in one word */
  function readName(name) {
    const words = readWords(name);
    return [...words, ...joined(words)];
  }

  /**
   * Words that are in the index only as two written in one: nobody means them by a slip.
   * @param {PageDocument[]} pages
   */
  function findJoined(pages) {
    const names = pages.flatMap((page) => page.named);
    const single = new Set(names.flat());
    return new Set(names.flatMap(joined).filter((word) => !single.has(word)));
  }

  /**
   * @param {Packed} data
   * @returns {{ pages: PageDocument[], signs: Sign[] }}
   */
  function unpack(data) {
    const pages = data.pages.map(([url, title, section, level, summary, names, parts], place) => {
      const named = [title, ...names, ...parts.map(([part]) => part)].map(readWords);
      const urgent = level === "emergency" || level === "same-day" || data.help.includes(place);
      return { url, title, section, level, summary, names, parts, urgent, named };
    });
    const signs = data.signs.map(([sign, anchor, phrases, causes]) => {
      const sets = [sign, ...phrases].map((phrase) => new Set(readWords(phrase)));
      const words = new Set(sets.flatMap((set) => [...set]));
      return { cause: causes[0], sign, anchor, phrases: sets, words, pages: [...data.help, ...causes] };
    });
    return { pages, signs };
  }

  /**
   * @param {Lunr} lunr
   * @param {PageDocument[]} pages
   * @param {Sign[]} signs
   */
  function buildIndex(lunr, pages, signs) {
    const builder = new lunr.Builder();
    builder.ref("place");
    for (const [field, boost] of Object.entries(FIELDS)) builder.field(field, { boost });
    pages.forEach((page, place) => {
      const danger = signs.filter((sign) => sign.pages.includes(place)).flatMap((sign) => [...sign.words]);
      const document = {
        place,
        title: readName(page.title),
        names: page.names.flatMap(readName),
        danger,
        parts: page.parts.flatMap(([part]) => readName(part)),
        summary: readWords(page.summary),
      };
      builder.add(document);
    });
    return builder.build();
  }

  /**
   * What of the index a word may stand for, each with its weight: itself, what starts like it, and, where the index does
   * not hold it, what differs from it by a slip or two.
   * @param {Lunr} lunr
   * @param {Index} index
   * @param {Set<string>} together
   * @param {string} word
   * @param {boolean} slips whether to look for those too
   */
  function readWord(lunr, index, together, word, slips) {
    const known = word in index.invertedIndex;
    const like = (/** @type {TokenSet} */ set) =>
      index.tokenSet.intersect(set).toArray().filter((term) => term === word || !together.has(term));
    const longer = word.length > 2 ? like(lunr.TokenSet.fromString(`${word}*`)) : known ? [word] : [];
    const near = !slips || known || word.length < 4 ? [] : like(lunr.TokenSet.fromFuzzyString(word, 1));
    const far = !slips || known || word.length < 6 || word.length > FAR_LETTERS ? [] : like(lunr.TokenSet.fromFuzzyString(word, 2));
    const weights = new Map();
    for (const term of far) weights.set(term, 1);
    for (const term of [...near, ...longer]) weights.set(term, 3);
    if (known) weights.set(word, 10);
    const readings = known ? [word] : [longer, near, far].find((terms) => terms.length) || [];
    return { weights, readings, mended: !longer.length && readings.length > 0 };
  }

  /**
   * @param {Lunr} lunr
   * @param {Index} index
   * @param {Set<string>} together
   * @param {string} word
   * @param {boolean} slips whether to look for those too
   * @returns {Found}
   */
  function find(lunr, index, together, word, slips) {
    const { weights, readings, mended } = readWord(lunr, index, together, word, slips);
    const results = weights.size
      ? index.query((query) => {
          for (const [term, boost] of weights) query.term(term, { boost, usePipeline: false });
        })
      : [];
    const scores = new Map(results.map((one) => [Number(one.ref), one.score]));
    const best = mended ? Object.keys(results[0].matchData.metadata).find((term) => readings.includes(term)) : "";
    return { word, readings, scores, mended: best || "" };
  }

  /**
   * The danger sign that a query tells of: one that is said in short with words that are all in the query, or one that
   * holds most of the query, rare words counting more than common ones.
   * @param {Sign[]} signs
   * @param {Found[]} found
   * @param {number} pages how many there are
   * @returns {Sign | null}
   */
  function findSign(signs, found, pages) {
    const weigh = (/** @type {Found[]} */ some) =>
      some.reduce((sum, one) => sum + Math.log(1 + pages / Math.max(1, one.scores.size)), 0);
    const whole = weigh(found);
    let [best, most] = [/** @type {Sign | null} */ (null), 0];
    for (const sign of signs) {
      for (const words of sign.phrases) {
        const inside = found.filter((one) => one.readings.some((term) => words.has(term)));
        const share = weigh(inside) / whole;
        const said = words.size > 0 && words.size <= SHORT && inside.length >= words.size;
        const told = inside.length >= TOLD && inside.length > words.size / 2 && share >= SIGN_SHARE;
        const value = said ? 1 + share : told ? share : 0;
        if (value > most) [best, most] = [sign, value];
      }
    }
    return best;
  }

  /**
   * @param {Found[]} found
   * @param {PageDocument[]} pages
   * @param {Sign | null} sign
   * @returns {number[]} places of pages, the best first
   */
  function rank(found, pages, sign) {
    const totals = new Map();
    for (const { scores, mended } of found) {
      for (const [place, score] of scores) {
        const [sum, words] = totals.get(place) || [0, 0];
        totals.set(place, [sum + score * (mended ? MENDED_WEIGHT : 1), words + 1]);
      }
    }
    const isName = (/** @type {string[]} */ name) =>
      name.length === found.length && found.every((one) => one.readings.some((term) => name.includes(term)));
    const score = (/** @type {number} */ place) => {
      const [sum, words] = totals.get(place);
      const { urgent, named } = pages[place];
      const signed = sign && sign.pages.includes(place) ? SIGN_WEIGHT : 1;
      const weight = sign ? signed * (place === sign.cause ? CAUSE_WEIGHT : 1) : urgent ? URGENT_WEIGHT : 1;
      return sum * Math.sqrt(words / found.length) * weight * (named.some(isName) ? NAME_WEIGHT : 1);
    };
    const scored = [...totals.keys()].map((place) => ({ place, score: score(place) }));
    return scored.sort((a, b) => b.score - a.score || a.place - b.place).map(({ place }) => place);
  }

  /**
   * Where on a page the query leads: the heading or entry that holds all its words.
   * @param {PageDocument} page
   * @param {Found[]} found
   * @returns {[string, string]} its words and its anchor, or two empty texts
   */
  function findPart(page, found) {
    const fits = (/** @type {[string, string]} */ [part]) => {
      const words = readName(part);
      return found.every((one) => words.includes(one.word) || one.readings.some((term) => words.includes(term)));
    };
    return page.parts.find(fits) || ["", ""];
  }

  /**
   * @param {string} text
   * @param {Found[]} found
   * @returns {Marked}
   */
  function mark(text, found) {
    const sought = (/** @type {string} */ piece) =>
      readWords(piece).some((word) =>
        found.some((one) => one.readings.includes(word) || (one.word.length > 2 && word.startsWith(one.word))),
      );
    return text
      .split(/([\p{L}\p{N}\p{M}'’]+)/u)
      .filter(Boolean)
      .map((piece) => [piece, sought(piece)]);
  }

  /**
   * @param {Lunr} lunr
   * @param {Packed} data
   * @returns {{ answer: (query: string) => Answer, offers: PageDocument[], tags: Record<string, string> }}
   */
  function build(lunr, data) {
    const { pages, signs } = unpack(data);
    const index = buildIndex(lunr, pages, signs);
    const together = findJoined(pages);
    const known = (/** @type {string} */ word) => word in index.invertedIndex;

    /** @param {string} query */
    function findAll(query) {
      const words = readQuery(query);
      const pairs = joined(words).filter((pair, place) => known(pair) && !(known(words[place]) && known(words[place + 1])));
      const odd = words.filter((word) => !known(word)).slice(0, MENDED);
      return [...words, ...pairs]
        .map((word) => find(lunr, index, together, word, odd.includes(word)))
        .filter((one) => one.scores.size);
    }

    /**
     * @param {Found[]} found
     * @param {Sign | null} sign
     * @returns {number[]}
     */
    function order(found, sign) {
      const ranked = rank(found, pages, sign);
      if (!sign || sign.pages.includes(ranked[0])) return ranked;
      const first = ranked.find((place) => sign.pages.includes(place)) ?? sign.pages[0];
      return [first, ...ranked.filter((place) => place !== first)];
    }

    /** @param {string} query */
    function answer(query) {
      const found = findAll(query);
      if (!found.length) return { hits: [], help: null, mended: [] };
      const sign = findSign(signs, found, pages.length);
      const hits = order(found, sign)
        .slice(0, HITS)
        .map((place) => {
          const page = pages[place];
          const [part, anchor] = findPart(page, found);
          const url = page.url + (anchor && `#${anchor}`);
          return { page, url, title: mark(page.title, found), line: mark(part || page.summary, found) };
        });
      const help = (sign || hits[0].page.urgent) && pages[data.help[0]];
      const mended = found.filter((one) => one.mended).map((one) => /** @type {[string, string]} */ ([one.word, one.mended]));
      return { hits, help: help ? { page: help, sign: sign ? sign.sign : "" } : null, mended };
    }

    return { answer, offers: data.offers.map((place) => pages[place]), tags: data.tags };
  }

  return Object.freeze({ build });
})();
