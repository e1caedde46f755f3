"""What a site holds as data: the same records as its pages, for those who reckon with them."""
