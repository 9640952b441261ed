"""Assembly: samples that passed become a corpus, without duplicates, split by ancestry, weighted."""
