"""The only readers: from files to the model, with everything that is wrong in them."""
