"""What is known: documents read from files, and the passages cut from them."""
