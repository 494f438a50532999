"""Places: names found by gazetteer, case and context, put on the map in the light of the whole article."""

from onrecord.stages.places.stage import Places

__all__ = ["Places"]
