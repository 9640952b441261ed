// Search and keys; then the page starts.
"use strict";
const query = document.getElementById("query");
const hits = document.getElementById("hits");

function searched(graph) {
  const refs = graph.search(query.value, 30);
  hits.replaceChildren(...refs.map((ref) => {
    const { node } = graph.find(ref);
    const kind = node === undefined ? "slice" : graph.kind(node);
    const label = node === undefined ? "" : graph.labels[node];
    return make("li", {}, make("a", { href: hash(ref) }, make("i", { class: `kind ${kind}` }, kind),
      ` ${label || ref} `, make("span", {}, label ? rest(ref, label) : "")));
  }));
  if (!refs.length && query.value.trim()) hits.append(make("li", {}, "Nothing has this id, path or words."));
  hits.hidden = !hits.children.length;
}

function step(forward) {
  const place = document.activeElement.closest("#up, #down, #search") ?? document.getElementById("up");
  const stops = [...place.querySelectorAll("input, select, summary, a, button")].filter((one) => one.checkVisibility());
  const at = stops.indexOf(document.activeElement);
  stops[Math.max(0, Math.min(stops.length - 1, at + (forward ? 1 : -1)))]?.focus();
}

function pressed(event) {
  if (event.altKey || event.ctrlKey || event.metaKey) return;
  const typing = event.target.matches("input, select");
  if (event.key === "Escape" && !hits.hidden) {
    hits.hidden = true;
    query.focus();
  } else if (event.key === "/" && !typing) query.focus();
  else if ((event.key === "ArrowLeft" || event.key === "ArrowRight") && !typing) {
    document.querySelector(`${event.key === "ArrowLeft" ? "#up" : "#down"} summary`)?.focus();
  } else if (event.key.startsWith("Arrow") && event.target.closest("#up, #down, #search") && !event.target.matches("select")) {
    if (event.key === "ArrowLeft" || event.key === "ArrowRight") return;
    step(event.key === "ArrowDown");
  } else return;
  event.preventDefault();
}

explorer.Graph.read().then(
  (graph) => {
    explorer.view = new explorer.View(graph);
    let waiting = 0;
    query.addEventListener("input", () => {
      clearTimeout(waiting);
      waiting = setTimeout(() => searched(graph), 120);
    });
    document.getElementById("search").addEventListener("submit", (event) => {
      event.preventDefault();
      searched(graph);
      hits.querySelector("a")?.click();
    });
    hits.addEventListener("click", () => (hits.hidden = true));
    document.addEventListener("click", (event) => event.target.closest("#search") || (hits.hidden = true));
    document.addEventListener("keydown", pressed);
    document.body.dataset.ready = Math.round(performance.now());
  },
  (error) => (document.getElementById("status").textContent = `The graph cannot be read: ${error.message}`),
);
