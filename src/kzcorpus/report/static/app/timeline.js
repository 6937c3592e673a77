"use strict";
// When things are mentioned: all mentions, and up to six entities held against each other.
KZ.views.timeline = async (parts, query) => {
  const { h, t, meta } = KZ;
  const MOST = 6;
  const given = (query.get("e") || "").split(",").filter(Boolean).map(Number);
  const state = {
    chosen: given.filter((e) => e < meta.counts.entities).slice(0, MOST),
    lang: query.get("lang") || "", share: query.get("share") || "",
  };
  if (!given.length) state.chosen = [0, 1, 2].filter((e) => e < meta.counts.entities);
  const years = KZ.span(meta.years);
  const charts = h("div", { class: "timelines" });
  const found = h("ul", { class: "suggestions" });

  // Sentences by year, by which a figure is divided where shares are wanted.
  const sentences = new Map();
  for (const [lang, year, , n] of meta.documentCells) {
    if (state.lang && meta.langs[lang] !== state.lang) continue;
    sentences.set(meta.years[year], (sentences.get(meta.years[year]) || 0) + n);
  }
  const hasSentences = [...sentences.values()].some(Boolean);

  function shares(sums) {
    if (!state.share) return sums;
    return new Map([...sums].filter(([year]) => year).map(([year, n]) =>
      [year, sentences.get(year) ? (1000 * n) / sentences.get(year) : 0]));
  }

  async function show() {
    history.replaceState(null, "", KZ.to(["timeline"],
      { e: state.chosen.join(","), lang: state.lang, share: state.share }));
    const lang = meta.langs.indexOf(state.lang);
    const wanted = (l) => !state.lang || l === lang;
    const unit = state.share ? t("timeline.per1000") : t("count.mentions");
    const whole = KZ.byYear(meta.mentionCells.flat(), wanted);
    const parts = await Promise.all(state.chosen.map(async (e) => {
      const entity = await KZ.data.one("entities", e);
      const name = KZ.entityName(entity);
      return h("section", {},
        h("div", { class: "headline" },
          h("h2", {}, KZ.entityLink(entity.number, entity.id, name), " ", KZ.badge(entity.type)),
          h("button", { type: "button", "aria-label": t("timeline.remove", { name }), onclick: () => {
            state.chosen = state.chosen.filter((other) => other !== e);
            show();
          } }, "×")),
        KZ.yearChart(name, shares(KZ.byYear(entity.cells, wanted)), unit, years));
    }));
    charts.replaceChildren(
      h("section", {}, h("h2", {}, t("timeline.all")),
        KZ.yearChart(t("timeline.all"), shares(whole), unit, years)), ...parts);
  }

  async function suggest(text) {
    const key = KZ.searchKey(text);
    if (!key) { found.replaceChildren(); return; }
    const fits = (await KZ.data.all("entities"))
      .filter((entity) => ` ${entity.keys || KZ.searchKey(entity.name)}`.includes(` ${key}`))
      .slice(0, 8);
    found.replaceChildren(...fits.map((entity) => h("li", {},
      h("button", { type: "button", dir: "auto", onclick: () => {
        state.chosen = [...new Set([...state.chosen, entity.number])].slice(-MOST);
        found.replaceChildren();
        show();
      } }, KZ.entityName(entity), " ", KZ.badge(entity.type)))));
  }

  const set = (name) => (value) => { location.hash = KZ.to(["timeline"],
    { e: state.chosen.join(","), lang: state.lang, share: state.share, [name]: value }); };
  await show();
  return [
    h("h1", { tabindex: -1 }, t("nav.timeline")),
    h("form", { class: "filters", role: "search", onsubmit: (event) => event.preventDefault() },
      KZ.field(t("timeline.add"), h("input", {
        type: "search", autocomplete: "off", placeholder: t("entities.placeholder"),
        oninput: KZ.later((event) => suggest(event.target.value), 120),
      })),
      KZ.field(t("filter.lang"), KZ.choice(
        [["", t("any")], ...meta.langs.map((lang) => [lang, KZ.language(lang)])],
        state.lang, set("lang"))),
      hasSentences ? KZ.field(t("timeline.figure"), KZ.choice(
        [["", t("count.mentions")], ["1", t("timeline.per1000")]], state.share, set("share"))) : null),
    found, charts,
  ];
};
