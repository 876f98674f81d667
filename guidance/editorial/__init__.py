"""What every published record shares: drafts, history and roles, checking dates, citations, its pages in the admin."""
