"use strict";
// The one global name of the report. Data files are scripts that call KZ.load(key, value);
// KZ.get(key) adds such a script to the page and waits for that call.
const KZ = { strings: {}, views: {}, lang: "en" };

(() => {
  const waiting = new Map();
  const held = new Map();
  // Of a report in one page all data are there from the beginning.
  const here = new Map();
  // Chunks that are kept for going back; older ones are read again when they are needed.
  const KEPT = 400;
  const URL_OF_DATA = /^data\/[a-z]+(\/\d+)?\.js$/;

  function checked(url) {
    if (!URL_OF_DATA.test(url)) throw new TypeError(`not a data file: ${url}`);
    return url;
  }

  // Where the browser knows trusted types, nothing but this policy can make a script run.
  const policy = window.trustedTypes
    ? window.trustedTypes.createPolicy("kzcorpus", { createScriptURL: checked })
    : { createScriptURL: checked };

  KZ.load = (key, value) => {
    const arrived = waiting.get(key);
    waiting.delete(key);
    if (arrived) arrived(value);
    else here.set(key, value);
  };

  KZ.get = (key) => {
    if (here.has(key)) return Promise.resolve(here.get(key));
    const known = held.get(key);
    if (known) {
      held.delete(key);
      held.set(key, known);
      return known;
    }
    const promise = new Promise((resolve, reject) => {
      const script = document.createElement("script");
      waiting.set(key, resolve);
      script.src = policy.createScriptURL(`data/${key}.js`);
      // A file that is there but damaged loads without having called KZ.load.
      const ended = () => {
        script.remove();
        if (!waiting.delete(key)) return;
        held.delete(key);
        reject(new Error(KZ.t("error.missing", { file: `data/${key}.js` })));
      };
      script.onload = ended;
      script.onerror = ended;
      document.head.append(script);
    });
    held.set(key, promise);
    if (held.size > KEPT) held.delete(held.keys().next().value);
    return promise;
  };
})();
