"use strict";
// A concordance of words: goes through the texts chunk by chunk, until a page is full.
KZ.views.search = async (parts, query) => {
  const { h, t, meta } = KZ;
  const [PAGE, AROUND] = [100, 60];
  const state = { q: query.get("q") || "", lang: query.get("lang") || "" };
  const list = h("ol", { class: "mentions kwic" });
  const status = h("p", { role: "status", class: "quiet" });
  const more = h("button", { type: "button", class: "more", hidden: true }, t("more"));
  let turn = 0;

  function hit(doc, index, block, from, to) {
    const [, lang, , , text] = block;
    // As much as fits on a line, in whole words.
    const left = text.slice(Math.max(0, from - AROUND), from);
    const right = text.slice(to, to + AROUND);
    const before = from > AROUND ? left.replace(/^\S*\s/, "… ") : left;
    const after = to + AROUND < text.length ? right.replace(/\s\S*$/, " …") : right;
    return h("li", {},
      h("p", { class: "sentence", lang, dir: "auto" },
        h("span", { class: "pre" }, before), h("mark", {}, text.slice(from, to)),
        h("span", { class: "post" }, after)),
      h("p", { class: "source" }, KZ.documentLink(doc, `b${index}`),
        doc.date ? [" ", h("span", { class: "quiet" }, doc.date)] : null));
  }

  // Where a key stands at the beginning of a word; the rest of the word is marked with it.
  function* places(text, key) {
    const map = KZ.keyMap(text);
    const whole = ` ${map.key} `;
    for (let at = whole.indexOf(` ${key}`); at >= 0; at = whole.indexOf(` ${key}`, at + 1)) {
      // The space in front makes a place in `whole` one more than that in the key.
      yield [map.from[at], map.from[whole.indexOf(" ", at + 1 + key.length) - 1]];
    }
  }

  async function* hits(key) {
    const documents = await KZ.data.all("documents");
    let chunk = -1;
    let pieces = [];
    for (const doc of documents) {
      if (doc.chunk !== chunk) {
        chunk = doc.chunk;
        pieces = await KZ.get(`texts/${chunk}`);
      }
      yield { read: doc.number + 1 };
      const piece = pieces.find(([d]) => d === doc.number);
      for (const [index, block] of piece[1].blocks.entries()) {
        if (state.lang && block[1] !== state.lang) continue;
        for (const [from, to] of places(block[4], key)) {
          yield { item: hit(doc, index, block, from, to) };
        }
      }
    }
  }

  async function start() {
    turn += 1;
    const mine = turn;
    history.replaceState(null, "", KZ.to(["search"], state));
    list.replaceChildren();
    more.hidden = true;
    const key = KZ.searchKey(state.q);
    if (!key) { status.textContent = t("search.how"); return; }
    const source = hits(key);
    let found = 0;
    let read = 0;
    const page = async () => {
      const until = found + PAGE;
      more.hidden = true;
      for (;;) {
        const { value, done } = await source.next();
        if (mine !== turn) return;
        if (done) {
          status.textContent = found
            ? t("search.all", { n: found, documents: meta.counts.documents }) : t("nothing");
          return;
        }
        if (value.read) {
          read = value.read;
          if (read % 200 === 0) {
            status.textContent = t("search.reading", { n: found, documents: read });
            await new Promise((resume) => { setTimeout(resume); });
          }
          continue;
        }
        list.append(value.item);
        found += 1;
        if (found === until) {
          status.textContent = t("search.some", { n: found, documents: read });
          more.hidden = false;
          return;
        }
      }
    };
    more.onclick = page;
    await page();
  }

  KZ.afterwards = start;
  return [
    h("h1", { tabindex: -1 }, t("nav.search")),
    h("form", { class: "filters", role: "search", onsubmit: (event) => event.preventDefault() },
      KZ.field(t("search.word"), h("input", {
        type: "search", value: state.q, autocomplete: "off",
        oninput: KZ.later((event) => { state.q = event.target.value; start(); }, 300),
      })),
      KZ.field(t("filter.lang"), KZ.choice(
        [["", t("any")], ...meta.langs.map((lang) => [lang, KZ.language(lang)])],
        state.lang, (value) => { state.lang = value; start(); }))),
    status, list, more,
  ];
};
