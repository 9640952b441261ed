"""A Cairo renderer that steps through every frame and draws only where an animation has ended.

Updaters and always-redrawn mobjects see the time steps of a video at 15 frames a second; no video is
written. Drawing a frame costs several times what stepping to it does.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np
from manim import Scene, config
from manim.renderer.cairo_renderer import CairoRenderer

from stages.sandbox.harness import evidence_manim
from stages.sandbox.harness.rounding import MOST, number

PIXELS = 854 * 480
"""Area of a frame; its shape is the one that the program sets."""
FRAME_RATE = 15
MOST_FRAMES = 12
"""Frames drawn at ends of animations, in all scenes; the last frame of a scene is always drawn."""


@dataclass
class Take:
    """One scene as it was played."""

    name: str
    plays: list[dict[str, Any]] = field(default_factory=list)
    frames: list[np.ndarray] = field(default_factory=list)
    """(h, w, 3) uint8, the last at the end of the scene."""
    ended: dict[str, Any] | None = None
    """`duration` and the tree at the end."""


takes: list[Take] = []
"""Of all scenes that were constructed, in that order."""
middles = [False]
"""Draw in the middle of animations too: for a program whose frames at their ends are all empty."""


class StillsRenderer(CairoRenderer):
    """Takes the place of CairoRenderer where a scene makes one."""

    def __init__(self, *arguments: Any, **named: Any) -> None:
        shrink_output()
        super().__init__(*arguments, **named)
        self._playing = False
        self._middle: float | None = None
        self._shown: tuple[int, ...] = ()

    def init_scene(self, scene: Scene, *settings: Any) -> None:
        super().init_scene(scene, *settings)
        self.take = Take(type(scene).__name__)
        takes.append(self.take)

    def play(self, scene: Scene, *arguments: Any, **named: Any) -> None:
        start = self.time
        self._playing, self._middle = True, None
        try:
            super().play(scene, *arguments, **named)
        finally:
            self._playing = False
        self.static_image = None
        drawn = self._draw_end(scene)
        if len(self.take.plays) < MOST:
            self.take.plays.append(
                {
                    "start": number(start),
                    "duration": number(self.time - start),
                    "animations": [evidence_manim.animation(a) for a in scene.animations or ()][:MOST],
                    "mobjects": evidence_manim.tree(scene.mobjects),
                    **evidence_manim.view(self.camera),
                    "frame": drawn,
                }
            )

    def _draw_end(self, scene: Scene) -> int | None:
        """Draw the scene after an animation; its number, None where it is as before or there are enough."""
        shown = tuple(id(m) for m in scene.get_mobject_family_members() if len(m.points))
        still = scene.is_current_animation_frozen_frame() and shown == self._shown
        if still or sum(len(take.frames) for take in takes) >= MOST_FRAMES:
            return None
        self._shown = shown
        self._draw(scene)
        return len(self.take.frames) - 1

    def _draw(self, scene: Scene) -> None:
        self.update_frame(scene)
        self.take.frames.append(np.ascontiguousarray(self.camera.pixel_array[..., :3]))

    def render(self, scene: Scene, time: float, moving_mobjects: Any = None) -> None:
        if middles[0] and self._middle is None and time >= scene.duration / 2:
            self._middle, self._playing = time, False
            self._draw(scene)
            self._playing = True
        self.add_frame(self.camera.pixel_array)

    def update_frame(self, scene: Scene, *arguments: Any, **named: Any) -> None:
        if not self._playing:
            super().update_frame(scene, *arguments, **named)

    def save_static_frame_data(self, scene: Scene, static_mobjects: Any) -> None:
        self.static_image = None

    def scene_finished(self, scene: Scene) -> None:
        self._draw(scene)
        self.take.ended = {
            "duration": number(self.time),
            "mobjects": evidence_manim.tree(scene.mobjects),
            **evidence_manim.view(self.camera),
        }


def shrink_output() -> None:
    """The size and rate asked of the video are its quality: what is drawn has its shape and our area."""
    scale = (PIXELS / (config.pixel_width * config.pixel_height)) ** 0.5
    if scale < 0.99:
        width, height = config.pixel_width, config.pixel_height
        config.pixel_width, config.pixel_height = round(width * scale), round(height * scale)
    config.frame_rate = min(config.frame_rate, FRAME_RATE)
