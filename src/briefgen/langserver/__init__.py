"""The Language Server Protocol (3.17) for what editors write: live problems, explanations, jumps and completion."""
