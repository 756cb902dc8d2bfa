"""What one sees and does at the own desk."""
