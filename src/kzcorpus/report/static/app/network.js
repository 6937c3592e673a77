"use strict";
// Who stands in a sentence with whom: a picture to drag, and the same as a table.
KZ.views.network = async (parts, query) => {
  const { h, t } = KZ;
  const { nodes, edges } = await KZ.get("network");
  const h1 = h("h1", { tabindex: -1 }, t("nav.network"));
  if (!edges.length) return [h1, h("p", { class: "quiet" }, t("network.empty"))];
  const known = new Map(nodes.map(([e, id, name, type, n, labels]) =>
    [e, { e, id, name: KZ.entityName({ name, labels }), type, n }]));
  const state = {
    type: query.get("type") || "", lang: query.get("lang") || "", from: query.get("from") || "",
    to: query.get("to") || "", size: query.get("size") || (innerWidth < 500 ? "20" : "40"),
    least: query.get("least") || "1",
  };
  const picture = h("div", { class: "network" });
  const status = h("p", { role: "status", class: "quiet" });
  const told = h("p", { class: "told", "aria-live": "polite" });
  const table = h("div", {});

  // The heaviest connections that the filters leave, until there are enough things.
  function chosen() {
    const wanted = KZ.cellFilter(state);
    const counted = wanted
      ? edges.map(([a, b, , , cells]) => [a, b, KZ.sumCells(cells, wanted)])
        .sort((one, other) => other[2] - one[2])
      : edges;
    const fits = counted.filter(([a, b, n]) => n > 0 && n >= Number(state.least) &&
      (!state.type || (known.get(a).type === state.type && known.get(b).type === state.type)));
    const kept = new Map();
    const lines = [];
    for (const [a, b, n, ll] of fits) {
      const fresh = [a, b].filter((e) => !kept.has(e)).length;
      if (kept.size + fresh > Number(state.size)) continue;
      if (lines.length >= 3 * Number(state.size)) break;
      for (const e of [a, b]) if (!kept.has(e)) kept.set(e, { ...known.get(e) });
      // A weight of the whole corpus says nothing about a part of it.
      lines.push({ a: kept.get(a), b: kept.get(b), n, ll: wanted ? null : ll });
    }
    return { things: [...kept.values()], lines };
  }

  function show() {
    history.replaceState(null, "", KZ.to(["network"], state));
    const found = chosen();
    told.replaceChildren();
    if (!found.lines.length) {
      status.textContent = t("nothing");
      picture.replaceChildren();
      table.replaceChildren();
      return;
    }
    status.textContent = t("network.told", { nodes: found.things.length, edges: found.lines.length });
    KZ.drawNetwork(picture, found, (node) => told.replaceChildren(
      KZ.entityLink(node.e, node.id, node.name), " ", KZ.badge(node.type), " ",
      t("network.mentions", { n: node.n })));
    const weighed = found.lines[0].ll !== null;
    table.replaceChildren(KZ.table(t("network.table"),
      [[t("name")], [t("name")], [t("together"), "number"],
        ...(weighed ? [[t("loglikelihood"), "number extra"]] : [])],
      found.lines.map(({ a, b, n, ll }) => [
        KZ.entityLink(a.e, a.id, a.name), KZ.entityLink(b.e, b.id, b.name), KZ.number(n),
        ...(weighed ? [KZ.number(ll)] : [])])));
  }

  const set = (name) => (value) => { state[name] = value; show(); };
  const types = [...new Set(nodes.map((node) => node[3]))];
  const steps = [1, 2, 3, 5, 10, 20, 50, 100].filter((n) => n <= edges[0][2]);
  KZ.afterwards = show;
  return [
    h1,
    h("form", { class: "filters", onsubmit: (event) => event.preventDefault() },
      KZ.field(t("filter.type"), KZ.choice(
        [["", t("any")], ...types.map((type) => [type, KZ.type(type)])], state.type, set("type"))),
      KZ.spanFields(state, set),
      KZ.field(t("network.size"), KZ.choice(
        ["20", "40", "60", "100", "150"].map((n) => [n, n]), state.size, set("size"))),
      KZ.field(t("network.least"), KZ.choice(
        steps.map((n) => [String(n), KZ.number(n)]), state.least, set("least")))),
    status, h("p", {}, t("network.how")),
    // Below the picture: what is told there must not move it under the pointer.
    picture, told,
    h("h2", {}, t("network.table")), table,
  ];
};

// Draws things and lines into an element; `tell(node)` is called for what is pointed at.
KZ.drawNetwork = (picture, { things, lines }, tell) => {
  const { svg, t } = KZ;
  const width = Math.max(300, picture.clientWidth || 900);
  const height = Math.max(420, Math.min(640, width * 0.66));
  const most = Math.max(...lines.map((line) => line.n));
  const largest = Math.max(...things.map((node) => node.n));
  for (const line of lines) line.weight = Math.sqrt(line.n / most);
  const { step } = KZ.forceLayout(things, lines);

  function shape(node, s) {
    switch (KZ.group(node.type)) {
      case "place": return svg("rect", { x: -s, y: -s, width: 2 * s, height: 2 * s, rx: 1 });
      case "org": return svg("path", { d: `M0 ${-1.3 * s}L${1.3 * s} 0L0 ${1.3 * s}L${-1.3 * s} 0Z` });
      case "work": return svg("path", { d: `M0 ${-1.2 * s}L${1.2 * s} ${s}L${-1.2 * s} ${s}Z` });
      default: return svg("circle", { r: 1.1 * s });
    }
  }

  const root = svg("svg", { viewBox: `0 0 ${width} ${height}`, role: "group",
    "aria-label": t("network.told", { nodes: things.length, edges: lines.length }) });
  for (const line of lines) {
    line.mark = svg("line", { class: "edge", "stroke-width": 0.7 + 4 * line.weight });
    root.append(line.mark);
  }
  for (const node of things) {
    const named = `${node.name} · ${KZ.type(node.type)} · ${KZ.number(node.n)}`;
    node.size = (width < 500 ? 0.75 : 1) * (4 + 9 * Math.sqrt(node.n / largest));
    node.label = svg("text", { class: "label", "text-anchor": "middle" }, node.name);
    node.mark = svg("g", { class: `node g-${KZ.group(node.type)}`, role: "link", "aria-label": named },
      svg("title", {}, named), shape(node, node.size));
    root.append(node.mark);
  }
  for (const node of things) root.append(node.label);
  picture.replaceChildren(root);

  // The layout's units to the picture's, so that everything is seen.
  const [xs, ys] = [things.map((node) => node.x), things.map((node) => node.y)];
  const view = {
    left: Math.min(...xs), top: Math.min(...ys),
    scaleX: (width - 110) / Math.max(Math.max(...xs) - Math.min(...xs), 0.1),
    scaleY: (height - 70) / Math.max(Math.max(...ys) - Math.min(...ys), 0.1),
  };

  function place() {
    for (const node of things) {
      node.px = 55 + (node.x - view.left) * view.scaleX;
      node.py = 30 + (node.y - view.top) * view.scaleY;
      node.mark.setAttribute("transform", `translate(${node.px.toFixed(1)} ${node.py.toFixed(1)})`);
    }
    for (const { a, b, mark } of lines) {
      mark.setAttribute("x1", a.px); mark.setAttribute("y1", a.py);
      mark.setAttribute("x2", b.px); mark.setAttribute("y2", b.py);
    }
    KZ.placeLabels(things, width, height);
  }

  function point(node) {
    const near = new Set([node]);
    for (const { a, b, mark } of lines) {
      const mine = a === node || b === node;
      mark.classList.toggle("near", mine);
      if (mine) { near.add(a); near.add(b); }
    }
    for (const other of things) {
      other.mark.classList.toggle("far", !near.has(other));
      other.label.classList.toggle("shown", near.has(other) && (other === node || near.size < 12));
    }
    tell(node);
  }

  // To a place of the picture, inside it; the neighbours follow a little.
  function carry(node, px, py) {
    node.held = true;
    node.x = view.left + (Math.min(Math.max(px, 10), width - 10) - 55) / view.scaleX;
    node.y = view.top + (Math.min(Math.max(py, 10), height - 20) - 30) / view.scaleY;
    step(0.08);
    node.held = false;
    place();
  }

  for (const node of things) {
    node.mark.addEventListener("pointerdown", (event) => {
      event.preventDefault();
      point(node);
      node.mark.setPointerCapture(event.pointerId);
      const box = root.getBoundingClientRect();
      const moved = (at) => carry(node, (at.clientX - box.left) * (width / box.width),
        (at.clientY - box.top) * (height / box.height));
      const done = () => node.mark.removeEventListener("pointermove", moved);
      node.mark.addEventListener("pointermove", moved);
      node.mark.addEventListener("pointerup", done, { once: true });
      node.mark.addEventListener("pointercancel", done, { once: true });
    });
    node.mark.addEventListener("pointerenter", () => point(node));
  }
  KZ.roving(things, { point, move: (node, x, y) => carry(node, node.px + x, node.py + y) });
  place();
};
