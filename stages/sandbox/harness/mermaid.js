// Runtime mermaid: draws the diagram and says what mermaid understood of it. `source` is the diagram's text.
(async (source) => {
  "use strict";
  const list = (found) => (found instanceof Map ? [...found.entries()] : Object.entries(found ?? {}));
  const text = (value) => String(value ?? "").replace(/<br\s*\/?>/gi, "\n").slice(0, 200);
  const node = (id, label) => ({ id: text(id), label: text(label ?? id) });
  const edge = (from, to, label) => ({ from: text(from), to: text(to), label: text(label) });
  // Of each kind of diagram that has them: nodes and edges.
  const READERS = {
    flowchart: (db) => [
      list(db.getVertices()).map(([id, v]) => ({ ...node(id, v.text), shape: text(v.type ?? "square") })),
      db.getEdges().map((e) => edge(e.start, e.end, e.text)),
    ],
    sequence: (db) => [
      list(db.getActors()).map(([id, a]) => node(id, a.description)),
      db.getMessages().filter((m) => m.from && m.to).map((m) => edge(m.from, m.to, m.message)),
    ],
    class: (db) => [
      list(db.getClasses()).map(([id, c]) => ({ ...node(id, c.label),
        members: [...c.members, ...c.methods].map((m) => text(m.getDisplayDetails().displayText)) })),
      db.getRelations().map((r) => edge(r.id1, r.id2, r.title)),
    ],
    state: (db) => [
      list(db.getStates()).map(([id, s]) => node(id, s.descriptions?.[0] ?? id)),
      db.getRelations().map((r) => edge(r.id1, r.id2, r.relationTitle)),
    ],
    er: (db) => {
      const names = new Map(list(db.getEntities()).map(([name, e]) => [e.id, name]));
      return [
        list(db.getEntities()).map(([name, e]) => ({ ...node(name, e.alias || name), members: e.attributes.map((a) => text(`${a.type} ${a.name}`)) })),
        db.getRelationships().map((r) => edge(names.get(r.entityA) ?? r.entityA, names.get(r.entityB) ?? r.entityB, r.roleA)),
      ];
    },
    pie: (db) => [list(db.getSections()).map(([label, value]) => ({ ...node(label), value })), []],
    gantt: (db) => [db.getTasks().map((t) => ({ ...node(t.id, t.task), section: text(t.section) })), []],
  };
  const result = { error: null };
  try {
    mermaid.initialize({ startOnLoad: false, securityLevel: "strict", deterministicIds: true, suppressErrorRendering: true });
    const { svg, diagramType } = await mermaid.render("diagram", source);
    document.body.innerHTML = svg;
    const read = await mermaid.mermaidAPI.getDiagramFromText(source);
    const kind = Object.keys(READERS).find((name) => diagramType.startsWith(name));
    const [nodes, edges] = kind ? READERS[kind](read.db) : [[], []];
    Object.assign(result, { type: kind ?? diagramType, title: text(read.db.getDiagramTitle?.()), nodes: nodes.slice(0, 200), edges: edges.slice(0, 200),
      n_nodes: nodes.length, n_edges: edges.length });
  } catch (error) {
    result.error = String(error?.message ?? error);
  }
  Object.defineProperty(window, "__diagram", { value: result });
})
