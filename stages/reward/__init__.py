"""Reward: a sample's own claims as weighted yes/no criteria, decided from evidence."""
