"""Where to complain: each channel, about which lenders, what it can and cannot do."""
