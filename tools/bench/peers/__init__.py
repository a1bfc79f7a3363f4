"""The same brief written for other typesetters, and the programs that set it."""
