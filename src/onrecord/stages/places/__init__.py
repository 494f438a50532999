"""Places: names found by gazetteer, case and context, put on the map in the light of the whole article."""

from onrecord.stages.places.explain import explained, looked_up
from onrecord.stages.places.stage import Found, Places, find

__all__ = ["Found", "Places", "explained", "find", "looked_up"]
