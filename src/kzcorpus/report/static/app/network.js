"use strict";
// Who stands in a sentence with whom: a picture to drag, and the same as a table.
KZ.views.network = async (parts, query) => {
  const { h, svg, t } = KZ;
  const { nodes, edges } = await KZ.get("network");
  const h1 = h("h1", { tabindex: -1 }, t("nav.network"));
  if (!edges.length) return [h1, h("p", { class: "quiet" }, t("network.empty"))];
  const known = new Map(nodes.map(([e, id, name, type, n]) => [e, { e, id, name, type, n }]));
  const state = {
    type: query.get("type") || "", size: query.get("size") || (innerWidth < 500 ? "20" : "40"), least: query.get("least") || "1",
  };
  const picture = h("div", { class: "network" });
  const status = h("p", { role: "status", class: "quiet" });
  const told = h("p", { class: "told" });
  const table = h("div", {});

  function chosen() {
    const fits = edges.filter(([a, b, n]) => n >= Number(state.least) &&
      (!state.type || (known.get(a).type === state.type && known.get(b).type === state.type)));
    const kept = new Map();
    const lines = [];
    for (const [a, b, n, ll] of fits) {
      const fresh = [a, b].filter((e) => !kept.has(e)).length;
      if (kept.size + fresh > Number(state.size)) continue;
      if (lines.length >= 3 * Number(state.size)) break;
      for (const e of [a, b]) if (!kept.has(e)) kept.set(e, { ...known.get(e) });
      lines.push({ a: kept.get(a), b: kept.get(b), n, ll });
    }
    return { things: [...kept.values()], lines };
  }

  function shape(node, size) {
    const s = size;
    switch (KZ.group(node.type)) {
      case "place": return svg("rect", { x: -s, y: -s, width: 2 * s, height: 2 * s, rx: 1 });
      case "org": return svg("path", { d: `M0 ${-1.3 * s}L${1.3 * s} 0L0 ${1.3 * s}L${-1.3 * s} 0Z` });
      case "work": return svg("path", { d: `M0 ${-1.2 * s}L${1.2 * s} ${s}L${-1.2 * s} ${s}Z` });
      default: return svg("circle", { r: 1.1 * s });
    }
  }

  function draw({ things, lines }) {
    const width = Math.max(300, picture.clientWidth || 900);
    const height = Math.max(420, Math.min(640, width * 0.66));
    const most = Math.max(...lines.map((line) => line.n));
    const largest = Math.max(...things.map((node) => node.n));
    for (const line of lines) line.weight = Math.sqrt(line.n / most);
    const { step } = KZ.forceLayout(things, lines);

    const root = svg("svg", { viewBox: `0 0 ${width} ${height}`, role: "img",
      "aria-label": t("network.told", { nodes: things.length, edges: lines.length }) });
    for (const line of lines) {
      line.mark = svg("line", { class: "edge", "stroke-width": 0.7 + 4 * line.weight });
      root.append(line.mark);
    }
    for (const node of things) {
      node.size = (width < 500 ? 0.75 : 1) * (4 + 9 * Math.sqrt(node.n / largest));
      node.label = svg("text", { class: "label", "text-anchor": "middle" }, node.name);
      node.mark = svg("g", { class: `node g-${KZ.group(node.type)}` },
        svg("title", {}, `${node.name} · ${KZ.type(node.type)} · ${KZ.number(node.n)}`),
        shape(node, node.size));
      root.append(node.mark);
    }
    for (const node of things) root.append(node.label);
    picture.replaceChildren(root);

    // The layout's units to the picture's, so that everything is seen.
    let view = { left: 0, top: 0, scaleX: 1, scaleY: 1 };
    function fit() {
      const [xs, ys] = [things.map((node) => node.x), things.map((node) => node.y)];
      const [left, right] = [Math.min(...xs), Math.max(...xs)];
      const [top, bottom] = [Math.min(...ys), Math.max(...ys)];
      view = { left, top,
        scaleX: (width - 110) / Math.max(right - left, 0.1),
        scaleY: (height - 70) / Math.max(bottom - top, 0.1) };
    }
    const put = (node) => {
      node.px = 55 + (node.x - view.left) * view.scaleX;
      node.py = 30 + (node.y - view.top) * view.scaleY;
    };

    // Names of the most mentioned first; a name that would cover another waits to be pointed at.
    function names() {
      const taken = things.map((node) =>
        [node.px - node.size, node.py - node.size, node.px + node.size, node.py + node.size]);
      for (const node of [...things].sort((a, b) => b.n - a.n)) {
        const half = Math.max(12, node.name.length * 3.4);
        const inside = Math.min(Math.max(node.px, half + 2), width - half - 2);
        const beside = node.size + half + 4;
        const boxes = [[inside, node.py + node.size + 13], [inside, node.py - node.size - 5],
          [node.px + beside, node.py + 4], [node.px - beside, node.py + 4]].map(([x, y]) => ({
          x, y, box: [x - half, y - 10, x + half, y + 2] }));
        const free = boxes.find(({ box }) =>
          box[0] >= 0 && box[2] <= width && box[1] >= 0 && box[3] <= height &&
          taken.every(([l, u, r, d]) => box[2] < l || box[0] > r || box[3] < u || box[1] > d));
        const { x, y, box } = free || boxes[0];
        node.label.setAttribute("x", x);
        node.label.setAttribute("y", Math.min(y, height - 4));
        node.label.classList.toggle("covered", !free);
        if (free) taken.push(box);
      }
    }

    function place() {
      for (const node of things) {
        put(node);
        node.mark.setAttribute("transform", `translate(${node.px.toFixed(1)} ${node.py.toFixed(1)})`);
      }
      for (const { a, b, mark } of lines) {
        mark.setAttribute("x1", a.px); mark.setAttribute("y1", a.py);
        mark.setAttribute("x2", b.px); mark.setAttribute("y2", b.py);
      }
      names();
    }

    function point(node) {
      for (const other of things) other.mark.classList.toggle("far", node !== null && other !== node);
      for (const other of things) other.label.classList.toggle("shown", other === node);
      for (const { a, b, mark } of lines) {
        const near = a === node || b === node;
        mark.classList.toggle("near", near);
        if (near) for (const end of [a, b]) end.mark.classList.remove("far");
      }
      if (node) {
        told.replaceChildren(KZ.entityLink(node.e, node.id, node.name), " ", KZ.badge(node.type), " ",
          t("network.mentions", { n: node.n }));
      }
    }

    for (const node of things) {
      node.mark.addEventListener("pointerdown", (event) => {
        event.preventDefault();
        point(node);
        node.held = true;
        node.mark.setPointerCapture(event.pointerId);
        const box = root.getBoundingClientRect();
        const moved = (at) => {
          node.x = view.left + ((at.clientX - box.left) * (width / box.width) - 55) / view.scaleX;
          node.y = view.top + ((at.clientY - box.top) * (height / box.height) - 30) / view.scaleY;
          step(0.08);
          place();
        };
        const done = () => {
          node.held = false;
          node.mark.removeEventListener("pointermove", moved);
        };
        node.mark.addEventListener("pointermove", moved);
        node.mark.addEventListener("pointerup", done, { once: true });
        node.mark.addEventListener("pointercancel", done, { once: true });
      });
      node.mark.addEventListener("pointerenter", () => point(node));
    }
    fit();
    place();
  }

  function show() {
    history.replaceState(null, "", KZ.to(["network"], state));
    const found = chosen();
    told.replaceChildren(t("network.how"));
    if (!found.lines.length) {
      status.textContent = t("nothing");
      picture.replaceChildren();
      table.replaceChildren();
      return;
    }
    status.textContent = t("network.told", { nodes: found.things.length, edges: found.lines.length });
    draw(found);
    table.replaceChildren(KZ.table(t("network.table"),
      [[t("name")], [t("name")], [t("together"), "number"], [t("loglikelihood"), "number extra"]],
      found.lines.map(({ a, b, n, ll }) => [
        KZ.entityLink(a.e, a.id, a.name), KZ.entityLink(b.e, b.id, b.name), KZ.number(n), KZ.number(ll),
      ])));
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
      KZ.field(t("network.size"), KZ.choice(
        ["20", "40", "60", "100", "150"].map((n) => [n, n]), state.size, set("size"))),
      KZ.field(t("network.least"), KZ.choice(
        steps.map((n) => [String(n), KZ.number(n)]), state.least, set("least")))),
    status, told, picture,
    h("h2", {}, t("network.table")), table,
  ];
};
