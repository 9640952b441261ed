// Runtime plotly: draws one figure at a time, and says what plotly.js made of it (its full data and layout,
// what it calculated, and the texts it drew). Lists are cut to 64 evenly spaced values; `n` is their true length.
(() => {
  "use strict";
  const MOST = 64, CHARACTERS = 200, COARSE = 8;
  const LISTS = ["x", "y", "r", "theta", "a", "b", "c", "lat", "lon", "locations", "labels", "parents", "values",
    "open", "high", "low", "close", "base", "u", "v", "w", "i", "j", "k"];
  const FIELDS = ["heatmap", "contour", "histogram2d", "histogram2dcontour", "surface", "image", "choropleth", "densitymap", "cone", "volume", "isosurface"];
  const HIERARCHIES = ["sunburst", "treemap", "icicle"], SHARES = ["pie", "funnelarea"], BOXES = ["box", "violin"];
  const brush = document.createElement("canvas").getContext("2d");
  let gd = null, failed = null;

  // --- values
  const isList = (v) => Array.isArray(v) || ArrayBuffer.isView(v);
  const text = (v) => String(v ?? "").replace(/<br\s*\/?>/gi, "\n").replace(/<[^<>]*>/g, "").slice(0, CHARACTERS);
  const plain = (v) => (isList(v) ? thin(v) : v == null || typeof v === "number" ? v ?? null : text(v));
  const thin = (list) => {
    const n = list.length;
    const at = n <= MOST ? Array.from(list) : Array.from({ length: MOST }, (_, i) => list[Math.round((i * (n - 1)) / (MOST - 1))]);
    return at.map(plain);
  };
  // [#rrggbb, alpha] of a CSS colour, null for what is none or transparent.
  const paint = (told) => {
    if (typeof told !== "string") return null;
    for (const before of ["#010203", "#040506"]) {
      brush.fillStyle = before;
      brush.fillStyle = told;
      if (brush.fillStyle !== before) break;
      if (before === "#040506") return null;
    }
    if (brush.fillStyle.startsWith("#")) return [brush.fillStyle, 1];
    const [r, g, b, a] = brush.fillStyle.match(/[\d.]+/g).map(Number);
    return a === 0 ? null : ["#" + [r, g, b].map((c) => c.toString(16).padStart(2, "0")).join(""), a];
  };
  const colour = (told) => paint(told)?.[0] ?? null;
  const said = (e) => {
    const lines = [...(e?.querySelectorAll("tspan.line") ?? [])].map((line) => line.textContent);
    return (lines.length ? lines.join("\n") : e?.textContent ?? "").slice(0, CHARACTERS);
  };
  const drawnTexts = (selector) => [...gd.querySelectorAll(selector)].map(said).filter(Boolean).slice(0, MOST);

  // --- traces
  const paints = (t, points) => {
    if (FIELDS.includes(t.type)) return [];
    if (SHARES.includes(t.type)) return points.filter((p) => !p.hidden).map((p) => p.color);
    if (HIERARCHIES.includes(t.type)) return (points[0]?.hierarchy?.descendants() ?? []).filter((d) => d.depth || d.data.data.color).map((d) => d.data.data.color);
    if (t.type === "sankey") return [].concat(t.node.color ?? []);
    if (["candlestick", "ohlc"].includes(t.type)) return [t.increasing.line.color, t.decreasing.line.color];
    if (t.type === "waterfall") return [t.increasing, t.decreasing, t.totals].map((part) => part.marker.color);
    const lines = (t.mode ?? "").includes("lines") || (BOXES.includes(t.type) && t.line?.width);
    if (lines && typeof t.line?.color === "string") return [t.line.color];
    if (isList(t.marker?.color)) return points.map((p, i) => p.mcc ?? t.marker.color[i]).filter((c) => typeof c === "string");
    return [t.marker?.color ?? t.line?.color ?? t.fillcolor];
  };
  const coloured = (t, points) => {
    const found = paints(t, points).map(paint).filter(Boolean), names = [...new Set(found.map(([name]) => name))];
    const alphas = new Set(found.map(([, alpha]) => alpha * (t.opacity ?? 1) * (t.leaf?.opacity ?? 1) * (isList(t.marker?.opacity) ? 1 : t.marker?.opacity ?? 1)));
    const alpha = alphas.size === 1 ? [...alphas][0] : null;
    const facts = { colour: names.length === 1 ? names[0] : null, alpha: alphas.size > 1 ? 0 : alpha === 1 ? null : alpha };
    return names.length > 1 ? { ...facts, colours: thin(found.map(([name]) => name)) } : facts;
  };
  const blocks = (n) => Array.from({ length: Math.min(COARSE, n) }, (_, i) => [Math.floor((i * n) / Math.min(COARSE, n)), Math.floor(((i + 1) * n) / Math.min(COARSE, n))]);
  // Rows of a matrix, at most 8 x 8; means of blocks where it has more.
  const coarse = (rows) => blocks(rows.length).map(([top, bottom]) => blocks(Math.max(...Array.from(rows, (r) => r?.length ?? 0))).map(([left, right]) => {
    const cells = Array.from(rows).slice(top, bottom).flatMap((row) => Array.from(row ?? []).slice(left, right)).filter((v) => typeof v === "number");
    return cells.length ? cells.reduce((sum, v) => sum + v, 0) / cells.length : null;
  }));
  const boxes = (t, points) => {
    const axis = gd._fullLayout[(t.orientation === "h" ? t.yaxis.replace("y", "yaxis") : t.xaxis.replace("x", "xaxis"))];
    return points.slice(0, MOST).map((p) => ({ at: plain(axis?._categories?.[p.pos] ?? p.pos), n: p.pts?.length ?? 0,
      low: p.lf ?? p.min, q1: p.q1, median: p.med, q3: p.q3, high: p.uf ?? p.max }));
  };
  const special = (t, points) => {
    if (t.type === "histogram") {
      const [at, size] = [thin(points.map((p) => p.p)), thin(points.map((p) => p.s))];
      const bars = t.orientation === "h" ? { x: size, y: at } : { x: at, y: size };
      return { ...bars, n: points.length, samples: (t.orientation === "h" ? t.y : t.x)?.length ?? 0 };
    }
    if (BOXES.includes(t.type)) return { boxes: boxes(t, points), n: points.length };
    if (SHARES.includes(t.type)) {
      const seen = points.filter((p) => !p.hidden);
      return { labels: thin(seen.map((p) => p.label)), values: thin(seen.map((p) => p.v)), n: seen.length, hole: t.hole ?? null };
    }
    if (t.type === "sankey") return { labels: thin(t.node.label ?? []), n: t.link.value?.length ?? 0,
      source: thin(t.link.source ?? []), target: thin(t.link.target ?? []), values: thin(t.link.value ?? []) };
    if (t.type === "table") return { header: plain(t.header.values ?? []), cells: plain(t.cells.values ?? []), n: t.cells.values?.[0]?.length ?? 0 };
    if (t.type === "indicator") return { value: t.value ?? null, title: text(t.title?.text), n: 1 };
    if (t.dimensions) return { dimensions: t.dimensions.slice(0, MOST).map((d) => ({ label: text(d.label), values: plain(d.values ?? []) })),
      n: t.dimensions[0]?.values?.length ?? 0 };
    return {};
  };
  const series = (t) => {
    const points = (gd.calcdata ?? []).find((found) => found[0]?.trace === t || found[0]?.trace?.index === t.index) ?? [];
    const listed = Boolean(t.showlegend && gd._fullLayout.showlegend), unnamed = !listed && /^trace \d+$/.test(t.name ?? "");
    const facts = { kind: t.type, label: unnamed ? "" : text(t.name), ...coloured(t, points), in_legend: listed };
    let n = 0;
    for (const name of LISTS) {
      if (!isList(t[name])) continue;
      facts[name] = thin(t[name]);
      n = Math.max(n, t[name].length);
    }
    if (isList(t.z)) {
      const matrix = isList(t.z[0]);
      Object.assign(facts, matrix ? { values: coarse(t.z), shape: [t.z.length, t.z[0].length] } : { z: thin(t.z) });
      n = Math.max(n, matrix ? t.z.length * t.z[0].length : t.z.length);
    }
    const scale = gd._fullLayout[t.coloraxis ?? t.marker?.coloraxis] ?? {};
    const least = t.zmin ?? t.cmin ?? scale.cmin, greatest = t.zmax ?? t.cmax ?? scale.cmax;
    if (typeof least === "number" && typeof greatest === "number") facts.clim = [least, greatest];
    for (const way of ["x", "y"]) if (isList(t[`error_${way}`]?.array)) facts[`${way}err`] = thin(t[`error_${way}`].array);
    if (isList(t.text) && ((t.mode ?? "").includes("text") || t.type === "bar")) facts.text = thin(t.text);
    for (const name of ["mode", "orientation", "fill", "stackgroup", "histnorm"]) if (typeof t[name] === "string" && t[name] && t[name] !== "none") facts[name] = t[name];
    if ((t.mode ?? "").includes("lines")) Object.assign(facts, { linewidth: t.line?.width ?? null, dash: t.line?.dash ?? null, shape: t.line?.shape ?? null });
    if ((t.mode ?? "").includes("markers") && typeof t.marker?.symbol === "string") facts.marker = t.marker.symbol;
    return { n, ...facts, ...special(t, points) };
  };

  // --- places
  const told = (name) => name.split(".").reduce((found, part) => found?.[part], gd.layout);
  const title = (place) => text(told(`${place}.title.text`) ?? "");
  const limits = (axis) => axis.range?.map((v) => (axis.type === "log" ? 10 ** v : plain(v))) ?? null;
  const box = (x, y) => {
    const { _size: size, width, height } = gd._fullLayout;
    return [(size.l + size.w * x[0]) / width, (size.b + size.h * y[0]) / height, (size.l + size.w * x[1]) / width, (size.b + size.h * y[1]) / height];
  };
  const flat = (t) => {
    const [x, y] = [t.xaxis.replace("x", "xaxis"), t.yaxis.replace("y", "yaxis")], [xa, ya] = [gd._fullLayout[x], gd._fullLayout[y]];
    return { projection: "rectilinear", box: box(xa.domain, ya.domain), xlabel: title(x), ylabel: title(y), xscale: xa.type, yscale: ya.type,
      xlim: limits(xa), ylim: limits(ya), xticklabels: drawnTexts(`g.${t.xaxis}tick text`), yticklabels: drawnTexts(`g.${t.yaxis}tick text`),
      grid: Boolean(xa.showgrid || ya.showgrid), facecolor: colour(gd._fullLayout.plot_bgcolor) };
  };
  const PARTS = { polar: ["radialaxis", "angularaxis"], ternary: ["aaxis", "baxis", "caxis"], scene: ["xaxis", "yaxis", "zaxis"], smith: ["realaxis", "imaginaryaxis"] };
  const other = (id, t) => {
    const kind = id.replace(/\d+$/, ""), full = gd._fullLayout[id], domain = full?.domain ?? t.domain ?? { x: [0, 1], y: [0, 1] };
    const parts = (PARTS[kind] ?? []).map((part) => ({ axis: part, label: title(`${id}.${part}`), scale: full[part].type ?? null, lim: limits(full[part]) }));
    if (kind === "geo") return { projection: kind, box: box(domain.x, domain.y), scope: full.scope, map: full.projection.type };
    return { projection: full ? (kind === "scene" ? "3d" : kind) : "domain", box: box(domain.x, domain.y), ...(parts.length ? { parts } : {}) };
  };
  const place = (t) => (typeof t.xaxis === "string" && t.yaxis ? t.xaxis + t.yaxis : t.scene ?? t.geo ?? t.subplot ?? `${t.type} ${t.index}`);
  const facts = () => {
    const full = gd._fullLayout, shown = gd._fullData.filter((t) => t.visible === true);
    const axes = new Map();
    for (const t of shown) {
      const id = place(t);
      if (!axes.has(id)) axes.set(id, { ...(typeof t.xaxis === "string" && t.yaxis ? flat(t) : other(id, t)), series: [], n: 0 });
      const found = axes.get(id);
      found.n += 1;
      if (found.series.length < MOST) found.series.push(series(t));
    }
    const notes = (full.annotations ?? []).filter((a) => a.visible), shapes = (full.shapes ?? []).filter((s) => s.visible);
    const labels = drawnTexts(".legendtext");
    return {
      title: text(told("title.text")), size: [full.width, full.height], facecolor: colour(full.paper_bgcolor),
      axes: [...axes.values()].slice(0, MOST),
      legend: labels.length ? { title: drawnTexts(".legendtitletext").join(" "), labels } : null,
      colourbars: [...gd.querySelectorAll(".colorbar")].slice(0, MOST).map((e) => ({ title: said(e.querySelector(".cbtitle")),
        ticks: [...e.querySelectorAll(".cbaxis text")].slice(0, MOST).map(said) })),
      texts: notes.slice(0, MOST).map((a) => ({ text: text(a.text), x: plain(a.x), y: plain(a.y), colour: colour(a.font.color) })),
      shapes: shapes.slice(0, MOST).map((s) => ({ kind: s.type, x: plain([s.x0, s.x1]), y: plain([s.y0, s.y1]), colour: colour(s.line.width ? s.line.color : s.fillcolor) })),
      drawn: shown.length + notes.length + shapes.length + (full.images ?? []).length,
    };
  };

  const draw = (json, width, height) => {
    gd?.remove();
    failed = null;
    gd = document.body.appendChild(document.createElement("div"));
    const fail = (error) => void (failed = String(error?.message ?? error).slice(0, CHARACTERS));
    try {
      const { data, layout } = JSON.parse(json);
      const fixed = { ...layout, width, height, autosize: false };
      Plotly.newPlot(gd, data, fixed, { displayModeBar: false, responsive: false, editable: false, doubleClick: false, scrollZoom: false }).catch(fail);
    } catch (error) {
      fail(error);
    }
  };
  const read = () => {
    const without = gd.querySelector(".no-webgl") ? "WebGL is not there" : null;
    if (failed ?? without) return { error: failed ?? without };
    return gd._fullLayout ? { error: null, ...facts() } : { error: "it drew nothing" };
  };
  window.__figure = { draw, read, version: Plotly.version };
})();
