// What plotly.js was told to draw, from its own records of each plot: axes, and traces with data and look.
// Read in the page's world, where those records are: what they say is the page's word, not a measurement.
() => {
  const MOST = 1000;
  const list = (values) => Array.from(values ?? []).slice(0, MOST).map((v) => (typeof v === "number" || v === null ? v : String(v)));
  const title = (told) => String((typeof told?.title === "string" ? told.title : told?.title?.text) ?? "").slice(0, 200);
  const colour = (c) => (typeof c === "string" ? c : null);
  const axis = (gd, name) => {
    const full = gd._fullLayout?.[name] ?? {};
    return { title: title(gd.layout?.[name]), type: full.type ?? null, range: full.autorange ? null : list(full.range), grid: Boolean(full.showgrid) };
  };
  const trace = (t) => ({
    type: String(t.type), mode: t.mode ?? null, name: String(t.name ?? "").slice(0, 200), n: (t.x ?? t.labels ?? []).length,
    x: list(t.x), y: list(t.y), orientation: t.orientation ?? null, fill: t.fill ?? null, fillcolor: colour(t.fillcolor),
    line: { colour: colour(t.line?.color), dash: t.line?.dash ?? null, shape: t.line?.shape ?? null },
    marker: { colour: colour(t.marker?.color), symbol: t.marker?.symbol ?? null }, in_legend: Boolean(t.showlegend),
  });
  return [...document.querySelectorAll(".js-plotly-plot")].slice(0, 4).map((gd) => ({
    title: title(gd.layout), legend: Boolean(gd._fullLayout?.showlegend), xaxis: axis(gd, "xaxis"), yaxis: axis(gd, "yaxis"),
    traces: (gd._fullData ?? []).filter((t) => t.visible === true).slice(0, 16).map(trace),
  }));
}
