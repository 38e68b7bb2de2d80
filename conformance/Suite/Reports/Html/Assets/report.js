// The filter and the list of cases. The data is one array: for each case its line, its feature, and a letter for each engine.
"use strict";
(() => {
  const page = 200;
  const source = document.getElementById("verdicts");
  const form = document.querySelector("form.filter");
  if (source && form) start(JSON.parse(source.textContent), form);

  for (const box of document.querySelectorAll(".copy")) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = "copy";
    button.addEventListener("click", async () => {
      try { await navigator.clipboard.writeText(box.querySelector("code").textContent); button.textContent = "copied"; }
      catch { getSelection().selectAllChildren(box.querySelector("code")); button.textContent = "selected"; }
      setTimeout(() => { button.textContent = "copy"; }, 1500);
    });
    box.append(button);
  }

  // A link to something folded unfolds it.
  function unfold() {
    const target = location.hash.includes("?") ? null : document.getElementById(location.hash.slice(1));
    if (target instanceof HTMLDetailsElement) { target.hidden = false; target.open = true; target.scrollIntoView(); }
  }
  addEventListener("hashchange", unfold);
  unfold();

  function start(data, form) {
    const body = document.getElementById("rows"), count = document.getElementById("count"), more = document.getElementById("more");
    const failures = [...document.querySelectorAll("details.failure")], note = document.querySelector("#failures .filtered");
    const lower = {
      engines: data.engines.map(e => e.join(" ").toLowerCase()), features: data.features.map(f => f.toLowerCase()),
      reasons: data.reasons.map(r => r.toLowerCase()), signs: data.signs.map(s => s[1]),
    };
    let matches = [], shown = 0;

    const wanted = () => Object.fromEntries([...new FormData(form)].filter(([, value]) => value !== ""));
    const isKind = (words, style, verdict) => !verdict || words === verdict || (verdict === "failing" && style === "bad");

    function find(filter) {
      const words = (filter.q ?? "").toLowerCase().split(/\s+/).filter(w => w);
      const slots = data.engines.map((e, i) => i).filter(i =>
        (!filter.engine || data.engines[i][0] === filter.engine) && (!filter.type || data.engines[i][1] === filter.type));
      const kinds = data.signs.map(s => isKind(s[1], s[2], filter.verdict));
      const inEngine = words.map(w => lower.engines.map(e => e.includes(w)));
      const inReason = words.map(w => lower.reasons.map(r => r.includes(w)));
      const inKind = words.map(w => lower.signs.map(s => s.includes(w)));
      const found = [];
      for (let at = 0; at < data.cases.length; at++) {
        const [line, feature, letters, notes] = data.cases[at];
        if (filter.feature && data.features[feature] !== filter.feature) continue;
        const text = line.toLowerCase();
        const inCase = words.map(w => text.includes(w) || lower.features[feature].includes(w));
        for (const slot of slots) {
          const kind = letters.charCodeAt(slot) - 97;
          if (!(kind >= 0) || !kinds[kind]) continue;
          const reason = notes?.[slot];
          if (words.every((w, i) => inCase[i] || inEngine[i][slot] || inKind[i][kind] || (reason !== undefined && inReason[i][reason]))) found.push([at, slot, kind]);
        }
      }
      return found;
    }

    // Of a file without its folders.
    const brief = name => name.startsWith("cmd:") ? name : name.split(/[\\/]/).pop() || name;

    function element(name, text, style) {
      const e = document.createElement(name);
      if (text) e.textContent = text;
      if (style) e.className = style;
      return e;
    }

    function show() {
      for (const [at, slot, kind] of matches.slice(shown, shown + page)) {
        const [line, feature, , notes, details] = data.cases[at], [sign, words, style] = data.signs[kind];
        const row = element("tr"), what = element("td", "", "what");
        const verdict = element("td");
        verdict.append(element("span", `${sign} ${words}`, `badge ${style}`));
        what.append(element("code", line));
        if (notes?.[slot] !== undefined) what.append(element("div", data.reasons[notes[slot]], "faint"));
        if (details?.[slot] !== undefined) {
          const link = element("a", "in full");
          link.href = `#failure-${details[slot]}`;
          what.append(link);
        }
        const engine = element("td", "", "who");
        const name = element("b", brief(data.engines[slot][0]));
        name.title = data.engines[slot][0];
        engine.append(name, ` ${data.engines[slot][1]} · ${data.features[feature]}`);
        row.append(verdict, engine, what);
        body.append(row);
      }
      shown = Math.min(shown + page, matches.length);
      more.hidden = shown >= matches.length;
      count.textContent = `${matches.length.toLocaleString("en")} verdicts` + (shown < matches.length ? `, ${shown} shown` : "");
    }

    function apply() {
      const filter = wanted(), words = (filter.q ?? "").toLowerCase().split(/\s+/).filter(w => w);
      matches = find(filter);
      shown = 0;
      body.replaceChildren();
      show();
      let visible = 0;
      for (const failure of failures) {
        const of = failure.dataset, text = failure.querySelector("summary").textContent.toLowerCase() + failure.querySelector(".reason").textContent.toLowerCase();
        failure.hidden = !((!filter.engine || of.engine === filter.engine) && (!filter.type || of.type === filter.type)
          && (!filter.feature || of.feature === filter.feature) && words.every(w => text.includes(w))
          && isKind(of.verdict, of.verdict === "known failure" ? "known" : "bad", filter.verdict));
        visible += failure.hidden ? 0 : 1;
      }
      if (note) {
        note.hidden = visible === failures.length;
        note.textContent = `${visible} of ${failures.length} match the filter below.`;
      }
    }

    function fromAddress() {
      const [id, query] = location.hash.slice(1).split("?");
      if (query === undefined) return;
      const given = new URLSearchParams(query);
      for (const field of form.elements) if (field.name) field.value = given.get(field.name) ?? "";
      apply();
      document.getElementById(id)?.scrollIntoView();
    }

    let waiting;
    form.addEventListener("input", () => {
      clearTimeout(waiting);
      waiting = setTimeout(() => { history.replaceState(null, "", `#cases?${new URLSearchParams(wanted())}`); apply(); }, 120);
    });
    form.addEventListener("reset", () => setTimeout(() => { history.replaceState(null, "", "#cases"); apply(); }));
    form.addEventListener("submit", event => event.preventDefault());
    more.addEventListener("click", show);
    addEventListener("hashchange", fromAddress);
    apply();
    fromAddress();
  }
})();
