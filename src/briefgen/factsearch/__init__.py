"""Facts found by words: what was asked, a full-text index that keeps up with the files, and the answers, ranked."""
