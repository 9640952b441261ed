// Details of a record (codes, pictures, criteria), from the part beside the page that holds it.
"use strict";
explorer.parts = new Map(); // number of a part to a promise of what it holds; at most KEPT
explorer.arriving = new Map();
const KEPT = 16;

// Called by a part's file.
explorer.part = (number, body) => explorer.arriving.get(number)(body);

explorer.detail = async (node, graph) => {
  const number = graph.parts[node];
  let part = explorer.parts.get(number);
  if (!part) {
    part = explorer.fetched(number).then(explorer.text).then(JSON.parse);
    explorer.parts.set(number, part);
    if (explorer.parts.size > KEPT) explorer.parts.delete(explorer.parts.keys().next().value);
  }
  const { texts, rows } = await part;
  const row = rows[node];
  if (!row) return null;
  const shown = { ...row };
  for (const name of ["code", "before", "error", "text"]) if (name in row) shown[name] = texts[row[name]];
  return shown;
};

// A script, not a request: it works from a folder (file:) too.
explorer.fetched = (number) =>
  new Promise((resolve, reject) => {
    const script = document.createElement("script");
    const name = String(number).padStart(3, "0") + ".js";
    explorer.arriving.set(number, resolve);
    script.src = name;
    script.onload = () => script.remove();
    script.onerror = () => {
      explorer.parts.delete(number);
      reject(new Error(`${name} does not lie beside this page: no code and no pictures`));
    };
    document.head.append(script);
  });
