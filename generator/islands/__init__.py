"""Inspections that hang together, each lot of them made on its own, in any order, once.

An island is a set of inspections of which none leads to one outside it. What its pages show depends
on its own files and on the shared records that it reaches, and on nothing else: so islands are made
side by side, and what was made of one stays good for as long as these stay the same. What is
gathered from all of them (lists, bodies, themes, search, data, feeds) is made of their outlines.
"""
