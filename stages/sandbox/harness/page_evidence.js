// What a page shows, read from its DOM in a world of its own: what the page did to its globals is not met.
// Evaluated as a function of (most boxes, most characters of a text).
(most, characters) => {
  const ROLES = {
    A: "link", ARTICLE: "article", ASIDE: "complementary", BUTTON: "button", DETAILS: "group", DIALOG: "dialog",
    FIGURE: "figure", FOOTER: "contentinfo", FORM: "form", H1: "heading", H2: "heading", H3: "heading",
    H4: "heading", H5: "heading", H6: "heading", HEADER: "banner", HR: "separator", IMG: "img", LI: "listitem",
    MAIN: "main", MENU: "list", METER: "meter", NAV: "navigation", OL: "list", OPTION: "option", P: "paragraph",
    PROGRESS: "progressbar", SECTION: "region", SELECT: "combobox", SUMMARY: "button", TABLE: "table",
    TD: "cell", TEXTAREA: "textbox", TH: "columnheader", TR: "row", UL: "list",
  };
  const INPUTS = {
    button: "button", checkbox: "checkbox", image: "button", number: "spinbutton", radio: "radio",
    range: "slider", reset: "button", search: "searchbox", submit: "button",
  };
  const role = (e) => e.getAttribute("role") || (e.tagName === "INPUT" ? INPUTS[e.type] || "textbox" : ROLES[e.tagName] || null);
  const short = (text) => text.replace(/\s+/g, " ").trim().slice(0, characters);
  const own = (e) => short([...e.childNodes].filter((n) => n.nodeType === 3).map((n) => n.data).join(" "));
  const colour = (text) => {
    const [r, g, b, a] = (text.match(/^rgba?\(([^)]*)\)$/)?.[1].split(/[,/ ]+/) ?? []).map(Number);
    if (r === undefined || a === 0) return null;
    return "#" + [r, g, b].map((v) => Math.round(v).toString(16).padStart(2, "0")).join("");
  };
  const said = (e) => {
    if (e.tagName === "IMG") return short(e.alt);
    if (e.tagName === "INPUT" || e.tagName === "TEXTAREA") return short(e.value || e.placeholder);
    return own(e);
  };
  // How a box without words is shaped: corners, border, crop, and how far it is turned (with its size before that).
  const shaped = (e, style) => {
    const found = {}, sides = ["Top", "Right", "Bottom", "Left"].map((s) => style[`border${s}`]);
    const corners = [style.borderTopLeftRadius, style.borderTopRightRadius, style.borderBottomLeftRadius, style.borderBottomRightRadius];
    const width = parseFloat(style.borderTopWidth), turn = style.transform.match(/^matrix\(([^,]*), ([^,]*)/);
    if (corners[0] !== "0px" && corners.every((c) => c === corners[0])) found.radius = corners[0];
    if (width > 0 && style.borderTopStyle === "solid" && sides.every((s) => s === sides[0])) found.border = [width, colour(style.borderTopColor)];
    if (style.clipPath !== "none") found.clip = style.clipPath.slice(0, 10 * characters);
    if (turn) Object.assign(found, { turn: Math.atan2(turn[2], turn[1]) * 180 / Math.PI, laid: [e.offsetWidth, e.offsetHeight] });
    return found;
  };
  const within = (root) => [...root.querySelectorAll("*")].flatMap((e) => (e.shadowRoot ? [e, ...within(e.shadowRoot)] : [e]));
  const root = document.documentElement;
  const width = innerWidth;
  const boxes = [], beyond = [];
  let shown = 0, texts = 0;
  const elements = document.body ? [document.body, ...within(document.body)] : [];
  for (const e of elements) {
    const box = e.getBoundingClientRect();
    if (!(box.width > 0 && box.height > 0) || !e.checkVisibility({ opacityProperty: true, visibilityProperty: true })) continue;
    shown += 1;
    if (box.right > width + 1 && beyond.length < 16) beyond.push(e.tagName.toLowerCase());
    const text = said(e), style = getComputedStyle(e);
    const background = colour(style.backgroundColor);
    const look = text ? {} : shaped(e, style), outlined = look.border?.[1] && style.position === "absolute" && !e.firstElementChild;
    const part = role(e), media = ["CANVAS", "VIDEO", "IFRAME", "svg"].includes(e.tagName);
    if (text) texts += 1;
    if (boxes.length >= most || !(text || background || media || outlined || (part && part !== "paragraph"))) continue;
    const entry = { tag: e.tagName.toLowerCase(), role: part, box: [box.x + scrollX, box.y + scrollY, box.width, box.height], background, ...look };
    if (text) {
      const family = style.fontFamily.split(",")[0].replace(/["']/g, "").trim();
      Object.assign(entry, { text, colour: colour(style.color), font: [family, parseFloat(style.fontSize), Number(style.fontWeight)] });
    }
    if (e.tagName === "IMG") entry.loaded = e.complete && e.naturalWidth > 0;
    if (/^H[1-6]$/.test(e.tagName)) entry.level = Number(e.tagName[1]);
    if (e.matches("a[href]")) entry.href = e.getAttribute("href").slice(0, characters);
    boxes.push(entry);
  }
  return {
    title: document.title.slice(0, characters),
    lang: root.lang || null,
    size: [Math.max(root.scrollWidth, document.body?.scrollWidth ?? 0), Math.max(root.scrollHeight, document.body?.scrollHeight ?? 0)],
    background: colour(getComputedStyle(document.body ?? root).backgroundColor),
    elements: elements.length, shown, texts, boxes, beyond, plots: document.querySelectorAll(".js-plotly-plot").length,
    script: document.querySelector('script[type="application/janus-interaction+json"]')?.textContent ?? null,
  };
}
