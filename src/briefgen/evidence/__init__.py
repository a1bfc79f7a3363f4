"""What facts rest on: archived texts and the passages in them."""
