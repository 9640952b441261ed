"""Templates of edit instructions, by slot and tone (terse, formal, casual)."""

from __future__ import annotations

from stages.synthesize.domains.chart.edit_panel_slots import PANEL

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
    **PANEL,
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
