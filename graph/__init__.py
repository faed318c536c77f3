"""What is known: the data types, the schema, the stores, the registry and search."""
