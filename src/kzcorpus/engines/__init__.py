"""Where work is done: in this process, in several on this machine, or on a cluster."""

from kzcorpus.engines.apart import Apart
from kzcorpus.engines.local import available_cpus, run_local
from kzcorpus.engines.protocol import Engine, Failed, Job
from kzcorpus.engines.ray_engine import run_ray

#: Engines by the names that the command line has for them.
ENGINES: dict[str, Engine] = {"local": run_local, "ray": run_ray}

__all__ = ["ENGINES", "Apart", "Engine", "Failed", "Job", "available_cpus", "run_local", "run_ray"]
