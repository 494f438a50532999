"""The rooms of the pipeline: tidy, parse, times, places, attribution, parties, events. Strangers to each other."""
