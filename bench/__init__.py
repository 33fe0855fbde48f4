"""Speed and memory, as ratios and per-unit figures."""
