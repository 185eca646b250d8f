"""Files that participants of a consultation sent back: workbooks, CSV, forms and drafts in Word."""
