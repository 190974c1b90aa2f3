"""How Hypothesis runs generated tests, and draws records for scripts: the same for all."""

from hypothesis import HealthCheck, Phase, settings

# Each run draws the same cases, and no file remembers one. To shrink a record that failed would lay
# out papers for minutes, so the first that fails is shown as it is.
settings.register_profile(
    "walletcard",
    derandomize=True,
    database=None,
    deadline=None,
    phases=(Phase.explicit, Phase.generate),
    suppress_health_check=list(HealthCheck),
)
settings.load_profile("walletcard")
