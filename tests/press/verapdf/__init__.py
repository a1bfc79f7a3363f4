"""veraPDF, which judges whether a PDF is what it claims to be."""
