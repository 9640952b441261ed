"""Templates of the statements about a chart, by slot and tone. A slot's fields are named in its templates.

`fragment` joins into terse lines and lists, `formal` and `casual` are sentences.
"""

from __future__ import annotations

from stages.synthesize.domains.chart.data_slots import DATA

SLOTS: dict[str, dict[str, tuple[str, ...]]] = {
    "title": {
        "fragment": ("title {text}", "titled {text}", "title: {text}"),
        "formal": (
            "The title is {text}.",
            "Title it {text}.",
            "Set the title to {text}.",
            "Give it the title {text}.",
        ),
        "casual": (
            "Call it {text}.",
            "Title should say {text}.",
            "Put {text} on top as the title.",
            "Title: {text}.",
        ),
    },
    "suptitle": {
        "fragment": ("figure title {text}", "overall title: {text}"),
        "formal": ("The figure as a whole is titled {text}.", "Set the overall title to {text}."),
        "casual": ("The whole thing should be called {text}.", "Put {text} above everything."),
    },
    "xlabel": {
        "fragment": ("x label {text}", "x axis: {text}", "x-axis label {text}"),
        "formal": (
            "Label the x axis {text}.",
            "The x axis is labelled {text}.",
            "The x-axis label reads {text}.",
        ),
        "casual": ("X axis should say {text}.", "Label the x axis {text}."),
    },
    "ylabel": {
        "fragment": ("y label {text}", "y axis: {text}", "y-axis label {text}"),
        "formal": (
            "Label the y axis {text}.",
            "The y axis is labelled {text}.",
            "The y-axis label reads {text}.",
        ),
        "casual": ("Y axis should say {text}.", "Label the y axis {text}."),
    },
    "labels": {
        "fragment": ("axes {x} and {y}", "x axis {x}, y axis {y}", "x label {x}, y label {y}"),
        "formal": (
            "Label the x axis {x} and the y axis {y}.",
            "The axes are labelled {x} (x) and {y} (y).",
            "The x axis shows {x} and the y axis {y}.",
            "Use {x} as the x-axis label and {y} as the y-axis label.",
        ),
        "casual": (
            "Axes are {x} across and {y} up.",
            "Label the axes: {x} on x, {y} on y.",
            "Put {x} on the x axis and {y} on the y axis.",
        ),
    },
    "legend": {
        "fragment": ("legend: {labels}", "legend with {labels}", "legend entries {labels}"),
        "formal": (
            "Add a legend with the entries {labels}.",
            "The legend lists {labels}.",
            "Include a legend: {labels}.",
            "A legend names {labels}.",
        ),
        "casual": (
            "Add a legend for {labels}.",
            "I want a legend too: {labels}.",
            "Legend should list {labels}.",
        ),
    },
    "legend_title": {
        "fragment": ("legend title {text}",),
        "formal": ("The legend is titled {text}.", "Head the legend with {text}."),
        "casual": ("The legend itself is called {text}.",),
    },
    "scale": {
        "fragment": ("{scale} {axis} axis", "{axis} scale {scale}"),
        "formal": (
            "Use a {scale} scale on the {axis} axis.",
            "The {axis} axis is {scale}.",
            "Make the {axis} axis {scale}.",
        ),
        "casual": ("{scale} scale on {axis}, please.", "Make {axis} {scale}."),
    },
    "limits": {
        "fragment": ("{axis} from {low} to {high}", "{axis} limits {low} to {high}"),
        "formal": (
            "The {axis} axis runs from {low} to {high}.",
            "Set the {axis} limits to {low} and {high}.",
            "Limit the {axis} axis to the range {low} to {high}.",
        ),
        "casual": (
            "Have {axis} go from {low} to {high}.",
            "Keep {axis} between {low} and {high}, in that order.",
        ),
    },
    "grid": {
        "fragment": ("grid on", "with a grid", "grid lines"),
        "formal": ("Show grid lines.", "Turn the grid on.", "Draw a grid behind the data."),
        "casual": ("Put a grid on it.", "Grid lines would help.", "Oh, and a grid."),
    },
    "polar": {
        "fragment": ("polar axes", "polar projection"),
        "formal": ("Use polar axes.", "The axes are polar.", "Draw it in a polar projection."),
        "casual": ("It has to be polar.", "Polar axes, please."),
    },
    "3d": {
        "fragment": ("3D axes", "3D"),
        "formal": ("Use three-dimensional axes.", "The axes are 3D.", "Draw it in a 3D projection."),
        "casual": ("It has to be 3D.", "In 3D, please."),
    },
    "background": {
        "fragment": ("background {colour}", "plot background {colour}"),
        "formal": ("The plot area has the background colour {colour}.", "Fill the plot area with {colour}."),
        "casual": ("Make the plot background {colour}.",),
    },
    "size": {
        "fragment": ("figure size {width} x {height} inches", "figsize ({width}, {height})"),
        "formal": (
            "The figure is {width} by {height} inches.",
            "Use a figure size of {width} x {height} inches.",
            "Set figsize to ({width}, {height}).",
        ),
        "casual": ("Make it {width} by {height} inches.",),
    },
    "note": {
        "fragment": ("text {text}", "note {text}", "annotation {text}"),
        "formal": ("Write the text {text} in the plot.", "Annotate it with {text}.", "Add the text {text}."),
        "casual": ("Stick {text} on there somewhere.", "Add a note saying {text}."),
    },
    "notes": {
        "fragment": ("texts {texts}", "annotations {texts}"),
        "formal": ("Write the texts {texts} in the plot.", "Annotate it with {texts}."),
        "casual": ("Add the notes {texts}.",),
    },
    "level_y": {
        "fragment": ("horizontal line at y = {value}",),
        "formal": (
            "Draw a horizontal line across at y = {value}.",
            "Mark y = {value} with a horizontal line.",
        ),
        "casual": ("Put a horizontal line at {value}.",),
    },
    "level_x": {
        "fragment": ("vertical line at x = {value}",),
        "formal": ("Draw a vertical line at x = {value}.", "Mark x = {value} with a vertical line."),
        "casual": ("Put a vertical line at {value}.",),
    },
    **DATA,
}
