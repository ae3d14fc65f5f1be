"""What stands in a page: links, forms, contact details, roles."""
