"""The decision tree: its graph, its proofs, and what they say.

The library reads `site-data/tree`, `check_tree` proves it, `describe_tree` prints it,
`accept_baseline` and `compare_baselines` keep its routing under review.
"""

from ..records.tree import Tree, tree_version
from .baseline import BASELINE_FILE, Lowered, accept_baseline, check_baseline, compare_baselines, format_baseline
from .check import build_library_graph, check_tree
from .describe import build_graph_data, describe_tree, describe_walks
from .effort import Effort, measure_effort
from .graph import LEVELS, Edge, Graph, Leaf, Node, build_graph
from .moved import tell_moved
from .paths import Route, count_paths, walk_routes
from .proofs import PROOFS, proof_id, prove
from .states import Fault
from .stories import Verdict, answer_question, check_stories, judge_story, map_walks, worst_level

__all__ = [
    "BASELINE_FILE", "LEVELS", "PROOFS", "Edge", "Effort", "Fault", "Graph", "Leaf", "Lowered", "Node", "Route",
    "Tree", "Verdict", "accept_baseline", "answer_question", "build_graph", "build_graph_data",
    "build_library_graph", "check_baseline", "check_stories", "check_tree", "compare_baselines", "count_paths",
    "describe_tree", "describe_walks", "format_baseline", "judge_story", "map_walks", "measure_effort", "proof_id",
    "prove", "tell_moved", "tree_version", "walk_routes", "worst_level",
]  # fmt: skip
