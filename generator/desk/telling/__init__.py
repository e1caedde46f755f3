"""What is known of a record, and of a site as a whole, told at the terminal."""
