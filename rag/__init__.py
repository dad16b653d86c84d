"""What is said: a question goes in, sentences with their proof come out."""
