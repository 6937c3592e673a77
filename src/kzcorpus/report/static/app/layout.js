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

  function step(heat) {
    for (const node of nodes) { node.dx = -node.x * 0.05; node.dy = -node.y * 0.05; }
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
