"""Bytes to articles: one module for each kind of file, and what they share.

A reader takes an `quotes.reading.inputs.Input` and yields what it finds, an article or a remark about
one that it could not read, so that one bad row or member never hides the others.
"""
