"""From one kind of code to another (paper section 3.3): what a text task ran moves or is clicked.

A module here writes programs of another domain from what a program drew or returned, and tells what they
show. The strategies `chart_animation`, `algorithm_animation` and `demonstration` are made of them.
"""
