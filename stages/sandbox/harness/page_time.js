// Page time: runs in every document before its own scripts.
//
// The clock stands still while the page loads and afterwards moves from one due callback to the next, only
// when `settle` is called, so that a callback runs at the same page time on every run, and no one waits.
// Timers, animation frames, CSS and SVG animations follow this clock. Random generators start from one
// seed. Dialogs answer at once, windows do not open. Same-origin frames share the clock of the top.
// Not covered: workers, media, audio, generated crypto keys, and frames of another origin (their time
// stands still).
(() => {
  "use strict";
  const KEY = "__janus";
  const EPOCH = 1704110400000; // 2024-01-01T12:00:00Z
  const FRAME = 1000 / 30; // page ms between animation frames
  const PAINT = 250; // page ms after which the real page is laid out and drawn, so that observers are told
  const READING = 0.001; // what a look at the clock takes, so that a loop that waits for it ends
  const PATIENCE = 2000; // turns, of a real ms or more, that a page's stores are waited for in all
  const LEAST = [1, 4]; // page ms of a timer's least delay, and from the fifth nested one on

  const { Array, Date, Infinity, Map, Math, Number, Object, Promise, Proxy, Reflect, Set, String, WeakSet } = window;
  const { apply } = Reflect;
  const listen = EventTarget.prototype.addEventListener;
  const real = { frame: window.requestAnimationFrame.bind(window), later: window.setTimeout.bind(window) };
  const top_ = (() => {
    try {
      return window.top[KEY];
    } catch {
      return undefined; // another origin
    }
  })();
  const clock = top_?.clock ?? {
    now: 0, painted: 0, number: 0, level: 0, seed: 0x9e3779b9, fetching: 0, patience: PATIENCE, left: [],
    timers: new Map(), frames: new Map(), windows: new Set(), opened: [], said: [], workers: 0,
  };
  const define = (object, name, value) =>
    Object.defineProperty(object, name, { value, writable: true, configurable: true, enumerable: true });
  const read = (object, name, get) => Object.defineProperty(object, name, { get, configurable: true });

  // --- time as the page reads it
  const now = () => (clock.now += READING);
  const today = () => Math.floor(EPOCH + now());
  const PageDate = new Proxy(Date, {
    construct: (target, given, made) => Reflect.construct(target, given.length ? given : [today()], made),
    apply: () => new Date(today()).toString(),
    get: (target, name) => (name === "now" ? today : Reflect.get(target, name)),
  });
  Date.prototype.constructor = PageDate;
  define(window, "Date", PageDate);
  define(performance, "now", now);
  read(Performance.prototype, "timeOrigin", () => EPOCH);
  read(Performance.prototype, "memory", () => ({ jsHeapSizeLimit: 2 ** 31, totalJSHeapSize: 2 ** 24, usedJSHeapSize: 2 ** 23 }));
  read(Event.prototype, "timeStamp", () => clock.now);
  for (const name of ["getEntries", "getEntriesByType", "getEntriesByName"]) define(performance, name, () => []);
  if (performance.timing) {
    const zero = Object.keys(performance.timing.toJSON()).map((name) => [name, EPOCH]);
    read(Performance.prototype, "timing", () => Object.fromEntries(zero));
  }
  const format = Intl.DateTimeFormat.prototype;
  const formatter = Object.getOwnPropertyDescriptor(format, "format");
  read(format, "format", function () {
    const bound = formatter.get.call(this);
    return (date) => bound(date === undefined ? today() : date);
  });

  // --- callbacks, run by `settle`
  const call = (callback, ...given) => {
    try {
      if (typeof callback === "function") callback.apply(window, given);
      else (0, window.eval)(String(callback));
    } catch (error) {
      window.reportError(error);
    }
  };
  const add = (callback, delay, given, every) => {
    const wait = Math.max(Number(delay) || 0, LEAST[clock.level >= 5 ? 1 : 0]);
    const id = ++clock.number;
    clock.timers.set(id, { id, due: clock.now + wait, every: every && Math.max(wait, LEAST[1]), level: clock.level + 1,
      run: () => call(callback, ...given) });
    return id;
  };
  define(window, "setTimeout", (callback, delay, ...given) => add(callback, delay, given, 0));
  define(window, "setInterval", (callback, delay, ...given) => add(callback, delay, given, 1));
  const idle = { didTimeout: false, timeRemaining: () => 50 };
  define(window, "requestIdleCallback", (callback) => add(callback, 1, [idle], 0));
  for (const name of ["clearTimeout", "clearInterval", "cancelIdleCallback"])
    define(window, name, (id) => void clock.timers.delete(Number(id)));
  define(window, "requestAnimationFrame", (callback) => {
    const id = ++clock.number;
    clock.frames.set(id, (time) => call(callback, time));
    return id;
  });
  define(window, "cancelAnimationFrame", (id) => void clock.frames.delete(Number(id)));

  // --- chance
  const random32 = () => {
    let x = (clock.seed = (clock.seed + 0x6d2b79f5) | 0); // mulberry32
    x = Math.imul(x ^ (x >>> 15), x | 1);
    x ^= x + Math.imul(x ^ (x >>> 7), x | 61);
    return (x ^ (x >>> 14)) >>> 0;
  };
  define(Math, "random", () => random32() / 2 ** 32);
  if (window.Crypto) {
    define(Crypto.prototype, "getRandomValues", (array) => {
      const bytes = new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
      bytes.forEach((_, i) => (bytes[i] = random32()));
      return array;
    });
    define(Crypto.prototype, "randomUUID", () =>
      "xxxxxxxx-xxxx-4xxx-8xxx-xxxxxxxxxxxx".replace(/x/g, () => (random32() & 15).toString(16)));
  }

  // --- what a page asks of the world
  define(window, "alert", (text) => void clock.said.push(["alert", String(text)]));
  define(window, "confirm", (text) => (clock.said.push(["confirm", String(text)]), true));
  define(window, "prompt", (text, answer) => (clock.said.push(["prompt", String(text)]), answer ?? ""));
  define(window, "print", () => void clock.said.push(["print", ""]));
  define(window, "open", (url) => (clock.opened.push(String(url ?? "")), null));
  if (!top_) {
    window.navigation?.addEventListener("navigate", (event) => {
      if (event.destination.sameDocument || !event.cancelable) return;
      clock.left.push(event.destination.url);
      event.preventDefault();
      event.stopImmediatePropagation();
    });
    if (window.origin === "https://sample.invalid") {
      for (const store of [localStorage, sessionStorage]) store.clear(); // what a page wrote when it was left
      window.name = "";
    }
  }
  // A form that is sent while the page loads may hold the load event for ever, stopped or not: it is not sent.
  const address = Object.getOwnPropertyDescriptor(HTMLFormElement.prototype, "action").get;
  const method = Object.getOwnPropertyDescriptor(HTMLFormElement.prototype, "method").get;
  define(HTMLFormElement.prototype, "submit", function () {
    if (method.call(this) !== "dialog") clock.left.push(address.call(this));
  });
  window.addEventListener("submit", (event) => {
    const { target, submitter } = event;
    const how = submitter?.getAttribute("formmethod") ?? method.call(target);
    if (document.readyState === "complete" || how === "dialog") return;
    event.preventDefault();
    clock.left.push(submitter?.hasAttribute("formaction") ? submitter.formAction : address.call(target));
  }, true);
  window.addEventListener("beforeunload", (event) => event.stopImmediatePropagation(), true);
  if (window.ServiceWorkerContainer)
    define(ServiceWorkerContainer.prototype, "register", () =>
      Promise.reject(new DOMException("there is no network for a service worker", "SecurityError")));
  for (const name of ["hardwareConcurrency", "deviceMemory"]) read(Navigator.prototype, name, () => 4);
  for (const name of ["Worker", "SharedWorker"])
    if (window[name])
      define(window, name, new Proxy(window[name], {
        construct: (target, given, made) => ((clock.workers += 1), Reflect.construct(target, given, made)),
      }));

  // --- what is still loading: the clock stands until it has come
  const until = (promise) => {
    clock.fetching += 1;
    const done = () => void (clock.fetching -= 1);
    promise.then(done, done);
    return promise;
  };
  const fetch_ = window.fetch.bind(window);
  define(window, "fetch", (...given) => until(fetch_(...given)));
  const send = XMLHttpRequest.prototype.send;
  define(XMLHttpRequest.prototype, "send", function (...given) {
    let over;
    until(new Promise((resolve) => this.addEventListener("loadend", (over = resolve), { once: true })));
    try {
      return send.apply(this, given);
    } catch (error) {
      over(); // no event follows
      throw error;
    }
  });
  const images = new Set();
  const source = Object.getOwnPropertyDescriptor(HTMLImageElement.prototype, "src");
  Object.defineProperty(HTMLImageElement.prototype, "src", {
    ...source,
    set(value) {
      images.add(this);
      source.set.call(this, value);
    },
  });
  const busy = () => {
    for (const image of images) if (image.complete || image.loading === "lazy") images.delete(image);
    const shown = [...document.images].some((image) => !image.complete && image.loading !== "lazy");
    return images.size > 0 || shown || document.fonts.status === "loading";
  };

  // --- what other processes and threads answer: waited for as well, but a lock may never be free
  let asked = 0;
  const heard = (target, kinds) =>
    new Promise((resolve) => {
      for (const kind of kinds) apply(listen, target, [kind, resolve, { once: true }]);
    });
  const answered = async (promise) => {
    asked += 1;
    try {
      return await promise;
    } finally {
      asked -= 1;
    }
  };
  const blocked = new Set(); // requests that wait until the page closes a database
  const { IDBOpenDBRequest, IDBTransaction } = window;
  const waited = (answer) => {
    if (answer instanceof Promise) return answered(answer);
    if (answer instanceof IDBTransaction) answered(heard(answer, ["complete", "abort"]));
    if (answer instanceof IDBOpenDBRequest) {
      answered(heard(answer, ["success", "error", "blocked"]));
      apply(listen, answer, ["blocked", () => blocked.add(answer)]);
    }
    return answer;
  };
  const wrap = (object, name, after) => {
    const method = object[name];
    define(object, name, function (...given) {
      return after(apply(method, this, given));
    });
  };
  for (const kind of ["Blob", "Cache", "CacheStorage", "CookieStore", "FileSystemDirectoryHandle", "FileSystemFileHandle",
    "FileSystemHandle", "FileSystemWritableFileStream", "IDBFactory", "Response", "StorageManager", "SubtleCrypto"])
    for (const [name, { value }] of Object.entries(Object.getOwnPropertyDescriptors(window[kind]?.prototype ?? {})))
      if (typeof value === "function" && name !== "constructor") wrap(window[kind].prototype, name, waited);
  wrap(IDBDatabase.prototype, "transaction", waited);
  wrap(IDBDatabase.prototype, "close", () => {
    for (const request of blocked)
      if (request.readyState === "pending") answered(heard(request, ["success", "error"]));
    blocked.clear();
  });
  wrap(window, "createImageBitmap", answered);
  const request = window.LockManager?.prototype.request;
  if (request)
    define(LockManager.prototype, "request", function (...given) {
      const work = given.pop();
      let answer;
      answered(new Promise((free) => {
        const held = (lock) => (free(), work(lock));
        answer = apply(request, this, [...given, typeof work === "function" ? held : work]).finally(free);
      }));
      return answer;
    });

  // --- animations: the document's timeline stands (the browser is told so), steps are added here
  const met = new WeakSet();
  const moving = () => document.getAnimations().filter((a) => a.playState === "running" && a.timeline === document.timeline);
  const left = (a) => (a.effect.getComputedTiming().endTime - Number(a.currentTime)) / a.playbackRate;
  const animate = (step) => {
    for (const animation of moving()) {
      const end = animation.effect.getComputedTiming().endTime;
      const seen = met.has(animation);
      met.add(animation);
      const time = Number(animation.currentTime) + (seen ? step : 0) * animation.playbackRate;
      if (animation.playbackRate > 0 && time >= end) animation.finish();
      else animation.currentTime = time;
    }
    for (const svg of document.querySelectorAll("svg")) {
      if (svg.ownerSVGElement) continue;
      svg.pauseAnimations();
      svg.setCurrentTime(clock.now / 1000);
    }
  };
  const drawn = () => [...document.querySelectorAll("animate, animateMotion, animateTransform, set")];
  const endings = () => moving().map((a) => (met.has(a) ? left(a) : 0)).filter(Number.isFinite);

  const mine = { busy, asks: () => asked > 0, animate, endings, moving, drawn, live: () => !!window.document?.defaultView };
  clock.windows.add(mine);
  if (top_) return;

  // --- settle: the only thing that moves the clock
  const port = new MessageChannel();
  let woken = null;
  port.port1.onmessage = () => woken();
  const task = () => new Promise((resolve) => ((woken = resolve), port.port2.postMessage(0)));
  const paint = () => new Promise((resolve) => real.frame(async () => (await task(), resolve())));
  const all = (what) => {
    for (const one of clock.windows) if (!one.live()) clock.windows.delete(one);
    return [...clock.windows].flatMap(what);
  };
  let stirred = true; // something may have changed since the page was drawn
  const idleNow = async () => {
    for (;;) {
      await task();
      const loading = clock.fetching > 0 || all((one) => one.busy()).some(Boolean);
      if (!loading && !(all((one) => one.asks()).some(Boolean) && clock.patience-- > 0)) return;
      stirred = true;
      await new Promise((resolve) => real.later(resolve, 1));
    }
  };
  const draw = async () => {
    stirred = false;
    const step = clock.now - clock.painted;
    clock.painted = clock.now;
    all((one) => one.animate(step));
    await paint();
  };
  let loaded = false;
  const load = () =>
    new Promise((resolve) => {
      loaded = true;
      if (document.readyState === "complete") resolve();
      else apply(listen, window, ["load", () => real.later(resolve, 0), { once: true }]);
    });
  const settle = async (ms, touched) => {
    const end = clock.now + ms;
    if (!loaded) await load();
    await idleNow();
    if (touched || stirred) await draw();
    await idleNow();
    for (;;) {
      const first = [...clock.timers.values()].reduce((a, b) => (b.due < a.due || (b.due === a.due && b.id < a.id) ? b : a),
        { due: Infinity });
      const frame = clock.frames.size ? (Math.floor(clock.now / FRAME + 1e-6) + 1) * FRAME : Infinity;
      const ending = clock.painted + Math.min(Infinity, ...all((one) => one.endings()));
      const paintAt = stirred ? clock.painted + PAINT : Infinity;
      const next = Math.min(first.due, frame, Math.max(ending, clock.now), paintAt);
      if (next > end) break;
      clock.now = Math.max(clock.now, next);
      if (next < paintAt && next <= Math.min(first.due, frame)) stirred = true;
      if (next === first.due) {
        if (first.every) first.due = clock.now + first.every;
        else clock.timers.delete(first.id);
        clock.level = first.level;
        first.run();
        clock.level = 0;
      } else if (next === frame) {
        const due = [...clock.frames];
        clock.frames.clear();
        const time = clock.now;
        for (const [, run] of due) run(time);
      } else await draw();
      await idleNow();
    }
    clock.now = Math.max(clock.now, end);
    if (stirred || all((one) => [...one.moving(), ...one.drawn()]).length) await draw();
    const first = (list) => list.slice(0, 16);
    return { opened: first(clock.opened), left: first(clock.left), said: first(clock.said), workers: clock.workers };
  };
  Object.defineProperty(window, KEY, { value: Object.freeze({ clock, settle }) });
})();
