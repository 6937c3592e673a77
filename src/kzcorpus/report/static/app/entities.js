"use strict";
// The ranking of entities: search as you type over all their names, and filters.
KZ.views.entities = async (parts, query) => {
  const { h, t, meta } = KZ;
  const PAGE = 100;
  const state = {
    q: query.get("q") || "", type: query.get("type") || "", lang: query.get("lang") || "",
    from: query.get("from") || "", to: query.get("to") || "",
  };
  const body = h("tbody", {});
  const status = h("p", { role: "status", class: "quiet" });
  const under = h("div", {});

  function line(entity, place, n, most) {
    return h("tr", {},
      h("td", { class: "number quiet" }, KZ.number(place)),
      h("td", { class: "name" }, KZ.entityLink(entity.number, entity.id, KZ.entityName(entity)),
        " ", KZ.badge(entity.type)),
      h("td", { class: "number" }, KZ.number(n)),
      h("td", { class: "wide" }, KZ.meter(n, most)),
      h("td", { class: "number" }, KZ.number(entity.docs)));
  }

  // Entities that are left, each with how often it is mentioned there.
  async function found() {
    const key = KZ.searchKey(state.q);
    const wanted = KZ.cellFilter(state);
    if (!key && !state.type && !wanted) return null;
    const kept = [];
    for (const entity of await KZ.data.all("entities")) {
      if (state.type && entity.type !== state.type) continue;
      if (key && !` ${entity.keys || KZ.searchKey(entity.name)}`.includes(` ${key}`)) continue;
      const n = wanted ? KZ.sumCells(entity.cells, wanted) : entity.n;
      if (n) kept.push([entity, n]);
    }
    return wanted ? kept.sort((a, b) => b[1] - a[1]) : kept;
  }

  let turn = 0;
  async function show() {
    turn += 1;
    const mine = turn;
    history.replaceState(null, "", KZ.to(["entities"], state));
    const kept = await found();
    if (mine !== turn) return;
    const total = kept ? kept.length : meta.counts.entities;
    const first = kept
      ? kept.length && kept[0][1]
      : total && (await KZ.data.one("entities", 0)).n;
    let shown = 0;
    body.replaceChildren();
    status.textContent = total ? t("entities.found", { n: total }) : t("nothing");
    const { button, ready } = KZ.growing(body, async () => {
      const next = kept ? kept.slice(shown, shown + PAGE) : [];
      if (!kept) {
        for (let e = shown; e < Math.min(shown + PAGE, total); e += 1) {
          const entity = await KZ.data.one("entities", e);
          next.push([entity, entity.n]);
        }
      }
      const items = next.map(([entity, n], at) => line(entity, shown + at + 1, n, first));
      shown += items.length;
      return { items, rest: shown < total };
    });
    under.replaceChildren(button);
    await ready;
  }

  const set = (name) => (value) => { state[name] = value; show(); };
  const any = ["", t("any")];
  const input = h("input", {
    type: "search", value: state.q, placeholder: t("entities.placeholder"), autocomplete: "off",
    oninput: KZ.later((event) => set("q")(event.target.value), 120),
  });
  await show();
  return [
    h("h1", { tabindex: -1 }, t("nav.entities")),
    h("form", { class: "filters", role: "search", onsubmit: (event) => event.preventDefault() },
      KZ.field(t("entities.search"), input),
      KZ.field(t("filter.type"), KZ.choice(
        [any, ...meta.entityTypes.map(([type, n]) => [type, `${KZ.type(type)} (${KZ.number(n)})`])],
        state.type, set("type"))),
      KZ.spanFields(state, set)),
    status,
    h("div", { class: "scroll" },
      h("table", { class: "ranking" },
        h("caption", { class: "hidden" }, t("nav.entities")),
        h("thead", {}, h("tr", {},
          h("th", { scope: "col", class: "number" }, t("rank")),
          h("th", { scope: "col" }, t("name")),
          h("th", { scope: "col", class: "number" }, t("count.mentions")),
          h("td", { class: "wide" }),
          h("th", { scope: "col", class: "number" }, t("count.documents")))),
        body)),
    under,
  ];
};
