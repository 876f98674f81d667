"""The site as a whole: home, about, health, sitemap, what every page carries, and the commands that run it."""
