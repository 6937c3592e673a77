"use strict";
// Which page an address means, and the frame around all pages.
(() => {
  const { h, t } = KZ;
  const MENU = ["overview", "entities", "documents", "network", "map", "timeline", "words", "search"];
  const LANGUAGES = [["en", "English"], ["tr", "Türkçe"], ["ru", "Русский"]];
  const PARENT = { entity: "entities", document: "documents" };
  const main = document.getElementById("main");

  // Storage may be forbidden to a page from the disk; the choice then lasts as long as the page.
  function remembered() {
    try { return localStorage.getItem("kzcorpus-lang"); } catch { return null; }
  }
  function remember(lang) {
    try { localStorage.setItem("kzcorpus-lang", lang); } catch { /* not kept */ }
  }

  function address() {
    const [path, search] = location.hash.replace(/^#\/?/, "").split("?");
    let parts;
    try {
      parts = path.split("/").map(decodeURIComponent);
    } catch {
      parts = ["missing"];
    }
    const [view, ...rest] = parts;
    return { view: view || "overview", rest, query: new URLSearchParams(search || "") };
  }

  function frame(view) {
    const current = PARENT[view] || view;
    document.documentElement.lang = KZ.lang;
    document.getElementById("skip").textContent = t("skip");
    document.getElementById("top").replaceChildren(
      h("nav", { "aria-label": t("nav") }, h("ul", {}, MENU.filter((name) => name !== "map" || KZ.meta.counts.places).map((name) =>
        h("li", {}, KZ.link([name], t(`nav.${name}`),
          { "aria-current": name === current ? "page" : null }))))),
      h("label", { class: "language" }, h("span", { class: "hidden" }, t("interface")),
        KZ.choice(LANGUAGES, KZ.lang, (lang) => { KZ.lang = lang; remember(lang); show(); })));
    document.getElementById("foot").replaceChildren(
      t("foot", { version: (KZ.meta.provenance[0] || ["", "kzcorpus"])[1] }));
  }

  KZ.missing = () => [h("h1", { tabindex: -1 }, t("missing")),
    h("p", {}, KZ.link(["overview"], t("nav.overview")))];

  let turn = 0;
  async function show(event) {
    turn += 1;
    const mine = turn;
    const { view, rest, query } = address();
    KZ.afterwards = null;
    frame(view);
    main.setAttribute("aria-busy", "true");
    const failed = (error) =>
      [h("h1", { tabindex: -1 }, t("error")), h("p", { role: "alert" }, error.message)];
    let content;
    try {
      const page = Object.hasOwn(KZ.views, view) ? KZ.views[view] : KZ.missing;
      content = await page(rest, query);
    } catch (error) {
      content = failed(error);
    }
    if (mine !== turn) return;
    main.replaceChildren(...content.flat(Infinity).filter((part) => part !== null && part !== undefined));
    main.removeAttribute("aria-busy");
    const heading = main.querySelector("h1");
    document.title = `${heading.textContent} · ${KZ.meta.title || "kzcorpus"}`;
    if (event) {
      scrollTo(0, 0);
      heading.focus({ preventScroll: true });
    }
    try {
      if (KZ.afterwards) await KZ.afterwards();
    } catch (error) {
      main.replaceChildren(...failed(error));
    }
    main.dataset.ready = view;
  }

  // "Skip to content" must not change the address, which names the page.
  document.getElementById("skip").addEventListener("click", (event) => {
    event.preventDefault();
    main.focus();
  });

  KZ.get("meta").then((meta) => {
    KZ.meta = meta;
    const kept = remembered();
    KZ.lang = kept in KZ.strings ? kept : meta.lang;
    addEventListener("hashchange", (event) => { delete main.dataset.ready; show(event); });
    return show();
  }, (error) => main.replaceChildren(error.message));
})();
