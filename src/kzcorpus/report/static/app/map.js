"use strict";
// Where the places lie that are mentioned: coasts, points as large as they are often mentioned.
KZ.views.map = async (parts, query) => {
  const { h, t, meta } = KZ;
  const h1 = h("h1", { tabindex: -1 }, t("nav.map"));
  if (!meta.counts.places) return [h1, h("p", { class: "quiet" }, t("map.empty"))];
  const [columns, land] = await Promise.all([KZ.get("places"), KZ.get("land")]);
  const places = KZ.rows(columns);
  const state = {
    lang: query.get("lang") || "", from: query.get("from") || "", to: query.get("to") || "",
  };
  const picture = h("div", { class: "network map" });
  const status = h("p", { role: "status", class: "quiet" });
  const told = h("p", { class: "told", "aria-live": "polite" });
  const table = h("div", {});
  const LISTED = 100;
  let map = null;

  function show() {
    history.replaceState(null, "", KZ.to(["map"], state));
    const wanted = KZ.cellFilter(state);
    const found = places
      .map((place) => ({ ...place, name: KZ.entityName(place),
        n: wanted ? KZ.sumCells(place.cells, wanted) : place.n }))
      .filter(({ n }) => n)
      .sort((a, b) => b.n - a.n);
    told.replaceChildren();
    status.textContent = found.length ? t("map.found", { n: found.length }) : t("nothing");
    map = found.length ? KZ.drawMap(picture, found, land, (place) => told.replaceChildren(
      KZ.entityLink(place.e, place.id, place.name), " ", KZ.badge(place.type), " ",
      t("network.mentions", { n: place.n }))) : picture.replaceChildren();
    table.replaceChildren(KZ.table(t("map.table"),
      [[t("name")], [t("count.mentions"), "number"], ["", "wide"], [t("map.position"), "number extra"]],
      found.slice(0, LISTED).map((place) => [
        KZ.entityLink(place.e, place.id, place.name), KZ.number(place.n),
        KZ.meter(place.n, found[0].n), KZ.position(place.lat, place.lon)])),
    found.length > LISTED
      ? h("p", { class: "quiet" }, t("map.more", { n: found.length - LISTED })) : "");
  }

  const set = (name) => (value) => { state[name] = value; show(); };
  const button = (sign, name, act) =>
    h("button", { type: "button", "aria-label": t(name), title: t(name), onclick: () => map?.[act]() }, sign);
  KZ.afterwards = show;
  return [
    h1,
    h("form", { class: "filters", onsubmit: (event) => event.preventDefault() },
      KZ.spanFields(state, set),
      h("div", { class: "zoom" }, button("+", "map.in", "closer"), button("−", "map.out", "farther"),
        button("⤢", "map.all", "all"))),
    status, h("p", {}, t("map.how")),
    // Below the picture: what is told there must not move it under the pointer.
    picture, told,
    h("p", { class: "quiet" }, t("map.credit")),
    h("h2", {}, t("map.table")), table,
  ];
};

// Degrees as people write them.
KZ.position = (lat, lon) =>
  `${KZ.number(Math.abs(lat))}° ${KZ.t(lat < 0 ? "map.south" : "map.north")}, ` +
  `${KZ.number(Math.abs(lon))}° ${KZ.t(lon < 0 ? "map.west" : "map.east")}`;

// Draws places, the most mentioned first, into an element; returns what moves the view.
KZ.drawMap = (picture, places, land, tell) => {
  const { svg, t } = KZ;
  // Degrees of longitude are as wide as in 45 degrees north, in the middle of what our texts name.
  const NARROW = Math.SQRT1_2;
  const width = Math.max(300, picture.clientWidth || 900);
  const height = Math.max(320, Math.min(620, width * 0.6));
  const most = places[0].n;

  const outline = (rings) => rings.map((ring) => {
    let path = "";
    for (let at = 0; at < ring.length; at += 2) {
      path += `${at ? "L" : "M"}${((ring[at] / 10) * NARROW).toFixed(2)} ${-ring[at + 1] / 10}`;
    }
    return `${path}Z`;
  }).join("");
  const ground = svg("g", {},
    svg("path", { class: "land", d: outline(land.land) }),
    svg("path", { class: "home", d: outline(land.home) }));
  const grid = svg("g", { class: "grid", "aria-hidden": "true" });
  const root = svg("svg", { viewBox: `0 0 ${width} ${height}`, role: "group",
    "aria-label": t("map.found", { n: places.length }) }, ground, grid);

  for (const place of places) {
    const named = `${place.name} · ${KZ.number(place.n)}`;
    place.x = place.lon * NARROW;
    place.y = -place.lat;
    place.size = (width < 500 ? 0.75 : 1) * (3.5 + 13 * Math.sqrt(place.n / most));
    place.label = svg("text", { class: "label", "text-anchor": "middle" }, place.name);
    place.mark = svg("g", { class: "node g-place", role: "link", "aria-label": named },
      svg("title", {}, named), svg("circle", { r: place.size }));
    root.append(place.mark);
  }
  for (const place of places) root.append(place.label);
  picture.replaceChildren(root);

  const view = { x: 0, y: 0, scale: 1 };

  function drawGrid() {
    const span = height / view.scale;
    const step = [1, 2, 5, 10, 20, 30].find((degrees) => span / degrees < 7) || 30;
    grid.replaceChildren();
    for (let lon = -180; lon <= 180; lon += step) {
      const x = (lon * NARROW - view.x) * view.scale + width / 2;
      if (x < 0 || x > width) continue;
      grid.append(svg("line", { x1: x, x2: x, y1: 0, y2: height }));
      if (x > 30 && x < width - 30) grid.append(svg("text", { x: x + 3, y: height - 5 }, `${lon}°`));
    }
    for (let lat = -80; lat <= 80; lat += step) {
      const y = (-lat - view.y) * view.scale + height / 2;
      if (y < 0 || y > height) continue;
      grid.append(svg("line", { x1: 0, x2: width, y1: y, y2: y }));
      if (y > 14 && y < height - 24) grid.append(svg("text", { x: 4, y: y - 3 }, `${lat}°`));
    }
  }

  function draw() {
    ground.setAttribute("transform",
      `translate(${width / 2} ${height / 2}) scale(${view.scale}) translate(${-view.x} ${-view.y})`);
    drawGrid();
    const inside = [];
    for (const place of places) {
      place.px = (place.x - view.x) * view.scale + width / 2;
      place.py = (place.y - view.y) * view.scale + height / 2;
      place.mark.setAttribute("transform", `translate(${place.px.toFixed(1)} ${place.py.toFixed(1)})`);
      place.label.classList.add("covered");
      if (place.px >= 0 && place.px <= width && place.py >= 0 && place.py <= height) inside.push(place);
    }
    KZ.placeLabels(inside, width, height);
  }

  // From where to where this share of the mentions lies, the outermost on both sides left out.
  function extent(axis, share) {
    const sorted = [...places].sort((a, b) => a[axis] - b[axis]);
    const cut = ((1 - share) / 2) * sorted.reduce((sum, { n }) => sum + n, 0);
    const reach = (list) => {
      let sum = 0;
      return list.find(({ n }) => { sum += n; return sum > cut; })[axis];
    };
    return [reach(sorted), reach(sorted.reverse())];
  }

  // One place alone has room around it.
  function fit(share) {
    const [[left, right], [top, bottom]] = [extent("x", share), extent("y", share)];
    view.x = (left + right) / 2;
    view.y = (top + bottom) / 2;
    view.scale = Math.min((0.84 * width) / Math.max(right - left, 12),
      (0.76 * height) / Math.max(bottom - top, 8));
    draw();
  }

  function zoom(factor) {
    view.scale = Math.min(Math.max(view.scale * factor, 1), 200);
    draw();
  }

  function point(place) {
    for (const other of places) {
      other.label.classList.toggle("shown", other === place);
      other.mark.classList.toggle("chosen", other === place);
    }
    // With the keyboard one comes to places that are out of sight.
    if (place.px < 0 || place.px > width || place.py < 0 || place.py > height) {
      [view.x, view.y] = [place.x, place.y];
      draw();
    }
    tell(place);
  }

  for (const place of places) {
    place.mark.addEventListener("pointerenter", () => point(place));
    place.mark.addEventListener("click", () => point(place));
  }
  root.addEventListener("pointerdown", (event) => {
    if (event.target.closest(".node")) return;
    const ratio = width / root.getBoundingClientRect().width;
    let last = [event.clientX, event.clientY];
    root.setPointerCapture(event.pointerId);
    const moved = (at) => {
      view.x -= ((at.clientX - last[0]) * ratio) / view.scale;
      view.y -= ((at.clientY - last[1]) * ratio) / view.scale;
      last = [at.clientX, at.clientY];
      draw();
    };
    const done = () => root.removeEventListener("pointermove", moved);
    root.addEventListener("pointermove", moved);
    root.addEventListener("pointerup", done, { once: true });
    root.addEventListener("pointercancel", done, { once: true });
  });
  KZ.roving(places, { point });
  fit(0.88);
  return { closer: () => zoom(1.6), farther: () => zoom(1 / 1.6), all: () => fit(1) };
};
