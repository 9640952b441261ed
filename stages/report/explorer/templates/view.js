// The three columns: what the focus came from, the focus, what it reached.
"use strict";
const PAGE = 50; // members shown at a time
const OPEN = 5; // a group of at most so many is open from the start
const count = (n) => n.toLocaleString("en");

function make(tag, attributes = {}, ...inside) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...inside);
  return element;
}

const hash = (ref) => "#" + encodeURIComponent(ref);
const short = (id) => (/^[0-9a-f]{32}$/.test(id) ? id.slice(0, 8) : id);
// What a label does not say: a file's label is the end of its id.
const rest = (id, label) => (id.endsWith(label) ? id.slice(0, -label.length).replace(/!$/, "") : short(id));

explorer.View = class {
  constructor(graph) {
    this.graph = graph;
    this.way = [];
    this.before = null;
    this.legend();
    this.starts();
    addEventListener("hashchange", () => this.follow());
    this.follow();
  }

  legend() {
    const there = this.graph.kinds.filter((kind) => kind.end > kind.first);
    const chips = there.map((kind) =>
      make("li", {}, make("i", { class: `kind ${kind.name}` }, kind.name), ` ${count(kind.end - kind.first)}`));
    document.getElementById("legend").append(...chips);
  }

  starts() {
    const { graph } = this;
    const archives = graph.kinds.find((kind) => kind.name === "archive");
    const groups = [
      ["Checkpoints", graph.checkpoints().map((node) => graph.ids[node])],
      ["Corpus", graph.slices.map(({ ref }) => ref)],
      ["Archives", graph.ids.slice(archives.first, archives.end)],
    ];
    this.select = document.getElementById("starts");
    this.select.append(make("option", { value: "" }, "…"));
    for (const [label, refs] of groups) {
      this.select.append(make("optgroup", { label }, ...refs.map((ref) => make("option", { value: ref }, ref))));
    }
    this.select.addEventListener("change", () => this.select.value && (location.hash = hash(this.select.value)));
  }

  follow() {
    const { graph } = this;
    const wanted = decodeURIComponent(location.hash.slice(1));
    const fallback = graph.checkpoints().at(-1) ?? 0;
    const found = graph.find(wanted || graph.ids[fallback]);
    if (found) this.show(found);
    else document.getElementById("status").textContent = `There is no ${wanted} in this graph.`;
  }

  show(focus) {
    const { graph } = this;
    const started = performance.now();
    const { node, ref } = focus;
    if (!this.way.includes(node)) {
      const known = node !== undefined && this.before !== null && this.before !== node;
      this.way = (known && graph.path(this.before, node)) || [];
    }
    this.before = node ?? null;
    for (const side of ["up", "down"]) this.side(side, graph.walk(focus.members, side === "up"), focus);
    this.centre(focus);
    this.select.value = ref;
    if (this.select.selectedIndex < 0) this.select.value = "";
    document.title = `${short(ref)} · JanusForge lineage`;
    document.getElementById("status").textContent = "";
    document.querySelector("main").hidden = false;
    document.body.dataset.shown = ref;
    performance.measure("shown", { start: started, detail: ref });
  }

  side(name, steps, { node, members, ref }) {
    const { graph } = this;
    const section = document.getElementById(name);
    const kinds = name === "up" ? graph.kinds.toReversed() : graph.kinds;
    const direct = node === undefined ? 1 : 2; // a slice's own records are its parents and children
    const groups = [];
    let total = 0;
    for (const kind of kinds) {
      const near = [], far = [];
      for (let i = kind.first; i < kind.end; i++) {
        if (steps[i] && i !== node) (steps[i] <= direct ? near : far).push(i);
      }
      const found = near.concat(far);
      if (found.length) groups.push(this.group(kind.name, found, near.length));
      total += found.length;
    }
    const nothing = name === "up" ? "Nothing: it is where lineage begins." : "Nothing: no later record names it.";
    section.querySelector(".total").textContent = total ? `${count(total)} nodes` : nothing;
    section.querySelector(".groups").replaceChildren(...groups);
  }

  group(kind, members, near) {
    const { graph } = this;
    const dropped = members.reduce((n, node) => n + graph.verdict(node).dropped, 0);
    const notes = [];
    if (near && near < members.length) notes.push(`${count(near)} direct`);
    if (dropped) notes.push(`${count(dropped)} dropped`);
    const summary = make("summary", {}, make("i", { class: `kind ${kind}` }, kind),
      make("b", {}, count(members.length)), make("small", {}, notes.join(", ")));
    const details = make("details", { "data-kind": kind }, summary);
    details.addEventListener("toggle", () => {
      if (details.open && !details.querySelector("ul")) details.append(...this.members(members, near, dropped));
    });
    details.open = members.length <= OPEN;
    return details;
  }

  members(members, near, dropped) {
    const list = make("ul");
    const more = make("button", { type: "button", class: "more" });
    const filter = make("input", { type: "search", placeholder: "Filter", "aria-label": "Filter these" });
    const which = make("select", { "aria-label": "Decision" },
      ...["all", "kept", "dropped"].map((name) => make("option", { value: name }, name)));
    const direct = new Set(members.slice(0, near));
    let wanted = members, shown = 0;
    const extend = () => {
      list.append(...wanted.slice(shown, shown + PAGE).map((node) => this.item(node, direct.has(node))));
      shown = Math.min(wanted.length, shown + PAGE);
      more.hidden = shown === wanted.length;
      more.textContent = `${count(wanted.length - shown)} more`;
    };
    const narrow = () => {
      const words = filter.value.toLowerCase().split(/\s+/);
      wanted = members.filter((node) => {
        const { dropped, reason } = this.graph.verdict(node);
        if (which.value !== "all" && dropped !== (which.value === "dropped")) return false;
        const text = `${this.graph.ids[node]} ${this.graph.labels[node]} ${reason}`.toLowerCase();
        return words.every((word) => text.includes(word));
      });
      shown = 0;
      list.replaceChildren();
      extend();
    };
    more.addEventListener("click", extend);
    filter.addEventListener("input", narrow);
    which.addEventListener("change", narrow);
    extend();
    const tools = make("div", { class: "tools" }, filter, ...(dropped ? [which] : []));
    return [...(members.length > OPEN ? [tools] : []), list, more];
  }

  item(node, direct) {
    const { graph } = this;
    const { dropped, reason } = graph.verdict(node);
    const id = graph.ids[node];
    const label = graph.labels[node];
    const link = make("a", { href: hash(id), class: direct ? "direct" : "" },
      make("span", { class: "label" }, label || id));
    if (label && id !== label) link.append(" ", make("code", {}, rest(id, label)));
    if (dropped) link.append(make("span", { class: "dropped" }, `dropped: ${reason}`));
    return make("li", {}, link);
  }
};
