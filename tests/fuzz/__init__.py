"""Random and hostile files, and what must hold whatever an editor writes."""
