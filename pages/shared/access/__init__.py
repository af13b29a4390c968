"""Parts of the page *People and access*."""
