// The graph: typed arrays from the page's blocks, walked both ways. A node is its position.
"use strict";
const explorer = {};

explorer.unpacked = async (base64) => {
  const raw = atob(base64);
  const bytes = new Uint8Array(raw.length);
  for (let i = 0; i < raw.length; i++) bytes[i] = raw.charCodeAt(i);
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
};

explorer.text = async (base64) => new TextDecoder().decode(await explorer.unpacked(base64));

explorer.Graph = class {
  static async read() {
    const block = (name) => document.getElementById("block-" + name).textContent;
    const json = async (name) => JSON.parse(await explorer.text(block(name)));
    const lines = async (name) => (await explorer.text(block(name))).split("\n");
    const integers = async (name) => {
      const bytes = await explorer.unpacked(block(name));
      const n = bytes.length / 4;
      const found = new Int32Array(n);
      for (let i = 0; i < n; i++) {
        found[i] = bytes[i] | (bytes[n + i] << 8) | (bytes[2 * n + i] << 16) | (bytes[3 * n + i] << 24);
      }
      return found;
    };
    const graph = new explorer.Graph();
    let first = 0;
    graph.kinds = (await json("kinds")).map(([name, count]) => {
      first += count;
      return { name, first: first - count, end: first };
    });
    graph.ids = await lines("ids");
    graph.labels = await lines("labels");
    graph.parts = await integers("parts");
    graph.verdicts = await json("verdicts");
    graph.decided = await integers("decided");
    graph.pictured = running(await integers("pictured"));
    graph.slices = (await json("slices")).map(([ref, steps]) => ({ ref, members: running(steps) }));
    graph.size = graph.decided.length;
    const counts = await integers("counts");
    graph.parents = { start: new Int32Array(graph.size + 1), ends: running(await integers("parents")) };
    for (let i = 0; i < graph.size; i++) graph.parents.start[i + 1] = graph.parents.start[i] + counts[i];
    graph.children = turned(graph.parents, graph.size);
    return graph;
  }

  kind(node) {
    return this.kinds.find((kind) => node < kind.end).name;
  }

  verdict(node) {
    const [decision, reason] = this.verdicts[this.decided[node]];
    return { decision, reason, dropped: decision === "drop" };
  }

  near(node, up) {
    const { start, ends } = up ? this.parents : this.children;
    return ends.subarray(start[node], start[node + 1]);
  }

  // Everything that is reached from `starts`, themselves included: 0, or 1 + the number of steps.
  walk(starts, up) {
    const steps = new Int32Array(this.size);
    let front = [...starts];
    for (const node of front) steps[node] = 1;
    for (let step = 2; front.length; step++) {
      const next = [];
      for (const node of front) {
        for (const end of this.near(node, up)) {
          if (!steps[end]) {
            steps[end] = step;
            next.push(end);
          }
        }
      }
      front = next;
    }
    return steps;
  }

  // A shortest way between two nodes in either direction, or null.
  path(from, to) {
    for (const up of [true, false]) {
      const steps = this.walk([from], up);
      if (!steps[to]) continue;
      const way = [to];
      while (way[0] !== from) {
        way.unshift(this.near(way[0], !up).find((node) => steps[node] === steps[way[0]] - 1));
      }
      return way;
    }
    return null;
  }

  // The node or slice that a REF (or the beginning of an id) names: { ref, members }, or null.
  find(ref) {
    const slice = this.slices.find((one) => one.ref === ref);
    if (slice) return slice;
    const last = ref.endsWith("@final") ? this.checkpoints(ref.slice(0, -5)).at(-1) : undefined;
    let node = last ?? this.ids.indexOf(ref);
    if (node < 0) node = this.ids.findIndex((id) => id.startsWith(ref));
    return node < 0 ? null : { ref: this.ids[node], members: [node], node };
  }

  checkpoints(start = "") {
    const { first, end } = this.kinds.find((kind) => kind.name === "checkpoint");
    const found = [];
    for (let node = first; node < end; node++) if (this.ids[node].startsWith(start)) found.push(node);
    const step = (node) => Number(this.ids[node].split("@").at(-1));
    return found.sort((a, b) => step(a) - step(b));
  }

  // REFs for a query, best first: ids that begin with it, ids that contain it, labels with all its words.
  search(query, limit) {
    const wanted = query.trim().toLowerCase();
    if (!wanted) return [];
    this.lowered ??= this.ids.map((id, node) => [id.toLowerCase(), this.labels[node].toLowerCase()]);
    const words = wanted.split(/\s+/);
    const found = [[], [], []];
    for (const { ref } of this.slices) if (ref.includes(wanted)) found[0].push(ref);
    for (let node = 0; node < this.size && found[0].length < limit; node++) {
      const [id, label] = this.lowered[node];
      const rank = id.startsWith(wanted) ? 0 : id.includes(wanted) ? 1
        : words.every((word) => label.includes(word)) ? 2 : 3;
      if (rank < 3 && found[rank].length < limit) found[rank].push(this.ids[node]);
    }
    return found.flat().slice(0, limit);
  }
};

function running(differences) {
  let total = 0;
  return Int32Array.from(differences, (step) => (total += step));
}

// Children from parents: the same edges by their other end.
function turned({ start, ends }, size) {
  const first = new Int32Array(size + 1);
  for (const end of ends) first[end + 1]++;
  for (let i = 0; i < size; i++) first[i + 1] += first[i];
  const at = first.slice();
  const found = new Int32Array(ends.length);
  for (let node = 0; node < size; node++) {
    for (let i = start[node]; i < start[node + 1]; i++) found[at[ends[i]]++] = node;
  }
  return { start: first, ends: found };
}
