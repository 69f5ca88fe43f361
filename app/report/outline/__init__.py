"""What goes on which page, in plain values: words, blocks, pages, the whole outline."""
