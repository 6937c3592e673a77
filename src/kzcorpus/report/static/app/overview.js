"use strict";
// What is in the corpus, and what made it.
KZ.views.overview = async () => {
  const { h, t, meta } = KZ;
  const { counts } = meta;

  const figures = ["documents", "sentences", "tokens", "mentions", "entities"].map((name) =>
    h("div", { class: "figure" },
      h("dt", {}, t(`count.${name}`)), h("dd", {}, KZ.number(counts[name]))));

  const mentions = new Map();
  for (const [lang, , n] of meta.mentionCells) mentions.set(lang, (mentions.get(lang) || 0) + n);
  const languages = meta.byLanguage.map(([lang, documents, sentences, tokens]) => {
    const code = meta.langs[lang];
    return [
      KZ.link(["documents"], KZ.language(code), {}, { lang: code }),
      KZ.number(documents), KZ.number(sentences), KZ.number(tokens),
      KZ.number(mentions.get(lang) || 0),
    ];
  });

  const byYear = (cells) => {
    const sums = new Map();
    for (const [, year, n] of cells) {
      sums.set(meta.years[year], (sums.get(meta.years[year]) || 0) + n);
    }
    return sums;
  };

  const top = counts.entities ? (await KZ.data.chunk("entities", 0)).slice(0, 12) : [];
  const ranked = h("ol", { class: "top" }, top.map((entity) =>
    h("li", {}, KZ.entityLink(entity.number, entity.id, KZ.entityName(entity)), " ",
      KZ.badge(entity.type), " ", h("span", { class: "quiet" }, KZ.number(entity.n)))));

  const refusals = meta.rejects ? await KZ.get("rejects") : [];
  return [
    h("h1", { tabindex: -1 }, meta.title || t("overview.title")),
    meta.filters.length
      ? h("p", { class: "note" }, t("overview.filters"), " ",
        meta.filters.map(([name, value], index) =>
          [index ? " · " : "", t(`filter.${name}`), value ? `: ${value}` : ""]))
      : null,
    h("dl", { class: "figures" }, figures),
    h("h2", {}, t("overview.languages")),
    KZ.table(t("overview.languages"),
      [[t("language")], ...["documents", "sentences", "tokens", "mentions"].map(
        (name) => [t(`count.${name}`), name === "sentences" || name === "tokens" ? "number extra" : "number"])],
      languages),
    h("div", { class: "pair" },
      h("section", {}, h("h2", {}, t("overview.documentsByYear")),
        KZ.yearChart(t("overview.documentsByYear"), byYear(meta.documentCells), t("count.documents"))),
      h("section", {}, h("h2", {}, t("overview.mentionsByYear")),
        KZ.yearChart(t("overview.mentionsByYear"), byYear(meta.mentionCells), t("count.mentions")))),
    h("h2", {}, t("overview.top")), ranked,
    h("p", {}, KZ.link(["entities"], t("overview.all"))),
    h("h2", {}, t("overview.refused")),
    meta.rejects
      ? [
        h("p", {}, t("overview.refusedCount", { n: meta.rejects, shown: refusals.length })),
        KZ.table(t("overview.refused"),
          [["path", "path"], ["stage", "extra"], ["reason"], ["detail", "path"]].map(
            ([name, kind]) => [t(`refusal.${name}`), kind]),
          refusals.map((cells) => cells.map((text) => h("span", { dir: "auto" }, text)))),
      ]
      : h("p", { class: "quiet" }, t("overview.refusedNone")),
    h("h2", {}, t("overview.provenance")),
    h("dl", { class: "facts" }, meta.provenance.filter(([, value]) => value).map(([name, value]) =>
      [h("dt", {}, t(`provenance.${name}`)), h("dd", { dir: "auto" }, value)])),
  ];
};
