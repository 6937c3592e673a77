"use strict";
// Bars: plain elements whose sizes follow the numbers, each chart with a table behind it.
(() => {
  // A bar in a cell of a table.
  KZ.meter = (value, most) => {
    const bar = KZ.h("span", { class: "meter", "aria-hidden": "true" });
    bar.style.setProperty("--part", most > 0 ? value / most : 0);
    return bar;
  };

  // Columns over periods; entries are [label, value].
  KZ.columns = (title, entries, unit) => {
    const most = Math.max(0, ...entries.map(([, value]) => value));
    const step = Math.ceil(entries.length / 12);
    const bars = entries.map(([label, value], index) => {
      const bar = KZ.h("span", { class: "bar" });
      bar.style.setProperty("--part", most > 0 ? value / most : 0);
      return KZ.h("span", { class: "column", title: `${label}: ${KZ.number(value)}` },
        bar, KZ.h("span", { class: "tick" }, index % step === 0 ? label : ""));
    });
    const top = entries.reduce((best, entry) => (entry[1] > best[1] ? entry : best), ["", 0]);
    const told = KZ.t("chart.told", { title, label: top[0], n: top[1] });
    return KZ.h("figure", { class: "chart" },
      KZ.h("p", { class: "most", "aria-hidden": "true" }, most ? `${KZ.t("chart.most")} ${KZ.number(most)}` : ""),
      KZ.h("div", { class: "columns", role: "img", "aria-label": told }, bars),
      KZ.h("details", {},
        KZ.h("summary", {}, KZ.t("chart.table")),
        KZ.table(title, [[KZ.t("year")], [unit, "number"]],
          entries.map(([label, value]) => [label, KZ.number(value)]))));
  };

  // By year, with what has no date said in words.
  KZ.yearChart = (title, sums, unit, years = KZ.span([...sums.keys()])) => {
    const undated = sums.get("") || 0;
    return KZ.h("div", {},
      years.length
        ? KZ.columns(title, years.map((year) => [year, sums.get(year) || 0]), unit)
        : KZ.h("p", { class: "quiet" }, KZ.t("chart.undatedOnly")),
      undated && years.length
        ? KZ.h("p", { class: "quiet" }, KZ.t("chart.undated", { n: undated })) : null);
  };
})();
