"""What may be told: the guard reckons as an attacker would, and hides what would tell of few people."""
