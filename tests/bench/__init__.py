"""Speed, against what a competent user would write instead."""
