"""What `make bench` measures: one module a subject, each with a `SUBJECT`."""
