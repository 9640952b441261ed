// The middle column: everything about the focus.
"use strict";
const EXAMPLES = 8;

explorer.View.prototype.centre = function ({ node, ref, members }) {
  const { graph } = this;
  const pane = document.getElementById("focus");
  const kind = node === undefined ? "slice" : graph.kind(node);
  const label = node === undefined ? `${count(members.length)} kept corpus records`
    : kind === "sample" ? graph.labels[node].split(": ")[0] // its instruction stands below in full
    : graph.labels[node];
  const copy = make("button", { type: "button" }, "Copy");
  copy.hidden = !navigator.clipboard;
  copy.addEventListener("click", () =>
    navigator.clipboard.writeText(ref).then(() => (copy.textContent = "Copied")));
  const body = make("div", { class: "body" });
  pane.replaceChildren(
    make("p", { class: "head" }, make("i", { class: `kind ${kind}` }, kind), ...this.decision(node)),
    make("h2", {}, label || ref),
    make("p", { class: "id" }, make("code", {}, ref), copy),
    ...this.trail(),
    body,
  );
  if (node === undefined || ["archive", "file", "base", "checkpoint", "metric"].includes(kind)) {
    body.append(...this.summary(members));
    return;
  }
  explorer.detail(node, graph).then(
    (detail) => detail && this.fill(body, detail),
    (error) => body.append(make("p", { class: "lacking" }, error.message)),
  );
};

explorer.View.prototype.decision = function (node) {
  if (node === undefined) return [];
  const { decision, reason, dropped } = this.graph.verdict(node);
  if (!decision) return [];
  return [make("span", { class: dropped ? "dropped" : "kept" }, dropped ? `dropped: ${reason}` : "kept")];
};

// The way that led here, as far as it is one of edges.
explorer.View.prototype.trail = function () {
  if (this.way.length < 2) return [];
  const { graph } = this;
  const stops = this.way.map((node) => {
    const link = make("a", { href: hash(graph.ids[node]), title: graph.labels[node] },
      make("i", { class: `kind ${graph.kind(node)}` }, graph.kind(node)), ` ${short(graph.ids[node])}`);
    if (node === this.before) link.setAttribute("aria-current", "true");
    return make("li", {}, link);
  });
  return [make("nav", { class: "way", "aria-label": "The way here" }, make("ol", {}, ...stops))];
};

// For what has no row of its own: pictures of some renders before it (a checkpoint, a slice) or after it.
explorer.View.prototype.summary = function (members) {
  const { graph } = this;
  const [before, after] = [true, false].map((up) => {
    const steps = graph.walk(members, up);
    return graph.pictured.filter((render) => steps[render]);
  });
  const [from, verb] = before.length ? [before, "came from"] : [after, "reached"];
  const chosen = from.filter((_, i) => i % Math.ceil(from.length / EXAMPLES) === 0);
  const lead = `${count(chosen.length)} of the ${count(from.length)} renders with a picture that it ${verb}`;
  const heading = make("h3", {}, from.length ? lead : "No render with a picture is connected with it");
  const pictures = make("div", { class: "pictures examples" });
  this.examples(pictures, chosen, heading);
  return [heading, pictures];
};

explorer.View.prototype.examples = async function (pictures, renders, heading) {
  const { graph } = this;
  try {
    for (const render of renders) {
      const { picture } = await explorer.detail(render, graph);
      pictures.append(figure(picture, graph.labels[render], graph.ids[render]));
    }
  } catch (error) {
    heading.replaceWith(make("p", { class: "lacking" }, error.message));
  }
};

explorer.View.prototype.fill = async function (body, detail) {
  const { graph } = this;
  if (detail.text) body.append(make("blockquote", {}, detail.text));
  const pictures = make("div", { class: "pictures" });
  body.append(pictures);
  if (detail.picture) pictures.append(figure(detail.picture, "its picture"));
  if (detail.criteria) body.append(make("h3", {}, "Criteria"), criteria(detail.criteria));
  if (detail.error) body.append(make("h3", {}, "Error"), make("pre", {}, detail.error));
  if (detail.code) body.append(make("h3", {}, "Code"), make("pre", {}, detail.code));
  if (detail.before) body.append(make("h3", {}, "Code that it starts from"), make("pre", {}, detail.before));
  if (detail.facts) {
    const rows = Object.entries(detail.facts).map(([name, value]) =>
      make("div", {}, make("dt", {}, name.replaceAll("_", " ")), make("dd", {}, value)));
    body.append(make("h3", {}, "Facts"), make("dl", {}, ...rows));
  }
  for (const [role, render] of detail.see) {
    const { picture } = (await explorer.detail(render, graph)) ?? {};
    if (picture) pictures.append(figure(picture, role, graph.ids[render]));
  }
};

function figure(uri, role, id) {
  const image = make("img", { src: uri, alt: role });
  return make("figure", {}, id ? make("a", { href: hash(id) }, image) : image, make("figcaption", {}, role));
}

const DECIDED = { true: "passed", false: "failed", null: "undecided" };

function criteria(rows) {
  return make("ul", { class: "criteria" }, ...rows.map(([id, passed, weight, evidence]) =>
    make("li", { class: passed ? "yes" : "no" }, make("b", {}, DECIDED[passed]), ` ${id}`,
      make("span", {}, ` weight ${weight}${evidence ? `: ${evidence}` : ""}`))));
}
