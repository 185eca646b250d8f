"""Publication → PDF: pandoc makes Typst of the tree, Typst typesets it as PDF/UA-1 and PDF/A-3a."""
