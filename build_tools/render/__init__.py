"""From the text of an edition to what readers see, before it becomes any format."""
