"""Pages written for this project: other papers, other times and other habits than those that `benchmarks.jumbling` lays out."""
