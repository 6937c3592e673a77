"use strict";
// The list of documents, with what is known about each.
KZ.views.documents = async (parts, query) => {
  const { h, t, meta } = KZ;
  const PAGE = 100;
  const state = {
    q: query.get("q") || "", lang: query.get("lang") || "", year: query.get("year") || "",
    sort: query.get("sort") || "id",
  };
  const documents = await KZ.data.all("documents");
  const keys = new Map();
  const keyOf = (doc) => {
    if (!keys.has(doc)) {
      keys.set(doc, ` ${KZ.searchKey([doc.title, doc.author, doc.id].filter(Boolean).join(" "))}`);
    }
    return keys.get(doc);
  };
  const orders = {
    id: () => 0,
    date: (a, b) => (a.date || "~").localeCompare(b.date || "~"),
    newest: (a, b) => (b.date || "").localeCompare(a.date || ""),
    mentions: (a, b) => b.mentions - a.mentions,
    tokens: (a, b) => b.tokens - a.tokens,
  };
  const list = h("ol", { class: "documents" });
  const status = h("p", { role: "status", class: "quiet" });
  const under = h("div", {});

  function item(doc) {
    const facts = [
      doc.author, doc.date, KZ.language(doc.lang),
      doc.tokens ? t("documents.tokens", { n: doc.tokens }) : null,
      t("documents.mentions", { n: doc.mentions }),
    ].filter(Boolean);
    return h("li", {},
      KZ.documentLink(doc),
      h("p", { class: "quiet" }, h("code", { dir: "auto" }, doc.id),
        facts.map((fact) => [" · ", h("span", { dir: "auto" }, fact)])));
  }

  async function show() {
    history.replaceState(null, "", KZ.to(["documents"], { ...state, sort: state.sort === "id" ? "" : state.sort }));
    const key = KZ.searchKey(state.q);
    const kept = documents.filter((doc) =>
      (!state.lang || doc.lang === state.lang) &&
      (!state.year || (doc.date || "").startsWith(state.year)) &&
      (!key || keyOf(doc).includes(` ${key}`)));
    kept.sort(orders[state.sort] || orders.id);
    status.textContent = kept.length ? t("documents.found", { n: kept.length }) : t("nothing");
    list.replaceChildren();
    let shown = 0;
    const { button, ready } = KZ.growing(list, async () => {
      const items = kept.slice(shown, shown + PAGE).map(item);
      shown += items.length;
      return { items, rest: shown < kept.length };
    });
    under.replaceChildren(button);
    await ready;
  }

  const set = (name) => (value) => { state[name] = value; show(); };
  const any = ["", t("any")];
  await show();
  return [
    h("h1", { tabindex: -1 }, t("nav.documents")),
    h("form", { class: "filters", role: "search", onsubmit: (event) => event.preventDefault() },
      KZ.field(t("documents.search"), h("input", {
        type: "search", value: state.q, autocomplete: "off",
        oninput: KZ.later((event) => set("q")(event.target.value), 120),
      })),
      KZ.field(t("language"), KZ.choice(
        [any, ...meta.langs.map((lang) => [lang, KZ.language(lang)])], state.lang, set("lang"))),
      KZ.field(t("year"), KZ.choice(
        [any, ...meta.years.filter(Boolean).map((year) => [year, year])], state.year, set("year"))),
      KZ.field(t("sort"), KZ.choice(
        Object.keys(orders).map((name) => [name, t(`sort.${name}`)]), state.sort, set("sort")))),
    status, list, under,
  ];
};
