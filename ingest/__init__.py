"""Text in, Document out: reading, structure and the extractors."""
