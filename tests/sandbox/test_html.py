"""What the runtimes of the browser say of pages, scripts and diagrams, and that they say it every time."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator

import pytest
from PIL import Image

from stages.sandbox import Execution, Executor
from tests.sandbox.conftest import SAFE, requires, runtimes

pytestmark = [requires("html"), requires("canvas"), requires("mermaid")]
Run = Callable[..., Execution]


@pytest.fixture(scope="module")
def run() -> Iterator[Run]:
    """Execute in a runtime of the browser (html unless named)."""
    with Executor(runtimes(cpu_s=20.0, memory_mb=2048, output_kb=16384), SAFE, None, count=1) as executor:
        yield lambda code, runtime="html": executor.execute(code, runtime)


def boxes(done: Execution, **wanted: object) -> list[dict[str, object]]:
    return [b for b in done.evidence["boxes"] if all(b.get(k) == v for k, v in wanted.items())]


def pixel(png: bytes, x: int, y: int) -> tuple[int, ...]:
    with Image.open(io.BytesIO(png)) as image:
        return image.convert("RGB").getpixel((x, y))


PAGE = """<!doctype html><html lang="en"><title>A page</title><body style="margin:0;background:#eef">
<nav><a href="#there">There</a></nav>
<style>h2, button { position: absolute; left: 30px }
h2 { top: 40px; margin: 0; color: #112233; font: 700 20px 'Liberation Sans' }
button { top: 100px; width: 120px; height: 30px; background: #00ff00 }</style>
<h2>Head</h2><button>Press</button><input type="checkbox"><input placeholder="Name">
<p hidden>never</p><p style="opacity:0">unseen</p></body></html>"""


def test_boxes_have_text_colours_fonts_and_roles(run: Run) -> None:
    done = run(PAGE)
    evidence = done.evidence
    assert (done.status, done.figures, evidence["title"], evidence["lang"]) == ("ok", 1, "A page", "en")
    assert evidence["background"] == "#eeeeff"
    (head,) = boxes(done, role="heading")
    assert head["text"] == "Head" and head["level"] == 2 and head["colour"] == "#112233"
    assert head["font"] == ["Liberation Sans", 20, 700] and head["box"][:2] == [30, 40]
    (button,) = boxes(done, role="button")
    assert button["box"] == [30, 100, 120, 30] and button["background"] == "#00ff00"
    assert boxes(done, role="link")[0]["href"] == "#there"
    assert boxes(done, role="textbox")[0]["text"] == "Name" and boxes(done, role="checkbox")
    assert "never" not in str(evidence["boxes"]) and "unseen" not in str(evidence["boxes"])
    assert pixel(done.png, 35, 125) == (0, 255, 0)


def test_a_tall_page_has_two_pictures(run: Run) -> None:
    done = run(
        "<body style='margin:0'><div style='height:1500px'>a</div><div style='height:9px;background:red'>"
    )
    assert done.evidence["pictures"] == ["viewport", "page"]
    sizes = [Image.open(io.BytesIO(f)).size for f in done.frames]
    assert sizes == [(1024, 768), (1024, 1509)] and done.png == done.frames[-1]
    assert done.evidence["overflow"]["below"] and not done.evidence["clipped"]
    assert pixel(done.png, 5, 1505) == (255, 0, 0)


def test_a_page_is_looked_at_in_a_narrow_window_too(run: Run) -> None:
    fits = "<style>@media (max-width: 700px) { div { width: 100% } }</style><div style='height:9px'>a</div>"
    done = run(fits)
    assert done.evidence["narrow"] == {"viewport": [640, 768], "size": [640, 768], "elements": []}
    heard = (
        "<h1>a</h1><p>b</p><script>addEventListener('resize', () => {"
        " document.querySelector('p').style.width = innerWidth + 100 + 'px' })</script>"
    )
    done = run(heard)
    assert done.evidence["narrow"]["size"][0] == 748 and done.evidence["narrow"]["elements"] == ["p"]
    assert not done.evidence["overflow"]["right"], "the pictures are of the window as it was"
    assert run("<h1>after</h1>").evidence["viewport"] == [1024, 768]
    assert Image.open(io.BytesIO(run("<h1>wide</h1>").png)).size == (1024, 768)


def test_errors_are_told(run: Run) -> None:
    done = run("<h1>a</h1><script>console.error('first'); nosuch()</script>")
    assert done.status == "ok"
    assert done.evidence["errors"] == {"n": 2, "first": ["first", "ReferenceError: nosuch is not defined"]}


UNSENT = {
    "synchronous": "x.open('GET', 'https://192.0.2.1/', false)",
    "unopened": "",
}


@pytest.mark.parametrize("name", UNSENT)
def test_a_request_that_throws_is_not_waited_for(name: str, run: Run) -> None:
    sends = f"const x = new XMLHttpRequest(); {UNSENT[name]}; x.send()"
    done = run(f"<h1>-</h1><script>try {{ {sends} }} catch {{ document.body.append('thrown') }}</script>")
    assert (done.status, boxes(done, text="thrown") != []) == ("ok", True)


STORES = """<p id=p>-</p><script>
const told = (x, kind) => new Promise((resolve) => x.addEventListener(kind, () => resolve(x.result)));
(async () => {
  const found = [], cache = await caches.open("c"), opening = indexedDB.open("d");
  opening.onupgradeneeded = () => opening.result.createObjectStore("s");
  const base = await told(opening, "success");
  for (let i = 0; i < 20; i++) {
    await cache.put("/" + i, new Response("c".repeat(1e5) + i));
    found.push((await (await caches.match("/" + i)).text()).slice(1e5));
    const put = base.transaction("s", "readwrite");
    put.objectStore("s").put("d" + i, i);
    await told(put, "complete");
    found.push(await told(base.transaction("s").objectStore("s").get(i), "success"));
  }
  base.close();
  await told(indexedDB.deleteDatabase("d"), "success");
  const held = await navigator.locks.request("l", (lock) => lock.name);
  const { length } = await indexedDB.databases(), { usage } = await navigator.storage.estimate();
  const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", new Uint8Array(1e6)));
  const at = Math.floor(performance.now());
  p.textContent = [...found, held, length, usage > 1e6, hash[0], "at", at].join(" ");
})();
</script>"""


def test_what_a_page_stores_is_waited_for(run: Run) -> None:
    found = " ".join(f"{i} d{i}" for i in range(20))
    assert boxes(run(STORES), role="paragraph")[0]["text"] == f"{found} l 0 true 210 at 0"


OPEN = (
    "const o = indexedDB.open('d', 1); o.onupgradeneeded = () => o.result.createObjectStore('s');"
    "o.onsuccess = () => {{ {} }}"
)
STUCK = {
    "blocked": OPEN.format("indexedDB.open('d', 2).onblocked = () => h.append('blocked')"),
    "deleted at 900": OPEN.format(
        "const d = indexedDB.deleteDatabase('d');"
        "d.onblocked = () => setTimeout(() => o.result.close(), 900);"
        "d.onsuccess = () => h.append('deleted at ', Math.floor(performance.now()))"
    ),
    "kept alive": OPEN.format(
        "h.append('kept alive'); const s = o.result.transaction('s').objectStore('s'),"
        "f = () => { s.get(1).onsuccess = f }; f()"
    ),
    "held": "const r = (f) => navigator.locks.request('l', f);"
    "r(() => new Promise(() => h.append('held'))); r(() => h.append('never'))",
    "patched": "Promise.prototype.then = EventTarget.prototype.addEventListener = Reflect.apply = () => 0;"
    "(async () => { await caches.open('c'); h.append('patched') })()",
}


@pytest.mark.parametrize("name", STUCK)
def test_a_store_is_not_waited_for_without_end(name: str, run: Run) -> None:
    done = run(f"<h1 id=h></h1><script>{STUCK[name]}</script>")
    assert (done.status, done.stderr) == ("ok", "")
    assert boxes(done, role="heading")[0]["text"] == name


EMPTY = {
    "nothing": ("", "blank"),
    "white": ("<div style='height:50px'></div>", "blank"),
    "fails": ("<script>nosuch()</script>", "exception"),
}


@pytest.mark.parametrize("name", EMPTY)
def test_a_page_that_shows_nothing(name: str, run: Run) -> None:
    code, status = EMPTY[name]
    assert run(code).status == status


MOVING = {
    "chance": "<p id=p></p><script>p.textContent = [Math.random(), crypto.randomUUID(),"
    "crypto.getRandomValues(new Uint8Array(4))].join()</script>",
    "clock": "<p id=p></p><script>p.textContent = [new Date(), Date.now(), performance.now(),"
    "new Intl.DateTimeFormat('en').format()].join()</script>",
    "frames": "<p id=p></p><script>let n = 0; const f = t => { p.textContent = ++n + ' ' + t;"
    "requestAnimationFrame(f) }; requestAnimationFrame(f)</script>",
    "css": "<style>@keyframes s { to { transform: rotate(360deg) } } div { width: 90px; height: 90px;"
    "margin: 50px; background: red; animation: s 3s linear infinite }</style><div></div>",
    "svg": "<svg><rect width=9 height=9><animate attributeName=x from=0 to=90 dur=3s /></rect></svg>",
    "transition": "<style>div { width: 9px; height: 9px; background: red; transition: width 1s }</style>"
    "<div id=d></div><p id=p></p><script>setTimeout(() => d.style.width = '300px', 100);"
    "d.addEventListener('transitionend', e => p.textContent = performance.now())</script>",
    "observer": "<div id=d style='width:9px'>a</div><p id=p></p><script>new ResizeObserver(() =>"
    "p.textContent += performance.now() + ' ').observe(d);"
    "setTimeout(() => d.style.width = '99px', 500)</script>",
}


@pytest.mark.parametrize("name", MOVING)
def test_what_moves_is_held(name: str, run: Run) -> None:
    one, two = run(MOVING[name]), run(MOVING[name])
    assert one.status == "ok"
    assert (one.png, one.evidence) == (two.png, two.evidence)


def test_page_time_passes(run: Run) -> None:
    code = (
        "<p id=p></p><script>"
        "setTimeout(() => p.textContent = 'after ' + Math.round(performance.now()), 1500);"
        "let n = 0; setInterval(() => n++, 100); setTimeout(() => document.title = n, 1999);"
        "setTimeout(() => p.remove(), 2500)</script>"
    )
    done = run(code)
    assert boxes(done, role="paragraph")[0]["text"] == "after 1500" and done.evidence["title"] == "19"


def test_animations_end_where_their_time_is_up(run: Run) -> None:
    fade = "<style>@keyframes f { from { opacity: 0 } } h1 { animation: f 1s both }</style><h1>here</h1>"
    assert boxes(run(fade), role="heading")[0]["text"] == "here"


def test_no_mouse_moves_over_a_page_that_nobody_visits(run: Run) -> None:
    kinds = ["mousemove", "mouseover", "pointermove", "pointerover", "mouseenter"]
    page = (
        f"<h1 id=o>none</h1><script>for (const kind of {kinds}) addEventListener(kind, () => "
        "{ o.textContent = 'moved' }, true); const turn = () => { o.style.marginLeft = `${Math.random()}px`; "
        "requestAnimationFrame(turn) }; turn()</script>"
    )
    for _ in range(2):  # a window made narrow brings the mouse to the next page
        assert [b["text"] for b in boxes(run(page), tag="h1")] == ["none"]


def test_an_interaction_gives_a_second_picture(run: Run) -> None:
    steps = '[{"type": "#i", "text": "hello"}, {"click": "#b"}, {"wait": 300}]'
    done = run(
        "<input id=i><button id=b>go</button><script>b.onclick = () =>"
        "setTimeout(() => o.textContent = 'said ' + i.value, 200)</script>"
        f'<h1 id=o>-</h1><script type="application/janus-interaction+json">{steps}</script>'
    )
    assert (done.status, done.evidence["pictures"]) == ("ok", ["after", "page"])
    assert boxes(done, role="heading")[0]["text"] == "-"
    assert [b["text"] for b in done.evidence["after"]["boxes"]] == ["hello", "said hello"]
    assert done.frames[0] != done.frames[1]


@pytest.mark.parametrize("steps", ['[{"click": "#none"}]', '[{"jump": 1}]', "{", '[{"click": "]"}]'])
def test_an_interaction_that_cannot_be_is_an_exception(steps: str, run: Run) -> None:
    done = run(f'<h1>a</h1><script type="application/janus-interaction+json">{steps}</script>')
    assert done.status == "exception" and "interaction" in done.stderr


def test_libraries_are_served_from_packaged_copies(run: Run) -> None:
    done = run(
        '<script src="https://code.jquery.com/jquery-3.6.0.min.js" integrity="sha256-x" crossorigin></script>'
        '<script src="https://cdnjs.cloudflare.com/ajax/libs/d3/7.8.5/d3.min.js"></script>'
        '<script src="https://cdn.example/other.js"></script><h1>-</h1>'
        '<script>$("h1").text(d3.sum([1, 2]))</script>'
    )
    assert boxes(done, role="heading")[0]["text"] == "3"
    assert done.evidence["served"] == ["d3@7.9.0", "jquery@3.7.1"]
    assert done.evidence["refused"]["first"] == ["https://cdn.example/other.js"]


CANVAS = {
    "draws": ("ctx.fillStyle = '#ff0000'; ctx.fillRect(0, 0, 99, 99); ctx.fillText('hi', 200, 200)", "ok"),
    "declares_its_own": (
        "const ctx = document.getElementById('canvas').getContext('2d'); ctx.fillRect(0, 0, 9, 9)",
        "ok",
    ),
    "animates": (
        "let n = 0; (function f() { ctx.fillRect(n++, 0, 1, 9); requestAnimationFrame(f) })()",
        "ok",
    ),
    "draws_nothing": ("let x = 1", "no_output"),
    "draws_white": ("ctx.fillStyle = 'white'; ctx.fillRect(0, 0, 9, 9)", "blank"),
    "fails": ("ctx.fillRect(0, 0, 9, 9); nosuch()", "exception"),
    "does_not_parse": ("ctx.fillRect(", "exception"),
}


@pytest.mark.parametrize("name", CANVAS)
def test_canvas(name: str, run: Run) -> None:
    code, status = CANVAS[name]
    assert run(code, "canvas").status == status


def test_a_canvas_says_what_was_drawn(run: Run) -> None:
    done = run(CANVAS["draws"][0], "canvas")
    assert done.evidence["calls"] == {"fillRect": 1, "fillText": 1}
    assert (done.evidence["texts"], done.evidence["colours"]) == (["hi"], ["#ff0000"])
    assert (pixel(done.png, 50, 50), Image.open(io.BytesIO(done.png)).size) == ((255, 0, 0), (640, 480))


DIAGRAMS = {
    "graph TD\n A[Start] -->|go| B{Is it?}": ("flowchart", ["Start", "Is it?"], [("A", "B", "go")]),
    "sequenceDiagram\n participant A as Alice\n A->>Bob: Hello": (
        "sequence", ["Alice", "Bob"], [("A", "Bob", "Hello")]),
    "classDiagram\n Animal <|-- Duck : is": ("class", ["Animal", "Duck"], [("Animal", "Duck", "is")]),
    "stateDiagram-v2\n Still --> Moving : push": (
        "state", ["Still", "Moving"], [("Still", "Moving", "push")]),
    "erDiagram\n CUSTOMER ||--o{ ORDER : places": (
        "er", ["CUSTOMER", "ORDER"], [("CUSTOMER", "ORDER", "places")]),
    'pie title Pets\n "Dogs" : 3\n "Cats" : 1': ("pie", ["Dogs", "Cats"], []),
}  # fmt: skip


@pytest.mark.parametrize("code", DIAGRAMS)
def test_mermaid(code: str, run: Run) -> None:
    kind, labels, edges = DIAGRAMS[code]
    done = run(code, "mermaid")
    assert (done.status, done.evidence["type"]) == ("ok", kind)
    assert [node["label"] for node in done.evidence["nodes"]] == labels
    assert [(e["from"], e["to"], e["label"]) for e in done.evidence["edges"]] == edges
    assert set(labels) <= {text for text, _ in done.evidence["texts"]}


def test_a_wrong_diagram_is_an_exception_in_mermaids_words(run: Run) -> None:
    done = run("graph TD\n A -->\n -->", "mermaid")
    assert done.status == "exception" and done.stderr.startswith("Parse error on line 3")
    assert run("hello", "mermaid").stderr.startswith("No diagram type detected")
