"""Train: two models from the corpus, and the predictor that evaluation uses."""

import os

# Before torch loads OpenMP. Its threads spin while they wait, by default, and two spinning threads on a busy
# machine train five times slower than two that sleep (measured: 270 against 1,250 tokens/s at a load of 5 a
# core). On an idle machine it costs nothing that we could measure.
os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
