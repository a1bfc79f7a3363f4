"""What editors write, as frozen records: topic specs, facts and sources."""
