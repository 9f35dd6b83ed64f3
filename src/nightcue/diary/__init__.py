"""The night diary, and what it says."""
