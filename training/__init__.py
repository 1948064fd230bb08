"""Makes the models that Vouch ships; not part of the wheel."""
