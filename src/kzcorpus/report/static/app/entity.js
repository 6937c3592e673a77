"use strict";
// One entity: its names, when and with whom it is mentioned, and every mention with its sentence.
KZ.views.entity = async ([number, id]) => {
  const { h, t, meta } = KZ;
  const entity = await KZ.data.find("entities", Number(number), id);
  if (!entity) return KZ.missing();
  const size = meta.sizes.details;
  const details = (await KZ.get(`details/${Math.floor(entity.number / size)}`))[entity.number % size];

  // Other entities and documents that the page names, read together.
  const companions = await Promise.all(details.with.map(async ([other, n, ll]) =>
    ({ other: await KZ.data.one("entities", other), n, ll })));
  const documents = await Promise.all(details.docs.map(async ([d, n]) =>
    ({ doc: await KZ.data.one("documents", d), n })));

  const names = details.names.map(([name, lang, n]) =>
    [KZ.words(name, meta.langs[lang]), `${KZ.language(meta.langs[lang])}, ${KZ.script(name)}`,
      KZ.number(n)]);
  const labels = entity.labels.map(([lang, label]) =>
    [h("dt", {}, KZ.language(lang)), h("dd", {}, KZ.words(label, lang))]);

  return [
    h("p", { class: "crumb" }, KZ.link(["entities"], t("nav.entities"))),
    h("h1", { tabindex: -1, dir: "auto" }, KZ.entityName(entity)),
    h("p", {}, KZ.badge(entity.type), " ", h("code", { dir: "auto" }, entity.id), " ",
      /^Q\d+$/.test(details.qid || "")
        ? KZ.outside(`https://www.wikidata.org/wiki/${details.qid}`, details.qid) : null),
    h("p", {}, t("entity.counts", { n: entity.n, documents: entity.docs })),
    h("div", { class: "pair" },
      h("div", {},
        h("section", {},
          h("h2", {}, t("entity.names")),
          labels.length ? h("dl", { class: "facts" }, labels) : null,
          KZ.table(t("entity.names"),
            [[t("name")], [t("script")], [t("count.mentions"), "number"]], names)),
        h("section", {},
          h("h2", {}, t("nav.timeline")),
          KZ.yearChart(t("entity.timeline"), KZ.byYear(entity.cells), t("count.mentions"),
            KZ.span(meta.years)),
          h("p", {}, KZ.link(["timeline"], t("entity.compare"), {}, { e: entity.number }))),
        h("section", {},
          h("h2", {}, t("nav.documents")),
          KZ.table(t("nav.documents"), [[t("document")], [t("count.mentions"), "number"]],
            documents.map(({ doc, n }) => [KZ.documentLink(doc), KZ.number(n)])),
          entity.docs > documents.length
            ? h("p", { class: "quiet" },
              t("entity.moreDocuments", { n: entity.docs - documents.length }))
            : null)),
      h("section", {},
        h("h2", {}, t("entity.companions")),
        companions.length
          ? KZ.table(t("entity.companions"),
            [[t("name")], [t("together"), "number"], ["", "wide"]],
            companions.map(({ other, n }) => [
              [KZ.entityLink(other.number, other.id, KZ.entityName(other)), " ",
                KZ.badge(other.type)],
              KZ.number(n), KZ.meter(n, companions[0].n)]))
          : h("p", { class: "quiet" }, t("entity.alone")))),
    await KZ.mentionList(entity),
  ];
};

// Every mention of an entity, by date: sentences to read, or a concordance to compare.
KZ.mentionList = async (entity) => {
  const { h, t, meta } = KZ;
  const PAGE = 50;
  let shown = 0;
  const list = h("ol", { class: "mentions" });

  async function mention(index) {
    const place = entity.first + index;
    const rows = await KZ.get(`mentions/${Math.floor(place / meta.sizes.mentions)}`);
    const at = place % meta.sizes.mentions;
    const doc = await KZ.data.one("documents", rows.d[at]);
    const [text, from, lang] = [rows.text[at], rows.at[at], meta.langs[rows.lang[at]]];
    const cut = KZ.slicer(text);
    const inside = from >= 0 && cut(from, from + rows.len[at]) !== "";
    const middle = inside ? cut(from, from + rows.len[at]) : "";
    return h("li", {},
      h("p", { class: "sentence", lang, dir: "auto" },
        h("span", { class: "pre" }, inside ? cut(0, from) : ""),
        inside ? h("mark", {}, middle) : null,
        h("span", { class: "post" }, inside ? cut(from + rows.len[at]) : text)),
      h("p", { class: "source" }, KZ.documentLink(doc, rows.m[at]),
        doc.date ? [" ", h("span", { class: "quiet" }, doc.date)] : null));
  }

  const { button, ready } = KZ.growing(list, async () => {
    const last = Math.min(shown + PAGE, entity.n);
    const items = await Promise.all(
      Array.from({ length: last - shown }, (_, at) => mention(shown + at)));
    shown = last;
    return { items, rest: shown < entity.n };
  });
  await ready;
  const view = h("button", {
    type: "button", "aria-pressed": "false",
    onclick: () => {
      const lines = list.classList.toggle("kwic");
      view.setAttribute("aria-pressed", String(lines));
    },
  }, t("entity.kwic"));
  return h("section", {},
    h("div", { class: "headline" }, h("h2", {}, t("entity.mentions", { n: entity.n })), view),
    list, button);
};
