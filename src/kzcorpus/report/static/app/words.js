"use strict";
// Words by language: the most frequent, and those typical of a document or a year.
KZ.views.words = async (parts, query) => {
  const { h, t, meta } = KZ;
  const h1 = h("h1", { tabindex: -1 }, t("nav.words"));
  if (!meta.words.length) return [h1, h("p", { class: "quiet" }, t("words.none"))];
  const index = Math.max(0, meta.words.findIndex(({ lang }) => lang === query.get("lang")));
  const { lang, words, by } = meta.words[index];
  const { top, parts: typical } = await KZ.get(`words/${index}`);
  const CONTENT = new Set(["NOUN", "PROPN", "VERB", "ADJ", "ADV"]);
  const tagged = top.some(([, upos]) => upos);
  const state = { content: tagged && query.get("all") !== "1", part: 0 };
  const frequent = h("div", {});
  const key = h("div", {});
  const word = (text) => KZ.link(["search"], text, { lang, dir: "auto" }, { q: text, lang });

  function showFrequent() {
    const rows = top.filter(([, upos]) => !state.content || CONTENT.has(upos)).slice(0, 100);
    const most = rows.length ? rows[0][2] : 0;
    frequent.replaceChildren(KZ.table(t("words.frequent"),
      [[t("word")], [t("upos"), "extra"], [t("count.n"), "number"], ["", "wide"], [t("permillion"), "number"]],
      rows.map(([text, upos, n]) =>
        [word(text), upos, KZ.number(n), KZ.meter(n, most), KZ.number((1e6 * n) / words)])));
  }

  const titles = new Map();
  if (by === "doc") for (const doc of await KZ.data.all("documents")) titles.set(doc.id, doc);
  const partName = (part) => {
    if (by !== "doc") return KZ.year(part);
    const doc = titles.get(part);
    return doc ? KZ.documentName(doc) : part;
  };

  function showTypical() {
    if (!typical.length) {
      key.replaceChildren(h("p", { class: "quiet" }, t("words.onePart")));
      return;
    }
    const [, rows] = typical[state.part];
    const most = rows[0][4];
    key.replaceChildren(KZ.table(t("words.typical"),
      [[t("word")], [t("words.here"), "number"], [t("words.elsewhere"), "number"],
        [t("loglikelihood"), "number extra"], ["", "wide"]],
      rows.map(([text, n, elsewhere, , ll]) =>
        [word(text), KZ.number(n), KZ.number(elsewhere), KZ.number(ll), KZ.meter(ll, most)])));
  }

  showFrequent();
  showTypical();
  return [
    h1,
    h("form", { class: "filters", onsubmit: (event) => event.preventDefault() },
      KZ.field(t("language"), KZ.choice(
        meta.words.map((one) => [one.lang, `${KZ.language(one.lang)} (${KZ.number(one.words)})`]),
        lang, (value) => { location.hash = KZ.to(["words"], { lang: value }); })),
      tagged ? KZ.field(t("words.kind"), KZ.choice(
        [["1", t("words.content")], ["", t("words.all")]], state.content ? "1" : "",
        (value) => { state.content = value === "1"; showFrequent(); })) : null),
    h("div", { class: "pair" },
      h("section", {}, h("h2", {}, t("words.frequent")), frequent),
      h("section", {}, h("h2", {}, t("words.typical")),
        h("p", { class: "quiet" }, t(by === "doc" ? "words.byDocument" : "words.byYear")),
        typical.length ? h("form", { class: "filters", onsubmit: (event) => event.preventDefault() },
          KZ.field(t(by === "doc" ? "document" : "year"), KZ.choice(
            typical.map(([part], at) => [String(at), partName(part)]), "0",
            (value) => { state.part = Number(value); showTypical(); }))) : null,
        key)),
  ];
};
