"use strict";
// A document as a readable page, with its names marked, beside its untouched original.
KZ.views.document = async ([number, id, wanted]) => {
  const { h, t, meta } = KZ;
  const doc = await KZ.data.find("documents", Number(number), id);
  if (!doc) return KZ.missing();
  const pieces = await KZ.get(`texts/${doc.chunk}`);
  const { blocks, mentions } = pieces.find(([d]) => d === doc.number)[1];
  let original = null;
  if (!doc.lack) {
    const texts = await KZ.get(`originals/${doc.chunk}`);
    original = texts.find(([d]) => d === doc.number)[1];
  }
  const asMention = ([no, start, end, rawStart, rawEnd, type, e, name, value, method, evidence]) =>
    ({ no, start, end, rawStart, rawEnd, type, e, name, value, method, evidence });
  const all = mentions.map(asMention);

  const panel = h("aside", { class: "panel", "aria-live": "polite", hidden: true });
  const marks = { clean: new Map(), raw: new Map() };
  let chosen = null;

  function mark(side, mention, text) {
    const element = h("mark", {
      class: `m g-${KZ.group(mention.type)}`, role: "button", tabindex: -1,
      "data-no": mention.no, "data-type": mention.type, title: KZ.type(mention.type),
    }, text);
    marks[side].set(mention.no, element);
    return element;
  }

  // A text as it is; a form feed in the original is where the next page begins.
  let leaf = 1;
  const pageMark = () => h("span", { class: "page" }, t("document.page", { n: leaf }));
  function plain(side, text) {
    if (side === "clean" || !text.includes("\f")) return text;
    return text.split("\f").map((part, index) => {
      if (!index) return part;
      leaf += 1;
      return [pageMark(), part];
    });
  }

  // A text with its mentions marked; `start` is the place of the text, `span` that of a mention.
  function marked(side, text, start, spans) {
    const cut = KZ.slicer(text);
    const parts = [];
    let at = 0;
    for (const [mention, from, to] of spans) {
      const inside = cut(from - start, to - start);
      // What overlaps an earlier one, or lies outside the text, cannot be shown.
      if (from - start < at || inside === "") continue;
      parts.push(plain(side, cut(at, from - start)), mark(side, mention, inside));
      leaf += side === "raw" ? inside.split("\f").length - 1 : 0;
      at = to - start;
    }
    parts.push(plain(side, cut(at)));
    return parts;
  }

  const tags = { heading: "h3", quotation: "blockquote" };
  let next = 0;
  let page = null;
  const clean = blocks.map(([kind, lang, onPage, start, text, , , marker], index) => {
    const end = index + 1 < blocks.length ? blocks[index + 1][3] : Infinity;
    const spans = [];
    while (next < all.length && all[next].start < end) {
      spans.push([all[next], all[next].start, all[next].end]);
      next += 1;
    }
    const turned = onPage !== page && page !== null;
    page = onPage;
    return [
      turned ? h("p", { class: "page" }, t("document.page", { n: onPage })) : null,
      h(tags[kind] || "p", { class: `block ${kind}`, lang, dir: "auto", "data-block": index },
        kind === "paragraph" ? null : h("span", { class: "kind" }, t(`kind.${kind}`), marker ? ` ${marker}` : ""),
        marked("clean", text, start, spans)),
    ];
  });

  const rawSpans = all.map((mention) => [mention, mention.rawStart, mention.rawEnd])
    .sort((a, b) => a[1] - b[1] || b[2] - a[2]);
  const raw = original === null
    ? h("p", { class: "note" }, t(`lack.${doc.lack}`))
    : [
      ["txt", "md"].includes(doc.format) ? null
        : h("p", { class: "quiet" }, t("document.decoded", { format: doc.format.toUpperCase() })),
      h("pre", { dir: "auto", lang: doc.lang },
        original.includes("\f") ? pageMark() : null, marked("raw", original, 0, rawSpans)),
    ];

  const panes = {
    clean: h("section", { class: "pane clean", tabindex: 0, "aria-label": t("document.clean") }, clean),
    raw: h("section", { class: "pane raw", tabindex: 0, "aria-label": t("document.original") }, raw),
  };

  function reveal(element, pane) {
    const box = element.getBoundingClientRect();
    const around = pane.getBoundingClientRect();
    pane.scrollTop += box.top - around.top - pane.clientHeight / 3;
  }

  async function tell(mention) {
    const entity = mention.e === null ? null : await KZ.data.one("entities", mention.e);
    const called = entity && KZ.entityName(entity);
    const facts = [
      ["name", mention.name === called || !entity ? "" : mention.name], ["value", mention.value],
      ["method", mention.method], ["evidence", mention.evidence],
      ["place", `${mention.start}–${mention.end} → ${mention.rawStart}–${mention.rawEnd}`],
    ].filter(([, value]) => value);
    panel.hidden = false;
    panel.replaceChildren(
      h("button", { type: "button", class: "close", "aria-label": t("close"), onclick: () => {
        panel.hidden = true;
        marks.clean.get(mention.no)?.focus();
      } }, "×"),
      h("p", {}, KZ.badge(mention.type), " ",
        entity ? KZ.entityLink(entity.number, entity.id, called) : KZ.words(mention.name)),
      h("dl", { class: "facts" }, facts.map(([name, value]) =>
        [h("dt", {}, t(`mention.${name}`)), h("dd", { dir: "auto" }, value)])));
  }

  function choose(no, from) {
    for (const side of ["clean", "raw"]) {
      marks[side].get(chosen)?.removeAttribute("aria-pressed");
      const element = marks[side].get(no);
      if (!element) continue;
      element.setAttribute("aria-pressed", "true");
      if (side !== from) reveal(element, panes[side]);
    }
    chosen = no;
    const mention = all.find((one) => one.no === no);
    history.replaceState(null, "", KZ.to(["document", doc.number, doc.id, no]));
    return tell(mention);
  }

  // One mark of a pane is in the order of the Tab key; arrows lead to the others.
  for (const side of ["clean", "raw"]) {
    const shown = () => [...marks[side].values()].filter((element) => !element.classList.contains("off"));
    const rest = (element) => {
      for (const other of marks[side].values()) other.tabIndex = -1;
      if (element) element.tabIndex = 0;
    };
    rest(marks[side].values().next().value);
    panes[side].addEventListener("click", (event) => {
      const element = event.target.closest("mark.m");
      if (!element || element.classList.contains("off")) return;
      rest(element);
      choose(Number(element.dataset.no), side);
    });
    panes[side].addEventListener("keydown", (event) => {
      const element = event.target.closest("mark.m");
      if (!element) return;
      const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
      if (step) {
        const marksShown = shown();
        const other = marksShown[marksShown.indexOf(element) + step];
        if (other) { rest(other); other.focus(); }
        event.preventDefault();
      } else if (event.key === "Enter" || event.key === " ") {
        choose(Number(element.dataset.no), side);
        event.preventDefault();
      }
    });
  }

  const types = new Map();
  for (const mention of all) types.set(mention.type, (types.get(mention.type) || 0) + 1);
  const legend = h("fieldset", { class: "legend" }, h("legend", {}, t("document.types")),
    [...types].sort((a, b) => b[1] - a[1]).map(([type, n]) =>
      h("label", {},
        h("input", { type: "checkbox", checked: true, onchange: (event) => {
          for (const side of ["clean", "raw"]) {
            for (const element of marks[side].values()) {
              if (element.dataset.type === type) element.classList.toggle("off", !event.target.checked);
            }
          }
        } }),
        KZ.badge(type), ` ${KZ.number(n)}`)));

  const facts = [
    ["author", doc.author], ["date", doc.date], ["language", KZ.language(doc.lang)],
    ["licence", doc.licence], ["file", doc.path], ["duplicate", doc.duplicate],
    ["tokens", doc.tokens ? KZ.number(doc.tokens) : null], ["mentions", KZ.number(all.length)],
  ].filter(([, value]) => value);

  if (/^b\d+$/.test(wanted || "")) {
    // A place that a search found: its block.
    KZ.afterwards = () => {
      const block = panes.clean.querySelector(`[data-block="${wanted.slice(1)}"]`);
      if (!block) return;
      block.classList.add("found");
      reveal(block, panes.clean);
    };
  } else if (wanted && all.some((mention) => mention.no === Number(wanted))) {
    KZ.afterwards = () => {
      const no = Number(wanted);
      const element = marks.clean.get(no);
      if (element) {
        reveal(element, panes.clean);
        panes.clean.scrollIntoView({ block: "nearest" });
      }
      return choose(no, "clean");
    };
  }
  return [
    h("p", { class: "crumb" }, KZ.link(["documents"], t("nav.documents"))),
    h("h1", { tabindex: -1, dir: "auto", lang: doc.lang }, KZ.documentName(doc)),
    h("dl", { class: "facts inline" }, facts.map(([name, value]) =>
      h("div", {}, h("dt", {}, t(`fact.${name}`)), h("dd", { dir: "auto" }, value))),
    doc.url ? h("div", {}, h("dt", {}, t("fact.source")), h("dd", {}, KZ.outside(doc.url))) : null),
    legend,
    h("p", { class: "quiet" }, t("document.how")),
    h("div", { class: "panes" },
      h("div", {}, h("h2", {}, t("document.clean")), panes.clean),
      h("div", {}, h("h2", {}, t("document.original")), panes.raw)),
    panel,
  ];
};
