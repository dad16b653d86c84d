"""What can be found: vectors, words, and the snapshot that holds both."""
