"""The family that knows MkDocs and Material. Nothing that a page says depends on it."""
