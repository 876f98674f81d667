"""Search over everything readers may see, in Chinese and English, the same on both databases."""
