"""What the pages share: the graph they serve, the language, the looks, who is there."""
