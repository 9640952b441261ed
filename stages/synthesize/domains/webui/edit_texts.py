"""Texts that edits of pages bring in."""

from __future__ import annotations

HEADINGS = (
    "Overview",
    "Quick summary",
    "At a glance",
    "What is new",
    "Your account",
    "Team activity",
    "Getting started",
    "Latest updates",
    "Plan and billing",
    "Monthly report",
    "Contact us",
    "Details",
    "Project status",
)


LABELS = (
    "Save draft",
    "Continue",
    "Learn more",
    "Export",
    "Try again",
    "Subscribe",
    "Download",
    "Share",
    "Apply",
)


HINTS = (
    "Enter a name",
    "Search by title",
    "you@example.com",
    "Type to filter",
    "Phone number",
    "City",
    "Notes",
)


BADGES = ("New", "Beta", "Hot", "Updated", "Pro")


COLUMNS = ("Status", "Owner", "Updated", "Rating", "Notes")


VALUES = ("Open", "Done", "Late", "New", "Paused", "Ready")


CARDS = (
    ("Tip of the day", "Small steps add up."),
    ("Need help?", "Our team answers within a day."),
    ("Storage", "12 of 50 GB in use."),
    ("Reminder", "The report is due on Friday."),
)
