"""Pictures that editors upload: made small and harmless once, then served as files of this site."""
