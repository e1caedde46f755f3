"""What is published beside the pages, from the same graph: a family, one module for each."""
