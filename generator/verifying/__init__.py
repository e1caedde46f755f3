"""A built site looked through before it goes online: nothing hidden in it, nothing changed."""
