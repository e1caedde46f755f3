"""The family that serves those who write: schemas, starters, drafts, what is tied to what."""
