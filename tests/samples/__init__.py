"""Data that several tests share."""
