"""What may be typed about a project, and the filters of its lists."""
