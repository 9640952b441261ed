"""Runtime manim: scenes of ManimCE, drawn at the ends of their animations.

Every scene class that a program defines and has not rendered itself is rendered, in the order of definition.
Pictures: a contact sheet where there is more than one frame, the frames, and last the main one, which is the
last frame that shows something (many scenes fade everything out). Formulas need LaTeX: where the machine has
none, `Tex` says so. Evidence is read in the process of the sample: see `run_python` on forging it.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from types import ModuleType
from typing import Any, NoReturn

import numpy as np
from manim import Scene, config
from manim.camera import camera
from manim.mobject.text import tex_mobject
from PIL import Image
from tqdm import tqdm

from stages.sandbox.harness import manim_renderer, pins, pixels, script
from stages.sandbox.harness.manim_renderer import StillsRenderer, Take, takes

MOST_SCENES = 8
COLUMNS = 3
THUMB = 240
"""Pixels, width of a picture in the contact sheet."""
_GAP = 4


def prepare() -> None:
    """Settings, our renderer in place of theirs, and one scene without text.

    Text is left out: Pango starts a thread with its first font, and the template has to have one alone.
    """
    import manim.scene.scene

    tqdm.monitor_interval = 0  # else it starts a thread
    os.environ["FONTCONFIG_FILE"] = str(Path(__file__).with_name("fonts.conf"))
    config.dry_run = True
    config.disable_caching = True
    config.progress_bar = "none"
    config.verbosity = "ERROR"
    config.pixel_width, config.pixel_height, config.frame_rate = 854, 480, 15
    manim.scene.scene.CairoRenderer = StillsRenderer
    camera.Image = ModuleType("Image")
    vars(camera.Image).update({**vars(Image), "fromarray": _from_array})
    if shutil.which("latex") is None or shutil.which("dvisvgm") is None:
        tex_mobject.tex_to_svg_file = _no_latex
    warm = type("Warm", (Scene,), {"construct": lambda scene: scene.play(manim.Create(manim.Square()))})
    warm().render()
    takes.clear()


def _from_array(array: np.ndarray, mode: str | None = None) -> Image.Image:
    """manim 0.22 makes an empty RGBA picture from an array of floats, which Pillow 13 refuses."""
    if mode == "RGBA" and array.dtype == float and not array.any():
        return Image.new(mode, array.shape[::-1])
    return Image.fromarray(array, mode)


def _no_latex(*arguments: Any, **named: Any) -> NoReturn:
    raise RuntimeError("LaTeX is not installed: Tex, MathTex and labels made with them cannot be drawn")


def run(code: str, limits: dict[str, Any]) -> dict[str, Any]:
    """Run the sample, render its scenes: the keys of `capture.finish`."""
    pins.pin()
    main, failure = script.run(code)
    if failure:
        return failure
    try:
        return _finish(main)
    except MemoryError:
        return {"status": "oom"}
    except BaseException as error:
        return {"status": "exception", "stderr": script.explain(error, "rendering the scene: ")}


def _finish(main: ModuleType) -> dict[str, Any]:
    scenes = [c for c in vars(main).values() if _is_scene(c)]
    done = {take.name for take in takes if take.ended}
    for scene in [s for s in scenes if s.__name__ not in done][:MOST_SCENES]:
        scene().render()
    ended = [take for take in takes if take.ended]
    if not ended:
        return {"status": "no_output", "stderr": "it defines no scene"}
    if all(map(_is_empty, ended)) and any(take.plays for take in ended):
        ended = _again(scenes) or ended
    return _result(ended)


def _is_scene(thing: Any) -> bool:
    """A class of the program's own with something to construct."""
    ours = isinstance(thing, type) and issubclass(thing, Scene) and thing.__module__ == "__main__"
    return ours and thing.construct is not Scene.construct


def _again(scenes: list[type[Scene]]) -> list[Take]:
    """What comes and goes within one animation is drawn in its middle."""
    takes.clear()
    manim_renderer.middles[0] = True
    for scene in scenes[:MOST_SCENES]:
        scene().render()
    return [take for take in takes if take.ended]


def _is_empty(take: Take) -> bool:
    return all(map(_one_colour, take.frames))


def _one_colour(frame: np.ndarray) -> bool:
    return bool((frame == frame[0, 0]).all())


def _result(ended: list[Take]) -> dict[str, Any]:
    kept: list[np.ndarray] = []
    for take in ended:
        places = [_place(frame, kept) for frame in take.frames]
        for play in take.plays:
            play["frame"] = None if play["frame"] is None else places[play["frame"]]
    painted = bool(kept)
    kept = kept or [ended[-1].frames[-1]]
    scenes = [{"name": take.name, **take.ended, "plays": take.plays} for take in ended]
    pictures = [pixels.png(frame) for frame in kept]
    if len(kept) > 1:
        pictures.insert(0, pixels.png(_contact_sheet(kept)))
    return {
        "status": "ok" if painted else "blank",
        "stderr": "" if painted else "no frame shows anything",
        "figures": len(ended),
        "pngs": pictures,
        "evidence": {
            "scenes": scenes,
            "frames": len(kept),
            "sheet": len(kept) > 1,
            "pixels": pixels.describe(kept[-1]),
        },
    }


def _place(frame: np.ndarray, kept: list[np.ndarray]) -> int | None:
    """Its number among those kept, after adding it where it is new; None where it shows nothing."""
    if _one_colour(frame):
        return None
    if not kept or not np.array_equal(frame, kept[-1]):
        kept.append(frame)
    return len(kept) - 1


def _contact_sheet(frames: list[np.ndarray]) -> np.ndarray:
    """(h, w, 3) uint8: the frames in rows of three, small."""
    heights = [round(THUMB * len(frame) / frame.shape[1]) for frame in frames]
    down, across = max(heights) + _GAP, THUMB + _GAP
    columns = min(COLUMNS, len(frames))
    rows = -(-len(frames) // columns)
    sheet = Image.new("RGB", (across * columns + _GAP, down * rows + _GAP), "#808080")
    for place, (frame, height) in enumerate(zip(frames, heights, strict=True)):
        small = Image.fromarray(frame).resize((THUMB, height), Image.Resampling.BOX)
        sheet.paste(small, (_GAP + place % columns * across, _GAP + place // columns * down))
    return np.asarray(sheet)
