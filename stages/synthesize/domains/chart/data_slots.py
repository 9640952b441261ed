"""Templates of the statements about the data of a chart: colours, numbers, strokes (see slots)."""

from __future__ import annotations

DATA: dict[str, dict[str, tuple[str, ...]]] = {
    "colour": {
        "fragment": ("{subject} in {colour}", "{colour} {noun}"),
        "formal": (
            "Draw {subject} in {colour}.",
            "Colour {subject} {colour}.",
            "Use {colour} for {subject}.",
        ),
        "casual": (
            "Make {subject} {colour}.",
            "{Subject} should be {colour}.",
            "Go with {colour} for {subject}.",
        ),
    },
    "colours": {
        "fragment": ("colours {colours}",),
        "formal": (
            "The colours of {subject} are {colours}, in order.",
            "Colour {subject} {colours}, one after the other.",
        ),
        "casual": ("Colours for {subject}, in order: {colours}.",),
    },
    "one_colour": {
        "fragment": ("everything in {colour}", "all {colour}"),
        "formal": ("Draw all of them in {colour}.", "All series are {colour}."),
        "casual": ("Make them all {colour}.",),
    },
    "points_z": {
        "fragment": ("{subject}: x = {x}, y = {y}, z = {z}",),
        "formal": (
            "For {subject}, x = {x}, y = {y} and z = {z}.",
            "The data of {subject}: x = {x}, y = {y}, z = {z}.",
        ),
        "casual": ("Use x = {x}, y = {y} and z = {z} for {subject}.",),
    },
    "cells": {
        "fragment": ("cells {cells}", "values {cells}"),
        "formal": ("The cells are {cells}.", "Show the values {cells}.", "Its rows are {cells}."),
        "casual": ("The numbers are {cells}.", "Use {cells} for the cells."),
    },
    "colour_map": {
        "fragment": ("colour map {name}", "in the colour map {name}"),
        "formal": ("Use the colour map {name}.", "The colour map is {name}."),
        "casual": ("Colour map {name}, please.", "Use {name} for the colours."),
    },
    "stacked": {
        "fragment": ("{subject} stacked on {base}", "{subject} start at {base}"),
        "formal": ("The bottoms of {subject} are {base}.", "Stack {subject} on {base}."),
        "casual": ("Stack {subject} on top of {base}.",),
    },
    "points": {
        "fragment": ("{subject}: x = {x}, y = {y}", "{subject} with x {x} and y {y}"),
        "formal": (
            "For {subject}, x = {x} and y = {y}.",
            "The data of {subject}: x = {x}, y = {y}.",
            "Plot {subject} with the x values {x} and the y values {y}.",
        ),
        "casual": ("Data for {subject}: x is {x} and y is {y}.", "Use x = {x} and y = {y} for {subject}."),
    },
    "shared_x": {
        "fragment": ("x = {x} throughout", "shared x: {x}"),
        "formal": ("All series share the x values {x}.", "The x values of every series are {x}."),
        "casual": ("X is always {x}.", "They all use x = {x}."),
    },
    "points_y": {
        "fragment": ("{subject}: y = {y}", "y of {subject}: {y}"),
        "formal": ("The y values of {subject} are {y}.", "{Subject}: y = {y}.", "For {subject}, y = {y}."),
        "casual": ("{Subject}: {y}.", "y for {subject} is {y}."),
    },
    "bars": {
        "fragment": ("values {values}", "{subject}: {values}"),
        "formal": (
            "The values of {subject} are {values}.",
            "{Subject} {have} the values {values}.",
            "Use the values {values} for {subject}.",
        ),
        "casual": ("Values for {subject}: {values}.", "For {subject}, go with {values}."),
    },
    "named_bars": {
        "fragment": ("{pairs}", "values {pairs}"),
        "formal": ("The values are {pairs}.", "Data: {pairs}."),
        "casual": ("Numbers: {pairs}.", "So that's {pairs}."),
    },
    "names": {
        "fragment": ("categories {labels}", "{labels}"),
        "formal": (
            "The categories are {labels}.",
            "{Subject} stand for {labels}.",
            "There is one bar each for {labels}.",
        ),
        "casual": ("Categories: {labels}.", "One bar each for {labels}."),
    },
    "shares": {
        "fragment": ("shares {parts}", "slices of {parts}"),
        "formal": ("The slices take {parts} of the pie.", "Its shares are {parts}."),
        "casual": ("Shares are {parts}.", "Split it {parts}."),
    },
    "named_shares": {
        "fragment": ("{pairs}", "slices {pairs}"),
        "formal": ("The slices are {pairs}.", "It is divided into {pairs}."),
        "casual": ("It splits into {pairs}.", "Slices: {pairs}."),
    },
    "wedges": {
        "fragment": ("slices {labels}", "{labels}"),
        "formal": ("The slices are labelled {labels}.", "Label the slices {labels}."),
        "casual": ("Slices are {labels}.",),
    },
    "number": {
        "fragment": ("{n} {elements}", "{subject}: {n} {elements}"),
        "formal": ("{Subject} {have} {n} {elements}.", "Give {subject} {n} {elements}."),
        "casual": ("About the data: {n} {elements} for {subject}.", "{n} {elements} in {subject}."),
    },
    "range": {
        "fragment": ("{axis} values {low} to {high}", "{subject} from {low} to {high}"),
        "formal": (
            "The {axis} values of {subject} lie between {low} and {high}.",
            "{Subject} {span} {axis} values from {low} to {high}.",
        ),
        "casual": ("{axis} values of {subject} go from {low} to {high}.",),
    },
    "linestyle": {
        "fragment": ("{subject} {style}", "{style} stroke for {subject}"),
        "formal": ("Draw {subject} {style}.", "{Subject} is {style}."),
        "casual": ("Make {subject} {style}.",),
    },
    "marker": {
        "fragment": ("{subject} with {marker} markers", "{marker} markers"),
        "formal": (
            "Use {marker} markers for {subject}.",
            "Mark the points of {subject} with {marker} markers.",
        ),
        "casual": ("Put {marker} markers on {subject}.",),
    },
}
