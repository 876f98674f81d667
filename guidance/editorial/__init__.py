"""What every published record shares: state, dates of checking, safe HTML, citations, and its form in the admin."""
