"""The live preview: what has changed is read again, and a page is made when it is looked at."""
