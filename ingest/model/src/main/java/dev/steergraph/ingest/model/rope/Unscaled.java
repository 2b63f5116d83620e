package dev.steergraph.ingest.model.rope;

/** {@code default}: frequencies as they are. */
record Unscaled() implements RopeScaling {

    @Override
    public Frequencies frequencies(double theta, int dimensions) {
        return Frequencies.of(Frequencies.plain(theta, dimensions), 1);
    }
}
