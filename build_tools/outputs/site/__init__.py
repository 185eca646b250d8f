"""The website: every edition in every language, made of finished HTML that MkDocs puts into its theme."""
