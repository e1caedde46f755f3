"""What must hold between files: a family of rules, each a function from the whole to problems."""
