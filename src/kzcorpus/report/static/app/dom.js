"use strict";
// Elements and texts. Everything from the corpus becomes a text node or an attribute; no string is
// ever parsed as HTML.
(() => {
  const SVG = "http://www.w3.org/2000/svg";

  function fill(element, attributes, children) {
    for (const [name, value] of Object.entries(attributes || {})) {
      if (value === null || value === undefined || value === false) continue;
      if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
      else if (name === "value") element.value = value;
      else element.setAttribute(name, value === true ? "" : String(value));
    }
    for (const child of children.flat(Infinity)) {
      if (child !== null && child !== undefined && child !== false) element.append(child);
    }
    return element;
  }

  KZ.h = (tag, attributes, ...children) =>
    fill(document.createElement(tag), attributes, children);
  KZ.svg = (tag, attributes, ...children) =>
    fill(document.createElementNS(SVG, tag), attributes, children);

  // A text of the interface, with {names} filled in.
  KZ.t = (key, values = {}) => {
    const text = (KZ.strings[KZ.lang] || {})[key] ?? key;
    return text.replace(/\{(\w+)\}/g, (_, name) => {
      const value = values[name];
      return typeof value === "number" ? KZ.number(value) : String(value);
    });
  };
  KZ.number = (value) => value.toLocaleString(KZ.lang, { maximumFractionDigits: 1 });
  KZ.type = (type) => KZ.t(`type.${type}`);

  // The name of a language in the language of the interface.
  KZ.language = (code) => {
    if (!code) return KZ.t("unknown");
    try {
      return new Intl.DisplayNames([KZ.lang], { type: "language" }).of(code.replace("_", "-")) || code;
    } catch {
      return code;
    }
  };
  KZ.year = (year) => year || KZ.t("undated");

  // Text of the corpus in its own language and direction.
  KZ.words = (text, lang, tag = "span") => KZ.h(tag, { lang: lang || "", dir: "auto" }, text);

  // A link out of the report: only to the web.
  KZ.outside = (address, text) => {
    let url = null;
    try {
      url = new URL(address);
    } catch {
      return KZ.h("span", { dir: "auto" }, text || address);
    }
    if (url.protocol !== "http:" && url.protocol !== "https:") {
      return KZ.h("span", { dir: "auto" }, text || address);
    }
    return KZ.h("a", { href: url.href, rel: "noopener noreferrer", target: "_blank" }, text || address);
  };

  // An address inside the report: parts of a path, and what narrows it down.
  KZ.to = (parts, query = {}) => {
    const given = Object.entries(query).filter(([, value]) => value !== "" && value != null);
    const path = parts.map((part) => encodeURIComponent(part)).join("/");
    const search = new URLSearchParams(given).toString();
    return `#/${path}${search ? `?${search}` : ""}`;
  };
  KZ.link = (parts, text, attributes = {}, query = {}) =>
    KZ.h("a", { href: KZ.to(parts, query), ...attributes }, text);

  KZ.badge = (type) => KZ.h("span", { class: `badge g-${KZ.group(type)}` }, KZ.type(type));

  const GROUPS = {
    PERSON: "person", TITLE: "person",
    GPE: "place", LOC: "place", FAC: "place",
    ORG: "org", NORP: "org",
    EVENT: "work", LAW: "work", WORK_OF_ART: "work", PRODUCT: "work", LANGUAGE: "work",
  };
  // Five groups have a colour, a line and a shape each, so that none rests on colour alone.
  KZ.group = (type) => GROUPS[type] || "value";

  KZ.field = (label, control) =>
    KZ.h("label", { class: "field" }, KZ.h("span", {}, label), control);

  // A choice; options are [value, text].
  KZ.choice = (options, value, onchange) =>
    KZ.h(
      "select",
      { onchange: (event) => onchange(event.target.value) },
      options.map(([key, text]) => KZ.h("option", { value: key, selected: key === value }, text)),
    );

  // Choices of a language and of years, which narrow cells down.
  KZ.spanFields = (state, set) => {
    const any = ["", KZ.t("any")];
    const years = KZ.meta.years.filter(Boolean).map((year) => [year, year]);
    const langs = KZ.meta.langs.map((lang) => [lang, KZ.language(lang)]);
    return [["lang", langs], ["from", years], ["to", years]].map(([name, options]) =>
      KZ.field(KZ.t(`filter.${name}`), KZ.choice([any, ...options], state[name], set(name))));
  };

  // A table; head is [text, class], rows are lists of what goes into the cells.
  KZ.table = (caption, head, rows) =>
    KZ.h(
      "div",
      { class: "scroll", tabindex: 0, role: "region", "aria-label": caption },
      KZ.h(
        "table",
        {},
        KZ.h("caption", { class: "hidden" }, caption),
        KZ.h("thead", {}, KZ.h("tr", {}, head.map(([text, kind]) =>
          // A column of bars needs no heading.
          (text ? KZ.h("th", { scope: "col", class: kind }, text) : KZ.h("td", { class: kind }))))),
        KZ.h("tbody", {}, rows.map((row) =>
          KZ.h("tr", {}, row.map((cell, index) => KZ.h("td", { class: head[index][1] }, cell))))),
      ),
    );

  // A list that grows by a button: `more()` gives the next items, and [] at the end.
  KZ.growing = (list, more) => {
    const button = KZ.h("button", { type: "button", class: "more", hidden: true }, KZ.t("more"));
    const grow = async () => {
      button.disabled = true;
      const { items, rest } = await more();
      const focus = document.activeElement === button && items[0];
      list.append(...items);
      button.disabled = false;
      button.hidden = !rest;
      if (focus) (items[0].querySelector("a, button") || button).focus();
    };
    button.addEventListener("click", grow);
    return { button, ready: grow() };
  };

  KZ.later = (action, pause) => {
    let timer = 0;
    return (...values) => {
      clearTimeout(timer);
      timer = setTimeout(() => action(...values), pause);
    };
  };
})();
