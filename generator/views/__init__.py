"""What each page shows: a view for each page template, filled from the graph and the comparison.

A view is whole, ordered and worded; its template only prints it.
"""
