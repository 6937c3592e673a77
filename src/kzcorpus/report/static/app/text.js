"use strict";
// Text: places are counted in code points, as the tables count them, JavaScript counts otherwise.
(() => {
  // A function that cuts a text by code points.
  KZ.slicer = (text) => {
    if (!/[\ud800-\udfff]/.test(text)) return (start, end) => text.slice(start, end);
    const points = Array.from(text);
    return (start, end) => points.slice(start, end).join("");
  };

  // The letters of letters.py: what a keyboard without them writes, and apostrophes that Unicode
  // takes for letters.
  const SEARCH = {
    "ı": "i", "İ": "i", "I": "i", "ə": "e", "Ə": "e", "ø": "o", "Ø": "o", "ł": "l", "Ł": "l",
    "đ": "d", "Đ": "d", "ß": "s", "ё": "е", "Ё": "е", "ʼ": " ", "ʻ": " ",
  };
  const MARKS = /\p{M}/gu;
  const LETTER = /[\p{L}\p{N}]/u;

  // Letters of one character under which names are searched: folded by Turkish rules, without
  // diacritics; a space for what is no letter.
  function keyOf(character) {
    const plain = SEARCH[character] || character.toLowerCase().normalize("NFKD").replace(MARKS, "");
    return Array.from(plain, (letter) =>
      LETTER.test(letter) ? SEARCH[letter] || letter : " ").join("");
  }

  // The same for a text, words by single spaces: what the tables call a search key.
  KZ.searchKey = (text) => Array.from(text, keyOf).join("").replace(/ +/g, " ").trim();

  // The key of a text, and for each of its units the place in the text that it came from.
  KZ.keyMap = (text) => {
    let key = "";
    const from = [];
    let at = 0;
    for (const character of text) {
      const part = keyOf(character);
      if (part === "" || (part === " " && (key === "" || key.endsWith(" ")))) {
        at += character.length;
        continue;
      }
      for (let i = 0; i < part.length; i += 1) from.push(at);
      key += part;
      at += character.length;
    }
    from.push(text.length);
    return { key, from };
  };

  // The script of a name, by its first letter that has one.
  KZ.script = (text) => {
    const found = /(\p{Script=Latin})|(\p{Script=Cyrillic})|(\p{Script=Arabic})/u.exec(text);
    if (!found) return KZ.t("script.other");
    return KZ.t(found[1] ? "script.latin" : found[2] ? "script.cyrillic" : "script.arabic");
  };

  // A text with the span from..to (code points) marked.
  KZ.marked = (text, from, to, lang) => {
    const cut = KZ.slicer(text);
    const inside = from >= 0 && to > from && cut(from, to) !== "";
    if (!inside) return KZ.words(text, lang);
    return KZ.h("span", { lang: lang || "", dir: "auto" },
      cut(0, from), KZ.h("mark", {}, cut(from, to)), cut(to));
  };
})();
