"""Teachers with weights: they write instructions and code for the strategies; what they write is executed.

A teacher answers requests (`protocol`); `rounds` asks, parses, executes and asks again with the error.
"""
