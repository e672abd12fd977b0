"""AI in Practice: fourteen ideas and one for later, each a figure that is computed as the reader plays."""
