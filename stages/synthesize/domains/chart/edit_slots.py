"""Templates of edit instructions, by slot and tone (terse, formal, casual)."""

from __future__ import annotations

SLOTS: dict[str, dict[str, tuple[str, ...]]] = {
    "kind": {
        "terse": (
            "{was} to {now}",
            "Make it {a_now}",
            "As {a_now} instead",
            "Change to {a_now}",
            "{Now} instead of {was}",
        ),
        "formal": (
            "Change the {was} into {a_now}.",
            "Draw the same data as {a_now} instead of {a_was}.",
            "Replace the {was} with {a_now}.",
            "Turn this {was} into {a_now}.",
            "Use {a_now} for these data instead of {a_was}.",
        ),
        "casual": (
            "Can you make that {a_now} instead?",
            "I'd rather have {a_now} here.",
            "Swap the {was} for {a_now}, please.",
            "How about {a_now} instead?",
        ),
    },
    "orientation": {
        "terse": ("{Way} bars", "Bars {way} instead", "Make the bars {way}"),
        "formal": (
            "Make the bars {way} instead of {other}.",
            "Turn the chart round so that the bars are {way}.",
            "Draw {way} bars in place of the {other} ones.",
        ),
        "casual": (
            "Can you flip the bars to {way}?",
            "The bars should be {way}.",
            "Tip it over: {way} bars, please.",
        ),
    },
    "colour": {
        "terse": ("{subject} in {colour}", "{colour} for {subject}", "Recolour {subject} {colour}"),
        "formal": (
            "Change the colour of {subject} to {colour}.",
            "Recolour {subject} in {colour}.",
            "Draw {subject} in {colour}.",
            "Set the colour of {subject} to {colour}.",
        ),
        "casual": (
            "Make {subject} {colour}, please.",
            "Can {subject} be {colour}?",
            "I'd like {subject} in {colour}.",
        ),
    },
    "colours": {
        "terse": ("Colours {colours}", "{subject}: colours {colours}"),
        "formal": (
            "Change the colours of {subject} to {colours}, in order.",
            "Recolour {subject} in {colours}.",
        ),
        "casual": (
            "Can you recolour {subject}? {colours}, in that order.",
            "New colours for {subject}: {colours}.",
        ),
    },
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
    "linestyle": {
        "terse": ("{subject} {style}", "{style} for {subject}"),
        "formal": ("Draw {subject} with a {style} stroke.", "Make {subject} {style}."),
        "casual": ("Can {subject} be {style}?", "Make {subject} {style}, please."),
    },
    "linewidth": {
        "terse": ("{subject} {width} wide", "Line width {width} for {subject}"),
        "formal": (
            "Set the line width of {subject} to {width}.",
            "Draw {subject} with a line width of {width}.",
        ),
        "casual": ("Make {subject} {width} points wide.", "Can {subject} have line width {width}?"),
    },
    "marker": {
        "terse": ("{marker} markers on {subject}", "{subject} with {marker} markers"),
        "formal": (
            "Mark the points of {subject} with {marker} markers.",
            "Add {marker} markers to {subject}.",
        ),
        "casual": ("Put {marker} markers on {subject}.", "Can {subject} have {marker} markers?"),
    },
    "no_marker": {
        "terse": ("No markers on {subject}",),
        "formal": ("Remove the markers from {subject}.",),
        "casual": ("Drop the markers on {subject}.",),
    },
    "drop_last": {
        "terse": (
            "Drop the last {element}",
            "Without the last {element}",
            "{n} {elements}, last one removed",
        ),
        "formal": (
            "Remove the last {element}, so that {n} remain.",
            "Leave out the last {element}.",
            "Drop the last {element} of the data.",
        ),
        "casual": ("Cut the last {element}, please.", "The last {element} is wrong, drop it."),
    },
    "scaled": {
        "terse": ("All values times {factor}", "Multiply the values by {factor}"),
        "formal": ("Multiply all values by {factor}.", "Scale every value by a factor of {factor}."),
        "casual": (
            "Can you multiply everything by {factor}?",
            "All the values should be {factor} times that.",
        ),
    },
    "one_value": {
        "terse": ("{Nth} value of {subject}: {now}", "{was} becomes {now} in {subject}"),
        "formal": (
            "Change the {nth} value of {subject} from {was} to {now}.",
            "Set the {nth} value of {subject} to {now}.",
            "The {nth} value of {subject} should be {now} instead of {was}.",
        ),
        "casual": (
            "The {nth} value of {subject} should be {now}.",
            "Oops, the {nth} value of {subject} is {now}, not {was}.",
        ),
    },
    "values": {
        "terse": ("{subject}: values {values}", "New values for {subject}: {values}"),
        "formal": (
            "Change the values of {subject} to {values}.",
            "Use the values {values} for {subject}.",
            "Replace the data of {subject} with {values}.",
        ),
        "casual": ("Here are new values for {subject}: {values}.", "Use {values} for {subject} now."),
    },
    "sorted": {
        "terse": ("Sort the bars, largest first", "Bars in descending order"),
        "formal": (
            "Sort the bars from the largest to the smallest.",
            "Order the bars by value, largest first.",
        ),
        "casual": ("Can you sort the bars, biggest first?", "Put the biggest bar first and so on down."),
    },
    "shares": {
        "terse": ("Shares {parts}", "Slices {parts}"),
        "formal": ("Change the shares of the pie to {parts}.", "The slices should take {parts}."),
        "casual": ("Make the slices {parts}.", "New split: {parts}."),
    },
    "add_series": {
        "terse": ("Add a {noun}{label}{colour}{data}", "One more {noun}{label}{colour}{data}"),
        "formal": ("Add another {noun}{label}{colour}{data}.", "Draw one more {noun}{label}{colour}{data}."),
        "casual": (
            "Can you add another {noun}{label}{colour}{data}?",
            "Put one more {noun} in there{label}{colour}{data}.",
        ),
    },
}

KEEP = {
    "terse": ("", "", "", "; rest as is", ", nothing else"),
    "plain": (
        "",
        " Leave everything else as it is.",
        " Keep the rest unchanged.",
        " Nothing else should change.",
        " Everything else stays the same.",
    ),
    "detailed": (
        " Leave everything else as it is.",
        " Keep all other parts of the chart unchanged.",
        " Do not change anything else in the picture.",
        " The rest of the program should draw what it drew before.",
    ),
    "casual": ("", " Rest is fine as it is.", " Leave the rest alone.", " Everything else can stay."),
}
OPEN = {
    "terse": ("",),
    "plain": ("", "", "In this chart: ", "Edit the program: "),
    "detailed": (
        "Edit the given matplotlib program. ",
        "Modify the chart drawn by this code. ",
        "Change the program that draws this chart. ",
        "",
    ),
    "casual": ("", "", "Nice, but one thing. ", "Almost there! "),
}
