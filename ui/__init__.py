"""How people and programs reach policygraph."""
