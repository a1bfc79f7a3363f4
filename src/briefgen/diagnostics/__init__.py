"""Problems in editors' files, as values: where, which code, what was found, what to do."""
