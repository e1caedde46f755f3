"""`diff`: what changed between two states of a site's files, in words."""
