#!/bin/sh
# Tables as they were before they named the sets of features: run by a build of version 0.1.0's time, in an empty folder.
set -e
steergraph bench-codes --features 128 --layers 2 --rows 4k --active 4 --out run
steergraph correlate --run run --threshold 0.06 --min-documents 1
cp run/correlations/edges.parquet edges-without-sets.parquet
cp run/correlations/features.parquet features-without-sets.parquet
