"""briefgen: Arabic PDF briefings whose every statement leads to the passage it rests on."""

__version__ = "0.1.0"
