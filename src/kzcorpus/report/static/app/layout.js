"use strict";
// A small force layout: nodes push each other off, edges pull, everything leans to the middle.
KZ.forceLayout = (nodes, edges) => {
  // Starting points on a spiral: the same picture for the same data.
  nodes.forEach((node, index) => {
    const turn = index * 2.399963;
    node.x = Math.sqrt(index + 0.5) * Math.cos(turn);
    node.y = Math.sqrt(index + 0.5) * Math.sin(turn);
  });
  const reach = 2.4;
  // What stands with everything would pull everything onto one heap: its edges pull less.
  for (const node of nodes) node.degree = 0;
  for (const { a, b } of edges) { a.degree += 1; b.degree += 1; }

  // What hangs together with nothing large would fly off, and leave the rest no room.
  for (const node of nodes) node.part = node;
  const head = (node) => { while (node.part !== node) node = node.part; return node; };
  for (const { a, b } of edges) head(a).part = head(b);
  const sizes = new Map();
  for (const node of nodes) sizes.set(head(node), (sizes.get(head(node)) || 0) + 1);
  for (const node of nodes) node.lean = sizes.get(head(node)) < nodes.length / 3 ? 0.16 : 0.05;

  function step(heat) {
    for (const node of nodes) { node.dx = -node.x * node.lean; node.dy = -node.y * node.lean; }
    for (let i = 0; i < nodes.length; i += 1) {
      for (let j = i + 1; j < nodes.length; j += 1) {
        const [a, b] = [nodes[i], nodes[j]];
        const [x, y] = [a.x - b.x, a.y - b.y];
        const far = Math.max(0.02, x * x + y * y);
        const push = (reach * reach) / far / 4;
        a.dx += x * push; a.dy += y * push;
        b.dx -= x * push; b.dy -= y * push;
      }
    }
    for (const { a, b, weight } of edges) {
      const [x, y] = [a.x - b.x, a.y - b.y];
      const far = Math.sqrt(x * x + y * y) || 0.01;
      const pull = (far / reach) * 0.2 * (0.4 + weight) / Math.sqrt(Math.max(a.degree, b.degree));
      a.dx -= x * pull; a.dy -= y * pull;
      b.dx += x * pull; b.dy += y * pull;
    }
    for (const node of nodes) {
      if (node.held) continue;
      const length = Math.hypot(node.dx, node.dy) || 1;
      node.x += (node.dx / length) * Math.min(length, heat);
      node.y += (node.dy / length) * Math.min(length, heat);
    }
  }

  for (let round = 0; round < 300; round += 1) step(1.5 * (1 - round / 300));
  return { step };
};

// Names beside things, the most mentioned first; one that would cover another waits to be pointed at.
// Things have a place px, py, a size, n, a name and a label, which is an element of the picture.
KZ.placeLabels = (things, width, height) => {
  const taken = things.map((node) =>
    [node.px - node.size, node.py - node.size, node.px + node.size, node.py + node.size]);
  for (const node of [...things].sort((a, b) => b.n - a.n)) {
    const half = Math.max(12, node.name.length * 3.7);
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
};

// One thing of a picture is in the order of the Tab key; arrows lead to the others, Enter opens.
// With Shift, arrows move a thing where `move(node, x, y)` is given.
KZ.roving = (things, { point, move }) => {
  const STEPS = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1] };
  const order = [...things].sort((a, b) => b.n - a.n);
  const rest = (node) => {
    for (const other of order) other.mark.setAttribute("tabindex", other === node ? 0 : -1);
  };
  rest(order[0]);
  order.forEach((node, index) => {
    node.mark.addEventListener("focus", () => { rest(node); point(node); });
    node.mark.addEventListener("keydown", (event) => {
      const step = STEPS[event.key];
      if (event.key === "Enter") {
        location.hash = KZ.to(["entity", node.e, node.id]);
      } else if (step && event.shiftKey && move) {
        move(node, 12 * step[0], 12 * step[1]);
      } else if (step) {
        order[index + step[0] + step[1]]?.mark.focus();
      } else {
        return;
      }
      event.preventDefault();
    });
  });
};
