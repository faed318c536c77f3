"""How fast policygraph is beside what it stands on: ratios of times taken in one run."""
