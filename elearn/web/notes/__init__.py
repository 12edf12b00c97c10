"""A learner's private notes: kept beside a section, found again together, deleted for good."""
