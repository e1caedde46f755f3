"""One command a module: words in, exit code out."""
