"""How fast is it? Ratios within one run; never a timed test."""
