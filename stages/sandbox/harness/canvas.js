// Runtime canvas: notes the calls that draw on 2D canvases. Runs in the page before the script.
(() => {
  "use strict";
  const counts = {}, texts = [], colours = [];
  const note = (list, value, most) => {
    if (list.length < most && !list.includes(value)) list.push(value);
  };
  const proto = CanvasRenderingContext2D.prototype;
  for (const [name, property] of Object.entries(Object.getOwnPropertyDescriptors(proto))) {
    const call = property.value;
    if (typeof call !== "function" || name === "constructor") continue;
    proto[name] = function (...given) {
      counts[name] = (counts[name] ?? 0) + 1;
      if (name === "fillText" || name === "strokeText") note(texts, String(given[0]).slice(0, 200), 64);
      for (const style of /^fill/.test(name) ? [this.fillStyle] : /^stroke/.test(name) ? [this.strokeStyle] : [])
        if (typeof style === "string") note(colours, style.startsWith("#") ? style.slice(0, 7) : style, 64);
      return call.apply(this, given);
    };
  }
  Object.defineProperty(window, "__drawn", { value: () => ({ calls: counts, texts, colours }) });
})();
