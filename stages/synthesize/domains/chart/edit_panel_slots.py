"""Templates of edits of a panel: texts, axes, legend, notes (see edit_slots)."""

from __future__ import annotations

PANEL: dict[str, dict[str, tuple[str, ...]]] = {
    "scale": {
        "terse": ("{scale} {axis} axis", "{axis} scale: {scale}"),
        "formal": (
            "Use a {scale} scale on the {axis} axis.",
            "Make the {axis} axis {scale}.",
            "Change the {axis} axis to a {scale} scale.",
        ),
        "casual": ("Make the {axis} axis {scale}, please.", "Can we have a {scale} {axis} axis?"),
    },
    "legend": {
        "terse": ("Add a legend ({labels})", "Legend: {labels}", "With a legend: {labels}"),
        "formal": ("Add a legend with the entries {labels}.", "Show a legend that lists {labels}."),
        "casual": ("Can you add a legend for {labels}?", "It needs a legend: {labels}."),
    },
    "no_legend": {
        "terse": ("No legend", "Remove the legend", "Drop the legend"),
        "formal": ("Remove the legend.", "Leave out the legend.", "Take the legend away."),
        "casual": ("Lose the legend, please.", "We don't need the legend, drop it."),
    },
    "legend_title": {
        "terse": ("Legend title {text}", "Title the legend {text}"),
        "formal": (
            "Give the legend the title {text}.",
            "Title the legend {text}.",
            "Put {text} above the legend's entries.",
        ),
        "casual": ("Can the legend be called {text}?", "Put {text} on the legend."),
    },
    "title": {
        "terse": ("Title {text}", "Title: {text}", "Retitle to {text}"),
        "formal": (
            "Change the title to {text}.",
            "Set the title to {text}.",
            "The title should read {text}.",
        ),
        "casual": ("Call it {text}.", "The title should be {text}, please.", "Can the title say {text}?"),
    },
    "suptitle": {
        "terse": ("Figure title {text}",),
        "formal": ("Set the title of the figure to {text}.",),
        "casual": ("Call the whole figure {text}.",),
    },
    "xlabel": {
        "terse": ("x label {text}", "x axis: {text}"),
        "formal": (
            "Label the x axis {text}.",
            "Change the x-axis label to {text}.",
            "The x axis should be labelled {text}.",
        ),
        "casual": ("Put {text} on the x axis.", "The x axis should say {text}."),
    },
    "ylabel": {
        "terse": ("y label {text}", "y axis: {text}"),
        "formal": (
            "Label the y axis {text}.",
            "Change the y-axis label to {text}.",
            "The y axis should be labelled {text}.",
        ),
        "casual": ("Put {text} on the y axis.", "The y axis should say {text}."),
    },
    "no_title": {
        "terse": ("No title", "Remove the title"),
        "formal": ("Remove the title.", "Leave the title out."),
        "casual": ("Drop the title.",),
    },
    "no_xlabel": {
        "terse": ("No x label",),
        "formal": ("Remove the x-axis label.",),
        "casual": ("Drop the label on the x axis.",),
    },
    "no_ylabel": {
        "terse": ("No y label",),
        "formal": ("Remove the y-axis label.",),
        "casual": ("Drop the label on the y axis.",),
    },
    "grid": {
        "terse": ("Add a grid", "Grid on", "With grid lines"),
        "formal": ("Add grid lines.", "Turn the grid on.", "Show a grid."),
        "casual": ("Can you put a grid on it?", "Add a grid, please."),
    },
    "no_grid": {
        "terse": ("No grid", "Grid off"),
        "formal": ("Remove the grid.", "Turn the grid off."),
        "casual": ("Get rid of the grid, please.", "No grid, thanks."),
    },
    "background": {
        "terse": ("Background {colour}", "Plot background {colour}"),
        "formal": ("Set the background of the plot area to {colour}.", "Fill the plot area with {colour}."),
        "casual": ("Make the plot background {colour}.", "Can the background be {colour}?"),
    },
    "limits": {
        "terse": ("{axis} from {low} to {high}", "{axis} limits {low}, {high}"),
        "formal": (
            "Set the {axis} limits to {low} and {high}.",
            "Let the {axis} axis run from {low} to {high}.",
        ),
        "casual": ("Have the {axis} axis go from {low} to {high}.", "Can {axis} run from {low} to {high}?"),
    },
    "size": {
        "terse": ("Size {width} x {height} inches", "figsize ({width}, {height})"),
        "formal": (
            "Change the figure size to {width} by {height} inches.",
            "Set figsize to ({width}, {height}).",
            "Make the figure {width} inches wide and {height} inches high.",
        ),
        "casual": (
            "Can the figure be {width} by {height} inches?",
            "Resize it to {width} x {height} inches.",
        ),
    },
    "note": {
        "terse": ("Add the text {text}", "Note {text}", "Text {text} near ({x}, {y})"),
        "formal": (
            "Add the text {text} to the plot, near x = {x}, y = {y}.",
            "Annotate the plot with {text} near ({x}, {y}).",
            "Write {text} in the plot at about x = {x}, y = {y}.",
        ),
        "casual": (
            "Stick a note saying {text} on it, around ({x}, {y}).",
            "Can you write {text} near ({x}, {y})?",
        ),
    },
    "notes": {
        "terse": ("Add the texts {texts}", "Show {texts} as text"),
        "formal": ("Add the texts {texts} to the plot.", "Annotate the plot with {texts}."),
        "casual": ("Write {texts} in the plot, please.",),
    },
    "bar_labels": {
        "terse": ("Values on the bars", "Label the bars with {texts}"),
        "formal": ("Write the values {texts} at the bars.", "Label the bars with their values: {texts}."),
        "casual": ("Put the numbers {texts} on the bars.", "Can the bars show their values ({texts})?"),
    },
    "no_notes": {
        "terse": ("Remove {texts}", "Without the text {texts}"),
        "formal": ("Remove {texts} from the plot.", "Take away the text {texts}."),
        "casual": ("Lose the text {texts}.",),
    },
    "level_y": {
        "terse": ("{Stroke} horizontal line at y = {value}", "{Stroke} line across at {value}"),
        "formal": (
            "Add a {stroke} horizontal line at y = {value}.",
            "Mark y = {value} with a {stroke} line across the plot.",
            "Draw a {stroke} horizontal reference line at y = {value}.",
        ),
        "casual": (
            "Put a {stroke} horizontal line at {value}.",
            "Can you mark {value} with a {stroke} line across?",
        ),
    },
    "level_x": {
        "terse": ("{Stroke} vertical line at x = {value}",),
        "formal": (
            "Add a {stroke} vertical line at x = {value}.",
            "Mark x = {value} with a {stroke} vertical line.",
        ),
        "casual": ("Put a {stroke} vertical line at {value}.",),
    },
}
