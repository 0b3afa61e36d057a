"""What is on disk: lines of records, folders that appear whole, where a run was made."""
