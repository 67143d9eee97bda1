"""What citations are read with: words of each language, names that may be a source's, what stands around them."""
