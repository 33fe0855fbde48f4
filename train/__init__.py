"""How the shipped reader was made; needs the `train` extra, and the package never imports it."""
