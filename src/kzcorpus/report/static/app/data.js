"use strict";
// The data of the report as objects. Chunks hold one list a column.
(() => {
  function row(columns, index) {
    const found = {};
    for (const name of Object.keys(columns)) found[name] = columns[name][index];
    return found;
  }

  async function one(kind, number) {
    const size = KZ.meta.sizes[kind];
    const columns = await KZ.get(`${kind}/${Math.floor(number / size)}`);
    return { number, ...row(columns, number % size) };
  }

  async function chunk(kind, index) {
    const columns = await KZ.get(`${kind}/${index}`);
    const first = index * KZ.meta.sizes[kind];
    return columns.id.map((_, at) => ({ number: first + at, ...row(columns, at) }));
  }

  const whole = {};
  // All rows; read once and kept, since searching goes over all of them.
  function all(kind) {
    if (!whole[kind]) {
      const chunks = Math.ceil(KZ.meta.counts[kind] / KZ.meta.sizes[kind]);
      const parts = Array.from({ length: chunks }, (_, index) => chunk(kind, index));
      whole[kind] = Promise.all(parts).then((lists) => lists.flat());
    }
    return whole[kind];
  }

  // The row that an address means: by its number, or by its id where a new report has renumbered.
  async function find(kind, number, id) {
    if (number >= 0 && number < KZ.meta.counts[kind]) {
      const there = await one(kind, number);
      if (!id || there.id === id) return there;
    }
    return (await all(kind)).find((other) => other.id === id) || null;
  }

  KZ.data = { one, chunk, all, find };
  // All rows of columns.
  KZ.rows = (columns) => columns.id.map((_, at) => row(columns, at));

  KZ.entityName = (entity) => {
    const own = (entity.labels || []).find(([lang]) => lang === KZ.lang);
    return own ? own[1] : entity.name;
  };
  KZ.entityLink = (number, id, name) =>
    KZ.link(["entity", number, id], name, { dir: "auto" });
  KZ.documentName = (doc) => doc.title || doc.id;
  KZ.documentLink = (doc, mention) =>
    KZ.link(["document", doc.number, doc.id, ...(mention ? [mention] : [])],
      KZ.documentName(doc), { dir: "auto", lang: doc.lang });

  // Mentions of an entity that its cells (language, year, n …) hold, narrowed down.
  KZ.sumCells = (cells, wanted) => {
    let sum = 0;
    for (let at = 0; at < cells.length; at += 3) {
      if (wanted(cells[at], cells[at + 1])) sum += cells[at + 2];
    }
    return sum;
  };
  // Which cells filters leave, as a function of their language and year; null for all of them.
  KZ.cellFilter = ({ lang, from, to }) => {
    if (!lang && !from && !to) return null;
    const { langs, years } = KZ.meta;
    return (l, y) => (!lang || langs[l] === lang) &&
      (!from || (years[y] && years[y] >= from)) && (!to || (years[y] && years[y] <= to));
  };
  // Mentions by year, from the first dated one to the last; [year, n], years without any too.
  KZ.byYear = (cells, wanted = () => true) => {
    const sums = new Map();
    for (let at = 0; at < cells.length; at += 3) {
      const year = KZ.meta.years[cells[at + 1]];
      if (wanted(cells[at])) sums.set(year, (sums.get(year) || 0) + cells[at + 2]);
    }
    return sums;
  };
  KZ.span = (years) => {
    const known = years.filter(Boolean).map(Number);
    if (!known.length) return [];
    const [first, last] = [Math.min(...known), Math.max(...known)];
    return Array.from({ length: last - first + 1 }, (_, at) => String(first + at).padStart(4, "0"));
  };
})();
