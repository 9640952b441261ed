"""Any OpenAI-compatible server: many calls at a time, a budget, back-off, every reply journalled before it is
used.

Teachers and judges ask through it; what a reply must look like is theirs (`protocol.Form`).
"""
