"""Bilingual guidance for people in China who are being pressed by debt collectors."""
