"""How it is asked: the HTTP service, the page and the command line."""
