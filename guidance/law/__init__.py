"""The law as dated records: instruments, their provisions, rates, caps, and the kinds of lender they bind."""
