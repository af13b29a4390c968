"""How the properties of the domain are tried."""

from hypothesis import settings

# A busy machine is no fault of the domain: properties are tried without a stop-watch.
settings.register_profile("unhurried", deadline=None)
settings.load_profile("unhurried")
