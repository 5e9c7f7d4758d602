"""Speed and memory, measured against what a user would pick instead and against no extraction at all."""
