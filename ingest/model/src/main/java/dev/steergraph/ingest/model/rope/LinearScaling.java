package dev.steergraph.ingest.model.rope;

/** {@code linear}: all frequencies are divided by the factor. */
record LinearScaling(double factor) implements RopeScaling {

    @Override
    public Frequencies frequencies(double theta, int dimensions) {
        float[] frequencies = Frequencies.plain(theta, dimensions);
        for (int i = 0; i < frequencies.length; i++) {
            frequencies[i] /= (float) factor;
        }
        return Frequencies.of(frequencies, 1);
    }
}
