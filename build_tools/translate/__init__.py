"""Units out of the text, translations back into it, and how much of each language is current."""
